"""The page on which a new training is put together: what to learn, and from which pictures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.training.kind import Kind, kinds
from studio.ui import icons
from studio.ui.panels.train.source import Source
from studio.ui.theme import colour, font

ICONS = {"vae": "arrows-in-simple", "gan": "sparkle", "restore": "arrows-out-simple", "pix2pix": "pencil-line",
         "cyclegan": "swap", "diffusion": "drop-half", "ddpm": "drop-half"}  # fmt: skip
USUAL = "graduation-cap"
FIRST = ("vae", "dcgan", "ddpm", "cgan", "pix2pix", "cyclegan", "srresnet")
"""What most people come for; the others follow by title."""


def usable() -> tuple[Kind, ...]:
    """Kinds whose models the studio can use: the others are for the command line."""
    found = [kind for kind in kinds() if kind.makes]
    return tuple(sorted(found, key=lambda kind: FIRST.index(kind.id) if kind.id in FIRST else len(FIRST)))


class KindCard(QAbstractButton):
    """An icon, the title, and what it learns; the chosen one has its frame in the accent."""

    stepped = Signal(int)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.setText(kind.title)
        self.setAccessibleDescription(kind.hint)
        self.setToolTip(kind.hint)
        self.setCheckable(True)
        self.setFixedHeight(98)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -3, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 3}.get(
            Qt.Key(event.key()), 0)
        if way:
            self.stepped.emit(way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = "accent" if on or self.hasFocus() else "border" if self.underMouse() else "line"
        painter.setPen(QPen(colour(edge), 2 if on and self.hasFocus() else 1))
        painter.setBrush(colour("accent_soft" if on else "panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        icon = ICONS.get(self.kind.makes, USUAL)
        icons.draw(painter, icon, QRectF(16, 15, 16, 16), colour("accent_text" if on else "accent"))
        painter.setPen(colour("text"))
        painter.setFont(font(12, 600))
        title = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 50)
        painter.drawText(QRectF(40, 13, self.width() - 48, 20), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setPen(colour("text2"))
        painter.setFont(font(12))
        painter.drawText(QRectF(16, 38, self.width() - 28, 52), int(Qt.TextFlag.TextWordWrap), self.kind.hint)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(280, 98)


class Begin(QScrollArea):
    """`changed` when another kind or other pictures are chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards: dict[str, KindCard] = {}
        self.source = Source()
        self._group = QButtonGroup(self)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(36, 24, 36, 24)
        self._column.setSpacing(0)
        self._column.addWidget(_label("Train your own", 22, 600))
        self._column.addSpacing(4)
        self._column.addWidget(_label("A network learns from pictures on this computer, and becomes a model of the "
                                      "studio. Nothing is sent anywhere.", 13, 400, "2"))
        self._column.addSpacing(24)
        self._column.addWidget(_label("From which pictures?", 15, 600))
        self._column.addSpacing(12)
        self._column.addWidget(self.source)
        self._column.addSpacing(28)
        self._column.addWidget(_label("What shall it learn?", 15, 600))
        self._column.addSpacing(12)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._column.addLayout(self._grid)
        self._column.addStretch(1)
        self.setWidget(inside)
        for number, kind in enumerate(usable()):
            self._add(kind, number)
        self.source.changed.connect(self.changed)
        first = next((id for id in ("vae", "dcgan") if id in self.cards), next(iter(self.cards), ""))
        if first:
            self.choose(first)

    def _add(self, kind: Kind, number: int) -> None:
        card = KindCard(kind)
        self.cards[kind.id] = card
        self._group.addButton(card)
        self._grid.addWidget(card, number // 3, number % 3)
        card.clicked.connect(lambda: self._chosen())
        card.stepped.connect(lambda way: self._step(card, way))

    @property
    def kind(self) -> Kind:
        card = self._group.checkedButton()
        assert isinstance(card, KindCard)
        return card.kind

    def choose(self, id: str) -> None:
        self.cards[id].setChecked(True)
        self._chosen()

    def _chosen(self) -> None:
        self.source.show_kind(self.kind)

    def _step(self, card: KindCard, way: int) -> None:
        cards = list(self.cards.values())
        place = cards.index(card) + way
        if 0 <= place < len(cards):
            cards[place].setFocus(Qt.FocusReason.TabFocusReason)
            cards[place].click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two in a row where three would be too narrow to read."""
        super().resizeEvent(event)
        across = 3 if self.width() > 820 else 2
        side = 36 if across == 3 else 24
        self._column.setContentsMargins(side, 24, side, 24)
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // across, number % across)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.source.restyle()


def _label(text: str, px: int, weight: int, tone: str = "") -> QLabel:
    label = QLabel(text)
    label.setFont(font(px, weight))
    label.setWordWrap(True)
    if tone:
        label.setProperty("tone", tone)
    return label
