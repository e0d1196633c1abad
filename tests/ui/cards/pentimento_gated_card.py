"""The diffusion family with a gate before its decoder, so that a test knows for certain where the worker is.

As long as the model's folder holds a file `gate`, decoding waits there and says so with a file `decoding`; the end of
decoding leaves a file `decoded`. In a module of its own: the worker process imports it by name.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from studio.families.diffusion import FAMILY
from studio.families.family import Model, ModelEntry, Place
from studio.families.tasks import Report


def _load(entry: ModelEntry, place: Place, report: Report) -> Model:
    assert entry.path is not None
    folder = entry.path
    model = FAMILY.load(entry, place, report)
    decoder = model._pipeline.vae.decoder  # type: ignore[attr-defined]

    def wait(block: Any, given: Any) -> None:
        while (folder / "gate").exists():
            (folder / "decoding").touch()
            time.sleep(0.005)

    decoder.mid_block.register_forward_pre_hook(wait)
    decoder.register_forward_hook(lambda *_: (folder / "decoded").touch())
    return model


GATED = replace(FAMILY, load=_load)
