"""What pip reports becomes the list that the studio fetches from."""

from __future__ import annotations

from pathlib import Path

import wheels

from studio.engine.catalogue import offers


def reported(name: str, version: str) -> dict[str, object]:
    return {
        "metadata": {"name": name, "version": version},
        "download_info": {"url": f"https://wheels.invalid/{name}-{version}-py3-none-any.whl",
                          "archive_info": {"hashes": {"sha256": "ab" * 32}}},
    }  # fmt: skip


def test_only_what_no_installer_has_is_listed_and_the_studio_can_read_it(tmp_path: Path) -> None:
    found = [reported("torch", "2.13.0"), reported("nvidia-cublas", "13.1"), reported("sympy", "1.14")]
    path = tmp_path / "gpu-runtime.toml"
    path.write_text(wheels.listed(found, "linux-x86_64-cp311", size=lambda url: 1000))
    (offer,) = offers(path)
    assert offer.id == "linux-x86_64-cp311"
    names = [part.name for part in offer.parts]
    assert names == ["torch-2.13.0-py3-none-any.whl", "nvidia-cublas-13.1-py3-none-any.whl"]
    assert offer.nbytes == 2000
    assert "2.13.0" in offer.name
