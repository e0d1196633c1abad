"""Asks whether there is a newer Pentimento, when the artist wants to know and never by itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import studio
from studio import places
from studio.core.errors import BadRequest, JobFailed

LIST = "release.toml"
PATIENCE = 15.0
LONGEST = 1 << 16
"""Bytes that the answer may have."""


@dataclass(frozen=True)
class Release:
    version: str
    page: str
    newer: bool


def address() -> str:
    """Where newer ones are told of, as the build's maker wrote it into resources/release.toml; empty without one."""
    path = places.resources() / LIST
    if not path.is_file():
        return ""
    import tomllib

    return str(tomllib.loads(path.read_text(encoding="utf-8")).get("latest", ""))


def latest(offline: bool) -> Release:
    """What is told there. Nothing about this computer is sent. BadRequest, JobFailed."""
    if offline:
        raise BadRequest("The studio is set to stay offline.", "Allow the network in the preferences to ask.")
    where = address()
    if not where.startswith(("https://", "http://127.0.0.1")):
        raise BadRequest("This build does not know where newer ones are told of.", "Look where you got it from.")
    import urllib.error
    import urllib.request

    try:
        request = urllib.request.Request(where, headers={"User-Agent": "pentimento"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            told = json.loads(answer.read(LONGEST))
        version, page = str(told["version"]), str(told.get("page", ""))
    except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
        reason = getattr(error, "reason", None) or error
        raise JobFailed(f"Nobody answered who knows of newer versions: {reason}.", "Try again later.") from None
    except (ValueError, KeyError, TypeError):
        raise JobFailed("The answer about newer versions cannot be read.", "Try again later.") from None
    return Release(version, page if page.startswith("https://") else "", _order(version) > _order(studio.__version__))


def _order(version: str) -> tuple[Any, ...]:
    """Numbers by their size: 0.10 comes after 0.9; a version with letters, like 1.0rc1, before the one without."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", re.split(r"[a-z-]", version, maxsplit=1)[0]))
    return (*numbers, *(0,) * (4 - len(numbers)), 0 if re.search(r"[a-z]", version) else 1)
