"""The values that every room speaks: a document, what was read in it, and where each thing is said.

All values are frozen. Offsets count code points of `Document.text`, the end is excluded. An actor, event, treaty or
dispute has an `id` that is unique within its annotation; references between values go by these ids.
Codes are those of the annotation guidelines: PLOVER 0.8 event classes and modes, and Mithaq's own closed lists.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class ActorType(StrEnum):
    """What kind of actor; the class of the same local name in the ontology."""

    STATE = "State"
    FORMER_STATE = "FormerState"
    IGO = "IGO"
    GOVERNMENT = "Government"
    ARMED_FORCE = "ArmedForce"
    ARMED_GROUP = "ArmedGroup"
    PARTY = "Party"
    NGO = "NGO"
    COMPANY = "Company"
    MEDIA = "Media"
    PERSON = "Person"
    PEOPLE = "People"


class EventClass(StrEnum):
    """The 16 event classes of PLOVER 0.8."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class QuadClass(StrEnum):
    """The four quad classes of PLOVER 0.8: cooperation or conflict, in words or in deeds."""

    VERBAL_COOPERATION = "verbal-cooperation"
    MATERIAL_COOPERATION = "material-cooperation"
    VERBAL_CONFLICT = "verbal-conflict"
    MATERIAL_CONFLICT = "material-conflict"


MODES: dict[EventClass, frozenset[str]] = {
    EventClass.AGREE: frozenset(),
    EventClass.SUPPORT: frozenset(),
    EventClass.CONCEDE: frozenset(),
    EventClass.COOPERATE: frozenset(),
    EventClass.AID: frozenset(),
    EventClass.CONSULT: frozenset({"visit", "third-party", "multilateral", "phone"}),
    EventClass.RETREAT: frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    EventClass.REQUEST: frozenset({"assist", "change", "yield", "meet"}),
    EventClass.REJECT: frozenset({"assist", "change", "yield", "meet"}),
    EventClass.ACCUSE: frozenset({"disapprove", "investigate", "allege"}),
    EventClass.THREATEN: frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    EventClass.PROTEST: frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct"}),
    EventClass.SANCTION: frozenset({"convict", "expel", "withdraw", "discontinue"}),
    EventClass.MOBILIZE: frozenset({"troops", "weapons", "police", "militia"}),
    EventClass.COERCE: frozenset(
        {
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        }
    ),
    EventClass.ASSAULT: frozenset(
        {
            "abduct",
            "beat",
            "torture",
            "execute",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        }
    ),
}
"""The modes of each class: PLOVER 0.8, as the annotation guidelines fix them."""


class Modality(StrEnum):
    """How the document presents an event."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    ATTEMPTED = "attempted"
    NEGATED = "negated"


class TreatyKind(StrEnum):
    """What kind of instrument; the class of the capitalised name in the ontology."""

    TREATY = "treaty"
    AGREEMENT = "agreement"
    PROGRAMME = "programme"
    RESOLUTION = "resolution"
    CEASEFIRE = "ceasefire"
    MEMORANDUM = "memorandum"
    CHARTER = "charter"


class Issue(StrEnum):
    """What a dispute is about."""

    TERRITORY = "territory"
    SECURITY = "security"
    MEMBERSHIP = "membership"
    DIPLOMATIC = "diplomatic"
    ECONOMIC = "economic"
    RESOURCE = "resource"
    NUCLEAR = "nuclear"
    RIGHTS = "rights"
    REGIME = "regime"
    OTHER = "other"


class Predicate(StrEnum):
    """A standing relation between two actors; the property of the same local name in the ontology."""

    MEMBER_OF = "memberOf"
    HEAD_OF = "headOf"
    OFFICE_HOLDER_OF = "officeHolderOf"
    PART_OF = "partOf"
    ALLIED_WITH = "alliedWith"
    SUPPORTS = "supports"
    LOCATED_IN = "locatedIn"


class Verdict(StrEnum):
    """What is judged of two actors."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, end excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words between the offsets.

        >>> Span(0, 6).of("ميثاق القاهرة")
        'ميثاق '
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the extractor is that an item is right, with the reason for the number.

    Attributes:
        value: 0 to 1; of the items given 0.8, about 80 % are right.
        reason: the rule and the words that gave it.
    """

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text to read, and what is known about it.

    Attributes:
        name: how its files are called (`russia-nato`); no part of its identity.
        text: as stored; every offset counts its code points.
        language: ISO 639-1 code.
        published: date of publication in EDTF (`2018-03-27`, `2013-11`), or None.
        is_table: whether its text is rows of coded events, each a happening of its own, and not prose.
    """

    name: str
    text: str
    language: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    is_table: bool = False

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the text in UTF-8: the same text is the same document."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity that acts, is acted on, or is party to something.

    Attributes:
        id: unique in the annotation. For an actor of the register its slug there (`russia`), and `register` is true.
        iso3: ISO 3166-1 alpha-3 in upper case, of the state itself or of the state that the actor belongs to.
        wikidata: item id such as `Q159`.
        scheme: the data set within which the id means one actor, whatever document it stands in; None for an id of this
            annotation.
    """

    id: str
    type: ActorType
    name_en: str | None
    name_ar: str | None
    iso3: str | None = None
    wikidata: str | None = None
    register: bool = False
    scheme: str | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text speaks of an actor, by name, by description or by pronoun."""

    actor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """Something done or said between actors, coded with PLOVER.

    Attributes:
        actor: ids of those who act; a mutual event has all sides here.
        recipient: ids of those acted on.
        attributed_to: id of the actor whose word it is, or None for the document's own voice.
        speech_act: the verb or noun of speech that attributes it, as in the text.
        distanced: whether the document keeps its distance from the wording ("what it called").
        place: English name, where said.
        date: EDTF (`2014-03-18`, `2014-03`, `2014`, `1973/1975`), as exact as the text allows.
        trigger: the words that name the event, inside `evidence`.
        evidence: the clause that states it.
    """

    id: str
    event_class: EventClass
    modality: Modality
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    trigger: Span
    evidence: Span
    mode: str | None = None
    attributed_to: str | None = None
    speech_act: str | None = None
    distanced: bool = False
    place: str | None = None
    date: str | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Treaty:
    """An instrument, named or described. For one of the register `id` is its slug there and `register` is true."""

    id: str
    kind: TreatyKind
    name_en: str | None
    parties: tuple[str, ...]
    evidence: Span
    name_ar: str | None = None
    date: str | None = None
    register: bool = False
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A standing contention between parties over one issue."""

    id: str
    label_en: str | None
    parties: tuple[str, ...]
    issue: Issue
    evidence: Span
    label_ar: str | None = None
    events: tuple[str, ...] = ()
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A standing relation that the text states or plainly presupposes."""

    subject: str
    predicate: Predicate
    object: str
    evidence: Span
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one document says, as a careful analyst reads it: the hinge between reading and graph.

    Attributes:
        extractor: who or what read the document, with its version.
        quotes: what the annotation's author says stands at a span, where said; the gate refuses what differs.
    """

    document: Document
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    treaties: tuple[Treaty, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    relations: tuple[Relation, ...] = ()
    extractor: str = "mithaq"
    quotes: tuple[tuple[Span, str], ...] = ()
