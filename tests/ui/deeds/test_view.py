"""How the window shows itself, by its actions."""

from __future__ import annotations

from studio.ui.theme import Look
from studio.ui.window import Window


def test_workspaces_and_themes_are_a_key_away(window: Window) -> None:
    actions = window.desk.actions
    actions.run("view.paint")
    assert window.workspace == "paint"
    actions.run("view.start")
    assert window.workspace == "start"
    actions.run("view.theme_light")
    assert window.desk.settings.theme is Look.LIGHT


def test_stepping_needs_two_pictures(window: Window) -> None:
    assert not window.desk.actions["view.next"].isEnabled()
    window.intake.new_at(8, 8)
    first = window.desk.document
    window.intake.new_at(8, 8)
    window.desk.actions.refresh()
    window.desk.actions.run("view.next")
    assert window.desk.document is first
