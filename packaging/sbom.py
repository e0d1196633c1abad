"""Lists what an installer is made of (CycloneDX): every distribution inside, with its version and its licence."""

from __future__ import annotations

import ast
import json
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path
from typing import Any

import contents

BESIDE = {"safetensors": "safetensors", "cv2": "opencv-python-headless", "PySide6": "PySide6-Essentials",
          "shiboken6": "shiboken6", "av": "av", "PIL": "pillow"}  # fmt: skip


def inside(archive_list: Path, folder: Path) -> list[str]:
    """Names of the distributions whose modules went into the archive that `archive_list` (PYZ-00.toc) tells of, or
    whose folders lie in the installed `folder`."""
    _, entries = ast.literal_eval(archive_list.read_text(encoding="utf-8"))[:2]
    tops = {name.partition(".")[0] for name, *_ in entries} | {path.name.partition(".")[0] for path in folder.iterdir()}
    owners = packages_distributions()
    named = {owner for top in tops for owner in owners.get(top, ())}
    return sorted(named - {"pentimento"}, key=str.lower)


def bill(names: list[str]) -> dict[str, Any]:
    """The list as JSON; Python itself and what it was built with are told first."""
    import platform

    components = [{"type": "application", "name": "CPython", "version": platform.python_version(),
                   "licenses": [{"license": {"name": "PSF-2.0"}}]}]  # fmt: skip
    for name in names:
        try:
            components.append(_component(distribution(name)))
        except PackageNotFoundError:
            continue
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "pentimento", "version": contents.version(),
                                   "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": components,
    }  # fmt: skip


def write(names: list[str], path: Path) -> None:
    path.write_text(json.dumps(bill(names), indent=1), encoding="utf-8")


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
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [one.rpartition(":: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    stated = str(told.get("License") or "").strip().splitlines()
    if classified:
        return ", ".join(classified)
    return stated[0] if stated else "see licences"
