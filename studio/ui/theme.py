"""The studio's colours and letters in one place, dark and light, so that every widget takes them from here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from studio import places


@dataclass(frozen=True)
class Theme:
    """Every token of the look, "#RRGGBB". The greys are near-neutral so that they do not tint the artwork."""

    name: str
    canvas: str
    chrome: str
    panel: str
    field: str
    raised: str
    hover: str
    line: str
    border: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hi: str
    on_accent: str
    accent_soft: str
    accent_text: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    bad: str
    bad_soft: str
    mask: str
    track: str
    knob: str

    @property
    def dark(self) -> bool:
        return self.name == "dark"

    def colour(self, role: str) -> QColor:
        """A token by its name, e.g. "accent_soft"; a "#RRGGBB" passes through."""
        return QColor(role if role.startswith("#") else str(getattr(self, role)))


DARK = Theme(
    name="dark", canvas="#161618", chrome="#1E1E21", panel="#252529", field="#1A1A1D", raised="#303035",
    hover="#38383E", line="#34343A", border="#45454D", text="#ECECEE", text2="#BDBDC4", text3="#A3A3AC",
    accent="#E8935A", accent_hi="#F2A26C", on_accent="#22140A", accent_soft="#46342A", accent_text="#F2AC7C",
    ok="#6CC596", ok_soft="#233A2F", info="#A6C6F5", info_soft="#27334A", bad="#F59A97", bad_soft="#45292B",
    mask="#FF4F7B", track="#47474F", knob="#F2F2F4",
)

LIGHT = Theme(
    name="light", canvas="#CFCFD3", chrome="#E6E6E9", panel="#F4F4F6", field="#FFFFFF", raised="#E7E7EB",
    hover="#DCDCE1", line="#D6D6DB", border="#B9B9C1", text="#1C1C1F", text2="#45454D", text3="#53535C",
    accent="#B0501C", accent_hi="#9C4415", on_accent="#FFFFFF", accent_soft="#F4DDCF", accent_text="#93400F",
    ok="#17693F", ok_soft="#D7EDE1", info="#23508F", info_soft="#DCE7F8", bad="#9B2226", bad_soft="#F8DEDD",
    mask="#F02B60", track="#C3C3CB", knob="#FFFFFF",
)

MASK_ALPHA = 112
"""How strongly the mask veils the picture, of 255."""

_applied = DARK


def theme() -> Theme:
    """The theme that the window wears now."""
    return _applied


def colour(role: str) -> QColor:
    return _applied.colour(role)


def system() -> Theme:
    """What the platform asks for; dark where it does not say."""
    return LIGHT if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light else DARK


class Look(Enum):
    """What the artist asks for in the preferences."""

    DARK = "dark"
    LIGHT = "light"
    SYSTEM = "system"


def chosen(look: Look) -> Theme:
    return {Look.DARK: DARK, Look.LIGHT: LIGHT}.get(look) or system()


def apply(app: QApplication, worn: Theme) -> None:
    """Dresses the whole application; every widget hears of it through its `changeEvent` (StyleChange)."""
    from studio.ui.stylesheet import stylesheet

    global _applied
    _applied = worn
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font(12))
    app.setPalette(_palette(worn))
    sheet = stylesheet(worn)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)


@cache
def _family() -> str:
    """Inter, the one that came along where the system has none, else what the platform uses for its own windows."""
    if not QFontDatabase.hasFamily("Inter"):
        for path in sorted((places.resources() / "fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(path))
    return "Inter" if QFontDatabase.hasFamily("Inter") else ""


def font(px: int, weight: int = 400, tabular: bool = False) -> QFont:
    """The studio's type at `px` pixels; `weight` 400, 500 or 600; `tabular` figures are all equally wide."""
    letters = QFont(_family()) if _family() else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    letters.setPixelSize(px)
    letters.setWeight(QFont.Weight(weight))
    letters.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        letters.setFeature(QFont.Tag("tnum"), 1)
    return letters


def _palette(worn: Theme) -> QPalette:
    palette, role = QPalette(), QPalette.ColorRole
    for where, token in (
        (role.Window, "panel"), (role.WindowText, "text"), (role.Base, "field"), (role.AlternateBase, "panel"),
        (role.Text, "text"), (role.Button, "raised"), (role.ButtonText, "text"), (role.BrightText, "text"),
        (role.ToolTipBase, "raised"), (role.ToolTipText, "text"), (role.PlaceholderText, "text3"),
        (role.Highlight, "accent_soft"), (role.HighlightedText, "text"), (role.Accent, "accent"),
        (role.Link, "accent_text"), (role.LinkVisited, "accent_text"), (role.Light, "hover"),
        (role.Midlight, "raised"), (role.Mid, "border"), (role.Dark, "line"), (role.Shadow, "canvas"),
    ):
        palette.setColor(where, worn.colour(token))
    for where in (role.WindowText, role.Text, role.ButtonText):
        faint = worn.colour("text3")
        faint.setAlpha(130)
        palette.setColor(QPalette.ColorGroup.Disabled, where, faint)
    return palette
