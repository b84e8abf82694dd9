"""What the JSON of all resources shares: references with a name in the client's language, and the words as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import pyoxigraph as ox
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.http.negotiation import Languages
from graph.views import values


class Model(BaseModel):
    """Base of all models: fields in camelCase, spelt as in the ontology where it has the term."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_name=True, frozen=True, use_attribute_docstrings=True, extra="forbid"
    )


class Reference(Model):
    """Another resource, with its name in the best language there is."""

    id: Annotated[str, Field(examples=["russia"])]
    """The last part of its IRI, which is also its id in a path such as `/actors/{id}`."""
    iri: Annotated[str, Field(examples=["https://w3id.org/mithaq/id/actor/russia"])]
    """Its IRI."""
    type: Annotated[str | None, Field(examples=["State"])] = None
    """Local name of its class; null where the graph says nothing of it."""
    label: Annotated[str | None, Field(examples=["روسيا"])] = None
    """Its name; null where the graph has none."""
    language: Annotated[str | None, Field(examples=["ar"])] = None
    """Language of the name: the first of those asked for that it has, else English, else Arabic, else any."""

    @classmethod
    def of(cls, reference: values.Reference, languages: Languages) -> Reference:
        """Name a reference in the best language."""
        label = languages.name(reference)
        return cls(
            id=key_of(reference.iri),
            iri=reference.iri.value,
            type=local_name(reference.types[-1]) if reference.types else None,
            label=label.value if label else None,
            language=label.language if label else None,
        )

    @classmethod
    def of_all(cls, references: Iterable[values.Reference], languages: Languages) -> tuple[Reference, ...]:
        """Name references."""
        return tuple(cls.of(reference, languages) for reference in references)

    @classmethod
    def of_one(cls, reference: values.Reference | None, languages: Languages) -> Reference | None:
        """Name a reference that may be missing."""
        return None if reference is None else cls.of(reference, languages)


class Evidence(Model):
    """The words behind a statement."""

    iri: str
    """IRI of the span: the document's with `#char=start,end` (RFC 5147)."""
    document: Reference
    """The document that says so."""
    start: Annotated[int, Field(ge=0, examples=[1374])]
    """First code point of the quote in the document's text, from 0."""
    end: Annotated[int, Field(ge=0, examples=[1447])]
    """Code point after the last."""
    exact: Annotated[str, Field(examples=["إعلان طرد ثمانية أعضاء من البعثة التمثيلية الروسية داخل المنظمة"])]
    """The quote, letter for letter."""

    @classmethod
    def of(cls, evidence: values.Evidence, languages: Languages) -> Evidence:
        """Render evidence."""
        return cls(
            iri=evidence.span.value,
            document=Reference.of(evidence.document, languages),
            start=evidence.start,
            end=evidence.end,
            exact=evidence.exact,
        )

    @classmethod
    def of_one(cls, evidence: values.Evidence | None, languages: Languages) -> Evidence | None:
        """Render evidence that may be missing."""
        return None if evidence is None else cls.of(evidence, languages)

    @classmethod
    def of_all(cls, evidence: Iterable[values.Evidence], languages: Languages) -> tuple[Evidence, ...]:
        """Render several pieces of evidence."""
        return tuple(cls.of(words, languages) for words in evidence)


class Collection(Model):
    """What every list says of itself."""

    total: Annotated[int, Field(ge=0)]
    """How many there are on all pages together."""
    next: str | None
    """The next page, also in the header `Link`; null on the last."""


def key_of(iri: ox.NamedNode) -> str:
    """The last part of an IRI.

    >>> key_of(ox.NamedNode("https://w3id.org/mithaq/id/actor/russia"))
    'russia'
    """
    return local_name(iri)


def local_name(iri: ox.NamedNode) -> str:
    """What follows the last slash or hash of an IRI.

    >>> local_name(ox.NamedNode("https://w3id.org/mithaq/ontology#State"))
    'State'
    """
    return iri.value.replace("#", "/").rpartition("/")[2]
