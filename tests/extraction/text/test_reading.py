"""What can be read, how it is kept, and what is refused with which words."""

import json
import os
from pathlib import Path

import pytest

from extraction.text.decoding import decode_text, guess_encoding
from extraction.text.languages import identify_language, installed_languages
from extraction.text.reading import MAX_BYTES, Metadata, read_content, read_document, read_text
from ontology.errors import DocumentError
from tests.extraction.made_pdf import make_pdf

ARABIC = "طردت موسكو في الشهر الماضي سفير بولندا، وقال الناتو إنه يرفض القرار الروسي من حيث المبدأ."
FRENCH = "La Russie a expulsé l'ambassadeur de Pologne le mois dernier, et l'OTAN a dit rejeter cette décision."
PERSIAN = "وزارت خارجه ایران اعلام کرد که سفیر لهستان را احضار کرده است و پاسخ مناسبی به این اقدام خواهد داد."
LANGUAGES = Path("extraction/language")


def write(folder: Path, content: bytes, name: str = "note.txt", **meta: object) -> Path:
    path = folder / name
    path.write_bytes(content)
    if meta:
        (folder / f"{path.stem}.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_text_is_read_with_or_without_a_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    assert read_document(write(tmp_path, ARABIC.encode(encoding)), language="ar").text == ARABIC


def test_text_is_kept_as_stored_with_its_line_ends_and_decomposed_letters(tmp_path: Path) -> None:
    text = "سؤال\r\nقرار\rا\u0653ل\n\u200fموسكو "
    assert read_document(write(tmp_path, text.encode()), language="ar").text == text


def test_the_user_document_comes_with_its_metadata() -> None:
    document = read_document(Path("documents/russia-nato.txt"))
    assert (document.name, document.language, document.published) == ("russia-nato", "ar", None)
    assert document.title == "العلاقات الثنائية بين روسيا والناتو تتأزم من جديد"
    assert document.text == Path("documents/russia-nato.txt").read_bytes().decode()


def test_an_argument_wins_over_the_metadata_and_the_metadata_over_a_guess(tmp_path: Path) -> None:
    path = write(tmp_path, FRENCH.encode(), language="ar", published="2018-03", source="Agency", title="Note")
    document = read_document(path)
    assert (document.language, document.published) == ("ar", "2018-03")
    assert (document.source, document.title) == ("Agency", "Note")
    assert read_document(path, published="2019-01-02").published == "2019-01-02"
    with pytest.raises(DocumentError, match="no language pack for 'fr'"):
        read_document(path, language="fr")


@pytest.mark.parametrize(("text", "language"), [(ARABIC, "ar"), ("موسكو", "ar"), ("طردت", "ar")])
def test_the_language_of_a_text_is_recognised(text: str, language: str) -> None:
    assert identify_language(text, "note") == language


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (PERSIAN, "fa")])
def test_a_text_in_a_language_without_a_pack_is_refused(text: str, language: str) -> None:
    with pytest.raises(DocumentError, match=f"'{language}', which has no language pack; installed are ar"):
        identify_language(text, "note")


def test_every_folder_with_frames_is_an_installed_language() -> None:
    assert installed_languages() == tuple(sorted(file.parent.name for file in LANGUAGES.glob("*/frames.tsv")))
    assert "ar" in installed_languages()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (" \r\n\t\u00a0\u200f ".encode(), "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (bytes(range(256)) * 4, "is a binary file"),
        (b"plain\x01\x02\x03 text", "is a binary file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is an image"),
        (b"PK\x03\x04\x14\x00", "is a ZIP or office file"),
        (ARABIC.encode("windows-1256"), r"seems to be in windows-1256, .*`iconv -f windows-1256 -t utf-8"),
        (ARABIC.replace("،", ",").encode("iso-8859-6"), r"seems to be in iso-8859-6, .*`iconv -f iso-8859-6 -t utf-8"),
        (ARABIC.encode("utf-16-le"), r"seems to be in utf-16-le"),
        ("The résumé of the talks".encode("windows-1252"), r"seems to be in windows-1252"),
        (ARABIC.encode().decode("windows-1256", "replace").encode(), r"replacement characters|read as windows-1256"),
        (ARABIC.encode().decode("latin-1").encode(), r"was UTF-8 read as latin-1"),
        (("\ufffd" * 5 + " " + ARABIC).encode(), "replacement characters"),
        (b"\xff\xfe\x00\xd8", "byte order mark of utf-16-le"),
        (b"%PDF-1.7 no more than a header", "cannot be read as PDF"),
        (make_pdf([]), "has no text layer"),
        (b"<!DOCTYPE html><html><body></body></html>", "no article text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(tmp_path: Path, content: bytes, message: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(DocumentError, match=message) as caught:
        read_document(path, language="ar")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_accent_at_the_very_end_is_no_sign_of_a_wrong_encoding() -> None:
    assert decode_text("Talks in Yaoundé".encode(), "note") == "Talks in Yaoundé"


def test_no_encoding_is_guessed_for_bytes_that_look_like_no_text() -> None:
    assert guess_encoding(bytes(range(128, 256)) * 8) is None


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="there is no such file"):
        read_document(tmp_path / "missing.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="is not a regular file"):
        read_document(tmp_path / "pipe.txt")


def test_a_file_of_50_megabytes_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES)  # NUL bytes: reading them would say "binary"
    with pytest.raises(DocumentError, match=r"has 50\.0 MB; a document must be under 50 MB"):
        read_document(path)


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        ({"language": "fr"}, r"note\.meta\.json: language: no language pack for 'fr'; installed are ar"),
        ({"language": 7}, r"note\.meta\.json: language must be text or null, not 7"),
        ({"published": "yesterday"}, r"note\.meta\.json: published: .*yesterday"),
        ({"title": ["a"]}, r"note\.meta\.json: title must be text or null"),
        ({"source": " "}, r"note\.meta\.json: source must be text or null"),
    ],
)
def test_faulty_metadata_is_refused_with_the_name_of_the_field(
    tmp_path: Path, meta: dict[str, object], message: str
) -> None:
    with pytest.raises(DocumentError, match=message):
        read_document(write(tmp_path, ARABIC.encode(), **meta))


