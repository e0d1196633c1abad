"""The list of what is inside names everything with its version and its licence."""

from __future__ import annotations

import json
from pathlib import Path

import contents
import sbom


def test_every_distribution_is_named_with_version_and_licence(tmp_path: Path) -> None:
    sbom.write(tmp_path / "sbom.json")
    told = json.loads((tmp_path / "sbom.json").read_text())
    assert told["bomFormat"] == "CycloneDX"
    names = {one["name"] for one in told["components"]}
    assert {"CPython", "torch", "numpy", "diffusers", "PySide6_Essentials"} <= names
    assert len(told["components"]) == len(contents.distributions()) + 1
    for one in told["components"]:
        assert one["version"]
        (licence,) = one["licenses"]
        assert any(licence["license"].values()), one["name"]


def test_what_only_builders_need_is_not_inside() -> None:
    names = {one["name"].lower() for one in sbom.bill()["components"]}
    assert not names & {"setuptools", "pip", "pyinstaller", "pytest", "mypy", "ruff", "pentimento"}
