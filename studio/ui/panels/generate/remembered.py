"""What was asked before: the newest prompts, and each task's settings from the last time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.ui.settings import Settings

KEPT = 50
PROMPTS, VALUES, SLIDERS = "prompts", "asked", "sliders"


class Remembered:
    """Lies in the window's memory, so that it is there again tomorrow."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def prompts(self) -> tuple[str, ...]:
        """Newest first, each once."""
        return tuple(str(prompt) for prompt in self._settings.recall(PROMPTS, []))

    def values(self, verb: str) -> dict[str, Any]:
        found = self._settings.recall(VALUES, {}).get(verb, {})
        return dict(found) if isinstance(found, Mapping) else {}

    def asked(self, verb: str, values: Mapping[str, Any]) -> None:
        """Keeps what a task was asked with."""
        plain = {name: value.value if isinstance(value, Enum) else value for name, value in values.items()
                 if name != SLIDERS}  # fmt: skip
        everything = dict(self._settings.recall(VALUES, {}))
        everything[verb] = plain
        self._settings.remember(VALUES, everything)
        prompt = str(values.get("prompt", "")).strip()
        if prompt:
            kept = [prompt, *(other for other in self.prompts if other != prompt)]
            self._settings.remember(PROMPTS, kept[:KEPT])

    def sliders(self, verb: str, model: str) -> dict[str, Any]:
        """How the sliders of a model stood last in this task."""
        found = self._settings.recall(SLIDERS, {}).get(verb, {}).get(model, {})
        return dict(found) if isinstance(found, Mapping) else {}

    def moved(self, verb: str, model: str, values: Mapping[str, Any]) -> None:
        if dict(values) != self.sliders(verb, model):
            everything = dict(self._settings.recall(SLIDERS, {}))
            everything[verb] = {**everything.get(verb, {}), model: dict(values)}
            self._settings.remember(SLIDERS, everything)

    def forget_prompts(self) -> None:
        self._settings.remember(PROMPTS, [])
