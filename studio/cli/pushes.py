"""--direction NAME=VALUE: what directions, by name or file, add to the points of a model, and which there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from studio.cli.options import option
from studio.cli.work import Values, library_of, model_for
from studio.core.errors import BadRequest
from studio.families.tasks import Decode, Generate

if TYPE_CHECKING:
    from studio.explore.direction import Direction
    from studio.families.family import ModelEntry
    from studio.families.tasks import Latent, Task

DIRECTION = option("direction", "NAME=VALUE or FILE=VALUE for a direction (may be given several times); "
                                "see pentimento direction.", list[str], [], "--direction")  # fmt: skip


def moves(words: Sequence[str], entry: ModelEntry, kind: type[Task] = Decode) -> list[tuple[Direction, float]]:
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
        if one.worded and not (kind is Decode and Generate.verb in entry.tasks):
            raise BadRequest(f"{one.name} is a direction of words.", "It moves decode and walk, of models led by text.")
        if space is None or not space.holds(one.vector):
            raise BadRequest(f"{one.name} is no direction of {entry.name}: it has another shape.")
        found.append((one, directions.checked(one, number)))
    return found


def pushed(words: Sequence[str], entry: ModelEntry) -> tuple[Latent | None, dict[str, float]]:
    """What all of them together add to a point, and to the texts that lead the model."""
    from studio.explore import direction as directions

    found = moves(words, entry)
    return directions.push(found), directions.wording(found)


def pushing(kind: type[Task], values: Values, model: str = "", points: int = 0) -> Values:
    """The task's own fields for it: none where no direction was asked for. `points` is how many a Decode has."""
    from studio.explore import direction as directions

    if not values["direction"]:
        return {}
    entry = model_for(library_of(values), kind, model or values["model"])
    found = moves(values["direction"], entry, kind)
    fields: Values = {"push": directions.push(found)}
    if words := directions.wording(found):
        fields["prompts"] = (directions.reworded({values["prompt"] or "": 1.0}, words),) * points
    return fields


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
