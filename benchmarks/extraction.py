"""Reading, measured on one core: documents a second, memory over a thousand of them, clitics, a line of a megabyte.

    python -m benchmarks.extraction

The documents are made: sentences of the project's own texts in random order, with sentences about actors of the
register between them. Seconds are those of the processor, for the machine may have other work.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from extraction.pipeline import Extractor, load_extractor
from extraction.text.clitics import Segmenter, load_clitic_rules, load_segmenter
from extraction.text.sentences import split_sentences
from ontology.catalog import Catalog, load_catalog
from ontology.model import ActorType, Document

WORDS = 320
_PROJECT = Path(__file__).parents[1]
_TEXTS = ("documents/russia-nato.txt", "extraction/training/prose_ar.txt")
_MODEL = _PROJECT / "extraction" / "language" / "ar" / "segmenter.crfsuite"
_MADE = (
    "طردت {0} ثلاثة دبلوماسيين من {1} ردا على قرار {2} فرض عقوبات جديدة على بنوكها.",
    "قال وزير خارجية {0} إن بلاده لن تعترف بالاتفاق الذي وقعته {1} و{2} الشهر الماضي.",
    "استقبل رئيس {0} نظيره من {1} وبحثا التعاون العسكري ومكافحة الإرهاب في {2}.",
    "اتهمت {0} جارتها {1} بدعم جماعات مسلحة عبرت الحدود، ونفت {1} ذلك ودعت {2} إلى الوساطة.",
    "أعرب المتحدث باسم حكومة {0} عن قلقه من حشد {1} قواتها قرب حدود {2} منذ عام 2014.",
)
_SEED = 20_181_005
_MEGABYTE = 1_000_000
_KEPT_ASIDE = 20


class TextMaker:
    """Makes texts of a number of words, always the same ones."""

    def __init__(self, catalog: Catalog) -> None:
        texts = [(_PROJECT / path).read_text(encoding="utf-8") for path in _TEXTS]
        self._sentences = [span.of(text) for text in texts for span in split_sentences(text)]
        states = (ActorType.STATE, ActorType.IGO)
        self._actors = [actor.preferred("ar") or "" for actor in catalog.actors.values() if actor.type in states]
        self._random = random.Random(_SEED)

    def text(self, words: int) -> str:
        """Sentences in lines of their own, of so many words in all or a few more."""
        sentences: list[str] = []
        count = 0
        while count < words:
            made = self._random.choice(_MADE).format(*self._random.sample(self._actors, 3))
            chosen = self._random.choice((made, self._random.choice(self._sentences)))
            sentences.append(chosen)
            count += len(chosen.split())
        return "\n".join(sentences)


def processor_seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes one core."""
    before = time.process_time()
    work()
    return time.process_time() - before


def resident_mebibytes() -> float:
    """The most memory that the process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def document(text: str) -> Document:
    return Document("made-up", text, "ar", published="2018-10-05")


def measure_documents(extractor: Extractor, maker: TextMaker, number: int) -> None:
    """Print documents a second, and memory after a tenth of them and after all."""
    for _ in range(_KEPT_ASIDE):
        extractor.extract(document(maker.text(WORDS)))
    texts = [maker.text(WORDS) for _ in range(number)]
    words = sum(len(text.split()) for text in texts)
    seconds = 0.0
    memory = {}
    for count, text in enumerate(texts, start=1):
        seconds += processor_seconds(partial(extractor.extract, document(text)))
        if count in (number // 10, number):
            memory[count] = resident_mebibytes()
    print(f"documents of {WORDS} words a second   {words / WORDS / seconds:8.1f}   ({number} documents)")
    for count, mebibytes in memory.items():
        print(f"MiB after {count:5} documents           {mebibytes:8.1f}")


def measure_long_line(extractor: Extractor, maker: TextMaker) -> None:
    """Print how fast a line of a megabyte is read, beside one of a tenth."""
    line = " ".join(maker.text(_MEGABYTE // 5).translate(str.maketrans(".:؟!\n", "     ")).split())[:_MEGABYTE]
    for length in (_MEGABYTE // 10, _MEGABYTE):
        seconds = processor_seconds(partial(extractor.extract, document(line[:length])))
        print(f"words a second, line of {length:9,}   {len(line[:length].split()) / seconds:8.0f}")


def measure_clitics(maker: TextMaker) -> None:
    """Print words a second of the segmenter: each word once with nothing remembered, and running text."""
    words = maker.text(20_000).split()
    forgetful = Segmenter(load_clitic_rules(), _MODEL.read_bytes(), memory=0)
    remembering = load_segmenter()
    for name, segmenter in (("nothing remembered", forgetful), ("running text", remembering)):
        seconds = processor_seconds(partial(_segment_all, segmenter, words))
        print(f"clitics, words a second, {name:18} {len(words) / seconds:8.0f}")


def _segment_all(segmenter: Segmenter, words: Sequence[str]) -> None:
    for word in words:
        segmenter.segment(word)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=1000, help="how many documents to read")
    chosen = options.parse_args()
    catalog = load_catalog()
    maker = TextMaker(catalog)
    measure_clitics(maker)
    extractor = load_extractor(catalog)
    measure_documents(extractor, maker, chosen.documents)
    measure_long_line(extractor, maker)


if __name__ == "__main__":
    main()
