"""--direction NAME=VALUE: what directions, by name or file, add to the points of a model, and which there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.cli.options import option
from studio.cli.work import Values, library_of, model_for
from studio.core.errors import BadRequest

if TYPE_CHECKING:
    from studio.explore.direction import Direction
    from studio.families.family import ModelEntry
    from studio.families.tasks import Latent, Task

DIRECTION = option("direction", "NAME=VALUE or FILE=VALUE for a direction (may be given several times); "
                                "see pentimento direction.", list[str], [], "--direction")  # fmt: skip


def moves(words: Sequence[str], entry: ModelEntry) -> list[tuple[Direction, float]]:
    """Directions of that model with their values. BadRequest for one that it has not, or a value beyond its ends."""
    from studio.explore import direction as directions
    from studio.explore.space import space_of

    space, found = space_of(entry), []
    for word in words:
        name, equals, value = word.rpartition("=")
        try:
            number = float(value)
        except ValueError:
            equals = ""
        if not (name and equals):
            raise BadRequest(f"A direction is set by NAME=VALUE, not {word!r}.",
                             "pentimento direction list shows what there is.")  # fmt: skip
        one = directions.named(name.strip(), entry.id)
        if space is None or not space.holds(one.vector):
            raise BadRequest(f"{one.name} is no direction of {entry.name}: it has another shape.")
        found.append((one, directions.checked(one, number)))
    return found


def push_of(words: Sequence[str], entry: ModelEntry) -> Latent | None:
    """What all of them together add to a point."""
    from studio.explore import direction as directions

    return directions.push(moves(words, entry)) if words else None


def pushing(kind: type[Task], values: Values, model: str = "") -> Values:
    """The task's own field for it: empty where no direction was asked for."""
    if not values["direction"]:
        return {}
    entry = model_for(library_of(values), kind, model or values["model"])
    return {"push": push_of(values["direction"], entry)}


def described(one: Direction) -> dict[str, Any]:
    """All of it but the numbers themselves."""
    names = ("name", "model", "low", "high", "group", "hint", "made")
    return {name: getattr(one, name) for name in names} | {
        "shape": list(one.vector.shape), "leakage": {name: round(value, 3) for name, value in one.leakage.items()}
    }  # fmt: skip


def rows(known: Sequence[Direction]) -> list[str]:
    """A line for each, under the headings of their groups."""
    lines, group = [], ""
    for one in known:
        if one.group != group:
            group = one.group
            lines.append(f"{group}:")
        lines.append(f"  {one.name:18} {f'{one.low:g} … {one.high:g}':28} {one.hint or one.made}".rstrip())
    return lines
