"""Requests that are answered before the framework, and without a task: kept answers, lookups, and plain queries by GET.

The framework's layers take several times what a small query takes. Here an answer is made of the same parts, and is the
same. Whatever is not plain goes the long way, and so does what turns out to be no plain answer, with what became of the
query (`sparql_answer.OUTCOME`), so that it is never run twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final, Protocol

from starlette.requests import Request
from starlette.types import Scope

from api.compression import LONG, WORTH, choose_coding, compress
from api.conditional import write_tag
from api.context import Context
from api.errors import QueryAbortedError
from api.kept_answers import Headers, KeptAnswer, Key, find_key
from api.load_shedding import Crowd
from api.pool_terms import PoolAnswer
from api.questions import Outcome
from api.quick_lookups import look_up
from api.running import Work
from api.service import Service
from api.sparql_answer import PreparedQuery, prepare_query
from api.sparql_operation import read_fields, read_operation, read_plain_operation, scan_operation
from api.sparql_text import LONG_TEXT
from ontology.errors import MithaqError

_PATH: Final = "/sparql"


class QuickRequest(Protocol):
    """A GET that waits for its answer.

    Attributes:
        scope: of ASGI, with the path and the query string.
    """

    scope: Scope

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
        scope, state = request.scope, self.service.kept.state()
        key = find_key(scope["scheme"], scope["path"], scope["query_string"], scope["headers"])
        if key is None:
            return None
        kept = self.service.kept.find(key)
        if kept is not None or self.crowd.full:
            return kept
        try:
            return self._begin(request, key, state) if scope["path"] == _PATH else self._look_up(scope, key, state)
        except (MithaqError, sqlite3.Error):
            return None  # the long way says what is wrong

    def _look_up(self, scope: Scope, key: Key, state: str) -> KeptAnswer | None:
        found = look_up(Context(Request(scope), self.service))
        return None if found is None else self.write(scope, found.headers, found.body, (key, state))

    def write(
        self, scope: Scope, headers: Mapping[str, str], body: bytes | memoryview, place: tuple[Key, str]
    ) -> KeptAnswer | None:
        """An answer as the framework would send it, kept if it may be; None for one that takes long to compress."""
        told, body = {**headers, "vary": f"{headers['vary']}, Accept-Encoding"}, bytes(body)
        coding = choose_coding(find_header(scope["headers"], b"accept-encoding") or "") if len(body) >= WORTH else None
        if coding is not None:
            if len(body) >= LONG:
                return None
            body = compress(body, coding)
            told["content-encoding"] = coding
        told["content-length"] = str(len(body))
        keeping = "cache-control" not in told
        key, state = place
        if keeping:
            tag = write_tag(state, scope["path"], scope["query_string"], scope["headers"])
            told |= {"etag": f'W/"{tag}"', "cache-control": "no-cache"}
        head = "".join([f"{name}: {value}\r\n" for name, value in told.items()])
        answer = KeptAnswer(head.encode("latin-1"), body)
        if keeping:
            self.service.kept.keep(key, state, answer)
        return answer

    def _begin(self, request: QuickRequest, key: Key, state: str) -> QuickQuery | None:
        scope, settings = request.scope, self.service.settings
        query_string = scope["query_string"]
        operation = read_plain_operation(query_string) or read_operation(read_fields(query_string.decode("latin-1")))
        if len(operation.query) > LONG_TEXT:
            return None
        scan = scan_operation(operation, settings)
        if scan.service is not None:
            return None
        accept = find_header(scope["headers"], b"accept")
        version = self.service.own_writes.version(scope)
        prepared = prepare_query(operation, scan, settings, accept=accept, version=version)
        query = QuickQuery(self, request, prepared, (key, state))
        return query if query.begin(operation.query) else None


class QuickQuery:
    """The query of a request, from when it is begun until the request is answered.

    Args:
        quick: what it is answered with.
        request: that waits for it.
        prepared: the query.
        place: where its answer may be kept: what it depends on, and the state that it is given from.
    """

    def __init__(
        self, quick: QuickAnswers, request: QuickRequest, prepared: PreparedQuery, place: tuple[Key, str]
    ) -> None:
        self._quick = quick
        self._request = request
        self._prepared = prepared
        self._place = place
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
        answer = self._write(outcome) if isinstance(outcome, PoolAnswer) else None
        if answer is None:
            self._request.fall_back(outcome)
        else:
            self._request.send(answer)

    def _forget(self) -> None:
        self._quick.service.running.forget(self._entry)
        self._quick.crowd.size -= 1

    def _write(self, outcome: PoolAnswer) -> KeptAnswer | None:
        headers = self._prepared.headers(outcome, self._written)
        headers["content-type"] = self._prepared.content_type
        return self._quick.write(self._request.scope, headers, outcome.body, self._place)


def find_header(headers: Headers, wanted: bytes) -> str | None:
    """The value of the first header of a name."""
    for name, value in headers:
        if name == wanted:
            return value.decode("latin-1")
    return None
