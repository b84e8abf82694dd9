"""What speaks for or against an event: other tellings of the same, and what they make of it."""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph as ox

from graph.queries import load_query
from graph.store import Solution, Store
from graph.views.references import find_references, iri_of, number_of, optional_iri, text_of
from graph.views.values import Answer, Evidence
from ontology.model import Modality

MOST_ANSWERS = 10
"""How many answers are given to one event: the first in order of the IRI, those that contradict it before others."""


def find_answers(store: Store, events: Collection[ox.NamedNode]) -> dict[str, tuple[Answer, ...]]:
    """The answers to events, by IRI; those that contradict or deny an event come first."""
    if not events:
        return {}
    rows = store.select(load_query("answers").bind(event=events).text).rows
    words = _find_words(store, {iri_of(row, "answer") for row in rows})
    mentioned = {iri_of(row, name) for row in rows for name in ("answer", "other")}
    mentioned |= {iri for lines in words.values() for line in lines for iri in _mentioned(line)}
    references = find_references(store, mentioned)
    found: dict[str, dict[str, Answer]] = {}
    for row in rows:
        answer = iri_of(row, "answer")
        lines = words.get(answer.value, [])
        claimants = {iri for line in lines if (iri := optional_iri(line, "claimant"))}
        verdict = "contradicted" if text_of(row, "explicit") == "true" else _judge(row)
        if verdict is not None:
            found.setdefault(iri_of(row, "event").value, {})[answer.value] = Answer(
                verdict=verdict,
                event=references.of(answer),
                modality=references.of(iri_of(row, "other")),
                claimants=references.of_all(sorted(claimants, key=lambda iri: iri.value)),
                evidence=tuple(
                    {
                        iri_of(line, "span"): Evidence(
                            iri_of(line, "span"),
                            references.of(iri_of(line, "document")),
                            number_of(line, "start"),
                            number_of(line, "end"),
                            text_of(line, "exact") or "",
                        )
                        for line in lines
                    }.values()
                ),
            )
    return {event: _first(answers.values()) for event, answers in found.items()}


def _judge(row: Solution) -> str | None:
    """What an answer makes of an event.

    Two events of one class in one document are two acts, unless one of them denies: the author knows what was told
    before. Without a date on both, only a denial is near enough to speak of the same act.
    """
    told, answered = (Modality(iri_of(row, name).value.rpartition("/")[2]) for name in ("modality", "other"))
    verdict = judge_answer(told, answered)
    against = verdict in ("denied", "contradicted")
    same = text_of(row, "linked") == "true" or (
        text_of(row, "dated") == "true" and not (text_of(row, "together") == "true" and told is answered)
    )
    return verdict if against or same else None


def judge_answer(told: Modality, answered: Modality) -> str | None:
    """What one telling makes of another; None where it says neither for nor against it.

    >>> judge_answer(Modality.CLAIMED, Modality.NEGATED)
    'denied'
    >>> judge_answer(Modality.NEGATED, Modality.ASSERTED)
    'contradicted'
    """
    positive = (Modality.ASSERTED, Modality.CLAIMED)
    if told is Modality.NEGATED:
        return "contradicted" if answered in positive else "repeated" if answered is Modality.NEGATED else None
    if answered is Modality.NEGATED:
        return "denied"
    if answered is Modality.ASSERTED:
        return "confirmed"
    return "repeated" if answered is told else None


def _find_words(store: Store, statements: Collection[ox.NamedNode]) -> dict[str, list[Solution]]:
    words: dict[str, list[Solution]] = {}
    for line in store.select(load_query("evidence").bind(statement=statements).text) if statements else ():
        words.setdefault(iri_of(line, "statement").value, []).append(line)
    return words


def _mentioned(line: Solution) -> list[ox.NamedNode]:
    return [iri for name in ("document", "claimant") if (iri := optional_iri(line, name))]


def _first(answers: Collection[Answer]) -> tuple[Answer, ...]:
    order = ("contradicted", "denied", "confirmed", "repeated")
    ranked = sorted(answers, key=lambda answer: (order.index(answer.verdict), answer.event.iri.value))
    return tuple(ranked[:MOST_ANSWERS])
