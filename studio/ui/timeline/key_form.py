"""The value at the playhead on the row that is active: changing it keys it there."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.core.fields import Range
from studio.timeline.pose import Pose
from studio.ui.theme import font
from studio.ui.timeline import editing, sources
from studio.ui.timeline.film_form import heading, line
from studio.ui.timeline.menus import attempted
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.prompt_field import PromptField
from studio.ui.widgets.slider_row import SliderRow

if TYPE_CHECKING:
    from studio.timeline.track import Track
    from studio.ui.timeline.reel import Reel

NO_ROW = "Choose a row below, or add a track: its value at the playhead stands here."
Show = Callable[[Any], object]


class KeyForm(QWidget):
    """Rebuilt for another row; only filled anew for another time."""

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self._row: tuple[object, ...] = ()
        self._show: Show = lambda value: None
        self.controls: dict[str, QWidget] = {}
        self.title = heading("Key")
        self.state = QLabel()
        self.state.setFont(font(11, tabular=True))
        self.state.setProperty("tone", "3")
        self.state.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 12)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._column.addSpacing(2)
        self._column.addWidget(self.state)
        self._column.addSpacing(4)
        self._body = QWidget()
        self._column.addWidget(self._body)
        for signal in (reel.changed, reel.moved, reel.picked, reel.desk.library.changed):
            signal.connect(self.refresh)
        self.refresh()

    @property
    def track(self) -> Track | None:
        return self._reel.timeline.track(*self._reel.track) if self._reel.track else None

    def refresh(self, *_: object) -> None:
        track, reel = self.track, self._reel
        if track is None:
            self.title.setText("Key")
            self.state.setText(NO_ROW)
            self._build(None)
            return
        self.title.setText(editing.title_of(track))
        key = track.key(reel.frame)
        self.state.setText(f"{'Key' if key else 'Between keys'} at {reel.frame / float(reel.timeline.fps):.2f} s"
                           if track.keys else "No key yet")  # fmt: skip
        self._build(track)
        try:
            value = editing.current(reel, reel.timeline, track) if track.kind not in ("mask", "position") else None
        except PentimentoError as error:
            self.state.setText(str(error))
            return
        if value is not None:
            self._show(value)

    def _build(self, track: Track | None) -> None:
        """Controls for this kind of row, unless they are there."""
        slider = editing.slider_of(self._reel, track.target) if track and track.kind == "slider" else None
        row = () if track is None else (*track.id, slider)
        if row == self._row:
            return
        self._row, self.controls, self._show = row, {}, lambda value: None
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if track is not None:
            makers = {"slider": self._slider, "opacity": self._opacity, "prompt": self._prompt, "mask": self._mask,
                      "position": self._position, "place": self._place, "camera": self._camera}  # fmt: skip
            for part in makers[track.kind]():
                column.addWidget(part)
        self._column.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _set(self, value: Any) -> None:
        attempted(self._reel, lambda: editing.set_value(self._reel, value))

    # One for each kind

    def _slider(self) -> list[QWidget]:
        track = self.track
        assert track is not None
        slider = editing.slider_of(self._reel, track.target)
        if slider is not None and slider.values:
            combo = Combo([(value, editing.spoken(value)) for value in slider.values])
            combo.setAccessibleName(editing.spoken(slider.name))
            combo.setToolTip(slider.hint or editing.spoken(slider.name))
            combo.changed.connect(self._set)
            self.controls["value"], self._show = combo, combo.set_value
            return [line("Value", combo)]
        low, high = (slider.low, slider.high) if slider else (-3.0, 3.0)
        steps = Range(low, high, round((high - low) / 40, 4), "", 2)
        row = SliderRow("Value", steps, 0.0, slider.hint if slider else "", centre_zero=low < 0 < high)
        row.changed.connect(lambda value: self._set(float(value)))
        self.controls["value"], self._show = row, row.set_value
        return [row]

    def _opacity(self) -> list[QWidget]:
        row = SliderRow("Opacity", Range(0, 100, 1, "%"), 100, "How much of the layer is seen")
        row.changed.connect(lambda value: self._set(value / 100))
        self.controls["value"], self._show = row, lambda value: row.set_value(value * 100)
        return [row]

    def _prompt(self) -> list[QWidget]:
        field = PromptField("What the pictures show", 3)
        field.edit.setAccessibleName("Prompt")
        field.changed.connect(self._set)
        self.controls["value"], self._show = field, field.set_value
        return [field]

    def _mask(self) -> list[QWidget]:
        take = Button("Take the picture’s mask", "selection")
        take.setToolTip("Paint it in the Paint workspace (Q), then key it here: the layer shows where it is marked")
        take.clicked.connect(lambda: attempted(self._reel, lambda: editing.add_key(self._reel)))
        self.controls["value"] = take
        return [take]

    def _position(self) -> list[QWidget]:
        dice = Button("A point by chance", "dice-five")
        dice.setToolTip("Key another picture of the model’s own here")
        dice.clicked.connect(lambda: attempted(self._reel, lambda: sources.key_seed(
            self._reel, secrets.randbelow(2**31), self._set)))  # fmt: skip
        here = IconButton("map-pin", "Key where the map stands, or what is seen here")
        here.clicked.connect(lambda: attempted(self._reel, lambda: editing.add_key(self._reel)))
        self.controls |= {"value": dice, "here": here}
        return [line("Point", dice, here)]

    def _place(self) -> list[QWidget]:
        return self._pose({
            "x": ("Right", Range(-2048, 2048, 1, " px"), 1.0, "How far to the right the layer is moved"),
            "y": ("Down", Range(-2048, 2048, 1, " px"), 1.0, "How far down the layer is moved"),
            "scale": ("Size", Range(5, 400, 1, "%"), 100.0, "Around the middle of what it holds"),
            "turn": ("Turn", Range(-360, 360, 1, "°"), 1.0, "Clockwise"),
        })  # fmt: skip

    def _camera(self) -> list[QWidget]:
        return self._pose({
            "x": ("Right", Range(-100, 100, 1, "%"), 100.0, "How far the camera looks to the right, of the width"),
            "y": ("Down", Range(-100, 100, 1, "%"), 100.0, "How far the camera looks down, of the height"),
            "scale": ("Zoom", Range(25, 800, 1, "%"), 100.0, "How near the camera is"),
            "turn": ("Turn", Range(-360, 360, 1, "°"), 1.0, "The camera turns clockwise, the picture the other way"),
        })  # fmt: skip

    def _pose(self, fields: dict[str, tuple[str, Range, float, str]]) -> list[QWidget]:
        """A row for each number of a place; `factor` is what is shown for 1."""
        rows: dict[str, SliderRow] = {}

        def changed(name: str, factor: float, value: float) -> None:
            track = self.track
            pose = editing.current(self._reel, self._reel.timeline, track) if track else None
            if isinstance(pose, Pose):
                self._set(pose._replace(**{name: value / factor}))

        def show(pose: Pose) -> None:
            for name, (_, _, factor, _) in fields.items():
                rows[name].set_value(getattr(pose, name) * factor)

        for name, (label, range, factor, hint) in fields.items():
            first = factor if name == "scale" else 0.0
            rows[name] = SliderRow(label, range, first, hint, centre_zero=range.low < 0)
            rows[name].changed.connect(partial(changed, name, factor))
            self.controls[name] = rows[name]
        self._show = show
        return list(rows.values())
