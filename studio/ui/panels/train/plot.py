"""Draws curves with pyqtgraph in the window's own colours and letters: faint as measured, strong as smoothed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.theme import colour, font

Floats = NDArray[np.float64]
Curve = tuple[Floats, Floats, Floats, str]
"""Steps, values, smoothed values, and the ink."""


class Plot(QWidget):
    """`pointed` tells the step under the pointer, −1 when it has left."""

    pointed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        import pyqtgraph as pg

        super().__init__(parent)
        self._pg = pg
        self._view = pg.PlotWidget(background=None, enableMenu=False)
        unused = self._view.plotItem.ctrlMenu  # pyqtgraph's own; without a parent it would be a window of its own
        unused.setParent(self)
        unused.hide()
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.hideButtons()
        self._view.setMouseEnabled(False, False)
        self._view.viewport().installEventFilter(self)
        self._view.setMouseTracking(True)
        self._marker = pg.InfiniteLine(angle=90)
        self._half = pg.InfiniteLine(pos=0.5, angle=0)
        self._pointer = pg.InfiniteLine(angle=90)
        self._lines: list[Any] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 12, 4)
        column.addWidget(self._view)
        for one in (self._marker, self._half, self._pointer):
            one.setVisible(False)
            self._view.addItem(one, ignoreBounds=True)
        self.dress()

    @property
    def curves(self) -> int:
        """How many are drawn."""
        return len(self._lines) // 2

    def draw(self, curves: Sequence[Curve], log: bool = False, unit: bool = False) -> None:
        """`unit`: all lie in 0 … 1, and ½ is where a critic cannot tell any more."""
        for line in self._lines:
            self._view.removeItem(line)
        self._lines = []
        self._view.setLogMode(False, log)
        for steps, values, strong, ink in curves:
            faint = QColor(colour(ink))
            faint.setAlpha(64)
            for data, pen in ((values, self._pg.mkPen(faint, width=1)), (strong, self._pg.mkPen(colour(ink), width=2))):
                told = np.where(data > 0, data, np.nan) if log else data
                symbol = "o" if len(steps) == 1 else None
                line = self._view.plot(steps, told, pen=pen, connect="finite", antialias=True, symbol=symbol,
                                       symbolSize=5, symbolBrush=colour(ink), symbolPen=None)
                self._lines.append(line)
        self._half.setVisible(unit)
        if unit:
            self._view.setYRange(0, 1, padding=0.02)
        else:
            self._view.enableAutoRange(y=True)
        self._view.enableAutoRange(x=True)

    def mark(self, step: int) -> None:
        self._marker.setVisible(step > 0)
        self._marker.setPos(step)

    def dress(self) -> None:
        """The theme is another."""
        quiet = colour("text3")
        for name in ("left", "bottom"):
            axis = self._view.getAxis(name)
            axis.setPen(self._pg.mkPen(colour("line")))
            axis.setTextPen(self._pg.mkPen(quiet))
            axis.setStyle(tickFont=font(11, tabular=True), tickLength=0)
            axis.enableAutoSIPrefix(False)
            axis.setGrid(38)
        self._view.getAxis("left").setWidth(52)
        dashes = Qt.PenStyle.DashLine
        self._marker.setPen(self._pg.mkPen(colour("text3"), width=1, style=dashes))
        self._half.setPen(self._pg.mkPen(colour("border"), width=1, style=dashes))
        self._pointer.setPen(self._pg.mkPen(colour("border"), width=1))

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseMove:
            where = self._view.getViewBox().mapSceneToView(QPointF(event.position()))  # type: ignore[attr-defined]
            self._pointer.setPos(where.x())
            self._pointer.setVisible(True)
            self.pointed.emit(max(0.0, where.x()))
        elif event.type() is QEvent.Type.Leave:
            self._pointer.setVisible(False)
            self.pointed.emit(-1.0)
        return super().eventFilter(watched, event)
