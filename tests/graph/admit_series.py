"""A process that admits one document after the other until it is killed; prints a line when one is on disk."""

from __future__ import annotations

import sys

from graph.admission import admit
from graph.store import open_store
from ontology.annotation import parse_annotation
from ontology.model import Annotation
from shapes import load_gate


def meeting(number: int, *, told: int = 0) -> Annotation:
    """An annotation of a text of its own; `told` changes what is annotated, not the text."""
    text = f"Delegation {number} met the hosts. The hosts praised the delegation. They will meet again."
    words = ("met", "praised", "meet again")[: 3 - told % 3]
    return parse_annotation(
        {
            "document": f"meeting-{number}",
            "language": "en",
            "text": text,
            "actors": [
                {"id": name, "name_en": f"The {name}", "name_ar": None, "type": "Government"}
                for name in ("hosts", "delegation")
            ],
            "events": [
                {
                    "id": f"e{word}",
                    "class": "CONSULT" if "e" in word[:2] else "SUPPORT",
                    "mode": None,
                    "modality": "asserted",
                    "actor": ["delegation"],
                    "recipient": ["hosts"],
                    "attributed_to": None,
                    "place": "Geneva",
                    "date": None,
                    "trigger": word,
                    "evidence": [0, len(text)],
                }
                for word in words
            ],
            "treaties": [],
            "disputes": [],
            "relations": [],
        }
    )


def main() -> None:
    store, gate = open_store(sys.argv[1]), load_gate()
    for number in range(1_000_000):
        # Every second document replaces the one before it by another telling.
        admission = admit(meeting(number // 2, told=number % 2), store, gate=gate)
        assert admission.admitted, admission.report
        print(number, flush=True)


if __name__ == "__main__":
    main()
