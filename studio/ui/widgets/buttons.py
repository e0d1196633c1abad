"""The buttons of the window: the one in the accent colour, plain ones, and small ones with only an icon."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from studio.ui import icons
from studio.ui.theme import font

_BEFORE_WORDS = QSize(20, 16)
"""An icon of 16 and 4 of the 8 pixels between it and the words; Qt adds the others."""


class Button(QPushButton):
    """28 high. `ghost` has no frame until the pointer is over it."""

    def __init__(self, text: str, icon: str | None = None, ghost: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if ghost:
            self.setProperty("kind", "ghost")
        self.setFont(font(12, 500))
        if icon:
            self.setIcon(icons.icon(icon))
            self.setIconSize(_BEFORE_WORDS)
        self.setFixedHeight(28)
        self.setAutoDefault(False)


class PrimaryButton(QPushButton):
    """36 high in the accent colour: at most one in a view."""

    def __init__(self, text: str, icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "primary")
        self.setFont(font(13, 600))
        if icon:
            self.set_icon(icon)
        self.setFixedHeight(36)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_icon(self, icon: str) -> None:
        self.setIcon(icons.icon(icon, "on_accent"))
        self.setIconSize(_BEFORE_WORDS)


class IconButton(QToolButton):
    """`size` × `size` with an icon of 16; its tooltip is its name. The mouse does not leave the focus on it."""

    def __init__(self, icon: str, tooltip: str, size: int = 28, checkable: bool = False, icon_size: int = 16,
                 role: str = "text3", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self.set_icon(icon)
        self.setIconSize(QSize(icon_size, icon_size))
        self.setFixedSize(size, size)
        self.setCheckable(checkable)
        self.set_name(tooltip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoRaise(True)

    def set_icon(self, icon: str, role: str = "") -> None:
        self.setIcon(icons.icon(icon, role or self._role))

    def set_name(self, tooltip: str) -> None:
        self.setToolTip(tooltip)
        self.setAccessibleName(tooltip.split("\n")[0].split("  (")[0])

    def follow(self, action: QAction) -> None:
        """Shows and triggers `action`, with its icon, its tooltip and its state."""
        size = self.iconSize()
        self.setDefaultAction(action)
        self.setIconSize(size)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setAccessibleName(action.text().replace("&", ""))
