"""What the film is made of: its length, the model and where it begins, the layer that shows it, and its sound."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.fields import Range
from studio.core.layers import PixelLayer
from studio.ui.theme import font
from studio.ui.timeline import editing, sources
from studio.ui.timeline.menus import attempted
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.check import Check
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from studio.ui.timeline.reel import Reel

LABEL = 72
NO_MODEL, ALONE = "No model: layers alone", "Its pictures alone"
SOUNDS = "Sound (*.wav *.flac *.mp3 *.ogg *.opus *.m4a *.aac);;All files (*)"


def heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(font(12, 600))
    return label


def line(label: str, *parts: QWidget, stretch: int = 0) -> QWidget:
    """32 high: the label, then the parts; the one at `stretch` takes the room."""
    holder = QWidget()
    holder.setFixedHeight(32)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    words = QLabel(label)
    words.setProperty("tone", "2")
    words.setFixedWidth(LABEL)
    words.setBuddy(parts[0])
    row.addWidget(words)
    for number, part in enumerate(parts):
        row.addWidget(part, 1 if number == stretch else 0)
    return holder


class FilmForm(QWidget):
    """Every change is a step of undo."""

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self.length = NumberField(Range(0.1, 3600, 0.5, " s", 2), 4.0)
        self.frames = QLabel()
        self.frames.setProperty("tone", "3")
        self.frames.setFont(font(11, tabular=True))
        self.model, self.layer = Combo(), Combo()
        self.seed = IconButton("dice-five", "Begin with another picture by chance")
        self.from_layer = Button("From the layer", "map-pin")
        self.from_layer.setToolTip("Begin with what the chosen layer shows, and show the film there")
        self.smooth = NumberField(Range(1, 16, 1, "", 0), 1)
        self.detail = Check("Keep the layer’s detail", False,
                            "Only what differs from the picture that it begins with is added to the layer’s own pixels")
        self.audio = Button("Choose a sound …", "music-note")
        self.no_audio = IconButton("x", "No sound", 24)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        for part, name, hint in (
            (self.length, "Length", "How long the film is"),
            (self.model, "Model", "What makes the film’s pictures"),
            (self.layer, "Shown on", "The layer that shows these pictures, as large as what it holds now"),
            (self.smooth, "Made frames", "The model makes every so many frames; motion between them is worked out"),
        ):
            part.setAccessibleName(name)
            part.setToolTip(hint)
        self.audio.setToolTip("MP4, WebM and Matroska films carry it; it begins with the film and is cut at its end")
        self.every = QLabel("every frame")
        self.every.setProperty("tone", "3")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(0)
        column.addWidget(heading("Film"))
        column.addSpacing(4)
        column.addWidget(line("Length", self.length, self.frames, stretch=1))
        column.addWidget(line("Model", self.model))
        self.begins = line("Begins", self.from_layer, self.seed)
        column.addWidget(self.begins)
        self.shown = line("Shown on", self.layer)
        column.addWidget(self.shown)
        self.kept = line("", self.detail)
        column.addWidget(self.kept)
        self.made = line("Makes", self.smooth, self.every, stretch=1)
        column.addWidget(self.made)
        column.addWidget(line("Sound", self.audio, self.no_audio))

    def _connect(self) -> None:
        reel = self._reel
        self.length.changed.connect(lambda seconds: editing.set_length(
            reel, max(1, round(seconds * float(reel.timeline.fps)))))  # fmt: skip
        self.model.changed.connect(lambda id: self._attempt(lambda: sources.choose(reel, id)))
        self.layer.changed.connect(lambda name: sources.show_on(reel, name))
        self.detail.changed.connect(lambda on: sources.keep_detail(reel, on))
        self.seed.clicked.connect(lambda: self._attempt(lambda: sources.roll(reel, secrets.randbelow(2**31))))
        self.from_layer.clicked.connect(lambda: self._attempt(lambda: sources.from_layer(
            reel, reel.document.active_layer)))  # fmt: skip
        self.smooth.changed.connect(lambda every: reel.do(replace(reel.timeline, smooth=int(every)), "Made frames"))
        self.audio.clicked.connect(lambda: self._choose_sound())
        self.no_audio.clicked.connect(lambda: reel.do(replace(reel.timeline, audio=""), "No sound"))
        reel.changed.connect(self.refresh)
        reel.desk.library.changed.connect(self.refresh)
        reel.desk.switched.connect(self.refresh)

    def _attempt(self, do: Callable[[], object]) -> None:
        attempted(self._reel, do)
        self.refresh()

    def refresh(self, *_: object) -> None:
        timeline = self._reel.timeline
        source = timeline.source
        self.length.set_value(timeline.seconds)
        self.frames.setText(f"{timeline.length} frames")
        self.frames.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        models = [(one.id, one.name) for one in sources.models(self._reel)]
        self.model.set_items([("", NO_MODEL), *models], source.model)
        layers = reversed(list(self._reel.document.root.walk()))
        names = [layer.name for layer in layers if isinstance(layer, PixelLayer)]
        names += [source.layer] if source.layer and source.layer not in names else []
        self.layer.set_items([("", ALONE), *((name, name) for name in dict.fromkeys(names))], source.layer)
        for part in (self.begins, self.shown, self.made):
            part.setVisible(bool(source.model))
        self.kept.setVisible(bool(source.model and source.layer))
        self.detail.set_value(source.detail)
        self.from_layer.setEnabled(isinstance(self._reel.document.active_layer, PixelLayer))
        self.smooth.set_value(timeline.smooth)
        self.every.setText("every frame" if timeline.smooth == 1 else f"one frame of {timeline.smooth}")
        self.audio.setText(Path(timeline.audio).name if timeline.audio else "Choose a sound …")
        self.no_audio.setVisible(bool(timeline.audio))

    def _choose_sound(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Sound of the film", "", SOUNDS)
        if name:
            self.take_sound(Path(name))

    def take_sound(self, path: Path) -> None:
        self._reel.do(replace(self._reel.timeline, audio=str(path)), "Sound of the film")
