"""Remembers which models and folders of models the artist has added, so that they are there next time."""

from __future__ import annotations

import json
import os
from pathlib import Path

from studio import places


def _file() -> Path:
    return places.config() / "model-folders.json"


def remembered() -> tuple[Path, ...]:
    """In the order they were added; a file that cannot be read counts as none."""
    try:
        told = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(Path(path) for path in told if isinstance(path, str)) if isinstance(told, list) else ()


def remember(path: Path) -> None:
    """Adds `path`, once; written whole or not at all."""
    paths = remembered()
    if path.resolve() in paths:
        return
    target = _file()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.write_text(json.dumps([str(known) for known in (*paths, path.resolve())], indent=2), encoding="utf-8")
    os.replace(part, target)
