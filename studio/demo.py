"""The main job on a sample photograph without a window: open, paint a mask, fill it, keep the layer, export."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.core.errors import JobFailed
from studio.tools.tool import Pointer, Setting

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.engine.library import Library
    from studio.session import Submits

STROKE = ((164, 380), (170, 390), (164, 384))
"""Over the badge on the astronaut's chest, in the photograph's pixels."""
WIDTH = 100


def sample(name: str) -> Path:
    """One of scikit-image's own photographs (public domain or CC0), such as "astronaut.png"."""
    found = find_spec("skimage")
    path = Path(found.origin).parent / "data" / name if found and found.origin else Path(name)
    if not path.exists():
        raise JobFailed(f"The sample photograph {name} is missing.", "Run start.py again to repair the installation.")
    return path


def paint_mask(document: Document, points: tuple[tuple[int, int], ...], size: int) -> None:
    """The mask brush along `points`, exactly as a hand would: press, drag, release, one command."""
    from studio.tools.mask_brush import TOOL

    brush = TOOL()
    brush.options.size = size
    brush.press(document, Pointer(*points[0]), Setting())
    for point in points[1:]:
        brush.drag(document, Pointer(*point))
    command = brush.release(document, Pointer(*points[-1]))
    if command:
        document.do(command)


def run(folder: Path, library: Library, engine: Submits) -> dict[str, Any]:
    """Leaves before, mask, result and the layered document in `folder`; returns their paths and the time it took."""
    import numpy as np

    from studio.core.composite import composite
    from studio.formats import files
    from studio.formats.format import Flat
    from studio.session import Session

    folder.mkdir(parents=True, exist_ok=True)
    document = files.open_document(sample("astronaut.png"))
    before = composite(document, document.canvas)
    paint_mask(document, STROKE, WIDTH)
    mask = document.mask.read(document.canvas)
    veil = before.copy()
    rose = before[..., :3] // 2 + np.array([127, 39, 61], np.uint8)
    veil[..., :3] = np.where(mask[..., None] > 0, rose, veil[..., :3])
    job = Session(document, library, engine).fill(intent="remove", seed=7)
    if job.error:
        raise job.error
    paths = [folder / name for name in ("1-photograph.png", "2-mask.png", "3-result.png", "4-document.ora")]
    files.export(paths[0], Flat(before))
    files.export(paths[1], Flat(veil))
    files.export(paths[2], document)
    files.save_document(paths[3], document)
    return {"outputs": [str(path) for path in paths], "seconds": round(job.seconds, 2), "model": job.task.model}
