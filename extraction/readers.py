"""What reads one language: its lexicons, indexed, and the models that decide."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from extraction.attribution import Attributor
from extraction.clauses import Grammar
from extraction.disputes import DisputeFinder
from extraction.frames import FrameFinder
from extraction.gazetteer import Gazetteer
from extraction.implied_events import ListExpander
from extraction.language.ar import clitics as arabic_clitics
from extraction.language.ar import forms as arabic_forms
from extraction.language.pack import LanguagePack, load_pack
from extraction.lexicon import Lexicon, Morphology
from extraction.normalisation import fold_key
from extraction.phrase_finder import PhraseFinder
from extraction.ranking import LinearModel, load_model
from extraction.times import DateGrammar, load_date_grammar
from ontology.catalog import Catalog
from ontology.model import ActorType


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
    lists: ListExpander


@dataclass(frozen=True, slots=True)
class Models:
    """The models that decide what is an event and who takes part."""

    event: LinearModel
    actor: LinearModel
    recipient: LinearModel


def load_arabic(catalog: Catalog) -> Reader:
    """The reader of Arabic."""
    people = frozenset(slug for slug, actor in catalog.actors.items() if actor.type is ActorType.PERSON)
    pack = load_pack("ar")
    morphology = Morphology(arabic_forms.entry_forms, arabic_forms.trigger_noun_forms, arabic_clitics.cuts)
    lexicon = Lexicon(pack, morphology)
    grammar = Grammar(pack, lexicon)
    return Reader(
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
        ListExpander(pack),
    )


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
