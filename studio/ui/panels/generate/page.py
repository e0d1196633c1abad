"""One task's page: what to paint, with which model and how, and the one button that does it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from studio.core.errors import BadRequest
from studio.core.fields import describe
from studio.families import sliders
from studio.families.tasks import Edit, Generate, Sample
from studio.session import freezing
from studio.ui import icons
from studio.ui.cost import cost_said
from studio.ui.form import Choice, Form
from studio.ui.panels.generate.body import Body
from studio.ui.panels.generate.limits import limits
from studio.ui.panels.generate.remembered import Remembered
from studio.ui.panels.generate.sliders import SliderRows
from studio.ui.widgets.buttons import IconButton, PrimaryButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.notice import Notice
from studio.ui.widgets.prompt_field import PromptField
from studio.ui.widgets.seed_field import SeedField

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.errors import PentimentoError
    from studio.engine.job import Job
    from studio.families.family import ModelEntry
    from studio.families.tasks import Task
    from studio.session import Session
    from studio.ui.desk import Desk

LOW = 880
"""In windows lower than this the prompt goes without its foot; earlier prompts are in the head's menu too."""
SHARED = ("grow", "feather")
"""What the mask brush's strip shows as well: the same two numbers, wherever they are changed."""
UNSAID = 256
"""Px: the side of a new picture for a model that does not say how large it draws."""
SHOWN = 12
"""Earlier prompts in the menu."""
NO_PICTURE = BadRequest("There is no picture to work on.", "Open one or create a new one first.")


