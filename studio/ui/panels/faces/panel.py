"""The Faces & styles panel: what a model knows how to change, as sliders that change the picture while they move."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.document import Change
from studio.core.fields import Range
from studio.families import sliders
from studio.families.tasks import Edit, Task, Translate
from studio.session.retouch import Subject, subject_of
from studio.ui.form import Form
from studio.ui.panels.faces.touch import Touch
from studio.ui.panels.faces.words import layer_name, where_it_goes
from studio.ui.panels.generate.body import Body
from studio.ui.panels.generate.sliders import SliderRows
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.notice import Notice
from studio.ui.widgets.progress_line import ProgressLine
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider_row import SliderRow

if TYPE_CHECKING:
    from studio.core.errors import PentimentoError
    from studio.families.family import ModelEntry
    from studio.ui.desk import Desk

FACE, STYLE = "face", "style"
EMPTY = {
    FACE: "No model here knows what can be changed about a face. Add a folder with models in the preferences.",
    STYLE: "No manner is here.",
}
FEATHER = 8
WANTED = 360
"""The height that it asks for when it comes to the front: ten sliders and what stands around them."""


class FacesPanel(QWidget):
    """A generated layer that sliders can make anew is taken up where it stands; over anything else a first move makes
    a new layer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._bound: Subject | None = None
        self._models: dict[str, str] = {}
        """The model chosen last in each mode."""
        self._leave: list[Callable[[], None]] = []
        self.touch = Touch(desk, self)
        self.mode = Segmented([(FACE, "Face", "smiley"), (STYLE, "Style", "paint-brush")])
        self.mode.setAccessibleName("What is changed")
        self.model = Combo()
        self.model.setAccessibleName("Model")
        self.rows = SliderRows("As it is")
        self.form = Form(Translate, skip=("model",), label_width=72)
        self.feather = SliderRow("Feather", Range(0, 64, 1, " px"), FEATHER, "Softens the border of the mask")
        self.place = QLabel()
        self.empty = QLabel()
        self.notice = Notice()
        self.note = QLabel()
        self.line = ProgressLine()
        self.cancel = IconButton("x", "Stop: what is there so far stays", 24, icon_size=12)
        self.anew = Button("New layer", "plus", ghost=True)
        self._lay_out()
        self.mode.changed.connect(lambda _: self._choose_mode())
        self.model.changed.connect(lambda _: self._choose_model())
        self.rows.changed.connect(self._moved)
        self.form.changed.connect(self._moved)
        self.feather.changed.connect(lambda _: self._moved())
        self.cancel.clicked.connect(self.touch.stop)
        self.anew.clicked.connect(self.begin_anew)
        self.touch.laid.connect(self._laid)
        self.touch.stirred.connect(self._show_progress)
        self.touch.failed.connect(self._refused)
        desk.library.changed.connect(self._restock)
        desk.switched.connect(self._switched)
        self._switched()
        self._restock()

    def wanted_height(self) -> int:
        return WANTED

    def _lay_out(self) -> None:
        for label in (self.place, self.empty, self.note):
            label.setProperty("tone", "3")
            label.setWordWrap(label is not self.note)
        self.anew.setToolTip("The next move of a slider makes a layer of its own; this one stays as it is")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.mode)
        row.addWidget(self.model, 1)
        where = QWidget()
        line = QHBoxLayout(where)
        line.setContentsMargins(12, 4, 4, 0)
        line.addWidget(self.place, 1)
        line.addWidget(self.anew)
        self._progress = QWidget()
        under = QHBoxLayout(self._progress)
        under.setContentsMargins(12, 4, 8, 4)
        under.setSpacing(8)
        under.addWidget(self.line, 1, Qt.AlignmentFlag.AlignVCenter)
        under.addWidget(self.note)
        under.addWidget(self.cancel)
        said = QVBoxLayout()
        said.setContentsMargins(12, 0, 12, 4)
        said.addWidget(self.notice)
        said.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, where):
            column.addWidget(part)
        column.addLayout(said)
        column.addWidget(Body(self.form, self.rows, self.feather), 1)
        column.addWidget(self._progress)
        self._progress.hide()

    # What there is

    def entries(self, mode: str) -> list[ModelEntry]:
        """The models of a mode, the first choice first."""
        able = [one for one in self._desk.library.entries if not one.problem]
        if mode == STYLE:
            return [one for one in able if one.details.get("styles")] + [
                one for one in able if Translate.verb in one.tasks]  # fmt: skip
        best = self._desk.library.default(Edit.verb)
        found = [one for one in able if Edit.verb in one.tasks and not one.details.get("styles")]
        return sorted(found, key=lambda one: (one is not best, not one.shipped, -one.side))

    @property
    def entry(self) -> ModelEntry | None:
        chosen = self.model.value()
        return next((one for one in self._desk.library.entries if one.id == chosen), None)

    @property
    def subject(self) -> Subject | None:
        """What a moved slider acts on now."""
        entry = self.entry
        if self._bound is not None or entry is None:
            return self._bound
        return Subject(kind_of(entry), entry.id)

    def _restock(self) -> None:
        """The library is another."""
        self._bound = self._bound if self._bound and self._desk.library.entry(self._bound.model) else None
        self._offer(self.entry.id if self.entry else "")
        if self._bound is None:
            self._bind(None)
        self._follow()

    def _offer(self, wanted: str = "") -> None:
        """The models of the mode in the list, `wanted` or the one of last time chosen."""
        mode = self.mode.value()
        found = self.entries(mode)
        ids = [one.id for one in found]
        chosen = next((one for one in (wanted, self._models.get(mode, "")) if one in ids), ids[0] if ids else None)
        self.model.set_items([(one.id, one.name.removesuffix(" (built in)")) for one in found], chosen)
        self.model.setEnabled(bool(found))
        self.empty.setText("" if found else EMPTY[mode])

    # Choosing by hand

    def _choose_mode(self) -> None:
        self._offer()
        self._choose_model()

    def _choose_model(self) -> None:
        """Another model makes another layer."""
        self._models[self.mode.value()] = str(self.model.value())
        self._bind(None)

    def begin_anew(self) -> None:
        self._bind(None)

    # Following the document

    def _switched(self) -> None:
        for leave in self._leave:
            leave()
        document = self._desk.document
        self._leave = [document.changed.connect(self._changed), document.activated.connect(self._follow)
                       ] if document else []  # fmt: skip
        self._bound = None
        self._follow()

    def _changed(self, change: Change) -> None:
        if change.tree:
            self._follow()
        elif change.mask or change.selection:
            self._dress()

    def _follow(self) -> None:
        """The active layer is another, or was undone to what it had been."""
        if self.touch.laying:
            return
        document = self._desk.document
        found = subject_of(document, self._desk.library) if document else None
        known = self._bound
        if found is None:
            if known is not None or self._desk.session is not self.touch.session:
                self._bind(None)
        elif known is None or known.layer != found.layer or _differ(known, found):
            self._bind(found)
        self._dress()

    def _bind(self, subject: Subject | None) -> None:
        """Shows a layer's sliders as they stood when it was made; without one, none is moved yet."""
        self._bound = subject
        if subject is not None:
            entry = next(one for one in self._desk.library.entries if one.id == subject.model)
            self.mode.set_value(STYLE if entry.details.get("styles") or subject.kind is Translate else FACE)
            self._offer(subject.model)
        self._dress()
        values = subject.values if subject is not None else {}
        self.rows.set_value(values.get("sliders", {}))
        if self.subject is not None and self.subject.kind is Translate:
            defaults = {name: field.default for name, field in self.form.fields.items()}
            self.form.set_value(defaults | {name: one for name, one in values.items() if name in defaults})
        if "feather" in values:
            self.feather.set_value(float(values["feather"]))
        self.touch.turn(self._desk.session, self.subject)

    def _dress(self) -> None:
        """Only what can be moved now is shown, and where a move would go."""
        entry, document, subject = self.entry, self._desk.document, self.subject
        translates = subject is not None and subject.kind is Translate
        self.form.setVisible(translates)
        self.rows.show_sliders(sliders.of(entry) if entry and not translates else ())
        marked = document is not None and not (document.mask.content & document.canvas).empty
        self.feather.setVisible(marked and subject is not None and subject.kind in (Edit, Translate))
        self.rows.setEnabled(document is not None)
        self.form.setEnabled(document is not None)
        self.place.setText(where_it_goes(document, self._bound) if entry else "")
        self.anew.setVisible(self._bound is not None)
        self.empty.setVisible(bool(self.empty.text()))

    # Moving

    def values(self) -> dict[str, Any]:
        """The task's fields as the controls stand."""
        subject = self.subject
        feather = {"feather": round(self.feather.value())}
        if subject is not None and subject.kind is Translate:
            told = self.form.value()
            return {name: one.value if isinstance(one, Enum) else one for name, one in told.items()} | feather
        return {"sliders": self.rows.value()} | feather

    def _moved(self) -> None:
        self.notice.put_away()
        entry, values = self.entry, self.values()
        self.touch.ask(values, layer_name(entry, values) if entry else "")

    def _laid(self, subject: Subject) -> None:
        self._bound = subject
        self._dress()

    def _refused(self, error: PentimentoError) -> None:
        self.notice.say(error.message, error.hint)

    def _show_progress(self) -> None:
        job = self.touch.job
        self._progress.setVisible(self.touch.busy)
        if job is not None:
            self.line.set_fraction(job.fraction)
            self.note.setText(job.note or "Waiting for another job")


def _differ(one: Subject, other: Subject) -> bool:
    """Whether the sliders of a layer stand otherwise than they are shown."""
    return any(one.values[name] != value for name, value in other.values.items() if name in one.values)


def kind_of(entry: ModelEntry) -> type[Task]:
    return Edit if Edit.verb in entry.tasks else Translate

