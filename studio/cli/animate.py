"""animate: the film of a timeline, as the window's panel saved it or as one wrote it by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from studio.cli import report
from studio.cli.options import argument, command, option, size
from studio.cli.pictures import opened
from studio.cli.work import Values, engine, library_of, model_for
from studio.core.errors import BadRequest
from studio.families.tasks import Decode

if TYPE_CHECKING:
    from studio.engine.library import Library
    from studio.timeline.timeline import Timeline

VERB = "animate"
ASKED = ("size", "fps", "first", "last", "quality", "loops", "form")
"""What a film's job remembers beside its timeline and its document."""


def register(app: typer.Typer) -> None:
    command(
        app,
        VERB,
        "Film a timeline: keys of points, sliders, masks, layers and the camera.",
        (
            argument("timeline", "The timeline's JSON, or a document that keeps one."),
            option("document", "The document whose layers it shows; else the one that the timeline names.", Path, None),
            option("seed", "Where it begins, for a timeline that keys no position.", int, None),
            option("size", "WIDTHxHEIGHT of the film; what is left over is clear.", str, ""),
            option("fps", "Frames a second instead of the timeline's: the same frames, faster or slower.", float, None),
            option("first", "The first frame, from 0.", int, 0),
            option("last", "The last frame; the film's own without.", int, None),
            option("quality", "1 … 100.", int, 80),
            option("loops", "How often it plays, where the format knows of it; 0: without end.", int, 0),
            option("audio", "A sound file instead of the timeline's.", Path, None),
            option("form", "Another format than the ending says: stills (a folder of PNG), sheet (one PNG), mp4 …", str,
                   "", "--as"),
            option("out", "The film: .mp4, .webm, .mkv, .gif, .apng or .webp; for --as a file or a folder.", Path, ...,
                   "-o", "--out"),
        ),
        animate,
    )  # fmt: skip


def animate(values: Values) -> None:
    """Nothing is written before the whole film is there."""
    timeline, place = _read(values["timeline"], values["document"])
    _film(timeline, place, values)


def again(job: Values, values: Values) -> None:
    """A film as `--json` printed it, to the same frames."""
    from studio.timeline import saved

    try:
        timeline, name = saved.timeline_of(job["timeline"]), str(job.get("document") or "")
        asked = {key: job[key] for key in ASKED}
    except KeyError:
        raise BadRequest("This job is no whole film.", "Give the JSON that pentimento animate printed.") from None
    _film(timeline, Path(name) if name else None, values | asked | {"audio": None, "seed": None})


def _read(path: Path, document: Path | None) -> tuple[Timeline, Path | None]:
    """The timeline, and where the document is that it shows."""
    from studio.timeline import saved

    if path.suffix.lower() != ".json":
        timeline = saved.of_document(opened(path))
        if timeline is None:
            raise BadRequest(f"{path.name} keeps no timeline.", "Key something in the Animate workspace, and save it.")
        return timeline, document or path
    timeline, named = saved.read(path)
    return timeline, document or (Path(named) if named else None)


def _film(timeline: Timeline, place: Path | None, values: Values) -> None:
    from studio.formats.films.film import Film
    from studio.formats.films.record import format_for, format_named, record
    from studio.session.filming import Over, frames
    from studio.timeline import saved

    out: Path = values["out"]
    form = format_named(values["form"]) if values["form"] else format_for(out)
    fps = Fraction(values["fps"]).limit_denominator(1001) if values["fps"] is not None else timeline.fps
    last = timeline.length - 1 if values["last"] is None else values["last"]
    if not 0 <= values["first"] <= last < timeline.length:
        raise BadRequest(f"The timeline has frames 0 to {timeline.length - 1}, not {values['first']} to {last}.")
    whole = size(values["size"])
    audio = values["audio"] or (Path(timeline.audio) if timeline.audio else None)
    library = library_of(values)
    submit = engine(library, values, None).submit
    if timeline.source.model:
        timeline = _settled(timeline, library, submit, values["seed"])
    job = {"task": VERB, "timeline": saved.told(timeline), "document": "" if place is None else str(place),
           **{name: values[name] for name in ASKED}}  # fmt: skip
    told = job | {"timeline": saved.short(timeline)}
    wanted = Film(fps, values["quality"], values["loops"], audio if form.sound else None, told)
    document = opened(place, values["quiet"]) if place is not None and timeline.on_canvas else None
    with report.bar("Filming", values["quiet"]) as watch:
        goal = (whole["width"], whole["height"]) if whole else None
        made = frames(lambda task: Over(submit(task)), timeline, document, goal, watch, values["first"], last + 1)
        count = record(out, made, wanted, form)
    report.result({"job": job, "outputs": [str(out)], "frames": count}, [f"Wrote {out}"], values["json"],
                  values["quiet"])  # fmt: skip


def _settled(timeline: Timeline, library: Library, submit: Any, seed: int | None) -> Timeline:
    """With the model's own id, and with a place to begin where a seed says it."""
    from studio.explore.space import Spot
    from studio.session.walking import pins_of_seeds

    entry = model_for(library, Decode, timeline.source.model)
    noise = (entry.details.get("latent") or {}).get("noise")
    source = replace(timeline.source, model=entry.id)
    if source.noise is None and noise:
        source = replace(source, noise=(int(noise[0]), int(noise[1])))
    if seed is not None:
        source = replace(source, start=Spot(pins_of_seeds(submit, entry.id, [seed], {})[0]))
    return replace(timeline, source=source)