@pytest.mark.parametrize("meta", ["[]", "{", "null", "[" * 100_000])
def test_metadata_that_is_no_json_object_is_refused(tmp_path: Path, meta: str) -> None:
    path = write(tmp_path, ARABIC.encode())
    (tmp_path / "note.meta.json").write_text(meta, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"note\.meta\.json"):
        read_document(path)


def test_a_wrong_language_or_date_given_by_the_caller_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, ARABIC.encode())
    with pytest.raises(DocumentError, match="no language pack for 'xx'"):
        read_document(path, language="xx")
    with pytest.raises(DocumentError, match="2018-13"):
        read_document(path, language="ar", published="2018-13")


HTML = """<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>أزمة السفراء</title>
<meta property="article:published_time" content="2018-03-27T10:00:00Z"></head><body>
<nav><a href="/">الرئيسية</a> <a href="/sport">رياضة</a></nav>
<article><h1>أزمة السفراء</h1><p>{first}</p><p>{second}</p></article>
<script>var طرد = 1;</script><footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_web_page_gives_its_article_title_and_date(tmp_path: Path, charset: str) -> None:
    second = "واستدعت وارسو السفير الروسي وأعلنت أنها ستطرد بدورها أربعة من الدبلوماسيين الروس خلال أسبوع واحد."
    page = HTML.format(charset=charset, first=ARABIC, second=second)
    document = read_document(write(tmp_path, page.encode(charset), "page.html"))
    assert ARABIC in document.text
    assert second in document.text
    assert "جميع الحقوق" not in document.text
    assert (document.title, document.published, document.language) == ("أزمة السفراء", "2018-03-27", "ar")


def test_a_pdf_gives_its_lines_in_reading_order(tmp_path: Path) -> None:
    lines = ["طردت موسكو سفير بولندا يوم الاثنين.", "وقال الناتو إنه يرفض القرار الروسي."]
    document = read_document(write(tmp_path, make_pdf(lines), "report.pdf"), language="ar")
    assert document.text.splitlines() == lines
    assert document.name == "report"


def test_posted_bytes_are_told_apart_by_their_first_bytes() -> None:
    known = Metadata(language="ar")
    assert read_content(make_pdf(["موسكو"]), name="upload", metadata=known).text.strip() == "موسكو"
    assert read_content(ARABIC.encode(), name="report v1.2", metadata=known).name == "report v1.2"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Poland expels diplomats\n\nPoland has expelled three diplomats of Russia.", "Poland expels diplomats"),
        ("Poland expels diplomats\r\n\r\nPoland has expelled them.\r\n", "Poland expels diplomats"),
        ("Poland expels diplomats\nPoland has expelled three diplomats of Russia.", None),
        ("Poland has expelled three diplomats.\n\nRussia protests against it.", None),
        ("Poland expels diplomats\n\n", None),
    ],
)
def test_a_headline_set_off_from_a_plain_text_is_its_title(tmp_path: Path, text: str, title: str | None) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(text.encode())
    assert read_document(path, language="en").title == title


def test_the_same_text_is_the_same_document_whatever_its_name() -> None:
    known = Metadata(language="ar")
    assert read_text(ARABIC, name="a", metadata=known).id == read_text(ARABIC, name="b", metadata=known).id
