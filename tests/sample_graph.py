"""A small graph that the tests of `graph` and `api` ask: two short invented texts, annotated by hand."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from graph.admission import admit
from graph.merge import replace_merged
from graph.store import Store, open_store
from ontology.annotation import parse_annotation
from ontology.catalog import Catalog, load_catalog
from ontology.model import Annotation, Document
from ontology.terms import ONTOLOGY_GRAPH, REGISTER_GRAPH
from shapes.validation import Gate, load_gate

NILE = (
    "وقّعت مصر والسودان في الخرطوم اتفاقية النيل للتعاون المائي في مارس 2014. "
    "وطردت مصر السفير الإثيوبي في أبريل 2014 بعد خلاف على السد. "
    "وقالت إثيوبيا إن مصر تدعم مسلحين <على> حدودها. "
    "ومن المقرر أن تنضم جيبوتي إلى الاتفاقية. "
    "والسودان عضو في الاتحاد الأفريقي."
)
SUMMIT = "Egypt and Ethiopia met in Addis Ababa in 2015. Sudan did not attend the meeting with Egypt."

DENIAL = "Cairo says that Egypt, of the African Union, did not expel the Ethiopian ambassador in April 2014."

NILE_ID = Document("nile", NILE, "ar").id
NILE_IRI = ox.NamedNode(f"https://w3id.org/mithaq/id/document/{NILE_ID}")

SLUGS = ("egypt", "sudan", "ethiopia", "djibouti", "african-union")
ACTOR = "https://w3id.org/mithaq/id/actor/"


def nile_annotation() -> Annotation:
    """The Arabic text: a treaty, an expulsion within a dispute, a claim, a plan and a membership."""
    treaty = "وقّعت مصر والسودان في الخرطوم اتفاقية النيل للتعاون المائي في مارس 2014"
    expulsion = "وطردت مصر السفير الإثيوبي في أبريل 2014 بعد خلاف على السد"
    claim = "وقالت إثيوبيا إن مصر تدعم مسلحين <على> حدودها"
    plan = "ومن المقرر أن تنضم جيبوتي إلى الاتفاقية"
    return parse_annotation(
        {
            "document": "nile",
            "language": "ar",
            "title": "مصر وجيرانها",
            "published": "2014-05-01",
            "source": "https://example.org/nile",
            "extractor": "by hand",
            "text": NILE,
            "actors": [
                *_register_actors("egypt", "sudan", "ethiopia", "djibouti", "african-union"),
                {"id": "gunmen", "name_en": "Gunmen on the border", "name_ar": "مسلحون", "type": "ArmedGroup"},
            ],
            "mentions": [
                {"actor": "egypt", "span": _span(NILE, "مصر")},
                {"actor": "sudan", "span": _span(NILE, "السودان")},
                {"actor": "ethiopia", "span": _span(NILE, "إثيوبيا")},
                {"actor": "gunmen", "span": _span(NILE, "مسلحين")},
                {"actor": "djibouti", "span": _span(NILE, "جيبوتي")},
                {"actor": "african-union", "span": _span(NILE, "الاتحاد الأفريقي")},
            ],
            "events": [
                _event("e1", "SUPPORT asserted", ["egypt", "sudan"], [], ("وقّعت", _span(NILE, treaty)))
                | {"date": "2014-03", "place": "Khartoum"},
                _event("e2", "SANCTION asserted", ["egypt"], ["ethiopia"], ("طردت", _span(NILE, expulsion)))
                | {"date": "2014-04", "mode": "expel"},
                _event("e3", "AID claimed", ["egypt"], ["gunmen"], ("تدعم", _span(NILE, claim)))
                | {"attributed_to": "ethiopia", "speech_act": "قالت"},
                _event("e4", "SUPPORT planned", ["djibouti"], ["egypt", "sudan"], ("تنضم", _span(NILE, plan))),
            ],
            "treaties": [
                {
                    "id": "t1",
                    "name_en": "Nile Water Agreement",
                    "name_ar": "اتفاقية النيل",
                    "kind": "agreement",
                    "parties": ["egypt", "sudan"],
                    "date": "2014-03",
                    "evidence": _span(NILE, treaty),
                }
            ],
            "disputes": [
                {
                    "id": "d1",
                    "label_en": "The dam",
                    "label_ar": "السد",
                    "parties": ["egypt", "ethiopia"],
                    "issue": "resource",
                    "evidence": _span(NILE, "خلاف على السد"),
                    "events": ["e2"],
                }
            ],
            "relations": [
                {
                    "subject": "sudan",
                    "predicate": "memberOf",
                    "object": "african-union",
                    "evidence": _span(NILE, "والسودان عضو في الاتحاد الأفريقي"),
                }
            ],
        }
    )


def summit_annotation() -> Annotation:
    """The English text: a meeting, and one that did not take place."""
    return parse_annotation(
        {
            "document": "summit",
            "language": "en",
            "title": "Summit <script>alert(1)</script>",
            "published": None,
            "source": None,
            "extractor": "by hand",
            "text": SUMMIT,
            "actors": _register_actors("egypt", "sudan", "ethiopia"),
            "mentions": [
                {"actor": "egypt", "span": _span(SUMMIT, "Egypt")},
                {"actor": "ethiopia", "span": _span(SUMMIT, "Ethiopia")},
                {"actor": "sudan", "span": _span(SUMMIT, "Sudan")},
            ],
            "events": [
                _event("e1", "CONSULT asserted", ["egypt", "ethiopia"], [], ("met", [0, 46]))
                | {"date": "2015", "place": "Addis Ababa"},
                _event("e2", "CONSULT negated", ["sudan", "egypt"], [], ("attend", [47, len(SUMMIT)])),
            ],
            "treaties": [],
            "disputes": [],
            "relations": [],
        }
    )


def denial_annotation() -> Annotation:
    """A text that denies what the Arabic one tells; in no store unless a test puts it there."""
    return parse_annotation(
        {
            "document": "denial",
            "language": "en",
            "title": "No expulsion",
            "published": "2014-06-01",
            "source": None,
            "extractor": "by hand",
            "text": DENIAL,
            "actors": _register_actors("egypt", "ethiopia", "african-union"),
            "mentions": [
                {"actor": "egypt", "span": _span(DENIAL, "Egypt")},
                {"actor": "ethiopia", "span": _span(DENIAL, "Ethiopian")},
                {"actor": "african-union", "span": _span(DENIAL, "African Union")},
            ],
            "events": [
                _event("e1", "SANCTION negated", ["egypt"], ["ethiopia"], ("expel", [0, len(DENIAL)]))
                | {"date": "2014-04", "mode": "expel", "attributed_to": "egypt", "speech_act": "says"},
            ],
            "treaties": [],
            "disputes": [],
            "relations": [
                {
                    "subject": "egypt",
                    "predicate": "memberOf",
                    "object": "african-union",
                    "evidence": _span(DENIAL, "Egypt, of the African Union"),
                }
            ],
        }
    )


@cache
def catalog() -> Catalog:
    """The ontology and register, read once for all tests."""
    return load_catalog()


@cache
def gate() -> Gate:
    """The shapes, compiled once for all tests."""
    return load_gate()


def fill_store(location: str = "memory:") -> Store:
    """A new store with the ontology, the part of the register that the texts need, and both texts."""
    store = fill_catalog(location)
    for annotation in (nile_annotation(), summit_annotation()):
        admission = admit(annotation, store, gate=gate())
        assert admission.admitted, admission.report
    return store


def fill_denied_store() -> Store:
    """The sample graph with a text that denies what another tells."""
    store = fill_store()
    assert admit(denial_annotation(), store, gate=gate()).admitted
    return store


def fill_catalog(location: str = "memory:") -> Store:
    """A new store with the ontology and the part of the register that the texts need."""
    store = open_store(location)
    subjects = {f"{ACTOR}{slug}" for slug in SLUGS}
    replace_merged(store, ONTOLOGY_GRAPH, [quad.triple for quad in catalog().quads_ontology()])
    register = [
        quad.triple
        for quad in catalog().quads_register()
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in subjects
    ]
    replace_merged(store, REGISTER_GRAPH, register)
    return store


def _span(text: str, words: str) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def _register_actors(*slugs: str) -> list[dict[str, object]]:
    return [_register_actor(slug) for slug in slugs]


def _register_actor(slug: str) -> dict[str, object]:
    kind = "IGO" if slug == "african-union" else "State"
    return {"id": slug, "type": kind, "name_en": slug.replace("-", " ").title(), "name_ar": None, "register": True}


def _event(
    key: str, coded: str, actor: list[str], recipient: list[str], words: tuple[str, list[int]]
) -> dict[str, object]:
    kind, modality = coded.split()
    trigger, evidence = words
    return {
        "id": key,
        "class": kind,
        "mode": None,
        "modality": modality,
        "actor": actor,
        "recipient": recipient,
        "attributed_to": None,
        "place": None,
        "date": None,
        "trigger": trigger,
        "evidence": evidence,
    }
