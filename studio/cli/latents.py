"""encode and decode: pictures as points of a model's latent space, kept in safetensors files."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from studio.cli import report
from studio.cli.options import given
from studio.cli.pictures import destination, flattened, named, opened
from studio.cli.pushes import pushing
from studio.cli.tasks import settings
from studio.cli.work import Values, carry_out, engine, library_of, model_for, well
from studio.core.errors import BadRequest
from studio.core.fields import filled
from studio.families.tasks import Decode, Encode, to_json

if TYPE_CHECKING:
    from studio.engine.job import Job
    from studio.families.tasks import Latent, Patch

SUFFIX = ".safetensors"
NAME = "latent"
"""Of the tensor in the file."""
SHAPED = "float32"


class Kept(NamedTuple):
    """What a latent file holds: the point, and the model that it is a point of."""

    latent: Latent
    model: str


def encode(values: Values) -> None:
    source = opened(values["picture"], values["quiet"])
    asked = given(Encode, values | {"picture": None}) | {"picture": flattened(source)}
    write(asked, values, {"picture": named(values["picture"])})


def write(asked: Values, values: Values, names: Values) -> None:
    """Encodes and writes OUT, and with --preview what the model makes of the point."""
    from studio.formats import files
    from studio.session.landing import origin

    out, preview = latent_file(values["out"]), values.get("preview")
    if preview is not None:
        destination(preview)
    library = library_of(values)
    with report.progress(values["quiet"]) as watch:
        job = well(engine(library, values, watch).submit(filled(Encode, asked)))
    patch = job.patches[0]
    written = [out]
    _save(out, packed(patch, job, names))
    if preview is not None:
        files.export(preview, patch.pixels, job=origin(job, patch) | names)
        written.append(preview)
    told = {"job": to_json(job.task) | names, "outputs": [str(path) for path in written],
            "seconds": round(job.seconds, 3)} | metrics(patch)  # fmt: skip
    lines = [f"Wrote {path}" for path in written if str(path) != "-"]
    if "error" in told:
        lines.append(f"The model’s own picture of it is {told['error']:.1%} of the full range away (root mean square).")
    report.result(told, lines, values["json"], values["quiet"])


def metrics(patch: Patch) -> Values:
    """What is told of an encoded picture."""
    assert patch.latent is not None
    known = {name: patch.info[name] for name in ("error", "sliders") if name in patch.info}
    return {"shape": list(patch.latent.shape)} | known


def packed(patch: Patch, job: Job, names: Mapping[str, Any]) -> bytes:
    """A safetensors file: the tensor "latent", and as text the model, how its sliders read there, the seed and the
    error."""
    from safetensors.numpy import save

    assert patch.latent is not None
    notes = {
        "model": job.task.model,
        "sliders": json.dumps(patch.info.get("sliders", {})),
        "seed": str(patch.seed),
        "job": json.dumps(to_json(job.task) | dict(names)),
    }
    if "error" in patch.info:
        notes["error"] = str(patch.info["error"])
    return bytes(save({NAME: np.ascontiguousarray(patch.latent, SHAPED)}, metadata=notes))


def _save(out: Path, data: bytes) -> None:
    from studio.formats.whole import whole

    if str(out) == "-":
        sys.stdout.buffer.write(data)
        return
    with whole(out) as part:
        part.write_bytes(data)


def latent_file(out: Path) -> Path:
    if str(out) != "-" and out.suffix.lower() != SUFFIX:
        raise BadRequest(f"A latent is written to a file that ends in {SUFFIX}, not {out.name!r}.")
    return out


def read(path: Path) -> Kept:
    """BadRequest when the file is none that `encode` wrote."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
        tensors = load(data)
        length = int.from_bytes(data[:8], "little")
        notes = json.loads(data[8 : 8 + length]).get("__metadata__", {})
        latent = tensors[NAME].astype(np.float32)
        return Kept(latent, str(notes.get("model", "")))
    except FileNotFoundError:
        raise BadRequest(f"There is no file {path}.") from None
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (SafetensorError, KeyError, ValueError, TypeError):
        raise BadRequest(f"{path} holds no latent.", "Give a file that pentimento encode wrote.") from None


def decode(values: Values) -> None:
    """The model is the one that the files name, unless another is given; with --seeds it is one that knows seeds."""
    if bool(values["seeds"]) == bool(values["latents"]):
        raise BadRequest("Decode makes pictures of latents or of seeds.",
                         "Give files that encode wrote, or --seeds 1,2.")  # fmt: skip
    kept = [read(path) for path in values["latents"]]
    models = {one.model for one in kept}
    if values["seeds"]:
        kept, models = from_seeds(values)
    model = values["model"] or (models.pop() if len(models) == 1 else "")
    if not model:
        raise BadRequest("These latents belong to different models.", "Say which one with --model ID.")
    asked = given(Decode, values) | {"latents": tuple(one.latent for one in kept), "sliders": settings(values["set"]),
                                     "model": model}  # fmt: skip
    carry_out(None, Decode, asked | pushing(Decode, values, model, len(kept)), values, {})


def from_seeds(values: Values) -> tuple[list[Kept], set[str]]:
    """Where the pictures of --seeds begin, and the model that says so."""
    from studio.cli.walk import seeded

    library = library_of(values)
    entry = model_for(library, Decode, values["model"] or None)
    with report.progress(values["quiet"]) as watch:
        pins = seeded(values, entry, engine(library, values, watch).submit, {})
    return [Kept(pin, entry.id) for pin in pins], {entry.id}
