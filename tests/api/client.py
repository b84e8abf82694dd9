"""A client of the application in the same process: its own event loop in a thread, with the application's lifespan."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
from starlette.applications import Starlette

Result = TypeVar("Result")

TOKEN = "a token for the tests"
AUTHORISED = {"authorization": f"Bearer {TOKEN}"}


class ServiceClient:
    """Sends requests to an application and waits for the answers; `with` starts and ends the application."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._exit = AsyncExitStack()
        self._client: httpx.AsyncClient | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._wait(self._start())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._wait(self._exit.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self.begin(method, path, **options).result(60)

    def begin(self, method: str, path: str, **options: Any) -> Future[httpx.Response]:
        assert self._client is not None
        return asyncio.run_coroutine_threadsafe(self._client.request(method, path, **options), self._loop)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)

    def head(self, path: str, **options: Any) -> httpx.Response:
        return self.request("HEAD", path, **options)

    def run(self, work: Coroutine[None, None, Result]) -> Result:
        """Wait for something on the application's event loop."""
        return self._wait(work)

    async def _start(self) -> None:
        await self._exit.enter_async_context(self.app.router.lifespan_context(self.app))
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://mithaq.test")
        self._client = await self._exit.enter_async_context(client)

    def _wait(self, work: Coroutine[None, None, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)
