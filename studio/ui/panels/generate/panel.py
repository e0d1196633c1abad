"""The Generate panel: a tab for every task that some model here can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from studio.core.document import Change
from studio.core.errors import BadRequest
from studio.engine.job import State
from studio.families.tasks import TASKS, Upscale, task_named
from studio.ui import dialogs
from studio.ui.panels.generate.batch import Batch
from studio.ui.panels.generate.page import TaskPage
from studio.ui.panels.generate.remembered import Remembered
from studio.ui.panels.layers.menu import RECALL
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from studio.engine.job import Job
    from studio.ui.desk import Desk

EMPTY = ("No model here can paint yet.\n\nAdd a folder with models in the preferences: files and folders of "
         "Stable Diffusion kind are found where they lie.")
TASK = "generate.task"
BATCH = "generate.batch"


class Pages(QStackedWidget):
    """Takes no more room than the page in front needs, however long the others are."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return super().sizeHint() if page is None else page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()


class GeneratePanel(QWidget):
    """Each task keeps its own form, so that going from one to the other loses nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._remembered = Remembered(desk.settings)
        self.pages: dict[str, TaskPage] = {}
        self.tabs = Tabs([])
        self.stack = Pages()
        self.empty = QLabel(EMPTY)
        self.empty.setWordWrap(True)
        self.empty.setProperty("tone", "3")
        self.empty.setContentsMargins(12, 12, 12, 12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.dots = IconButton("dots-three", "More to do here")
        self.dots.clicked.connect(self._open_menu)
        row.addWidget(self.dots)
        self._drawers: dict[str, QWidget] = {}
        self._register()
        self._leave: list[Callable[[], None]] = []
        desk.library.changed.connect(self._restock)
        desk.engine.changed.connect(self._reckon)
        desk.switched.connect(self._switched)
        desk.task_asked.connect(self._asked)
        self.tabs.changed.connect(self._show)
        self._restock()
        self._switched()

    def head_tabs(self) -> Tabs:
        return self.tabs

    def wanted_height(self) -> int:
        """What the form in front needs; without one, room for the sentence that says why."""
        return self.page.sizeHint().height() if self.page else self.empty.heightForWidth(self.width())

    def head_widgets(self) -> list[QWidget]:
        return [self._head]

    def _register(self) -> None:
        add = self._desk.actions.add
        add("generate.run", "Generate", "sparkle", "Ctrl+Return; Ctrl+Enter", self.run, menu="Image", line=True,
            tooltip="Let the model paint")
        add("generate.cancel", "Stop painting", "x-circle", "Esc", self.cancel, menu="Image",
            enabled=lambda: self._running() is not None, tooltip="Cancel the job that is running")
        add(RECALL, "Settings from this layer", "arrow-counter-clockwise", "", self.recall, menu="Layer", line=True,
            enabled=self._recallable, tooltip="Take the settings back that this layer was made with")

        add(BATCH, "Upscale files …", "files", "", self.batch, menu="Image",
            enabled=lambda: Upscale.verb in self.pages,
            tooltip="Enlarge several files into a folder, with the settings of the Upscale tab")

    # What can be asked

    def _restock(self) -> None:
        """A tab for each task that has a model; pages that are there stay as they are."""
        kinds = [kind for kind in TASKS if kind.in_window and self._desk.library.for_task(kind.verb)]
        for kind in kinds:
            if kind.verb not in self.pages:
                page = TaskPage(self._desk, kind, self._remembered)
                self.pages[kind.verb] = page
                self.stack.addWidget(page)
                self._add_drawer(page)
                if kind is Upscale:
                    several = Button("Several files …", "files", ghost=True)
                    several.setToolTip("Enlarge files as they lie, into a folder")
                    several.clicked.connect(lambda: self._desk.actions.run(BATCH))
                    page.add(several)
        wanted = self.tabs.current or str(self._desk.settings.recall(TASK, ""))
        self.tabs.set_tabs([(kind.verb, kind.title) for kind in kinds], wanted)
        for page in self.pages.values():
            page.refresh()
        self._show(self.tabs.current)

    def _add_drawer(self, page: TaskPage) -> None:
        """The form's "More" stands in the head, where it costs no height."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(page.form.more)
        self._drawers[page.kind.verb] = holder
        layout = self._head.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.count() - 1, holder)

    def _show(self, verb: str) -> None:
        self.stack.setCurrentWidget(self.pages.get(verb, self.empty))
        for other, drawer in self._drawers.items():
            drawer.setVisible(other == verb)
        self.dots.setVisible(verb in self.pages)
        if verb:
            self._desk.settings.remember(TASK, verb)
        self._reckon()

    @property
    def page(self) -> TaskPage | None:
        """The one in front; None when no model can do anything."""
        return self.pages.get(self.tabs.current)

    def choose(self, verb: str, values: Mapping[str, Any] | None = None) -> None:
        """Brings a task to the front, with `values` in its form: what the start page's cards and layers call."""
        kind = task_named(verb)
        if verb not in self.pages:
            raise BadRequest(f"No model here can do “{kind.title}”.", "Add a folder with models in the preferences.")
        self.tabs.choose(verb)
        self.pages[verb].restore(values or {})

    def _asked(self, verb: str, values: object) -> None:
        try:
            self.choose(verb, values if isinstance(values, dict) else {})
        except BadRequest as refused:
            self._desk.say(refused.message, refused.hint, "error")

    # Following

    def _switched(self) -> None:
        for leave in self._leave:
            leave()
        document = self._desk.document
        self._leave = [document.changed.connect(self._changed)] if document else []
        self._reckon()

    def _changed(self, change: Change) -> None:
        if change.mask or change.selection or change.size:
            self._reckon()

    def _reckon(self) -> None:
        if self.page is not None:
            self.page.reckon_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            for page in self.pages.values():
                page.dress()

    # Doing

    def run(self) -> Job | None:
        return self.page.run() if self.page else None

    def batch(self) -> Batch | None:
        """Asks which files and where to, and enlarges them one after the other."""
        folder = str(self._desk.settings.recall("folder", ""))
        sources = dialogs.which_to_open(self.window(), folder)
        goal = dialogs.which_folder(self.window(), "Folder for the larger pictures") if sources else None
        if goal is None:
            return None
        batch = Batch(self._desk, self.pages[Upscale.verb].values(), sources, goal, self)
        batch.begin()
        return batch

    def _running(self) -> Job | None:
        return next((job for job in self._desk.engine.jobs if job.state in (State.LOADING, State.RUNNING)), None)

    def cancel(self) -> None:
        job = self._running()
        if job is not None:
            self._desk.engine.cancel(job)

    def _recallable(self) -> bool:
        document = self._desk.document
        layer = document.active_layer if document else None
        return layer is not None and layer.origin is not None and "task" in layer.origin

    def recall(self) -> None:
        """The form as it was when the active layer was made; with its own seed, and one picture."""
        document = self._desk.document
        layer = document.active_layer if document else None
        if layer is None or layer.origin is None or "task" not in layer.origin:
            raise BadRequest("This layer was not made by a model.", "Choose one with the badge “generated”.")
        self.choose(str(layer.origin["task"]), {**layer.origin, "count": 1})

    def _open_menu(self) -> None:
        menu = QMenu(self)
        page = self.page
        if page is not None and "prompt" in page.form.value():
            menu.addMenu(page.prompts_menu())
        menu.addAction(self._desk.actions[RECALL])
        reset = menu.addAction("Back to the defaults")
        reset.triggered.connect(lambda *_: self._reset())
        menu.addSeparator()
        menu.addAction(self._desk.actions["generate.cancel"])
        menu.exec(self.dots.mapToGlobal(QPoint(0, self.dots.height())))
        menu.deleteLater()

    def _reset(self) -> None:
        if self.page is not None:
            self.page.restore({name: field.default for name, field in self.page.form.fields.items()})
