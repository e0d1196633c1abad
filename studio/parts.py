"""Finds what the studio is made of: every family, tool, format, panel and benchmark, by one walk over a package."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

KINDS = {
    "studio.families": "FAMILY",
    "studio.tools": "TOOL",
    "studio.formats": "FORMAT",
    "studio.formats.films": "FILM",
    "studio.ui.panels": "PANEL",
    "studio.bench": "BENCH",
    "studio.training.worlds": "WORLD",
    "studio.training.kinds": "KIND",
}


FOLDERS = ("studio.families",)
"""Where each part is a folder, and the files beside them are what the parts share: those need not be loaded to look."""


def modules(package: str, folders: bool = False) -> tuple[str, ...]:
    """Names of the modules and folders directly inside `package`, sorted, or of the folders alone; also inside a
    frozen build."""
    home = importlib.import_module(package)
    found = (one for one in pkgutil.iter_modules(home.__path__) if one.ispkg or not folders)
    return tuple(sorted(f"{package}.{one.name}" for one in found))


@cache
def parts(package: str) -> tuple[Any, ...]:
    """What the modules of `package` export under its constant (`FAMILY`, `TOOL` …), by module name."""
    constant = KINDS[package]
    names = modules(package, folders=package in FOLDERS)
    found = (getattr(importlib.import_module(name), constant, None) for name in names)
    return tuple(part for part in found if part is not None)
