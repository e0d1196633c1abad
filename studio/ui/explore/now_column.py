"""Where one is now: its picture, what it says, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from studio.core.errors import PentimentoError
from studio.explore.pins import Pin
from studio.explore.space import Spot
from studio.families.tasks import Patch
from studio.ui.explore import favourites
from studio.ui.explore.ways import spoken
from studio.ui.pictures import covering, image_of, rounded
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, IconButton, PrimaryButton
from studio.ui.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from studio.engine.job import Job
    from studio.families.tasks import Latent
    from studio.ui.explore.explorer import Explorer
    from studio.ui.explore.pin_board import PinBoard

WIDE, NARROW = 304, 232
RADIUS = 6
WAKING = "Waking the model …"
"""The first picture of a session takes some seconds: the model is read and the worker starts."""


class Frame(QWidget):
    """A square picture with round corners; an empty one says what it waits for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self._drawn: QPixmap | None = None
        self.setAccessibleName("The picture of this point")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage | None) -> None:
        self.image, self._drawn = image, None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.image is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("panel"))
            painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
            painter.setPen(colour("text3"))
            painter.setFont(font(12))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, WAKING)
        else:
            scale = self.devicePixelRatioF()
            size = QSize(round(self.width() * scale), round(self.height() * scale))
            if self._drawn is None or self._drawn.size() != size:
                self._drawn = QPixmap.fromImage(rounded(covering(self.image, size), RADIUS, scale))
                self._drawn.setDevicePixelRatio(scale)
            painter.drawPixmap(0, 0, self._drawn)
        painter.end()


