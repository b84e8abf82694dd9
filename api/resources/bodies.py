"""Bodies of requests: read up to a limit, in an encoding that is read here."""

from __future__ import annotations

from email.message import Message

from starlette.requests import Request

from api.errors import MediaTypeError, TooLargeError


async def read_body(request: Request, *, limit: int) -> bytes:
    """The body of a request.

    Raises:
        TooLargeError: it has more than `limit` bytes; no more than that is ever read.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > limit:
            raise _too_large(limit)
    return bytes(content)


def media_type_of(request: Request) -> str:
    """The media type of the body, in lower case, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def require_utf8(request: Request) -> None:
    """Refuse a body that is compressed or, by its own word, in another encoding.

    Raises:
        MediaTypeError: it is.
    """
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise MediaTypeError(f"a body compressed as {coding} is not read here", accepted=("identity",))
    message = Message()
    message["content-type"] = request.headers.get("content-type", "")
    charset = message.get_content_charset("utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise MediaTypeError(f"a body in {charset} is not read here: send UTF-8", accepted=("charset=utf-8",))


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError(f"the body has more than the {limit:,} bytes that are read here")
