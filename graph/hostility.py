"""How far a dispute has gone: the highest level of hostility among what happened in it.

The levels are those of the Militarized Interstate Disputes data (Jones, Bremer and Singer 1996): no militarized action,
threat to use force, display of force, use of force, war. War needs a thousand battle deaths, which no single clause
says; it is never found here.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ontology.model import Event, EventClass, Modality


class Hostility(StrEnum):
    """The level of hostility, lowest first; the code of the same name in the list `hostility`."""

    NONE = "none"
    THREAT = "threat"
    DISPLAY = "display"
    USE_OF_FORCE = "use-of-force"
    WAR = "war"


def find_hostility(events: Iterable[Event]) -> Hostility | None:
    """The highest level among the events that the document itself says happened; None where there are none.

    A claim, a plan or a denial raises nothing: the dispute would look worse for a rumour.
    """
    return highest_level(judge_level(event.event_class, event.mode, event.modality) for event in events)


def highest_level(levels: Iterable[Hostility | None]) -> Hostility | None:
    """The highest of some levels; None where there is none."""
    order = list(Hostility)
    return max((level for level in levels if level is not None), key=order.index, default=None)


def judge_level(event_class: EventClass, mode: str | None, modality: Modality) -> Hostility | None:
    """The level of one event; None for what the document itself does not say happened.

    >>> judge_level(EventClass.COERCE, "seize", Modality.ASSERTED).value
    'use-of-force'
    """
    if modality is not Modality.ASSERTED:
        return None
    match (event_class, mode):
        case (EventClass.ASSAULT, _) | (EventClass.COERCE, "seize"):
            return Hostility.USE_OF_FORCE
        case (EventClass.MOBILIZE, mode) if mode != "police":
            return Hostility.DISPLAY
        case (EventClass.THREATEN, "violence" | "territory"):
            return Hostility.THREAT
        case _:
            return Hostility.NONE
