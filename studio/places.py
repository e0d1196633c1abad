"""Where things lie: what ships with the studio, and what belongs to the person who uses it."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs import PlatformDirs


def shipped() -> Path:
    """The folder that holds `resources/` and `models/`: the source tree, or the frozen build's own."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    return shipped() / "resources"


def shipped_models() -> Path:
    return shipped() / "models"


def config() -> Path:
    """Preferences and shortcuts. `PENTIMENTO_HOME` moves everything of the user's into one folder (tests, sticks)."""
    return _own("config") or Path(_dirs().user_config_path)


def data() -> Path:
    """Models the user added, gallery, autosave."""
    return _own("data") or Path(_dirs().user_data_path)


def cache() -> Path:
    return _own("cache") or Path(_dirs().user_cache_path)


@lru_cache
def _dirs() -> PlatformDirs:
    from platformdirs import PlatformDirs

    return PlatformDirs("pentimento", appauthor=False)


def _own(part: str) -> Path | None:
    home = os.environ.get("PENTIMENTO_HOME")
    return Path(home) / part if home else None
