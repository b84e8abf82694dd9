"""`mithaq relations`: what ties an actor to others, with the words that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

from api.console.console import show, table
from api.console.naming import find_actor, label
from api.console.stores import open_for_reading
from api.console.terms import shorten_term
from graph.views import RelationPaging, TieFilter, find_relations
from graph.views.tie_values import RelationView, Tie
from graph.views.values import Reference
from ontology.model import Modality
from ontology.terms import code

_ARABIC = re.compile(r"[؀-ۿ]")
_MOST = 10_000
"""More counterparts, or events of one class with one of them, than any actor has."""

_TO_THE_ACTOR = frozenset({"recipient", "object", "held"})
_BOTH_WAYS = frozenset({"mutual", "party"})
_BELONGING = frozenset({"object", "held"})
"""Roles in which the register has hundreds of ties: its people, bodies and office holders belong to a state."""

_ASSERTED = code("modality", Modality.ASSERTED)


def show_relations(name: str, *, location: str) -> None:
    """Print the ties of the actor called `name`, in the language of the name: first those with words behind them.

    Raises:
        IdentifierError: no actor is called so, or several are and none exactly.
        StoreError: there is no store.
    """
    language = "ar" if _ARABIC.search(name) else "en"
    with closing(open_for_reading(location)) as store:
        actor = find_actor(store, name).reference
        page = find_relations(store, actor.iri, TieFilter(), RelationPaging(limit=_MOST, events=_MOST, others=_MOST))
    print(f"{label(actor, language)} ({_type(actor)})")
    _show_told(page.views, language)
    _show_registered(page.views, language)


def _show_told(relations: tuple[RelationView, ...], language: str) -> None:
    told = table("with", "tie", "date", "says", "the words")
    for relation in relations:
        counterpart = label(relation.counterpart, language)
        for tie in _ties(relation):
            if tie.evidence:
                voices = ", ".join(label(each, language) for each in tie.claimants)
                words = "\n".join(" ".join(evidence.exact.split()) for evidence in tie.evidence)
                told.add_row(counterpart, _name_tie(tie, language), tie.date or "", voices, words)
                counterpart = ""  # named once
    if told.row_count:
        show("", told)
    else:
        print("\nNo document says what ties it to others.")


def _show_registered(relations: tuple[RelationView, ...], language: str) -> None:
    registered = table("with", "tie", "date", title="In the register:")
    belonging = 0
    for relation in relations:
        counterpart = label(relation.counterpart, language)
        bare = [tie for tie in _ties(relation) if not tie.evidence]
        belonging += bool(bare) and all(tie.role in _BELONGING for tie in bare)
        for tie in bare:
            if tie.role not in _BELONGING:
                registered.add_row(counterpart, _name_tie(tie, language), tie.date or "")
                counterpart = ""
    if registered.row_count:
        show("", registered)
    if belonging:
        print(f"\nIn the register {belonging} people and bodies belong to it.")


def _ties(relation: RelationView) -> Iterator[Tie]:
    for of_class in relation.events:
        yield from of_class.ties
    yield from (*relation.relations, *relation.treaties, *relation.disputes, *relation.offices)


def _name_tie(tie: Tie, language: str) -> str:
    """Direction, name or class, and mode of a tie; the modality of an event that the document does not assert.

    Where the event names an organ of the actor that was asked for, that comes first.
    The arrow goes from the actor that was asked for to the other, back, or both ways.
    """
    arrow = "↔" if tie.role in _BOTH_WAYS else "←" if tie.role in _TO_THE_ACTOR else "→"
    if tie.organ is not None:
        arrow += f" {label(tie.organ, language)}:"
    kind = ", ".join(label(each, language) for each in (tie.kind, tie.mode) if each)
    if tie.statement is not None and tie.statement.labels:
        return f"{arrow} {label(tie.statement, language)} ({kind})"
    if tie.modality is None or tie.modality.iri == _ASSERTED:
        return f"{arrow} {kind}"
    return f"{arrow} {kind} ({label(tie.modality, language)})"


def _type(actor: Reference) -> str:
    return ", ".join(shorten_term(kind).removeprefix("mq:") for kind in actor.types) or "actor"
