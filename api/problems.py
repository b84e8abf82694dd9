"""Errors as RFC 9457 problem documents: the one place that knows which HTTP status an error is.

A problem has `type`, `title`, `status`, `detail` and `instance`, and where it helps a position (`line`, `column`), the
values that would do (`allowed`, `available`, `accepted`), the faults of a request (`errors`) or a gate's `report`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from api import errors
from ontology.errors import (
    AnnotationError,
    DateError,
    DocumentError,
    IdentifierError,
    JudgementError,
    MithaqError,
    QueryError,
    StoreError,
)

MEDIA_TYPE = "application/problem+json"

TYPE_BASE = "https://w3id.org/mithaq/problem/"

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"

_STATUSES: tuple[tuple[type[MithaqError], HTTPStatus, str], ...] = (
    (errors.FormatError, HTTPStatus.NOT_ACCEPTABLE, "No acceptable representation"),
    (errors.MediaTypeError, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    (errors.AbsentError, HTTPStatus.NOT_FOUND, "Not found"),
    (errors.ParameterError, HTTPStatus.UNPROCESSABLE_ENTITY, "Bad parameter"),
    (errors.BodyError, HTTPStatus.BAD_REQUEST, "Bad body"),
    (errors.MovedError, HTTPStatus.PERMANENT_REDIRECT, "Merged into another"),
    (errors.GraphError, HTTPStatus.UNPROCESSABLE_ENTITY, "Unusable graph"),
    (errors.PreconditionError, HTTPStatus.PRECONDITION_FAILED, "Changed meanwhile"),
    (errors.TooLargeError, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large"),
    (errors.SlowBodyError, HTTPStatus.REQUEST_TIMEOUT, "Too slow"),
    (errors.AuthenticationError, HTTPStatus.UNAUTHORIZED, "Token wanted"),
    (errors.ScopeError, HTTPStatus.FORBIDDEN, "Token of another scope"),
    (errors.ForbiddenError, HTTPStatus.FORBIDDEN, "Never done here"),
    (errors.RefusedError, HTTPStatus.UNPROCESSABLE_ENTITY, "Refused by the gate"),
    (errors.UnavailableError, HTTPStatus.NOT_IMPLEMENTED, "Not available here"),
    (errors.EvaluationError, HTTPStatus.UNPROCESSABLE_ENTITY, "Query cannot be run"),
    (errors.FetchError, HTTPStatus.BAD_GATEWAY, "Another host failed"),
    (errors.BusyError, HTTPStatus.SERVICE_UNAVAILABLE, "Busy"),
    (errors.DeadlineError, HTTPStatus.GATEWAY_TIMEOUT, "Query stopped at its deadline"),
    (errors.MemoryLimitError, HTTPStatus.INSUFFICIENT_STORAGE, "Query stopped at its memory limit"),
    (errors.WorkerDiedError, HTTPStatus.SERVICE_UNAVAILABLE, "Query worker ended"),
    (errors.QueryAbortedError, HTTPStatus.SERVICE_UNAVAILABLE, "Query stopped"),
    (IdentifierError, HTTPStatus.NOT_FOUND, "Not found"),
    (QueryError, HTTPStatus.BAD_REQUEST, "Bad query"),
    (DocumentError, HTTPStatus.UNPROCESSABLE_ENTITY, "Unreadable document"),
    (AnnotationError, HTTPStatus.UNPROCESSABLE_ENTITY, "Malformed annotation"),
    (DateError, HTTPStatus.UNPROCESSABLE_ENTITY, "Bad date"),
    (JudgementError, HTTPStatus.CONFLICT, "Contradicts what is known"),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE, "Store unavailable"),
    (MithaqError, HTTPStatus.INTERNAL_SERVER_ERROR, "Failed"),
)
"""The status of each error; the first class that fits decides."""

_HEADERS = {
    HTTPStatus.SERVICE_UNAVAILABLE: {"retry-after": "1"},
    HTTPStatus.UNAUTHORIZED: {"www-authenticate": 'Bearer realm="mithaq"'},
}
_LOGGER = logging.getLogger(__name__)


def render_error(request: Request, error: MithaqError) -> Response:
    """An error that was raised on purpose."""
    kind, status, title = next(entry for entry in _STATUSES if isinstance(error, entry[0]))
    slug = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).lstrip("-")
    response = render_problem(request, status, title, str(error), slug.removesuffix("-error"), dict(_extras(error)))
    if isinstance(error, errors.MovedError):
        response.headers["location"] = error.path
    return response


def render_crash(request: Request, error: Exception) -> Response:
    """An error that nobody foresaw: logged whole, told briefly."""
    _LOGGER.exception("%s %s failed", request.method, request.url.path, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    detail = "The service failed at this request; the fault is in its log."
    return render_problem(request, status, "Failed", detail, "internal", {})


async def on_crash(request: Request, error: Exception) -> Response:
    """The same as a handler of the framework."""
    return render_crash(request, error)


def render_problem(
    request: Request, status: HTTPStatus, title: str, detail: str, slug: str, extras: Mapping[str, Json]
) -> Response:
    """A problem document."""
    problem = {
        "type": f"{TYPE_BASE}{slug}",
        "title": title,
        "status": int(status),
        "detail": detail,
        "instance": request.url.path,
        **extras,
    }
    body = json.dumps(problem, ensure_ascii=False).encode(errors="replace")
    headers = {**_HEADERS.get(status, {}), "cache-control": "no-store"}
    return Response(body, status, headers, media_type=MEDIA_TYPE)


def _extras(error: MithaqError) -> Iterable[tuple[str, Json]]:
    match error:
        case QueryError() | errors.BodyError() if error.line is not None:
            yield "line", error.line
            yield "column", error.column
        case AnnotationError():
            yield "path", error.path
        case errors.FormatError():
            yield "available", error.available
        case errors.MediaTypeError():
            yield "accepted", error.accepted
        case errors.ParameterError():
            yield "parameter", error.name
            yield "allowed", error.allowed
        case errors.QueryAbortedError() if error.limit is not None:
            unit, limit = error.limit
            yield "limit", {unit: limit}
        case errors.RefusedError():
            from api.models.documents import Validation  # noqa: PLC0415 - comes with the framework (`api/app.py`)

            yield "report", Validation.of(error.report).model_dump(mode="json", by_alias=True)
