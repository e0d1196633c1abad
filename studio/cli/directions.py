"""direction make, list, measure: sliders that one makes for a model, and what they really change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from studio.cli import learning, report
from studio.cli.options import argument, command, option
from studio.cli.pushes import described, rows
from studio.cli.work import Values, engine, library_of, model_for
from studio.core.errors import BadRequest
from studio.families.tasks import Decode

if TYPE_CHECKING:
    from studio.explore.leakage import Measure

MODEL = option("model", "Which model they belong to.", str, "")
WORLD = option("world", "Whose probe reads the pictures [default: the world in the model's name].", str, "")
SEED = option("seed", "The first seed of the points that are looked at.", int, 30_000)


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="Directions: sliders that one makes for a model.", no_args_is_help=True)
    command(
        group,
        "make",
        "Make a slider out of two sets, an attribute, a component or two texts.",
        (
            argument("name", "What it is called.", str),
            MODEL,
            option("plus", "Pictures, or latents that encode wrote, that show it (several may follow).", list[Path], [],
                   "--plus"),
            option("minus", "Others that do not (several may follow).", list[Path], [], "--minus"),
            option("attribute", "Learn it from what a probe reads: NAME, or NAME=VALUE of a choice.", str, ""),
            option("component", "The N-th of what varies most in the model's pictures.", int, 0),
            option("more", "For models led by text: what more of it is called.", str, ""),
            option("less", "And what less of it is.", str, ""),
            option("count", "How many points to learn from.", int, 500),
            SEED,
            option("free_of", "A direction or attribute to leave alone (may be given several times).", list[str], []),
            option("measure", "On how many points to measure what it changes; 0: not at all.", int, 24),
            WORLD,
            option("group", "Under which heading it is shown.", str, ""),
            option("hint", "A sentence that says what it does.", str, ""),
            option("out", "Its file, .safetensors [default: among your own directions, found by name].", Path, None,
                   "-o", "--out"),
        ),
        make,
    )  # fmt: skip
    command(group, "list", "List the directions of a model.", (MODEL,), list_all)
    command(
        group,
        "measure",
        "Measure which attributes follow sliders and directions, and what else they change.",
        (
            argument("names", "Sliders and directions by name, or files; none: all of the model.", list[str], []),
            MODEL,
            option("count", "On how many points.", int, 100),
            option("values", "At how many values from end to end.", int, 9),
            option("seed", "The first seed of these points.", int, 0),
            WORLD,
        ),
        measure,
    )
    app.add_typer(group, name="direction")


def make(values: Values) -> None:
    from studio.explore import direction as directions

    checked(values)
    entry = model_for(library := library_of(values), Decode, values["model"] or None)
    out = values["out"] or directions.path_for(values["name"], entry.id)
    with report.bar("Making", values["quiet"]) as watch:
        job = learning.Learning(engine(library, values, None).submit, entry, values, watch)
        made = replace(job.direction(), group=values["group"], hint=values["hint"])
        found = job.measured(made) if values["measure"] and not made.worded else None
    if found is not None:
        made = replace(made, leakage=job.leakage)
    directions.save(made, out)
    lines = [f"Wrote {out}", f"{made.name}: {made.made}."]
    lines += [] if found is None else [said(found)]
    told = {"direction": described(made), "outputs": [str(out)], "measure": None if found is None else asdict(found)}
    report.result(told, lines, values["json"], values["quiet"])


def checked(values: Values) -> None:
    texts = values["more"] or values["less"]
    ways = (values["plus"] or values["minus"], values["attribute"], values["component"], texts)
    if sum(map(bool, ways)) != 1:
        raise BadRequest("A direction comes from two sets, an attribute, a component or two texts.",
                         "Give --plus FILES --minus FILES, --attribute NAME, --component N, or --more and --less."
                         )  # fmt: skip
    if values["component"] < 0 or values["count"] < 2 or values["measure"] < 0:
        raise BadRequest("Components are numbered from 1 on, and there must be points to look at.")


def said(found: Measure) -> str:
    leaks = ", ".join(f"{name} {value:.1f}" for name, value in list(found.leaks.items())[:3])
    return (f"{found.about} follows it on {found.follows:.0%} of the points. From end to end it changes, in standard "
            f"deviations: {found.about} {found.change[found.about]:.1f}, {leaks}.")  # fmt: skip


def list_all(values: Values) -> None:
    from studio.explore import direction as directions

    entry = model_for(library_of(values), Decode, values["model"] or None)
    known = directions.known(entry.id, worded=True)
    lines = [] if known else [f"{entry.name} has no directions yet.", "Make one: pentimento direction make."]
    lines += rows(known)
    told = {"model": entry.id, "directions": [described(one) for one in known],
            "folder": str(directions.folder(entry.id))}  # fmt: skip
    report.result(told, lines, values["json"], values["quiet"])


def measure(values: Values) -> None:
    library = library_of(values)
    if values["count"] < 2 or values["values"] < 3:
        raise BadRequest("Measuring needs at least two points and three values.")
    model = values["model"] or learning.model_of(values["names"])
    entry = model_for(library, Decode, model or None)
    with report.bar("Measuring", values["quiet"]) as watch:
        submit = engine(library, values, None).submit
        found = learning.measures(submit, entry, values["names"], values, watch)
    told = {"model": entry.id, "count": values["count"], "seed": values["seed"],
            "measures": [asdict(one) for one in found]}  # fmt: skip
    report.result(told, [*summary(found), "", *matrix(found)], values["json"], values["quiet"])


def summary(found: Sequence[Measure]) -> list[str]:
    """A Markdown table: does the attribute follow, and what leaks most."""
    lines = ["| slider | about | follows | rank correlation | changes it by | leaks most into |", "|---" * 6 + "|"]
    for one in found:
        leaks = ", ".join(f"{name} {value:.2f}" for name, value in list(one.leaks.items())[:3])
        own = f"{one.follows:.0%} | {one.rank:.2f} | {one.change[one.about]:.2f}" if one.about else "– | – | –"
        lines.append(f"| {one.name} | {one.about or '–'} | {own} | {leaks} |")
    return lines


LITTLE = 0.1
"""Smaller changes are left out of a matrix."""


def matrix(found: Sequence[Measure]) -> list[str]:
    """A Markdown table of every attribute (rows) under every slider (columns): the change from end to end in standard
    deviations, bold for what the slider is about, nothing below 0.1."""
    if not found:
        return []
    lines = ["| | " + " | ".join(one.name for one in found) + " |", "|---" * (len(found) + 1) + "|"]
    for name in found[0].change:
        cells = [_cell(one.change[name], name == one.about) for one in found]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def _cell(value: float, own: bool) -> str:
    if own:
        return f"**{value:.1f}**"
    return f"{value:.1f}" if abs(value) >= LITTLE else ""
