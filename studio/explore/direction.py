"""A direction: a slider that was made for one model, kept in a file that every machine and the command line read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio import places
from studio.core.errors import BadRequest, Unreadable

if TYPE_CHECKING:
    from studio.families.tasks import Latent

FORMAT = "pentimento direction 1"
SUFFIX = ".safetensors"
VECTOR = "direction"
"""Of the tensor in the file."""


@dataclass(frozen=True, eq=False)
class Direction:
    """One unit of the slider adds `vector` to a point of `model`'s latent space. `made` says how it was found.

    One with `more` and `less`, two texts, leaves points where they are (`vector` is 0): half a unit of what the first
    is encoded to is added to what leads the model, and half a unit of the second taken away.

    `leakage`: by how much one unit changes other attributes, each in its own standard deviations over usual points.
    """

    name: str
    model: str
    vector: Latent
    low: float = -3.0
    high: float = 3.0
    group: str = ""
    hint: str = ""
    made: str = ""
    leakage: Mapping[str, float] = field(default_factory=dict)
    more: str = ""
    less: str = ""

    @property
    def worded(self) -> bool:
        return bool(self.more or self.less)


def save(direction: Direction, path: Path) -> None:
    """docs/directions.md tells the file. BadRequest for another ending, Unwritable when the disk is against it."""
    from safetensors.numpy import save as packed

    from studio.formats.whole import unwritable, whole

    if path.suffix.lower() != SUFFIX:
        raise BadRequest(f"A direction is written to a file that ends in {SUFFIX}, not {path.name!r}.")
    notes = {"format": FORMAT, "name": direction.name, "model": direction.model, "low": repr(float(direction.low)),
             "high": repr(float(direction.high)), "group": direction.group, "hint": direction.hint,
             "made": direction.made, "leakage": json.dumps(dict(direction.leakage))}  # fmt: skip
    if direction.worded:
        notes |= {"more": direction.more, "less": direction.less}
    data = packed({VECTOR: np.ascontiguousarray(direction.vector, np.float32)}, metadata=notes)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
    with whole(path) as part:
        part.write_bytes(data)


def load(path: Path) -> Direction:
    """Also a bare array (.npy) as others publish directions: it has the file's name and belongs to no model yet.

    Unreadable when the file is neither.
    """
    from studio.explore.tensors import read

    if path.suffix.lower() == ".npy":
        return _bare(path)
    tensors, notes = read(path, FORMAT, "direction")
    try:
        vector = tensors[VECTOR].astype(np.float32)
        leakage = {str(name): float(value) for name, value in json.loads(notes["leakage"]).items()}
        return _whole(Direction(notes["name"], notes["model"], vector, float(notes["low"]), float(notes["high"]),
                                notes["group"], notes["hint"], notes["made"], leakage, notes.get("more", ""),
                                notes.get("less", "")), path)  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable(f"{path.name} holds no whole direction.", "Make it again.") from None


def _bare(path: Path) -> Direction:
    try:
        array = np.load(path, allow_pickle=False)
        vector = np.asarray(array, np.float32)
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}.") from None
    except (OSError, ValueError, TypeError, EOFError):
        raise Unreadable(f"{path.name} holds no array of numbers.") from None
    while vector.ndim > 1 and len(vector) == 1:
        vector = vector[0]
    return _whole(Direction(path.stem, "", vector, made="an array of another program"), path)


def _whole(direction: Direction, path: Path) -> Direction:
    if not direction.vector.size or not np.isfinite(direction.vector).all() or not direction.low < direction.high:
        raise Unreadable(f"{path.name} holds no whole direction.", "Make it again.")
    return direction


def folder(model: str) -> Path:
    """Where the user's own directions of a model lie."""
    return places.data() / "directions" / model


def shipped(model: str) -> Path:
    """Where those lie that come with a model that ships."""
    return places.shipped_models() / model / "directions"


def path_for(name: str, model: str) -> Path:
    """The file of a direction of that name in the user's folder; BadRequest for a name that no file can have."""
    plain = "".join(letter if letter.isalnum() or letter in " -_." else "-" for letter in name.strip()).strip(". ")
    if len(plain) > 60 or not any(letter.isalnum() for letter in plain):
        raise BadRequest(f"A direction cannot be called {name!r}.", "Use 1 to 60 letters, digits, spaces and dashes.")
    return folder(model) / f"{plain}{SUFFIX}"


