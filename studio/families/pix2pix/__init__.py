"""pix2pix: a line drawing becomes a painting, with the colours that were scribbled beside the lines."""

from __future__ import annotations

from pathlib import Path

from studio.families.family import Family, Model, ModelEntry, Place
from studio.families.pix2pix.recognise import Shape, recognise
from studio.families.tasks import Report, Sketch, Task


def load(entry: ModelEntry, place: Place, report: Report) -> Model:
    from studio.families.pix2pix.model import Painter, network

    assert entry.path is not None, "this family has no entries without weights"
    report(0.0, note="Loading")
    net = network(entry.path, Shape(tuple(entry.details["widths"]), entry.details["fine"]), place)
    report(1.0, note="Ready")
    return Painter(net, entry.sizes.native, place)


def memory(entry: ModelEntry, task: Task) -> int:
    """Bytes at the peak: the weights, what the widest levels hold, and the pictures."""
    widths, side = entry.details["widths"], entry.sizes.native
    held = 40 * task.picture.shape[0] * task.picture.shape[1] if isinstance(task, Sketch) else 0
    return int(entry.nbytes + 8 * widths[0] * side**2 + held)


def tiny(folder: Path) -> None:
    from studio.families.pix2pix.model import write_random

    write_random(folder / "tiny-painter.safetensors", Shape((4, 8, 8, 8), 4))


FAMILY = Family(
    id="pix2pix",
    title="Paint over a drawing (pix2pix)",
    tasks=frozenset({Sketch}),
    recognise=recognise,
    load=load,
    memory=memory,
    tiny=tiny,
)