class Reading(QWidget):
    """A name and a value at the two ends of a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.value = QLabel(), QLabel()
        self.name.setProperty("tone", "2")
        self.value.setFont(font(12, tabular=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(self.value)
        self.setFixedHeight(24)

    def say(self, name: str, value: str) -> None:
        self.name.setText(name)
        self.value.setText(value)
        self.setVisible(bool(name))


class NowColumn(QWidget):
    """304 wide (232 in a narrow window)."""

    def __init__(self, explorer: Explorer, board: PinBoard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer, self._board = explorer, board
        self._followed: Job | None = None
        heading = QLabel("Now")
        heading.setFont(font(13, 600))
        self.back = IconButton("arrow-counter-clockwise", "Back to the point before", 24)
        self.star = IconButton("star", "Keep this point among the favourites", 24, checkable=True)
        self.liked = IconButton("caret-down", "Favourites", 24, icon_size=12)
        self.copy = IconButton("copy", "Copy this picture", 24)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(heading)
        head.addStretch(1)
        for part in (self.back, self.copy, self.star, self.liked):
            head.addWidget(part)
        self.frame = Frame()
        self.readings = [Reading() for _ in range(4)]
        self.add = PrimaryButton("Add to canvas", "plus")
        self.add.setFixedHeight(32)
        self.add.setToolTip("A layer that remembers this point")
        self.pin = Button("Pin", "push-pin")
        self.pin.setFixedHeight(32)
        self.pin.setToolTip("Keep this point as a pin  (P)")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add, 1)
        buttons.addWidget(self.pin)
        self.line = QLabel()
        self.line.setProperty("tone", "3")
        self.line.setFont(font(11))
        self.bar = ProgressLine()
        self.search = QLabel()
        self.search.setProperty("tone", "3")
        self.search.setFont(font(11))
        self.cancel = Button("Cancel", ghost=True)
        self.cancel.setToolTip("Stop looking for the picture")
        self._searching = QWidget()
        searching = QVBoxLayout(self._searching)
        searching.setContentsMargins(0, 4, 0, 0)
        searching.addWidget(self.bar)
        under = QHBoxLayout()
        under.addWidget(self.search, 1)
        under.addWidget(self.cancel)
        searching.addLayout(under)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self.frame)
        column.addSpacing(6)
        for reading in self.readings:
            column.addWidget(reading)
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self._searching)
        column.addStretch(1)
        self._favourites: list[tuple[Path, Pin]] = []
        self.copy.clicked.connect(self._copy)
        self.star.clicked.connect(self._like)
        self.liked.clicked.connect(self._open_favourites)
        self.cancel.clicked.connect(self._cancel)
        explorer.showing.pictured.connect(self._picture)
        for signal in (explorer.moved, explorer.switched, board.changed):
            signal.connect(self.refresh)
        explorer.switched.connect(self._read_favourites)
        self.set_width(WIDE)
        self._read_favourites()
        self.refresh()

    def set_width(self, width: int) -> None:
        self.setFixedWidth(width)
        self.frame.setFixedSize(width, width)

    def refresh(self) -> None:
        explorer, stand = self._explorer, self._explorer.stand
        self.liked.setEnabled(bool(self._favourites))
        for part in (self.add, self.pin, self.star, self.copy):
            part.setEnabled(stand is not None)
        self.back.setEnabled(bool(explorer.trail))
        rows: list[tuple[str, str]] = []
        if stand is not None:
            rows = [(spoken(axis.title), stand.reading(axis)) for axis in (stand.across, stand.up)]
            rows.append(("Seed", f"{explorer.seed:,}".replace(",", " ")))
            rows += self._away()
        for number, reading in enumerate(self.readings):
            reading.say(*(rows[number] if number < len(rows) else ("", "")))
        if stand is None:
            self.frame.show_image(None)
        self._follow(explorer.busy)
        self._picture()

    def _away(self) -> list[tuple[str, str]]:
        """From the first pin, in the latent space."""
        now, pins = self._explorer.showing.now, self._board.pins
        if now is None or now.latent is None or not len(pins) or pins.pins[0].spot.latent.shape != now.latent.shape:
            return []
        first = pins.pins[0]
        return [(f"Distance from {first.letter}", f"{float(np.linalg.norm(now.latent - first.spot.latent)):.1f}")]

    def _picture(self) -> None:
        showing = self._explorer.showing
        if self._explorer.stand is not None and showing.image is not self.frame.image:
            self.frame.show_image(showing.image)
        pace, image = showing.decoder.pace(showing.model), showing.image
        size = f"{image.width()} × {image.height()} px" if image is not None else ""
        took = "" if pace is None else f"{pace:.1f} s a picture" if pace >= 1 else f"{1000 * pace:.0f} ms a picture"
        self._show_star(showing.now.latent if showing.now is not None and showing.fresh else None)
        self.line.setText(" · ".join(part for part in (size, took) if part))

    # A picture that is looked for

    def _follow(self, job: Job | None) -> None:
        listed = job if job is not None and not job.quiet else None
        self._searching.setVisible(listed is not None)
        if listed is not self._followed:
            self._followed = listed
            if listed is not None:
                self._progress(listed)
                listed.progressed.connect(self._progress)

    def _progress(self, job: Job) -> None:
        if job is self._followed:
            self.bar.set_fraction(job.fraction)
            self.search.setText(job.note or "Looking for the picture …")
            if job.preview is not None:
                self.frame.show_image(image_of(job.preview))

    def _cancel(self) -> None:
        if self._followed is not None:
            self._explorer.desk.engine.cancel(self._followed)

    def _copy(self) -> None:
        if self._explorer.showing.image is not None:
            QGuiApplication.clipboard().setImage(self._explorer.showing.image)

    # Favourites

    def _read_favourites(self) -> None:
        """From the disk when another model is explored, and when one was kept or let go; not at every move."""
        model = self._explorer.showing.model
        self._favourites = favourites.known(model) if model else []
        self.refresh()

    def _show_star(self, latent: Latent | None) -> None:
        if latent is None:
            return
        on = any(pin.spot.latent.shape == latent.shape and np.allclose(pin.spot.latent, latent, atol=1e-5)
                 for _, pin in self._favourites)  # fmt: skip
        if on != self.star.isChecked():
            self.star.setChecked(on)
        self.star.set_icon("star-fill" if on else "star")

    def _like(self) -> None:
        now, model = self._explorer.showing.now, self._explorer.showing.model
        if now is None or now.latent is None:
            return
        try:
            path = favourites.file_of(model, now.latent)
            if path is None:
                favourites.keep(model, Pin("Favourite", Spot(now.latent), now.pixels))
            else:
                favourites.forget(path)
        except PentimentoError as error:
            self._explorer.failed.emit(error)
        self._read_favourites()

    def favourites_menu(self) -> QMenu:
        """Each with its picture; choosing one goes there."""
        menu = QMenu(self)
        for number, (_, pin) in enumerate(self._favourites, start=1):
            action = menu.addAction(f"Favourite {number}")
            if pin.thumb is not None:
                action.setIcon(QIcon(QPixmap.fromImage(image_of(pin.thumb))))
            patch = None if pin.thumb is None else Patch(pin.thumb, latent=pin.spot.latent)
            action.triggered.connect(lambda _=False, spot=pin.spot, patch=patch: self._explorer.go_to(spot, patch))
        return menu

    def _open_favourites(self) -> None:
        menu = self.favourites_menu()
        menu.exec(self.liked.mapToGlobal(QPoint(0, self.liked.height())))
        menu.deleteLater()
