"""What a worker does for a write before the writer sees it: try an update, read a graph.

Whatever the engine dies of or never ends with, it dies of or never ends with in a process that can be killed. An update
that reads runs on a copy of the checkpoint that nobody else has, one that does not on an empty store: so one that is
passed on has parsed, and has come to an end within its limits on the graph that it is for.
"""

from __future__ import annotations

import contextlib
import email
import email.policy
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from api.pool.frames import WriteRequest
from api.scanning.nesting import refuse_depth
from api.scanning.update_trial import run_and_compare, write_touched
from graph.store.statements import syntax_error
from ontology.errors import QueryError

UPDATE = "update"
GRAPH = "graph"
MULTIPART = "multipart/form-data"
GRAPH_TYPES = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
"""Media types of graphs that are read."""

_DEEPEST = 32
"""Levels of triples in triples; people write one or two, and the engine compares and drops them recursively."""


def try_write(request: WriteRequest, text: bytes) -> bytes:
    """Try an update, or read triples.

    Returns:
        For an update what it touches (`update_trial`), where that was asked; N-Triples without duplicates for a graph.

    Raises:
        QueryError: it does not parse, with a line, or does not run, without one.
    """
    if request.task == UPDATE:
        return _try_update(text.decode(), request.folder, judged=request.judged)
    return _read_graph(text, request.media_type, request.base)


def _try_update(text: str, folder: str | None, *, judged: bool) -> bytes:
    try:
        if judged or folder is None:
            _parse_update(text)
        if folder is None:
            return b""
        with _copied(Path(folder)) as copy:
            if judged:
                return write_touched(run_and_compare(text, ox.Store(copy)))
            ox.Store(copy).update(text)
            return b""
    except SyntaxError as error:
        raise syntax_error(str(error)) from error
    except RuntimeError as error:
        raise QueryError(str(error)) from error


def _parse_update(text: str) -> None:
    """Run an update on nothing, for its syntax errors alone: that DROP finds no graph says nothing here."""
    with contextlib.suppress(RuntimeError):
        ox.Store().update(text)


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    copy = _copy_checkpoint(folder)
    try:
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _copy_checkpoint(folder: Path) -> Path:
    """A copy inside the checkpoint, so that both go together: tables, which never change, as hard links."""
    copy = folder / f"trial-{os.getpid()}"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for path in folder.iterdir():
        if path.suffix == ".sst":
            (copy / path.name).hardlink_to(path)
        elif path.is_file():
            shutil.copyfile(path, copy / path.name)
    return copy


def _read_graph(content: bytes, media_type: str, base: str) -> bytes:
    triples: dict[ox.Triple, None] = {}
    for part, kind in _parts(content, media_type):
        form = ox.RdfFormat.from_media_type(kind)
        if form is None:
            raise QueryError(f"a part of type {kind} is no graph: send one of {', '.join(GRAPH_TYPES)}")
        if form == ox.RdfFormat.RDF_XML and b"<!DOCTYPE" in part:
            raise QueryError("RDF/XML with a DOCTYPE is not read: write out what its entities stand for")
        if form == ox.RdfFormat.JSON_LD and part.lstrip()[:1] not in (b"{", b"["):
            raise QueryError("a document in JSON-LD is an object or an array", line=1, column=1)
        refuse_depth(part, kind)
        try:
            # Blank nodes of two parts are not the same, whatever they are called.
            quads = ox.parse(part, form, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
            triples |= dict.fromkeys(quad.triple for quad in quads)
        except SyntaxError as error:
            line, column = (error.lineno, error.offset) if error.lineno else (1, 1)
            if "LoadDocumentCallback" in str(error):
                told = "its context is at another address, and none is fetched: write the context out in the document"
                raise QueryError(told, line=line, column=column) from error
            raise QueryError(error.msg or "the triples cannot be read", line=line, column=column) from error
    written = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    if any(line.count(b"<<(") > _DEEPEST for line in written.split(b"\n")):
        raise QueryError(f"triples nest in triples more than {_DEEPEST} levels deep")
    return written


def _parts(content: bytes, media_type: str) -> list[tuple[bytes, str]]:
    """The graphs of a body with their media types: of one that is a form, its files."""
    if not media_type.startswith(MULTIPART):
        return [(content, media_type)]
    header = f"Content-Type: {media_type}\r\n\r\n".encode()
    message = email.message_from_bytes(header + content, policy=email.policy.HTTP)
    parts = [] if not message.is_multipart() else list(message.iter_parts())
    if not parts or message.defects:
        raise QueryError("the form has no parts between lines with the boundary that Content-Type names")
    found = []
    for part in parts:
        payload = part.get_payload(decode=True)
        kind = part.get_content_type()
        if kind not in GRAPH_TYPES or not isinstance(payload, bytes):
            raise QueryError(f"a part of type {kind} is no graph: send one of {', '.join(GRAPH_TYPES)}")
        found.append((payload, kind))
    return found
