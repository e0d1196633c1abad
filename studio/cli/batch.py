"""upscale A B C -o DIR/: one job for each file; one that fails does not stop the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from studio.cli import report
from studio.cli.pictures import named, opened, write_results
from studio.cli.work import Values, engine, library_of, performed, told
from studio.core.errors import BadRequest, JobFailed, PentimentoError, Unwritable
from studio.families.tasks import Upscale

if TYPE_CHECKING:
    from collections.abc import Sequence


def upscale(sources: Sequence[Path], asked: Values, values: Values) -> None:
    """Each result under its source's name in the folder OUT. JobFailed at the end when any of them failed."""
    from studio.formats.goals import goals

    places = goals(sources, _folder(values["out"]))
    library = library_of(values)
    results: list[Values] = []
    lines: list[str] = []
    with report.progress(values["quiet"]) as watch:
        blocking = engine(library, values, watch)
        for source, goal in zip(sources, places, strict=True):
            try:
                made = performed(Upscale, asked, opened(source), library, blocking)
                written = write_results(made.document, made.layer, goal)
            except PentimentoError as error:
                results.append({"input": str(source), "error": {"message": error.message, "hint": error.hint}})
                report.aside(f"{source.name}: {error}", values["quiet"] or values["json"])
                continue
            results.append({"input": str(source)} | told(made.job, {"picture": named(source)}, written))
            lines.append(f"Wrote {goal}")
    failed = sum(1 for each in results if "error" in each)
    if failed and not values["json"]:
        report.result({}, lines, False, values["quiet"])
        raise JobFailed(f"{failed} of {len(sources)} pictures could not be enlarged.", "The others are written.")
    report.result({"results": results, "failed": failed}, lines, values["json"], values["quiet"])
    if failed:
        raise typer.Exit(1)


def _folder(out: Path) -> Path:
    if (out.exists() and not out.is_dir()) or str(out) == "-":
        raise BadRequest("Several pictures need a folder to go to.", "Give one with -o DIR.")
    if not out.exists() and out.suffix:
        raise BadRequest(f"Several pictures need a folder to go to, and {out.name} names a file.", "Give -o DIR.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unwritable(f"{out} cannot be made: {reason}.", "Choose another folder.") from None
    return out
