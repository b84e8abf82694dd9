"""Requests that are answered before the framework, and without a task: kept answers, lookups, and plain queries.

The framework's layers take several times what a small query takes. Here an answer is made of the same parts, and is the
same. Whatever is not plain goes the long way, and so does what turns out to be no plain answer, with what became of the
query (`api/sparql/answer.py`), so that it is never run twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final, Protocol

from starlette.requests import Request
from starlette.types import Scope

from api.errors import QueryAbortedError
from api.http.compression import LONG, WORTH, choose_coding, compress
from api.http.conditional import write_tag
from api.http.kept_answers import Headers, KeptAnswer, Key, find_key
from api.pool.questions import Outcome
from api.pool.terms import PoolAnswer
from api.quick.load_shedding import Crowd
from api.quick.lookups import look_up
from api.requests.context import Context
from api.running.operations import Work
from api.scanning.sparql_text import LONG_TEXT
from api.service import Service
from api.settings import Settings
from api.sparql.answer import PreparedQuery, prepare_query
from api.sparql.operation import (
    FORM,
    FORM_OVERHEAD,
    QUERY,
    Operation,
    read_fields,
    read_operation,
    read_plain_operation,
    read_posted_fields,
    scan_operation,
)
from ontology.errors import MithaqError

_PATH: Final = "/sparql"

_POSTED: Final = {
    f"{media_type}{charset}".encode(): media_type
    for media_type in (QUERY, FORM)
    for charset in ("", "; charset=utf-8", ";charset=utf-8", "; charset=UTF-8", ";charset=UTF-8")
}
"""The media types of plain queries that are posted, as their header may say them."""


class QuickRequest(Protocol):
    """A GET, or a POST to /sparql, that waits for its answer.

    Attributes:
        scope: of ASGI, with the path and the query string.
        body: the whole body of a POST.
    """

    scope: Scope
    body: bytearray

    def send(self, answer: KeptAnswer) -> None:
        """Answer it."""
        ...

    def fall_back(self, outcome: Outcome) -> None:
        """Have the framework answer it, knowing what became of its query."""
        ...


class QuickAnswers:
    """Answers plain requests. Belongs to one event loop.

    Args:
        service: whose workers answer.
        crowd: the requests that are being answered.
    """

    def __init__(self, service: Service, crowd: Crowd) -> None:
        self.service = service
        self.crowd = crowd

    def answer(self, request: QuickRequest) -> KeptAnswer | QuickQuery | None:
        """The answer to a request, or the query that is begun for it, or None for one that goes the long way."""
        state = self.service.kept.state()
        try:
            if request.scope["method"] == "POST":
                operation = None if self.crowd.full else _read_posted(request, self.service.settings)
                return None if operation is None else self._begin(request, operation, None, state)
            return self._answer_get(request, state)
        except (MithaqError, sqlite3.Error):
            return None  # the long way says what is wrong

    def _answer_get(self, request: QuickRequest, state: str) -> KeptAnswer | QuickQuery | None:
        scope = request.scope
        key = find_key(scope["scheme"], scope["path"], scope["query_string"], scope["headers"])
        if key is None:
            return None
        kept = self.service.kept.find(key)
        if kept is not None or self.crowd.full:
            return kept
        if scope["path"] != _PATH:
            return self._look_up(scope, key, state)
        text = scope["query_string"]
        operation = read_plain_operation(text) or read_operation(read_fields(text.decode("latin-1")))
        return self._begin(request, operation, key, state)

    def _look_up(self, scope: Scope, key: Key, state: str) -> KeptAnswer | None:
        found = look_up(Context(Request(scope), self.service))
        return None if found is None else self.write(scope, found.headers, found.body, key, state)

    def write(
        self, scope: Scope, headers: Mapping[str, str], body: bytes | memoryview, key: Key | None, state: str
    ) -> KeptAnswer | None:
        """An answer as the framework would send it; None for one that takes long to compress.

        Args:
            scope: of the request.
            headers: of the answer, but for those that are added here.
            body: of the answer.
            key: under which it is kept if it may be; None for what is posted, which has no tag.
            state: that it is given from.
        """
        told, body = {**headers, "vary": f"{headers['vary']}, Accept-Encoding"}, bytes(body)
        coding = choose_coding(find_header(scope["headers"], b"accept-encoding") or "") if len(body) >= WORTH else None
        if coding is not None:
            if len(body) >= LONG:
                return None
            body = compress(body, coding)
            told["content-encoding"] = coding
        told["content-length"] = str(len(body))
        keeping = key is not None and "cache-control" not in told
        if keeping:
            tag = write_tag(state, scope["path"], scope["query_string"], scope["headers"])
            told |= {"etag": f'W/"{tag}"', "cache-control": "no-cache"}
        head = "".join([f"{name}: {value}\r\n" for name, value in told.items()])
        answer = KeptAnswer(head.encode("latin-1"), body)
        if key is not None and keeping:
            self.service.kept.keep(key, state, answer)
        return answer

    def _begin(
        self, request: QuickRequest, operation: Operation, key: Key | None, state: str
    ) -> KeptAnswer | QuickQuery | None:
        scope, settings = request.scope, self.service.settings
        if len(operation.query) > LONG_TEXT:
            return None
        scan = scan_operation(operation, settings)
        if scan.service is not None:
            return None
        accept = find_header(scope["headers"], b"accept")
        version = self.service.own_writes.version(scope)
        prepared = prepare_query(operation, scan, settings, accept=accept, version=version)
        query = QuickQuery(self, request, prepared, key, state)
        if key is None and (kept := query.find_kept()) is not None:
            return query.write(kept)
        return query if query.begin(operation.query) else None


class QuickQuery:
    """The query of a request, from when it is begun until the request is answered.

    Args:
        quick: what it is answered with.
        request: that waits for it.
        prepared: the query.
        key: under which its answer may be kept as it is sent; None for one that is posted: what it finds is kept.
        state: that its answer is given from.
    """

    def __init__(
        self, quick: QuickAnswers, request: QuickRequest, prepared: PreparedQuery, key: Key | None, state: str
    ) -> None:
        self._quick = quick
        self._request = request
        self._prepared = prepared
        self._key, self._state = key, state
        self._written = quick.service.store.version

    def begin(self, text: str) -> bool:
        """Ask the workers; whether they could be asked at once.

        Raises:
            BusyError: too many queries are waiting.
        """
        service = self._quick.service
        question = service.pool.begin(self._prepared.query, self._hear)
        if question is None:
            return False
        self._question = question
        self._entry = service.running.note(Work.QUERY, text, self._stop)
        self._quick.crowd.size += 1
        return True

    def leave(self) -> None:
        """Stop it, for its client has gone away."""
        self._forget()
        self._quick.service.pool.give_up(self._question)

    def _stop(self, reason: str) -> None:
        self.leave()
        self._request.fall_back(QueryAbortedError(reason))

    def _hear(self, outcome: Outcome) -> None:
        self._forget()
        answer = None
        if isinstance(outcome, PoolAnswer):
            self._keep(outcome)
            answer = self.write(outcome)
        if answer is None:
            self._request.fall_back(outcome)
        else:
            self._request.send(answer)

    def _forget(self) -> None:
        self._quick.service.running.forget(self._entry)
        self._quick.crowd.size -= 1

    def find_kept(self) -> PoolAnswer | None:
        """What was found before for the same query; for one that is posted, whose request is more than its address."""
        kept = None if self._prepared.volatile else self._quick.service.kept.find(self._prepared.key)
        return None if kept is None else PoolAnswer(self._prepared.content_type, kept.body, self._written)

    def write(self, found: PoolAnswer) -> KeptAnswer | None:
        """The answer as the framework would send it; None for one that takes long to compress."""
        headers = self._prepared.headers(found, self._written)
        headers["content-type"] = self._prepared.content_type
        return self._quick.write(self._request.scope, headers, found.body, self._key, self._state)

    def _keep(self, found: PoolAnswer) -> None:
        if self._key is None and not self._prepared.volatile and found.version >= self._written:
            self._quick.service.kept.keep(self._prepared.key, self._state, KeptAnswer(b"", found.body))


def _read_posted(request: QuickRequest, settings: Settings) -> Operation | None:
    """What a POST asks for; None for one that is no plain query.

    Raises:
        BodyError, ParameterError: it is none at all.
    """
    scope, body = request.scope, request.body
    media_type = _POSTED.get((find_header(scope["headers"], b"content-type") or "").encode("latin-1"))
    if media_type is None or len(body) > settings.max_query_bytes * (FORM_OVERHEAD if media_type == FORM else 1):
        return None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return None
    return read_operation(read_posted_fields(media_type, text, scope["query_string"]))


def find_header(headers: Headers, wanted: bytes) -> str | None:
    """The value of the first header of a name."""
    for name, value in headers:
        if name == wanted:
            return value.decode("latin-1")
    return None