class TaskPage(QWidget):
    """`submitted` tells the job that was sent off."""

    submitted = Signal(object)

    def __init__(self, desk: Desk, kind: type[Task], remembered: Remembered) -> None:
        super().__init__()
        self.kind = kind
        self._desk = desk
        self._remembered = remembered
        self.history = IconButton("clock-counter-clockwise", "Earlier prompts", 24)
        self.history.clicked.connect(self._show_prompts)
        self.form = Form(kind, names=self._names, first=("prompt", "model", "intent"), label_width=64,
                         trailing={"prompt": [self.history]})
        if "prompt" not in self.form.controls:
            self.history.setParent(self)
            self.history.hide()
        self.sliders = SliderRows("As it is" if issubclass(kind, Edit) else "Left to the model")
        self._moved: str = ""
        """The model whose sliders are shown, where this task has any."""
        self.notice = Notice()
        self.button = PrimaryButton(kind.title, kind.icon)
        self.cost = QLabel()
        self.place = QLabel("on this computer")
        self.limit = QLabel()
        self._soon = QTimer(self, interval=120, singleShot=True)
        self._soon.timeout.connect(self.reckon)
        self._lay_out()
        self.restore(remembered.values(kind.verb))
        self.form.changed.connect(self._edited)
        self.sliders.changed.connect(self._soon.start)
        model = self.form.controls["model"]
        assert isinstance(model, Combo)
        model.changed.connect(self._prefer)
        self.button.clicked.connect(self.run)
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        self._body = Body(self.form, self.sliders)
        column.addWidget(self._body)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 6, 12, 0)
        foot.setSpacing(6)
        foot.addWidget(self.notice)
        foot.addWidget(self.limit)
        foot.addWidget(self.button)
        line = QHBoxLayout()
        line.setSpacing(6)
        self._timer = QLabel()
        for label in (self.cost, self.place, self.limit):
            label.setProperty("tone", "3")
        self.limit.setToolTip("Clear the mask or the selection to have it everywhere")
        self.cost.setToolTip("What it will take, reckoned from earlier pictures and the model's size")
        line.addWidget(self._timer)
        line.addWidget(self.cost)
        line.addStretch(1)
        line.addWidget(self.place)
        foot.addLayout(line)
        column.addLayout(foot)
        column.addStretch(1)
        self.dress()

    def add(self, part: QWidget) -> None:
        """Something more to do, below the settings."""
        self._body.add(part)

    def dress(self) -> None:
        """The theme is another: pixmaps do not follow it by themselves."""
        self._timer.setPixmap(icons.pixmap("timer", "text3", 14, self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten(self.window().height() < LOW)

    def _shorten(self, short: bool) -> None:
        prompt = self.form.controls.get("prompt")
        if isinstance(prompt, PromptField) and prompt.words.isHidden() != short:
            prompt.words.setVisible(not short)
            self.history.setVisible(not short)

    # Models

    def _names(self, of: str) -> tuple[Choice, ...]:
        if of == "model":
            default = self._desk.library.default(self.kind.verb)
            entries = sorted(self._desk.library.for_task(self.kind.verb), key=lambda entry: entry != default)
            return tuple(Choice(entry.id, titled(entry), "drop", entry.problem) for entry in entries)
        entry = self.entry
        known = entry.details.get(f"{of}s", ()) if entry else ()
        return (Choice("", "The model’s own"), *(Choice(str(name), str(name)) for name in known)) if known else ()

    @property
    def entry(self) -> ModelEntry | None:
        """The model that would do it now."""
        form = getattr(self, "form", None)
        chosen = str(form.value().get("model", "")) if form is not None else ""
        entry = self._desk.library.entry(chosen) if chosen else None
        return entry or self._desk.library.default(self.kind.verb)

    def refresh(self) -> None:
        """The library or the model is another: offers what there is, and hides what the model does not heed."""
        self.form.refresh("model")
        self._fit()
        self.reckon()

    def _fit(self) -> None:
        for of in ("sampler", "schedule"):
            self.form.refresh(of)
        entry = self.entry
        ignored = set(entry.details.get("ignores", ())) if entry else set()
        ignored |= {name for name, field in self.form.fields.items() if field.names and not self.form.choices(field)}
        if "from_canvas" in self.form.fields:
            ignored |= {"width", "height"} if self.form.value()["from_canvas"] else {"strength"}
        self.form.set_ignored(ignored)
        self._fit_sliders(entry)
        about = str(entry.details.get("about", "")) if entry else ""
        combo = self.form.controls["model"]
        assert isinstance(combo, QWidget)
        combo.setToolTip(about or "Which model does it")
        self._name_button()

    def _fit_sliders(self, entry: ModelEntry | None) -> None:
        """Another model has other sliders, which stand as they stood when it was last chosen."""
        wanted = entry.id if entry and self._slides else ""
        known = sliders.of(entry) if entry and self._slides else ()
        if wanted == self._moved and known == self.sliders.sliders:
            return
        self._keep_sliders()
        self._moved = wanted
        self.sliders.show_sliders(known)
        self.sliders.set_value(self._remembered.sliders(self.kind.verb, wanted))

    def _keep_sliders(self) -> None:
        if self._moved:
            self._remembered.moved(self.kind.verb, self._moved, self.sliders.value())

    @property
    def _slides(self) -> bool:
        return any(field.name == "sliders" for field in describe(self.kind))

    def values(self) -> dict[str, Any]:
        """What the task would be asked with now."""
        return self.form.value() | ({"sliders": self.sliders.value()} if self._slides else {})

    def _name_button(self) -> None:
        intent = self.form.value().get("intent")
        title = str(intent.value).capitalize() if isinstance(intent, Enum) else self.kind.title
        self.button.setText(title)
        key = "Ctrl+Return"
        if "generate.run" in self._desk.actions:
            key = self._desk.actions["generate.run"].shortcut().toString() or key
        self.button.setToolTip(f"{title}  ({key})")

    def _prefer(self, model: str) -> None:
        """What was chosen by hand is the first choice from now on, everywhere."""
        self._desk.library.preferred[self.kind.verb] = model
        self._desk.settings.prefer(self.kind.verb, model)

    def _edited(self) -> None:
        self._tell_brush()
        self._fit()
        self._soon.start()

    # The mask brush

    def _brush(self) -> Any:
        """The options of the mask brush, where this task heeds them; else None."""
        tool = self._desk.tools.get("mask_brush")
        options = getattr(tool, "options", None)
        return options if all(name in self.form.fields and hasattr(options, name) for name in SHARED) else None

    def _ask_brush(self) -> None:
        options = self._brush()
        if options is not None:
            self.form.set_value({name: getattr(options, name) for name in SHARED})

    def _tell_brush(self) -> None:
        options, values = self._brush(), self.form.value()
        changed = [name for name in SHARED if options is not None and getattr(options, name) != values.get(name)]
        for name in changed:
            setattr(options, name, values[name])
        if changed and self._desk.tool.id == "mask_brush":
            self._desk.tool_changed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._ask_brush()
        super().enterEvent(event)

    # Cost

    def reckon_soon(self) -> None:
        self._soon.start()

    def reckon(self) -> None:
        """Predicted time and memory, from the session."""
        self._keep_sliders()
        session = self._desk.session
        limited = limits(session.document, self.kind) if session else ""
        self.limit.setText(f"Only {limited}" if limited else "")
        self.limit.setVisible(bool(limited))
        said = cost_said(*session.estimate(self.kind, self.values())) if session else ""
        self.cost.setText(said)
        self._timer.setVisible(bool(said))

    # Doing

    def run(self) -> Job | None:
        """Sends the task off; what is refused is said here. None also while a large picture is still looked at."""
        self._ask_brush()
        values = self.values()
        session = self._desk.session or self._fresh(values)
        if session is None:
            self._refused(NO_PICTURE)
            return None
        sent: list[Job] = []

        def look(document: Document) -> tuple[Task, Document]:
            return freezing.frozen(document, session.library, self.kind, values), document

        def send(seen: tuple[Task, Document]) -> None:
            sent.append(self._sent(session, values, session.send(*seen)))

        try:
            weight = freezing.weight(session.document, self.kind, values)
            self._desk.labours.do(session.document, self.kind.title, weight, look, send, failed=self._refused)
        except BadRequest as refused:
            self._refused(refused)
        return sent[0] if sent else None

    def _refused(self, error: PentimentoError) -> None:
        self.notice.say(error.message, error.hint)

    def _sent(self, session: Session, values: Mapping[str, Any], job: Job) -> Job:
        if session not in self._desk.sessions:
            self._desk.add(session)
        self.notice.put_away()
        self._remembered.asked(self.kind.verb, values)
        seed = getattr(job.task, "seed", None)
        control = self.form.controls.get("seed")
        if isinstance(control, SeedField) and seed is not None and seed >= 0:
            control.show_used(seed)
        self.submitted.emit(job)
        return job

    def _fresh(self, values: Mapping[str, Any]) -> Session | None:
        """For a task that needs no picture: a new one of the asked size, or the model's, not yet on the desk."""
        if issubclass(self.kind, Generate) and not values["from_canvas"]:
            width, height = int(values["width"]), int(values["height"])
        elif issubclass(self.kind, Sample) and self.entry is not None:
            width = height = self.entry.side or UNSAID
        else:
            return None
        from studio.core.document import Document
        from studio.session import Session

        name = str(values.get("prompt", "")).strip().split("\n")[0][:40]
        document = Document((width, height), name=name or "Untitled")
        return Session(document, self._desk.library, self._desk.engine)

    def restore(self, values: Mapping[str, Any]) -> None:
        """Shows `values`, e.g. a layer's origin; what this version or this model no longer knows is passed over."""
        for name, value in values.items():
            try:
                self.form.set_value({name: value})
            except BadRequest:
                continue
        self._tell_brush()
        self._fit()
        if isinstance(values.get("sliders"), Mapping):
            self.sliders.set_value(values["sliders"])

    def _show_prompts(self) -> None:
        menu = self.prompts_menu()
        menu.exec(self.history.mapToGlobal(QPoint(0, self.history.height())))
        menu.deleteLater()

    def prompts_menu(self) -> QMenu:
        """Earlier prompts, newest first."""
        menu = QMenu("Earlier prompts", self)
        for prompt in self._remembered.prompts[:SHOWN]:
            short = prompt.replace("\n", " ")
            action = menu.addAction(short if len(short) <= 60 else f"{short[:58]} …")
            action.setToolTip(prompt)
            action.triggered.connect(lambda *_, text=prompt: self._take_prompt(text))
        if menu.isEmpty():
            menu.addAction("No prompts yet: they are kept here").setEnabled(False)
        else:
            menu.addSeparator()
            forget = menu.addAction(icons.icon("trash"), "Forget them")
            forget.triggered.connect(lambda *_: self._remembered.forget_prompts())
        return menu

    def _take_prompt(self, text: str) -> None:
        self.form.set_value({"prompt": text})
        self._edited()


def titled(entry: ModelEntry) -> str:
    """ "Gouache (built in)", "Portraits (VAE)": the name, and for what did not come with the studio its kind."""
    if entry.shipped or (entry.path is None and entry.name.endswith(")")):
        return entry.name if entry.name.endswith(")") else f"{entry.name} (built in)"
    return f"{entry.name} · {entry.family}" if entry.family else entry.name
