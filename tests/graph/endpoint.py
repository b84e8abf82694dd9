"""A SPARQL 1.1 endpoint in this process: the protocol over a real engine, without a socket."""

from __future__ import annotations

import httpx
import pyoxigraph as ox


class Endpoint:
    """Answers POSTed queries and updates as the SPARQL 1.1 Protocol says; keeps the requests for looking at."""

    def __init__(self, *, token: str | None = None) -> None:
        self.engine = ox.Store()
        self.requests: list[httpx.Request] = []
        self._token = token

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self._token and request.headers.get("authorization") != f"Bearer {self._token}":
            return httpx.Response(401)
        text, kind = request.content.decode(), request.headers["content-type"].partition(";")[0]
        try:
            if kind == "application/sparql-update":
                self.engine.update(text)
                return httpx.Response(204)
            return self._answer_query(request, text)
        except SyntaxError as error:
            return httpx.Response(400, text=str(error))
        except RuntimeError as error:
            return httpx.Response(422, text=str(error))

    def _answer_query(self, request: httpx.Request, text: str) -> httpx.Response:
        default = [ox.NamedNode(iri) for iri in request.url.params.get_list("default-graph-uri")]
        named = [ox.NamedNode(iri) for iri in request.url.params.get_list("named-graph-uri")]
        chosen = {"default_graph": default, "named_graphs": named} if default or named else {}
        result = self.engine.query(text, **chosen)  # type: ignore[arg-type]
        media_type = request.headers["accept"]
        written = (ox.RdfFormat if isinstance(result, ox.QueryTriples) else ox.QueryResultsFormat).from_media_type(
            media_type
        )
        if written is None:
            return httpx.Response(406)
        return httpx.Response(200, headers={"content-type": media_type}, content=result.serialize(format=written))  # type: ignore[arg-type]
