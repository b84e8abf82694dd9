"""How bodies and groups stand to the state or organisation that they belong to, and which unions states once formed."""

from __future__ import annotations

from collections.abc import Mapping

from extraction.lexicon.pack import Body
from ontology.catalog import Catalog
from ontology.model import Actor, ActorType, Predicate

_STATES = (ActorType.STATE, ActorType.FORMER_STATE)
_GROUPS = (ActorType.ARMED_GROUP, ActorType.PARTY)
_GUESTS = (ActorType.COMPANY, ActorType.NGO)
_SINCE = "1945"


def predicate_of(body: Body, holder: Actor) -> Predicate | None:
    """How a body stands to what owns it; nothing is an organ of a group of states."""
    owner = holder.type
    if body.reference != "allies" and owner is ActorType.STATE and holder.iso3 is None:
        return None
    if body.reference == "members" and owner in _STATES:
        return None
    if body.type is ActorType.PEOPLE:
        return Predicate.MEMBER_OF
    if body.reference in ("members", "named"):
        return Predicate.MEMBER_OF
    if body.reference == "allies":
        return Predicate.ALLIED_WITH
    if (
        body.type in _GUESTS
        or owner is ActorType.PEOPLE
        or (body.type is ActorType.PARTY and body.reference == "person")
    ):
        return None
    if body.type is ActorType.PARTY and body.reference == "group":
        return None
    if body.type in _GROUPS:
        return Predicate.LOCATED_IN if owner in _STATES else Predicate.MEMBER_OF
    return Predicate.PART_OF


def predecessors(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """The unions that fell apart since 1945, by each state that followed, in the order of the register."""
    found: dict[str, tuple[str, ...]] = {}
    for slug, actor in catalog.actors.items():
        fell_apart = len(actor.successors) > 1 and (actor.end or "") >= _SINCE
        for successor in actor.successors if fell_apart else ():
            found[successor] = (*found.get(successor, ()), slug)
    return found
