"""models list, show, pull, add, verify, roots: what the studio can load, and where it found it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from studio.cli import report
from studio.cli.options import argument, command, option
from studio.cli.work import library_of
from studio.core.errors import BadRequest
from studio.engine.roots import remember

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.families.family import ModelEntry

NAME = argument("id", "The model's id, as `pentimento models list` shows it.", str)


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Models: what is there, and getting more.", no_args_is_help=True)
    command(group, "list", "List the models that are there.", (), list_all)
    command(group, "show", "Say all that is known of one.", (NAME,), show)
    command(group, "roots", "Say which folders are looked through.", (), roots)
    command(group, "add", "Use a model or a folder of models where it lies.", (argument("path", "It."),), add)
    command(group, "verify", "Check models by their checksums.", (argument("id", "One, or all.", str, ""),), verify)
    out = option("out", "What to write, .safetensors; without it beside IN.", Path, None, "-o", "--out")
    command(group, "convert", "Take the tensors out of a pickled checkpoint (.pt, .pth, .ckpt), in a process apart.",
            (argument("checkpoint", "It."), out), convert)  # fmt: skip
    yes = option("yes", "Accept the licence without asking.", bool, False, "--yes", "-y")
    command(group, "pull", "Download a model of the catalogue.", (NAME, yes), pull)
    app.add_typer(group, name="models")


def told(entry: ModelEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "family": entry.family,
        "tasks": list(entry.tasks),
        "path": None if entry.path is None else str(entry.path),
        "bytes": entry.nbytes,
        "licence": entry.licence,
        "shipped": entry.shipped,
        "problem": entry.problem,
        "details": dict(entry.details),
    }


def list_all(values: dict[str, Any]) -> None:
    library = library_of(values)
    entries = library.entries
    lines = [f"{e.id:32} {e.family:12} {', '.join(e.tasks):20} {size(e)}{problem(e)}" for e in entries]
    report.result({"models": [told(entry) for entry in entries]}, lines, values["json"], values["quiet"])


def size(entry: ModelEntry) -> str:
    return f"{entry.nbytes / 1e6:.1f} MB" if entry.nbytes else "no weights needed"


def problem(entry: ModelEntry) -> str:
    return f"  — cannot be used: {entry.problem}" if entry.problem else ""


def found(library: Library, name: str) -> ModelEntry:
    entry = library.entry(name)
    if entry is None:
        raise BadRequest(f"There is no model called {name!r} here.", "See: pentimento models list.")
    return entry


def show(values: dict[str, Any]) -> None:
    entry = told(found(library_of(values), values["id"]))
    lines = [f"{name}: {value}" for name, value in entry.items() if value]
    report.result(entry, lines, values["json"], values["quiet"])


def roots(values: dict[str, Any]) -> None:
    paths = [str(path) for path in library_of(values).roots]
    report.result({"roots": paths}, paths, values["json"], values["quiet"])


def add(values: dict[str, Any]) -> None:
    library, path = library_of(values), Path(values["path"])
    entries = library.add(path)
    remember(path)
    lines = [f"Found {entry.name} ({entry.family}){problem(entry)}" for entry in entries]
    report.result({"models": [told(entry) for entry in entries]}, lines, values["json"], values["quiet"])


def convert(values: dict[str, Any]) -> None:
    """Then says whether the studio knows what came of it."""
    from studio.engine.library import Library
    from studio.formats.unpickle import converted

    source = Path(values["checkpoint"])
    out = values["out"] or source.with_suffix(".safetensors")
    if out.suffix.lower() != ".safetensors":
        raise BadRequest(f"Tensors are written to a file that ends in .safetensors, not {out.name!r}.")
    count = converted(source, out)
    try:
        entries = Library(()).add(out)
    except BadRequest:
        entries = ()
    lines = [f"Wrote {out} ({count} tensors)"]
    lines += [f"It is {entry.name} ({entry.family}){problem(entry)}" for entry in entries]
    lines += [] if entries else ["No family of models here knows it."]
    report.result({"outputs": [str(out)], "tensors": count, "models": [told(entry) for entry in entries]}, lines,
                  values["json"], values["quiet"])  # fmt: skip


def verify(values: dict[str, Any]) -> None:
    library = library_of(values)
    entries = [found(library, values["id"])] if values["id"] else list(library.entries)
    results = {entry.id: library.verify(entry) for entry in entries}
    lines = [f"{name}: {said or 'intact'}" for name, said in results.items()]
    report.result({"verified": results}, lines, values["json"], values["quiet"])


def pull(values: dict[str, Any]) -> None:
    library = library_of(values)
    offer = library.offer(values["id"])
    question = f"{offer.name}, licence {offer.licence}, {offer.nbytes / 1e6:.0f} MB. Download it?"
    if not values["yes"] and not typer.confirm(question):
        raise typer.Abort
    entry = library.pull(values["id"])
    report.result(told(entry), [f"{entry.name} is ready."], values["json"], values["quiet"])
