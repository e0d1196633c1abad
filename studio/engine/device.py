"""What models compute on, in words for the status bar: the processor or a graphics card, and what of it is taken."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

FILE = "device"


class Device(NamedTuple):
    """`kind` as torch calls it: cpu, cuda or mps. `held` and `total` are bytes of a card's own memory, 0 elsewhere."""

    kind: str
    name: str
    held: int = 0
    total: int = 0

    @property
    def says(self) -> str:
        """ "NVIDIA H200 · 3.2 of 140 GB"."""
        if not self.total:
            return self.name
        return f"{self.name} · {self.held / 1e9:.1f} of {self.total / 1e9:.0f} GB"


def processor() -> Device:
    return Device("cpu", f"CPU · {os.cpu_count() or 1} threads")


def present(wanted: str = "auto") -> Device:
    """What models run on when they are asked for `wanted`; the processor as long as nobody has loaded torch."""
    torch = sys.modules.get("torch")
    if torch is None or wanted == "cpu":
        return processor()
    if torch.cuda.is_available() and wanted != "mps":
        card = torch.device(wanted if wanted.startswith("cuda") else "cuda")
        free, total = torch.cuda.mem_get_info(card)
        return Device("cuda", torch.cuda.get_device_name(card), total - free, total)
    if torch.backends.mps.is_available():
        return Device("mps", "Apple graphics")
    return processor()


def leave_word(folder: Path, device: Device) -> None:
    """For another process: whole or not at all."""
    draft = folder / f"{FILE}.new"
    draft.write_text(json.dumps(device), encoding="utf-8")
    os.replace(draft, folder / FILE)


def word_of(folder: Path) -> Device:
    """What `leave_word` left there last; the processor before that."""
    try:
        return Device(*json.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return processor()
