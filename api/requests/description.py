"""What the OpenAPI description says of an operation's answers beside their JSON."""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel

from api.http.negotiation import HTML, Format
from api.http.representation import RDF_FORMATS
from api.models.problem import Problem
from api.problems import MEDIA_TYPE

_SAID = {
    308: "It is merged into another, at the address in Location.",
    400: "A bad query or body.",
    401: "A token is wanted (`mithaq token create`).",
    403: "Something that this service never does.",
    404: "Nothing is known under this id.",
    406: "No representation is acceptable; the problem lists those there are.",
    409: "Other judgements, or what the two actors are, stand against it.",
    412: "What is to be changed is not as If-Match or If-None-Match wants it.",
    413: "The body is too large.",
    415: "The body has a type that is not read.",
    422: "A parameter is unknown or has a bad value; the problem lists what would do.",
    501: "This installation runs without the part that would answer.",
    502: "Another host, which the query or update names, failed.",
    503: "Too busy; try again in a moment.",
    504: "The query was stopped at its deadline.",
    507: "The query was stopped at its memory limit.",
}


def describe_answers(
    *statuses: int, formats: tuple[Format, ...] = (*RDF_FORMATS, HTML)
) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation.

    Args:
        statuses: of its errors, each a problem document.
        formats: the other representations of what it answers with.
    """
    content: dict[str, Any] = {form.media_type: {} for form in formats}
    answers: dict[int | str, dict[str, Any]] = {200: {"content": content}}
    return {**answers, **describe_errors(*statuses)}


def describe_errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of an operation's errors, each a problem document."""
    return {status: _problem(status) for status in statuses}


def describe_body(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a body, whole: its references would lead nowhere in the description of the service."""
    return _make_whole(model.model_json_schema(by_alias=True))


def describe_text(schema: dict[str, Any]) -> dict[str, Any]:
    """What the JSON schema of a text says of the JSON in it.

    Args:
        schema: of that JSON.
    """
    return {"contentMediaType": "application/json", "contentSchema": _make_whole(schema)}


def _make_whole(schema: dict[str, Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", _resolve(schema, schema.pop("$defs", {})))


def _resolve(schema: object, definitions: dict[str, Any]) -> object:
    if isinstance(schema, list):
        return [_resolve(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    target = definitions.get(str(schema.get("$ref", "")).removeprefix("#/$defs/"), {})
    return {name: _resolve(value, definitions) for name, value in {**target, **schema}.items() if name != "$ref"}


def _problem(status: int) -> dict[str, Any]:
    return {"description": _SAID[status], "content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
