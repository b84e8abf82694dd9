"""Treaties and disputes from the triples that describe them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from graph.hostility import Hostility, highest_level, judge_level
from graph.queries import load_query
from graph.store import Solution, Store
from graph.views.description import Description, describe
from graph.views.references import References, evidence_of, find_references, iri_of, optional_iri, text_of
from graph.views.treaty_values import DisputeView, HostilityLevel, TreatyParticipation, TreatyStanding, TreatyView
from graph.views.values import Reference
from ontology.model import EventClass, Modality
from ontology.terms import MITHAQ, SKOS, code

_LEAVING = frozenset(code("treaty-action", step) for step in ("denounced", "withdrew"))


def view_treaties(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[TreatyView, ...], Description]:
    """Treaties as values, in the order asked for, and as the triples that say the same."""
    description = describe(store, "treaty", iris)
    references = find_references(store, {*iris, *description.mentioned()})
    return tuple(_treaty(description, references, iri) for iri in iris), description


def view_disputes(store: Store, iris: Collection[ox.NamedNode]) -> tuple[tuple[DisputeView, ...], Description]:
    """Disputes as values, in the order asked for, and as the triples that say the same."""
    description = describe(store, "dispute", iris)
    rows = _find_events(store, iris)
    levels = {code("hostility", level.value) for level in Hostility}
    references = find_references(store, {*iris, *description.mentioned(), *levels})
    return tuple(_dispute(description, references, iri, rows.get(iri.value, [])) for iri in iris), description


def _treaty(description: Description, references: References, iri: ox.NamedNode) -> TreatyView:
    nodes = description.subjects(MITHAQ.instrument, iri)
    steps = [step for node in nodes for step in _participations(description, references, node)]
    steps.sort(key=lambda step: (step.date or "~", step.participant.iri.value))
    parties = references.of_all(description.objects(iri, MITHAQ.party))
    return TreatyView(
        reference=references.of(iri),
        other_names=description.literals(iri, SKOS.altLabel, MITHAQ.acronym),
        parties=parties,
        date=description.date(iri),
        participations=tuple(steps),
        standings=_standings(parties, steps),
        evidence=evidence_of(description, references, description.objects(iri, MITHAQ.evidence)),
        exact_matches=description.objects(iri, SKOS.exactMatch),
    )


def _participations(
    description: Description, references: References, node: ox.NamedNode
) -> tuple[TreatyParticipation, ...]:
    return tuple(
        TreatyParticipation(
            participant=references.of(participant),
            action=references.of_one(description.object(node, MITHAQ.treatyAction)),
            date=description.date(node),
            evidence=evidence_of(description, references, description.objects(node, MITHAQ.evidence)),
        )
        for participant in description.objects(node, MITHAQ.participant)
    )


def _standings(parties: Iterable[Reference], steps: Iterable[TreatyParticipation]) -> tuple[TreatyStanding, ...]:
    """Where each party stands, and each that took a step without being named a party."""
    taken: dict[str, list[TreatyParticipation]] = {}
    named = {party.iri.value: party for party in parties}
    for step in steps:
        taken.setdefault(step.participant.iri.value, []).append(step)
        named.setdefault(step.participant.iri.value, step.participant)
    return tuple(_standing(party, taken.get(iri, [])) for iri, party in named.items())


def _standing(party: Reference, steps: list[TreatyParticipation]) -> TreatyStanding:
    last = steps[-1] if steps else None
    action = last.action if last else None
    left = action is not None and action.iri in _LEAVING
    return TreatyStanding(
        party=party,
        action=action,
        since=next((step.date for step in steps if step.date), None),
        until=last.date if last and left else None,
    )


def _find_events(store: Store, disputes: Collection[ox.NamedNode]) -> dict[str, list[Solution]]:
    found: dict[str, list[Solution]] = {}
    for row in store.select(load_query("dispute-events").bind(dispute=disputes).text) if disputes else ():
        found.setdefault(iri_of(row, "dispute").value, []).append(row)
    return found


def _levels(rows: Iterable[Solution], references: References) -> tuple[HostilityLevel, ...]:
    years: dict[str | None, list[Hostility | None]] = {}
    for row in rows:
        date, mode = text_of(row, "from"), optional_iri(row, "mode")
        level = judge_level(
            EventClass(_notation(iri_of(row, "class"))),
            None if mode is None else _notation(mode).partition("-")[2],
            Modality(_notation(iri_of(row, "modality"))),
        )
        years.setdefault(date[:4] if date else None, []).append(level)
    return tuple(
        HostilityLevel(
            year,
            references.of_one(code("hostility", highest.value) if (highest := highest_level(levels)) else None),
            len(levels),
        )
        for year, levels in sorted(years.items(), key=lambda entry: entry[0] or "~")
    )


def _notation(iri: ox.NamedNode) -> str:
    return iri.value.rpartition("/")[2]


def _dispute(description: Description, references: References, iri: ox.NamedNode, rows: list[Solution]) -> DisputeView:
    dated = sorted(rows, key=lambda row: (text_of(row, "from") or "~", iri_of(row, "event").value))
    return DisputeView(
        reference=references.of(iri),
        parties=references.of_all(description.objects(iri, MITHAQ.party)),
        issue=references.of(description.object(iri, MITHAQ.issue) or iri),
        hostility=references.of_one(description.object(iri, MITHAQ.hostility)),
        evidence=evidence_of(description, references, description.objects(iri, MITHAQ.evidence)),
        events=tuple(iri_of(row, "event") for row in dated),
        levels=_levels(dated, references),
    )
