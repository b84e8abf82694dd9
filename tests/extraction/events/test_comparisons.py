"""An event may be told by likening it to the one before."""

import pytest

from ontology.model import EventClass
from tests.extraction.made_drafts import draft_at, read


@pytest.mark.parametrize(
    ("text", "trigger", "event_class", "actor", "recipient"),
    [
        ("باعت روسيا أسلحة للهند، مثلما حدث مع تركيا.", "حدث", EventClass.COOPERATE, "russia", "turkey"),
        ("طردت بولندا دبلوماسيين روسا كما فعلت فرنسا.", "فعلت", EventClass.SANCTION, "france", "russia"),
        ("هددت إيران إسرائيل، على غرار ما فعلت مع العراق.", "فعلت", EventClass.THREATEN, "iran", "iraq"),
    ],
)
def test_a_likened_event_has_its_own_side_and_shares_the_other(
    text: str, trigger: str, event_class: EventClass, actor: str, recipient: str
) -> None:
    draft = draft_at(text, trigger)
    sides = (draft.candidate.actor.actors, draft.candidate.recipient.actors)
    assert (draft.event_class, *sides) == (event_class, (actor,), (recipient,))


@pytest.mark.parametrize("text", ["كما حدث مع تركيا، باعت روسيا أسلحة للهند.", "طردت بولندا دبلوماسيين كما حدث أمس."])
def test_without_an_event_before_it_or_another_side_nothing_is_likened(text: str) -> None:
    assert all(draft.trigger.of(text) != "حدث" for draft in read(text).drafts)
