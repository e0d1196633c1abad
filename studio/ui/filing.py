"""Opening, saving and exporting without holding the window up, and never losing work on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from studio.core.errors import PentimentoError
from studio.core.fields import Range, Says
from studio.ui import dialogs
from studio.ui.background import in_background
from studio.ui.recents import Recents

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.picture import Picture
    from studio.session import Session
    from studio.ui.desk import Desk

NATIVE = ".ora"


@dataclass(frozen=True)
class Quality:
    quality: Annotated[int, Says("Quality", "Higher keeps more and takes more room."), Range(1, 100)] = 92


class Filing(QObject):
    """One per window. What takes long runs on another thread; errors are said at the desk."""

    opened = Signal(object)
    """A session has come to the desk."""
    settled = Signal()
    """A save or an export has ended, well or not."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self.recents = Recents(desk.settings, self)

    # Opening

    def start(self, document: Document) -> Session:
        """A document comes to the desk in a session of its own."""
        from studio.session import Session

        session = Session(document, self._desk.library, self._desk.engine)
        self._desk.add(session)
        self.opened.emit(session)
        return session

    def choose(self) -> None:
        for path in dialogs.which_to_open(self._window, self._folder()):
            self.open(path)

    def open(self, path: Path) -> None:
        """In front when it is open already. A flat picture is remembered too, but saving asks where to."""
        from studio.formats import files

        path = Path(path).absolute()
        for session in self._desk.sessions:
            if session.document.path == path:
                self._desk.bring(session)
                return

        def done(document: Document) -> None:
            self.start(document)
            if document.path is None and (told := files.left_out(document.metadata, path.name)):
                self._desk.say(told, "The file itself stays as it is.")
            self._note(path, document)
            self._desk.settings.remember("folder", str(path.parent))

        in_background(lambda: files.open_document(path), done, self._failed)

    def take_picture(self, picture: Picture, name: str) -> None:
        """A new document that holds `picture`."""
        from studio.formats.files import document_of
        from studio.formats.format import Flat

        self.start(document_of(Flat(picture), name))

    def _note(self, path: Path, document: Document) -> None:
        layers = sum(1 for _ in document.root.walk())
        self.recents.note(path, layers)
        from studio.formats.frozen import frozen
        from studio.ui.pictures import image_of

        twin = frozen(document)
        in_background(lambda: _small(twin), lambda view: self.recents.note(path, layers, image_of(view)), self._failed,
                      owner=self.recents)

    # Saving

    def save(self, session: Session, then: Callable[[], object] = lambda: None) -> None:
        """To the file it came from, or asks where to. `then` only after it is written."""
        path = session.document.path
        if path is None or path.suffix.lower() != NATIVE:
            self.save_as(session, then)
        else:
            self._write(session, path, then)

    def save_as(self, session: Session, then: Callable[[], object] = lambda: None) -> None:
        start = Path(self._folder()) / f"{session.document.name}{NATIVE}"
        path = dialogs.where_to_save(self._window, "Save as", session.document.path or start, layered=True)
        if path is not None:
            self._write(session, path, then)

    def _write(self, session: Session, path: Path, then: Callable[[], object]) -> None:
        from studio.formats import files
        from studio.formats.frozen import frozen

        document = session.document
        twin, mark = frozen(document), document.history.mark

        def done(_: None) -> None:
            document.path, document.name = path, path.stem
            if document.history.mark is mark:
                document.mark_saved()
            self._desk.settings.remember("folder", str(path.parent))
            self._desk.saved(session)
            self._note(path, document)
            self._desk.say(f"Saved {path.name}.")
            self.settled.emit()
            then()

        def elsewhere() -> None:
            if session in self._desk.sessions:
                self.save_as(session, then)

        in_background(lambda: files.save_document(path, twin), done, lambda error: self._unsaved(error, elsewhere))

    def _unsaved(self, error: PentimentoError, elsewhere: Callable[[], object]) -> None:
        """The old file is as it was, and the work is still on the desk: another place is offered."""
        self._desk.offer(error.message, error.hint or "Nothing is lost.", "Save elsewhere …", elsewhere)
        self.settled.emit()

    def export(self, session: Session) -> None:
        from studio.formats import files
        from studio.formats.frozen import frozen

        document = session.document
        start = Path(self._folder()) / f"{document.name}.png"
        path = dialogs.where_to_save(self._window, "Export", start, layered=False)
        if path is None:
            return
        options: dict[str, object] = {}
        if path.suffix.lower() in (".jpg", ".jpeg", ".webp", ".avif"):
            quality = dialogs.asked(Quality, f"Export {path.name}", "Export", self._window)
            if quality is None:
                return
            options["quality"] = quality.quality
        twin = frozen(document)

        def done(_: None) -> None:
            self._desk.settings.remember("folder", str(path.parent))
            self._desk.say(f"Exported {path.name}.")
            self.settled.emit()

        def elsewhere() -> None:
            if session in self._desk.sessions:
                self.export(session)

        in_background(lambda: files.export(path, twin, **options), done,  # type: ignore[arg-type]
                      lambda error: self._unsaved(error, elsewhere))

    # Closing

    def close(self, session: Session, then: Callable[[], object] = lambda: None) -> None:
        """Asks first when there is unsaved work, or a job on its way; `then` only when it was closed."""

        def away() -> None:
            self._desk.close(session)
            then()

        unsaved, jobs = session.document.modified, sum(not job.state.over for job in session.jobs)
        if not unsaved and not jobs:
            away()
            return
        self._desk.bring(session)
        question = dialogs.ClosingQuestion(session.document.name, unsaved, jobs, self._window)
        question.exec()
        answer = question.answer
        question.deleteLater()
        if answer is dialogs.Answer.SAVE:
            self.save(session, away)
        elif answer is dialogs.Answer.DISCARD:
            away()

    def close_all(self, then: Callable[[], object]) -> None:
        """One after the other; stops at the first Cancel."""
        if self._desk.sessions:
            self.close(self._desk.sessions[-1], lambda: self.close_all(then))
        else:
            then()

    def _folder(self) -> str:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        return str(self._desk.settings.recall("folder", pictures))

    def _failed(self, error: PentimentoError) -> None:
        self._desk.say(error.message, error.hint, "error")
        self.settled.emit()


def _small(document: Document) -> Picture:
    """The composed document, at most about 256 px on its shorter side. Off the window's thread."""
    from studio.core.composite import flatten

    picture = flatten(document)
    step = max(1, min(picture.shape[:2]) // 256)
    return picture[::step, ::step].copy()
