"""Documents: what is there, one with its text and spans, and posting one into the graph."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.access.authorisation import require_scope
from api.errors import BodyError, MediaTypeError, RefusedError, UnavailableError
from api.formats import Scope
from api.http.negotiation import HTML, JSON, Languages
from api.http.paging import link_header
from api.http.preconditions import Preconditions, find_state
from api.http.representation import RESOURCE_FORMATS, VARY, Representation
from api.models.documents import (
    AdmittedDocument,
    Document,
    DocumentList,
    DocumentSummary,
    Found,
    PostedDocument,
)
from api.pages.document import render_document, render_documents
from api.requests.asking import Asking
from api.requests.bodies import media_type_of, read_body
from api.requests.context import Context, Listing
from api.requests.description import describe_answers, describe_body, describe_errors
from api.requests.kinds import DOCUMENT
from api.requests.parameters import Paged, Representable
from api.service import Service
from extraction.text.decoding import decode_text
from extraction.text.reading import Metadata, read_content, read_text
from graph.admission import Admission, admit, remove_document
from graph.annotations import read_annotation
from graph.queries import string
from graph.views import find_iris, view_document, view_documents, view_events
from graph.views.values import DocumentView
from ontology.annotation_rendering import render_annotation
from ontology.model import Annotation
from ontology.model import Document as ReadDocument

router = APIRouter(tags=["documents"])
DocumentId = Annotated[str, Path(alias="id", description="Last part of the document's IRI.")]

_PAGE_EVENTS = 500
_TEXT, _HTML, _PDF = "text/plain", "text/html", "application/pdf"
_SUFFIXES = {_TEXT: ".txt", _HTML: ".html", _PDF: ".pdf"}
_ACCEPTED = (_TEXT, _HTML, _PDF, JSON.media_type)


class DocumentSearch(Paged):
    """Which documents."""

    language: Annotated[str | None, StringConstraints(pattern="^[a-z]{2,3}$"), Field(examples=["ar"])] = None
    """ISO 639-1 code."""


class PostedMetadata(BaseModel):
    """What is known about a document that is posted as text, HTML or PDF; JSON carries it in the body."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    name: Annotated[str | None, StringConstraints(min_length=1, max_length=200), Field(examples=["russia-nato"])] = None
    """What the document is called."""
    language: Annotated[str | None, Field(examples=["ar"])] = None
    """ISO 639-1 code; identified from the text where it is not given."""
    published: Annotated[str | None, Field(examples=["2018-03-27"])] = None
    """Date of publication in EDTF."""
    title: str | None = None
    source: str | None = None


def _body_description() -> dict[str, Any]:
    text = {"schema": {"type": "string", "pattern": r"\S"}}
    binary = {"schema": {"type": "string", "format": "binary"}}
    posted = {"schema": describe_body(PostedDocument)}
    return {
        "requestBody": {"required": True, "content": {JSON.media_type: posted, _TEXT: text, _HTML: text, _PDF: binary}}
    }


@router.get("/documents", response_model=DocumentList, responses=describe_answers(404, 406, 422))
def list_documents(asked: Annotated[DocumentSearch, Query()], context: Asking) -> Response:
    """The documents of the graph, by name."""
    return context.respond_list(
        asked,
        Listing("documents", ("document",), view_documents, _render_documents, render_documents),
        language=None if asked.language is None else string(asked.language),
    )


