"""The strip over the map: what it goes along, how far, how many pictures, and how many are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QMenu, QWidget

from studio.core.fields import Range
from studio.ui import icons
from studio.ui.explore.moves import NARROWEST, SIDES, WIDEST
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, IconButton
from studio.ui.widgets.combo import Combo
from studio.ui.widgets.hairline import Hairline
from studio.ui.widgets.number_field import NumberField
from studio.ui.widgets.segmented import Segmented
from studio.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from studio.ui.explore.explorer import Explorer

HEIGHT = 44
SPAN = Range(100 * NARROWEST, 100 * WIDEST, 5, "%", 0, "log")
ROOMY, SNUG = 1130, 930
"""Units: with less room the range has no slider and nothing is counted; with still less the name is left out."""


class MapStrip(QWidget):
    """Follows the explorer and tells it what is chosen. `actions` stand in the menu behind the dots."""

    def __init__(self, explorer: Explorer, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explorer = explorer
        self._actions = actions
        self._known: list[tuple[str, str]] = []
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Map options")
        self._icon, self._name = QLabel(), QLabel("Latent map")
        self._name.setFont(font(12, 600))
        self.across = self._chooser("Across", "What changes from left to right")
        self.up = self._chooser("Up", "What changes from below to above")
        self.swap = IconButton("arrows-left-right", "Let the two axes change places")
        self.swap.setIconSize(QSize(18, 18))
        self.span = Slider(SPAN, value=100)
        self.span.setFixedWidth(56)
        self.amount = NumberField(SPAN, 100)
        for part in (self.span, self.amount):
            part.setAccessibleName("Range")
            part.setToolTip("How much of the axes the map shows  (wheel over the map)")
        self.sides = Segmented([(str(side), f"{side} × {side}", "") for side in SIDES], "5")
        self.sides.setToolTip("How many pictures the map has")
        self.sides.setAccessibleName("Pictures of the map")
        self.sides.setMinimumWidth(self.sides.sizeHint().width())
        self.near = Button("Neighbours", "circles-three", ghost=True)
        self.near.setCheckable(True)
        self.near.setToolTip("Points near this one in all directions instead of a map along axes")
        self.ready = QLabel()
        self.ready.setProperty("tone", "3")
        self.centre = Button("Recentre", "crosshair")
        self.centre.setToolTip("Make this point the middle of the map  (double click, Enter)")
        self.more = IconButton("dots-three", "More to do with the map")
        self._lay_out()
        self.across.changed.connect(lambda _: self._axes_chosen())
        self.up.changed.connect(lambda _: self._axes_chosen())
        self.swap.clicked.connect(explorer.swap)
        self.span.changed.connect(lambda value: explorer.set_span(value / 100))
        self.amount.changed.connect(lambda value: explorer.set_span(value / 100))
        self.sides.changed.connect(lambda side: explorer.set_side(int(side)))
        self.near.toggled.connect(explorer.set_neighbours)
        self.centre.clicked.connect(explorer.recentre)
        self.more.clicked.connect(self._open_menu)
        for signal in (explorer.switched, explorer.mapped, explorer.listed):
            signal.connect(self.refresh)
        explorer.showing.tiled.connect(lambda _: self._count())
        self._dress()
        self.refresh()

    def _chooser(self, name: str, tip: str) -> Combo:
        combo = Combo()
        combo.setAccessibleName(name)
        combo.setToolTip(tip)
        combo.setFixedWidth(112)
        return combo

    def _label(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("tone", "2")
        return label

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # with less room parts of it go, see below
        row.setContentsMargins(14, 0, 12, 1)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._name)
        self._line = Hairline(vertical=True, length=20)
        row.addWidget(self._line)
        across, up, span = self._label("Across"), self._label("Up"), self._label("Range")
        for label, buddy in ((across, self.across), (up, self.up), (span, self.amount)):
            label.setBuddy(buddy)
        for part in (across, self.across, self.swap, up, self.up, Hairline(vertical=True, length=20), span, self.span,
                     self.amount, Hairline(vertical=True, length=20), self.sides, self.near):  # fmt: skip
            row.addWidget(part)
        row.addStretch(1)
        for part in (self.ready, self.centre, self.more):
            row.addWidget(part)

    def refresh(self) -> None:
        """Another model, axis or range."""
        explorer, stand = self._explorer, self._explorer.stand
        known = [(way.id, way.title) for way in explorer.ways()]
        along = stand is not None and not explorer.neighbours
        for combo, chosen in ((self.across, explorer.axes[0]), (self.up, explorer.axes[1])):
            if known != self._known:  # a list that is made anew forgets what is being typed into it
                combo.set_items(known, chosen)
            combo.set_value(chosen)
            combo.setEnabled(along)
        self._known = known
        self.swap.setEnabled(along)
        if stand is not None:
            self.span.set_value(100 * stand.span)
            self.amount.set_value(100 * stand.span)
            self.sides.set_value(str(stand.side))
        for part in (self.span, self.amount, self.sides, self.near, self.centre):
            part.setEnabled(stand is not None)
        if self.near.isChecked() != explorer.neighbours:
            self.near.blockSignals(True)
            self.near.setChecked(explorer.neighbours)
            self.near.blockSignals(False)
        self._count()

    def _count(self) -> None:
        stand = self._explorer.stand
        whole = 0 if stand is None else stand.side**2
        self.ready.setText(f"{whole - len(self._explorer.showing.lacking)} of {whole} ready" if whole else "")

    def _axes_chosen(self) -> None:
        self._explorer.set_axes(str(self.across.value()), str(self.up.value()))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.addActions(self._actions)
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        roomy, snug = self.width() >= ROOMY, self.width() >= SNUG
        self.span.setVisible(roomy)
        self.ready.setVisible(roomy)
        for part in (self._name, self._line):
            part.setVisible(snug)
        self.near.setText("Neighbours" if roomy else "")
        self.near.setAccessibleName("Neighbours")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._dress()

    def _dress(self) -> None:
        self._icon.setPixmap(icons.pixmap("compass", "accent", 18, self.devicePixelRatioF()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(600, HEIGHT)


