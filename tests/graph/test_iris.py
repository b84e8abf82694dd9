"""IRIs: the same for the same thing, different for different things, and always IRIs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from graph.iris import DocumentIris, encode_segment, mint_key, register_iri, slugify
from ontology.model import Document, Span

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
IRIS = DocumentIris("0123456789abcdef", base="https://graph.example/")


def test_the_same_text_is_the_same_document_whatever_its_name() -> None:
    texts = [Document("a", "نص", "ar"), Document("b", "نص", "ar"), Document("a", "نص آخر", "ar")]
    first, second, third = (DocumentIris(document.id).document for document in texts)
    assert first == second
    assert first != third


def test_a_setting_moves_what_is_minted_and_not_the_register() -> None:
    assert IRIS.document.value == "https://graph.example/document/0123456789abcdef"
    assert IRIS.span(Span(3, 7)).value == "https://graph.example/document/0123456789abcdef#char=3,7"
    assert IRIS.scoped("event", "key").value == "https://graph.example/event/0123456789abcdef-key"
    assert IRIS.place("Addis Ababa").value == "https://graph.example/place/addis-ababa"
    assert register_iri("treaty", "north-atlantic-treaty").value == (
        "https://w3id.org/mithaq/id/treaty/north-atlantic-treaty"
    )


@given(NAMES, NAMES)
def test_different_names_give_different_segments(first: str, second: str) -> None:
    assert (encode_segment(first) == encode_segment(second)) == (first == second)


@given(NAMES)
def test_any_name_gives_an_iri_with_one_segment(name: str) -> None:
    for iri in (IRIS.scoped("actor", name), IRIS.place(name), register_iri("actor", name)):
        assert NamedNode(iri.value) == iri
        assert not set("/#?") & set(iri.value.partition("actor/")[2] or iri.value.partition("place/")[2])


@given(st.lists(NAMES, min_size=1, max_size=4), st.lists(NAMES, min_size=1, max_size=4))
def test_a_key_is_equal_exactly_for_equal_parts(first: list[str], second: list[str]) -> None:
    assert (mint_key(*first) == mint_key(*second)) == (first == second)


def test_a_place_is_one_for_different_spellings_of_its_name() -> None:
    assert slugify("ADDIS  Ababa") == slugify("Addis-Ababa") == "addis-ababa"
    assert slugify("القرم") == "القرم"


def test_a_place_without_letters_has_a_slug_of_its_own() -> None:
    assert slugify("?!") != slugify("!?")
