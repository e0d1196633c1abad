"""bench, selftest and demo: does it work here, and how fast."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.cli import report
from studio.core.errors import BadRequest, JobFailed

if TYPE_CHECKING:
    from studio.bench.bench import Figure


def bench(values: dict[str, Any]) -> None:
    from dataclasses import asdict

    from studio.bench.bench import Bench
    from studio.parts import parts

    known: dict[str, Bench] = {bench.name: bench for bench in parts("studio.bench")}
    names = values["names"] or list(known)
    for name in names:
        if name not in known:
            raise BadRequest(f"There is no benchmark called {name!r}.", f"There are: {', '.join(known)}.")
    if values["list_only"]:
        report.result({"benchmarks": list(known)}, [f"{b.name:12} {b.title}" for b in known.values()],
                      values["json"], values["quiet"])  # fmt: skip
        return
    told: dict[str, Any] = {}
    lines: list[str] = []
    for name in names:
        asked = kept(values) if known[name].keeps else {}
        asked |= {"photographs": values["photographs"]} if known[name].enlarges else {}
        figures = known[name].run(**asked)
        told[name] = [asdict(figure) for figure in figures]
        lines += ["", f"## {known[name].title}"]
        lines += grouped(figures) if known[name].keeps else ["", *HEAD, *map(_row, figures)]
    report.result(told, lines, values["json"], values["quiet"])


def kept(values: dict[str, Any]) -> dict[str, Any]:
    """What a benchmark that keeps pictures is told."""
    if values["count"] < 8:
        raise BadRequest(f"--count must be 8 or more, not {values['count']}.")
    return {"home": values["out"], "count": values["count"], "only": values["only"], "roots": values["models"]}


HEAD = ("| what | measured | against | bar | met |", "|---|---|---|---|---|")


def grouped(figures: Sequence[Figure]) -> list[str]:
    """A table for each thing, where figures are called "thing: what"."""
    from dataclasses import replace
    from itertools import groupby

    lines: list[str] = []
    for thing, rows in groupby(figures, lambda figure: figure.name.partition(": ")[0]):
        lines += ["", f"### {thing}", "", *HEAD]
        lines += [_row(replace(row, name=row.name.removeprefix(f"{thing}: "))) for row in rows]
    return lines


def _row(figure: Figure) -> str:
    what = f"{figure.name} ({figure.note})" if figure.note else figure.name
    met = "–" if figure.met is None else "yes" if figure.met else "no"
    return f"| {what} | {figure.value:.3g} {figure.unit} | {figure.reference} | {figure.bar or '–'} | {met} |"


def selftest(values: dict[str, Any]) -> None:
    from studio.cli.work import library_of
    from studio.selftest import run

    library = library_of(values)
    told = run(library)
    lines = [f"{name}: {count}" for name, count in told["found"].items()]
    lines += [f"{name}: {said}" for name, said in (told["jobs"] | told["films"] | told["broken"]).items()]
    lines += told["files"]
    report.result(told, lines, values["json"], values["quiet"])
    if not told["passed"]:
        raise JobFailed("The self-test failed: see above.", "Install Pentimento anew, or tell us what it printed.")


def demo(values: dict[str, Any]) -> None:
    from studio.cli.work import engine, library_of
    from studio.demo import run

    library = library_of(values)
    with report.progress(values["quiet"]) as watch:
        told = run(Path(values["out"]), library, engine(library, values, watch))
    lines = [f"Filled a mask on a photograph in {told['seconds']:.1f} s.", "The results:"]
    report.result(told, lines + [f"  {path}" for path in told["outputs"]], values["json"], values["quiet"])
