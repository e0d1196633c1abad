"""Models that paint over a drawing: how close to the picture it was drawn from, and whether the face still looks so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Figure
from studio.bench.models.portraits import bar
from studio.bench.models.shelf import Shelf, mean, opaque
from studio.training.measures.pixels import psnr_rgb, sharpness
from studio.training.probes.score import r2

Bytes = NDArray[np.uint8]

FACES = ("turn", "tilt", "gaze_x", "gaze_y", "mouth_open", "smile")
"""What a drawing says of pose, gaze and mouth."""

PROBE = "portraits"
SIZE = 256


def painted(shelf: Shelf, model: str) -> list[Figure]:
    from studio.families.tasks import Sketch
    from studio.training.drawings import Drawings
    from studio.training.pictures import Pictures

    renders = shelf.renders("portraits")
    pairs = Drawings(Pictures.of_renders(renders, SIZE))
    made: dict[str, list[Bytes]] = {"flat": [], "none": []}
    wanted: list[Bytes] = []
    shown: list[Bytes] = []
    for number in range(min(shelf.count, len(renders))):
        for hint, out in made.items():
            drawing, picture = pairs.clean(range(number, number + 1), hint)
            out.append(shelf.run(model, Sketch(picture=opaque(drawing[0])))[0].pixels[..., :3])
            shown += [drawing[0]] if hint == "flat" and number < 8 else []
        wanted.append(picture[0])
    truth, hinted, bare = np.stack(wanted), np.stack(made["flat"]), np.stack(made["none"])
    reader = shelf.reader("portraits")
    real, read = reader.read(truth).answers, reader.read(hinted).answers
    told = f"{len(truth)} held-out pairs, {SIZE}²"
    figures = [
        bar(f"{model}: PSNR with colours beside the lines", psnr_rgb(hinted, truth), "dB", "the portrait", 26.0, told),
        Figure(f"{model}: PSNR from lines alone", psnr_rgb(bare, truth), "dB", "the portrait", note=told),
        Figure(f"{model}: gradient energy", sharpness(hinted) / sharpness(truth), "×", "the portraits", note=told),
    ]
    kept = {name: r2(*(part[:, reader.questions.places[name]][:, 0] for part in (read, real))) for name in FACES}
    said = ", ".join(f"{name} {value:.2f}" for name, value in kept.items())
    figures.append(bar(f"{model}: pose, gaze and mouth as drawn, worst R²", min(kept.values()), "",
                       "the probe's reading of the portrait", 0.85, said))  # fmt: skip
    errors = ((hinted.astype(np.float32) - truth) ** 2).mean((1, 2, 3))
    worst = np.argsort(-errors)[:8]
    shelf.keep(model, [
        ("Drawings with colours, what the model paints, the portraits they were drawn from", np.stack(shown)),
        ("", hinted[:8]), ("", truth[:8]), ("From lines alone", bare[:8]),
        (f"Failures: the farthest from their portraits, of {len(truth)}; below them those", hinted[worst]),
        ("", truth[worst]),
    ])  # fmt: skip
    figures.append(Figure(f"{model}: mean R² over these", mean(kept.values()), "", "the probe's reading"))
    return figures


MEASURES: dict[str, Callable[[Shelf, str], Sequence[Figure]]] = {
    "pix2pix-portraits": painted, "pix2pix-no-l1": painted,
}  # fmt: skip
