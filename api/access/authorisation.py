"""Who may do what over HTTP: the bearer token of a request and its scope (RFC 6750)."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as Connection

from api.access.tokens import Tokens
from api.errors import AuthenticationError, ScopeError
from api.formats import Scope
from api.problems import render_error
from ontology.errors import MithaqError

OPEN_PATHS = frozenset({"/health"})
"""What answers without a token also where reads want one: it says nothing of the graph."""

_WAY_OUT = "send Authorization: Bearer TOKEN; mithaq token create makes one"


async def require_scope(request: Request, tokens: Tokens, scope: Scope) -> None:
    """Let nobody pass without a token for what they want.

    Raises:
        AuthenticationError: there is no token, or one that nobody knows.
        ScopeError: the token is for less.
        StoreError: the tokens cannot be read.
    """
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise AuthenticationError(f"this wants a token: {_WAY_OUT}")
    found = await run_in_threadpool(tokens.find_scope, token.strip())
    if found is None:
        raise AuthenticationError(f"nobody knows this token; it may have been revoked: {_WAY_OUT}")
    if not found.covers(scope):
        raise ScopeError(f"this wants a token for {scope}, and the one that came is for {found}")


class ClosedReads:
    """Lets nobody read without a token, as ASGI middleware; what writes asks for more by itself.

    Args:
        app: what to wrap.
        tokens: who may read.
    """

    def __init__(self, app: ASGIApp, *, tokens: Tokens) -> None:
        self._app = app
        self._tokens = tokens

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] not in OPEN_PATHS:
            request = Request(scope)
            try:
                await require_scope(request, self._tokens, Scope.READ)
            except MithaqError as error:
                await render_error(request, error)(scope, receive, send)
                return
        await self._app(scope, receive, send)
