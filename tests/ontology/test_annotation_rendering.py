"""What is written is read back the same, with the quotes that the gate judges."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.annotation import parse_annotation, render_annotation
from ontology.errors import AnnotationError
from ontology.model import (
    MODES,
    Actor,
    ActorType,
    Annotation,
    Confidence,
    Dispute,
    Document,
    Event,
    EventClass,
    Issue,
    Mention,
    Modality,
    Predicate,
    Relation,
    Span,
    Treaty,
    TreatyKind,
)

TEXT = "وقعت روريتانيا هدنة مع جارتها، ثم نقضتها."
SIGNING: dict[str, object] = json.loads("""
    {"id": "e1", "class": "SUPPORT", "modality": "asserted", "actor": ["a"], "recipient": [], "trigger": "وقعت",
     "evidence": [0, 29]}
""")

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12).filter(lambda text: text.strip())
optional_words = st.none() | words
dates = st.none() | st.sampled_from(["1894", "1894-05", "1894-05-31", "189X", "1894/1895-02"])
confidences = st.none() | st.builds(Confidence, st.floats(0, 1), words)
ids = st.lists(words, min_size=1, max_size=4, unique=True)


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    """An annotation as an extractor makes it: sound references, spans inside the text."""
    text = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=5).filter(lambda found: found.strip()))

    letters = [at for at, letter in enumerate(text) if letter.strip()]

    def span() -> Span:
        start = draw(st.sampled_from(letters))
        return Span(start, draw(st.integers(start + 1, len(text))))

    def trigger(evidence: Span) -> Span:
        start = draw(st.sampled_from([at for at in letters if evidence.start <= at < evidence.end]))
        return Span(start, draw(st.integers(start + 1, evidence.end)))

    def event(name: str) -> Event:
        event_class = draw(st.sampled_from(EventClass))
        evidence = span()
        return Event(
            id=name,
            event_class=event_class,
            mode=draw(st.sampled_from([None, *sorted(MODES[event_class])])),
            modality=draw(st.sampled_from(Modality)),
            actor=some_actors(),
            recipient=some_actors(),
            attributed_to=draw(st.none() | st.sampled_from(actor_ids)),
            speech_act=draw(optional_words),
            distanced=draw(st.booleans()),
            place=draw(optional_words),
            date=draw(dates),
            trigger=trigger(evidence),
            evidence=evidence,
            confidence=draw(confidences),
        )

    def some_actors() -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(actor_ids), max_size=3, unique=True)))

    actor_ids, event_ids = draw(ids), draw(ids)
    kinds = st.sampled_from(ActorType)
    return Annotation(
        document=Document(draw(words), text, "ar", draw(optional_words), draw(dates), draw(optional_words)),
        actors=tuple(
            Actor(
                one,
                draw(kinds),
                draw(optional_words),
                "س",
                "RUR",
                "Q159",
                draw(st.booleans()),
                confidence=draw(confidences),
            )
            for one in actor_ids
        ),
        mentions=tuple(Mention(one, span()) for one in some_actors()),
        events=tuple(event(one) for one in event_ids),
        treaties=tuple(
            Treaty(
                one, draw(st.sampled_from(TreatyKind)), draw(optional_words), some_actors(), span(), date=draw(dates)
            )
            for one in draw(ids)
        ),
        disputes=tuple(
            Dispute(
                one, draw(optional_words), some_actors(), draw(st.sampled_from(Issue)), span(), draw(optional_words)
            )
            for one in draw(ids)
        ),
        relations=tuple(
            Relation(one, draw(st.sampled_from(Predicate)), one, span(), draw(confidences)) for one in some_actors()
        ),
        extractor=draw(words),
    )


@settings(deadline=None, max_examples=60)
@given(annotations())
def test_what_is_written_as_json_is_read_back_the_same(annotation: Annotation) -> None:
    written = json.loads(json.dumps(render_annotation(annotation), ensure_ascii=False, allow_nan=False))
    assert parse_annotation(written) == annotation


def read(**changes: object) -> Annotation:
    actor = {"id": "a", "name_en": "Ruritania", "type": "State"}
    return parse_annotation(
        {"document": "d", "language": "ar", "actors": [actor], "events": [SIGNING | changes]}, text=TEXT
    )


def test_every_item_is_written_with_the_words_at_its_evidence() -> None:
    (event,) = json.loads(json.dumps(render_annotation(read())))["events"]
    assert event["quote"] == TEXT[0:29]
    assert (event["trigger"], event["trigger_span"]) == ("وقعت", [0, 4])


def test_keys_of_the_guidelines_are_always_written_and_further_ones_only_where_they_say_something() -> None:
    (event,) = json.loads(json.dumps(render_annotation(read())))["events"]
    assert {"mode", "attributed_to", "place", "date"} <= {key for key, value in event.items() if value is None}
    assert not {"confidence", "reason", "speech_act", "distanced"} & set(event)


def test_a_quote_equal_to_the_text_needs_no_judgement() -> None:
    assert read(quote=TEXT[0:29]).quotes == ()


@pytest.mark.parametrize(
    ("changes", "quotes"),
    [
        ({"quote": "وقعت روريتانيا معاهدة"}, ((Span(0, 29), "وقعت روريتانيا معاهدة"),)),
        ({"quote": ""}, ((Span(0, 29), ""),)),
        ({"trigger": "نقضت", "trigger_span": [0, 4]}, ((Span(0, 4), "نقضت"),)),
        ({"evidence": [0, 999], "quote": TEXT + "!"}, ((Span(0, 999), TEXT + "!"),)),
    ],
)
def test_a_quote_that_differs_or_a_span_outside_the_text_is_kept_for_the_gate(
    changes: dict[str, object], quotes: tuple[tuple[Span, str], ...]
) -> None:
    found = read(**changes)
    assert found.quotes == quotes
    assert parse_annotation(render_annotation(found)) == found


def test_evidence_outside_the_text_without_a_quote_is_kept_for_the_gate() -> None:
    found = read(evidence=[900, 999])
    assert found.events[0].evidence == Span(900, 999)
    assert found.quotes == ((Span(900, 904), "وقعت"),)


def test_a_trigger_that_stands_only_in_the_quote_is_left_to_the_gate_with_the_quote() -> None:
    found = read(quote="ثم وقعت", trigger="ثم")
    assert found.quotes == ((Span(0, 2), "ثم"), (Span(0, 29), "ثم وقعت"))


def test_two_quotes_of_one_span_that_differ_are_a_fault_of_the_file() -> None:
    with pytest.raises(AnnotationError) as fault:
        read(quote="وقعت", trigger="وقع", trigger_span=[0, 29])
    assert fault.value.path == "$.events[0].trigger"
    assert "of the same span" in str(fault.value)
