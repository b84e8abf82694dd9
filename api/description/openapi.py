"""The description of the service for programs: what FastAPI finds out, and who has to send a token for what."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from fastapi import FastAPI

from api.http.negotiation import NAMED_FORMATS, RESULTS_JSON

_SCHEME = "token"
_BEARER = {"type": "http", "scheme": "bearer", "description": "From `mithaq token create`; scopes read, write, admin."}


class DescribedApi(FastAPI):
    """An application whose description says where a token is wanted.

    Args:
        closed: whether reading wants one too.
        open_paths: what then still answers without.
        particulars: what `FastAPI` takes.
    """

    def __init__(self, *, closed: bool, open_paths: frozenset[str], **particulars: Any) -> None:
        super().__init__(**particulars)
        self._closed = closed
        self._open_paths = open_paths

    def openapi(self) -> dict[str, Any]:
        """The description (OpenAPI 3.1), made once."""
        if self.openapi_schema is None:
            described = super().openapi()
            described.setdefault("components", {})["securitySchemes"] = {_SCHEME: _BEARER}
            _give_examples(described["paths"])
            for path, operations in described["paths"].items():
                for operation in operations.values():
                    self._secure(path, operation)
                    _name_formats(operation)
                    _open_texts(operation)
        return super().openapi()

    def _secure(self, path: str, operation: dict[str, Any]) -> None:
        """Say whether an operation wants a token: always, where it says that it answers 401 without one."""
        wanted: dict[str, list[str]] = {_SCHEME: []}
        if "401" in operation["responses"]:
            # A query may come without a token where an update may not.
            queries = "application/sparql-query" in operation.get("requestBody", {}).get("content", {})
            operation["security"] = [{}, wanted] if queries and not self._closed else [wanted]
        elif self._closed and path not in self._open_paths:
            operation["security"] = [wanted]


def _give_examples(paths: dict[str, Any]) -> None:
    """Show what the article of the first example answers, with the request that asks for it."""
    files = (file for file in resources.files("api.examples").iterdir() if file.name.endswith(".json"))
    for file in sorted(files, key=lambda file: file.name):
        example = json.loads(file.read_text(encoding="utf-8"))
        content = paths[example["path"]]["get"]["responses"]["200"]["content"]["application/json"]
        content["examples"] = {"russia-nato": {"summary": f"GET {example['request']}", "value": example["response"]}}


def _name_formats(operation: dict[str, Any]) -> None:
    """Say which formats `format` takes: those that the operation answers with, by name or media type."""
    types = operation["responses"].get("200", {}).get("content", {})
    if not types or RESULTS_JSON.media_type in types:
        return  # what a query can be had in depends on the query
    names = {known.media_type: known.name for known in NAMED_FORMATS}
    formats = [text for kind in types for text in (names.get(kind, kind), kind)]
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "format":
            parameter["schema"] = {"type": "string", "enum": list(dict.fromkeys(formats))}


def _open_texts(operation: dict[str, Any]) -> None:
    """Say of parameters that are JSON in a text what JSON it is, as OpenAPI does: by their content."""
    for parameter in operation.get("parameters", ()):
        if (inner := parameter.get("schema", {}).get("contentSchema")) is not None:
            text = parameter.pop("schema")
            examples = [json.loads(example) for example in text.get("examples", ())]
            parameter["content"] = {text["contentMediaType"]: {"schema": {**inner, "examples": examples}}}
