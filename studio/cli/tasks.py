"""fill, generate, upscale and run: a task goes through the same session as in the window, one result a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.cli import report
from studio.cli.options import given, size
from studio.core.errors import BadRequest
from studio.core.fields import filled
from studio.engine.job import Cancelled, State
from studio.families.tasks import Fill, Generate, Intent, Task, Upscale, from_json, size_of, to_json, unpack_inline

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.picture import Mask
    from studio.engine.job import Job
    from studio.engine.library import Library

Values = dict[str, Any]


def fill(values: Values) -> None:
    document = opened(values["picture"], values["quiet"])
    if values["mask"] is not None:
        mark(document, read_mask(Path(values["mask"]), document))
    elif values["intent"] is not Intent.EXPAND:
        raise BadRequest("Fill needs a mask: white where the model may paint.", "Give one with --mask MASK.")
    names = {"picture": named(values["picture"]), "mask": named(values["mask"])}
    carry_out(document, Fill, given(Fill, values | {"picture": None, "mask": None}), values, names)


def generate(values: Values) -> None:
    from studio.core.document import Document

    asked = given(Generate, values | {"picture": None}) | size(values["size"])
    names: Values = {}
    if values["picture"]:
        source = opened(Path(values["picture"]), values["quiet"])
        asked["picture"] = flattened(source)
        names["picture"] = named(values["picture"])
        if not values["size"]:
            asked |= {"width": source.size.width, "height": source.size.height}
    defaults = Generate()
    document = Document((asked.get("width", defaults.width), asked.get("height", defaults.height)))
    carry_out(document, Generate, asked, values, names)


def upscale(values: Values) -> None:
    """The whole picture, layers composed, in a larger document of the same depth and profile."""
    from studio.core.document import Document

    source = opened(values["picture"])
    asked = given(Upscale, values | {"picture": None}) | size(values["size"]) | {"picture": flattened(source)}
    larger = Document(size_of(filled(Upscale, asked)), depth=source.depth, icc=source.icc, name=source.name)
    carry_out(larger, Upscale, asked, values, {"picture": named(values["picture"])})


def run(values: Values) -> None:
    """A job as `--json` printed it; pictures by path (relative to the job's file) or inside it."""
    path: Path = values["job"]
    try:
        told = json.loads(sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8"))
        job = told.get("job", told)
        task = from_json(job, lambda name, packed: unpack(name, packed, path.parent))
    except FileNotFoundError:
        raise BadRequest(f"There is no file {path}.") from None
    except OSError as error:
        raise BadRequest(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise BadRequest(f"{path} holds no job.", "Give the JSON that a command printed with --json.") from None
    document, asked = laid_out(task, job.get("picture"), path.parent)
    names = {name: job[name] for name in ("picture", "mask") if name in job}
    carry_out(document, type(task), asked, values, names)


def unpack(name: str, packed: Any, folder: Path) -> np.ndarray[Any, Any]:
    if not (isinstance(packed, dict) and "path" in packed):
        return unpack_inline(name, packed)
    document = opened(folder / packed["path"])
    return read_mask(folder / packed["path"], document) if name == "mask" else flattened(document)


def named(path: Any) -> Values | None:
    """How a job remembers a file: by where it lies, so that the job can be run from anywhere."""
    return None if path is None else {"path": str(path) if str(path) == "-" else str(Path(path).resolve())}


def laid_out(task: Task, source: Any, folder: Path) -> tuple[Document, Values]:
    """A document that holds what the task's pictures show, and the task's other values."""
    from studio.core.document import Document

    asked = {name: value for name, value in vars(task).items() if name not in ("picture", "mask", "at")}
    if isinstance(task, Fill):
        by_path = isinstance(source, dict) and "path" in source
        document = opened(folder / source["path"]) if by_path else picture_document(task.picture)
        mark(document, task.mask)
        return document, asked
    picture = getattr(task, "picture", None)
    depth = 16 if picture is not None and picture.dtype == np.uint16 else 8
    return Document(size_of(task), depth=depth), asked | {"picture": picture}


def carry_out(document: Document, kind: type[Task], asked: Values, values: Values, names: Values) -> None:
    """Submits, waits, and writes OUT (OUT-1, OUT-2 … for several): every result laid over the document."""
    from studio.session import Session

    out = destination(values["out"])
    library = library_of(values)
    before = set(map(id, document.root.children))
    with report.progress(values["quiet"]) as watch:
        session = Session(document, library, engine(library, values, watch))
        job = session.submit(kind, asked)
    if job.error:
        raise job.error
    if job.state is State.CANCELLED:
        raise Cancelled
    made = next(layer for layer in document.root.children if id(layer) not in before)
    written = write_results(document, made, job, out)
    told = to_json(job.task) | names
    lines = [f"Wrote {path}" for path in written if str(path) != "-"]
    summary = {"job": told, "outputs": [str(path) for path in written], "seconds": round(job.seconds, 3)}
    report.result(summary, lines, values["json"], values["quiet"])


def write_results(document: Document, made: Any, job: Job, out: Path) -> list[Path]:
    """One file for each result; a layered format gets the whole document in one."""
    from studio.core.layers import Group
    from studio.formats import files

    if str(out) == "-":
        sys.stdout.buffer.write(files.encoded(document))
        return [out]
    if out.suffix.lower() == ".ora":
        files.save_document(out, document)
        return [out]
    results = list(reversed(made.children)) if isinstance(made, Group) else [made]
    written = []
    for number, layer in enumerate(results, start=1):
        for other in results:
            other.visible = other is layer
        path = out if len(results) == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")
        files.export(path, document)
        written.append(path)
    return written


# Documents and masks from files


def opened(path: Path, quiet: bool = True) -> Document:
    from studio.formats import files

    if str(path) == "-":
        return files.document_of(files.decoded(sys.stdin.buffer.read(), "standard input"))
    document = files.open_document(path)
    if document.path is None:
        report.aside(files.left_out(document.metadata, path.name), quiet)
    return document


def flattened(document: Document) -> np.ndarray[Any, Any]:
    from studio.core.composite import composite

    return composite(document, document.canvas)


def picture_document(picture: np.ndarray[Any, Any]) -> Document:
    from studio.core.document import Document
    from studio.core.layers import PixelLayer
    from studio.core.tiles import Tiles

    document = Document((picture.shape[1], picture.shape[0]), depth=16 if picture.dtype == np.uint16 else 8)
    layer = PixelLayer("Background", pixels=Tiles.of(picture))
    document.root.children.append(layer)
    document.activate(layer.id)
    return document


def read_mask(path: Path, document: Document) -> Mask:
    """White = 255 = may be painted; grey in between; transparent counts as black. Another size is refused."""
    from studio.core.picture import checked_mask, to8
    from studio.formats import files

    pixels = to8(files.open_flat(path).picture).astype(np.uint32)
    grey = (pixels[..., 0] * 299 + pixels[..., 1] * 587 + pixels[..., 2] * 114 + 500) // 1000
    mask = ((grey * pixels[..., 3] + 127) // 255).astype(np.uint8)
    return checked_mask(mask, document.size)


def mark(document: Document, mask: Mask) -> None:
    from studio.core.picture import checked_mask

    document.mask.write(document.canvas, checked_mask(mask, document.size))


def destination(out: Path) -> Path:
    """Refuses an ending that cannot be written before any work is done."""
    from studio.formats import files

    if str(out) != "-":
        files.format_for(out)
    return out


# Models and where they run


def library_of(values: Values) -> Library:
    from studio.engine.library import Library, standard_roots

    return Library([*standard_roots(), *values["models"]]).refresh()


def engine(library: Library, values: Values, watch: Any) -> Any:
    from studio.engine.blocking import Blocking

    return Blocking(library, device=values["device"].value, watch=watch)
