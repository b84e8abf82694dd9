from extraction.actors.cast import Cast
from extraction.lexicon.pack import Body
from ontology.model import ActorType
from tests.extraction.read_arabic import catalog, reader


def make() -> Cast:
    return Cast(catalog(), "ar", reader().pack.bodies)


def body(head: str) -> Body:
    return next(b for b in reader().pack.bodies if b.head == tuple(head.split()))


def test_the_same_head_and_owner_are_one_body_and_the_name_that_tells_more_stays() -> None:
    cast = make()
    cast.known("bulgaria")
    first = cast.body(body("الحكومه"), "bulgaria", "الحكومة")
    assert cast.body(body("حكومه"), "bulgaria", "حكومة بلغاريا", named=True) == first
    assert cast[first].name_ar == "حكومة بلغاريا"
    assert cast[first].iso3 == "BGR"


def test_a_parliament_of_the_register_is_the_parliament_of_its_state() -> None:
    cast = make()
    known = cast.known("council-of-representatives-of-iraq")
    cast.known("iraq")
    assert cast.body(body("البرلمان"), "iraq", "البرلمان") == known


def test_a_shorter_name_means_the_actor_whose_name_has_all_its_words() -> None:
    cast = make()
    force = cast.body(body("القوات الخاصه"), None, "القوات الخاصة المشتركة", named=True)
    assert cast.body(body("القوات"), None, "القوات المشتركة", named=True) == force


def test_a_group_of_states_is_called_as_the_document_calls_it() -> None:
    cast = make()
    west = cast.known("west")
    cast.call_as(west, "البلدان الغربية")
    cast.call_as(west, "الدول الغربية")
    assert cast[west].name_ar == "البلدان الغربية"
    cast.call_as(cast.known("bulgaria"), "الجمهورية البلغارية")
    assert cast["bulgaria"].name_ar == "بلغاريا"


def test_persons_are_found_by_full_and_last_name_in_any_spelling() -> None:
    cast = make()
    person = cast.person("ينس هولتنبرغ", None)
    assert cast.person("هولتنبيرغ", None) == person
    assert cast.person("أريك هولتنبرغ", None) != person
    assert cast.names.is_surname("هولتنبرغ")
    assert not cast.names.is_surname("ينس")
    assert cast[person].type is ActorType.PERSON


def test_the_document_is_about_the_country_that_it_speaks_of_most() -> None:
    cast = make()
    for slug in ("bulgaria", "bulgaria", "bulgaria", "finland", "european-union"):
        cast.spoke_of([cast.known(slug)])
    assert cast.salient((ActorType.STATE,), 1) == ("bulgaria",)
    assert cast.salient((ActorType.STATE,), 2) == ("bulgaria", "finland")
    assert cast.salient((ActorType.STATE,), 3) == ()
