"""Errors: each has its status, none tells more than it should."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from starlette.requests import Request

from api import errors
from api.problems import render_error
from ontology.errors import (
    AnnotationError,
    DocumentError,
    IdentifierError,
    JudgementError,
    MithaqError,
    QueryError,
    StoreError,
)
from ontology.model import Annotation, Document
from shapes.report import ValidationReport
from tests.api.client import AUTHORISED
from tests.api.conftest import ServiceMaker


def request() -> Request:
    scope = {"type": "http", "method": "GET", "path": "/x", "query_string": b"", "headers": [], "server": ("test", 80)}
    return Request(scope)


ERRORS = [
    (errors.FormatError("a", available=("json",)), 406),
    (errors.MediaTypeError("a", accepted=("text/plain",)), 415),
    (errors.ParameterError("a", "b", allowed=("c",)), 422),
    (errors.AbsentError("a", "b"), 404),
    (errors.FetchError("a"), 502),
    (errors.BodyError("a"), 400),
    (errors.TooLargeError("a"), 413),
    (errors.SlowBodyError("a"), 408),
    (errors.PreconditionError("a"), 412),
    (errors.ForbiddenError("a"), 403),
    (errors.RefusedError("a", report=ValidationReport(conforms=False)), 422),
    (errors.UnavailableError("a"), 501),
    (errors.AuthenticationError("a"), 401),
    (errors.ScopeError("a"), 403),
    (errors.GraphError("a"), 422),
    (errors.MovedError(ox.NamedNode("urn:a"), "/b"), 308),
    (JudgementError("a"), 409),
    (errors.EvaluationError("a"), 422),
    (errors.BusyError("a"), 503),
    (errors.DeadlineError("a"), 504),
    (errors.MemoryLimitError("a"), 507),
    (errors.WorkerDiedError("a"), 503),
    (IdentifierError("a"), 404),
    (QueryError("a", line=1, column=2), 400),
    (DocumentError("a"), 422),
    (AnnotationError("$.a", "b"), 422),
    (StoreError("a"), 503),
    (MithaqError("a"), 500),
]


@pytest.mark.parametrize(("error", "status"), ERRORS, ids=lambda value: type(value).__name__)
def test_every_error_has_its_status(error: MithaqError, status: int) -> None:
    response = render_error(request(), error)
    assert response.status_code == status
    assert response.media_type == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"


def test_every_kind_of_request_error_has_a_status_of_its_own() -> None:
    told = {type(error) for error, _ in ERRORS}
    leaves: set[type[MithaqError]] = set()
    waiting: list[type[MithaqError]] = [errors.RequestError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if not kind.__subclasses__():
            leaves.add(kind)
    assert leaves <= told


def test_a_fault_that_nobody_foresaw_is_told_briefly(
    make_service: ServiceMaker, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def extract(self, document: Document) -> Annotation:
            raise ZeroDivisionError(f"secret of {document.name}")

    service = make_service(Broken())
    headers = {**AUTHORISED, "content-type": "text/plain"}
    response = service.post("/documents", content="مصر والسودان دولتان", headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in response.text
    assert "secret" in caplog.text
    assert service.get("/health").status_code == 200
