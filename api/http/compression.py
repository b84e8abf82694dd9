"""Compressed bodies, zstd (RFC 8878) and gzip (RFC 1952): of answers, for those who accept them, and of requests."""

from __future__ import annotations

import gzip
import sys
import zlib
from enum import StrEnum
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyError, TooLargeError
from api.http.negotiation import read_weights

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

WORTH = 1_000
"""Bytes from which on a body gets smaller by more than the headers that say so."""

LONG = 64 * 1024
"""Bytes from which on a body is compressed in a thread, so that others are answered meanwhile."""

_GZIP_LEVEL = 5
_ZSTD_LEVEL = 3
_GZIP_WINDOW = 31
"""zlib's sign for gzip with the largest window."""

_ZSTD_WINDOW = 23
"""Power of two of the largest window that is read, as RFC 8878 (section 3.1.1.1.2) asks of every reader: 8 MiB."""


class Coding(StrEnum):
    """How a body is compressed; the best first."""

    ZSTD = "zstd"
    GZIP = "gzip"


class Compression:
    """Compresses the bodies of answers, as ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        coding = choose_coding(Headers(scope=scope).get("accept-encoding", ""))
        waiting: list[Message] = []

        async def send_compressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                waiting.append(message)
                return
            if waiting:
                start = waiting.pop()
                headers = MutableHeaders(scope=start)
                headers.add_vary_header("Accept-Encoding")
                body = message.get("body", b"")
                if coding and len(body) >= WORTH and not message.get("more_body"):
                    body = await _compress(body, coding)
                    headers["content-encoding"], headers["content-length"] = coding, str(len(body))
                    message = {**message, "body": body}
                await send(start)
            await send(message)

        await self._app(scope, receive, send_compressed)


@lru_cache(maxsize=256)  # clients of one kind send one header
def choose_coding(header: str) -> Coding | None:
    """The coding that an Accept-Encoding likes best (RFC 9110, section 12.5.3); None to leave a body as it is.

    >>> choose_coding("gzip, br, zstd"), choose_coding("zstd;q=0.5, gzip"), choose_coding("gzip;q=0.2, identity;q=0.3")
    (<Coding.ZSTD: 'zstd'>, <Coding.GZIP: 'gzip'>, None)
    """
    weights = dict(read_weights(header))
    others = weights.get("*", 0.0)
    best = max(Coding, key=lambda coding: weights.get(coding, others))
    quality = weights.get(best, others)
    return best if quality > 0 and quality >= weights.get("identity", 0.0) else None


async def inflate(content: bytes, coding: str, *, limit: int) -> bytes:
    """A body as it was before it was compressed.

    Raises:
        BodyError: it is none of this coding.
        TooLargeError: it has more than `limit` bytes then; no more than that is ever inflated.
    """
    decompress = _gunzip if coding == Coding.GZIP else _unzstd
    try:
        inflated, whole = await run_in_threadpool(decompress, content, limit + 1)
    except (zlib.error, zstd.ZstdError) as error:
        raise BodyError(f"the body is no {coding}: {error}") from error
    if len(inflated) > limit:
        raise TooLargeError(f"the body has more than the {limit:,} bytes that are read here, inflated")
    if not whole:
        raise BodyError(f"the body is cut off: its {coding} has no end, or something follows it")
    return inflated


def _gunzip(content: bytes, limit: int) -> tuple[bytes, bool]:
    reader = zlib.decompressobj(_GZIP_WINDOW)
    inflated = reader.decompress(content, limit)
    return inflated, reader.eof and not reader.unused_data


def _unzstd(content: bytes, limit: int) -> tuple[bytes, bool]:
    reader = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW})
    inflated = reader.decompress(content, limit)
    return inflated, reader.eof and not reader.unused_data


async def _compress(body: bytes, coding: Coding) -> bytes:
    return await run_in_threadpool(compress, body, coding) if len(body) >= LONG else compress(body, coding)


def compress(body: bytes, coding: Coding) -> bytes:
    """A body, compressed; the same body gives the same bytes."""
    return gzip.compress(body, _GZIP_LEVEL, mtime=0) if coding is Coding.GZIP else zstd.compress(body, _ZSTD_LEVEL)
