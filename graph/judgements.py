"""Judgements of identity, and the merges that follow from them.

A judgement says of two actors that they are the same, different, or that it cannot be told; with reason and author.
There is one a pair: a later one takes its place. Actors that a chain of *same* joins are one; the one that the others
stand under is an actor of the register where there is one, and else the first in the order of IRIs, so that the outcome
does not depend on the order in which it was judged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from graph.identity import Identity, read_identity
from graph.iris import mint_key
from graph.store.base import Store
from ontology.model import Verdict
from ontology.terms import CHANGE_GRAPH, DEFAULT_BASE, JUDGEMENT_GRAPH, MITHAQ, RDF, REGISTER_GRAPH, XSD, code


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of two actors.

    Attributes:
        one: an actor, by any identifier that a document or the register gives it.
        other: the other one.
        reason: why, in the author's words.
        author: who judged.
        at: when, ISO 8601 in UTC to the second.
    """

    one: ox.NamedNode
    other: ox.NamedNode
    verdict: Verdict
    reason: str
    author: str
    at: str

    def iri(self, base: str = DEFAULT_BASE) -> ox.NamedNode:
        """Its IRI, which is that of every judgement on the pair."""
        return ox.NamedNode(f"{base}judgement/{mint_key(*sorted((self.one.value, self.other.value)))}")

    def triples(self, base: str = DEFAULT_BASE) -> set[ox.Triple]:
        """What the graph of judgements says of it."""
        iri = self.iri(base)
        return {
            ox.Triple(iri, RDF.type, MITHAQ.IdentityJudgement),
            ox.Triple(iri, MITHAQ.judged, self.one),
            ox.Triple(iri, MITHAQ.judged, self.other),
            ox.Triple(iri, MITHAQ.verdict, code("verdict", self.verdict)),
            ox.Triple(iri, MITHAQ.rationale, ox.Literal(self.reason)),
            ox.Triple(iri, MITHAQ.judgedBy, ox.Literal(self.author)),
            ox.Triple(iri, MITHAQ.judgedAt, ox.Literal(self.at, datatype=XSD.dateTime)),
        }


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdict on each pair of actors that was judged same or different, the two in the order of their IRIs."""

    pairs: Mapping[tuple[ox.NamedNode, ox.NamedNode], Verdict]

    @property
    def actors(self) -> frozenset[ox.NamedNode]:
        """Every actor that was judged."""
        return frozenset(actor for pair in self.pairs for actor in pair)

    def chain(self, one: ox.NamedNode, other: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """The actors that join two by judgements *same*, both ends among them; none where nothing does."""
        nearer: dict[ox.NamedNode, ox.NamedNode] = {one: one}
        edge = [one]
        while edge and other not in nearer:
            found = [(next_, at) for at in edge for next_ in self._same(at) if next_ not in nearer]
            nearer |= dict(found)
            edge = [next_ for next_, _ in found]
        if other not in nearer:
            return ()
        chain = [other]
        while chain[-1] != one:
            chain.append(nearer[chain[-1]])
        return tuple(reversed(chain))

    def groups(self) -> list[frozenset[ox.NamedNode]]:
        """The actors that are one, group by group."""
        groups: dict[ox.NamedNode, frozenset[ox.NamedNode]] = {}
        for (one, other), verdict in self.pairs.items():
            if verdict is Verdict.SAME:
                joined = groups.get(one, frozenset({one})) | groups.get(other, frozenset({other}))
                groups |= dict.fromkeys(joined, joined)
        return list(dict.fromkeys(groups.values()))

    def _same(self, actor: ox.NamedNode) -> list[ox.NamedNode]:
        joined = [pair for pair, verdict in self.pairs.items() if verdict is Verdict.SAME and actor in pair]
        return [other for pair in joined for other in pair if other != actor]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the named graphs say an actor is.

    Attributes:
        types: its classes.
        registered: whether the register describes it.
    """

    types: frozenset[ox.NamedNode]
    registered: bool


