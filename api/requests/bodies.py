"""Bodies of requests: read up to a limit, in an encoding that is read here."""

from __future__ import annotations

import asyncio
from email.message import Message

from starlette.requests import Request

from api.errors import MediaTypeError, SlowBodyError, TooLargeError
from api.http.compression import Coding, inflate

PATIENCE_SECONDS = 60.0
"""How long a body may take to come; one who sends byte by byte must not hold a connection for good."""


async def read_body(request: Request, *, limit: int, seconds: float = PATIENCE_SECONDS) -> bytes:
    """The body of a request, inflated where it is compressed.

    Raises:
        MediaTypeError: it is compressed in a way that is not read here.
        BodyError: it is not compressed as it says.
        TooLargeError: it has more than `limit` bytes; no more than that is ever read, or inflated.
        SlowBodyError: it is not there after so many seconds.
    """
    coding = request.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", *Coding):
        raise MediaTypeError(f"a body compressed as {coding} is not read here", accepted=("identity", *Coding))
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    content = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                content += chunk
                if len(content) > limit:
                    raise _too_large(limit)
    except TimeoutError as error:
        raise SlowBodyError(f"the body was not there after {seconds:g} s: send it again, in smaller parts") from error
    return await inflate(bytes(content), coding, limit=limit) if coding in tuple(Coding) else bytes(content)


def media_type_of(request: Request) -> str:
    """The media type of the body, in lower case, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def require_utf8(request: Request) -> None:
    """Refuse a body that is, by its own word, in another encoding.

    Raises:
        MediaTypeError: it is.
    """
    message = Message()
    message["content-type"] = request.headers.get("content-type", "")
    charset = message.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise MediaTypeError(f"a body in {charset} is not read here: send UTF-8", accepted=("charset=utf-8",))


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(f"the body has more than the {limit:,} bytes that are read here")
