"""Sends a task through the same session as in the window, waits, and writes what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.cli import report
from studio.cli.pictures import destination, write_results
from studio.core.errors import BadRequest
from studio.core.fields import filled
from studio.engine.job import Cancelled, State
from studio.families.tasks import Decode, Encode, Sample, Task, to_json

if TYPE_CHECKING:
    from studio.core.document import Document
    from studio.core.layers import Layer
    from studio.engine.blocking import Blocking
    from studio.engine.job import Job
    from studio.engine.library import Library
    from studio.families.family import ModelEntry

Values = dict[str, Any]


def library_of(values: Values) -> Library:
    from studio.engine.library import Library, standard_roots

    return Library([*standard_roots(), *values["models"]]).refresh()


def engine(library: Library, values: Values, watch: Any) -> Blocking:
    from studio.engine.blocking import Blocking

    return Blocking(library, device=values["device"].value, watch=watch)


def model_for(library: Library, kind: type[Task], name: str | None) -> ModelEntry:
    """The model that was asked for, or the one that a task of this kind would get. BadRequest where there is none."""
    from studio.engine.settling import model_of

    return model_of(kind, name or "", library)


class Made(NamedTuple):
    """A job that went well, and the document that holds the layer (or group) it became."""

    job: Job
    document: Document
    layer: Layer


def carry_out(document: Document | None, kind: type[Task], asked: Values, values: Values, names: Values) -> None:
    """Submits, waits, and writes OUT (OUT-1, OUT-2 … for several). `names` says how the job remembers its files."""
    out = destination(values["out"])
    library = library_of(values)
    with report.progress(values["quiet"]) as watch:
        made = performed(kind, asked, document, library, engine(library, values, watch))
    written = write_results(made.document, made.layer, out)
    lines = [f"Wrote {path}" for path in written if str(path) != "-"]
    report.result(told(made.job, names, written), lines, values["json"], values["quiet"])


def told(job: Job, names: Values, written: list[Path]) -> Values:
    """What `--json` prints."""
    return {
        "job": to_json(job.task) | names,
        "outputs": [str(path) for path in written],
        "seconds": round(job.seconds, 3),
    }


def performed(kind: type[Task], asked: Values, document: Document | None, library: Library, engine: Blocking) -> Made:
    """`document` is what the task looks at; None for one that needs nothing to look at. Raises what went wrong."""
    from studio.session import Session

    if document is None:
        return _out_of_nothing(well(engine.submit(filled(kind, asked))))
    session, before, fresh = Session(document, library, engine), set(map(id, document.root.children)), []
    session.made.connect(lambda job, other: fresh.append(other))
    job = well(session.submit(kind, asked))
    where = fresh[0] if fresh else document
    return Made(job, where, next(layer for layer in where.root.children if id(layer) not in before))


def _out_of_nothing(job: Job) -> Made:
    """A document as large as what was made."""
    from studio.core.document import Document
    from studio.core.picture import extent
    from studio.session import landing

    assert isinstance(job.task, Sample | Decode | Encode)
    if not job.patches:
        raise BadRequest("There was nothing to make a picture of.", "Give at least one latent.")
    document = Document(extent(job.patches[0].pixels))
    layer = landing.made(document, job)
    assert layer is not None
    document.root.children.append(layer)
    return Made(job, document, layer)


def well(job: Job) -> Job:
    """The job, or what went wrong with it."""
    if job.error:
        raise job.error
    if job.state is State.CANCELLED:
        raise Cancelled
    return job
