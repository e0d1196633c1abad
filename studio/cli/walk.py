"""walk: a film of the way between some points of a model's latent space."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import typer

from studio.cli import latents, report
from studio.cli.options import command, option, task_options
from studio.cli.pushes import DIRECTION, pushed
from studio.cli.tasks import settings
from studio.cli.work import Values, engine, library_of, model_for
from studio.core.errors import BadRequest
from studio.families import sliders, walks
from studio.families.packing import pack_latent, unpack_latent
from studio.families.tasks import Decode, Generate, Latent, Sample

if TYPE_CHECKING:
    from studio.families.family import ModelEntry

VERB = "walk"
WAYS = {"slerp": walks.slerp, "lerp": walks.lerp}
LOOKS = 8
"""For an even pace, frames are looked at for every so many seconds' worth of them: 8 between two pins."""


def register(app: typer.Typer) -> None:
    command(
        app,
        VERB,
        "Film the way between points of a model's latent space.",
        (
            option("seeds", "The points: seeds with commas between them, as in 1,2,3.", str, ""),
            option("latents", "The points: files that encode wrote (may be given several times).", list[Path], [],
                   "--latents"),
            option("pins", "The points: a file of pins that the explorer saved.", Path, None),
            option("model", "Which model makes the pictures.", str, ""),
            option("set", "NAME=VALUE of one of the model's sliders (may be given several times).", list[str], [],
                   "--set"),
            DIRECTION,
            option("prompt", "For models led by text: what the pictures show. Several: from one to the next.",
                   list[str], [], "--prompt"),
            *task_options(Decode, skip=("model", "prompt", "variants", "shared", "seed")),
            option("frames", "How many pictures in all.", int, 120),
            option("fps", "How many of them a second.", float, 25.0),
            option("loop", "Go back to the first point, so that the film can play without end.", bool, False, "--loop"),
            option("way", "slerp: on the sphere, where a normal prior has its points; lerp: straight.", str, "slerp"),
            option("even", "At an even pace of change: first looks how much each part changes.", bool, False, "--even"),
            option("quality", "1 … 100.", int, 80),
            option("loops", "How often it plays, where the format knows of it; 0: without end.", int, 0),
            option("audio", "A sound file to go with it.", Path, None),
            option("out", "The film: .mp4, .webm, .mkv, .gif, .apng or .webp.", Path, ..., "-o", "--out"),
        ),
        walk,
    )  # fmt: skip


def walk(values: Values) -> None:
    """The points first, then the film; nothing is written before the first picture is there."""
    from studio.explore import pins as saved_pins
    from studio.formats.films.record import format_for
    from studio.session.walking import points_of

    checked(values)
    format_for(values["out"])
    library, pinned = library_of(values), None if values["pins"] is None else saved_pins.load(values["pins"])
    entry = model_for(library, Decode, values["model"] or (pinned.model if pinned else None))
    known = sliders.checked(entry, settings(values["set"]))
    push, values["words"] = pushed(values["direction"], entry)
    with report.bar("Walking", values["quiet"]) as watch:
        submit = engine(library, values, None).submit
        if pinned is not None:
            pins = points_of(submit, entry.id, [pin.spot for pin in pinned])
        else:
            pins = [latents.read(path).latent for path in values["latents"]] or seeded(values, entry, submit, known)
        made = film(values, entry, pins, submit, known, watch, push)
    report.result(made, [f"Wrote {values['out']}"], values["json"], values["quiet"])


def checked(values: Values) -> None:
    if sum(map(bool, (values["seeds"], values["latents"], values["pins"]))) != 1:
        raise BadRequest("A walk goes between seeds or between latents, which pins are too.",
                         "Give --seeds 1,2,3, or --latents FILE twice, or --pins FILE.")  # fmt: skip
    if values["way"] not in WAYS:
        raise BadRequest(f"There is no way called {values['way']!r}.", f"There are: {', '.join(WAYS)}.")
    if values["frames"] < 1:
        raise BadRequest(f"A film needs at least one frame, not {values['frames']}.")


def seeded(values: Values, entry: ModelEntry, submit: Any, known: Values) -> list[Latent]:
    """Points of the seeds; BadRequest for what is no list of whole numbers."""
    from studio.session.walking import noise_of_seeds, pins_of_seeds

    try:
        seeds = [int(seed) for seed in values["seeds"].split(",")]
    except ValueError:
        raise BadRequest(f"Seeds are whole numbers with commas between them, not {values['seeds']!r}.") from None
    if Generate.verb in entry.tasks:
        return noise_of_seeds(submit, entry, seeds)
    if Sample.verb not in entry.tasks:
        raise BadRequest(f"{entry.name} makes no pictures from seeds.", "Encode some, and walk between --latents.")
    return pins_of_seeds(submit, entry.id, seeds, known)


