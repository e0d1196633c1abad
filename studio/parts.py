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
    "studio.ui.panels": "PANEL",
    "studio.bench": "BENCH",
}


def modules(package: str) -> tuple[str, ...]:
    """Names of the modules and folders directly inside `package`, sorted; also inside a frozen build."""
    home = importlib.import_module(package)
    return tuple(sorted(f"{package}.{found.name}" for found in pkgutil.iter_modules(home.__path__)))


@cache
def parts(package: str) -> tuple[Any, ...]:
    """What the modules of `package` export under its constant (`FAMILY`, `TOOL` …), by module name."""
    constant = KINDS[package]
    found = (getattr(importlib.import_module(name), constant, None) for name in modules(package))
    return tuple(part for part in found if part is not None)
