"""The JSON of documents: as they are listed, read, posted and judged."""

from __future__ import annotations

from typing import Annotated

import pyoxigraph as ox
from pydantic import Field

from api.http.negotiation import Languages
from api.models.common import Collection, Model, Reference, key_of
from graph.views import values
from shapes.report import ValidationReport, ValidationResult


class DocumentSummary(Model):
    """What is known about a document."""

    id: Annotated[str, Field(examples=["0e8a1f2b3c4d5e6f"])]
    iri: str
    name: Annotated[str | None, Field(examples=["russia-nato"])]
    title: Annotated[str | None, Field(examples=["العلاقات الثنائية بين روسيا والناتو تتأزم من جديد"])]
    language: Annotated[str | None, Field(examples=["ar"])]
    """ISO 639-1 code."""
    issued: str | None
    """Date of publication."""
    source: str | None
    extractor: str | None
    """Who or what read it."""

    @classmethod
    def of_view(cls, view: values.DocumentView) -> DocumentSummary:
        """Render what is known about a document."""
        return cls(
            id=key_of(view.reference.iri),
            iri=view.reference.iri.value,
            name=view.name,
            title=view.title,
            language=view.language,
            issued=view.issued,
            source=view.source,
            extractor=view.extractor,
        )


class Span(Model):
    """A stretch of a document's text with the thing that it mentions, names or proves."""

    iri: str
    start: int
    """First code point, from 0."""
    end: int
    """Code point after the last."""
    exact: str
    property: Annotated[str, Field(examples=["evidence"])]
    """How the thing refers to the span: `mention` (an actor), `trigger` (an event) or `evidence`."""
    resource: Reference
    """The thing."""


class ClassCount(Model):
    """The things of one class that a document tells of."""

    class_: Annotated[Reference, Field(alias="class")]
    count: int
    new: int
    """Those that no other document and no register says anything about: what the document added to the graph."""


class Document(DocumentSummary):
    """A document with its text, all that it says where, and what it added to the graph."""

    text: str | None
    spans: tuple[Span, ...]
    contents: tuple[ClassCount, ...]

    @classmethod
    def of_whole(cls, view: values.DocumentView, languages: Languages) -> Document:
        """Render a document."""
        return cls(
            **dict(DocumentSummary.of_view(view)),
            text=view.text,
            spans=tuple(
                Span(
                    iri=span.span.value,
                    start=span.start,
                    end=span.end,
                    exact=span.exact,
                    property=span.property,
                    resource=Reference.of(span.resource, languages),
                )
                for span in view.spans
            ),
            contents=tuple(
                ClassCount(class_=Reference.of(each.class_, languages), count=each.count, new=each.new)
                for each in view.contents
            ),
        )


class DocumentList(Collection):
    """Documents, by name."""

    documents: tuple[DocumentSummary, ...]


class PostedDocument(Model):
    """A document to read into the graph."""

    text: Annotated[str, Field(min_length=1, examples=["طردت روسيا ثمانية دبلوماسيين من بعثة الناتو."])]
    """The text, as it is to be quoted: every offset counts its code points."""
    name: Annotated[str, Field(min_length=1, max_length=200, examples=["expulsions"])] = "document"
    language: Annotated[str | None, Field(examples=["ar"])] = None
    """ISO 639-1 code; identified from the text where it is not given."""
    published: Annotated[str | None, Field(examples=["2018-03-27"])] = None
    """Date of publication in EDTF: it completes dates without a year."""
    title: str | None = None
    source: str | None = None


class Found(Model):
    """How many of each an extractor found in a document."""

    actors: int
    mentions: int
    events: int
    treaties: int
    disputes: int
    relations: int


class AdmittedDocument(DocumentSummary):
    """A document that is now in the graph."""

    found: Found
    added: int
    """Triples that the graph gained; 0 where it held the same already."""
    removed: int
    """Triples that the graph lost, where the document was read otherwise before."""


class Finding(Model):
    """One thing that breaks one constraint of the shapes."""

    severity: Annotated[str, Field(examples=["Violation"])]
    focus_node: str
    path: str | None
    value: str | None
    message: Annotated[dict[str, str], Field(examples=[{"en": "An event has evidence.", "ar": "للحدث دليل."}])]
    shape: str

    @classmethod
    def of(cls, result: ValidationResult) -> Finding:
        """Render a result of the gate."""
        return cls(
            severity=result.severity.value,
            focus_node=_text(result.focus_node),
            path=None if result.path is None else result.path.value,
            value=None if result.value is None else _text(result.value),
            message={"en": result.message_en, "ar": result.message_ar},
            shape=result.shape.value,
        )


class Validation(Model):
    """What the gate says of a graph."""

    conforms: bool
    """Whether nothing is a violation."""
    results: tuple[Finding, ...]

    @classmethod
    def of(cls, report: ValidationReport) -> Validation:
        """Render a report."""
        return cls(conforms=report.conforms, results=tuple(Finding.of(result) for result in report.results))


def _text(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
