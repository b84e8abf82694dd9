"""What is named on a command line: documents and annotation files, alone or in folders, and reading them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.text.decoding import decode_text
from extraction.text.formats import SUFFIXES
from extraction.text.reading import read_document, read_file
from ontology.annotation import parse_annotation
from ontology.catalog import Catalog, load_catalog
from ontology.errors import AnnotationError, DocumentError
from ontology.model import Annotation, Document

if TYPE_CHECKING:
    from extraction.pipeline import Extractor

_METADATA = ".meta.json"


def gather_documents(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The documents at `paths`, each once, a folder's in the order of their names.

    Raises:
        DocumentError: a folder holds none, or an annotation file is named.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(_in_folder(path, annotations=False)))
        elif is_annotation(path):
            raise DocumentError(f"{path} is no document to read: load an annotation with `mithaq load`.")
        else:
            found[path] = None
    return tuple(found)


def gather_inputs(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The documents and annotation files at `paths`; in a folder an annotation stands for the text of its name.

    Raises:
        DocumentError: a folder holds neither.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found.update(dict.fromkeys(_in_folder(path, annotations=True) if path.is_dir() else [path]))
    return tuple(found)


def is_annotation(path: Path) -> bool:
    """Whether a file's name is that of an annotation."""
    return path.suffix.lower() == ".json"


def _in_folder(folder: Path, *, annotations: bool) -> list[Path]:
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    except OSError as fault:
        raise DocumentError(f"{folder} cannot be read: {fault.strerror or fault}.") from fault
    documents = [path for path in files if path.suffix.lower() in SUFFIXES]
    if annotations:
        annotated = [path for path in files if is_annotation(path) and not path.name.endswith(_METADATA)]
        covered = {path.with_suffix("") for path in annotated}
        documents = sorted([*annotated, *(path for path in documents if path.with_suffix("") not in covered)])
    if not documents:
        raise DocumentError(f"{folder} holds no documents ({', '.join(SUFFIXES)}).")
    return documents


def read_annotation(path: Path) -> Annotation:
    """The annotation in a JSON file; its text stands in the file or in `<document>.txt` beside it, with its metadata.

    Raises:
        DocumentError: the file or the text beside it cannot be read, or a field is wrong; the message names the
            file and the JSON path.
    """
    data = _load_json(path)
    if not isinstance(data, dict):
        raise DocumentError(f"{path}: $: an annotation is a JSON object.")
    text: str | None = None
    name = data.get("document")
    if "text" not in data and isinstance(name, str):
        beside = path.with_name(f"{Path(name).name}.txt")
        if not beside.exists():
            raise DocumentError(f"{path} has no text, and there is no {beside.name} beside it.")
        language = data.get("language")
        document = read_document(beside, language=language if isinstance(language, str) else None)
        text = document.text
        known = {"title": document.title, "published": document.published, "source": document.source}
        data = {**{key: value for key, value in known.items() if value is not None}, **data}
    try:
        return parse_annotation(data, text=text)
    except AnnotationError as fault:
        raise DocumentError(f"{path}: {fault}") from fault


def _load_json(path: Path) -> object:
    content = decode_text(read_file(path), str(path))
    try:
        data: object = json.loads(content)
        if "\\ud" in content.lower():  # half of a surrogate pair is legal JSON and no Unicode text
            json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as fault:
        raise DocumentError(f"{path} holds half of a surrogate pair (\\ud...), which is no letter.") from fault
    except ValueError as fault:
        raise DocumentError(f"{path} is no JSON: {fault}.") from fault
    except RecursionError as fault:
        raise DocumentError(f"{path} is no annotation: it is nested too deeply.") from fault
    return data


class Reader:
    """Reads documents with the extractor, and annotation files as they are.

    Args:
        language: ISO 639-1 code of the documents, where the caller knows it.
        published: date of publication of the documents in EDTF, where the caller knows it.
    """

    def __init__(self, *, language: str | None = None, published: str | None = None) -> None:
        self._language = language
        self._published = published

    @cached_property
    def catalog(self) -> Catalog:
        """The ontology and the register, loaded when first needed."""
        return load_catalog()

    @cached_property
    def extractor(self) -> Extractor:
        """The extractor, loaded when the first document needs it."""
        from extraction.pipeline import load_extractor  # noqa: PLC0415 - annotation files need no lexicons

        return load_extractor(self.catalog)

    def read(self, path: Path) -> Annotation:
        """The annotation of one document or in one annotation file.

        Raises:
            DocumentError: it cannot be read.
        """
        if is_annotation(path):
            return read_annotation(path)
        return self.extract(read_document(path, language=self._language, published=self._published))

    def extract(self, document: Document) -> Annotation:
        """Say what a document says."""
        return self.extractor.extract(document)
