"""Which of those spoken of are actors: a country that only locates, or an agency that only relays, is none.

An actor is who takes part in an event, a treaty, a dispute or a standing relation. Organisations, groups and persons
are actors by being named; states, peoples and papers are named for many other reasons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from extraction.actors.cast import Cast
from extraction.actors.ties import Tie
from extraction.clauses.predicates import Parsed
from extraction.lexicon.cue_words import word_stems
from extraction.phrases.phrase import PhraseKind
from ontology.catalog import Catalog
from ontology.gazetteer import NameKind
from ontology.model import Actor, ActorType, Dispute, Event, Mention, Treaty

_OWN_NAMES = (NameKind.PREFERRED, NameKind.ALTERNATIVE)
_SIDES = ("", "with", "as", "for", "between", "against", "to")
_ONLY_IF_USED = (ActorType.STATE, ActorType.PEOPLE)
_FORCES = (ActorType.ARMED_FORCE, ActorType.PARTY)


def participants(events: Iterable[Event], treaties: Iterable[Treaty], disputes: Iterable[Dispute]) -> frozenset[str]:
    """Who takes part in events, treaties and disputes, or is the source of what is claimed."""
    found: set[str] = set()
    for event in events:
        found.update(event.actor, event.recipient)
        if event.attributed_to is not None:
            found.add(event.attributed_to)
    for treaty in treaties:
        found.update(treaty.parties)
    for dispute in disputes:
        found.update(dispute.parties)
    return frozenset(found)


def voiced_states(parsed: Parsed, cast: Cast, borders: frozenset[str]) -> frozenset[str]:
    """The countries that a sentence calls by their own names as somebody, not as a place: "حذت كندا حذوهم".

    Those that a word of bordering comes before only locate, and so does the country of a dateline.
    """
    tokens = parsed.sentence.tokens
    bordering = next((k for k, token in enumerate(tokens) if word_stems(token) & borders), len(tokens))
    return frozenset(
        actor
        for phrase in parsed.phrases
        if phrase.first < bordering and [t.surface for t in tokens[phrase.last + 1 : phrase.last + 2]] != ["("]
        if phrase.shared_role in _SIDES and not phrase.adjective
        if phrase.linked.phrase.kind is PhraseKind.NAME and phrase.linked.phrase.name_kind in _OWN_NAMES
        for actor in phrase.actors
        if cast[actor].type is ActorType.STATE and cast[actor].iso3 is not None
    )


def relevant_actors(
    actors: Mapping[str, Actor],
    taking_part: Collection[str],
    ties: Collection[Tie],
    mentions: Collection[Mention],
    text: str,
    catalog: Catalog,
) -> frozenset[str]:
    """The ids of those who are actors of a document."""
    named = {mention.actor for mention in mentions}
    labels = {mention.actor for mention in mentions if text[mention.span.end : mention.span.end + 1] == ":"}
    kept = set(taking_part) | labels
    while True:
        more = {end for tie in ties if _counts(tie, actors, named, kept) for end in (tie.subject, tie.object)} - kept
        if not more:
            break
        kept |= more
    for actor in actors.values():
        if actor.id in named and _is_actor_by_name(actor, kept, catalog):
            kept.add(actor.id)
    return frozenset(kept & set(actors))


def _counts(tie: Tie, actors: Mapping[str, Actor], named: Collection[str], kept: Collection[str]) -> bool:
    """Whether a relation makes actors of its ends: a person's, or that of somebody named who is no group of states."""
    subject = actors[tie.subject]
    collective = subject.type is ActorType.STATE and subject.iso3 is None
    told = tie.subject in named and not collective and not _is_idle_force(subject)
    return subject.type is ActorType.PERSON or tie.subject in kept or told


def _is_idle_force(actor: Actor) -> bool:
    """Whether an actor is a force or opposition without a name of its own: somebody only by what it does."""
    return actor.type in _FORCES and not actor.register


def _is_actor_by_name(actor: Actor, kept: Collection[str], catalog: Catalog) -> bool:
    if actor.type in _ONLY_IF_USED or _is_idle_force(actor):
        return False
    if actor.type is ActorType.MEDIA:
        country = catalog.actors[actor.id].country if actor.id in catalog.actors else None
        return country in kept
    return True
