"""How the window shows itself, by its actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

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


def test_faces_and_styles_are_a_key_away_and_every_control_there_has_a_name(window: Window) -> None:
    window.intake.new_at(40, 30)
    window.show_workspace("start")
    window.desk.actions.run("view.faces")
    assert window.workspace == "paint"
    area = window.paint.dock.areas["right-bottom"]
    panel = area.panel("faces")
    assert panel.isVisible()
    nameless = [type(one).__name__ for one in panel.findChildren(QWidget)
                if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.focusProxy()
                and not one.accessibleName() and one.objectName() != "qt_spinbox_lineedit"
                and not (isinstance(one, QAbstractButton) and one.text())]  # fmt: skip
    assert not nameless
    assert panel.height() > 180, "room for sliders, also in a low window"


def test_stepping_needs_two_pictures(window: Window) -> None:
    assert not window.desk.actions["view.next"].isEnabled()
    window.intake.new_at(8, 8)
    first = window.desk.document
    window.intake.new_at(8, 8)
    window.desk.actions.refresh()
    window.desk.actions.run("view.next")
    assert window.desk.document is first
