"""A form made from a dataclass: one definition is the form, the command line and the metadata."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, cast

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.core.fields import Field, Range, describe
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.prompt_field import PromptField
from studio.ui.widgets.seed_field import SeedField
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider_row import SliderRow

LABEL = 72
SEGMENTS = 4
"""An Enum of more choices than this becomes a list to unfold."""
NARROW = 96
"""Width of a list that shares its line."""
ANY = Range(-(2**31), 2**31 - 1)


class Choice(NamedTuple):
    """One of the names that are only known while running. With a `problem` it is shown, but cannot be chosen."""

    id: str
    label: str
    icon: str = ""
    problem: str = ""


Provider = Callable[[str], Sequence[Choice]]
"""Gives the choices for a kind of names: "model", "sampler", "schedule", "font". The first is the default."""


class Control(Protocol):
    """What all controls have in common: no word is said when the program sets a value."""

    def value(self) -> Any: ...
    def set_value(self, value: Any) -> None: ...


class LineField(QLineEdit):
    """A short text; `changed` at every key."""

    changed = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFixedHeight(28)
        self.textEdited.connect(self.changed)

    def value(self) -> str:
        return self.text()

    def set_value(self, text: str) -> None:
        if text != self.text():
            self.setText(text)


class Form(QWidget):
    """Fields of `cls` as rows; what is Hidden, in `skip`, or of a kind that no control can show, is left out.

    `first` names the fields to begin with. Advanced fields stand behind "More". Values that are set come back
    from `value()` exactly, until the artist changes them. `trailing` are small widgets for the foot of a prompt.
    """

    changed = Signal()

    def __init__(self, cls: type, values: Mapping[str, Any] | None = None, skip: Iterable[str] = (), *,
                 names: Provider | None = None, first: Sequence[str] = (), label_width: int = LABEL,
                 trailing: Mapping[str, Sequence[QWidget]] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cls = cls
        self._names = names or (lambda of: ())
        self._label_width = label_width
        self._trailing = dict(trailing or {})
        self._ignored: frozenset[str] = frozenset()
        self._held: dict[str, Any] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self._labels: dict[str, QLabel] = {}
        self.controls: dict[str, Control] = {}
        self.fields: dict[str, Field] = {}
        fields = [field for field in describe(cls) if not field.hidden and field.name not in skip and _known(field)]
        fields.sort(key=lambda field: first.index(field.name) if field.name in first else len(first))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build([field for field in fields if not field.advanced], self._column)
        self.more = Button("More", "caret-right", ghost=True)
        self.more.setCheckable(True)
        self.more.setIconSize(QSize(12, 12))
        self.more.setToolTip("More settings: few need them")
        self._drawer = QWidget()
        drawer = QVBoxLayout(self._drawer)
        drawer.setContentsMargins(0, 0, 0, 0)
        drawer.setSpacing(0)
        self._build([field for field in fields if field.advanced], drawer)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._drawer)
        self._column.addStretch(1)
        self.more.toggled.connect(self._open)
        self._open(False)
        self.set_value({name: field.default for name, field in self.fields.items()} | dict(values or {}))

    # Building

    def _build(self, fields: Sequence[Field], column: QVBoxLayout) -> None:
        waiting = list(fields)
        while waiting:
            field = waiting.pop(0)
            pair = waiting.pop(0) if waiting and _pairs(field, waiting[0]) else None
            column.addWidget(self._row(field, pair))
        self._align([field.name for field in fields])

    def _align(self, names: Sequence[str]) -> None:
        """Rows that stand together begin and end their controls at the same places."""
        labels = [label for name, label in self._labels.items() if name in names]
        width = max((label.width() for label in labels), default=0)
        for label in labels:
            label.setFixedWidth(width)
        numbers = [row.number for name, row in self.controls.items() if name in names and isinstance(row, SliderRow)]
        widest = max((number.width() for number in numbers), default=0)
        for number in numbers:
            number.setFixedWidth(widest)

    def _row(self, field: Field, pair: Field | None) -> QWidget:
        control = self._control(field)
        widget = cast(QWidget, control)
        if isinstance(control, SliderRow):
            self._labels[field.name] = control.label
            self._rows[field.name] = [widget]
            return widget
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        self._rows[field.name] = [row]
        if _spans(field):
            line.setContentsMargins(0, 0, 0, 8 if field.lines > 1 else 4)
            line.addWidget(widget, 1)
            if pair is not None:
                self._add_choice(pair, line)
                self._rows[field.name] = [widget]
            return row
        if isinstance(control, Check):
            line.addSpacing(self._label_width + 8)
            line.addWidget(widget)
            line.addStretch(1)
            return row
        self._labels[field.name] = label = self._label(field, control)
        line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop if field.lines > 1 else Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(widget, 0 if isinstance(control, NumberField) else 1)
        if isinstance(control, NumberField):
            line.addStretch(1)
        if pair is not None:
            self._add_pair(pair, line)
            self._rows[field.name] = [label, widget]
        return row

    def _add_pair(self, pair: Field, line: QHBoxLayout) -> None:
        number = NumberField(pair.range or ANY)
        number.setFixedWidth(44)
        self._register(pair, number)
        label = self._label(pair, number, width=0)
        line.addWidget(label)
        line.addWidget(number)
        self._rows[pair.name] = [label, number]

    def _add_choice(self, pair: Field, line: QHBoxLayout) -> None:
        choice = cast(QWidget, self._control(pair))
        choice.setFixedWidth(NARROW)
        line.addWidget(choice)
        self._rows[pair.name] = [choice]

    def _label(self, field: Field, control: Control, width: int | None = None) -> QLabel:
        label = QLabel(field.label)
        label.setProperty("tone", "2")
        width = self._label_width if width is None else width
        if width:
            label.setFixedWidth(max(width, label.sizeHint().width()))
        if field.lines > 1:
            label.setFixedHeight(28)
        label.setBuddy(cast(QWidget, control))
        label.setToolTip(f"{field.hint or field.label}\nDouble click: back to the default")
        label.setProperty("field", field.name)
        label.installEventFilter(self)
        return label

    def _control(self, field: Field) -> Control:
        control = _made(field, self._label_width, self.choices(field), self._trailing.get(field.name, ()))
        self._register(field, control)
        return control

    def _register(self, field: Field, control: Any) -> None:
        self.fields[field.name], self.controls[field.name] = field, control
        if not control.accessibleName() or isinstance(control, SeedField):
            control.setAccessibleName(field.label)
        control.setAccessibleDescription(field.hint)
        if not control.toolTip():
            control.setToolTip(field.hint or field.label)
        if isinstance(control, PromptField):
            control.edit.setToolTip(field.hint)
        control.changed.connect(lambda *_, name=field.name: self._touched(name))

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """What can be chosen for a field of names or an Enum."""
        if field.names:
            return tuple(self._names(field.names))
        return tuple(Choice(str(choice.value), _spoken(str(choice.value))) for choice in field.choices)

    # Values

    def value(self) -> dict[str, Any]:
        """By field name, each of its field's kind; what is ignored is left out."""
        return {name: self._held[name] for name in self.controls if name not in self._ignored}

    def set_value(self, values: Mapping[str, Any]) -> None:
        """Shows `values`, those that are not given stay; names that the form does not show are passed over."""
        for name, value in values.items():
            if name in self.controls:
                checked = self.fields[name].checked(value)
                self._held[name] = checked
                self._show(name, checked)

    def _show(self, name: str, value: Any) -> None:
        control = self.controls[name]
        if self.fields[name].choices:
            value = str(value.value)
        if isinstance(control, Combo) and self.fields[name].names and value:
            self._offer(control, self.fields[name], str(value))
        control.set_value(value)

    def _offer(self, combo: Combo, field: Field, value: str) -> None:
        """A name that is no longer there is shown as it was, so that nothing is lost by looking."""
        known = self.choices(field)
        if all(choice.id != value for choice in known):
            known = (*known, Choice(value, f"{value} (not here)"))
        fill(combo, known, value)

    def _touched(self, name: str) -> None:
        field, value = self.fields[name], self.controls[name].value()
        if field.choices:
            value = field.checked(value)
        elif field.kind is int:
            value = round(value)
        self._held[name] = value
        self.changed.emit()

    def refresh(self, of: str) -> None:
        """The names of this kind have changed: offers the new ones, keeping what is chosen."""
        for name, field in self.fields.items():
            combo = self.controls[name]
            if field.names == of and isinstance(combo, Combo):
                fill(combo, self.choices(field), combo.value())
                self._show(name, self._held[name])

    def reset(self, name: str) -> None:
        """Back to the default, as by a double click on the label."""
        default = self.fields[name].default
        if default is not None and self._held[name] != default:
            self.set_value({name: default})
            self.changed.emit()

    # What is seen

    def set_ignored(self, names: Iterable[str]) -> None:
        """Hides fields that would do nothing."""
        self._ignored = frozenset(names)
        for name, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(name not in self._ignored)
        left = any(field.advanced for name, field in self.fields.items() if name not in self._ignored)
        self.more.setVisible(left)
        self._drawer.setVisible(left and self.more.isChecked())

    def _open(self, opened: bool) -> None:
        self.more.setText("Less" if opened else "More")
        self.more.setIcon(_caret(opened))
        self.more.setAccessibleName("More settings")
        self.set_ignored(self._ignored)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonDblClick and watched.property("field"):
            self.reset(str(watched.property("field")))
            return True
        return super().eventFilter(watched, event)