def known(model: str, worded: bool = False) -> list[Direction]:
    """The directions of a model, by name; the user's own stand before one of the same name that ships. Files that
    cannot be read, or are another model's, are left out, and so are those of words unless they are asked for."""
    found: dict[str, Direction] = {}
    for home in (shipped(model), folder(model)):
        for path in sorted(home.glob(f"*{SUFFIX}")):
            try:
                one = load(path)
            except Unreadable:
                continue
            if one.model == model and (worded or not one.worded):
                found[one.name] = one
    return sorted(found.values(), key=lambda one: (one.group, one.name.lower()))


def named(name: str, model: str) -> Direction:
    """One of a model's directions by name, or by file. BadRequest when there is none, or it is another model's."""
    path = Path(name)
    one = load(path) if path.suffix.lower() in (SUFFIX, ".npy") and path.exists() else None
    if one is None:
        here = {one.name: one for one in known(model, worded=True)}
        if name not in here:
            there = f"There are: {', '.join(here)}." if here else "Make one: pentimento direction make."
            raise BadRequest(f"{model} has no direction called {name!r}.", there)
        return here[name]
    if one.model not in ("", model):
        raise BadRequest(f"{path.name} is a direction of {one.model}, not of {model}.")
    return replace(one, model=model)


def checked(direction: Direction, value: float) -> float:
    """BadRequest when it is beyond the slider's ends."""
    if not direction.low <= value <= direction.high:
        low, high = direction.low, direction.high
        raise BadRequest(f"{direction.name} must be {low:g} to {high:g}, not {value:g}.")
    return value


def push(moves: Sequence[tuple[Direction, float]]) -> Latent | None:
    """What those directions together add to a point; None when it is nothing. BadRequest where they do not fit."""
    wanted = [(one.vector, value) for one, value in moves if value and not one.worded]
    if not wanted:
        return None
    if len({vector.shape for vector, _ in wanted}) > 1:
        raise BadRequest("These directions are of different models.")
    return np.asarray(sum(np.float64(value) * vector.astype(np.float64) for vector, value in wanted), np.float32)


def wording(moves: Sequence[tuple[Direction, float]]) -> dict[str, float]:
    """What those directions of words together add to the texts that lead a model, by weight; they sum to 0."""
    found: dict[str, float] = {}
    for one, value in moves:
        if one.worded and value:
            found[one.more] = found.get(one.more, 0.0) + value / 2
            found[one.less] = found.get(one.less, 0.0) - value / 2
    return found


def reworded(said: Mapping[str, float], words: Mapping[str, float]) -> dict[str, float]:
    """Weighted texts with others added to them."""
    return {text: said.get(text, 0.0) + words.get(text, 0.0) for text in {**said, **words}}


def orthogonal(direction: Direction, others: Sequence[Direction]) -> Direction:
    """The part of it that is at right angles to all others, so that it leaves them alone as far as the space is even:
    v − P v, P the projection on what the others span; with one other, the conditional move of Shen et al. (2020).

    BadRequest when nothing is left.
    """
    if not others:
        return direction
    if direction.worded or any(one.worded for one in others):
        raise BadRequest("Directions of words have no angle between them.", "Say it in the words.")
    if any(one.vector.shape != direction.vector.shape for one in others):
        raise BadRequest("These directions are of different models.")
    own = direction.vector.reshape(-1).astype(np.float64)
    table = np.stack([one.vector.reshape(-1).astype(np.float64) for one in others], axis=1)
    rest = own - table @ np.linalg.lstsq(table, own, rcond=None)[0]
    if np.linalg.norm(rest) < 1e-4 * np.linalg.norm(own):
        raise BadRequest(f"Nothing is left of {direction.name}: it lies within the others.", "Take fewer of them.")
    said = f"{direction.made}; at right angles to {', '.join(one.name for one in others)}".lstrip("; ")
    vector = np.asarray(rest.reshape(direction.vector.shape), np.float32)
    return replace(direction, vector=vector, made=said, leakage={})
