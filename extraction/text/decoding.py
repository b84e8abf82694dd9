"""Bytes to text: UTF-8, or UTF-16 and UTF-32 with a byte order mark; whatever else is refused with the way out.

A wrong guess at an encoding puts wrong words under every later statement, so nothing is guessed silently: the guess
goes into the error message, for a person to confirm with `iconv`.
"""

from __future__ import annotations

import codecs
import re

from ontology.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its prefix
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP or office file (docx, odt, epub)", "save it as text, HTML or PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office file (doc, xls)", "save it as text, HTML or PDF"),
    (b"{\\rtf", "an RTF file", "save it as text, HTML or PDF"),
    (b"\x89PNG", "an image", "read the words in it with an OCR programme first"),
    (b"\xff\xd8\xff", "an image", "read the words in it with an OCR programme first"),
    (b"\x1f\x8b", "a gzip file", "unpack it with gunzip first"),
)
_ARABIC_ENCODINGS = ("windows-1256", "iso-8859-6", "utf-16-le", "utf-16-be")
_ARABIC_FREQUENT = re.compile(r"\s(?:ال[ء-ي]|في\s|من\s|على\s|و[ء-ي])")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 20_000
_MAX_CONTROL_SHARE = 0.005
_MAX_REPLACEMENT_SHARE = 0.02


def decode_text(content: bytes, where: str) -> str:
    r"""The text of `content`, every character as stored: no normalisation, line ends kept, no byte order mark.

    Args:
        content: the bytes of a text file.
        where: how an error message names the text.

    Raises:
        DocumentError: the bytes are binary, or no UTF-8; the message names the likely encoding and the way out.

    >>> decode_text("ميثاق\r\n".encode("utf-8-sig"), "a.txt")
    'ميثاق\r\n'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_decode_marked(content[len(mark) :], encoding, where), where)
    for signature, what, way_out in _SIGNATURES:
        if content.startswith(signature):
            raise DocumentError(f"{where} is {what}, not text: {way_out}.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise _undecodable(content, where, f"byte {fault.start} is no UTF-8") from fault
    if "\x00" in text:
        raise _undecodable(content, where, "it has NUL bytes")
    return _checked(text, where)


def _decode_marked(content: bytes, encoding: str, where: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise DocumentError(
            f"{where} has the byte order mark of {encoding} but breaks that encoding at byte {fault.start}."
        ) from fault


def _undecodable(content: bytes, where: str, fact: str) -> DocumentError:
    guess = guess_encoding(content)
    if guess is None:
        return DocumentError(f"{where} is a binary file, not text ({fact}): give text in UTF-8, HTML or PDF.")
    return DocumentError(
        f"{where} seems to be in {guess}, not in UTF-8 ({fact}): convert it with "
        f"`iconv -f {guess} -t utf-8 {where} > utf-8.txt`."
    )


def guess_encoding(content: bytes) -> str | None:
    """The encoding that bytes other than UTF-8 are probably in, or None for bytes that look like no text.

    Arabic encodings are told apart by how often the article and the commonest particles begin a word;
    what has none of them and is mostly ASCII letters is taken for Western European.
    """
    sample = content[:_SAMPLE]
    hits = {name: len(_ARABIC_FREQUENT.findall(sample.decode(name, "replace"))) for name in _ARABIC_ENCODINGS}
    best = max(hits, key=lambda name: hits[name])
    if hits[best] > 0 and not _is_noise(sample.decode(best, "replace")):
        return best
    western = sample.decode("windows-1252", "replace")
    ascii_letters = sum(letter.isascii() for letter in _LETTER.findall(western))
    if not _is_noise(western) and ascii_letters > 0.6 * len(western):
        return "windows-1252"
    return None


def _is_noise(text: str) -> bool:
    strange = len(_CONTROL.findall(text)) + text.count("\ufffd")
    return strange > _MAX_CONTROL_SHARE * len(text)


def _checked(text: str, where: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL_SHARE * len(sample):
        raise DocumentError(
            f"{where} is a binary file, not text (it has control characters): give text in UTF-8, HTML or PDF."
        )
    if sample.count("\ufffd") > _MAX_REPLACEMENT_SHARE * len(sample):
        raise DocumentError(
            f"{where} holds many replacement characters (U+FFFD): letters were lost in an earlier conversion; "
            "get the original."
        )
    if (encoding := _decoded_twice(sample)) is not None:
        raise DocumentError(
            f"{where} was UTF-8 read as {encoding} and saved again: undo it with "
            f"`iconv -f utf-8 -t {encoding} {where} > utf-8.txt`."
        )
    return text


def _decoded_twice(text: str) -> str | None:
    """The encoding as which UTF-8 was once misread ("ط§ظ„" or "Ø§Ù„" for "ال"), or None for sound text."""
    if text.isascii():
        return None
    for encoding in ("windows-1256", "windows-1252", "latin-1"):
        try:
            recovered = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        try:
            recovered.decode("utf-8")
        except UnicodeDecodeError as fault:
            cut_inside_character = len(text) == _SAMPLE and fault.start > len(recovered) - 4
            if not cut_inside_character:
                continue
        return encoding
    return None