def film(values: Values, entry: ModelEntry, pins: Sequence[Latent], submit: Any, known: Values, watch: Any,
         push: Latent | None = None) -> Values:
    """Writes it and tells what `--json` prints."""
    from studio.formats.films.film import Film
    from studio.formats.films.record import record
    from studio.session.walking import frames

    way, loop, count = WAYS[values["way"]], values["loop"], values["frames"]
    when = walks.times(len(pins), count, loop)
    if values["even"]:
        when = paced(entry, pins, submit, known, values, push)
    job = {"task": VERB, "model": entry.id, "pins": [pack_latent(pin) for pin in pins], "sliders": known,
           "seeds": values["seeds"], "directions": values["direction"],
           "push": None if push is None else pack_latent(push), "words": values["words"],
           "prompt": list(values["prompt"]), "led": led(values),
           **{name: values[name] for name in ("frames", "fps", "loop", "way", "even", "quality", "loops")}}  # fmt: skip
    wanted = Film(Fraction(values["fps"]).limit_denominator(1001), values["quality"], values["loops"], values["audio"],
                  {name: value for name, value in job.items() if name not in ("pins", "push")})  # fmt: skip
    points = walks.at(pins, when, way)
    texts = said(values, when, len(pins))
    record(values["out"], frames(submit, entry.id, points, known, watch, push, texts, led(values)), wanted)
    return {"job": job, "outputs": [str(values["out"])], "frames": count}


def led(values: Values) -> Values:
    """What was given of how strictly, and in how many steps, a model is led."""
    return {name: values[name] for name in ("negative", "guidance", "steps") if values.get(name) is not None}


def said(values: Values, when: Any, pins: int) -> list[dict[str, float]]:
    """For each of those times what leads the picture, by its share; nothing without a prompt or a direction's words."""
    from studio.explore.direction import reworded

    if not values["prompt"] and not values["words"]:
        return []
    told = walks.told(values["prompt"] or [""], when, pins if values["loop"] else max(1, pins - 1), values["loop"])
    return [reworded(one, values["words"]) for one in told]


def paced(entry: ModelEntry, pins: Sequence[Latent], submit: Any, known: Values, values: Values,
          push: Latent | None) -> Any:
    """Times at which pictures change equally, from how much a few of them differ (mean square of their values)."""
    from studio.session.walking import frames

    parts = len(pins) if values["loop"] else len(pins) - 1
    if parts < 1:
        raise BadRequest("A walk needs at least two points.", "Give another seed or latent.")
    looks = np.linspace(0, parts, parts * LOOKS + 1)
    points, texts = walks.at(pins, looks, WAYS[values["way"]]), said(values, looks, len(pins))
    seen = [picture[..., :3].astype(np.float32) for picture in
            frames(submit, entry.id, points, known, push=push, prompts=texts, led=led(values))]  # fmt: skip
    away = [float(np.sqrt(((b - a) ** 2).mean())) for a, b in itertools.pairwise(seen)]
    return walks.even(looks, away, values["frames"], values["loop"])


def again(job: Values, values: Values) -> None:
    """A walk as `--json` printed it, to the same frames."""
    try:
        pins = [unpack_latent(pin) for pin in job["pins"]]
        asked = {name: job[name] for name in ("frames", "fps", "loop", "way", "even", "quality", "loops", "seeds")}
        push = None if job.get("push") is None else unpack_latent(job["push"])
        model, known = str(job["model"]), dict(job["sliders"])
        asked |= {"direction": list(job.get("directions", ())), "words": dict(job.get("words", {}))}
        asked |= {"prompt": list(job.get("prompt", ())), **dict(job.get("led", {}))}
    except (KeyError, TypeError, ValueError):
        raise BadRequest("This job is no whole walk.", "Give the JSON that pentimento walk printed.") from None
    library = library_of(values)
    entry = model_for(library, Decode, model)
    with report.bar("Walking", values["quiet"]) as watch:
        submit = engine(library, values, None).submit
        made = film(values | asked | {"audio": None}, entry, pins, submit, known, watch, push)
    report.result(made, [f"Wrote {values['out']}"], values["json"], values["quiet"])
