"""Why an event was read: its words, what they are a form of, who says so, and how each participant was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extraction.events.drafts import Decided
from extraction.frames.fillers import Filler
from ontology.model import Actor

_CONTEXT = {
    "topic": "the subject of the sentence before",
    "speaker": "the speaker",
    "last-actor": "the actor of the event before",
    "last-recipient": "the recipient of the event before",
    "salient:0": "spoken of most",
}
_HOW = {
    "before": "named before the verb",
    "after": "named behind the verb",
    "genitive": "genitive of the noun",
    "adjective": "adjective of the noun",
    "object": "object of the verb",
    "object-adjective": "adjective of the object",
    "relative": "antecedent of the relative clause",
    "pronoun": "pronoun",
    "topic": "the subject of the sentence before",
    "coordinate": "subject of the main verb",
    "passive": "subject of the passive",
    "speaker": "whoever speaks",
    "deed": "doer of what it is about",
    "control": "subject of the governing verb",
    "governing": "subject of the governing verb",
    "object-control": "object of the governing verb",
    "performer": "subject of the light verb",
    "list-item": "as the head of its list",
}


def event_reason(decided: Decided, actors: Mapping[str, Actor]) -> str:
    """The words and rules that an event comes from, in one line."""
    draft = decided.draft
    candidate = draft.candidate
    trigger = candidate.parsed.sentence.tokens[candidate.predicate.at].surface
    frame = candidate.frame
    coded = f"{draft.event_class} {draft.mode}" if draft.mode else f"{draft.event_class}"
    parts = [f"{trigger}: {coded}, {candidate.predicate.part} of {frame.lemma}{_condition(decided)}"]
    parts.append(_standing(decided, actors))
    for role, chosen, filler in (
        ("actor", decided.actor, candidate.actor),
        ("recipient", decided.recipient, candidate.recipient),
    ):
        parts += [f"{role} {_participant(decided, who, filler, actors)}" for who in chosen]
    return "; ".join(parts)


def _condition(decided: Decided) -> str:
    """The words that chose the reading of the trigger, if there are any."""
    candidate = decided.draft.candidate
    at, until = candidate.predicate.at, candidate.until
    words = [token.surface for token in candidate.parsed.sentence.tokens[at + 1 : until + 1]]
    return f" with {' '.join(words)}" if words else ""


def _standing(decided: Decided, actors: Mapping[str, Actor]) -> str:
    """Whether it happened, and by whose word."""
    draft = decided.draft
    said = draft.attribution
    source = said.attributed_to(draft.modality) if said is not None else None
    if said is None or source is None:
        return f"{draft.modality}"
    word = f" ({draft.candidate.parsed.sentence.tokens[said.word].surface})" if said.word >= 0 else ""
    return f"{draft.modality} by {_name(source, actors)}{word}"


def _participant(decided: Decided, who: str, filler: Filler, actors: Mapping[str, Actor]) -> str:
    """Who takes part, how that was found, and how likely the model of the role holds it."""
    features = next((b.features for b in decided.draft.bystanders if b.actor == who), ())
    likely = f" {decided.likely[who]:.2f}" if who in decided.likely else ""
    return f"{_name(who, actors)}{likely}: {_how(who, filler, features)}{_words(decided, who)}"


def _how(who: str, filler: Filler, features: Iterable[str]) -> str:
    if who in filler.actors:
        if filler.how.startswith("prep:"):
            return f'after "{filler.how.removeprefix("prep:")}"'
        return _HOW.get(filler.how, "named in the sentence")
    named = frozenset(features)
    if "place:absent" not in named:
        return "named in the sentence"
    return next((said for feature, said in _CONTEXT.items() if feature in named), "spoken of before")


def _words(decided: Decided, who: str) -> str:
    """How the sentence names somebody, nearest to the trigger."""
    candidate = decided.draft.candidate
    phrases = [phrase for phrase in candidate.parsed.phrases if who in phrase.actors]
    if not phrases:
        return ""
    nearest = min(phrases, key=lambda phrase: abs(phrase.first - candidate.predicate.at))
    tokens = candidate.parsed.sentence.tokens[nearest.first : nearest.last + 1]
    return f" ({' '.join(token.surface for token in tokens)})"


def _name(who: str, actors: Mapping[str, Actor]) -> str:
    return actors[who].name_en or actors[who].name_ar or who
