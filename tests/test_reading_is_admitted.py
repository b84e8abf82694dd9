"""What the extractor reads always passes the gate: the two rooms meet only here."""

import pytest

from extraction.pipeline import Extractor, load_extractor
from graph.admission import admit, admit_catalog
from graph.store import Store, open_store
from ontology.catalog import load_catalog
from ontology.model import Document
from shapes.validation import load_gate

TEXTS = {
    "an accusation without an accuser": "أغلقت أنقرة المعبر، وسط اتهامها بمساعدة المتمردين في الشمال.",
    "a chain of speech": "قال وزير الخارجية المصري إن الرئيس السوداني أكد أن أديس أبابا هددت ببناء السد.",
    "a quotation over sentences": 'قال لافروف: "لن ننسحب من الاتفاقية. سنرد على كل عقوبة".',
    "a denial": "نفت باريس أن تكون قد أرسلت قوات إلى ليبيا، وطالبت طرابلس بالاعتذار.",
    "nothing political": "تناول الأطفال الفطور ثم خرجوا إلى الحديقة.",
    "only a heading": "اتفاق",
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The shipped extractor."""
    return load_extractor(load_catalog())


@pytest.fixture(scope="module")
def store() -> Store:
    """A store with the ontology and the register."""
    store = open_store("memory:")
    admit_catalog(load_catalog(), store)
    return store


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_is_read_is_admitted(extractor: Extractor, store: Store, text: str) -> None:
    """No text can make an annotation that the shapes refuse."""
    admission = admit(extractor.extract(Document("made", text, "ar")), store, gate=load_gate())
    assert admission.admitted, [result.message_en for result in admission.report.results]
