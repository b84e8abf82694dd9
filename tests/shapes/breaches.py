"""Every way to break the good graph: one SPARQL update a constraint, and the one result that it must give."""

from __future__ import annotations

from dataclasses import dataclass

PREFIXES = """
PREFIX : <https://example.org/>
PREFIX class: <https://w3id.org/mithaq/code/event/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX hostility: <https://w3id.org/mithaq/code/hostility/>
PREFIX issue: <https://w3id.org/mithaq/code/issue/>
PREFIX modality: <https://w3id.org/mithaq/code/modality/>
PREFIX mode: <https://w3id.org/mithaq/code/mode/>
PREFIX mq: <https://w3id.org/mithaq/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX office: <https://w3id.org/mithaq/code/office/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX treaty-action: <https://w3id.org/mithaq/code/treaty-action/>
PREFIX verdict: <https://w3id.org/mithaq/code/verdict/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

DOCUMENT = "<https://example.org/document/a6c356ed5cb99fa2>"
TREATY = "<https://example.org/treaty/a6c356ed5cb99fa2-peace>"
LONELY = "<https://example.org/document/2d711642b726b044>"
"""A second document, whose text is "x"."""
EMPTY = "<https://example.org/document/e3b0c44298fc1c14>"
"""A document whose id is the hash of the empty text."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One way to break one constraint.

    Attributes:
        shape: local name of the node shape that targets the broken node.
        constraint: local name of the property shape or SPARQL constraint.
        component: the SHACL component without its suffix.
        focus: the broken node, as in SPARQL.
        update: what breaks it.
    """

    shape: str
    constraint: str
    component: str
    focus: str
    update: str

    def __str__(self) -> str:
        return f"{self.shape}/{self.constraint}/{self.component}: {self.update}"


def span(start: int, end: int) -> str:
    """The IRI of a span of the good graph's document."""
    return f"{DOCUMENT[:-1]}#char={start},{end}>"


def _gone(shape: str, constraint: str, focus: str, predicate: str) -> Breach:
    """A required property is missing."""
    update = f"DELETE WHERE {{ {focus} {predicate} ?value }}"
    return Breach(shape, constraint, "MinCount", focus, update)


def _set(case: tuple[str, str, str], focus: str, predicate: str, *values: str) -> Breach:
    """A property has these values instead of its own."""
    new = " , ".join(values)
    update = f"DELETE WHERE {{ {focus} {predicate} ?value }} ; INSERT DATA {{ {focus} {predicate} {new} }}"
    return Breach(*case, focus, update)


def _added(case: tuple[str, str, str], focus: str, triple: str) -> Breach:
    """Something is said that must not be."""
    return Breach(*case, focus, f"INSERT DATA {{ {triple} }}")


def _bad_dates(shape: str, constraint: str, focus: str, predicate: str) -> list[Breach]:
    literals = (
        '"2014-03-18"', '"2014-03"', '"2014"',
        '"2014-03-18Z"^^xsd:date', '"2014-03Z"^^xsd:gYearMonth', '"2014Z"^^xsd:gYear',
        '"2014-02-30"^^xsd:date', '"2014-13"^^xsd:gYearMonth', '"14"^^xsd:gYear',
        '"2014-03-18"@en', '"2014-03-18T00:00:00"^^xsd:dateTime', '"198X"', ":long-ago",
    )  # fmt: skip
    return [_set((shape, constraint, "Or"), focus, predicate, literal) for literal in literals]


def _names(shape: str, focus: str) -> list[Breach]:
    names = [
        _set((shape, "name-language", "Datatype"), focus, "skos:prefLabel", '"a name"'),
        _set((shape, "name-unique", "UniqueLang"), focus, "skos:prefLabel", '"one"@en', '"two"@en'),
    ]
    return [_gone(shape, "name", focus, "skos:prefLabel"), *names]


def _evidence(shape: str, focus: str) -> list[Breach]:
    return [
        _gone(shape, "evidence", focus, "mq:evidence"),
        _set((shape, "evidence-span", "Class"), focus, "mq:evidence", ":nowhere"),
    ]


