"""What the service does while it starts: it answers before the framework is there, and waits for it where it must."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.framework.late import LateApplication
from api.models.written import list_schemas
from api.rendering import SCHEMAS_FILE

HEAVY = {"fastapi", "httpx", "networkx", "rdflib", "pyshacl", "pyshacl_turbo", "rich", "trafilatura", "api.models"}


def test_serving_begins_without_what_only_the_framework_needs() -> None:
    program = "import sys, api.commands.serve; print(*sorted(sys.modules), sep='\\n')"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "api.quick.answers" in ended.stdout.split()
    assert HEAVY.isdisjoint(ended.stdout.split())


def test_the_schemas_of_what_is_kept_are_those_of_the_models() -> None:
    if "MITHAQ_RENEW" in os.environ:
        SCHEMAS_FILE.write_text(list_schemas(), encoding="utf-8")
    assert SCHEMAS_FILE.read_text(encoding="utf-8") == list_schemas(), (
        "renew the file: MITHAQ_RENEW=1 pytest tests/api/test_starting.py"
    )


async def ask(app: ASGIApp) -> int:
    statuses: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app({"type": "http", "method": "GET", "path": "/"}, receive, send)
    return statuses[0]


async def teapot(scope: Scope, receive: Receive, send: Send) -> None:
    await Response(status_code=418)(scope, receive, send)


def test_requests_wait_for_an_application_that_is_being_made_once() -> None:
    made, ready = [], threading.Event()

    def make() -> ASGIApp:
        ready.wait(20)
        made.append(1)
        return teapot

    async def ask_early() -> list[int]:
        late = LateApplication(make)
        late.begin()
        gone, *waiting = [asyncio.create_task(ask(late)) for _ in range(3)]
        await asyncio.sleep(0)
        gone.cancel()  # as of a client that went away
        ready.set()
        return await asyncio.gather(*waiting)

    assert asyncio.run(ask_early()) == [418, 418]
    assert made == [1]


def test_an_application_that_cannot_be_made_fails_every_request_for_it() -> None:
    def make() -> ASGIApp:
        raise RuntimeError("no")

    late = LateApplication(make)

    async def ask_twice() -> None:
        for _ in range(2):
            with pytest.raises(RuntimeError, match="no"):
                await ask(late)

    asyncio.run(ask_twice())
