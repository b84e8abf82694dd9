"""What the framework finds wrong with a request, as problem documents: parameters, bodies, methods and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from api.errors import BodyError
from api.problems import Json, on_crash, render_crash, render_error, render_problem
from ontology.errors import MithaqError


def install_problems(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Make every error of an application a problem document.

    Args:
        app: the application.
        routes: all of its routes, to know the methods of a path.
    """

    async def on_mithaq(request: Request, error: Exception) -> Response:
        return render_error(request, error) if isinstance(error, MithaqError) else render_crash(request, error)

    async def on_http(request: Request, error: Exception) -> Response:
        return (
            _render_http(routes, request, error) if isinstance(error, HTTPException) else render_crash(request, error)
        )

    async def on_validation(request: Request, error: Exception) -> Response:
        if isinstance(error, RequestValidationError):
            return _render_validation(request, error)
        return render_crash(request, error)

    app.add_exception_handler(MithaqError, on_mithaq)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(Exception, on_crash)


def _render_http(routes: Sequence[BaseRoute], request: Request, error: HTTPException) -> Response:
    """An error of the framework's own: no such route, no such method."""
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        methods = _methods(routes, request)
        if request.method == "OPTIONS":
            return Response(status_code=HTTPStatus.NO_CONTENT, headers={"allow": ", ".join(methods)})
        detail = f"{request.method} is not for {request.url.path}: use {', '.join(methods)}"
        extras: dict[str, Json] = {"allowed": list(methods)}
        response = render_problem(request, status, status.phrase, detail, "method-not-allowed", extras)
        response.headers["allow"] = ", ".join(methods)
        return response
    detail = (
        f"nothing is at {request.url.path}: see /openapi.json" if status is HTTPStatus.NOT_FOUND else str(error.detail)
    )
    return render_problem(request, status, status.phrase, detail, status.phrase.lower().replace(" ", "-"), {})


def _methods(routes: Sequence[BaseRoute], request: Request) -> tuple[str, ...]:
    """The methods of all routes at a path; the framework names those of the first alone."""
    methods: set[str] = set()
    for route in routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= getattr(route, "methods", None) or set()
    return tuple(sorted(methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))


def _render_validation(request: Request, error: RequestValidationError) -> Response:
    """Parameters or a body that do not fit their types."""
    faults: list[Json] = []
    for fault in error.errors():
        if fault["type"] == "json_invalid":
            return render_error(request, BodyError(f"the body is no JSON: {fault['ctx']['error']}"))
        where, *path = fault["loc"]
        name = ".".join(str(part) for part in path)
        message = f"{name}: {fault['msg']}"
        entry: dict[str, Json] = {"in": str(where), "name": name, "detail": message}
        if fault["type"] == "extra_forbidden":
            allowed = _parameters(request) if where == "query" else ()
            entry["detail"] = f"{name} is no parameter of this resource" if where == "query" else message
            entry["allowed"] = list(allowed)
        elif fault["type"] in ("enum", "literal_error"):
            expected = str(fault["ctx"]["expected"])
            entry["allowed"] = [value.strip("' ") for value in expected.replace(" or ", ",").split(",")]
        faults.append(entry)
    detail = "; ".join(str(entry["detail"]) for entry in faults if isinstance(entry, dict))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_problem(request, status, "Bad request", detail, "validation", {"errors": faults})


def _parameters(request: Request) -> tuple[str, ...]:
    """The query parameters that the route of a request takes."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    names: list[str] = []
    for parameter in getattr(dependant, "query_params", ()):
        fields = getattr(parameter.field_info.annotation, "model_fields", None)
        if fields is None:
            names.append(parameter.alias)
        else:
            names += [field.alias or name for name, field in fields.items()]
    return tuple(sorted(names))
