"""The annotated texts are well formed: what they say stands in their texts."""

import json
from pathlib import Path

import pytest

from ontology.annotation import parse_annotation
from ontology.model import Annotation

FOLDER = Path(__file__).parents[1] / "documents" / "annotated"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def annotation(name: str) -> Annotation:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return parse_annotation(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")), text=text)


def test_every_text_has_its_annotation_and_its_metadata() -> None:
    assert len(NAMES) > 100
    assert sorted(path.name.removesuffix(".meta.json") for path in FOLDER.glob("*.meta.json")) == NAMES
    assert len(list(FOLDER.glob("*.json"))) == 2 * len(NAMES)


@pytest.mark.parametrize("letter", sorted({name[0] for name in NAMES}))
def test_every_event_has_its_trigger_inside_its_clause_and_known_actors(letter: str) -> None:
    for name in (name for name in NAMES if name.startswith(letter)):
        found = annotation(name)
        known = {actor.id for actor in found.actors}
        assert found.events, name
        for event in found.events:
            assert event.evidence.start <= event.trigger.start < event.trigger.end <= event.evidence.end, (
                name,
                event.id,
            )
            assert {*event.actor, *event.recipient} <= known, (name, event.id)
