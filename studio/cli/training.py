"""train: teaches a network from pictures, so that it can be used in the studio like any other."""

from __future__ import annotations

import dataclasses
import inspect
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from studio.cli import report
from studio.cli.options import argument, command, field_option, option
from studio.core.errors import BadRequest
from studio.core.fields import Field, describe, filled
from studio.training.kind import Kind, kind_named, kinds

if TYPE_CHECKING:
    from studio.training.material import Material

Values = dict[str, Any]

STOPPED = "Stopped, and kept what was learned so far. Go on with --resume."
EARLY = (1, 20, 60, 150, 300)
"""Steps after which whoever follows has something to see already."""


def register(app: typer.Typer) -> None:
    command(
        app,
        "train",
        "Teach a network from pictures.",
        (
            argument("kind", f"What to train: {', '.join(kind.id for kind in kinds())}.", str),
            option("world", "Which drawn pictures to train on, where no folder is given.", str, ""),
            option("data", "Train on the pictures of a folder, or on renders of a world.", Path, None),
            option("other", "The folder with the other pictures, for a training between two kinds.", Path, None),
            option("test", "Measure quality on the pictures of this folder, which are never trained on.", Path, None),
            option("pictures", "How many pictures of a world to draw first.", int, 4096),
            option("steps", "Stop after so many steps in all; 0: no limit.", int, 0),
            option("minutes", "Stop after so many minutes; 0: no limit.", float, 0.0),
            option("every", "Steps from one checkpoint to the next.", int, 500),
            option("seed", "The same seed gives the same training.", int, 0),
            option("resume", "Go on with the training in the folder.", bool, False, "--resume"),
            option("follow", "Print progress as JSON lines; obey the file DIR/control.", bool, False, "--follow"),
            *(field_option(field, hint) for field, hint in settings()),
            option("out", "The folder for the model, its checkpoints and its log.", Path, inspect.Parameter.empty, "-o",
                   "--out"),
        ),
        train,
    )  # fmt: skip


def settings() -> list[tuple[Field, str]]:
    """Every setting of any kind once, with a hint that tells whose it is and what it is else."""
    found: dict[str, list[tuple[Kind, Field]]] = {}
    for kind in kinds():
        for field in describe(kind.settings):
            found.setdefault(field.name, []).append((kind, field))
    return [(those[0][1], _hint(those)) for those in found.values()]


def _hint(those: list[tuple[Kind, Field]]) -> str:
    defaults = {str(getattr(field.default, "value", field.default)) for _, field in those}
    hint = those[0][1].hint or those[0][1].label
    if len(those) < len(kinds()):
        hint += f" For {', '.join(kind.id for kind, _ in those)}."
    return hint + (f" [default: {defaults.pop()}]" if len(defaults) == 1 else " [default: the kind's own]")


def train(values: Values) -> None:
    from studio.cli.follow import Reins
    from studio.engine.job import Cancelled
    from studio.training import loop
    from studio.training.checkpoint import made_in
    from studio.training.crew import crew, first_then_others

    kind = kind_named(values["kind"])
    checked(kind, values)
    chosen = given(kind, values)
    every: int = values["every"]
    pace = loop.Pace(values["steps"], values["minutes"], checkpoint=every)
    if values["follow"]:
        pace = dataclasses.replace(pace, row=min(pace.row, every), early=EARLY)
    home: Path = values["out"]
    if not crew().first:  # the first one speaks for all
        values |= {"quiet": True, "follow": False, "json": False}
    began = False
    try:
        quiet = values["quiet"] or values["follow"]
        with report.bar(f"Training {kind.id}", quiet) as bar, Reins(home, values["follow"], bar) as reins:
            material = material_of(kind, values, reins)
            data = material.folder
            if data:
                report.aside(data.warning, quiet)
                reins.say(data.warning)

            def hear(moment: loop.Moment) -> None:
                nonlocal began
                began = True
                reins.hear(moment)
                reins.say(data.skipped if data else "")

            with first_then_others():
                recipe = kind.recipe(chosen, material)
            made = loop.train(recipe, home, pace, values["seed"], resume=values["resume"], report=reins,
                              clock=reins.clock, hear=hear)  # fmt: skip
    except (KeyboardInterrupt, Cancelled):
        report.aside(STOPPED if began else "Stopped before the first step: nothing was learned.", values["quiet"])
        raise typer.Exit(130) from None
    if data:
        report.aside(data.skipped, quiet)
    told = {"kind": kind.id, "steps": made, "outputs": [str(made_in(home))],
            "skipped": len(data.broken) if data else 0}  # fmt: skip
    as_json = values["json"] or values["follow"]
    report.result(told, [f"Trained {made} steps; the model is {made_in(home)}"], as_json, values["quiet"])


def checked(kind: Kind, values: Values) -> None:
    """BadRequest for what makes no sense, before anything is loaded."""
    for name in ("steps", "minutes"):
        if values[name] < 0:
            raise BadRequest(f"--{name} must be 0 (no limit) or more, not {values[name]:g}.")
    for name in ("every", "pictures"):
        if values[name] <= 0:
            raise BadRequest(f"--{name} must be more than 0, not {values[name]:g}.")
    if values["seed"] < 0:
        raise BadRequest(f"--seed must be 0 or more, not {values['seed']}.")
    if values["world"] and values["data"]:
        raise BadRequest("A training takes a world or a folder of pictures, not both.", "Leave one of them out.")
    if values["world"] and values["world"] not in kind.worlds:
        there = f"There are: {', '.join(kind.worlds)}." if kind.worlds else "Give a folder with --data DIR."
        raise BadRequest(f"{kind.id} cannot be trained on {values['world']!r}.", there)
    if not (values["world"] or values["data"] or kind.worlds):
        raise BadRequest(f"{kind.id} needs pictures to learn from.", "Give a folder with --data DIR.")


def given(kind: Kind, values: Values) -> Any:
    """The kind's settings; BadRequest for one that it does not have."""
    known = {field.name for field in describe(kind.settings)}
    chosen = {field.name: values[field.name] for field, _ in settings() if values[field.name] is not None}
    for name in chosen:
        if name not in known:
            raise BadRequest(f"{kind.id} has no --{name.replace('_', '-')}.")
    return filled(kind.settings, chosen)


def material_of(kind: Kind, values: Values, watch: Any) -> Material:
    from studio.training.material import Material

    world = values["world"] or ("" if values["data"] else kind.worlds[0])
    return Material(world, values["data"], values["other"], values["test"], values["pictures"], values["seed"],
                    device(values), watch)  # fmt: skip


def device(values: Values) -> str:
    """torch's name of where to train."""
    import torch

    asked: str = values["device"].value
    if asked != "auto":
        return asked
    if torch.cuda.is_available():
        mine = os.environ.get("LOCAL_RANK", "")
        return f"cuda:{mine}" if mine else "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"
