"""HTTP/1.1 as uvicorn speaks it, for addresses as people type them: with Arabic letters that are not percent-encoded.

Browsers encode them (RFC 3987, section 3.1), `curl` does not, and the parser refuses a request line with a byte beyond
ASCII. Such bytes are encoded before it sees them, in a request line that begins what a client sends; nothing else of a
request is touched, so that where it ends never depends on it.
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.problems import MEDIA_TYPE, TYPE_BASE

_BEYOND_ASCII: Final = re.compile(rb"[\x80-\xff]")


class TypedAddressProtocol(HttpToolsProtocol):
    """One connection."""

    _within_message = False

    def data_received(self, data: bytes) -> None:
        """Read what the client sent."""
        if not self._within_message and not data.isascii():
            line, end, rest = data.partition(b"\n")
            data = encode_address(line) + end + rest
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin to read a request."""
        self._within_message = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Be done with reading a request."""
        self._within_message = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no request of HTTP/1.1, and close the connection."""
        problem = {
            "type": f"{TYPE_BASE}request",
            "title": "Bad request",
            "status": int(HTTPStatus.BAD_REQUEST),
            "detail": f"{msg} Percent-encode what an address may not hold, such as a space (%20), in UTF-8.",
        }
        body = json.dumps(problem).encode()
        head = b"content-type: %b\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % (MEDIA_TYPE.encode(), len(body))
        defaults = b"".join(b"%b: %b\r\n" % header for header in self.server_state.default_headers)
        self.transport.write(STATUS_LINE[HTTPStatus.BAD_REQUEST] + defaults + head + body)
        self.transport.close()


def encode_address(line: bytes) -> bytes:
    """A request line with its bytes beyond ASCII percent-encoded.

    >>> encode_address("GET /actors?q=مصر HTTP/1.1".encode())
    b'GET /actors?q=%D9%85%D8%B5%D8%B1 HTTP/1.1'
    """
    return _BEYOND_ASCII.sub(lambda byte: b"%%%02X" % byte.group()[0], line)
