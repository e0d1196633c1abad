"""What the parts of the window share: the pictures that are open, the tool in hand, the colours, and a voice."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from studio.parts import parts
from studio.ui.actions import Actions
from studio.ui.labours import Labours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studio.core.document import Change, Document
    from studio.engine.engine import Engine
    from studio.engine.job import Job
    from studio.engine.library import Library
    from studio.session import Session
    from studio.tools.tool import Setting, Tool
    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard
    from studio.ui.settings import Settings
    from studio.ui.timeline.reel import Reel

RGBA = tuple[int, int, int, int]


class Desk(QObject):
    """One per window."""

    switched = Signal()
    """Another document is in front, or none."""
    listed = Signal()
    """A document was opened or closed, or its name or modified mark is another."""
    tool_changed = Signal()
    colours_changed = Signal()
    said = Signal(str, str, str)
    """A message, a hint and "info" or "error": the window shows it."""
    offered = Signal(str, str, str, object)
    """An error with a way out: message, hint, what its button says and what that does. The window shows it."""
    hinted = Signal(object)
    """What the hand can do now, short sentences in a tuple: the status bar's left side."""
    pointed = Signal(str)
    """Where the pointer is on the picture, e.g. "412, 306 px"; "" when it is not."""
    made = Signal(object, object)
    """A job and the session of the new picture that it became."""
    file_asked = Signal(str)
    """A file to open: the window does."""
    task_asked = Signal(str, object)
    """A task's verb and a dict of its values: the Generate panel shows that tab with them."""

    def __init__(self, library: Library, engine: Engine, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.engine = engine
        self.settings = settings
        self.actions = Actions(self)
        self.labours = Labours(self)
        self.sessions: list[Session] = []
        self.session: Session | None = None
        self._tool = ""
        self._deaf: dict[int, list[Callable[[], None]]] = {}
        self._marks: dict[int, bool] = {}
        self.actions.failed.connect(self._failed)
        self.labours.failed.connect(self._failed)
        self.labours.begun.connect(lambda *_: self.actions.later())
        self.labours.ended.connect(self.actions.later)

    @cached_property
    def setting(self) -> Setting:
        from studio.tools.tool import Setting

        return Setting()

    @cached_property
    def tools(self) -> dict[str, Tool]:
        """Every tool by its id; made when one is first needed, not before the window is there."""
        made: list[Tool] = [kind() for kind in parts("studio.tools")]
        return {tool.id: tool for tool in made}

    @cached_property
    def reel(self) -> Reel:
        """The film of the picture in front; made when a timeline is first shown."""
        from studio.ui.timeline.reel import Reel

        return Reel(self)

    @cached_property
    def explorer(self) -> Explorer:
        """Where one is in a model's latent space; made when somebody first goes there."""
        from studio.ui.explore.explorer import Explorer

        return Explorer(self, self)

    @cached_property
    def pins(self) -> PinBoard:
        """The points that were pinned there."""
        from studio.ui.explore.pin_board import PinBoard

        return PinBoard(self.explorer, self.explorer)

    # Pictures

    @property
    def document(self) -> Document | None:
        return None if self.session is None else self.session.document

    def add(self, session: Session, front: bool = True) -> None:
        """Opens it, in front of the others or behind them."""
        document = session.document
        document.history.limit = self.settings.undo_memory << 20
        self.sessions.append(session)
        self._marks[id(session)] = document.modified
        self._deaf[id(session)] = [
            document.changed.connect(lambda change: self._touched(session, change)),
            document.activated.connect(self.actions.later),
            document.history.changed.connect(lambda: self._marked(session)),
            self.labours.follow(document),
            session.landed.connect(lambda job, layer: self._landed(document, job, layer)),
            session.made.connect(lambda job, made: self._made(session, job, made)),
        ]
        if front or self.session is None:
            self.bring(session)
        self.listed.emit()

    def _made(self, source: Session, job: Job, document: Document) -> None:
        """A result that is a picture of its own: in front where the artist still looks at what it was made of."""
        fresh = type(source)(document, self.library, self.engine)
        watched = self.session is source
        self.add(fresh, front=watched)
        if not watched:
            self.say(f"“{document.name}” is ready.", "It waits among the open pictures.")
        self.made.emit(job, fresh)

    def _landed(self, document: Document, job: Job, number: int) -> None:
        """A canvas that was cropped meanwhile may have left the result outside, where nobody sees it."""
        if job.tags.get("frame", document.frame) is document.frame:
            return
        from studio.core.commands.transform import around

        layer = document.layer(number)
        if (around(document, [layer]) & document.canvas).empty:
            self.offer(f"What “{job.title}” has made lies outside the picture, which was changed meanwhile.",
                       f"It is kept on the layer “{layer.name}”.", "Move it into the picture",
                       lambda: self._move_in(document, number))

    def _move_in(self, document: Document, number: int) -> None:
        """To the middle of the canvas."""
        from studio.core.commands.layers import MoveLayer
        from studio.core.commands.transform import around
        from studio.core.errors import PentimentoError

        try:
            where, size = around(document, [document.layer(number)]), document.size
            corner = (size.width - where.width) // 2, (size.height - where.height) // 2
            document.do(MoveLayer(number, (corner[0] - where.x, corner[1] - where.y)))
        except PentimentoError as error:
            self._failed(error)

    def close(self, session: Session) -> None:
        """Forgets it without asking, and cancels what is being painted for it; the one beside it comes to the front."""
        if session not in self.sessions:
            return
        self._give_up(session)
        place = self.sessions.index(session)
        self.sessions.remove(session)
        for deafen in self._deaf.pop(id(session), []):
            deafen()
        self._marks.pop(id(session), None)
        if self.session is session:
            left = self.sessions[min(place, len(self.sessions) - 1)] if self.sessions else None
            self._front(left)
        self.listed.emit()

    def _give_up(self, session: Session) -> None:
        under_way = [job for job in session.jobs if not job.state.over]
        session.close()
        for job in reversed(under_way):  # the waiting ones first, or the next would begin
            self.engine.cancel(job)
        if under_way:
            name = session.document.name
            self.say(f"What was being painted for “{name}” was cancelled: the picture is closed.")

    def bring(self, session: Session) -> None:
        if session is not self.session:
            self._front(session)

    def _front(self, session: Session | None) -> None:
        if self.session is not None:
            self._end_gesture()
        self.session = session
        self.switched.emit()
        self.actions.later()

    def _touched(self, session: Session, change: Change) -> None:
        self.actions.later()

    def _marked(self, session: Session) -> None:
        self.actions.refresh("edit.undo", "edit.redo")
        if session in self.sessions and self._marks.get(id(session)) != session.document.modified:
            self._marks[id(session)] = session.document.modified
            self.listed.emit()

    def saved(self, session: Session) -> None:
        """Its file is written: name and mark are looked at again."""
        self._marks[id(session)] = session.document.modified
        self.listed.emit()
        self.actions.later()

    # Tools and colours

    @property
    def tool(self) -> Tool:
        """The one in hand: the mask brush at first."""
        return self.tools[self._tool or "mask_brush"]

    def choose_tool(self, id: str) -> None:
        """Takes another tool; what the old one had begun over several gestures is finished first."""
        if id not in self.tools or id == self.tool.id:
            return
        self._end_gesture()
        self._tool = id
        self.tool_changed.emit()

    def _end_gesture(self) -> None:
        from studio.core.errors import PentimentoError

        document = self.document
        if document is None:
            return
        try:
            command = self.tool.finish(document)
            if command is not None:
                document.do(command)
        except PentimentoError as error:
            self.tool.cancel(document)
            self._failed(error)

    def set_colours(self, foreground: RGBA | None = None, background: RGBA | None = None) -> None:
        self.setting.foreground = foreground or self.setting.foreground
        self.setting.background = background or self.setting.background
        self.colours_changed.emit()

    # Voice

    def say(self, message: str, hint: str = "", kind: str = "info") -> None:
        """Shown by the window where the eye is; an error stays until it is closed and can be copied."""
        self.said.emit(message, hint, kind)

    def offer(self, message: str, hint: str, title: str, do: Callable[[], object]) -> None:
        """Says an error together with a button that leads out of it."""
        self.offered.emit(message, hint, title, do)

    def hint(self, *sentences: str) -> None:
        self.hinted.emit(sentences)

    def point(self, where: str) -> None:
        self.pointed.emit(where)

    def ask_task(self, verb: str, values: Mapping[str, Any] | None = None) -> None:
        """Brings a task to the front, ready for one click on its button."""
        self.task_asked.emit(verb, dict(values or {}))

    def _failed(self, error: Any) -> None:
        self.say(error.message, error.hint, "error")