def _known(field: Field) -> bool:
    return bool(field.choices) or field.kind in (int, float, bool, str)


def _pairs(field: Field, following: Field) -> bool:
    """A seed and the small number after it share a line; so do the model and the list of what it shall do."""
    if field.names == "model":
        return len(following.choices) > SEGMENTS
    small = following.range is not None and following.kind is int and following.range.high < 1000
    return field.seed and small and not following.range.unit if following.range else False


def _spans(field: Field) -> bool:
    """What speaks for itself takes the whole width and needs no label: the prompt and the model."""
    return (field.lines > 1 and not field.advanced) or field.names == "model"


def _spoken(word: str) -> str:
    words = word.replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _caret(opened: bool) -> Any:
    from studio.ui.icons import icon

    return icon("caret-down" if opened else "caret-right")


def _made(field: Field, label_width: int, choices: Sequence[Choice], trailing: Sequence[QWidget]) -> Control:
    if field.seed:
        return SeedField()
    if field.choices and len(choices) <= SEGMENTS:
        return Segmented([(choice.id, choice.label, choice.icon) for choice in choices])
    if field.choices or field.names:
        combo = Combo()
        fill(combo, choices)
        return combo
    if field.kind is bool:
        return Check(field.label, hint=field.hint)
    if field.kind is str:
        if field.lines == 1:
            return LineField()
        return PromptField(field.hint, field.lines, trailing, counted=not field.advanced)
    if field.range is None:
        return NumberField(ANY if field.kind is int else ANY._replace(places=3))
    first = field.range.low if field.default is None else float(field.default)
    centred = field.range.low < 0 < field.range.high
    return SliderRow(field.label, field.range, first, field.hint, label_width, centred)


def fill(combo: Combo, choices: Sequence[Choice], current: str | None = None) -> None:
    """Offers `choices`; those with a problem stand there greyed, with the reason as their tip."""
    combo.set_items([(choice.id, choice.label, choice.icon) for choice in choices], current)
    for choice in choices:
        combo.set_possible(choice.id, not choice.problem, choice.problem)
    combo.setEnabled(len(choices) > 0)
