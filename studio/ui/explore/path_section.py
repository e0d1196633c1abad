"""The way through the pins: as pictures in between on the canvas, or as a film."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.core.fields import Range, Says
from studio.ui.explore.film_export import FilmExport, Walk
from studio.ui.theme import font
from studio.ui.widgets.buttons import Button
from studio.ui.widgets.check import Check
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.progress_line import ProgressLine
from studio.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard

PICTURES = Range(2, 64, 1, "", 0)


class Kind(Enum):
    """What a film is written as."""

    MP4 = "mp4"
    WEBM = "webm"
    GIF = "gif"
    APNG = "apng"
    WEBP = "webp"


@dataclass(frozen=True)
class FilmChoice:
    """How the film of a path is to be."""

    kind: Annotated[Kind, Says("Format", "MP4 plays everywhere; GIF, APNG and WebP in pages and messages.")] = Kind.MP4
    frames: Annotated[int, Says("Frames", "How many pictures in all."), Range(2, 3000)] = 120
    fps: Annotated[float, Says("Per second", "Frames a second."), Range(1, 60, 1, "", 0)] = 25.0
    size: Annotated[int, Says("Size", "Width and height of a square; 0 is the model’s own."),
                    Range(0, 4096, 16, " px")] = 512
    quality: Annotated[int, Says("Quality", "More is finer and larger."), Range(1, 100)] = 80
    loops: Annotated[int, Says("Plays", "How often GIF, APNG and WebP play; 0: without end."), Range(0, 1000)] = 0


class PathSection(QWidget):
    """`filming` is the export under way. `make` lays pictures on the canvas, as the workspace does it."""

    def __init__(self, explorer: Explorer, board: PinBoard, make: Callable[[Walk], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer, self._board, self._make = explorer, board, make
        self.filming: FilmExport | None = None
        self.titled: Callable[[str], object] = lambda title: None
        self.count = NumberField(PICTURES, 16)
        self.count.setAccessibleName("Pictures")
        self.count.setToolTip("How many pictures are made of the way")
        self.way = Segmented([("straight", "Straight", ""), ("smooth", "Smooth", "")], "smooth")
        self.way.setAccessibleName("Way")
        self.way.setToolTip("Smooth goes on the sphere where a model's points lie; straight cuts across it")
        self.loop = Check("Loop", hint="Back to the first pin, so that a film plays without end")
        self.even = Check("Even pace", hint="First looks how much the pictures change, then shares the change out")
        self.make = Button("Make in-between pictures", "film-strip")
        self.make.setToolTip("Lays the pictures of the way on the canvas, as a group of layers")
        self.film = Button("Export film …", "export")
        self.film.setToolTip("MP4, WebM, GIF, APNG or WebP of the way through all pins")
        self.nine = Button("Nine random points", "dice-five")
        self.nine.setToolTip("Nine pins by chance in place of these: the walk that shows what a model knows")
        self.bar = ProgressLine()
        self.said = QLabel()
        self.said.setProperty("tone", "3")
        self.said.setFont(font(11))
        self.cancel = Button("Cancel", ghost=True)
        self.cancel.setToolTip("Stop the film; nothing of it is kept")
        self._lay_out()
        self.make.clicked.connect(lambda: self._do(lambda: self._make(self.walk(round(self.count.value())))))
        self.film.clicked.connect(lambda: self.ask_film())
        self.nine.clicked.connect(lambda: self._do(board.draw_nine))
        self.cancel.clicked.connect(self.stop)
        for signal in (board.changed, explorer.switched, explorer.mapped, self.loop.changed):
            signal.connect(lambda *_: self.refresh())
        self.refresh()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        label = QLabel("Pictures")
        label.setProperty("tone", "2")
        label.setBuddy(self.count)
        first.addWidget(label)
        first.addWidget(self.count)
        first.addStretch(1)
        first.addWidget(self.way)
        checks = QHBoxLayout()
        checks.setSpacing(16)
        checks.addWidget(self.loop)
        checks.addWidget(self.even)
        checks.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.film, 1)
        both.addWidget(self.nine, 1)
        self._progress = QWidget()
        progress = QVBoxLayout(self._progress)
        progress.setContentsMargins(0, 4, 0, 0)
        progress.setSpacing(0)
        progress.addWidget(self.bar)
        under = QHBoxLayout()
        under.addWidget(self.said, 1)
        under.addWidget(self.cancel)
        progress.addLayout(under)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for line in (first, checks):
            column.addLayout(line)
        column.addWidget(self._progress)  # above the buttons: they stand at the dock's end, where a bar is not seen
        column.addWidget(self.make)
        column.addLayout(both)

    def refresh(self) -> None:
        letters = [pin.letter for pin in self._board.pins]
        some = len(letters) > 1
        for part in (self.make, self.count, self.way, self.loop, self.even):
            part.setEnabled(some)
        self.film.setEnabled(some and self.filming is None)
        self.nine.setEnabled(self._explorer.stand is not None)
        self._progress.setVisible(self.filming is not None)
        ends = letters[:1] + letters[-1:] if len(letters) != 3 else letters
        self.titled("Path " + " → ".join(ends + letters[:1] * self.loop.value()) if some else "Path")

    def walk(self, frames: int) -> Walk:
        """The way as it is chosen here."""
        return Walk(self._board.pins.model, tuple(self._board.latents), frames, smooth=self.way.value() == "smooth",
                    loop=self.loop.value(), even=self.even.value())  # fmt: skip

    # Films

    def ask_film(self) -> None:
        """How, then where to; neither holds the film of another path up."""
        from studio.ui.dialogs import asked

        choice = asked(FilmChoice, "Export film", "Export …", self.window())
        if choice is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "Export film", f"walk.{choice.kind.value}",
                                              f"{choice.kind.value.upper()} (*.{choice.kind.value})")  # fmt: skip
        if name:
            path = Path(name)
            wanted = f".{choice.kind.value}"
            self.begin(path if path.suffix.lower() == wanted else path.with_name(path.name + wanted), choice)

    def begin(self, path: Path, choice: FilmChoice | None = None) -> FilmExport | None:
        """Films the way to `path`; None when that cannot be, which is said."""
        choice = choice or FilmChoice()
        walk = replace(self.walk(choice.frames), fps=choice.fps, size=choice.size, quality=choice.quality,
                       loops=choice.loops)  # fmt: skip
        film = FilmExport(self._explorer.desk.engine, walk, path, self)
        try:
            film.start()
        except PentimentoError as error:
            self._explorer.failed.emit(error)
            return None
        self.filming = film
        film.moved.connect(self._moved)
        film.ended.connect(self._ended)
        self._moved(0.0, -1.0)
        self.refresh()
        return film

    def _moved(self, share: float, left: float) -> None:
        self.bar.set_fraction(share)
        name = self.filming.path.name if self.filming is not None else ""
        self.said.setText(f"{name} · {share:.0%}" + (f" · {left:.0f} s left" if left >= 1 else ""))

    def _ended(self, what: object) -> None:
        self.filming = None
        self.refresh()
        if isinstance(what, PentimentoError):
            self._explorer.failed.emit(what)
        elif isinstance(what, Path):
            self._explorer.desk.say(f"“{what.name}” is ready.", f"It lies in {what.parent}.", "ok")

    def stop(self) -> None:
        if self.filming is not None:
            self.filming.cancel()

    def _do(self, act: Callable[[], object]) -> None:
        try:
            act()
        except PentimentoError as error:
            self._explorer.failed.emit(error)
