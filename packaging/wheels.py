"""Writes resources/gpu-runtime.toml: which wheels make the part for graphics cards, with their hashes.

For whoever makes a release: `python packaging/wheels.py "torch==2.13.0"` asks the index that pip is set to use (or
PIP_INDEX_URL) what this Python would install, and downloads none of it. Run it once for each platform's own build.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

CARRIED = ("nvidia", "torch", "triton", "cuda")
"""How the names of those begin that no installer has; all others that torch asks for it has already."""


def asked(wanted: str) -> list[dict[str, Any]]:
    """What pip would install for `wanted`, as it reports it."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-",
               "--only-binary", ":all:", wanted]  # fmt: skip
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found: list[dict[str, Any]] = json.loads(told)["install"]
    return found


def listed(found: list[dict[str, Any]], kind: str, size: Any = None) -> str:
    """The list as studio/engine/gpu.py reads it; `size` says how many bytes an address has."""
    size = size or _size
    ours = [one for one in found if one["metadata"]["name"].lower().startswith(CARRIED)]
    version = next(one["metadata"]["version"] for one in ours if one["metadata"]["name"].lower() == "torch")
    lines = [f"[{kind}]", f'name = "torch {version} with CUDA"', 'family = "torch"',
             'licence = "BSD-3-Clause, NVIDIA\'s libraries under their own"']  # fmt: skip
    for one in ours:
        where = one["download_info"]
        digest = where["archive_info"]["hashes"]["sha256"]
        lines += ["", f"[[{kind}.files]]", f'url = "{where["url"]}"', f'sha256 = "{digest}"',
                  f"size = {size(where['url'])}"]  # fmt: skip
    return "\n".join(lines) + "\n"


def _size(url: str) -> int:
    request = urllib.request.Request(url, method="HEAD")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return int(answer.headers["Content-Length"])


if __name__ == "__main__":
    from studio.engine import gpu

    (HOME / "resources" / gpu.LIST).write_text(listed(asked(sys.argv[1]), gpu.kind()), encoding="utf-8")
