"""The context of a request, as FastAPI gives it to an operation."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from api.requests.context import Context, find_service


async def _open_context(request: Request) -> Context:
    """The context of a request; a coroutine, because the framework would make it in a thread otherwise."""
    return Context(request, find_service(request))


Asking = Annotated[Context, Depends(_open_context)]
"""The context of a request, as a parameter of an operation."""
