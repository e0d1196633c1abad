"""How Qt's own widgets are drawn in our colours: one style sheet, written from the theme's tokens."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from studio.ui.theme import Theme

_SHEET = Template("""
* { outline: 0; }
QMainWindow, QDialog { background: $panel; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 4px 6px; }

QMenuBar { background: transparent; padding: 0; spacing: 0; }
QMenuBar::item { background: transparent; color: $text2; padding: 5px 8px; margin: 0 1px; border-radius: 6px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; color: $text; }
QMenu { background: $panel; color: $text; border: 1px solid $border; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; min-height: 18px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 8px; }

QPushButton { background: $raised; color: $text; border: 1px solid $border; border-radius: 6px; padding: 0 12px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; background: $panel; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hi; border-color: $accent_hi; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled { background: $raised; color: $faint; border-color: $border; }
QPushButton[kind="ghost"] { background: transparent; border: 1px solid transparent; padding: 0 8px; }
QPushButton[kind="ghost"]:hover { background: $hover; }
QPushButton[kind="ghost"]:checked { background: $accent_soft; color: $accent_text; }
QPushButton[kind="ghost"]:focus { border-color: $accent; }
QPushButton::menu-indicator { width: 0; image: none; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0; color: $text2; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $raised; }
QToolButton:checked { background: $accent_soft; color: $accent_text; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { width: 0; image: none; }

QLineEdit, QPlainTextEdit, QTextEdit { background: $field; color: $text; border: 1px solid $border;
    border-radius: 6px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit { padding: 0 8px; min-height: 26px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QAbstractSpinBox QLineEdit { border: 0; background: transparent; padding: 0; min-height: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $faint; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"] { border: 0; background: transparent; padding: 0; min-height: 0; }

QComboBox { background: $raised; color: $text; border: 1px solid $border; border-radius: 6px; padding: 0 24px 0 8px;
    min-height: 26px; }
QComboBox:hover { background: $hover; }
QComboBox:focus { border-color: $accent; }
QComboBox:disabled { color: $faint; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: none; width: 0; }
QComboBox QAbstractItemView { background: $panel; color: $text; border: 1px solid $border; padding: 4px;
    selection-background-color: $hover; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 26px; border-radius: 4px; padding: 0 6px; }

QCheckBox { spacing: 8px; min-height: 24px; color: $text; }
QCheckBox:disabled { color: $faint; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: 0; }
QAbstractScrollArea { border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $track; border-radius: 3px; margin: 2px; min-width: 24px; min-height: 24px; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QListView, QTreeView, QTableView { background: transparent; color: $text; border: 0; }
QListView::item, QTreeView::item, QTableView::item { border-radius: 6px; padding: 2px 6px; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
    background: $accent_soft; color: $text; }
ShortcutEditor QTreeView::item { min-height: 22px; border-radius: 0; }
ShortcutEditor QTreeView::item:first { border-top-left-radius: 6px; border-bottom-left-radius: 6px; }
ShortcutEditor QTreeView::item:last { border-top-right-radius: 6px; border-bottom-right-radius: 6px; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $text3; border: 0; border-bottom: 1px solid $line;
    padding: 4px 6px; }
QLabel { background: transparent; }
QLabel[tone="2"] { color: $text2; }
QLabel[tone="3"] { color: $text3; }
QWidget[fill="chrome"] { background: $chrome; }
QWidget[fill="panel"] { background: $panel; }
QWidget[fill="canvas"] { background: $canvas; }
""")


def stylesheet(chosen: Theme) -> str:
    """Disabled text is text3 at half strength, mixed into the panel so that it needs no alpha."""
    tokens = {name: str(value) for name, value in asdict(chosen).items()}
    return _SHEET.substitute(tokens, faint=mixed(chosen.text3, chosen.panel, 0.5))


def mixed(first: str, second: str, share: float) -> str:
    """`share` of the first "#RRGGBB" with the rest of the second."""
    parts = ((int(first[i:i + 2], 16), int(second[i:i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in parts)
