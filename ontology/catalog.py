"""The vocabulary, the code lists and the register, read from Turtle into one frozen catalog.

Read with pyoxigraph: rdflib takes about fifty times as long for the same files.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode, Quad

from ontology.errors import IdentifierError, LexiconError
from ontology.gazetteer import Name, NameKind, RegisterActor, RegisterTreaty, Tenure
from ontology.register_reading import ACTOR_BASE, TENURE_BASE, TREATY_BASE, read_actor, read_tenure, read_treaty
from ontology.terms import CODE_NAMESPACE, MITHAQ, ONTOLOGY_GRAPH, RDF, RDFS, REGISTER_GRAPH, SKOS
from ontology.turtle import Description, describe, parse_turtle

__all__ = ["Catalog", "Code", "Name", "NameKind", "RegisterActor", "RegisterTreaty", "Tenure", "load_catalog"]

ONTOLOGY_FILES: Final = ("mithaq.ttl", "codes.ttl", "alignments.ttl", "examples.ttl")
"""The files of the ontology's named graph, in the order in which they are read."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a code list.

    Attributes:
        scheme: local name of its list, such as `mode`.
        notation: the code as annotations write it, such as `expel`.
        labels: name by language.
        definitions: definition by language.
        broader: the code that it belongs to: the event class of a mode, None for most.
        quad_class: of an event class, its quad class.
        cooperation_score: of an event class, -10 (hostile) to 10 (friendly).
    """

    iri: NamedNode
    scheme: str
    notation: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    broader: NamedNode | None = None
    quad_class: NamedNode | None = None
    cooperation_score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """What the files say, in an order that does not change between loads.

    Attributes:
        actors: by slug, in order of slugs.
        treaties: by slug, in order of slugs.
        tenures: in order of slugs.
        codes: by IRI, in the order of the files.
        digest: SHA-256 of the files, in hex: the same digest is the same ontology and register.
    """

    actors: Mapping[str, RegisterActor]
    treaties: Mapping[str, RegisterTreaty]
    tenures: tuple[Tenure, ...]
    codes: Mapping[NamedNode, Code]
    _term_labels: Mapping[NamedNode, Mapping[str, str]]
    _ontology: tuple[Quad, ...]
    _register: tuple[Quad, ...]
    digest: str

    def labels(self, term: NamedNode) -> Mapping[str, str]:
        """The names by language (`en`, `ar`) of a code, or of a class or property of the vocabulary.

        Raises:
            IdentifierError: if the ontology has no such code or term.
        """
        if term in self.codes:
            return self.codes[term].labels
        if term in self._term_labels:
            return self._term_labels[term]
        raise IdentifierError(f"<{term.value}> is no code and no term of the ontology; see mithaq.ttl and codes.ttl")

    def code_list(self, scheme: str) -> tuple[Code, ...]:
        """The codes of a list such as `event` or `modality`, in the order of the file.

        Raises:
            IdentifierError: if there is no such list.
        """
        found = tuple(code for code in self.codes.values() if code.scheme == scheme)
        if not found:
            schemes = ", ".join(sorted({code.scheme for code in self.codes.values()}))
            raise IdentifierError(f"there is no code list {scheme!r}; there are {schemes}")
        return found

    def unknown_references(self) -> tuple[tuple[str, str], ...]:
        """Each reference of the register to an actor that it does not hold: slug of the entry, slug that is missing."""
        named = [
            *((slug, other) for slug, one in self.actors.items() for other in (*one.part_of, *one.successors)),
            *((slug, one.country) for slug, one in self.actors.items() if one.country is not None),
            *((slug, party) for slug, one in self.treaties.items() for party in one.parties),
            *((one.slug, other) for one in self.tenures for other in (one.holder, one.of)),
        ]
        return tuple(sorted({(slug, other) for slug, other in named if other not in self.actors}))

    def quads_ontology(self) -> tuple[Quad, ...]:
        """The named graph of the ontology: vocabulary, code lists and alignments."""
        return self._ontology

    def quads_register(self) -> tuple[Quad, ...]:
        """The named graph of the register."""
        return self._register


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read the ontology and the register; the caller keeps the result.

    Args:
        folder: holds the files of the ontology and `register/*.ttl`; this room unless given.

    Raises:
        LexiconError: if a file is missing or is no Turtle, or an entry of the register breaks its rules; the message
            names file and line. References to actors that are not in the register are left to the register's tests.
    """
    vocabulary, lists = _find_files(folder)
    ontology = [(path, parse_turtle(path, ONTOLOGY_GRAPH)) for path in vocabulary]
    register = [(path, parse_turtle(path, REGISTER_GRAPH)) for path in lists]
    terms = describe(ontology)
    entries = describe(register)
    actors = [read_actor(entry) for iri, entry in entries.items() if iri.value.startswith(ACTOR_BASE)]
    treaties = [read_treaty(entry) for iri, entry in entries.items() if iri.value.startswith(TREATY_BASE)]
    tenures = [read_tenure(entry) for iri, entry in entries.items() if iri.value.startswith(TENURE_BASE)]
    codes = [_read_code(entry) for entry in terms.values() if SKOS.Concept in entry.values.get(RDF.type, ())]
    return Catalog(
        actors=MappingProxyType({actor.slug: actor for actor in sorted(actors, key=lambda actor: actor.slug)}),
        treaties=MappingProxyType({treaty.slug: treaty for treaty in sorted(treaties, key=lambda one: one.slug)}),
        tenures=tuple(sorted(tenures, key=lambda tenure: tenure.slug)),
        codes=MappingProxyType({found.iri: found for found in codes}),
        _term_labels=MappingProxyType(
            {iri: MappingProxyType(e.by_language(RDFS.label)) for iri, e in terms.items() if RDFS.label in e.values}
        ),
        _ontology=tuple(quad for _, quads in ontology for quad in quads),
        _register=tuple(quad for _, quads in register for quad in quads),
        digest=digest_catalog(folder),
    )


def digest_catalog(folder: Path | None = None) -> str:
    """The digest of the catalog that `load_catalog` would read, in a hundredth of the time.

    Raises:
        LexiconError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in chain(*_find_files(folder)):
        try:
            digest.update(path.read_bytes())
        except OSError as error:
            raise LexiconError(f"{path} cannot be read: {error}") from error
    return digest.hexdigest()


def _find_files(folder: Path | None) -> tuple[list[Path], list[Path]]:
    """The files of the ontology and those of the register."""
    folder = folder or Path(__file__).parent
    return [folder / name for name in ONTOLOGY_FILES], sorted((folder / "register").glob("*.ttl"))


def _read_code(entry: Description) -> Code:
    """A code from its description; its IRI says its list."""
    scheme = re.match(rf"{re.escape(CODE_NAMESPACE)}([a-z-]+)/.", entry.subject.value)
    notation = entry.string(SKOS.notation)
    if scheme is None or notation is None:
        raise entry.fault(f"must have a skos:notation and an IRI <{CODE_NAMESPACE}LIST/CODE>")
    score = entry.string(MITHAQ.cooperationScore)
    return Code(
        iri=entry.subject,
        scheme=scheme[1],
        notation=notation,
        labels=MappingProxyType(entry.by_language(SKOS.prefLabel)),
        definitions=MappingProxyType(entry.by_language(SKOS.definition)),
        broader=entry.resource(SKOS.broader),
        quad_class=entry.resource(MITHAQ.quadClass),
        cooperation_score=None if score is None else Decimal(score),
    )
