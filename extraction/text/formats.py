"""HTML and PDF to text: thin adapters over trafilatura and qalam, imported when first needed.

trafilatura takes most of a second to import, and most documents are plain text.
"""

from __future__ import annotations

import codecs
import logging
import re
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extraction.text.decoding import decode_text
from ontology.errors import DocumentError

_LOGGER = logging.getLogger(__name__)
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_HEAD = 4_096


class Format(StrEnum):
    """The kinds of document that can be read."""

    TEXT = "text"
    HTML = "html"
    PDF = "pdf"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
}
"""What a file's name says; a name that says nothing leaves it to the first bytes."""


_LONGEST_HEADLINE = 150
"""In code points; what is longer is a paragraph."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The running text of a document, with what the document says about itself."""

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None


def recognise_format(content: bytes, suffix: str = "") -> Format:
    """The format of `content`: by its first bytes, else by the file name's suffix, else text."""
    if content.startswith(b"%PDF-"):
        return Format.PDF
    if _HTML_START.match(content.removeprefix(codecs.BOM_UTF8)[:_HEAD]):
        return Format.HTML
    return SUFFIXES.get(suffix.lower(), Format.TEXT)


def extract_text(content: bytes, form: Format, where: str) -> Extract:
    """The text of a document in any of the formats.

    Raises:
        DocumentError: it cannot be read, or has no text in it; the message names `where` and the way out.
    """
    if form is Format.PDF:
        return _extract_pdf(content, where)
    if form is Format.HTML:
        return _extract_html(content, where)
    text = decode_text(content, where)
    return Extract(text, title=_headline(text))


def _headline(text: str) -> str | None:
    r"""The first line of a text where a blank line sets it off as a headline; None where it does not.

    >>> _headline("بولندا تطرد دبلوماسيين روسا\n\nطردت بولندا ...")
    'بولندا تطرد دبلوماسيين روسا'
    """
    first, _, rest = text.lstrip("\ufeff\r\n ").partition("\n")
    line, behind = first.strip(), rest.partition("\n")[0]
    set_off = bool(rest.strip()) and not behind.strip()
    return line if set_off and 0 < len(line) <= _LONGEST_HEADLINE and line[-1] not in ".،,:;؛" else None


def _extract_html(content: bytes, where: str) -> Extract:
    from trafilatura import bare_extraction  # noqa: PLC0415 - see the module's docstring

    page = bare_extraction(
        _decode_html(content, where),
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or isinstance(page, dict) or not page.text:
        raise DocumentError(f"{where} has no article text in its HTML: save the article itself, or its text.")
    return Extract(page.text, title=page.title, published=page.date, source=page.sitename)


def _decode_html(content: bytes, where: str) -> str:
    """A page's source, in the encoding that it declares where it declares one."""
    declared = _CHARSET.search(content[:_HEAD])
    if declared is not None and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = declared[1].decode("ascii", "replace")
        try:
            return content.decode(encoding)
        except LookupError as fault:
            raise DocumentError(f"{where} declares the unknown encoding {encoding!r}: save it in UTF-8.") from fault
        except UnicodeDecodeError as fault:
            raise DocumentError(f"{where} declares {encoding} but breaks it at byte {fault.start}.") from fault
    return decode_text(content, where)


def _extract_pdf(content: bytes, where: str) -> Extract:
    from qalam import Document as PdfFile  # noqa: PLC0415 - native code that only PDF needs
    from qalam import QalamError  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="mithaq-") as folder:
        path = Path(folder, "document.pdf")  # qalam reads files only
        path.write_bytes(content)
        try:
            pdf = PdfFile(str(path))
        except QalamError as fault:
            raise DocumentError(f"{where} cannot be read as PDF: {fault}.") from fault
    if not pdf.text.strip():
        raise DocumentError(f"{where} has no text layer: recognise its words first, as with `ocrmypdf -l ara`.")
    if pdf.pages_needing_ocr:
        _LOGGER.warning("%s: pages without a text layer left out: %s", where, pdf.pages_needing_ocr)
    return Extract(pdf.text)
