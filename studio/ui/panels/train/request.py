"""What a training is asked to do, as it is kept beside it: the words for the command line are made of it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from studio.core.errors import BadRequest, Unreadable
from studio.core.fields import describe
from studio.training.kind import Kind, kind_named
from studio.ui.settings import write_whole

FILE = "training.json"


@dataclass(frozen=True)
class Request:
    """`settings` are those of the kind, plain values by name. A world or a folder, never both; 0 is no limit."""

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)
    world: str = ""
    data: str = ""
    other: str = ""
    pictures: int = 4096
    steps: int = 0
    minutes: float = 0.0
    every: int = 200
    seed: int = 0

    def words(self, home: Path, resume: bool) -> list[str]:
        """What `pentimento` is called with."""
        said = ["train", self.kind, "--follow", "--json", "--every", str(self.every), "--seed", str(self.seed)]
        for name in ("world", "data", "other"):
            if getattr(self, name):
                said += [f"--{name}", str(getattr(self, name))]
        for name in ("pictures", "steps", "minutes"):
            said += [f"--{name}", f"{getattr(self, name):g}"]
        for name, value in self.settings.items():
            flag = f"--{name.replace('_', '-')}"
            said += [f"--no-{flag[2:]}" if value is False else flag] if isinstance(value, bool) else [flag, str(value)]
        return [*said, *(["--resume"] if resume else []), "-o", str(home)]

    def longer(self, step: int, more: Request) -> Request:
        """To go on after `step`: as many steps again as `more` asks for, where the limit has been reached."""
        steps = step + more.steps if self.steps and step >= self.steps else self.steps
        return replace(self, steps=steps)

    @property
    def known_kind(self) -> Kind | None:
        """None where this version of the studio has no such kind."""
        try:
            return kind_named(self.kind)
        except BadRequest:
            return None

    @property
    def source(self) -> str:
        """What it learns from, short."""
        if self.data:
            names = [Path(self.data).name, *([Path(self.other).name] if self.other else [])]
            return " and ".join(names)
        return f"Drawn {self.world}" if self.world else "Drawn pictures"

    def keep(self, home: Path) -> None:
        write_whole(home / FILE, asdict(self))

    @classmethod
    def read(cls, home: Path) -> Request:
        """Unreadable when there is none, or when it is not one."""
        try:
            told = json.loads((home / FILE).read_text(encoding="utf-8"))
            known = {name: told[name] for name in cls.__dataclass_fields__ if name in told}
            return cls(**known)
        except (OSError, ValueError, TypeError) as error:
            raise Unreadable(f"{home / FILE} cannot be read: {error}.") from None


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """A form's values, ready for JSON and for words."""
    return {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}


def labelled(request: Request) -> list[tuple[str, str]]:
    """The settings by the names that the form gives them."""
    kind = request.known_kind
    if kind is None:
        return []
    return [(one.label, told(request.settings[one.name], one.range.unit if one.range else ""))
            for one in describe(kind.settings) if one.name in request.settings]  # fmt: skip


def told(value: object, unit: str = "") -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}{unit}" if isinstance(value, int | float) else str(value).replace("_", " ")


def file_name(name: str) -> str:
    """What a folder and a model can be called on any system: letters, figures and dashes."""
    return re.sub(r"[^\w]+", "-", name.strip().lower()).strip("-_")[:60]
