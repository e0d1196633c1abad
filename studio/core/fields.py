"""What a dataclass field tells of itself, so that one definition is the form, the command line and the metadata.

    steps: Annotated[int, Says("Steps", "More steps, finer detail."), Range(1, 150)] = 20
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from studio.core.errors import BadRequest


class Range(NamedTuple):
    """Inclusive. `curve` "log" gives small values more of a slider's way; `places` decimals are shown."""

    low: float
    high: float
    step: float = 1
    unit: str = ""
    places: int = 0
    curve: str = "linear"


class Says(NamedTuple):
    label: str
    hint: str = ""


class Lines(NamedTuple):
    """A text of several lines: how many are shown."""

    lines: int = 3


class Names(NamedTuple):
    """A text that is one of a list known only while running: `of` is "model", "sampler", "schedule" or "font"."""

    of: str


class Seed(NamedTuple):
    """A whole number of 64 bits with a lock and a dice; −1 asks for a new one each time."""


class Hidden(NamedTuple):
    """Not in the form: pictures, masks and what the canvas supplies."""


class Advanced(NamedTuple):
    """Behind "More": few need it."""


@dataclass(frozen=True)
class Field:
    """One field as forms and command lines need it. `kind` is int, float, bool, str or an Enum class (or object)."""

    name: str
    kind: type
    default: Any
    required: bool
    label: str
    hint: str = ""
    range: Range | None = None
    lines: int = 1
    names: str = ""
    seed: bool = False
    hidden: bool = False
    advanced: bool = False

    @property
    def choices(self) -> tuple[Enum, ...]:
        return tuple(self.kind) if issubclass(self.kind, Enum) else ()

    def checked(self, value: Any) -> Any:
        """`value` as this field's kind, or BadRequest that names the field and what it takes."""
        if issubclass(self.kind, Enum):
            return value if isinstance(value, self.kind) else self._choice(value)
        if self.kind is bool:
            if not isinstance(value, bool):
                raise BadRequest(f"{self.label} is on or off, not {value!r}.")
            return value
        if self.kind in (int, float):
            return self._number(value)
        if self.kind is str and not isinstance(value, str):
            raise BadRequest(f"{self.label} must be a text, not {value!r}.")
        return value

    def _choice(self, value: Any) -> Enum:
        for choice in self.choices:
            if str(value).lower() in (str(choice.value).lower(), choice.name.lower()):
                return choice
        known = ", ".join(str(choice.value) for choice in self.choices)
        raise BadRequest(f"{self.label} cannot be {value!r}.", f"Choose one of: {known}.")

    def _number(self, value: Any) -> Any:
        try:
            number = self.kind(value)
        except (TypeError, ValueError, OverflowError):
            raise BadRequest(f"{self.label} must be a number, not {value!r}.") from None
        if self.kind is int and isinstance(value, float) and value != number:
            raise BadRequest(f"{self.label} must be a whole number, not {value!r}.")
        if number != number:
            raise BadRequest(f"{self.label} must be a number, not {value!r}.")
        if self.range and not self.range.low <= number <= self.range.high:
            raise BadRequest(
                f"{self.label} must be {self.range.low:g} to {self.range.high:g}{self.range.unit}, not {number:g}."
            )
        if self.seed and not -1 <= number < 2**64:
            raise BadRequest(f"{self.label} must be a whole number below 2⁶⁴, or −1 for a new one.")
        return number


def describe(cls: type) -> tuple[Field, ...]:
    """The fields of a dataclass, in order, with what their annotations say."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return tuple(_described(field, hints[field.name]) for field in dataclasses.fields(cls))


def _described(field: dataclasses.Field[Any], hint: Any) -> Field:
    notes: tuple[Any, ...] = ()
    if typing.get_origin(hint) is typing.Annotated:
        hint, *rest = typing.get_args(hint)
        notes = tuple(rest)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    kind = hint if isinstance(hint, type) and not typing.get_origin(hint) else object
    required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    default = None if field.default is dataclasses.MISSING else field.default
    if field.default_factory is not dataclasses.MISSING:
        default = field.default_factory()
    found: dict[type, Any] = {type(note): note for note in notes}
    says = found.get(Says, Says(field.name.replace("_", " ").capitalize()))
    return Field(
        name=field.name, kind=kind, default=default, required=required, label=says.label, hint=says.hint,
        range=found.get(Range), lines=found[Lines].lines if Lines in found else 1,
        names=found[Names].of if Names in found else "", seed=Seed in found, hidden=Hidden in found,
        advanced=Advanced in found,
    )


def filled(cls: type, values: Mapping[str, Any]) -> Any:
    """An instance of dataclass `cls` from `values`, every one checked; BadRequest names what is wrong."""
    known = {field.name: field for field in describe(cls)}
    for name in values:
        if name not in known:
            raise BadRequest(f"{cls.__name__} has no setting called {name!r}.", f"It has: {', '.join(known)}.")
    for name, field in known.items():
        if field.required and name not in values:
            raise BadRequest(f"{cls.__name__} needs {field.label.lower()}.")
    return cls(**{name: known[name].checked(value) for name, value in values.items()})
