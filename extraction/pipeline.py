"""The stages of reading in order: a document in, an annotation out.

names -> tokens -> phrases -> linking -> predicates -> frames -> attribution -> drafts; then, with the models,
participants -> selection -> treaties, disputes, relations.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from extraction.arguments import Arguments
from extraction.attribution import Attribution, Attributor
from extraction.clauses import Grammar, clause_span
from extraction.clitics import Segmenter, load_segmenter
from extraction.disputes import DisputeFinder
from extraction.drafts import Decided, Draft
from extraction.frames import Candidate, FrameFinder
from extraction.gazetteer import Gazetteer, NameMatch
from extraction.language.ar import clitics as arabic_clitics
from extraction.language.ar import forms as arabic_forms
from extraction.language.pack import LanguagePack, load_pack
from extraction.lexicon import Lexicon, Morphology
from extraction.linking import LinkedPhrase, Linker
from extraction.normalisation import fold, fold_key
from extraction.participants import Context, choose_participants, describe_bystanders
from extraction.phrase_finder import PhraseFinder
from extraction.phrases import Sentence
from extraction.predicates import Parsed, parse
from extraction.ranking import LinearModel, load_model
from extraction.selection import select_events
from extraction.sentences import split_sentences
from extraction.times import DateGrammar, DateMention, find_dates, load_date_grammar
from extraction.tokens import tokenize
from extraction.treaties import TreatyFinder
from ontology.catalog import Catalog
from ontology.model import (
    ActorType,
    Annotation,
    Confidence,
    Document,
    Event,
    EventClass,
    Mention,
    Modality,
    Relation,
    Span,
)

_STANDS_FOR = ("headOf", "officeHolderOf", "partOf", "memberOf")


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one language: its lexicons, indexed."""

    pack: LanguagePack
    lexicon: Lexicon
    gazetteer: Gazetteer
    phrases: PhraseFinder
    grammar: Grammar
    frames: FrameFinder
    attribution: Attributor
    disputes: DisputeFinder
    dates: DateGrammar
    consent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Models:
    """The models that decide what is an event and who takes part."""

    event: LinearModel
    actor: LinearModel
    recipient: LinearModel


class Extractor:
    """Reads documents in the languages that have a pack. Made once; reading changes nothing in it."""

    def __init__(self, catalog: Catalog, readers: dict[str, Reader], segmenter: Segmenter, models: Models) -> None:
        self._catalog = catalog
        self._models = models
        self._readers = readers
        self._segmenter = segmenter

    def extract(self, document: Document) -> Annotation:
        """Read a document."""
        reading = self.begin(document)
        reading.read()
        return reading.decide(self._models)

    def begin(self, document: Document) -> DocumentReading:
        """A reading of a document whose decisions are still open; what training looks at."""
        return DocumentReading(self._catalog, self._readers[document.language], self._segmenter, document)


def load_extractor(catalog: Catalog) -> Extractor:
    """An extractor for all languages that have a pack."""
    people = frozenset(slug for slug, actor in catalog.actors.items() if actor.type is ActorType.PERSON)
    pack = load_pack("ar")
    lexicon = Lexicon(pack, Morphology(arabic_forms.entry_forms, arabic_forms.trigger_noun_forms, arabic_clitics.cuts))
    grammar = Grammar(pack, lexicon)
    reader = Reader(
        pack,
        lexicon,
        Gazetteer(catalog, ("ar",), arabic_clitics.demonym_forms, arabic_clitics.name_proclitics()),
        PhraseFinder(pack, lexicon, people, _shared_names(catalog)),
        grammar,
        FrameFinder(pack, lexicon),
        Attributor(pack, grammar),
        DisputeFinder(pack, catalog),
        load_date_grammar("ar"),
        frozenset(cast("list[str]", pack.cues["consent"]["verbs"])),
    )
    return Extractor(catalog, {"ar": reader}, load_segmenter(), load_models())


def load_models() -> Models:
    """The models that ship with the package."""
    folder = Path(__file__).parent / "models"
    return Models(*(load_model(folder / f"{name}.tsv") for name in ("event", "actor", "recipient")))


def _shared_names(catalog: Catalog) -> frozenset[str]:
    """Words that are part of the names of several people of the register: alone they tell nobody."""
    bearers: dict[str, set[str]] = {}
    for slug, actor in catalog.actors.items():
        if actor.type is ActorType.PERSON:
            for name in actor.names:
                for word in fold_key(name.text).split():
                    bearers.setdefault(word, set()).add(slug)
    return frozenset(word for word, slugs in bearers.items() if len(slugs) > 1)


