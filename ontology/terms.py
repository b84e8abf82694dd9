"""The IRIs that the rooms speak in, as constants; held equal to `mithaq.ttl` and `codes.ttl` by a test.

A term keeps its RDF spelling: `MITHAQ.eventClass` is `mq:eventClass`, `MITHAQ.Event` is `mq:Event`.
"""
# ruff: noqa: N815 - RDF terms keep RDF spelling

from __future__ import annotations

from pyoxigraph import NamedNode

from ontology.model import EventClass

MITHAQ_NAMESPACE = "https://w3id.org/mithaq/ontology#"
CODE_NAMESPACE = "https://w3id.org/mithaq/code/"
WIKIDATA_NAMESPACE = "http://www.wikidata.org/entity/"

DEFAULT_BASE = "https://w3id.org/mithaq/id/"
"""Base of minted IRIs unless a setting says otherwise; the register's IRIs always stand under it."""

ONTOLOGY_GRAPH = NamedNode("https://w3id.org/mithaq/graph/ontology")
"""Named graph of the vocabulary, the code lists, the alignments and the example queries."""

REGISTER_GRAPH = NamedNode("https://w3id.org/mithaq/graph/register")
"""Named graph of `register/*.ttl`."""

JUDGEMENT_GRAPH = NamedNode("https://w3id.org/mithaq/graph/judgements")
"""Named graph of the judgements of identity."""

DERIVED_GRAPH = NamedNode("https://w3id.org/mithaq/graph/derived")
"""Named graph of what follows from the others: which actor is merged into which, what tells of the same happening."""

CHANGE_GRAPH = NamedNode("https://w3id.org/mithaq/graph/changes")
"""Named graph of the log of changes; the one that is no part of the default graph."""


def code(scheme: str, notation: str) -> NamedNode:
    """The IRI of a code.

    Args:
        scheme: local name of its SKOS scheme: `event`, `mode`, `context`, `quad`, `modality`, `issue`, `hostility`,
            `treaty-action`, `speech-act`, `office`, `role`, `dispute-status`, `verdict` or `change`.
        notation: the code as the annotation guidelines write it; for a mode use `mode_code`.

    >>> code("event", "SUPPORT").value
    'https://w3id.org/mithaq/code/event/SUPPORT'
    """
    return NamedNode(f"{CODE_NAMESPACE}{scheme}/{notation}")


def mode_code(event_class: EventClass, mode: str) -> NamedNode:
    """The IRI of a mode, which belongs to a class: to withdraw is one thing in RETREAT and another in SANCTION.

    >>> mode_code(EventClass.SANCTION, "expel").value
    'https://w3id.org/mithaq/code/mode/SANCTION-expel'
    """
    return code("mode", f"{event_class.value}-{mode}")


