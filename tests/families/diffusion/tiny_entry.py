"""The card's entry for a folder, as the library would find it."""

from __future__ import annotations

import json
from pathlib import Path

from studio.families.diffusion.recognise import recognise
from studio.families.family import Files, ModelEntry


def entry_of(folder: Path) -> ModelEntry:
    index = json.loads((folder / "model_index.json").read_text())
    entry = recognise(Files(folder, {}, index))
    assert entry is not None
    return entry
