"""Lists what an installer is made of (CycloneDX): every distribution inside, with its version and its licence."""

from __future__ import annotations

import json
import platform
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import contents


def bill() -> dict[str, Any]:
    """The list as JSON; Python itself comes first."""
    python = {"type": "application", "name": "CPython", "version": platform.python_version(),
              "licenses": [{"license": {"id": "PSF-2.0"}}]}  # fmt: skip
    ours = {"type": "application", "name": "pentimento", "version": contents.version(),
            "licenses": [{"license": {"id": "Apache-2.0"}}]}  # fmt: skip
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": ours},
        "components": [python, *map(_component, contents.distributions())],
    }


def write(path: Path) -> None:
    path.write_text(json.dumps(bill(), indent=1), encoding="utf-8")


def _component(found: Distribution) -> dict[str, Any]:
    name, version = found.metadata["Name"], found.version
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name.lower()}@{version}",
        "licenses": [{"license": {"name": licence_of(found)}}],
    }


def licence_of(found: Distribution) -> str:
    """As the distribution states it: the newer field, the classifiers, or the first line of the older one."""
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [one.rpartition(":: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    stated = str(told.get("License") or "").strip().splitlines()
    return ", ".join(classified) or (stated[0] if stated else "see its own licence file")
