"""The page one begins on: try a task on a photograph, go on with recent work, or make a new picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.ui import samples
from studio.ui.background import in_background
from studio.ui.cards import RecentCard, SideRow, TaskCard
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, PrimaryButton
from studio.ui.widgets.hairline import Hairline

if TYPE_CHECKING:
    from studio.core.errors import PentimentoError
    from studio.ui.desk import Desk
    from studio.ui.recents import Recents

SIZES = (("Square", 512, 512), ("Landscape", 768, 512), ("Portrait", 512, 768))


def _label(text: str, letters: QFont | None = None, tone: str = "") -> QLabel:
    label = QLabel(text)
    label.setFont(letters or font(12))
    if tone:
        label.setProperty("tone", tone)
    return label


class OfflineCard(QWidget):
    """Says that nothing leaves this computer, and which models are there."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(13, 10, 13, 12)
        self._column.setSpacing(4)
        self.title = _label("", font(12, 600))
        self.title.setContentsMargins(16, 0, 0, 0)
        self.text = _label("", tone="2")
        self.text.setWordWrap(True)
        self._column.addWidget(self.title)
        self._column.addWidget(self.text)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 6, 0, 0)
        self._rows.setSpacing(8)
        self._column.addLayout(self._rows)
        self.refresh()

    def refresh(self) -> None:
        offline, entries = self._desk.settings.offline, self._desk.library.entries
        ready = [entry for entry in entries if not entry.problem]
        self.title.setText("Offline ready" if offline else "Network allowed")
        there = "The built-in models are installed. " if ready else "No model is here yet. "
        self.text.setText(there + ("Nothing you make leaves this computer." if offline else
                                   "Models may be downloaded; your pictures stay here."))
        while self._rows.count():
            item = self._rows.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        shown = sorted(ready, key=lambda entry: -entry.nbytes)[:4]
        names = short([entry.name for entry in shown])
        for entry, name_said in zip(shown, names, strict=True):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(_label(name_said), 1)
            size = f"{entry.nbytes / 1e6:.0f} MB" if entry.nbytes else "built in"
            line.addWidget(_label(size, font(12, tabular=True), "3"))
            self._rows.addWidget(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("ok" if self._desk.settings.offline else "info"))
        painter.drawEllipse(QRectF(13, self.title.geometry().center().y() - 3.5, 8, 8))
        painter.end()


def short(names: Sequence[str]) -> list[str]:
    """Names for a narrow column: what stands in brackets is told only where two would be called the same."""
    plain = [name.partition(" (")[0] for name in names]
    return [name.partition(",")[0] + ")" * ("," in name) if plain.count(stem) > 1 else stem
            for name, stem in zip(names, plain, strict=True)]  # fmt: skip


class SideBar(QWidget):
    """264 (narrow: 232) wide."""

    def __init__(self, desk: Desk, page: StartPage) -> None:
        super().__init__(page)
        self.setProperty("fill", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.new = PrimaryButton("New picture", "plus")
        self.open = Button("Open…", "folder-open")
        self.open.setFixedHeight(32)
        self.try_it = SideRow("Try it", "sparkle", checkable=True)
        self.recent = SideRow("Recent", "clock", checkable=True)
        self.train = SideRow("Train your own", "graduation-cap")
        self.offline = OfflineCard(desk)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 16)
        column.setSpacing(4)
        column.addWidget(self.new)
        column.addWidget(self.open)
        column.addSpacing(12)
        for row in (self.try_it, self.recent):
            self._group.addButton(row)
            column.addWidget(row)
        column.addWidget(self.train)
        self.try_it.setChecked(True)
        column.addSpacing(12)
        column.addWidget(Hairline())
        column.addSpacing(6)
        heading = _label("New at size", tone="3")
        heading.setContentsMargins(12, 0, 0, 0)
        column.addWidget(heading)
        sizes = QVBoxLayout()
        sizes.setSpacing(0)
        self.sizes: list[SideRow] = []
        for name, width, height in SIZES:
            row = SideRow(name, trailing=f"{width} × {height}")
            row.clicked.connect(lambda _=False, size=(width, height): page.new_at.emit(*size))
            self.sizes.append(row)
            sizes.addWidget(row)
        self.clipboard = SideRow("From clipboard", trailing="Ctrl Shift N")
        sizes.addWidget(self.clipboard)
        column.addLayout(sizes)
        column.addStretch(1)
        column.addWidget(self.offline)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour("line"))
        painter.end()


