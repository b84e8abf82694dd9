"""What the tests of this room share: the extractor, loaded once."""

import pytest

from extraction.pipeline import Extractor
from tests.extraction import made_drafts


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return made_drafts.extractor()
