"""A sentence where the eye is: what went wrong or what is new, what to do about it, and a way to copy it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.ui import icons
from studio.ui.theme import colour, font
from studio.ui.widgets.buttons import Button, IconButton

_ROLES = {"info": ("info", "info_soft", "info"), "error": ("bad", "bad_soft", "warning-circle"),
          "ok": ("ok", "ok_soft", "check-circle")}


class Notice(QWidget):
    """`kind` is "info", "error" or "ok". Hidden until `say`; `closed` when it is put away."""

    closed = Signal()

    def __init__(self, kind: str = "error", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.sentence = _label(font(12, 500))
        self.hint = _label(font(12))
        self.way = Button("")
        self.way.hide()
        self._do: Callable[[], object] = lambda: None
        self.copy = Button("Copy", "copy", ghost=True)
        self.copy.setToolTip("Copy this message")
        self.close_button = IconButton("x", "Close this message", 24, icon_size=12)
        words = QVBoxLayout()
        words.setContentsMargins(0, 4, 0, 4)
        words.setSpacing(2)
        words.addWidget(self.sentence)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 6, 6, 6)
        row.setSpacing(4)
        row.addLayout(words, 1)
        row.addWidget(self.way, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.way.clicked.connect(self._go)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text()))
        self.close_button.clicked.connect(self.put_away)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(self, sentence: str, hint: str = "", kind: str = "") -> None:
        self.kind = kind or self.kind
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.way.hide()
        self.setAccessibleName(self.text())
        self.setVisible(True)
        self.update()

    def offer(self, title: str, do: Callable[[], object]) -> None:
        """A button beside what was said: a way out. It puts the notice away."""
        self._do = do
        self.way.setText(title)
        self.way.setToolTip(title)
        self.way.setVisible(True)

    def _go(self) -> None:
        self.put_away()
        self._do()

    def text(self) -> str:
        return f"{self.sentence.text()} {self.hint.text()}".strip()

    def put_away(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground, sign = _ROLES[self.kind]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        icons.draw(painter, sign, QRectF(12, 11, 16, 16), colour(ink))
        painter.end()


def _label(letters: QFont) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setFont(letters)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