@router.get("/documents/{id}", response_model=Document, responses=describe_answers(404, 406, 422))
def read_one_document(key: DocumentId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """A document with its text, every span that mentions an actor or proves a statement, and what it added."""
    chosen, languages = context.choose(asked, (*RESOURCE_FORMATS, HTML)), context.languages(asked)
    iri = context.find(DOCUMENT, key)
    state = find_state(context.store, iri)
    view, description = view_document(context.store, iri)

    def page() -> str:
        events = find_iris(context.store, "events", after=None, limit=_PAGE_EVENTS, document=iri)
        return render_document(view, view_events(context.store, events.views)[0], languages)

    response = Representation(
        model=lambda: Document.of_whole(view, languages),
        triples=lambda: description.triples,
        queries=("document", "document-text", "document-spans", "document-contents", "labels"),
        page=page,
    ).respond(chosen)
    response.headers["etag"] = state or ""
    return response


@router.get(
    "/documents/{id}/annotation",
    response_model=dict[str, object],
    responses=describe_answers(404, 406, 422, formats=()),
)
def read_document_annotation(key: DocumentId, asked: Annotated[Representable, Query()], context: Asking) -> Response:
    """What a document says, as the annotation that `mithaq extract` prints: to correct by hand and load again."""
    context.choose(asked, (JSON,))
    annotation = read_annotation(context.store, context.find(DOCUMENT, key))
    body = json.dumps(render_annotation(annotation), ensure_ascii=False)
    headers = {**VARY, **link_header([(f"/queries/{name}", "describedby") for name in ("document-graph", "labels")])}
    return Response(body, headers=headers, media_type=JSON.media_type)


@router.post(
    "/documents",
    response_model=AdmittedDocument,
    status_code=201,
    responses={
        200: {"description": "The graph held the same already.", "model": AdmittedDocument},
        **describe_errors(400, 401, 403, 413, 415, 422, 501, 503),
    },
    openapi_extra=_body_description(),
)
async def post_document(request: Request, known: Annotated[PostedMetadata, Query()], context: Asking) -> Response:
    """Read a document, pass what it says through the gate, and write it to the graph in one transaction.

    Answers 201 with what was found; 200 where the graph held the same already; 422 with the gate's report, and nothing
    written, where it is not well formed.
    """
    await require_scope(request, context.service.tokens, Scope.WRITE)
    media_type = media_type_of(request)
    if media_type not in _ACCEPTED:
        named = media_type or "a body without a Content-Type"
        raise MediaTypeError(f"{named} is not read here", accepted=_ACCEPTED)
    service = context.service
    content = await read_body(request, limit=service.settings.max_document_bytes)
    annotation = await _extract(service, media_type, content, known)
    base = service.settings.base_iri
    admission = await service.writer.write(
        lambda: admit(annotation, service.store, gate=service.gate, base=base, flush=False)
    )
    if not admission.admitted:
        name = annotation.document.name
        raise RefusedError(f"{name} was refused by the gate; nothing was written", report=admission.report)
    return await run_in_threadpool(_admitted, context, annotation, admission)


@router.delete(
    "/documents/{id}",
    status_code=204,
    response_class=Response,
    responses=describe_errors(401, 403, 404, 412, 503),
)
async def delete_document(request: Request, key: DocumentId, context: Asking) -> Response:
    """Take a document out of the graph, with all that only it says."""
    service = context.service
    await require_scope(request, service.tokens, Scope.WRITE)
    document = await run_in_threadpool(context.find, DOCUMENT, key)
    preconditions = Preconditions.of(request)

    def remove() -> None:
        preconditions.check(service.store, document)
        remove_document(document, service.store)

    await service.writer.write(remove)
    return Response(status_code=204)


async def _extract(service: Service, media_type: str, content: bytes, known: PostedMetadata) -> Annotation:
    """Read a document, one at a time: beside others none would be read sooner, and answers would come later."""
    extractor = service.extractor
    if extractor is None:
        raise UnavailableError("this service runs without an extractor: it answers, and reads nothing new")
    async with service.reading.take():
        return await run_in_threadpool(lambda: extractor.extract(_read(media_type, content, known)))


def _read(media_type: str, content: bytes, known: PostedMetadata) -> ReadDocument:
    if media_type != JSON.media_type:
        metadata = Metadata(title=known.title, language=known.language, published=known.published, source=known.source)
        name = known.name or "document"
        return read_content(content, name=name + _SUFFIXES[media_type], where=name, metadata=metadata)
    if known.model_fields_set:
        raise BodyError("a document in JSON carries its name, language and dates in the body, not in the query")
    try:
        posted = PostedDocument.model_validate_json(content)
    except ValidationError as error:
        faults = [{**fault, "loc": ("body", *fault["loc"])} for fault in error.errors()]
        raise RequestValidationError(faults) from error
    metadata = Metadata(title=posted.title, language=posted.language, published=posted.published, source=posted.source)
    text = decode_text(posted.text.encode(), posted.name)
    return read_text(text, name=posted.name, metadata=metadata)


def _admitted(context: Context, annotation: Annotation, admission: Admission) -> Response:
    (view,), _ = view_documents(context.store, [admission.document])
    answer = AdmittedDocument(
        **dict(DocumentSummary.of_view(view)),
        found=Found(
            actors=len(annotation.actors),
            mentions=len(annotation.mentions),
            events=len(annotation.events),
            treaties=len(annotation.treaties),
            disputes=len(annotation.disputes),
            relations=len(annotation.relations),
        ),
        added=admission.added,
        removed=admission.removed,
    )
    changed = bool(admission.added or admission.removed)
    headers = {"location": f"/documents/{answer.id}"}
    body = answer.model_dump_json(by_alias=True)
    return Response(body, 201 if changed else 200, headers, media_type=JSON.media_type)


def _render_documents(
    views: tuple[DocumentView, ...], total: int, following: str | None, languages: Languages
) -> DocumentList:
    del languages  # documents are called what they call themselves
    documents = tuple(DocumentSummary.of_view(view) for view in views)
    return DocumentList(total=total, next=following, documents=documents)
