"""The kinds of resource that have ids in paths and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from api.requests.context import Kind
from ontology.terms import MITHAQ

ACTOR = Kind("actor", MITHAQ.Actor, "/actors")
CLAIM = Kind("claim", MITHAQ.Claim, "/claims")
DISPUTE = Kind("dispute", MITHAQ.Dispute, "/disputes")
DOCUMENT = Kind("document", MITHAQ.Document, "/documents")
EVENT = Kind("event", MITHAQ.Eventuality, "/events")
TREATY = Kind("treaty", MITHAQ.Instrument, "/treaties")
JUDGEMENT = Kind("judgement", MITHAQ.IdentityJudgement, "/judgements")
PLACE = Kind("place", MITHAQ.Place)


class SearchedKind(StrEnum):
    """A kind of thing that has names."""

    ACTOR = "actor"
    TREATY = "treaty"
    DISPUTE = "dispute"
    DOCUMENT = "document"
    PLACE = "place"


SEARCHED: Mapping[SearchedKind, Kind] = MappingProxyType(
    {SearchedKind(kind.segment): kind for kind in (ACTOR, TREATY, DISPUTE, DOCUMENT, PLACE)}
)
"""The kinds that the search goes through."""
