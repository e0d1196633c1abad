"""A process of its own that finds out whether a fetched torch computes on the card: its crash ends nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

WORD = "--try-torch-in"


def command(place: Path) -> list[str]:
    """The program and its words: this very Python, or the frozen studio itself."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "studio"]
    return [*start, WORD, str(place)]


def main(place: str) -> int:
    """Prints one line of JSON: version and card, or `error`."""
    sys.path.insert(0, place)
    try:
        print(json.dumps(computed()))
    except (ImportError, OSError, RuntimeError) as error:
        print(json.dumps({"error": f"{error}".splitlines()[0] if f"{error}" else type(error).__name__}))
        return 1
    return 0


def computed() -> dict[str, str]:
    """Multiplies two small matrices there; RuntimeError when torch sees no card or its answer is wrong."""
    import torch

    if not torch.cuda.is_available():
        raise RuntimeError("torch sees no card that its driver could serve")
    ones = torch.ones((16, 16), device="cuda")
    if float((ones @ ones).sum()) != 16.0**3:
        raise RuntimeError("the card computes wrongly")
    return {"torch": str(torch.__version__), "card": torch.cuda.get_device_name()}