class DocumentReading:
    """One document being read: from text to drafts, and from decided drafts to the annotation."""

    def __init__(self, catalog: Catalog, reader: Reader, segmenter: Segmenter, document: Document) -> None:
        self.catalog = catalog
        self.r = reader
        self.segmenter = segmenter
        self.document = document
        self.linker = Linker(catalog, reader.pack, document)
        self.treaties = TreatyFinder(reader.pack, catalog, document.text)
        self.drafts: list[Draft] = []
        self.mentions: list[Mention] = []
        self.topic: tuple[str, ...] = ()
        self.introduced: frozenset[str] = frozenset()

    def read(self) -> None:
        """Find the drafts of all sentences."""
        text = self.document.text
        names = self.r.gazetteer.find(fold(text))
        self.introduced = frozenset(
            thing.slug for name in names if " " in name.span.of(text) for thing in name.things if not thing.treaty
        )
        spans = split_sentences(text)
        dates = find_dates(text, spans, grammar=self.r.dates, published=self.document.published)
        for index, span in enumerate(spans):
            inside = tuple(n for n in names if span.start <= n.span.start < span.end)
            tokens = tokenize(text, span, self.segmenter, whole=tuple(n.span for n in inside))
            self._sentence(Sentence(index, span, tokens), inside, [d for d in dates if d.span.overlaps(span)])

    def _sentence(self, sentence: Sentence, names: tuple[NameMatch, ...], dates: list[DateMention]) -> None:
        linked = self.linker.link(self.r.phrases.find(sentence, names, self.introduced))
        for item in linked:
            self.mentions.extend(Mention(actor, item.phrase.span) for actor in item.actors)
        for name in names:
            self.treaties.named(name, self.linker.cast)
        parsed = parse(sentence, linked, self.r.grammar)
        arguments = Arguments(parsed, self.r.grammar, self.topic, self._antecedent(linked))
        candidates = self.r.frames.find(parsed, arguments)
        for rank, candidate in enumerate(candidates):
            self._draft(parsed, candidate, arguments, dates, rank)
        self.treaties.described(parsed, candidates, arguments)
        self._move_topic(parsed, arguments)

    def _antecedent(self, linked: tuple[LinkedPhrase, ...]) -> Callable[[str, int], tuple[str, ...]]:
        def resolve(pronoun: str, at: int) -> tuple[str, ...]:
            cast = self.linker.cast
            before = [item for item in linked if item.phrase.last < at and item.actors]
            if pronoun in ("نا", "ي", "ني"):
                return self.topic
            if pronoun in ("هما",):
                return cast.salient((ActorType.STATE, ActorType.IGO, ActorType.PERSON), 2)
            for item in reversed(before):
                person = cast[item.actors[0]].type is ActorType.PERSON
                if pronoun == "ه" and person:
                    return item.actors
                if pronoun in ("ها", "هم") and not person:
                    return item.actors
            return before[-1].actors if before else self.topic

        return resolve

    def _move_topic(self, parsed: Parsed, arguments: Arguments) -> None:
        for predicate in parsed.predicates:
            if predicate.part.finite:
                subject = arguments.subject(predicate)
                if subject:
                    self.topic = subject.actors
                    return

    def _draft(
        self, parsed: Parsed, candidate: Candidate, arguments: Arguments, dates: list[DateMention], rank: int
    ) -> None:
        event_class, mode = candidate.frame.event_class, candidate.frame.mode
        if event_class is None:
            return
        attribution = self.r.attribution.attribution(parsed, candidate, arguments)
        modality = self.r.attribution.modality(parsed, candidate, attribution)
        if modality is Modality.NEGATED and candidate.frame.lemma in self.r.consent:
            event_class, mode, modality = EventClass.REJECT, None, Modality.ASSERTED
        last = self.drafts[-1].candidate if self.drafts else None
        context = Context(
            self.topic,
            (attribution.speaker,) if attribution else (),
            last.actor.actors if last else (),
            last.recipient.actors if last else (),
        )
        cast = self.linker.cast
        token = parsed.sentence.tokens[candidate.predicate.at]
        evidence = self._evidence(parsed, candidate)
        self.drafts.append(
            Draft(
                candidate,
                event_class,
                mode,
                modality,
                attribution,
                token.stem_span,
                evidence,
                _date(evidence, parsed, dates),
                None,
                describe_bystanders(parsed, candidate, cast, context),
                parsed.sentence.index == 0,
                self.document.text[parsed.sentence.span.start : token.span.start].count('"') % 2 == 1,
                len({cast[a].iso3 for p in parsed.phrases for a in p.actors} - {None}),
                rank,
            )
        )

    def _evidence(self, parsed: Parsed, candidate: Candidate) -> Span:
        at = candidate.predicate.at
        return clause_span(parsed.sentence, parsed.clauses, at, max(at, candidate.until))

    def decide(self, models: Models) -> Annotation:
        """Choose participants and events, and put the annotation together."""
        cast = self.linker.cast
        actors = {actor.id: actor for actor in cast}
        decided = [Decided(draft, *choose_participants(draft, models.actor, models.recipient)) for draft in self.drafts]
        events = [
            _event(f"e{number}", item, sure)
            for number, (item, sure) in enumerate(select_events(decided, actors, models.event), start=1)
        ]
        owners = {t.subject: t.object for t in self.linker.ties if t.predicate.value in _STANDS_FOR}
        disputes = self.r.disputes.find(self.document.text, events, actors, owners)
        return Annotation(
            self.document,
            tuple(actors.values()),
            tuple(self.mentions),
            tuple(events),
            self.treaties.treaties(),
            disputes,
            tuple(Relation(t.subject, t.predicate, t.object, t.evidence) for t in self.linker.ties),
        )


def _event(key: str, decided: Decided, sure: float) -> Event:
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
        attributed_to=_speaker(draft.attribution, draft.modality),
        distanced=draft.attribution.distanced if draft.attribution else False,
        place=draft.place,
        date=draft.date,
        confidence=Confidence(round(sure, 2), f"frame {draft.candidate.frame.lemma}"),
    )


def _speaker(attribution: Attribution | None, modality: Modality) -> str | None:
    if attribution is None or modality is Modality.ASSERTED:
        return None
    return attribution.speaker


def _date(evidence: Span, parsed: Parsed, dates: list[DateMention]) -> str | None:
    """The date said in the clause, or the only one in the sentence."""
    near = [d for d in dates if d.edtf is not None and d.span.overlaps(evidence)]
    if near:
        return near[0].edtf
    all_dates = [d for d in dates if d.edtf is not None and d.span.overlaps(parsed.sentence.span)]
    return all_dates[0].edtf if len(all_dates) == 1 else None