_VERDICTS: Final = (
    f"SELECT ?judgement ?actor ?verdict {{ GRAPH {JUDGEMENT_GRAPH} "
    f"{{ ?judgement {MITHAQ.judged} ?actor ; {MITHAQ.verdict} ?verdict }} }} ORDER BY ?judgement ?actor"
)


def read_verdicts(store: Store) -> Verdicts:
    """The verdicts that are neither unsure nor withdrawn."""
    judged: dict[str, list[ox.NamedNode]] = {}
    verdicts: dict[str, Verdict] = {}
    for row in store.select(_VERDICTS):
        if isinstance(row["actor"], ox.NamedNode):
            judged.setdefault(str(row["judgement"]), []).append(row["actor"])
            verdicts[str(row["judgement"])] = Verdict(str(row["verdict"]).rpartition("/")[2].rstrip(">"))
    pairs = {
        (actors[0], actors[1]): verdicts[judgement]
        for judgement, actors in judged.items()
        if len(actors) == 2 and verdicts[judgement] is not Verdict.UNSURE
    }
    return Verdicts(pairs)


def read_judged_pairs(store: Store) -> set[frozenset[ox.NamedNode]]:
    """The pairs of actors that somebody judged, whatever the verdict, by those that they stand under."""
    identity = read_identity(store)
    judged: dict[str, set[ox.NamedNode]] = {}
    for row in store.select(_VERDICTS):
        if isinstance(row["actor"], ox.NamedNode):
            survivor = identity.merges.get(row["actor"], row["actor"])
            judged.setdefault(str(row["judgement"]), set()).add(survivor)
    return {frozenset(actors) for actors in judged.values()}


def read_standings(
    store: Store, actors: Collection[ox.NamedNode], *, outside: ox.NamedNode | None = None
) -> dict[ox.NamedNode, Standing]:
    """What named graphs say that actors are; those that none describes are left out.

    Args:
        store: what to ask.
        actors: by any of their identifiers.
        outside: a graph that does not count, because it is being written.
    """
    if not actors:
        return {}
    values = " ".join(sorted(map(str, actors)))
    skipped = CHANGE_GRAPH if outside is None else outside
    rows = store.select(
        f"SELECT DISTINCT ?actor ?type (?graph = {REGISTER_GRAPH} AS ?registered) {{ VALUES ?actor {{ {values} }} "
        f"GRAPH ?graph {{ ?actor {RDF.type} ?type }} FILTER(?graph != {skipped}) }}"
    )
    found: dict[ox.NamedNode, Standing] = {}
    for row in rows:
        actor, kind, registered = row["actor"], row["type"], row["registered"]
        if isinstance(actor, ox.NamedNode) and isinstance(kind, ox.NamedNode) and isinstance(registered, ox.Literal):
            known = found.get(actor, Standing(frozenset(), registered=False))
            found[actor] = Standing(known.types | {kind}, known.registered or registered.value == "true")
    return found


def derive_identity(verdicts: Verdicts, standings: Mapping[ox.NamedNode, Standing]) -> Identity:
    """The merges that follow from verdicts: of each group of actors that are one, who stands under whom."""
    merges: dict[ox.NamedNode, ox.NamedNode] = {}
    for group in verdicts.groups():
        survivor = _choose_survivor(group, standings)
        merges |= dict.fromkeys(group - {survivor}, survivor)
    return Identity.of(merges)


def _choose_survivor(group: Iterable[ox.NamedNode], standings: Mapping[ox.NamedNode, Standing]) -> ox.NamedNode:
    """One that is described before one that is not, one of the register before others, then the first by IRI."""

    def rank(actor: ox.NamedNode) -> tuple[bool, bool, str]:
        standing = standings.get(actor)
        return standing is None, standing is None or not standing.registered, actor.value

    return min(group, key=rank)
