"""Standing contentions, read from the events of conflict between parties and from nouns of contention.

One dispute an issue and party set. The issue is told by words near the evidence, else by the class of the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.language.pack import LanguagePack
from extraction.normalisation import fold_key
from ontology.catalog import Catalog
from ontology.model import Actor, ActorType, Dispute, Event, EventClass, Issue, Modality

_CONFLICT = {
    EventClass.REJECT,
    EventClass.ACCUSE,
    EventClass.THREATEN,
    EventClass.SANCTION,
    EventClass.MOBILIZE,
    EventClass.COERCE,
    EventClass.ASSAULT,
}
_DEFAULT_ISSUE = {
    EventClass.SANCTION: Issue.DIPLOMATIC,
    EventClass.COERCE: Issue.SECURITY,
    EventClass.ASSAULT: Issue.SECURITY,
    EventClass.MOBILIZE: Issue.SECURITY,
    EventClass.THREATEN: Issue.SECURITY,
}


class DisputeFinder:
    """Reads disputes from events."""

    def __init__(self, pack: LanguagePack, catalog: Catalog) -> None:
        self._issues = {Issue(name): pack.words("issues", name) for name in pack.cues["issues"]}
        self._catalog = catalog

    def find(
        self, text: str, events: Sequence[Event], actors: dict[str, Actor], owners: dict[str, str]
    ) -> tuple[Dispute, ...]:
        """The disputes that events of conflict make, one an issue and party set.

        Args:
            text: of the document.
            events: in the order of the text.
            actors: by id.
            owners: the state or organisation that a person or body stands for, by id.
        """
        found: dict[tuple[frozenset[str], Issue], Dispute] = {}
        for event in events:
            if event.event_class not in _CONFLICT or event.modality is Modality.NEGATED:
                continue
            parties = _parties(event, actors, owners)
            if len(parties) < 2:
                continue
            issue = self._issue(text, event)
            key = (frozenset(parties), issue)
            if key in found:
                found[key] = replace(found[key], events=(*found[key].events, event.id))
            else:
                found[key] = Dispute(
                    f"dispute-{len(found) + 1}",
                    _label(parties, issue, actors, "en"),
                    parties,
                    issue,
                    event.evidence,
                    label_ar=None,
                    events=(event.id,),
                )
        return tuple(found.values())

    def _issue(self, text: str, event: Event) -> Issue:
        words = fold_key(event.evidence.of(text)).split()
        stems = {
            w for word in words for w in (word, word.removeprefix("و"), word.removeprefix("ب"), word.removeprefix("ل"))
        }
        for issue, cues in self._issues.items():
            if stems & cues:
                return issue
        return _DEFAULT_ISSUE.get(event.event_class, Issue.DIPLOMATIC)


def _parties(event: Event, actors: dict[str, Actor], owners: dict[str, str]) -> tuple[str, ...]:
    """The sides of an event of conflict: persons and bodies count as the state that they stand for."""
    sides = []
    for actor in (*event.actor, *event.recipient):
        side = actor
        if actors[actor].type in (ActorType.PERSON, ActorType.GOVERNMENT, ActorType.ARMED_FORCE):
            side = owners.get(actor, actor)
        sides.append(side)
    return tuple(dict.fromkeys(sides))


def _label(parties: Sequence[str], issue: Issue, actors: dict[str, Actor], language: str) -> str:
    names = [actors[p].name_en or actors[p].name_ar or p for p in parties] if language == "en" else list(parties)
    return f"{', '.join(names[:-1])} and {names[-1]}: {issue.value}"