class MITHAQ:
    """Terms of the ontology, `mq:`."""

    Actor = NamedNode(f"{MITHAQ_NAMESPACE}Actor")
    State = NamedNode(f"{MITHAQ_NAMESPACE}State")
    FormerState = NamedNode(f"{MITHAQ_NAMESPACE}FormerState")
    IGO = NamedNode(f"{MITHAQ_NAMESPACE}IGO")
    Government = NamedNode(f"{MITHAQ_NAMESPACE}Government")
    ArmedForce = NamedNode(f"{MITHAQ_NAMESPACE}ArmedForce")
    ArmedGroup = NamedNode(f"{MITHAQ_NAMESPACE}ArmedGroup")
    Party = NamedNode(f"{MITHAQ_NAMESPACE}Party")
    NGO = NamedNode(f"{MITHAQ_NAMESPACE}NGO")
    Company = NamedNode(f"{MITHAQ_NAMESPACE}Company")
    Media = NamedNode(f"{MITHAQ_NAMESPACE}Media")
    Person = NamedNode(f"{MITHAQ_NAMESPACE}Person")
    People = NamedNode(f"{MITHAQ_NAMESPACE}People")
    Place = NamedNode(f"{MITHAQ_NAMESPACE}Place")

    Eventuality = NamedNode(f"{MITHAQ_NAMESPACE}Eventuality")
    Event = NamedNode(f"{MITHAQ_NAMESPACE}Event")
    ClaimedEvent = NamedNode(f"{MITHAQ_NAMESPACE}ClaimedEvent")
    UnrealizedEvent = NamedNode(f"{MITHAQ_NAMESPACE}UnrealizedEvent")
    Participation = NamedNode(f"{MITHAQ_NAMESPACE}Participation")
    Claim = NamedNode(f"{MITHAQ_NAMESPACE}Claim")

    Instrument = NamedNode(f"{MITHAQ_NAMESPACE}Instrument")
    Treaty = NamedNode(f"{MITHAQ_NAMESPACE}Treaty")
    Agreement = NamedNode(f"{MITHAQ_NAMESPACE}Agreement")
    Programme = NamedNode(f"{MITHAQ_NAMESPACE}Programme")
    Resolution = NamedNode(f"{MITHAQ_NAMESPACE}Resolution")
    Ceasefire = NamedNode(f"{MITHAQ_NAMESPACE}Ceasefire")
    Memorandum = NamedNode(f"{MITHAQ_NAMESPACE}Memorandum")
    Charter = NamedNode(f"{MITHAQ_NAMESPACE}Charter")
    TreatyParticipation = NamedNode(f"{MITHAQ_NAMESPACE}TreatyParticipation")

    Dispute = NamedNode(f"{MITHAQ_NAMESPACE}Dispute")
    Relation = NamedNode(f"{MITHAQ_NAMESPACE}Relation")
    Document = NamedNode(f"{MITHAQ_NAMESPACE}Document")
    EventTable = NamedNode(f"{MITHAQ_NAMESPACE}EventTable")
    Span = NamedNode(f"{MITHAQ_NAMESPACE}Span")
    Tenure = NamedNode(f"{MITHAQ_NAMESPACE}Tenure")
    IdentityJudgement = NamedNode(f"{MITHAQ_NAMESPACE}IdentityJudgement")
    ExtractionRun = NamedNode(f"{MITHAQ_NAMESPACE}ExtractionRun")
    Change = NamedNode(f"{MITHAQ_NAMESPACE}Change")

    actor = NamedNode(f"{MITHAQ_NAMESPACE}actor")
    alliedWith = NamedNode(f"{MITHAQ_NAMESPACE}alliedWith")
    causedBy = NamedNode(f"{MITHAQ_NAMESPACE}causedBy")
    changeKind = NamedNode(f"{MITHAQ_NAMESPACE}changeKind")
    changed = NamedNode(f"{MITHAQ_NAMESPACE}changed")
    claimant = NamedNode(f"{MITHAQ_NAMESPACE}claimant")
    content = NamedNode(f"{MITHAQ_NAMESPACE}content")
    context = NamedNode(f"{MITHAQ_NAMESPACE}context")
    contradicts = NamedNode(f"{MITHAQ_NAMESPACE}contradicts")
    country = NamedNode(f"{MITHAQ_NAMESPACE}country")
    eventClass = NamedNode(f"{MITHAQ_NAMESPACE}eventClass")
    evidence = NamedNode(f"{MITHAQ_NAMESPACE}evidence")
    extractionRun = NamedNode(f"{MITHAQ_NAMESPACE}extractionRun")
    headOf = NamedNode(f"{MITHAQ_NAMESPACE}headOf")
    holder = NamedNode(f"{MITHAQ_NAMESPACE}holder")
    hostility = NamedNode(f"{MITHAQ_NAMESPACE}hostility")
    inDocument = NamedNode(f"{MITHAQ_NAMESPACE}inDocument")
    instrument = NamedNode(f"{MITHAQ_NAMESPACE}instrument")
    issue = NamedNode(f"{MITHAQ_NAMESPACE}issue")
    judged = NamedNode(f"{MITHAQ_NAMESPACE}judged")
    locatedIn = NamedNode(f"{MITHAQ_NAMESPACE}locatedIn")
    memberOf = NamedNode(f"{MITHAQ_NAMESPACE}memberOf")
    mention = NamedNode(f"{MITHAQ_NAMESPACE}mention")
    mergedInto = NamedNode(f"{MITHAQ_NAMESPACE}mergedInto")
    modality = NamedNode(f"{MITHAQ_NAMESPACE}modality")
    mode = NamedNode(f"{MITHAQ_NAMESPACE}mode")
    of = NamedNode(f"{MITHAQ_NAMESPACE}of")
    office = NamedNode(f"{MITHAQ_NAMESPACE}office")
    officeHolderOf = NamedNode(f"{MITHAQ_NAMESPACE}officeHolderOf")
    onset = NamedNode(f"{MITHAQ_NAMESPACE}onset")
    partOf = NamedNode(f"{MITHAQ_NAMESPACE}partOf")
    partOfDispute = NamedNode(f"{MITHAQ_NAMESPACE}partOfDispute")
    participant = NamedNode(f"{MITHAQ_NAMESPACE}participant")
    participation = NamedNode(f"{MITHAQ_NAMESPACE}participation")
    party = NamedNode(f"{MITHAQ_NAMESPACE}party")
    place = NamedNode(f"{MITHAQ_NAMESPACE}place")
    quadClass = NamedNode(f"{MITHAQ_NAMESPACE}quadClass")
    reactionTo = NamedNode(f"{MITHAQ_NAMESPACE}reactionTo")
    recipient = NamedNode(f"{MITHAQ_NAMESPACE}recipient")
    role = NamedNode(f"{MITHAQ_NAMESPACE}role")
    sameHappening = NamedNode(f"{MITHAQ_NAMESPACE}sameHappening")
    speechActType = NamedNode(f"{MITHAQ_NAMESPACE}speechActType")
    status = NamedNode(f"{MITHAQ_NAMESPACE}status")
    subEventOf = NamedNode(f"{MITHAQ_NAMESPACE}subEventOf")
    successor = NamedNode(f"{MITHAQ_NAMESPACE}successor")
    supports = NamedNode(f"{MITHAQ_NAMESPACE}supports")
    tenure = NamedNode(f"{MITHAQ_NAMESPACE}tenure")
    treatyAction = NamedNode(f"{MITHAQ_NAMESPACE}treatyAction")
    trigger = NamedNode(f"{MITHAQ_NAMESPACE}trigger")
    verdict = NamedNode(f"{MITHAQ_NAMESPACE}verdict")

    acronym = NamedNode(f"{MITHAQ_NAMESPACE}acronym")
    cardinality = NamedNode(f"{MITHAQ_NAMESPACE}cardinality")
    changedAt = NamedNode(f"{MITHAQ_NAMESPACE}changedAt")
    confidence = NamedNode(f"{MITHAQ_NAMESPACE}confidence")
    cooperationScore = NamedNode(f"{MITHAQ_NAMESPACE}cooperationScore")
    date = NamedNode(f"{MITHAQ_NAMESPACE}date")
    demonym = NamedNode(f"{MITHAQ_NAMESPACE}demonym")
    demonymPlural = NamedNode(f"{MITHAQ_NAMESPACE}demonymPlural")
    distanced = NamedNode(f"{MITHAQ_NAMESPACE}distanced")
    end = NamedNode(f"{MITHAQ_NAMESPACE}end")
    extractor = NamedNode(f"{MITHAQ_NAMESPACE}extractor")
    implied = NamedNode(f"{MITHAQ_NAMESPACE}implied")
    iso2 = NamedNode(f"{MITHAQ_NAMESPACE}iso2")
    iso3 = NamedNode(f"{MITHAQ_NAMESPACE}iso3")
    judgedAt = NamedNode(f"{MITHAQ_NAMESPACE}judgedAt")
    judgedBy = NamedNode(f"{MITHAQ_NAMESPACE}judgedBy")
    metonym = NamedNode(f"{MITHAQ_NAMESPACE}metonym")
    name = NamedNode(f"{MITHAQ_NAMESPACE}name")
    rationale = NamedNode(f"{MITHAQ_NAMESPACE}rationale")
    sequence = NamedNode(f"{MITHAQ_NAMESPACE}sequence")
    speechAct = NamedNode(f"{MITHAQ_NAMESPACE}speechAct")
    start = NamedNode(f"{MITHAQ_NAMESPACE}start")
    surname = NamedNode(f"{MITHAQ_NAMESPACE}surname")
    text = NamedNode(f"{MITHAQ_NAMESPACE}text")


