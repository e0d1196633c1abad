"""The preferences: how the studio looks, what it keeps, where models lie, and which keys do what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from studio.engine import roots
from studio.engine.library import standard_roots
from studio.ui.background import in_background
from studio.ui.dialogs import Dialog, which_folder
from studio.ui.form import Form
from studio.ui.settings import Settings
from studio.ui.shortcut_editor import ShortcutEditor
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from studio.ui.desk import Desk

_GENERAL = ("theme", "undo_memory", "autosave", "tablet", "offline")


class ModelFolders(QWidget):
    """Folders that are looked through for models; nothing in them is moved or copied."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        text = QLabel("Models are used where they lie: folders of diffusers, A1111 and ComfyUI are understood.")
        text.setWordWrap(True)
        text.setProperty("tone", "2")
        self.list = QListWidget()
        self.list.setAccessibleName("Model folders")
        self.none = QLabel("No folder was added yet. The built-in models are always there.")
        self.none.setProperty("tone", "3")
        self.add = Button("Add a folder…", "folder-plus")
        self.remove = Button("Remove from the list", "minus")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.add)
        row.addWidget(self.remove)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text)
        column.addWidget(self.none, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.add.clicked.connect(self._ask)
        self.remove.clicked.connect(self._take_away)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        self.list.addItems([str(folder) for folder in roots.remembered()])
        some = self.list.count() > 0
        self.remove.setEnabled(some)
        self.none.setVisible(not some)
        self.list.setVisible(some)

    def _ask(self) -> None:
        folder = which_folder(self, "Choose a folder with models")
        if folder is not None:
            roots.remember(folder)
            self._look_again()

    def _take_away(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            roots.forget(Path(item.text()))
            self._look_again()

    def _look_again(self) -> None:
        """The library looks through what is listed now; what it finds is in the choices a moment later."""
        self._fill()
        library = self._desk.library
        library.roots = standard_roots()
        in_background(library.scan, library.take, lambda error: self._desk.say(error.message, error.hint, "error"))


class Preferences(Dialog):
    """Every change counts at once; there is nothing to confirm."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Preferences", parent, 620)
        self._settings = desk.settings
        self.tabs = Tabs([("general", "General"), ("models", "Models"), ("keys", "Keys")])
        self.tabs.changed.connect(self._turn)
        self.form = Form(Settings, desk.settings.values(), label_width=96)
        self.folders = ModelFolders(desk)
        self.keys = ShortcutEditor(desk.actions)
        self.pages = QStackedWidget()
        general = QWidget()
        column = QVBoxLayout(general)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        for page in (general, self.folders, self.keys):
            self.pages.addWidget(page)
        self.pages.setFixedHeight(360)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.pages)
        self.done_button = self.add_button("Close", primary=True)
        self.done_button.clicked.connect(self.accept)
        self.form.changed.connect(self._changed)
        self.done_button.setFocus()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def _turn(self, page: str) -> None:
        self.pages.setCurrentIndex(("general", "models", "keys").index(page))

    def _changed(self) -> None:
        values = self.form.value()
        self._settings.change(**{name: values[name] for name in _GENERAL})
