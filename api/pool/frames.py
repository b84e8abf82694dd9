"""What passes between the service and its query workers, and how: frames over sockets.

A frame is two lengths of four bytes each (big-endian), as many bytes of JSON as the first says, and as many bytes as
the second: the text of a query or a write, or the body of a result, which nobody has to copy into JSON.

Requests come on a socket of messages, one message a frame, where several can wait for a worker and be taken back; a
frame that is longer than a message comes on the stream that the replies go out on, and an empty message announces it.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import BinaryIO, Final, TypeAlias

_LENGTHS: Final = struct.Struct(">II")
HEAD_BYTES: Final = _LENGTHS.size
MESSAGE_BYTES: Final = 8 * 1024
"""Of the longest frame that is one message: several of them must fit into a socket."""

ON_THE_STREAM: Final = b"\0"
"""The message that announces a longer one."""


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query to answer; its text follows the frame.

    Attributes:
        folder: of the checkpoint to read.
        solutions: media type for SELECT and ASK.
        triples: media type for CONSTRUCT and DESCRIBE.
        graphs: what the query's own FROM names; all must be in the store.
        default_graphs: what the request chose as the default graph.
        named_graphs: what the request chose as named graphs.
        seconds: until the deadline.
        memory: bytes of address space that it may take over what it holds at rest.
        max_bytes: of the result.
    """

    folder: str
    solutions: str
    triples: str
    graphs: tuple[str, ...]
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    seconds: float
    memory: int
    max_bytes: int


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """A write to try; its text follows the frame.

    Attributes:
        task: `update`, or `graph` for triples to read.
        folder: of the checkpoint that an update reads; None for one that reads nothing.
        judged: whether to tell what an update does to what is said in Mithaq's terms.
        media_type: of the triples, with its parameters where they say something (`multipart/form-data`).
        base: what relative IRIs in the triples are relative to.
        seconds: until the deadline.
        memory: bytes of address space that it may take over what it holds at rest.
        max_bytes: of the triples, written out.
    """

    task: str
    folder: str | None
    judged: bool
    media_type: str
    base: str
    seconds: float
    memory: int
    max_bytes: int


@dataclass(frozen=True, slots=True)
class ReplicaRequest:
    """A checkpoint to hold in memory, so that queries on it need not read the disk.

    Attributes:
        folder: of the checkpoint.
        memory: bytes of address space that a query may take over what the worker then holds.
    """

    folder: str
    memory: int


@dataclass(frozen=True, slots=True)
class WorkerReply:
    """What became of a request; the body of a result follows its frame.

    Attributes:
        fault: None for a result; `syntax`, `graph` (FROM names none of the store's), `memory`, `size` or `engine`.
        media_type: of the result.
    """

    fault: str | None = None
    message: str = ""
    line: int | None = None
    column: int | None = None
    media_type: str = ""


WorkerRequest: TypeAlias = QueryRequest | WriteRequest | ReplicaRequest
_KINDS: Final[Mapping[str, Callable[..., WorkerRequest | WorkerReply]]] = {
    kind.__name__: kind for kind in (QueryRequest, WriteRequest, ReplicaRequest, WorkerReply)
}


def encode_frame(value: WorkerRequest | WorkerReply, content: bytes = b"") -> bytes:
    r"""A frame as bytes.

    >>> encode_frame(ReplicaRequest("x", 1), b"!")
    b'\x00\x00\x00\x18\x00\x00\x00\x01["ReplicaRequest","x",1]!'
    """
    text = _encode(value)
    return _LENGTHS.pack(len(text), len(content)) + text + content


def decode_lengths(head: bytes | bytearray | memoryview) -> tuple[int, int]:
    """The lengths of the two parts of a frame, by its first `HEAD_BYTES`."""
    text, content = _LENGTHS.unpack_from(head)
    return int(text), int(content)


@lru_cache(maxsize=64)  # nearly all differ in their content alone
def decode_request(text: bytes) -> WorkerRequest:
    """What the service asks, from the JSON of a frame.

    Raises:
        TypeError: it is something else.
    """
    value = _decode(text)
    if isinstance(value, WorkerReply):
        raise TypeError("a reply came where a request was due")
    return value


@lru_cache(maxsize=64)
def decode_reply(text: bytes) -> WorkerReply:
    """What a worker answers, from the JSON of a frame.

    Raises:
        TypeError: it is something else.
    """
    value = _decode(text)
    if not isinstance(value, WorkerReply):
        raise TypeError("a request came where a reply was due")
    return value


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes] | None:
    """The two parts of the next frame; None at the end."""
    head = stream.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        return None
    text, content = decode_lengths(head)
    return stream.read(text), stream.read(content)


def split_frame(frame: memoryview) -> tuple[bytes, bytes]:
    """The two parts of a frame that came in one piece."""
    text, content = decode_lengths(frame)
    end = HEAD_BYTES + text
    return bytes(frame[HEAD_BYTES:end]), bytes(frame[end : end + content])


@lru_cache(maxsize=64)
def _encode(value: WorkerRequest | WorkerReply) -> bytes:
    told = [type(value).__name__, *(getattr(value, field.name) for field in fields(value))]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _decode(text: bytes) -> WorkerRequest | WorkerReply:
    kind, *values = json.loads(text)
    return _KINDS[kind](*(tuple(value) if isinstance(value, list) else value for value in values))
