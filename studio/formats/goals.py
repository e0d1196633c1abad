"""Where the results of several files go: into one folder, each under its source's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.core.errors import BadRequest
from studio.formats.files import writable_suffixes


def goals(sources: Sequence[Path], folder: Path, spare: bool = False) -> list[Path]:
    """One path for each source: as PNG where that kind of file cannot be written flat, and with a number where a
    name is taken by another result or, with `spare`, by any file that is there. BadRequest rather than to write over
    a source."""
    flat = {suffix for suffix in writable_suffixes() if suffix != ".ora"}
    given = {path.resolve() for path in sources}
    found: list[Path] = []
    for source in sources:
        suffix = source.suffix.lower() if source.suffix.lower() in flat else ".png"
        goal, number = folder / f"{source.stem}{suffix}", 1
        while goal in found or (spare and goal.exists()):
            number += 1
            goal = folder / f"{source.stem}-{number}{suffix}"
        if goal.resolve() in given:
            raise BadRequest(f"{goal} would be written over.", "Choose another folder for the results.")
        found.append(goal)
    return found
