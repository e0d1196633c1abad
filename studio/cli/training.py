"""train: teaches a network from pictures, so that it can be used in the studio like any other."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from studio.cli import report
from studio.cli.options import argument, command, option
from studio.core.errors import BadRequest

if TYPE_CHECKING:
    from studio.training.folder import Bytes, Folder
    from studio.training.loop import Recipe
    from studio.training.pairs import Source

Values = dict[str, Any]


def register(app: typer.Typer) -> None:
    command(
        app,
        "train",
        "Teach a network from pictures.",
        (
            argument("kind", "What to train: srresnet.", str),
            option("world", "What to train on without a folder: photographs that come with the studio, or "
                            "textures (drawn ones beside them) [default: photographs].", str, ""),
            option("data", "Train on the pictures of a folder.", Path, None),
            option("test", "Measure quality on the pictures of this folder, which are never trained on.", Path, None),
            option("steps", "Stop after so many steps in all; 0: no limit.", int, 0),
            option("minutes", "Stop after so many minutes; 0: no limit.", float, 0.0),
            option("every", "Steps from one checkpoint to the next.", int, 500),
            option("size", "The side of the large patches to learn from, px.", int, 96),
            option("batch", "Patches in a step.", int, 16),
            option("rate", "How far each step goes at first.", float, 4e-4),
            option("seed", "The same seed gives the same training.", int, 0),
            option("resume", "Go on with the training in the folder.", bool, False, "--resume"),
            option("out", "The folder for the model, its checkpoints and its log.", Path, inspect.Parameter.empty, "-o",
                   "--out"),
        ),
        train,
    )  # fmt: skip


def train(values: Values) -> None:
    from studio.training import loop
    from studio.training.checkpoint import model_of

    kinds: dict[str, Callable[[Values, Folder | None], Recipe]] = {"srresnet": srresnet}
    kind = values["kind"]
    if kind not in kinds:
        raise BadRequest(f"There is no training called {kind!r}.", f"There are: {', '.join(kinds)}.")
    checked(values)
    data = folder(values["data"])
    if data:
        report.aside(data.warning, values["quiet"])
    pace = loop.Pace(values["steps"], values["minutes"], checkpoint=values["every"])
    home: Path = values["out"]
    recipe = kinds[kind](values, data)
    try:
        with report.bar(f"Training {kind}", values["quiet"]) as watch:
            made = loop.train(recipe, home, pace, values["seed"], resume=values["resume"], report=watch)
    except KeyboardInterrupt:
        report.aside("Stopped, and kept what was learned so far. Go on with --resume.", values["quiet"])
        raise typer.Exit(130) from None
    if data:
        report.aside(data.skipped, values["quiet"])
    told = {"kind": kind, "steps": made, "outputs": [str(model_of(home))], "skipped": len(data.broken) if data else 0}
    report.result(told, [f"Trained {made} steps; the model is {model_of(home)}"], values["json"], values["quiet"])


def checked(values: Values) -> None:
    """BadRequest for limits that make no sense, before anything is loaded."""
    for name in ("steps", "minutes"):
        if values[name] < 0:
            raise BadRequest(f"--{name} must be 0 (no limit) or more, not {values[name]:g}.")
    for name in ("every", "batch", "rate"):
        if values[name] <= 0:
            raise BadRequest(f"--{name} must be more than 0, not {values[name]:g}.")
    if values["seed"] < 0:
        raise BadRequest(f"--seed must be 0 or more, not {values['seed']}.")
    if values["world"] and values["data"]:
        raise BadRequest("A training takes a world or a folder of pictures, not both.", "Leave one of them out.")


def folder(path: Path | None) -> Folder | None:
    from studio.training.folder import Folder

    return None if path is None else Folder(path)


def srresnet(values: Values, data: Folder | None) -> Recipe:
    from studio.training.pairs import Pairs, of_list, of_world
    from studio.training.photographs import photographs
    from studio.training.srresnet import Enlarging
    from studio.training.worlds.textures import WORLD

    sources: list[Source] = [data.some] if data else [of_list(list(photographs()))]
    if values["world"] == "textures":
        sources.append(of_world(WORLD))
    elif values["world"] not in ("", "photographs"):
        raise BadRequest(f"srresnet cannot be trained on {values['world']!r}.", "There are: photographs, textures.")
    pairs = Pairs(sources, patch=max(8, values["size"] // 4), seed=values["seed"])
    return Enlarging(pairs, batch=values["batch"], rate=values["rate"], seed=values["seed"], device=device(values),
                     test=tests(values["test"]))  # fmt: skip


def tests(path: Path | None) -> Sequence[Bytes]:
    """All pictures of a folder that only measures."""
    import numpy as np

    found = folder(path)
    return [] if found is None else found.some(len(found.names), np.random.default_rng(0))


def device(values: Values) -> str:
    """torch's name of where to train."""
    import torch

    asked: str = values["device"].value
    if asked != "auto":
        return asked
    return "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
