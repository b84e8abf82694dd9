"""One document being read: sentence by sentence to drafts, then from decided drafts to the annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extraction.actors.linking import Linker
from extraction.actors.offices import narrated_years
from extraction.actors.ties import Tie
from extraction.clauses.predicates import Parsed, parse
from extraction.confidence import Origins, find_grounds, judge
from extraction.dates.dating import Dating
from extraction.dates.event_dates import Narration
from extraction.dates.options import Timeline
from extraction.dates.times import DateMention, find_dates
from extraction.discourse.antecedents import Antecedents
from extraction.discourse.discourse import Discourse
from extraction.discourse.relevance import participants, relevant_actors, voiced_states
from extraction.discourse.salience import Salience
from extraction.disputes.contentions import Passage
from extraction.events.casting import Casting, is_named
from extraction.events.comparisons import LIKENED
from extraction.events.drafts import Decided, Draft
from extraction.events.evidence import stated_in
from extraction.events.implied_events import LIST_ITEM, charge_participants, spoken_acts, with_content_modes
from extraction.events.participants import Context, Parts, describe_bystanders
from extraction.events.reasons import event_reason
from extraction.events.selection import select_events
from extraction.frames.arguments import Arguments
from extraction.frames.frames import Candidate
from extraction.phrases.gazetteer import NameMatch
from extraction.phrases.phrase import Phrase, Sentence
from extraction.readers import Models, Reader
from extraction.text.clitics import Segmenter
from extraction.text.normalisation import fold
from extraction.text.sentences import group_by_sentence, split_sentences
from extraction.text.tokens import TokenKind, tokenize
from extraction.treaties.treaties import TreatyFinder
from extraction.voices.attribution import Attribution
from extraction.voices.voices import Source, Voice
from ontology.catalog import Catalog
from ontology.model import (
    Actor,
    ActorType,
    Annotation,
    Confidence,
    Document,
    Event,
    Mention,
    Modality,
    Relation,
)

_PLACE = "في"
_LONGEST_HEADING = 12
_TELLING = ("say", "announce", "assert", "reveal")
_STANDS_FOR = ("headOf", "officeHolderOf", "partOf", "memberOf")


@dataclass(frozen=True, slots=True)
class _Scene:
    """A sentence with what was found in it."""

    parsed: Parsed
    candidates: tuple[Candidate, ...]
    sources: tuple[Source, ...]
    dates: Sequence[DateMention]


class DocumentReading:
    """One document being read: from text to drafts, and from decided drafts to the annotation."""

    def __init__(self, catalog: Catalog, reader: Reader, segmenter: Segmenter, document: Document) -> None:
        self.catalog = catalog
        self.r = reader
        self.segmenter = segmenter
        self.document = document
        self.linker = Linker(catalog, reader.pack, document, reader.terms)
        self.voice = Voice(document.text, self.linker.cast)
        self.treaties = TreatyFinder(reader.instruments, catalog, document.text)
        self.narration = Narration(document, (), reader.grammar)
        self.dating = Dating(Timeline(document, (), (), reader.grammar), reader.grammar)
        self.passages: list[Passage] = []
        self.drafts: list[Draft] = []
        self.parts = Parts()
        self.salience = Salience()
        self.mentions: list[Mention] = []
        self.voiced: frozenset[str] = frozenset()
        self.first_phrases: dict[str, Phrase] = {}
        self.topic: tuple[str, ...] = ()
        self.introduced: frozenset[str] = frozenset()

    def read(self) -> None:
        """Find the drafts of all sentences."""
        text = self.document.text
        names = self.r.gazetteer.find(fold(text), text)
        serving = self.linker.serving
        self.introduced = self.r.phrases.expected_persons(names, text, serving.people, serving.terms.led)
        self.linker.expect(frozenset(thing.slug for name in names for thing in name.things))
        spans = split_sentences(text)
        dates = find_dates(text, spans, grammar=self.r.dates, published=self.document.published)
        dated = group_by_sentence(spans, dates)
        self.narration = Narration(self.document, dated, self.r.grammar)
        self.dating = Dating(Timeline(self.document, spans, dated, self.r.grammar), self.r.grammar)
        inside = zip(spans, group_by_sentence(spans, names), dated, strict=True)
        for index, (span, named, told) in enumerate(inside):
            tokens = tokenize(text, span, self.segmenter, whole=tuple(name.span for name in named))
            self._sentence(Sentence(index, span, tokens), named, told)

    def _sentence(self, sentence: Sentence, names: tuple[NameMatch, ...], dates: Sequence[DateMention]) -> None:
        linked = self.linker.link(self.r.phrases.find(sentence, names, self.introduced, self.linker.cast.names))
        for item in linked:
            for actor in item.actors:
                self.mentions.append(Mention(actor, item.phrase.span))
                self.first_phrases.setdefault(actor, item.phrase)
        for name in names:
            self.treaties.named(name, self.linker.cast)
        parsed = parse(sentence, linked, self.r.grammar)
        self.voiced |= voiced_states(parsed, self.linker.cast, self.r.pack.words("relevance", "borders"))
        self.r.relations.find(parsed, self.linker.cast, self.linker.ties)
        self.r.names_say.find(parsed, self.linker.cast, self.linker.ties)
        arguments = self.r.arguments(parsed, self.r.grammar, self._discourse(parsed))
        framed = with_content_modes(self.r.frames.find(parsed, arguments))
        found = charge_participants(framed, self.r.charges)
        listed = self.r.lists.expand(parsed, found, arguments)
        candidates = self.r.comparisons.expand(parsed, listed, arguments)
        sources = self.r.sources.find(parsed, arguments, self.voice)
        scene = _Scene(parsed, candidates, sources, dates)
        self.narration.begin(parsed, candidates, sources, dates)
        drafts: list[Draft] = []
        for rank, candidate in enumerate(candidates):
            told = self.r.told.answered(candidate, [*self.drafts[-4:], *drafts], self.linker)
            answer = replace(candidate, recipient=told) if told and not is_named(candidate.recipient) else candidate
            for draft in self._draft(scene, answer, rank):
                modality = _shared_modality(candidate, drafts)
                drafts.append(replace(draft, modality=modality) if modality is not None else draft)
        self._add(spoken_acts(drafts))
        self.treaties.described(parsed, drafts, dates, self.linker.cast)
        self.passages.append(self.r.passages.read(parsed))
        self._move_topic(parsed, arguments)
        self.salience.add(parsed)

    def _discourse(self, parsed: Parsed) -> Discourse:
        speaker = (self.voice.speaker,) if self.voice.speaker is not None else ()
        antecedents = Antecedents(parsed, self.linker, speaker, self.topic)
        return Discourse(antecedents, self.linker.state_of, self.linker.feminine, self.topic, speaker)

    def _add(self, drafts: Iterable[Draft]) -> None:
        for draft in drafts:
            self.drafts.append(draft)
            self.parts.add(draft.candidate)
            self.linker.pair_up(draft.candidate.actor.actors, draft.candidate.recipient.actors)

    def _move_topic(self, parsed: Parsed, arguments: Arguments) -> None:
        for predicate in parsed.predicates:
            if predicate.part.finite:
                subject = arguments.subject(predicate)
                if subject:
                    self.topic = subject.actors
                    return

    def _draft(self, scene: _Scene, candidate: Candidate, rank: int) -> Iterator[Draft]:
        parsed = scene.parsed
        event_class, mode = candidate.frame.event_class, candidate.frame.mode
        if event_class is None:
            return
        attribution = self.r.attribution.attribution(candidate, scene.sources, self.linker.cast)
        modality = self.r.modality.modality(parsed, candidate, attribution)
        if modality is Modality.CLAIMED and (attribution is None or attribution.attributed_to(modality) is None):
            modality = _unnamed(attribution)
        act = self.r.refusals.act(parsed, candidate) if modality is Modality.NEGATED else None
        if act is not None:
            event_class, mode, modality = act, None, Modality.ASSERTED
        last = self.drafts[-1].candidate if self.drafts else None
        context = Context(
            self.topic,
            (attribution.speaker,) if attribution and attribution.speaker else (),
            last.actor.actors if last else (),
            last.recipient.actors if last else (),
            self.parts,
            scene.candidates,
            self.salience,
        )
        cast = self.linker.cast
        token = parsed.sentence.tokens[candidate.predicate.at]
        evidence = stated_in(candidate, self.r.grammar)
        source = attribution.source if attribution else None
        date, dated = self.narration.date(candidate, source, modality, scene.dates)
        yield Draft(
            candidate,
            event_class,
            mode,
            modality,
            attribution,
            token.stem_span,
            evidence,
            date,
            dated,
            self._place(parsed, candidate.predicate.at),
            describe_bystanders(parsed, candidate, cast, context),
            _is_heading(parsed, self.document.text),
            self.document.text[parsed.sentence.span.start : token.span.start].count('"') % 2 == 1,
            len({cast[a].iso3 for p in parsed.phrases for a in p.actors} - {None}),
            rank,
        )

    def _place(self, parsed: Parsed, at: int) -> str | None:
        """The English name of the state that the clause says it happens in."""
        for phrase in parsed.phrases:
            inside = parsed.clauses[phrase.first] == parsed.clauses[at] and phrase.preposition == _PLACE
            for actor in phrase.actors if inside else ():
                if self.linker.cast[actor].type in (ActorType.STATE, ActorType.FORMER_STATE):
                    return self.linker.cast[actor].name_en
        return None

    def decide(self, models: Models) -> Annotation:
        """Choose participants and events, put the annotation together, and say how sure each item is."""
        annotation = self.assemble(models)
        return judge(annotation, find_grounds(annotation, self.origins()), models.confidence)

    def origins(self) -> Origins:
        """Where the actors and relations of the document come from."""
        rules = {(tie.subject, tie.predicate, tie.object): tie.rule for tie in self.linker.ties}
        return Origins(self.first_phrases, rules)

    def assemble(self, models: Models) -> Annotation:
        """The annotation with what the models said of events and disputes as their confidence."""
        cast = self.linker.cast
        years = narrated_years(self.document.text, self.document.published)
        self.r.names_say.presupposed(cast, self.linker.ties, self.mentions, self.linker.serving, years)
        actors = {actor.id: actor for actor in cast}
        casting = Casting(actors, standing_for(self.linker.ties), self.salience.sentences)
        decided = [_spoken(casting.tell(draft, models.actor, models.recipient), actors) for draft in self.drafts]
        events = [
            _event(
                f"e{number}",
                item,
                self.dating.date(item.draft, models.date),
                Confidence(sure, event_reason(item, actors)),
            )
            for number, (item, sure) in enumerate(select_events(decided, actors, models.event), start=1)
        ]
        disputes = self.r.disputes.find(self.passages, events, actors, standing_for(self.linker.ties))
        treaties = self.treaties.treaties()
        taking_part = participants(events, treaties, disputes) | self.voiced
        mentions = [mention for mention in self.mentions if mention.actor not in cast.relatives]
        ties = list(self.linker.ties.stated())
        kept = relevant_actors(actors, taking_part, ties, mentions, self.document.text, self.catalog)
        return Annotation(
            self.document,
            tuple(actor for actor in actors.values() if actor.id in kept),
            tuple(mention for mention in self.mentions if mention.actor in kept),
            tuple(events),
            treaties,
            disputes,
            tuple(
                Relation(t.subject, t.predicate, t.object, t.evidence)
                for t in ties
                if t.subject in kept and t.object in kept
            ),
        )


def _unnamed(attribution: Attribution | None) -> Modality:
    """How a claim stands that nobody is named for: what witnesses tell the document tells, an allegation is open."""
    told = attribution is not None and attribution.source.act in _TELLING
    return Modality.ASSERTED if told else Modality.HYPOTHETICAL


def _shared_modality(candidate: Candidate, told: Sequence[Draft]) -> Modality | None:
    """The modality that an event has from the one before: a list item any, one likened to a mere attempt that."""
    last = told[-1].modality if told else None
    likened = candidate.actor.how == LIKENED and last is Modality.ATTEMPTED
    return last if likened or candidate.actor.how == LIST_ITEM else None


def standing_for(ties: Iterable[Tie]) -> dict[str, str]:
    """The state, organisation or body that each person and body stands for."""
    return {tie.subject: tie.object for tie in ties if tie.predicate.value in _STANDS_FOR}


def _is_heading(parsed: Parsed, text: str) -> bool:
    """Whether a sentence is the first line, or a line without a verb and a full stop."""
    if parsed.sentence.index == 0 and text[parsed.sentence.span.end :].lstrip(" \t\r")[:1] in ("", "\n"):
        return True
    tokens = parsed.sentence.tokens
    verbless = not any(p.part.finite for p in parsed.predicates)
    return verbless and len(tokens) <= _LONGEST_HEADING and tokens[-1].kind is not TokenKind.PUNCTUATION


def _spoken(decided: Decided, actors: Mapping[str, Actor]) -> Decided:
    """A decided draft with how its speaker stands to those who act."""
    said = decided.draft.attribution
    if said is None:
        return decided
    return replace(decided, draft=replace(decided.draft, attribution=said.beside(decided.actor, actors)))


def _event(key: str, decided: Decided, date: str | None, confidence: Confidence) -> Event:
    draft = decided.draft
    return Event(
        key,
        draft.event_class,
        draft.modality,
        decided.actor,
        decided.recipient,
        draft.trigger,
        draft.evidence,
        mode=draft.mode,
        attributed_to=draft.attribution.attributed_to(draft.modality) if draft.attribution else None,
        speech_act=_speech_act(draft),
        distanced=draft.attribution.distanced if draft.attribution else False,
        place=draft.place,
        date=date,
        confidence=confidence,
    )


def _speech_act(draft: Draft) -> str | None:
    """The word that attributes an event to its source, as in the text; None where an earlier sentence has it."""
    said = draft.attribution
    if said is None or said.word < 0 or said.attributed_to(draft.modality) is None:
        return None
    return draft.candidate.parsed.sentence.tokens[said.word].surface
