"""The real window: workspaces, documents, titles, messages, closing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.core.commands.selection import SelectAll
from studio.core.document import Document
from studio.session import Session
from studio.ui import theme
from studio.ui.canvas.view import CanvasView
from studio.ui.desk import Desk
from studio.ui.dialogs import ClosingQuestion
from studio.ui.theme import Look
from studio.ui.window import Window


def test_it_opens_on_the_start_page_and_goes_to_paint_with_a_picture(window: Window, document: Document) -> None:
    assert window.workspace == "start"
    assert window.windowTitle() == "Pentimento"
    window.filing.start(document)
    assert window.workspace == "paint"
    assert window.windowTitle() == "Grey[*] – Pentimento"
    assert window.findChild(CanvasView) is not None


def test_the_title_tells_of_unsaved_work(window: Window, opened: Document) -> None:
    assert not window.isWindowModified()
    opened.do(SelectAll())
    assert window.isWindowModified()
    opened.undo()
    assert not window.isWindowModified()


def test_closing_the_last_picture_goes_back_to_the_start(window: Window, opened: Document) -> None:
    window.desk.actions.run("file.close")
    assert window.workspace == "start"
    assert window.desk.session is None


def answer(which: str) -> None:
    """Presses a button of the question as soon as it is there."""
    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, ClosingQuestion)
        getattr(question, which).click()

    QTimer.singleShot(0, press)


def test_unsaved_work_is_asked_about_and_kept_on_cancel(window: Window, opened: Document, qtbot: QtBot) -> None:
    opened.do(SelectAll())
    answer("cancel")
    window.close()
    assert window.isVisible()
    assert window.desk.document is opened
    answer("discard")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert window.desk.session is None


def test_its_place_is_remembered(desk: Desk, qtbot: QtBot) -> None:
    first = Window(desk)
    qtbot.addWidget(first)
    first.resize(1111, 777)
    first.show()
    first.close()
    assert desk.settings.recall("geometry")


def test_the_theme_changes_while_it_is_open(window: Window) -> None:
    window.desk.settings.change(theme=Look.LIGHT)
    assert theme.theme() is theme.LIGHT
    image = window.grab().toImage()
    assert image.pixelColor(600, 5).name() == theme.LIGHT.chrome.lower()


def test_pictures_can_be_stepped_through(window: Window, opened: Document) -> None:
    other = Session(Document((8, 8), name="Other"), window.desk.library, window.desk.engine)
    window.desk.add(other)
    window.step_document(1)
    assert window.desk.document is opened
    window.step_document(-1)
    assert window.desk.document is other.document


def test_colours_swap_and_come_back(window: Window) -> None:
    desk = window.desk
    desk.set_colours((1, 2, 3, 255), (4, 5, 6, 255))
    window.swap_colours()
    assert desk.setting.foreground == (4, 5, 6, 255)
    window.default_colours()
    assert desk.setting.foreground == (0, 0, 0, 255)


def test_only_the_picture_and_back(window: Window, opened: Document) -> None:
    window.turn_zen()
    assert not window.header.isVisible()
    assert not window.paint.dock.isVisible()
    assert window.paint.page.isVisible()
    window.turn_zen()
    assert window.header.isVisible()
    assert window.paint.dock.isVisible()
    window.turn_full_screen()
    assert window.isFullScreen()
    window.turn_full_screen()


def test_the_header_leads_to_palette_preferences_and_switch(window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.header.finder, Qt.MouseButton.LeftButton)
    palette = QApplication.activePopupWidget()
    assert palette is not None
    palette.close()
    qtbot.mouseClick(window.header.settings, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.accept()
    qtbot.mouseClick(window.header.offline, Qt.MouseButton.LeftButton)
    assert not window.desk.settings.offline
    assert window.header.offline.text() == "Network allowed"


def test_the_offline_switch_reaches_the_model_libraries(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    window.desk.settings.change(offline=False)
    assert os.environ.get("HF_HUB_OFFLINE") == "0"
    window.desk.settings.change(offline=True)
    assert os.environ.get("HF_HUB_OFFLINE") == "1"


def test_keys_right_of_p_change_the_brush_where_there_are_no_brackets(window: Window, opened: Document) -> None:
    before = window.desk.tool.options.size
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier, 35, 0, 0, "+")
    window.keyPressEvent(event)
    assert window.desk.tool.options.size > before


@pytest.mark.parametrize("size", [(1280, 800), (1600, 1000)])
@pytest.mark.parametrize("page", ["start", "paint", "train"])
def test_nothing_is_cut_off(window: Window, opened: Document, size: tuple[int, int], page: str, qtbot: QtBot) -> None:
    window.resize(*size)
    window.show_workspace(page)
    qtbot.wait(1)
    scrolled = {"qt_scrollarea_viewport"}
    for widget in window.page(page).findChildren(QWidget):
        parent = widget.parentWidget()
        if not widget.isVisible() or parent is None or parent.objectName() in scrolled or widget.isWindow():
            continue
        place = widget.mapTo(window, QPoint(0, 0))
        assert place.x() >= 0, widget
        assert place.x() + widget.width() <= size[0], widget


def test_a_picture_that_comes_to_the_desk_is_shown_wherever_it_came_from(window: Window) -> None:
    from studio.core.document import Document
    from studio.session import Session

    window.show_workspace("start")
    window.desk.add(Session(Document((8, 8)), window.desk.library, window.desk.engine))
    assert window.workspace == "paint"
