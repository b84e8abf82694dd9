"""`mithaq judge` and `mithaq judgements`: judging who is who, and taking it back."""

from __future__ import annotations

import getpass
from contextlib import closing
from datetime import UTC, datetime

import pyoxigraph as ox
import typer

from api.commands.load import print_report
from api.console.console import REFUSED, say, show, table
from api.console.naming import find_actor_iri, label
from api.console.stores import open_for_reading, open_for_writing
from api.console.terms import shorten_term
from extraction.text.normalisation import fold_key
from graph.judgements import Judgement
from graph.judging import judge, withdraw_judgement
from graph.store import Store
from graph.views import find_iris, find_references, find_survivors, view_judgements
from graph.views.proposals import propose
from ontology.errors import IdentifierError
from ontology.model import Verdict
from shapes.validation import load_gate

_MOST = 100_000
"""More judgements than anybody makes."""


def record(actors: tuple[str, str], verdict: Verdict, *, reason: str, author: str | None, location: str) -> None:
    """Judge two actors, and print what became of them.

    Raises:
        IdentifierError: an actor is not known, or several are called so.
        JudgementError: other judgements, or what the two are, stand against it.
        StoreError: the store cannot be written.
        typer.Exit: the gate refused it.
    """
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with closing(open_for_writing(location)) as store:
        one, other = (find_actor_iri(store, actor) for actor in actors)
        judgement = Judgement(one, other, verdict, reason, author or getpass.getuser(), at)
        judged = judge(judgement, store, gate=load_gate())
        store.flush()
        if not judged.admitted:
            print_report(judged.report, title="the judgement is refused:")
            raise typer.Exit(REFUSED)
        print(f"judgement {_key(judged.judgement)} {'is recorded' if judged.changed else 'was there already'}")
        for actor, survivor in sorted(find_survivors(store, {one, other}).items(), key=str):
            print(f"{_key(actor)} stands under {_key(survivor)}")


def show_all(*, location: str) -> None:
    """Print every judgement.

    Raises:
        StoreError: there is no store.
    """
    with closing(open_for_reading(location)) as store:
        page = find_iris(store, "judgements", after=None, limit=_MOST)
        views, _ = view_judgements(store, page.views)
    if not views:
        print("nobody has judged anything yet: mithaq judge ONE same OTHER --reason TEXT")
        return
    shown = table("id", "one", "verdict", "other", "reason", "by")
    for view in views:
        one, other = (f"{label(actor, 'en')}\n{_key(actor.iri)}" for actor in view.judged)
        shown.add_row(_key(view.iri), one, _key(view.verdict.iri), other, view.reason, f"{view.author}\n{view.at}")
    show(shown)


def show_proposals(limit: int, *, location: str) -> None:
    """Print the surest of the pairs that are probably one.

    Raises:
        StoreError: there is no store.
    """
    with closing(open_for_reading(location)) as store:
        found = propose(store, fold=fold_key)
        references = find_references(store, {iri for each in found[:limit] for iri in (each.one, each.other)})
    if not found:
        print("no two actors are probably one that nobody has judged")
        return
    shown = table("one", "other", "score", "grounds", numbers=frozenset({"score"}))
    for each in found[:limit]:
        one, other = (f"{label(references.of(iri), 'en')}\n{shorten_term(iri)}" for iri in (each.one, each.other))
        grounds = ", ".join(f"{reason.ground} ({reason.detail})" for reason in each.reasons)
        shown.add_row(one, other, f"{each.score:.2f}", grounds)
    show(shown)
    if len(found) > limit:
        say(f"{len(found) - limit} more are not shown: --limit shows more")


def take_back(judgement_id: str, *, location: str) -> None:
    """Withdraw a judgement.

    Raises:
        IdentifierError: there is none with this id.
        StoreError: the store cannot be written.
    """
    with closing(open_for_writing(location)) as store:
        withdraw_judgement(_find_judgement(store, judgement_id), store)
        store.flush()
    print(f"judgement {judgement_id} is withdrawn")


def _find_judgement(store: Store, judgement_id: str) -> ox.NamedNode:
    """The judgement with an id, whatever base it was minted under."""
    for iri in find_iris(store, "judgements", after=None, limit=_MOST).views:
        if judgement_id == _key(iri):
            return iri
    raise IdentifierError(f"there is no judgement {judgement_id}: mithaq judgements list shows those there are")


def _key(iri: ox.NamedNode) -> str:
    return iri.value.rpartition("/")[2]
