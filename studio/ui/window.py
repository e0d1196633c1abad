"""The window: header, one workspace at a time, status bar; it carries out what the start page and the menus ask."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from studio import places
from studio.core.errors import PentimentoError
from studio.ui import logo, theme
from studio.ui.background import in_background
from studio.ui.deeds import register_first, register_rest
from studio.ui.filing import Filing
from studio.ui.header import Header, Tab
from studio.ui.intake import Intake, files_in
from studio.ui.keeper import Keeper
from studio.ui.menus import Menus
from studio.ui.samples import EXPLORE
from studio.ui.shortcuts import by_position, shown
from studio.ui.start import StartPage
from studio.ui.statusbar import StatusBar
from studio.ui.voice import Voice

if TYPE_CHECKING:

    from studio.formats.autosave import Recoverable
    from studio.ui.desk import Desk
    from studio.ui.panels.train.page import TrainPage
    from studio.ui.widgets.notice import Notice
    from studio.ui.workspace import PaintWorkspace

LARGE, SMALLEST = QSize(1600, 1000), QSize(1024, 680)
_ABOVE_PILLS = 58
"""Units between the status bar and a message, so that it covers no button that floats on the canvas."""


class Window(QWidget):
    """One window, one desk. Workspaces are made when they are first shown; adding one is an entry in `tabs`.

    `painted`: it stands on the screen, once.
    """

    painted = Signal()
    tabs = (Tab("start", "Start", "house"), Tab("paint", "Paint", "paint-brush"), Tab("explore", "Explore", "compass"),
            Tab("animate", "Animate", "film-strip"), Tab("train", "Train", "graduation-cap"))

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.filing = Filing(desk, self)
        self.intake = Intake(desk, self.filing)
        self.keeper = Keeper(desk, parent=self)
        self._makers: dict[str, Callable[[], QWidget]] = {"start": self._make_start, "paint": self._make_paint,
                                                         "explore": self._make_explore, "animate": self._make_animate,
                                                         "train": self._make_train}
        self._pages: dict[str, QWidget] = {}
        self._current = ""
        self._closing = False
        self._zen = False
        self._shown_once = False
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self.setWindowIcon(logo.icon())
        self.setProperty("fill", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        register_first(self)
        self._furnished = False
        self.header = Header(self.tabs, shown(desk.actions.shortcuts.keys("edit.palette")).replace("+", " "))
        self.menus = Menus(self.header.menus, desk.actions, self.filing.recents, self.open, self.furnish)
        self.stack = QStackedWidget()
        self.status = StatusBar(lambda: desk.engine.device)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.stack, self.status):
            column.addWidget(part, 1 if part is self.stack else 0)
        self.voice = Voice(desk, self, self._foot)
        self._connect()
        self._keep_offline()
        self._take_actions()
        self._restore()
        self.show_workspace("start")
        self._retitle()

    def _connect(self) -> None:
        desk = self.desk
        self.header.chosen.connect(self.show_workspace)
        self.header.finder.clicked.connect(self.find_command)
        self.header.settings.clicked.connect(lambda: self.show_preferences())
        self.header.offline.clicked.connect(lambda: desk.settings.change(offline=not desk.settings.offline))
        self.header.offline.set_offline(desk.settings.offline)
        desk.hinted.connect(lambda sentences: self._hint(sentences))
        desk.pointed.connect(self.status.show_position)
        desk.switched.connect(self._switched)
        desk.listed.connect(self._retitle)
        desk.file_asked.connect(self.open)
        desk.task_asked.connect(lambda *_: self.paint.show_panel("generate"))
        desk.actions.grown.connect(self._take_actions)
        desk.settings.changed.connect(self._prefer)
        self.filing.opened.connect(lambda _: self.show_workspace("paint"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: self._prefer())

    def _take_actions(self) -> None:
        """An action's keys work when some widget holds it: this one holds all of them."""
        there = set(self.actions())
        self.addActions([action for id in self.desk.actions if (action := self.desk.actions[id]) not in there])

    def furnish(self) -> None:
        """Adds the actions that work on pictures, once."""
        if not self._furnished:
            self._furnished = True
            register_rest(self)

    def ready(self) -> None:
        """What may take longer, once the window has been painted: pictures, models, the worker."""
        self.furnish()
        start = self._pages.get("start")
        if isinstance(start, StartPage):
            start.load_pictures()
        self.status.start()
        in_background(_left_behind, self._offer, self._failed)
        library = self.desk.library
        in_background(library.scan, library.take, self._failed)
        QTimer.singleShot(300, self, self._prepare)

    def _offer(self, found: tuple[Recoverable, ...]) -> None:
        self.keeper.offer(found, self, self.filing.start)

    def _prepare(self) -> None:
        self.page("paint")
        self.desk.engine.warm()
        if (places.data() / "trainings").is_dir():
            self.page("train")  # one that runs on from earlier is to give way to what is painted

    # Workspaces

    def page(self, id: str) -> QWidget:
        if id not in self._pages:
            self._pages[id] = self._makers[id]()
            self.stack.addWidget(self._pages[id])
        return self._pages[id]

    def _make_start(self) -> QWidget:
        page = StartPage(self.desk, self.filing.recents)
        page.new_asked.connect(lambda: self.desk.actions.run("file.new"))
        page.new_at.connect(self.intake.new_at)
        page.open_asked.connect(self.filing.choose)
        page.clipboard_asked.connect(lambda: self.desk.actions.run("file.from_clipboard"))
        page.file_asked.connect(self.open)
        page.sample_asked.connect(lambda id: self.show_workspace(id) if id == EXPLORE else self.intake.try_sample(id))
        page.train_asked.connect(lambda: self.show_workspace("train"))
        return page

    def _make_paint(self) -> QWidget:
        self.furnish()
        from studio.ui.workspace import PaintWorkspace

        return PaintWorkspace(self.desk)

    def _make_explore(self) -> QWidget:
        self.furnish()
        from studio.ui.explore.workspace import ExploreWorkspace

        return ExploreWorkspace(self.desk)

    def _make_animate(self) -> QWidget:
        self.furnish()
        from studio.ui.dock import panels_of

        return panels_of("animate", "page")[0].make(self.desk)

    def _make_train(self) -> QWidget:
        self.furnish()
        from studio.ui.dock import panels_of

        return panels_of("train", "page")[0].make(self.desk)

    @property
    def train(self) -> TrainPage:
        return cast("TrainPage", self.page("train"))

    @property
    def paint(self) -> PaintWorkspace:
        return cast("PaintWorkspace", self.page("paint"))

    @property
    def workspace(self) -> str:
        return self._current

    def show_workspace(self, id: str) -> None:
        self._current = id
        self.stack.setCurrentWidget(self.page(id))
        self.header.show_workspace(id)
        self.desk.actions.later()
        if id == "start":
            self.status.show_position("")
            self._hint(("Open a picture, or try a task on a photograph",))
        elif id == "animate":
            self.status.show_position("")
            self._hint(("Space plays", "K adds a key", "Drag a diamond to another time"))
        elif id == "train":
            self.status.show_position("")
            self._hint(("Choose what to learn and drop a folder of pictures", "Watch the samples grow"))
        elif id == "explore":
            from studio.ui.explore.workspace import HINTS

            self.page("explore").setFocus()
            self._hint(HINTS)
        else:
            self.paint.page.setFocus()
            self._hint(tuple(self.desk.tool.hint.split(" · ")))

    def step_document(self, by: int) -> None:
        sessions = self.desk.sessions
        if self.desk.session in sessions:
            self.desk.bring(sessions[(sessions.index(self.desk.session) + by) % len(sessions)])

    def _switched(self) -> None:
        """A picture that comes to the front is shown, wherever it came from; without one there is only the start."""
        self._retitle()
        self.show_workspace("start" if self.desk.session is None else "paint")

    def _retitle(self) -> None:
        document = self.desk.document
        self.setWindowTitle("Pentimento" if document is None else f"{document.name}[*] – Pentimento")
        self.setWindowModified(bool(document and document.modified))

    # What is asked of it

    def open(self, path: str | Path) -> None:
        self.filing.open(Path(path))

    def swap_colours(self) -> None:
        setting = self.desk.setting
        self.desk.set_colours(setting.background, setting.foreground)

    def default_colours(self) -> None:
        self.desk.set_colours((0, 0, 0, 255), (255, 255, 255, 255))

    def find_command(self) -> None:
        from studio.ui.palette import Palette

        self.furnish()
        palette = Palette(self.desk.actions, self.filing.recents, self.open, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()

    def show_preferences(self, page: str = "general") -> None:
        from studio.ui.preferences import Preferences

        self.furnish()
        dialog = Preferences(self.desk, self)
        dialog.tabs.choose(page)
        dialog.open()

    def show_keys(self) -> None:
        self.show_preferences("keys")

    def turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def turn_zen(self) -> None:
        self._zen = not self._zen
        if self._zen:
            self.show_workspace("paint")
        self.header.setVisible(not self._zen)
        self.status.setVisible(not self._zen)
        self.paint.show_docks(not self._zen)

    def _prefer(self) -> None:
        settings = self.desk.settings
        app = cast(QApplication, QApplication.instance())
        wanted = theme.chosen(settings.theme)
        if wanted is not theme.theme():
            theme.apply(app, wanted)
        self.header.offline.set_offline(settings.offline)
        self._keep_offline()
        for session in self.desk.sessions:
            session.document.history.limit = settings.undo_memory << 20

    def _keep_offline(self) -> None:
        """The model libraries, here and in the worker that inherits this, look at it before they open a connection."""
        os.environ["HF_HUB_OFFLINE"] = "1" if self.desk.settings.offline else "0"

    # Voice

    @property
    def notice(self) -> Notice:
        return self.voice.notice

    def _foot(self) -> int:
        return self.status.height() + (_ABOVE_PILLS if self._current == "paint" else 16)

    def _hint(self, sentences: tuple[str, ...]) -> None:
        self.status.show_hints([sentence for sentence in sentences if sentence])

    def _failed(self, error: PentimentoError) -> None:
        self.desk.say(error.message, error.hint, "error")

    # What Qt tells

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._shown_once:
            self._shown_once = True
            QTimer.singleShot(0, self, self.painted.emit)  # its children are painted after it, in the same turn

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys nobody took: on keyboards without [ and ], the two keys right of P stand for them."""
        id = self.desk.actions.with_key(key) if (key := by_position(event)) else ""
        if id:
            self.desk.actions.run(id)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Over a picture, a dropped picture becomes a layer; else, and for documents, it is opened."""
        event.acceptProposedAction()
        self.intake.drop(event.mimeData(), onto=self._current == "paint" and self.desk.document is not None)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.desk.settings.remember("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        training = "train" in self._pages and bool(self.train.school.busy)
        if self._closing or not (self.desk.sessions or training):
            event.accept()
            return
        event.ignore()
        if training:
            self.train.ask_before_leaving(lambda: self.filing.close_all(self._leave))
        else:
            self.filing.close_all(self._leave)

    def _leave(self) -> None:
        """A window that is being closed cannot be closed from within: Qt would not hear it."""
        self._closing = True
        QTimer.singleShot(0, self, self.close)

    def _restore(self) -> None:
        """The place it had last; at first as large as the look asks for, or as the screen allows."""
        saved = str(self.desk.settings.recall("geometry", ""))
        if saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii"))):
            return
        screen = QGuiApplication.primaryScreen()
        self.resize(LARGE.boundedTo(screen.availableSize()).expandedTo(SMALLEST) if screen else LARGE)


def _left_behind() -> tuple[Recoverable, ...]:
    from studio.formats.autosave import recoverable

    return recoverable()
