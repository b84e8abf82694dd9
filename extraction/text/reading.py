"""Files and posted bodies to documents: text, HTML or PDF, with what `<name>.meta.json` beside a file says about it.

The text is kept as stored (no normalisation, line ends as they are), because every offset counts its code points.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from extraction.text.decoding import decode_text
from extraction.text.formats import SUFFIXES, Extract, extract_text, recognise_format
from extraction.text.languages import identify_language, require_language
from ontology.dates import parse_date
from ontology.errors import DateError, DocumentError
from ontology.model import Document

MAX_BYTES = 50_000_000
"""Files of 50 MB and more are refused before they are read: no article or report is so long, and memory is not free."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a document besides its text; None where nothing is.

    Attributes:
        language: ISO 639-1 code.
        published: date of publication in EDTF.
    """

    title: str | None = None
    language: str | None = None
    published: str | None = None
    source: str | None = None


def read_document(path: Path, *, language: str | None = None, published: str | None = None) -> Document:
    """The document in a file: UTF-8 text, HTML or PDF.

    Args:
        path: the file; `<name>.meta.json` beside it may give title, language, published and source.
        language: ISO 639-1 code; wins over the metadata; without either the text is identified.
        published: date in EDTF; wins over the metadata.

    Raises:
        DocumentError: the file is missing, a folder, empty, binary, wrongly encoded, of 50 MB or more, in a
            language without a pack, or its metadata is faulty; the message names the file and the way out.
    """
    path = Path(path)
    content = read_file(path)
    metadata = read_metadata(path)
    known = Metadata(
        title=metadata.title,
        language=language or metadata.language,
        published=published or metadata.published,
        source=metadata.source,
    )
    return read_content(content, name=_file_name(path), where=str(path), metadata=known)


def read_content(content: bytes, *, name: str, where: str | None = None, metadata: Metadata | None = None) -> Document:
    """The document in bytes of any readable format, such as an upload.

    Args:
        content: text, HTML or PDF.
        name: what the document is called, with a suffix if there is one (`report.pdf`).
        where: how error messages name it; by default its name.
        metadata: what is known; wins over what a page says about itself.

    Raises:
        DocumentError: as for `read_document`.
    """
    where = where or name
    if len(content) >= MAX_BYTES:
        raise _too_large(where, len(content))
    if not content:
        raise DocumentError(f"{where} is empty.")
    suffix = Path(name).suffix
    extract = extract_text(content, recognise_format(content, suffix), where)
    return _document(extract, name=name, where=where, metadata=metadata or Metadata())


def read_text(text: str, *, name: str, metadata: Metadata | None = None) -> Document:
    """The document of a text that is already decoded.

    Raises:
        DocumentError: it holds no words, a wrong date, or is in a language without a pack.

    >>> read_text("طردت موسكو السفير.", name="note", metadata=Metadata(language="ar")).language
    'ar'
    """
    return _document(Extract(text), name=name, where=name, metadata=metadata or Metadata())


def _document(extract: Extract, *, name: str, where: str, metadata: Metadata) -> Document:
    if not any(map(str.isalnum, extract.text)):
        raise DocumentError(f"{where} is empty: there are no words in it.")
    published = metadata.published
    if published is not None:
        _require_date(published, where)
    if metadata.language is not None:
        language = require_language(metadata.language, where)
    else:
        language = identify_language(extract.text, where)
    return Document(
        name=document_name(name),
        text=extract.text,
        language=language,
        title=metadata.title or extract.title,
        published=published or extract.published,
        source=metadata.source or extract.source,
    )


def document_name(file_name: str) -> str:
    """What the document in a file is called: the file's name, without a suffix that says its format.

    >>> document_name("russia-nato.txt"), document_name("report v1.2")
    ('russia-nato', 'report v1.2')
    """
    suffix = Path(file_name).suffix
    return file_name.removesuffix(suffix) if suffix.lower() in SUFFIXES else file_name


def read_file(path: Path) -> bytes:
    """The bytes of a file smaller than 50 MB.

    Raises:
        DocumentError: there is no such file, it is a folder or a device, too large, or not to be read.
    """
    try:
        if path.is_dir():
            raise DocumentError(f"{path} is a folder, not a document.")
        if not path.exists():
            raise DocumentError(f"{path}: there is no such file.")
        if not path.is_file():
            raise DocumentError(f"{path} is not a regular file.")
        if (size := path.stat().st_size) >= MAX_BYTES:
            raise _too_large(str(path), size)
        return path.read_bytes()
    except OSError as fault:
        raise DocumentError(f"{path} cannot be read: {fault.strerror or fault}.") from fault


def _too_large(where: str, size: int) -> DocumentError:
    return DocumentError(
        f"{where} has {size / 1e6:.1f} MB; a document must be under {MAX_BYTES / 1e6:.0f} MB: split it."
    )


def read_metadata(path: Path) -> Metadata:
    """What `<name>.meta.json` beside the document at `path` says; other fields than `Metadata` has are ignored.

    Raises:
        DocumentError: the file is no JSON object, or a field has a wrong value; the message names the field.
    """
    beside = path.with_name(f"{path.stem}.meta.json")
    if not beside.exists():
        return Metadata()
    try:
        fields: object = json.loads(decode_text(read_file(beside), str(beside)))
    except ValueError as fault:
        raise DocumentError(f"{beside} is no JSON: {fault}.") from fault
    except RecursionError as fault:
        raise DocumentError(f"{beside} is no metadata: it is nested too deeply.") from fault
    if not isinstance(fields, dict):
        raise DocumentError(f"{beside} must hold a JSON object with title, language, published, source.")
    values: dict[str, str | None] = {}
    for name in ("title", "language", "published", "source"):
        value: object = fields.get(name)
        if not (value is None or (isinstance(value, str) and value.strip())):
            raise DocumentError(
                f"{beside}: {name} must be text or null, not {json.dumps(value, ensure_ascii=False)[:80]}."
            )
        values[name] = value
    if values["language"] is not None:
        require_language(values["language"], f"{beside}: language")
    if values["published"] is not None:
        _require_date(values["published"], f"{beside}: published")
    return Metadata(**values)


def _require_date(date: str, where: str) -> None:
    try:
        parse_date(date)
    except DateError as fault:
        raise DocumentError(f"{where}: {fault}") from fault


def _file_name(path: Path) -> str:
    """The file's name as text, also where its bytes are no UTF-8."""
    return os.fsencode(path.name).decode("utf-8", "replace")