ACTOR = [
    _added(("Actor", "actor-kind", "QualifiedMaxCount"), ":russia", ":russia a mq:FormerState"),
    *_names("Actor", ":ukraine"),
    _set(("Actor", "actor-iso2", "MaxCount"), ":russia", "mq:iso2", '"RU"', '"SU"'),
    _set(("Actor", "actor-iso2", "Pattern"), ":russia", "mq:iso2", '"ru"'),
    _set(("Actor", "actor-iso3", "MaxCount"), ":russia", "mq:iso3", '"RUS"', '"SUN"'),
    _set(("Actor", "actor-iso3", "Pattern"), ":russia", "mq:iso3", '"RUSS"'),
    _set(
        ("Actor", "actor-wikidata", "NodeKind"),
        ":russia",
        "skos:exactMatch",
        '"http://www.wikidata.org/entity/Q159"',
    ),
    _set(("Actor", "actor-wikidata", "Pattern"), ":russia", "skos:exactMatch", "<https://www.wikidata.org/wiki/Q159>"),
    _set(("Actor", "actor-mention", "Class"), ":russia", "mq:mention", ":nowhere"),
    _set(("Actor", "actor-country", "Node"), ":minister", "mq:country", ":atlantis"),
]

TENURE = [
    _gone("Tenure", "tenure-holder", ":tenure", "mq:holder"),
    _set(("Tenure", "tenure-holder", "MaxCount"), ":tenure", "mq:holder", ":minister", ":russia"),
    _set(("Tenure", "tenure-holder-known", "Node"), ":tenure", "mq:holder", ":nobody"),
    _gone("Tenure", "tenure-office", ":tenure", "mq:office"),
    _set(("Tenure", "tenure-office", "MaxCount"), ":tenure", "mq:office", "office:a", "office:b"),
    _set(("Tenure", "tenure-office", "Pattern"), ":tenure", "mq:office", ":minister"),
    _gone("Tenure", "tenure-of", ":tenure", "mq:of"),
    _set(("Tenure", "tenure-of", "MaxCount"), ":tenure", "mq:of", ":russia", ":ukraine"),
    _set(("Tenure", "tenure-of-known", "Node"), ":tenure", "mq:of", ":atlantis"),
]

PLACE = [_gone("Place", "place-name", ":moscow", "rdfs:label")]

DATE = [
    _set(("Dated", "date", "MaxCount"), ":expulsion", "mq:date", '"2018"^^xsd:gYear', '"2018-03"^^xsd:gYearMonth'),
    *_bad_dates("Dated", "date", ":expulsion", "mq:date"),
    _added(("Dated", "date-or-interval", "MaxCount"), ":shelling", ':shelling mq:date "2014"^^xsd:gYear'),
    _set(("Interval", "start", "MaxCount"), ":shelling", "mq:start", '"2014"^^xsd:gYear', '"2013"^^xsd:gYear'),
    *_bad_dates("Interval", "start", ":shelling", "mq:start"),
    _set(("Interval", "end", "MaxCount"), ":shelling", "mq:end", '"2014"^^xsd:gYear', '"2015"^^xsd:gYear'),
    *_bad_dates("Interval", "end", ":shelling", "mq:end"),
    _set(("Interval", "interval-order", "SPARQL"), ":shelling", "mq:end", '"2013"^^xsd:gYear'),
    _set(("Interval", "interval-order", "SPARQL"), ":shelling", "mq:end", '"2013-12-31"^^xsd:date'),
    Breach("Interval", "interval-whole", "SPARQL", ":shelling", "DELETE WHERE { :shelling mq:end ?value }"),
    Breach("Interval", "interval-whole", "SPARQL", ":shelling", "DELETE WHERE { :shelling mq:start ?value }"),
]

_OTHER = 'a mq:Document ; mq:name "other" ; mq:extractor "by hand" ; dcterms:language "ar"'