class RDF:
    """Terms of RDF, `rdf:`; the last three describe an `mq:Relation`."""

    type = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    langString = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
    subject = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject")
    predicate = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate")
    object = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#object")


class RDFS:
    """Terms of RDF Schema, `rdfs:`."""

    comment = NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
    domain = NamedNode("http://www.w3.org/2000/01/rdf-schema#domain")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    range = NamedNode("http://www.w3.org/2000/01/rdf-schema#range")
    subClassOf = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    subPropertyOf = NamedNode("http://www.w3.org/2000/01/rdf-schema#subPropertyOf")


class OWL:
    """Terms of OWL 2, `owl:`."""

    AnnotationProperty = NamedNode("http://www.w3.org/2002/07/owl#AnnotationProperty")
    Class = NamedNode("http://www.w3.org/2002/07/owl#Class")
    DatatypeProperty = NamedNode("http://www.w3.org/2002/07/owl#DatatypeProperty")
    ObjectProperty = NamedNode("http://www.w3.org/2002/07/owl#ObjectProperty")
    Ontology = NamedNode("http://www.w3.org/2002/07/owl#Ontology")
    disjointWith = NamedNode("http://www.w3.org/2002/07/owl#disjointWith")


class XSD:
    """The datatypes that the graph writes; the store turns other integers into `xsd:integer`."""

    boolean = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    dateTime = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    gYear = NamedNode("http://www.w3.org/2001/XMLSchema#gYear")
    gYearMonth = NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    string = NamedNode("http://www.w3.org/2001/XMLSchema#string")


