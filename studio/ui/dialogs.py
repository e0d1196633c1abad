"""The questions the window asks: unsaved work, sizes and amounts, where a file is to go."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.fields import describe
from studio.ui.theme import font
from studio.ui.widgets.buttons import Button, PrimaryButton


class Answer(Enum):
    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialog(QDialog):
    """A title, a body and a row of buttons; Escape is the last of them."""

    def __init__(self, title: str, parent: QWidget | None = None, width: int = 400) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(16)
        heading = QLabel(title)
        heading.setFont(font(15, 600))
        heading.setWordWrap(True)
        column.addWidget(heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        column.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """As low as its words allow at this width: before, they were measured as if they stood in a narrow column."""
        super().showEvent(event)
        if not event.spontaneous() and self.hasHeightForWidth():
            self.resize(self.width(), self.heightForWidth(self.width()))

    def add_text(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("tone", "2")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(label)
        return label

    def add_button(self, text: str, primary: bool = False, ghost: bool = False) -> Button | PrimaryButton:
        button = PrimaryButton(text) if primary else Button(text, ghost=ghost)
        button.setFixedHeight(32)
        if primary:
            button.setDefault(True)
        self.buttons.addWidget(button)
        return button


class ClosingQuestion(Dialog):
    """What closing a picture would cost: unsaved changes, `jobs` that are still painted for it. Save, Discard or
    Cancel, or only Close (which is Discard) where nothing is unsaved; Cancel unless told otherwise.
    """

    def __init__(self, name: str, unsaved: bool = True, jobs: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(f"Save “{name}” before closing?" if unsaved else f"Close “{name}”?", parent)
        self.answer = Answer.CANCEL
        if unsaved:
            self.add_text("What was changed since it was last saved would be lost.")
        if jobs:
            what = "A job is" if jobs == 1 else f"{jobs} jobs are"
            self.add_text(f"{what} still on the way for it. Closing cancels {'it' if jobs == 1 else 'them'}.")
        self.discard = self.add_button("Discard" if unsaved else "Close", ghost=unsaved)
        self.cancel = self.add_button("Cancel", primary=not unsaved)
        self.save = self.add_button("Save", primary=True) if unsaved else None
        self.discard.clicked.connect(lambda: self._say(Answer.DISCARD))
        self.cancel.clicked.connect(self.reject)
        if self.save is not None:
            self.save.clicked.connect(lambda: self._say(Answer.SAVE))
        (self.save or self.cancel).setFocus()

    def _say(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


class FormQuestion(Dialog):
    """Asks for the fields of a dataclass; `asked` gives an instance or None."""

    def __init__(self, cls: type, title: str, go: str, values: Mapping[str, Any] | None = None,
                 parent: QWidget | None = None) -> None:
        from studio.ui.form import Form

        super().__init__(title, parent)
        self._cls = cls
        self.form = Form(cls, values)
        self.body.addWidget(self.form)
        self.cancel = self.add_button("Cancel")
        self.go = self.add_button(go, primary=True)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self.accept)

    def value(self) -> Any:
        known = {field.name for field in describe(self._cls)}
        return self._cls(**{name: value for name, value in self.form.value().items() if name in known})


def asked(cls: type, title: str, go: str, parent: QWidget | None, values: Mapping[str, Any] | None = None) -> Any:
    """An instance of dataclass `cls` as the artist filled it in, or None when they would rather not."""
    question = FormQuestion(cls, title, go, values, parent)
    answer = question.exec()
    value = question.value() if answer == QDialog.DialogCode.Accepted else None
    question.deleteLater()
    return value


def which_to_open(parent: QWidget | None, folder: str) -> list[Path]:
    from studio.formats.files import readable

    known = readable()
    every = " ".join(f"*{suffix}" for one in known for suffix in one.suffixes)
    kinds = [f"Pictures ({every})", *(f"{one.title} ({' '.join('*' + s for s in one.suffixes)})" for one in known)]
    names, _ = QFileDialog.getOpenFileNames(parent, "Open", folder, ";;".join([*kinds, "All files (*)"]))
    return [Path(name) for name in names]


def where_to_save(parent: QWidget | None, title: str, start: Path, layered: bool) -> Path | None:
    """A path with a suffix that can be written: only `.ora` where layers are to be kept."""
    from studio.formats.files import writable

    known = [one for one in writable() if (one.write_document is not None) is layered]
    kinds = ";;".join(f"{one.title} ({' '.join('*' + suffix for suffix in one.suffixes)})" for one in known)
    name, kind = QFileDialog.getSaveFileName(parent, title, str(start), kinds)
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() not in {suffix for one in known for suffix in one.suffixes}:
        wanted = next((one for one in known if kind.startswith(one.title)), known[0])
        path = path.with_name(path.name + wanted.suffixes[0])
    return path


def which_folder(parent: QWidget | None, title: str) -> Path | None:
    name = QFileDialog.getExistingDirectory(parent, title)
    return Path(name) if name else None