DOCUMENT_BREACHES = [
    _added(("Document", "document-text", "MinCount"), LONELY, f"{LONELY} {_OTHER}"),
    _added(("Document", "document-text", "MaxCount"), LONELY, f'{LONELY} {_OTHER} ; mq:text "x" , "y"'),
    _added(("Document", "document-text", "Datatype"), LONELY, f'{LONELY} {_OTHER} ; mq:text "x"@en'),
    _added(("Document", "document-text", "MinLength"), EMPTY, f'{EMPTY} {_OTHER} ; mq:text ""'),
    _added(("Document", "document-iri", "SPARQL"), LONELY, f'{LONELY} {_OTHER} ; mq:text "y"'),
    _gone("Document", "document-name", DOCUMENT, "mq:name"),
    _set(("Document", "document-name", "MaxCount"), DOCUMENT, "mq:name", '"a"', '"b"'),
    _set(("Document", "document-name", "Datatype"), DOCUMENT, "mq:name", '"a"@en'),
    _gone("Document", "document-language", DOCUMENT, "dcterms:language"),
    _set(("Document", "document-language", "MaxCount"), DOCUMENT, "dcterms:language", '"ar"', '"en"'),
    _set(("Document", "document-language", "Pattern"), DOCUMENT, "dcterms:language", '"Arabic"'),
    _gone("Document", "document-extractor", DOCUMENT, "mq:extractor"),
    _set(("Document", "document-extractor", "MaxCount"), DOCUMENT, "mq:extractor", '"a"', '"b"'),
    _set(("Document", "document-extractor", "MinLength"), DOCUMENT, "mq:extractor", '""'),
    _set(("Document", "document-title", "MaxCount"), DOCUMENT, "dcterms:title", '"a"', '"b"'),
    _set(("Document", "document-source", "MaxCount"), DOCUMENT, "dcterms:source", '"a"', '"b"'),
    _set(
        ("Document", "document-issued", "MaxCount"),
        DOCUMENT,
        "dcterms:issued",
        '"2018"^^xsd:gYear',
        '"2019"^^xsd:gYear',
    ),
    *_bad_dates("Document", "document-issued", DOCUMENT, "dcterms:issued"),
]


def _span_breaches() -> list[Breach]:
    cry, name, clause = span(0, 4), span(5, 10), span(0, 53)
    renamed = (
        f"DELETE {{ ?s ?p {name} . {name} ?q ?o }} INSERT {{ ?s ?p :word . :word ?q ?o }} "
        f"WHERE {{ {{ ?s ?p {name} }} UNION {{ {name} ?q ?o }} }}"
    )
    return [
        _gone("Span", "span-start", name, "oa:start"),
        _set(("Span", "span-start", "Datatype"), name, "oa:start", "5.0"),
        _added(("Span", "span-start", "MinInclusive"), span(-1, 4), f"{_new_span(-1, 4, 'x')}"),
        _gone("Span", "span-end", name, "oa:end"),
        _set(("Span", "span-end", "Datatype"), name, "oa:end", '"10"'),
        _gone("Span", "span-exact", name, "oa:exact"),
        _set(("Span", "span-exact", "Datatype"), name, "oa:exact", '"روسيا"@ar'),
        _gone("Span", "span-document", name, "mq:inDocument"),
        _set(("Span", "span-document-known", "Class"), name, "mq:inDocument", ":nowhere"),
        _added(("Span", "span-order", "SPARQL"), span(7, 7), _new_span(7, 7, "")),
        _added(("Span", "span-order", "SPARQL"), span(9, 7), _new_span(9, 7, "")),
        _added(("Span", "span-inside", "SPARQL"), span(140, 145), _new_span(140, 145, "م. 🕊")),
        _set(("Span", "span-quote", "SPARQL"), name, "oa:exact", '"روسيه"'),
        _set(("Span", "span-quote", "SPARQL"), cry, "oa:exact", '"طردت "'),
        _set(("Span", "span-quote", "SPARQL"), clause, "oa:exact", '""'),
        Breach("Span", "span-iri", "SPARQL", ":word", renamed),
    ]


def _new_span(start: int, end: int, exact: str) -> str:
    return (
        f'{span(start, end)} a mq:Span ; oa:start {start} ; oa:end {end} ; oa:exact "{exact}" ; '
        f"mq:inDocument {DOCUMENT}"
    )


CLAIM = [
    _gone("Claim", "claim-claimant", ":allegation", "mq:claimant"),
    _set(("Claim", "claim-claimant", "MaxCount"), ":allegation", "mq:claimant", ":ukraine", ":russia"),
    _set(("Claim", "claim-claimant-known", "Node"), ":allegation", "mq:claimant", ":nobody"),
    _added(
        ("Claim", "claim-content", "MinCount"),
        ":rumour",
        f":rumour a mq:Claim ; mq:claimant :russia ; mq:evidence {span(0, 53)}",
    ),
    _set(("Claim", "claim-content", "MaxCount"), ":allegation", "mq:content", ":shelling", ":accession"),
    *(
        _added(
            ("Claim", "claim-content-known", "Node"),
            ":rumour",
            f":rumour a mq:Claim ; mq:claimant :russia ; mq:content {content} ; mq:evidence {span(0, 53)}",
        )
        for content in (":nothing", ":russia")
    ),
    _set(("Claim", "claim-speech-act", "MaxCount"), ":allegation", "mq:speechAct", '"a"', '"b"'),
    _set(("Claim", "claim-speech-act", "Datatype"), ":allegation", "mq:speechAct", '"زعمت"@ar'),
    _set(("Claim", "claim-distanced", "MaxCount"), ":allegation", "mq:distanced", "true", "false"),
    _set(("Claim", "claim-distanced", "Datatype"), ":allegation", "mq:distanced", '"true"'),
    *_evidence("Claim", ":allegation"),
]

