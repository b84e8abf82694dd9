import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.text.sentences import load_abbreviations, split_sentences

ABBREVIATIONS = load_abbreviations()
DOCUMENT = Path(__file__).parents[3] / "documents" / "russia-nato.txt"


def split(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text, ABBREVIATIONS)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["عاد الهدوء.", "ثم سقط!", "هل يعود؟", "لا أحد يعرف…", "انتهى"],
        ["قال: «لن نقبل.»", "وأضاف أن القرار نهائي."],
        ["بلغ 1.5 مليون في 25.3.2018 مساء.", "ثم زاد."],
        ["التقى د. محمد و ج. بوش في المقر.", "وغادرا."],
        ["انتهى الأمر عام 1989 م.", "ثم حكم."],
        ["نقلت وكالة أ.ف.ب عن مصدر.", "ونفى."],
        ["وصل إلى المنطقة.", "وقال إنه باق."],
        ["Gen. Smith met Mr. John F. Kennedy.", "They left."],
        ["It met on Sept. 30, 2018.", "Res. 242 of 1967 stands."],
        ["The U.S. embassy closed.", "Why?", "Nobody said."],
        ['"Will you leave?" he asked.', "She stayed."],
    ],
)
def test_punctuation_ends_a_sentence_where_a_reader_would_stop(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_space_forgotten_after_a_full_stop_is_no_reason_to_read_on() -> None:
    assert split("وصل إلى المنطقة.وقال إنه باق") == ["وصل إلى المنطقة.", "وقال إنه باق"]


def test_lines_are_sentences_whatever_they_end_in() -> None:
    assert split("عنوان\n\n- بند أول\r\n- بند ثان\n") == ["عنوان", "- بند أول", "- بند ثان"]


def test_the_dot_of_a_list_number_ends_nothing() -> None:
    assert split("1. Background. 2. Talks\n٣. محادثات. ثم") == ["1. Background.", "2. Talks", "٣. محادثات.", "ثم"]


@given(st.text(st.sampled_from('اب aB.!?؟…"»)1 \n\r\u2028')))
def test_every_visible_character_is_in_exactly_one_trimmed_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


def test_the_shipped_document_is_split_at_its_headings_and_full_stops() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    sentences = [span.of(text) for span in split_sentences(text)]
    assert sentences[0] == "العلاقات الثنائية بين روسيا والناتو تتأزم من جديد"
    assert "-أهم القضايا بين القوتين" in sentences
    assert len(sentences) == 23


def test_a_line_too_long_for_a_sentence_is_cut_between_words() -> None:
    text = "زارت قطر مصر " * 1_000
    spans = split_sentences(text)
    assert max(span.end - span.start for span in spans) <= 2_000
    assert " ".join(span.of(text) for span in spans) == text.strip()


@pytest.mark.parametrize("text", ["ا" * 10_000, "ا" + " " * 10_000 + "ب", " " * 10_000])
def test_a_long_line_without_words_or_without_spaces_is_cut_all_the_same(text: str) -> None:
    spans = split_sentences(text)
    assert "".join(span.of(text) for span in spans) == text.replace(" ", "")
