"""Writing into the graphs whose merge is the default graph: the graph, its share of the merge and the log, or nothing.

A triple is in the default graph as long as some named graph says it, seen through the map of merged actors
(`graph/identity.py`). The map itself follows from the judgements, and from which actors are described at all: so it may
change with a document too. All that one write changes goes into one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from graph.changes import ChangeKind, Entry, kind_of, write_entries
from graph.identity import KEPT, Identity, read_identity
from graph.judgements import Standing, Verdicts, derive_identity, read_standings, read_verdicts
from graph.store.base import Change, Store
from graph.store.statements import has_blank_node, make_quad, normalise
from graph.tellings import find_links, read_links, read_tellings, tellings_of
from ontology.errors import StoreError
from ontology.terms import DERIVED_GRAPH, JUDGEMENT_GRAPH, MITHAQ, RDF, REGISTER_GRAPH

_ABOUT: Final = """SELECT ?graph ?s ?p ?o {{
  VALUES ?actor {{ {actors} }}
  {{ GRAPH ?graph {{ ?actor ?p ?o }} BIND(?actor AS ?s) }}
  UNION
  {{ GRAPH ?graph {{ ?s ?p ?actor }} BIND(?actor AS ?o) }}
}}"""


@dataclass(frozen=True, slots=True)
class Revision:
    """What one write makes of one named graph; nothing, where it writes judgements alone."""

    graph: ox.NamedNode | None = None
    before: frozenset[ox.Triple] = frozenset()
    after: frozenset[ox.Triple] = frozenset()

    @property
    def added(self) -> frozenset[ox.Triple]:
        """What it puts in."""
        return self.after - self.before

    @property
    def removed(self) -> frozenset[ox.Triple]:
        """What it takes out."""
        return self.before - self.after


@dataclass(slots=True)
class Draft:
    """One write on its way: quads to take out and to put in, and what the log says of it."""

    delete: list[ox.Quad] = field(default_factory=list)
    insert: list[ox.Quad] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def change_kept(self, graph: ox.NamedNode, lost: Iterable[ox.Triple], gained: Iterable[ox.Triple]) -> None:
        """Change a graph that stands in the default graph as it is, and says what no other graph says."""
        for triple in lost:
            self.delete += [make_quad(triple, graph), make_quad(triple)]
        for triple in gained:
            self.insert += [make_quad(triple, graph), make_quad(triple)]

    def commit(self, store: Store) -> None:
        """Write it, with its entries in the log; within `store.writing()`, so that the version is still the same."""
        log = write_entries(self.entries, store.version + 1)
        store.write(delete=self.delete, insert=[*self.insert, *log])


def replace_merged(store: Store, graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> Change:
    """Make a named graph hold exactly these triples and the default graph the merge that follows from it.

    The same triples again change nothing, not even the version.

    Raises:
        StoreError: a blank node is among them, or the store cannot be read or written.
    """
    after = normalise(triples)
    if any(has_blank_node(triple) for triple in after):
        raise StoreError("blank nodes cannot be kept in the merge of the graphs: give every node an IRI (skolemise)")
    with store.writing():
        revision = Revision(graph, frozenset(store.graph(graph)), frozenset(after))
        added, removed = revision.added, revision.removed
        if not (added or removed):
            return Change(0, 0)
        draft = Draft()
        draft.delete += [make_quad(triple, graph) for triple in removed]
        draft.insert += [make_quad(triple, graph) for triple in added]
        draft.entries.append(Entry(kind_of(before=bool(revision.before), after=bool(after)), graph))
        draft_merge(draft, store, revision, read_verdicts(store))
        draft.commit(store)
        return Change(len(added), len(removed))


def rewrite_judgements(
    store: Store, lost: Collection[ox.Triple], gained: Collection[ox.Triple], *, verdicts: Verdicts, entry: Entry
) -> None:
    """Change the graph of judgements, and the merges with it; within `store.writing()`.

    Args:
        store: what to write to.
        lost: what the graph of judgements loses.
        gained: what it gains.
        verdicts: those that it holds afterwards.
        entry: what the log says of the judgement.
    """
    draft = Draft(entries=[entry])
    draft.change_kept(JUDGEMENT_GRAPH, lost, gained)
    draft_merge(draft, store, Revision(), verdicts)
    draft.commit(store)


def draft_merge(draft: Draft, store: Store, revision: Revision, verdicts: Verdicts) -> None:
    """What becomes of the merges and of the default graph when a graph is revised or judgements change.

    Args:
        draft: what this adds to.
        store: as it is before the write.
        revision: of the graph that is written.
        verdicts: those that hold after the write.
    """
    old = read_identity(store)
    new = derive_identity(verdicts, _standings(store, verdicts.actors, revision)) if verdicts.pairs else Identity.of({})
    moved = {actor for actor in (*old.merges, *new.merges) if old.merges.get(actor) != new.merges.get(actor)}
    lost, gained = old.images(revision.removed), new.images(revision.added)
    about: set[ox.Triple] = set()
    if moved:
        about = _find_about(store, moved, outside=revision.graph)
        lost |= old.images({*about, *_about(revision.before, moved)})
        gained |= new.images({*about, *_about(revision.after, moved)})
        _draft_moves(draft, old, new, moved)
    if lost:
        lost -= gained | new.images(revision.after)
        lost -= _find_supported(store, lost, new, outside=revision.graph)
    draft.delete += [make_quad(triple) for triple in lost]
    draft.insert += [make_quad(triple) for triple in gained]
    elsewhere = {triple.subject for triple in about if triple.predicate in (MITHAQ.actor, MITHAQ.recipient)}
    _draft_links(draft, store, revision, new, {event for event in elsewhere if isinstance(event, ox.NamedNode)})


def _draft_links(
    draft: Draft, store: Store, revision: Revision, identity: Identity, elsewhere: set[ox.NamedNode]
) -> None:
    """Which events tell of the same happening: those of the graph that is revised, and others whose parties moved."""
    before, after = _events_of(revision.before), _events_of(revision.after)
    if not (before or after or elsewhere):
        return
    tellings = list(read_tellings(store, elsewhere, identity=identity, outside=revision.graph))
    if revision.graph is not None and after:
        tellings += tellings_of(revision.graph, revision.after, identity)
    old = read_links(store, before | elsewhere)
    new = find_links(store, tellings, identity=identity, outside=revision.graph) if tellings else set()
    lost, gained = (
        [ox.Triple(one, MITHAQ.sameHappening, other) for one, other in links] for links in (old - new, new - old)
    )
    draft.change_kept(DERIVED_GRAPH, lost, gained)


def _events_of(triples: Iterable[ox.Triple]) -> set[ox.NamedNode]:
    subjects = {triple.subject for triple in triples if triple.predicate == MITHAQ.eventClass}
    return {subject for subject in subjects if isinstance(subject, ox.NamedNode)}


def _draft_moves(draft: Draft, old: Identity, new: Identity, moved: Iterable[ox.NamedNode]) -> None:
    """Merges that end and merges that begin."""

    def links(identity: Identity) -> set[ox.Triple]:
        return {ox.Triple(actor, MITHAQ.mergedInto, survivor) for actor, survivor in identity.merges.items()}

    draft.change_kept(DERIVED_GRAPH, links(old) - links(new), links(new) - links(old))
    for actor in sorted(moved, key=lambda each: each.value):
        survivor = new.merges.get(actor)
        draft.entries.append(Entry(ChangeKind.SPLIT if survivor is None else ChangeKind.MERGED, actor, survivor))


def _standings(store: Store, actors: frozenset[ox.NamedNode], revision: Revision) -> dict[ox.NamedNode, Standing]:
    """What judged actors are after the write."""
    standings = read_standings(store, actors, outside=revision.graph)
    for triple in revision.after:
        if triple.predicate == RDF.type and triple.subject in actors and isinstance(triple.subject, ox.NamedNode):
            known = standings.get(triple.subject, Standing(frozenset(), registered=False))
            registered = known.registered or revision.graph == REGISTER_GRAPH
            standings[triple.subject] = Standing(known.types, registered)
    return standings


def _about(triples: Iterable[ox.Triple], actors: Collection[ox.NamedNode]) -> set[ox.Triple]:
    return {triple for triple in triples if triple.subject in actors or triple.object in actors}


def _find_about(store: Store, actors: Collection[ox.NamedNode], *, outside: ox.NamedNode | None) -> set[ox.Triple]:
    """The triples of the named graphs that speak of actors, without those that stand as they are."""
    rows = store.select(_ABOUT.format(actors=" ".join(sorted(map(str, actors)))))
    skipped = KEPT if outside is None else KEPT | {outside}
    return {
        ox.Triple(row["s"], row["p"], row["o"])  # type: ignore[arg-type] # what stood in a triple fits into one
        for row in rows
        if row["graph"] not in skipped
    }


def _find_supported(
    store: Store, images: set[ox.Triple], identity: Identity, *, outside: ox.NamedNode | None
) -> set[ox.Triple]:
    """Those of some triples of the default graph that a named graph says, seen through a map.

    Args:
        store: what to ask.
        images: triples of the default graph.
        identity: the map.
        outside: a graph that does not count, because it is being written.
    """
    sources = {image: tuple(identity.sources(image)) for image in images}
    skipped = KEPT if outside is None else KEPT | {outside}
    said = store.find_said({source for each in sources.values() for source in each}, outside=skipped)
    return {image for image, each in sources.items() if any(source in said for source in each)}
