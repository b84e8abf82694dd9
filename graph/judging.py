"""Judging whether two actors are one, and taking a judgement back: what is merged follows, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.changes import Entry, kind_of
from graph.judgements import Judgement, Standing, Verdicts, read_standings, read_verdicts
from graph.merge import rewrite_judgements
from graph.store.base import Store
from ontology.errors import IdentifierError, JudgementError
from ontology.model import ActorType, Predicate, Verdict
from ontology.terms import DEFAULT_BASE, JUDGEMENT_GRAPH, MITHAQ, MITHAQ_NAMESPACE
from shapes.report import ValidationReport
from shapes.validation import Gate

_RELATIONS = [ox.NamedNode(f"{MITHAQ_NAMESPACE}{predicate}") for predicate in Predicate]
_RELATED = """SELECT ?one ?relation ?other {{
  VALUES ?one {{ {actors} }}
  GRAPH ?graph {{ ?one ?relation ?other }}
  VALUES ?relation {{ {predicates} }}
  VALUES ?other {{ {actors} }}
}} ORDER BY ?one ?other LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a judgement.

    Attributes:
        judgement: its IRI.
        admitted: whether the graph of judgements now holds it; false leaves everything as it was.
        report: what the gate found.
        changed: whether anything was written; not where the same was judged before for the same reason.
    """

    judgement: ox.NamedNode
    admitted: bool
    report: ValidationReport
    changed: bool = False


def judge(judgement: Judgement, store: Store, *, gate: Gate, base: str = DEFAULT_BASE) -> Judged:
    """Record a judgement in place of the one on the same pair, and merge or split what follows from it.

    Args:
        judgement: what somebody judged.
        store: holds the actors.
        gate: from `load_gate`.
        base: under which its IRI is minted.

    Raises:
        IdentifierError: the graph knows no such actor.
        JudgementError: other judgements, or what the two actors are, stand against it.
        StoreError: the store cannot be read or written.
    """
    iri, triples = judgement.iri(base), judgement.triples(base)
    report = gate.validate(triples)
    if not report.conforms:
        return Judged(iri, admitted=False, report=report)
    with store.writing():
        _check_actors(judgement, store)
        verdicts = _with(read_verdicts(store), judgement)
        _check_chains(verdicts)
        _check_relations(judgement, verdicts, store)
        before = _read_triples(store, iri)
        if _without_time(before) == _without_time(triples):
            return Judged(iri, admitted=True, report=report)
        entry = Entry(kind_of(before=bool(before), after=True), iri)
        rewrite_judgements(store, before - triples, triples - before, verdicts=verdicts, entry=entry)
        return Judged(iri, admitted=True, report=report, changed=True)


def withdraw_judgement(iri: ox.NamedNode, store: Store) -> None:
    """Take a judgement back; what was merged by it alone stands for itself again.

    Raises:
        IdentifierError: there is no such judgement.
        StoreError: the store cannot be read or written.
    """
    with store.writing():
        before = _read_triples(store, iri)
        if not before:
            raise IdentifierError(f"no judgement {iri.value}: list them with GET /judgements or mithaq judgements")
        actors = sorted(str(triple.object) for triple in before if triple.predicate == MITHAQ.judged)
        pairs = {pair: each for pair, each in read_verdicts(store).pairs.items() if sorted(map(str, pair)) != actors}
        entry = Entry(kind_of(before=True, after=False), iri)
        rewrite_judgements(store, before, (), verdicts=Verdicts(pairs), entry=entry)


def _with(verdicts: Verdicts, judgement: Judgement) -> Verdicts:
    """The verdicts with a judgement among them."""
    one, other = sorted((judgement.one, judgement.other), key=lambda actor: actor.value)
    pairs = {pair: each for pair, each in verdicts.pairs.items() if pair != (one, other)}
    if judgement.verdict is not Verdict.UNSURE:
        pairs[one, other] = judgement.verdict
    return Verdicts(pairs)


def _check_actors(judgement: Judgement, store: Store) -> None:
    standings = read_standings(store, {judgement.one, judgement.other})
    for actor in (judgement.one, judgement.other):
        if not _is_actor(actor, standings):
            raise IdentifierError(f"the graph knows no actor <{actor.value}>")
    persons = [MITHAQ.Person in standings[actor].types for actor in (judgement.one, judgement.other)]
    if judgement.verdict is Verdict.SAME and persons[0] != persons[1]:
        person, thing = (judgement.one, judgement.other) if persons[0] else (judgement.other, judgement.one)
        raise JudgementError(f"<{person.value}> is a person and <{thing.value}> is none: they cannot be the same")


def _is_actor(actor: ox.NamedNode, standings: Mapping[ox.NamedNode, Standing]) -> bool:
    kinds = {ox.NamedNode(f"{MITHAQ_NAMESPACE}{kind}") for kind in ActorType}
    return actor in standings and bool(standings[actor].types & kinds)


def _check_chains(verdicts: Verdicts) -> None:
    """No two actors that are judged different may be joined by judgements that others are the same."""
    for (one, other), verdict in verdicts.pairs.items():
        chain = verdicts.chain(one, other) if verdict is Verdict.DIFFERENT else ()
        if chain:
            joined = " = ".join(f"<{actor.value}>" for actor in chain)
            raise JudgementError(
                f"<{one.value}> and <{other.value}> would be different, and the same by a chain of judgements: "
                f"{joined}; withdraw one of these first"
            )


def _check_relations(judgement: Judgement, verdicts: Verdicts, store: Store) -> None:
    """Nobody that a document or the register relates to another, as a mission to its state, is that other."""
    for group in verdicts.groups():
        if judgement.one not in group:
            continue
        actors, predicates = (" ".join(sorted(map(str, terms))) for terms in (group, _RELATIONS))
        rows = store.select(_RELATED.format(actors=actors, predicates=predicates)).rows
        if rows:
            one, relation, other = (str(rows[0][name]) for name in ("one", "relation", "other"))
            raise JudgementError(
                f"{one} stands in the relation {relation} to {other}, and nobody does so to itself: they cannot be "
                "the same"
            )


def _read_triples(store: Store, iri: ox.NamedNode) -> set[ox.Triple]:
    found = store.query(f"CONSTRUCT {{ {iri} ?p ?o }} WHERE {{ GRAPH {JUDGEMENT_GRAPH} {{ {iri} ?p ?o }} }}")
    return set(found) if isinstance(found, tuple) else set()


def _without_time(triples: set[ox.Triple]) -> set[ox.Triple]:
    return {triple for triple in triples if triple.predicate != MITHAQ.judgedAt}
