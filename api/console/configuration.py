"""Settings for a command: its options win over `MITHAQ_*`, and a wrong value is told by the name it was given under."""

from __future__ import annotations

import typer
from pydantic import ValidationError

from api.settings import Settings


def read_settings(**options: str | int | None) -> Settings:
    """The settings, from the environment where an option is None.

    Raises:
        typer.BadParameter: a value is wrong.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        name = str(fault["loc"][0])
        message = fault["msg"].removeprefix("Value error, ")
        hint = f"--{name.replace('_', '-')}" if name in given else f"MITHAQ_{name.upper()}"
        raise typer.BadParameter(f"{message}, not {fault['input']!r}", param_hint=hint) from error