INSTRUMENT = [
    Breach(
        "Instrument",
        "instrument-kind",
        "QualifiedMinCount",
        TREATY,
        f"DELETE DATA {{ {TREATY} a mq:Treaty }} ; DELETE WHERE {{ :signature ?p ?o }} ; "
        f"INSERT DATA {{ {TREATY} a mq:Instrument }}",
    ),
    _added(("Instrument", "instrument-kind", "QualifiedMaxCount"), TREATY, f"{TREATY} a mq:Charter"),
    *_names("Instrument", TREATY),
    _set(("Instrument", "party-known", "Node"), TREATY, "mq:party", ":atlantis"),
    Breach("Instrument", "instrument-evidence", "SPARQL", TREATY, f"DELETE WHERE {{ {TREATY} mq:evidence ?value }}"),
    _set(("Instrument", "evidence-span", "Class"), TREATY, "mq:evidence", ":nowhere"),
    _gone("TreatyParticipation", "participation-instrument", ":signature", "mq:instrument"),
    _set(
        ("TreatyParticipation", "participation-instrument", "MaxCount"),
        ":signature",
        "mq:instrument",
        TREATY,
        ':other . :other a mq:Charter ; skos:prefLabel "a charter"@en',
    ),
    _set(("TreatyParticipation", "participation-instrument-known", "Node"), ":signature", "mq:instrument", ":paper"),
    _set(("TreatyParticipation", "participation-instrument-known", "Node"), ":signature", "mq:instrument", ":russia"),
    _gone("TreatyParticipation", "participation-participant", ":signature", "mq:participant"),
    _set(
        ("TreatyParticipation", "participation-participant", "MaxCount"),
        ":signature",
        "mq:participant",
        ":russia",
        ":ukraine",
    ),
    _set(
        ("TreatyParticipation", "participation-participant-known", "Node"), ":signature", "mq:participant", ":atlantis"
    ),
    _gone("TreatyParticipation", "participation-action", ":signature", "mq:treatyAction"),
    _set(
        ("TreatyParticipation", "participation-action", "MaxCount"),
        ":signature",
        "mq:treatyAction",
        "treaty-action:signed",
        "treaty-action:ratified",
    ),
    _set(
        ("TreatyParticipation", "participation-action", "Pattern"), ":signature", "mq:treatyAction", "modality:asserted"
    ),
    _set(("TreatyParticipation", "evidence-span", "Class"), ":signature", "mq:evidence", ":nowhere"),
]

DISPUTE = [
    *_names("Dispute", ":dispute"),
    _gone("Dispute", "dispute-party", ":dispute", "mq:party"),
    _set(("Dispute", "party-known", "Node"), ":dispute", "mq:party", ":russia", ":atlantis"),
    _gone("Dispute", "dispute-issue", ":dispute", "mq:issue"),
    _set(("Dispute", "dispute-issue", "In"), ":dispute", "mq:issue", "issue:weather"),
    _set(("Dispute", "dispute-hostility", "MaxCount"), ":dispute", "mq:hostility", "hostility:none", "hostility:war"),
    _set(("Dispute", "dispute-hostility", "In"), ":dispute", "mq:hostility", "hostility:fury"),
    *_evidence("Dispute", ":dispute"),
]