class SKOS:
    """Terms of SKOS, `skos:`."""

    Concept = NamedNode("http://www.w3.org/2004/02/skos/core#Concept")
    ConceptScheme = NamedNode("http://www.w3.org/2004/02/skos/core#ConceptScheme")
    altLabel = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    broader = NamedNode("http://www.w3.org/2004/02/skos/core#broader")
    closeMatch = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")
    definition = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
    exactMatch = NamedNode("http://www.w3.org/2004/02/skos/core#exactMatch")
    hasTopConcept = NamedNode("http://www.w3.org/2004/02/skos/core#hasTopConcept")
    inScheme = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")
    notation = NamedNode("http://www.w3.org/2004/02/skos/core#notation")
    prefLabel = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")


class OA:
    """Terms of the Web Annotation vocabulary, `oa:`."""

    TextPositionSelector = NamedNode("http://www.w3.org/ns/oa#TextPositionSelector")
    TextQuoteSelector = NamedNode("http://www.w3.org/ns/oa#TextQuoteSelector")
    end = NamedNode("http://www.w3.org/ns/oa#end")
    exact = NamedNode("http://www.w3.org/ns/oa#exact")
    start = NamedNode("http://www.w3.org/ns/oa#start")


class DCTERMS:
    """Terms of Dublin Core, `dcterms:`."""

    identifier = NamedNode("http://purl.org/dc/terms/identifier")
    issued = NamedNode("http://purl.org/dc/terms/issued")
    language = NamedNode("http://purl.org/dc/terms/language")
    source = NamedNode("http://purl.org/dc/terms/source")
    title = NamedNode("http://purl.org/dc/terms/title")
