"""The table of commands and the list of their names are the same."""

from __future__ import annotations

import typer

from studio.cli.commands import app
from studio.cli.names import COMMANDS


def test_every_command_is_named_where_the_start_looks() -> None:
    group = typer.main.get_command(app)
    assert set(group.commands) == set(COMMANDS)  # type: ignore[attr-defined]