class StartPage(QWidget):
    """Only says what is wanted: whoever made it does it. Pictures come once the page has been painted."""

    new_asked = Signal()
    new_at = Signal(int, int)
    open_asked = Signal()
    clipboard_asked = Signal()
    file_asked = Signal(str)
    sample_asked = Signal(str)
    train_asked = Signal()

    def __init__(self, desk: Desk, recents: Recents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._recents = desk, recents
        self._narrow = False
        self._every_recent = False
        self._pictures = False
        self.setProperty("fill", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.side = SideBar(desk, self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        self._page = QVBoxLayout(page)
        self._page.setSpacing(0)
        self.heading = _label("Try it", font(22, 600))
        self.line = _label("Each card opens with a picture and settings that already work.", font(13), "2")
        self._page.addWidget(self.heading)
        self._page.addSpacing(4)
        self._page.addWidget(self.line)
        self._page.addSpacing(18)
        self._cards = QGridLayout()
        self._page.addLayout(self._cards)
        self._page.addSpacing(32)
        recent_line = QHBoxLayout()
        self.recent_heading = _label("Recent", font(15, 600))
        self.show_all = Button("Show all", ghost=True)
        recent_line.addWidget(self.recent_heading, 1)
        recent_line.addWidget(self.show_all)
        self._page.addLayout(recent_line)
        self._page.addSpacing(8)
        self._recent_grid = QGridLayout()
        self._page.addLayout(self._recent_grid)
        self._page.addStretch(1)
        self._area.setWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._area, 1)
        self.cards: dict[str, TaskCard] = {}
        self.recent_cards: list[RecentCard] = []
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.side.new.clicked.connect(self.new_asked)
        self.side.open.clicked.connect(self.open_asked)
        self.side.clipboard.clicked.connect(self.clipboard_asked)
        self.side.train.clicked.connect(self.train_asked)
        self.side.try_it.clicked.connect(lambda: self.show_every_recent(False))
        self.side.recent.clicked.connect(lambda: self.show_every_recent(True))
        self.show_all.clicked.connect(lambda: self.show_every_recent(True))
        self._recents.changed.connect(self.refresh_recent)
        self._desk.settings.changed.connect(self.side.offline.refresh)
        self._desk.library.changed.connect(self.refresh)

    # What stands on it

    def refresh(self) -> None:
        """Cards for the tasks that can be done here now."""
        self.side.offline.refresh()
        wanted = [one for one in samples.SAMPLES if samples.possible(one, self._desk.library.default)]
        for id in [id for id in self.cards if id not in {one.id for one in wanted}]:
            self.cards.pop(id).deleteLater()
        for one in wanted:
            if one.id not in self.cards:
                card = TaskCard(one.title, one.text, one.icon, top=one.top)
                card.clicked.connect(lambda _=False, id=one.id: self.sample_asked.emit(id))
                self.cards[one.id] = card
                if self._pictures:
                    self._load(one)
        _lay([self.cards[one.id] for one in wanted], self._cards)
        self._fit()
        self.refresh_recent()

    def load_pictures(self) -> None:
        """Reads the pictures of the cards on another thread, now and for cards that come later."""
        self._pictures = True
        for one in samples.SAMPLES:
            if one.id in self.cards:
                self._load(one)

    def _load(self, one: samples.Sample) -> None:
        card = self.cards[one.id]
        in_background(lambda: samples.view(one), card.set_image, _ignore, owner=card)

    def refresh_recent(self) -> None:
        found = self._recents.all()
        shown = found if self._every_recent else found[: 3 if self._narrow else 6]
        for old in self.recent_cards:
            old.deleteLater()
        self.recent_cards = []
        for recent in shown:
            card = RecentCard(recent.path, recent.name, recent.line, recent.thumb)
            card.clicked.connect(lambda _=False, path=recent.path: self.file_asked.emit(str(path)))
            self.recent_cards.append(card)
        _lay(self.recent_cards, self._recent_grid)
        tried = not self._every_recent
        for widget in (self.line, *self.cards.values()):
            widget.setVisible(tried)
        self.heading.setText("Try it" if tried else "Recent")
        self.recent_heading.setVisible(tried and bool(found))
        self.show_all.setVisible(tried and len(found) > len(shown))
        if not tried:
            self.line.setVisible(True)
        self.line.setText("Each card opens with a picture and settings that already work." if tried else
                          "Pictures that were opened or saved lately." if found else "Nothing was opened yet.")

    def show_every_recent(self, every: bool) -> None:
        self._every_recent = every
        (self.side.recent if every else self.side.try_it).setChecked(True)
        self.refresh_recent()

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < 1400
        if narrow != self._narrow:
            self._narrow = narrow
            self.refresh_recent()
        self._fit()

    def _fit(self) -> None:
        narrow = self._narrow
        self.side.setFixedWidth(233 if narrow else 265)
        self._page.setContentsMargins(34 if narrow else 36, 17 if narrow else 24, 33 if narrow else 35, 24)
        gap = 16 if narrow else 20
        self._cards.setHorizontalSpacing(gap)
        self._cards.setVerticalSpacing(20)
        self._recent_grid.setHorizontalSpacing(gap)
        self._recent_grid.setVerticalSpacing(12)
        for card in self.cards.values():
            card.set_narrow(narrow)


def _lay(widgets: Sequence[QWidget], grid: QGridLayout) -> None:
    """Three in a row, all as wide as a third even where the last row is short."""
    for number, widget in enumerate(widgets):
        grid.addWidget(widget, number // 3, number % 3)
        widget.setVisible(True)
    for column in range(3):
        if grid.itemAtPosition(0, column) is None:  # else a column without a card would have no gap before it
            grid.addWidget(QWidget(), 0, column)
        grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(column, 200)


def _ignore(error: PentimentoError) -> None:
    """A photograph that cannot be read leaves its card grey."""

