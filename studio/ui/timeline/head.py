"""The timeline's head: play and stop, what time it is, how keys ease, how fast the film is, and the way to a file."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.timeline.easing import OWN, TITLES, Ease
from studio.ui.theme import colour, font
from studio.ui.timeline import editing
from studio.ui.timeline.menus import attempted
from studio.ui.timeline.progress import Progress
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from studio.ui.timeline.reel import Reel

HEIGHT = 44
SPEEDS = (8, 12, 15, 24, 25, 30, 48, 50, 60)


class Head(QWidget):
    """44 high. `asked`: the film is to become a file."""

    asked = Signal()

    def __init__(self, reel: Reel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reel = reel
        self.setFixedHeight(HEIGHT)
        self.tabs = Tabs([("timeline", "Timeline")], height=HEIGHT)
        self.first = IconButton("skip-back", "To the first frame  (Home)")
        self.play = IconButton("play-fill", "Play  (Space)", role="text")
        self.last = IconButton("skip-forward", "To the last frame  (End)")
        self.loop = IconButton("repeat", "Round and round: every track comes back to its first key", checkable=True)
        self.now, self.whole = QLabel(), QLabel()
        self.now.setFont(font(12, 600, tabular=True))
        self.whole.setFont(font(12, tabular=True))
        self.whole.setProperty("tone", "3")
        self.key = IconButton("diamond", "Add a key at the playhead  (K)")
        self.ease = Combo([(name, title) for name, title in TITLES.items() if name != OWN], "in-out")
        self.speed = Combo([(Fraction(fps), f"{fps} fps") for fps in SPEEDS], Fraction(24))
        self.export = Button("Export clip", "export")
        self.progress = Progress(reel)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        for combo, width, name in ((self.ease, 150, "Easing of the chosen keys"), (self.speed, 102, "Frames a second")):
            combo.setFixedWidth(width)
            combo.setAccessibleName(name)
            combo.setToolTip(name)
        self.export.setToolTip("Write the film: MP4, WebM, GIF, WebP, APNG, PNG pictures or a contact sheet")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(self.tabs)
        row.addSpacing(20)
        for part in (self.first, self.play, self.last, self.loop):
            row.addWidget(part)
        row.addSpacing(12)
        row.addWidget(self.now)
        row.addSpacing(2)
        row.addWidget(self.whole)
        row.addStretch(1)
        row.addWidget(self.key)
        row.addSpacing(4)
        row.addWidget(self.ease)
        row.addWidget(self.speed)
        row.addWidget(self.export)
        row.addWidget(self.progress)

    def _connect(self) -> None:
        reel = self._reel
        self.first.clicked.connect(lambda: reel.go(0))
        self.last.clicked.connect(lambda: reel.go(reel.timeline.length - 1))
        self.play.clicked.connect(lambda: reel.player.turn())
        reel.player.changed.connect(self._playing)
        self.loop.clicked.connect(lambda on: reel.do(replace(reel.timeline, loop=bool(on)), "Loop"))
        self.key.clicked.connect(lambda: attempted(reel, lambda: editing.add_key(reel)))
        self.ease.changed.connect(lambda name: attempted(reel, lambda: editing.set_ease(reel, Ease(name))))
        self.speed.changed.connect(lambda fps: reel.do(replace(reel.timeline, fps=fps), "Frames a second"))
        self.export.clicked.connect(self.asked)
        self.progress.turned.connect(lambda busy: self.export.setVisible(not busy))
        for signal in (reel.changed, reel.moved, reel.picked):
            signal.connect(self.refresh)

    def refresh(self, *_: object) -> None:
        reel, timeline = self._reel, self._reel.timeline
        fps = float(timeline.fps)
        self.now.setText(f"{reel.frame / fps:.2f} s")
        self.whole.setText(f"of {timeline.seconds:.2f} s")
        self.now.setToolTip(f"Frame {reel.frame + 1} of {timeline.length}")
        self.loop.setChecked(timeline.loop)
        self.key.setEnabled(reel.track is not None)
        if all(timeline.fps != self.speed.itemData(number) for number in range(self.speed.count())):
            self.speed.set_items([(timeline.fps, f"{fps:.4g} fps"), *((Fraction(one), f"{one} fps") for one in SPEEDS)])
        self.speed.set_value(timeline.fps)
        ease = self._ease()
        self.ease.setEnabled(bool(ease))
        if ease:
            self.ease.set_value(ease)

    def _ease(self) -> str:
        """Of the chosen keys, or of the one before the playhead on the active row."""
        reel = self._reel
        track = reel.timeline.track(*reel.track) if reel.track else None
        if track is None or not track.keys:
            return ""
        frames = editing.chosen(reel).get(track.id, set())
        keys = [key for key in track.keys if key.frame in frames or (not frames and key.frame <= reel.frame)]
        return (keys or list(track.keys))[-1].ease.name

    def _playing(self, on: bool) -> None:
        self.play.set_icon("pause" if on else "play-fill", "text")
        self.play.set_name("Stop  (Space)" if on else "Play  (Space)")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        painter.end()
