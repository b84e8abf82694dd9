"""The words that state an event: its clause, with the relative clause that speaks of it and without what does not."""

import pytest

from tests.extraction.made_drafts import draft_at


@pytest.mark.parametrize(
    ("text", "trigger", "evidence"),
    [
        ("أشادت كندا بالوساطة التي قادتها الكويت.", "الوساطة", "أشادت كندا بالوساطة التي قادتها الكويت"),
        ("أشادت كندا بالمناورات، التي تنتهي غدا.", "مناورات", "أشادت كندا بالمناورات، التي تنتهي غدا"),
        ("استقبل الوزير نظيره الكندي، متهما إيران بالكذب.", "متهما", "متهما إيران بالكذب"),
        ("بعد قصف القرية التي تقع في سوريا، نددت كندا.", "قصف", "بعد قصف القرية التي تقع في سوريا"),
        ("زار الوزير كينيا التي تقع في أفريقيا.", "زار", "زار الوزير كينيا"),
    ],
)
def test_the_evidence_of_an_event_is_what_speaks_of_it(text: str, trigger: str, evidence: str) -> None:
    assert draft_at(text, trigger).evidence.of(text) == evidence
