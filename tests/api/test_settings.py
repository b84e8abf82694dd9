"""Settings from the environment."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from api.settings import Settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MITHAQ_PORT", "9000")
    monkeypatch.setenv("MITHAQ_QUERY_TIMEOUT", "2.5")
    settings = Settings()
    assert (settings.port, settings.query_timeout) == (9000, 2.5)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "high"), ("WORKERS", "0"), ("QUERY_TIMEOUT", "0"), ("BASE_IRI", "https://example.org/id")],
)
def test_a_bad_setting_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"MITHAQ_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()