RELATION = [
    _gone("Relation", "relation-subject", ":membership", "rdf:subject"),
    _added(
        ("Relation", "relation-subject", "MaxCount"),
        ":membership",
        ":membership rdf:subject :ukraine . :ukraine mq:memberOf :russia",
    ),
    _added(
        ("Relation", "relation-subject-known", "Node"),
        ":other",
        f":other a mq:Relation ; rdf:subject :nobody ; rdf:predicate mq:headOf ; rdf:object :russia ; "
        f"mq:evidence {span(0, 53)} . :nobody mq:headOf :russia",
    ),
    _gone("Relation", "relation-predicate", ":membership", "rdf:predicate"),
    _added(
        ("Relation", "relation-predicate", "MaxCount"),
        ":membership",
        ":membership rdf:predicate mq:headOf . :minister mq:headOf :russia",
    ),
    _added(
        ("Relation", "relation-predicate", "In"),
        ":other",
        f":other a mq:Relation ; rdf:subject :minister ; rdf:predicate mq:adores ; rdf:object :russia ; "
        f"mq:evidence {span(0, 53)} . :minister mq:adores :russia",
    ),
    _gone("Relation", "relation-object", ":membership", "rdf:object"),
    _added(
        ("Relation", "relation-object", "MaxCount"),
        ":membership",
        ":membership rdf:object :ukraine . :minister mq:memberOf :ukraine",
    ),
    _added(
        ("Relation", "relation-object-known", "Node"),
        ":other",
        f":other a mq:Relation ; rdf:subject :minister ; rdf:predicate mq:headOf ; rdf:object :atlantis ; "
        f"mq:evidence {span(0, 53)} . :minister mq:headOf :atlantis",
    ),
    _added(
        ("Relation", "relation-other", "Disjoint"),
        ":other",
        f":other a mq:Relation ; rdf:subject :russia ; rdf:predicate mq:alliedWith ; rdf:object :russia ; "
        f"mq:evidence {span(0, 53)} . :russia mq:alliedWith :russia",
    ),
    Breach("Relation", "relation-shortcut", "SPARQL", ":membership", "DELETE DATA { :minister mq:memberOf :russia }"),
    *_evidence("Relation", ":membership"),
]

EVENTUALITY = [
    _added(("Eventuality", "event-kind", "QualifiedMaxCount"), ":expulsion", ":expulsion a mq:ClaimedEvent"),
    _added(("Eventuality", "event-kind", "QualifiedMaxCount"), ":expulsion", ":expulsion a mq:UnrealizedEvent"),
    _added(("Eventuality", "event-kind", "QualifiedMaxCount"), ":accession", ":accession a mq:Event"),
    _added(("Eventuality", "event-kind", "QualifiedMaxCount"), ":shelling", ":shelling a mq:UnrealizedEvent"),
    _gone("Eventuality", "event-class", ":expulsion", "mq:eventClass"),
    _set(("Eventuality", "event-class", "MaxCount"), ":accession", "mq:eventClass", "class:SUPPORT", "class:AID"),
    _set(("Eventuality", "event-class", "In"), ":accession", "mq:eventClass", "class:FIGHT"),
    _set(
        ("Eventuality", "event-mode", "MaxCount"),
        ":expulsion",
        "mq:mode",
        "mode:SANCTION-expel",
        "mode:SANCTION-convict",
    ),
    _set(("Eventuality", "event-mode", "In"), ":expulsion", "mq:mode", "mode:SANCTION-frown"),
    _set(("Mode", "event-mode-of-class", "SPARQL"), ":expulsion", "mq:mode", "mode:COERCE-deport"),
    _set(("Mode", "event-mode-of-class", "SPARQL"), ":expulsion", "mq:mode", "mode:RETREAT-withdraw"),
    _gone("Eventuality", "event-modality", ":expulsion", "mq:modality"),
    _set(
        ("Eventuality", "event-modality", "MaxCount"),
        ":accession",
        "mq:modality",
        "modality:planned",
        "modality:negated",
    ),
    _set(("Eventuality", "event-modality", "In"), ":accession", "mq:modality", "modality:wished"),
    *(
        _set(("Eventuality", "event-modality-of-kind", "SPARQL"), node, "mq:modality", f"modality:{modality}")
        for node, modality in (
            (":expulsion", "claimed"),
            (":expulsion", "planned"),
            (":expulsion", "hypothetical"),
            (":expulsion", "attempted"),
            (":expulsion", "negated"),
            (":shelling", "asserted"),
            (":shelling", "planned"),
            (":accession", "asserted"),
            (":accession", "claimed"),
        )
    ),
    Breach("ClaimedEvent", "event-claim", "SPARQL", ":shelling", "DELETE WHERE { :allegation ?p ?o }"),
    _set(("Eventuality", "event-actor", "Node"), ":expulsion", "mq:actor", ":atlantis"),
    _set(("Eventuality", "event-actor", "Node"), ":expulsion", "mq:actor", ":moscow"),
    _set(("Eventuality", "event-recipient", "Node"), ":expulsion", "mq:recipient", ":atlantis"),
    _set(
        ("Eventuality", "event-place", "MaxCount"),
        ":expulsion",
        "mq:place",
        ':moscow , :kyiv . :kyiv a mq:Place ; rdfs:label "Kyiv"',
    ),
    _set(("Eventuality", "event-place-known", "Class"), ":expulsion", "mq:place", ":russia"),
    _set(("Eventuality", "event-dispute", "Class"), ":expulsion", "mq:partOfDispute", ":russia"),
    _added(
        ("PartOfDispute", "dispute-event-known", "QualifiedMinCount"), ":rumour", ":rumour mq:partOfDispute :dispute"
    ),
    _gone("Eventuality", "event-trigger", ":expulsion", "mq:trigger"),
    _set(("Eventuality", "event-trigger", "MaxCount"), ":expulsion", "mq:trigger", span(0, 4), span(5, 10)),
    _set(("Eventuality", "event-trigger-span", "Class"), ":expulsion", "mq:trigger", ":nowhere"),
    _gone("Eventuality", "event-evidence", ":expulsion", "mq:evidence"),
    _set(("Eventuality", "event-evidence", "MaxCount"), ":expulsion", "mq:evidence", span(0, 53), span(0, 4)),
    _set(("Eventuality", "evidence-span", "Class"), ":expulsion", "mq:evidence", ":nowhere"),
    _set(("Eventuality", "event-trigger-in-evidence", "SPARQL"), ":expulsion", "mq:trigger", span(79, 83)),
    _set(("Eventuality", "event-trigger-in-evidence", "SPARQL"), ":expulsion", "mq:evidence", span(5, 10)),
    _set(("Eventuality", "event-confidence", "MaxCount"), ":expulsion", "mq:confidence", "0.9", "0.8"),
    _set(("Eventuality", "event-confidence", "Datatype"), ":expulsion", "mq:confidence", "0.9e0"),
    _set(("Eventuality", "event-confidence", "MinInclusive"), ":expulsion", "mq:confidence", "-0.1"),
    _set(("Eventuality", "event-confidence", "MaxInclusive"), ":expulsion", "mq:confidence", "1.1"),
    _set(("Eventuality", "event-rationale", "MaxCount"), ":expulsion", "mq:rationale", '"a"', '"b"'),
    _set(("Eventuality", "event-rationale", "Datatype"), ":expulsion", "mq:rationale", '"a"@en'),
    _gone("Confidence", "event-reason", ":expulsion", "mq:rationale"),
]

