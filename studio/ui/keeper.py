"""Keeps copies of unsaved work for the day the computer stops, and offers them when the studio opens again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from studio.ui.background import in_background
from studio.ui.dialogs import Dialog

if TYPE_CHECKING:
    from pathlib import Path

    from studio.core.document import Document
    from studio.core.errors import PentimentoError
    from studio.formats.autosave import Autosave, Recoverable
    from studio.session import Session
    from studio.ui.desk import Desk

_EVERY = 5000
"""Milliseconds between two looks at how old unsaved work is."""


class Keeper(QObject):
    """One per window: an autosave for each picture that is open."""

    def __init__(self, desk: Desk, place: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._place = desk, place
        self._kept: dict[int, tuple[Session, Autosave]] = {}
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        desk.listed.connect(self._follow)
        desk.settings.changed.connect(self._hurry)

    def _follow(self) -> None:
        """A new picture gets an autosave, a saved one needs none for now, a closed one never again."""
        from studio.formats.autosave import Autosave

        sessions = {id(session): session for session in self._desk.sessions}
        for number in [number for number in self._kept if number not in sessions]:
            self._kept.pop(number)[1].close()
        for number, session in sessions.items():
            if number not in self._kept:
                self._kept[number] = session, Autosave(session.document, self._place, seconds=self._seconds)
            elif not session.document.modified:
                self._kept[number][1].saved()
        if self._kept and not self._timer.isActive():
            self._timer.start()

    @property
    def _seconds(self) -> float:
        return 60.0 * self._desk.settings.autosave

    def _hurry(self) -> None:
        for _, autosave in self._kept.values():
            autosave.seconds = self._seconds

    def look(self) -> None:
        """Writes what is due, on another thread. A disk that refuses is told of once."""
        for _, autosave in self._kept.values():
            if autosave.due:
                in_background(partial(autosave.write, autosave.take()), lambda _: None, self._failed)

    def _failed(self, error: PentimentoError) -> None:
        if not self._told:
            self._told = True
            self._desk.say(f"The copy for emergencies could not be written. {error.message}", error.hint, "error")

    def offer(self, found: Sequence[Recoverable], parent: QWidget, start: Callable[[Document], object]) -> None:
        """Asks what to do with work that an earlier run left behind; nothing is lost unless the artist says so."""
        if not found:
            return
        question = RecoveryQuestion(found, parent)
        question.exec()
        if question.answer == "open":
            for one in found:
                in_background(one.open, partial(self._recovered, one, start), self._failed)
        elif question.answer == "discard":
            for one in found:
                one.discard()
        question.deleteLater()

    def _recovered(self, one: Recoverable, start: Callable[[Document], object], document: Document) -> None:
        """The old file goes only when the document has a copy of its own."""
        start(document)
        autosave = next((kept for session, kept in self._kept.values() if session.document is document), None)
        if autosave is not None:
            in_background(partial(autosave.write, autosave.take()), lambda _: one.discard(), self._failed)


class RecoveryQuestion(Dialog):
    """`answer` is "open", "discard" or "later"."""

    def __init__(self, found: Sequence[Recoverable], parent: QWidget | None = None) -> None:
        super().__init__("Work was found that had not been saved", parent)
        self.answer = "later"
        self.add_text("The studio did not close as it should have last time. These pictures were kept:")
        for one in found[:8]:
            self.add_text(f"•  {one.name}, {one.kept.replace('T', ' ')[:16]}")
        self.discard = self.add_button("Discard", ghost=True)
        self.later = self.add_button("Later")
        self.open_all = self.add_button("Open", primary=True)
        self.discard.clicked.connect(lambda: self._say("discard"))
        self.later.clicked.connect(self.reject)
        self.open_all.clicked.connect(lambda: self._say("open"))
        self.open_all.setFocus()

    def _say(self, answer: str) -> None:
        self.answer = answer
        self.accept()
