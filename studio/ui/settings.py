"""What the artist prefers, and what the window remembers from day to day."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any

from studio import places
from studio.core.errors import BadRequest
from studio.core.fields import Range, Says, describe
from studio.core.signal import Signal
from studio.ui.theme import Look


@dataclass(eq=False)
class Settings:
    """The fields are the preferences' form. Only `change` and `remember` write; both save at once."""

    theme: Annotated[Look, Says("Theme", "Dark, light, or what the desktop asks for.")] = Look.DARK
    undo_memory: Annotated[int, Says("Undo memory", "How much the steps back may hold, for each picture."),
                           Range(64, 8192, 64, " MB")] = 512
    autosave: Annotated[int, Says("Autosave", "A copy for emergencies is kept; never older than this."),
                        Range(1, 60, 1, " min")] = 3
    tablet: Annotated[bool, Says("Tablet pressure", "The pen's pressure changes size and opacity.")] = True
    offline: Annotated[bool, Says("Stay offline", "The studio never opens a network connection.")] = True

    def __post_init__(self) -> None:
        self.changed: Signal[[]] = Signal()
        self._memory: dict[str, Any] = {}

    @classmethod
    def load(cls) -> Settings:
        """What was saved; anything that is broken or unknown counts as not said."""
        settings = cls()
        saved = read(places.config() / "preferences.json")
        for known in describe(cls):
            if known.name in saved:
                try:
                    setattr(settings, known.name, known.checked(saved[known.name]))
                except BadRequest:
                    continue
        settings._memory = read(places.config() / "remembered.json")
        return settings

    def change(self, **values: Any) -> None:
        """Takes checked values, saves and tells. BadRequest when one is out of its range."""
        known = {one.name: one for one in describe(type(self))}
        checked = {name: known[name].checked(value) for name, value in values.items()}
        if all(getattr(self, name) == value for name, value in checked.items()):
            return
        for name, value in checked.items():
            setattr(self, name, value)
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        plain["theme"] = self.theme.value
        write_whole(places.config() / "preferences.json", plain)
        self.changed.emit()

    def values(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def recall(self, key: str, default: Any = None) -> Any:
        """What the window put away under `key`: JSON-ready values."""
        return self._memory.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        if self._memory.get(key) != value:
            self._memory[key] = value
            write_whole(places.config() / "remembered.json", self._memory)

    @property
    def preferred(self) -> dict[str, str]:
        """The model that the artist chose last for each task: ids by verb."""
        found = self.recall("models", {})
        return {str(verb): str(model) for verb, model in found.items()} if isinstance(found, dict) else {}

    def prefer(self, verb: str, model: str) -> None:
        self.remember("models", self.preferred | {verb: model})


def read(path: Path) -> dict[str, Any]:
    """The JSON object in a file, or {} where there is none or it is broken."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_whole(path: Path, value: Any) -> None:
    """JSON that is either all there or not changed. A disk that refuses costs only the memory of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1, ensure_ascii=False)
        Path(name).replace(path)
    except OSError:
        return
