"""What the desk says, where the eye is: a message over the foot of the window, with a way out where there is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtWidgets import QWidget

from studio.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from studio.ui.desk import Desk

READING = 6000
"""Milliseconds that a message stays; errors stay until they are closed."""
WIDEST = 560


class Voice(QObject):
    """One per window. `foot()` tells how far above the window's lower edge the message stands."""

    def __init__(self, desk: Desk, window: QWidget, foot: Callable[[], int]) -> None:
        super().__init__(window)
        self._window, self._foot = window, foot
        self.notice = Notice("info", window)
        self.quiet = QTimer(self)
        self.quiet.setSingleShot(True)
        self.quiet.timeout.connect(self.notice.put_away)
        self._labour = ""
        window.installEventFilter(self)
        desk.said.connect(self.say)
        desk.offered.connect(self._offer)
        desk.labours.begun.connect(self._say_labour)
        desk.labours.ended.connect(self._labour_over)

    def say(self, message: str, hint: str, kind: str) -> None:
        self.notice.say(message, hint, kind)
        self._place()
        self.notice.raise_()
        self.quiet.stop()
        if kind != "error":
            self.quiet.start(READING)

    def _offer(self, message: str, hint: str, title: str, do: Callable[[], object]) -> None:
        self.say(message, hint, "error")
        self.notice.offer(title, do)
        self._place()

    def _say_labour(self, what: str, give_up: Callable[[], object]) -> None:
        """Stays until it is over."""
        self.say(f"{what} …", "You can go on painting.", "info")
        self.quiet.stop()
        self.notice.offer("Cancel", give_up)
        self._place()
        self._labour = self.notice.text()

    def _labour_over(self) -> None:
        if self._labour and self.notice.text() == self._labour:
            self.notice.put_away()
        self._labour = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and not self.notice.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        window, notice = self._window, self.notice
        width = min(WIDEST, window.width() - 80)
        height = max(notice.heightForWidth(width), notice.minimumSizeHint().height())
        corner = QPoint((window.width() - width) // 2, window.height() - self._foot() - height)
        notice.setGeometry(QRect(corner, QSize(width, height)))
