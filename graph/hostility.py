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
    levels = list(Hostility)
    found = [_level(event) for event in events if event.modality is Modality.ASSERTED]
    return max(found, key=levels.index, default=None)


def _level(event: Event) -> Hostility:
    match (event.event_class, event.mode):
        case (EventClass.ASSAULT, _) | (EventClass.COERCE, "seize"):
            return Hostility.USE_OF_FORCE
        case (EventClass.MOBILIZE, mode) if mode != "police":
            return Hostility.DISPLAY
        case (EventClass.THREATEN, "violence" | "territory"):
            return Hostility.THREAT
        case _:
            return Hostility.NONE
