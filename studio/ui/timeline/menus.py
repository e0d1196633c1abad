"""The timeline's menus: what can be keyed, and what can be done with the keys that are chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from studio.core.errors import PentimentoError
from studio.families import sliders
from studio.timeline.easing import OWN, TITLES, Ease
from studio.timeline.kinds import KINDS, LAYER
from studio.ui import icons
from studio.ui.timeline import editing, sources

if TYPE_CHECKING:
    from studio.ui.timeline.reel import Reel, TrackId


def attempted(reel: Reel, do: Callable[[], object]) -> None:
    """Says what stands against it."""
    try:
        do()
    except PentimentoError as error:
        reel.desk.say(error.message, error.hint, "error")


def track_menu(reel: Reel, parent: QWidget) -> QMenu:
    """Everything that a row can be made of; what has one already is chosen by it."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    entry = editing.entry_of(reel)
    if entry is None:
        models = menu.addMenu(icons.icon("cube"), "Make pictures with")
        for one in sources.models(reel):
            _add(models, reel, one.name, "", partial(sources.choose, reel, one.id))
        models.setEnabled(not models.isEmpty())
    else:
        _add_kind(menu, reel, "position")
        _add_sliders(menu, reel, sliders.of(entry))
        if sources.led_by_text(entry):
            _add_kind(menu, reel, "prompt")
    menu.addSeparator()
    for kind in (kind for kind in KINDS.values() if kind.of == LAYER):
        inner = menu.addMenu(icons.icon(kind.icon), f"{kind.title} of a layer")
        for layer in reversed(list(reel.document.root.walk())):
            _add(inner, reel, layer.name, "", partial(editing.add_track, reel, kind.id, layer.name))
        inner.setEnabled(not inner.isEmpty())
    _add_kind(menu, reel, "camera")
    return menu


def _add_kind(menu: QMenu, reel: Reel, id: str) -> None:
    kind = KINDS[id]
    _add(menu, reel, kind.title, kind.icon, lambda: editing.add_track(reel, id))


def _add_sliders(menu: QMenu, reel: Reel, known: tuple[sliders.Slider, ...]) -> None:
    """In one list; by group where they have groups and are many."""
    if not known:
        return
    inner = menu.addMenu(icons.icon("sliders-horizontal"), "Slider")
    inner.setToolTipsVisible(True)
    group = ""
    for slider in known:
        if slider.group != group:
            group = slider.group
            inner.addSection(editing.spoken(group))
        _add(inner, reel, editing.spoken(slider.name), "", partial(editing.add_track, reel, "slider", slider.name))
        inner.actions()[-1].setToolTip(slider.hint or editing.spoken(slider.name))


def key_menu(reel: Reel, track: TrackId, parent: QWidget) -> QMenu:
    """For the chosen keys, and the row."""
    menu = QMenu(parent)
    row = reel.timeline.track(*track)
    on = row is None or row.on
    _add(menu, reel, "Add key here", "diamond", lambda: editing.add_key(reel))
    if reel.keys:
        easing = menu.addMenu("Easing")
        for name, title in TITLES.items():
            if name != OWN:
                _add(easing, reel, title, "", partial(editing.set_ease, reel, Ease(name)))
        _add(menu, reel, "Copy keys", "copy", lambda: editing.copy_keys(reel))
        _add(menu, reel, "Delete keys", "trash", lambda: editing.delete_keys(reel))
    if reel.copied:
        _add(menu, reel, "Paste keys here", "clipboard-text", lambda: editing.paste_keys(reel))
    menu.addSeparator()
    _add(menu, reel, "Turn the track off" if on else "Turn the track on", "eye-slash" if on else "eye",
         lambda: editing.turn_track(reel, track))  # fmt: skip
    _add(menu, reel, "Delete the track", "trash", lambda: editing.remove_track(reel, track))
    return menu


def _add(menu: QMenu, reel: Reel, title: str, icon: str, do: Callable[[], object]) -> None:
    action = menu.addAction(icons.icon(icon), title) if icon else menu.addAction(title)
    action.triggered.connect(lambda *_: attempted(reel, do))
