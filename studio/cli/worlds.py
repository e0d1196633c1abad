"""worlds: pictures that we draw ourselves with everything that is known of them, to look at or to train on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.cli import report
from studio.cli.options import argument, command, option
from studio.core.errors import BadRequest, Unwritable

if TYPE_CHECKING:
    import typer
    from numpy.typing import NDArray

    from studio.training.worlds.world import Value, World

LARGEST_SHEET = 60
"""Pictures on a contact sheet."""


def register(app: typer.Typer) -> None:
    command(
        app,
        "worlds",
        "Draw pictures of a world, with labels.",
        (
            argument("name", "Which world: scenes, portraits, glyphs or textures.", str),
            option("count", "How many.", int, 24),
            option("seed", "The first picture's seed; the next ones count up.", int, 0),
            option("size", "Side in pixels [default: the world's own].", int, 0),
            option("manner", "How it is painted, like gouache, flat, ink or monet.", str, ""),
            option(
                "fact", "NAME=VALUE to hold in every picture (may be given several times).", list[str], [], "--fact"
            ),
            option("shards", "For training: arrays in a few large files instead of pictures.", bool, False, "--shards"),
            option("processes", "How many work at the shards at once [default: one for each core].", int, 0),
            option("out", "A folder for the results.", Path, Path("pentimento-world"), "-o", "--out"),
        ),
        worlds,
    )


def worlds(values: dict[str, Any]) -> None:
    world = found(values["name"])
    facts = dict(held(world, text) for text in values["fact"])
    if values["count"] < 1:
        raise BadRequest("Draw at least one picture.")
    if values["seed"] < 0:
        raise BadRequest("A seed is a whole number from 0 on.")
    told, line = (sharded if values["shards"] else drawn)(world, facts, values)
    report.result(told, [line], values["json"], values["quiet"])


def drawn(world: World, facts: dict[str, Value], values: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Each picture, its label arrays as PNGs beside it, `labels.json` for all, and a contact sheet."""
    from studio.training.worlds.render import told

    out = folder(values["out"])
    known, shown = [], []
    for at in range(values["count"]):
        seed = values["seed"] + at
        sample = world.draw(seed, values["size"] or None, values["manner"], facts)
        name = f"{world.name}-{seed}"
        save(out / f"{name}.png", sample.picture)
        for part in ("segmentation", "depth", "lines"):
            save(out / f"{name}-{part}.png", getattr(sample, part))
        known.append({"picture": f"{name}.png"} | told(sample, seed))
        shown += [sample.picture] if at < LARGEST_SHEET else []
    about = {"world": world.name, "manner": values["manner"] or world.manners[0], "labels": list(world.labels)}
    save_bytes(out / "labels.json", json.dumps(about | {"pictures": known}, indent=1, ensure_ascii=False).encode())
    save(out / "sheet.png", sheet(shown))
    summary = {"folder": str(out), "count": len(known), "sheet": str(out / "sheet.png")}
    return summary, f"Drew {len(known)} × {world.title.lower()} into {out}; sheet.png shows them together."


def sharded(world: World, facts: dict[str, Value], values: dict[str, Any]) -> tuple[dict[str, Any], str]:
    from studio.training.worlds.render import Order, render

    size = values["size"] or world.size
    order = Order(world, values["count"], values["seed"], size, values["manner"], facts=tuple(facts.items()))
    new = render(order, values["out"], values["processes"])
    summary = {"folder": str(values["out"]), "count": values["count"], "new": new}
    return summary, f"{values['count']} × {world.title.lower()} are in {values['out']}; {new} of them new."


def found(name: str) -> World:
    from studio.parts import parts

    known: dict[str, World] = {world.name: world for world in parts("studio.training.worlds")}
    if name not in known:
        raise BadRequest(f"There is no world called {name!r}.", f"There are: {', '.join(known)}.")
    return known[name]


def held(world: World, text: str) -> tuple[str, Value]:
    """`season=fall` as a fact's name and value."""
    name, equals, value = text.partition("=")
    kinds = {fact.name: fact.kind for fact in world.facts}
    if not equals:
        raise BadRequest(f"A fact is held by NAME=VALUE, not {text!r}.", f"{world.title} knows: {', '.join(kinds)}.")
    kind = kinds.get(name, "category")
    given: Any = value
    if kind == "flag":
        given = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
            value.lower(), value
        )
    elif kind in ("count", "continuous"):
        try:
            given = int(value) if kind == "count" else float(value)
        except ValueError:
            raise BadRequest(f"{name} must be a number, not {value!r}.") from None
    return name, world.checked({name: given})[name]


def folder(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unwritable(f"{out} cannot be made: {error.strerror}.", "Choose another folder.") from None
    return out


def save(path: Path, picture: NDArray[np.uint8]) -> None:
    """A PNG: label maps keep their numbers."""
    import cv2

    order = {2: None, 3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}[
        picture.ndim if picture.ndim == 2 else picture.shape[2]
    ]
    data = cv2.imencode(".png", picture if order is None else cv2.cvtColor(picture, order))[1]
    save_bytes(path, data.tobytes())


def save_bytes(path: Path, data: bytes) -> None:
    from studio.formats.whole import whole

    with whole(path) as part:
        part.write_bytes(data)


def sheet(pictures: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Side by side in rows, nearly square, white where none is left."""
    across = min(len(pictures), max(1, round((len(pictures) * 1.5) ** 0.5)))
    height, width, channels = pictures[0].shape
    whole = np.full((-(-len(pictures) // across) * height, across * width, channels), 255, np.uint8)
    for at, picture in enumerate(pictures):
        y, x = at // across * height, at % across * width
        whole[y : y + height, x : x + width] = picture
    return whole
