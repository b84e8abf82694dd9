"""The kinds of resource that have ids in paths and parameters."""

from __future__ import annotations

from api.resources.context import Kind
from ontology.terms import MITHAQ

ACTOR = Kind("actor", MITHAQ.Actor)
CLAIM = Kind("claim", MITHAQ.Claim)
DISPUTE = Kind("dispute", MITHAQ.Dispute)
DOCUMENT = Kind("document", MITHAQ.Document)
EVENT = Kind("event", MITHAQ.Eventuality)
TREATY = Kind("treaty", MITHAQ.Instrument)