JUDGEMENT = [
    _gone("IdentityJudgement", "judgement-judged", ":judgement", "mq:judged"),
    _added(("IdentityJudgement", "judgement-judged", "MaxCount"), ":judgement", ":judgement mq:judged :minister"),
    _set(("IdentityJudgement", "judgement-judged", "NodeKind"), ":judgement", "mq:judged", ":russia", '"Ukraine"'),
    _gone("IdentityJudgement", "judgement-verdict", ":judgement", "mq:verdict"),
    _added(("IdentityJudgement", "judgement-verdict", "MaxCount"), ":judgement", ":judgement mq:verdict verdict:same"),
    _set(("IdentityJudgement", "judgement-verdict", "In"), ":judgement", "mq:verdict", "verdict:perhaps"),
    _set(("IdentityJudgement", "judgement-time", "MaxCount"), ":judgement", "mq:judgedAt",
         '"2018-03-27T10:00:00Z"^^xsd:dateTime', '"2018-03-28T10:00:00Z"^^xsd:dateTime'),
    _set(("IdentityJudgement", "judgement-time", "Datatype"), ":judgement", "mq:judgedAt", '"2018-03-27"^^xsd:date'),
    _gone("IdentityJudgement", "judgement-time", ":judgement", "mq:judgedAt"),
    *(
        breach
        for constraint, predicate in (("judgement-reason", "mq:rationale"), ("judgement-author", "mq:judgedBy"))
        for breach in (
            _gone("IdentityJudgement", constraint, ":judgement", predicate),
            _set(("IdentityJudgement", constraint, "MaxCount"), ":judgement", predicate, '"a"', '"b"'),
            _set(("IdentityJudgement", constraint, "Datatype"), ":judgement", predicate, '"a"@en'),
            _set(("IdentityJudgement", constraint, "MinLength"), ":judgement", predicate, '""'),
        )
    ),
]  # fmt: skip

BREACHES = (
    *ACTOR, *TENURE, *PLACE, *DATE, *DOCUMENT_BREACHES, *_span_breaches(), *CLAIM, *INSTRUMENT, *DISPUTE, *RELATION,
    *EVENTUALITY, *JUDGEMENT,
)  # fmt: skip
"""All of them."""
