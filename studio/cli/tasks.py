"""fill, generate, sketch, edit, translate, sample and upscale: what each command makes of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.cli import batch, report
from studio.cli.options import given, size
from studio.cli.pictures import flattened, mark, named, opened, read_mask
from studio.cli.pushes import described, pushing, rows
from studio.cli.work import Values, carry_out, library_of, model_for
from studio.core.errors import BadRequest
from studio.families import sliders
from studio.families.tasks import Edit, Fill, Generate, Intent, Sample, Sketch, Task, Translate, Upscale


def fill(values: Values) -> None:
    document = opened(values["picture"], values["quiet"])
    if values["mask"] is not None:
        mark(document, read_mask(Path(values["mask"]), document))
    elif values["intent"] is not Intent.EXPAND:
        raise BadRequest("Fill needs a mask: white where the model may paint.", "Give one with --mask MASK.")
    names = {"picture": named(values["picture"]), "mask": named(values["mask"])}
    carry_out(document, Fill, given(Fill, values | {"picture": None, "mask": None}), values, names)


def generate(values: Values) -> None:
    from studio.core.document import Document

    asked = given(Generate, values | {"picture": None}) | size(values["size"])
    names: Values = {}
    if values["picture"]:
        source = opened(Path(values["picture"]), values["quiet"])
        asked["picture"] = flattened(source)
        names["picture"] = named(values["picture"])
        if not values["size"]:
            asked |= {"width": source.size.width, "height": source.size.height}
    defaults = Generate()
    document = Document((asked.get("width", defaults.width), asked.get("height", defaults.height)))
    carry_out(document, Generate, asked, values, names)


def sketch(values: Values) -> None:
    _over_picture(Sketch, values)


def translate(values: Values) -> None:
    _over_picture(Translate, values)


def _over_picture(kind: type[Task], values: Values) -> None:
    """The answer covers the picture, whose layers stay below it in a layered file."""
    document = opened(values["picture"], values["quiet"])
    asked = given(kind, values | {"picture": None})
    carry_out(document, kind, asked, values, {"picture": named(values["picture"])})


def edit(values: Values) -> None:
    if values["list_only"]:
        list_sliders(Edit, values)
        return
    if not values["set"] and not values["direction"]:
        raise BadRequest("Edit needs something to change: --set NAME=VALUE.", "--list shows what can be set.")
    wanted_out(values)
    document = opened(values["picture"], values["quiet"])
    names = {"picture": named(values["picture"])}
    if values["mask"] is not None:
        mark(document, read_mask(Path(values["mask"]), document))
        names["mask"] = named(values["mask"])
    asked = given(Edit, values | {"picture": None, "mask": None}) | {"sliders": settings(values["set"])}
    carry_out(document, Edit, asked | pushing(Edit, values), values, names)


def sample(values: Values) -> None:
    if values["list_only"]:
        list_sliders(Sample, values)
        return
    wanted_out(values)
    asked = given(Sample, values) | {"sliders": settings(values["set"])} | pushing(Sample, values)
    carry_out(None, Sample, asked, values, {})


def wanted_out(values: Values) -> None:
    if values["out"] is None:
        raise BadRequest("Say where the picture goes: -o OUT.")


def settings(words: Sequence[str]) -> dict[str, str]:
    """`Smile=0.8` as names and values; which there are, the model knows."""
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not (name and equals and value):
            raise BadRequest(f"A slider is set by NAME=VALUE, not {word!r}.", "--list shows what can be set.")
        found[name.strip()] = value.strip()
    return found


def list_sliders(kind: type[Task], values: Values) -> None:
    """What the model lets one change, group by group, and the directions that were made for it."""
    from studio.explore import direction as directions

    entry = model_for(library_of(values), kind, values["model"])
    known, made = sliders.in_groups(sliders.of(entry)), directions.known(entry.id, worded=True)
    lines = [f"{entry.name} has no sliders."] if not known else []
    group = ""
    for slider in known:
        if slider.group != group:
            group = slider.group
            lines.append(f"{group}:")
        lines.append(f"  {slider.name:18} {_range(slider):28}  {slider.hint}".rstrip())
    if made:
        lines += ["", "Directions, for --direction NAME=VALUE:", *rows(made)]
    told: Mapping[str, Any] = {"model": entry.id, "sliders": sliders.told(known),
                               "directions": [described(one) for one in made]}  # fmt: skip
    report.result(told, lines, values["json"], values["quiet"])


def _range(slider: sliders.Slider) -> str:
    if slider.values:
        return " | ".join(slider.values)
    return f"{slider.low:g} … {slider.high:g} ({slider.default})"


def upscale(values: Values) -> None:
    """The whole picture, layers composed, in a larger document of the same depth and profile."""
    sources: list[Path] = values["picture"]
    asked = given(Upscale, values | {"picture": None}) | size(values["size"])
    if len(sources) > 1 or values["out"].is_dir():
        batch.upscale(sources, asked, values)
        return
    carry_out(opened(sources[0]), Upscale, asked, values, {"picture": named(sources[0])})
