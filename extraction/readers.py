"""What reads one language: its lexicons, indexed, and the models that decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from extraction.actors.offices import TermsOfOffice
from extraction.clauses.clauses import Grammar
from extraction.confidence import ItemKind
from extraction.dates.times import DateGrammar, load_date_grammar
from extraction.disputes.contentions import PassageReader
from extraction.disputes.disputes import DisputeFinder
from extraction.events.comparisons import Comparisons
from extraction.events.implied_events import ListExpander
from extraction.events.refusals import Refusals
from extraction.events.told_events import ToldEvents
from extraction.frames.arguments import Arguments
from extraction.frames.frames import FrameFinder
from extraction.frames.subject_first import SubjectFirstArguments
from extraction.language.ar import clitics as arabic_clitics
from extraction.language.ar import forms as arabic_forms
from extraction.language.en import clitics as english_clitics
from extraction.language.en import forms as english_forms
from extraction.language.en.noun_phrases import EnglishPhraseFinder
from extraction.language.en.word_order import EnglishOrder
from extraction.lexicon.index import Lexicon, Morphology
from extraction.lexicon.pack import LanguagePack, load_pack
from extraction.phrases.finder import PhraseFinder
from extraction.phrases.gazetteer import Gazetteer
from extraction.ranking import LinearModel, load_model
from extraction.relations.register_relations import RegisterRelations
from extraction.relations.relations import RelationFinder
from extraction.treaties.instruments import InstrumentFinder
from extraction.voices.attribution import Attributor
from extraction.voices.modality import ModalityReader
from extraction.voices.sources import SourceFinder
from ontology.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one language: its lexicons, indexed."""

    pack: LanguagePack
    lexicon: Lexicon
    gazetteer: Gazetteer
    phrases: PhraseFinder
    grammar: Grammar
    frames: FrameFinder
    sources: SourceFinder
    attribution: Attributor
    modality: ModalityReader
    instruments: InstrumentFinder
    passages: PassageReader
    disputes: DisputeFinder
    dates: DateGrammar
    refusals: Refusals
    lists: ListExpander
    comparisons: Comparisons
    terms: TermsOfOffice
    relations: RelationFinder
    names_say: RegisterRelations
    charges: frozenset[str]
    told: ToldEvents
    arguments: type[Arguments]


@dataclass(frozen=True, slots=True)
class Models:
    """The models that decide what is an event, who takes part and when, and that say how sure each kind of item is."""

    event: LinearModel
    actor: LinearModel
    recipient: LinearModel
    date: LinearModel
    confidence: Mapping[ItemKind, LinearModel] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The classes that read a language, where languages differ."""

    phrases: type[PhraseFinder] = PhraseFinder
    arguments: type[Arguments] = Arguments


def load_arabic(catalog: Catalog, pack: LanguagePack | None = None) -> Reader:
    """The reader of Arabic, with the lexicons that ship or with others."""
    pack = pack or load_pack("ar")
    morphology = Morphology(arabic_forms.entry_forms, arabic_forms.trigger_noun_forms, arabic_clitics.cuts)
    negations = pack.words("negation", "adjective")
    gazetteer = Gazetteer(catalog, ("ar",), arabic_clitics.demonym_forms, arabic_clitics.name_proclitics(), negations)
    return _assemble(catalog, gazetteer, Grammar(pack, Lexicon(pack, morphology)), _Kinds())


def load_english(catalog: Catalog) -> Reader:
    """The reader of English."""
    pack = load_pack("en")
    morphology = Morphology(english_forms.entry_forms, english_forms.trigger_noun_forms, english_clitics.cuts)
    lexicon = Lexicon(pack, morphology)
    gazetteer = Gazetteer(catalog, ("en",), english_clitics.name_forms, cased=True)
    grammar = Grammar(pack, lexicon, EnglishOrder(pack, lexicon))
    return _assemble(catalog, gazetteer, grammar, _Kinds(EnglishPhraseFinder, SubjectFirstArguments))


def _assemble(catalog: Catalog, gazetteer: Gazetteer, grammar: Grammar, kinds: _Kinds) -> Reader:
    """All that reads a language, around its grammar."""
    pack, lexicon = grammar.pack, grammar.lexicon
    return Reader(
        pack,
        lexicon,
        gazetteer,
        kinds.phrases(pack, lexicon, catalog),
        grammar,
        FrameFinder(pack, modifiers_first=grammar.order is not None),
        SourceFinder(pack, grammar),
        Attributor(pack, grammar),
        ModalityReader(pack, grammar),
        InstrumentFinder(pack, grammar),
        PassageReader(grammar),
        DisputeFinder(pack, load_model(Path(__file__).parent / "models" / "dispute.tsv")),
        load_date_grammar(pack.language),
        Refusals(pack),
        ListExpander(pack, grammar),
        Comparisons(pack, grammar),
        TermsOfOffice(catalog),
        RelationFinder(pack),
        RegisterRelations(pack, catalog, gazetteer),
        frozenset(cast("list[str]", pack.cues["charges"]["lemmas"])),
        ToldEvents(pack, grammar),
        kinds.arguments,
    )


def load_models() -> Models:
    """The models that ship with the package."""
    folder = Path(__file__).parent / "models"
    event, actor, recipient, date = (
        load_model(folder / f"{name}.tsv") for name in ("event", "actor", "recipient", "date")
    )
    confidence = {kind: load_model(folder / "confidence" / f"{kind}.tsv") for kind in ItemKind}
    return Models(event, actor, recipient, date, confidence)
