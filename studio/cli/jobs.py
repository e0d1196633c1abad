"""run: a job as --json printed it, done again to the same pixels."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.cli import animate, latents, walk
from studio.cli.pictures import flattened, mark, opened, picture_document, read_mask
from studio.cli.work import Values, carry_out
from studio.core.errors import BadRequest
from studio.families.packing import unpack_inline
from studio.families.tasks import Decode, Encode, Generate, Sample, Task, from_json, size_of

if TYPE_CHECKING:
    from studio.core.document import Document


def run(values: Values) -> None:
    """Pictures by path (relative to the job's file) or inside it."""
    path: Path = values["job"]
    try:
        told = json.loads(sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8"))
        job = told.get("job", told)
        if job.get("task") == walk.VERB:
            walk.again(job, values)
            return
        if job.get("task") == animate.VERB:
            animate.again(job, values)
            return
        task = from_json(job, lambda name, packed: unpack(name, packed, path.parent))
    except FileNotFoundError:
        raise BadRequest(f"There is no file {path}.") from None
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise BadRequest(f"{path} holds no job.", "Give the JSON that a command printed with --json.") from None
    names = {name: job[name] for name in ("picture", "mask") if job.get(name) is not None}
    if isinstance(task, Encode):
        latents.write(vars(task), values, names)
        return
    document, asked = laid_out(task, job.get("picture"), path.parent)
    carry_out(document, type(task), asked, values, names)


def unpack(name: str, packed: Any, folder: Path) -> np.ndarray[Any, Any]:
    if not (isinstance(packed, dict) and "path" in packed):
        return unpack_inline(name, packed)
    document = opened(folder / packed["path"])
    return read_mask(folder / packed["path"], document) if name == "mask" else flattened(document)


def laid_out(task: Task, source: Any, folder: Path) -> tuple[Document | None, Values]:
    """A document that holds what the task's pictures show (None where it needs none), and its other values."""
    from studio.core.document import Document

    if isinstance(task, Sample | Decode):
        return None, vars(task)
    asked = {name: value for name, value in vars(task).items() if name not in ("picture", "mask", "at")}
    if isinstance(task, Generate):
        return Document(size_of(task)), asked | {"picture": task.picture}
    by_path = isinstance(source, dict) and "path" in source
    document = opened(folder / source["path"]) if by_path else picture_document(getattr(task, "picture"))  # noqa: B009
    mask = getattr(task, "mask", None)
    if mask is not None:
        mark(document, mask)
    return document, asked
