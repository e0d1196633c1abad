"""Makes command-line options of a task's fields, so that no default or range is written twice."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from studio.core.errors import BadRequest
from studio.core.fields import Field, describe
from studio.families.tasks import Task

Body = Callable[[dict[str, Any]], None]


def argument(name: str, hint: str, kind: type = Path, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    note = typer.Argument(help=hint, metavar=name.upper())
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[kind, note], default=default)


def option(name: str, hint: str, kind: Any, default: Any = inspect.Parameter.empty, *flags: str) -> inspect.Parameter:
    note = typer.Option(*(flags or (f"--{name.replace('_', '-')}",)), help=hint)
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[kind, note], default=default)


OUT = option("out", "Where the picture goes; - writes a PNG to standard output.", Path, inspect.Parameter.empty, "-o",
             "--out")  # fmt: skip


SEVERAL = ("--set", "--direction")
"""Options that several NAME=VALUE may follow."""

FILES = ("--plus", "--minus", "--free-of")
"""Options that several files or names may follow, up to the next option."""


def spread(words: Sequence[str]) -> list[str]:
    """`--set A=1 B=2` as `--set A=1 --set B=2`, which is all that the parser knows."""
    found: list[str] = []
    flag = ""
    for word in words:
        goes_on = bool(flag) and not word.startswith("-") and ("=" in word or flag in FILES)
        if goes_on and found[-1] != flag:
            found.append(flag)
        found.append(word)
        flag = word if word in (*SEVERAL, *FILES) else flag if goes_on else ""
    return found


class Device(Enum):
    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    MPS = "mps"


COMMON = (
    option("json", "Print one JSON object.", bool, False, "--json"),
    option("quiet", "Say nothing but errors.", bool, False, "--quiet", "-q"),
    option("device", "Where to compute.", Device, Device.AUTO),
    option("models", "A further folder with models (may be given several times).", list[Path], [], "--models"),
)
"""What every command takes."""


def task_options(kind: type[Task], skip: tuple[str, ...] = ()) -> tuple[inspect.Parameter, ...]:
    """An option for each field that a form would show. What is not given stays at the task's own default."""
    return tuple(_option(field) for field in describe(kind) if not field.hidden and field.name not in skip)


def _option(field: Field) -> inspect.Parameter:
    hint = field.hint or field.label
    default = field.default.value if isinstance(field.default, Enum) else field.default
    if default not in ("", None):
        hint += f" [default: {'new each time' if field.seed and default == -1 else default}]"
    return field_option(field, hint)


def field_option(field: Field, hint: str) -> inspect.Parameter:
    """An option for one field; what is not given is None."""
    flag = f"--{field.name.replace('_', '-')}"
    flags = (f"{flag}/--no-{flag[2:]}",) if field.kind is bool else (flag,)
    return option(field.name, hint, field.kind | None, None, *flags)


def given(kind: type[Task], values: Mapping[str, Any]) -> dict[str, Any]:
    """What was given of the task's fields, leaving the others to their defaults."""
    names = {field.name for field in describe(kind)}
    return {name: value for name, value in values.items() if name in names and value is not None}


def command(app: typer.Typer, name: str, hint: str, parameters: tuple[inspect.Parameter, ...], body: Body) -> None:
    """Registers `body(values)` as a command with those parameters and the common ones."""

    def run(**values: Any) -> None:
        body(values)

    everything = (*parameters, *COMMON)
    run.__signature__ = inspect.Signature(list(everything))  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in everything}
    run.__doc__ = hint
    app.command(name, help=hint)(run)


def size(text: str | None) -> dict[str, int]:
    """`640x480` as width and height."""
    if not text:
        return {}
    width, cross, height = text.lower().replace("×", "x").partition("x")
    if not (cross and width.isdigit() and height.isdigit()):
        raise BadRequest(f"A size is WIDTHxHEIGHT, like 512x512, not {text!r}.")
    return {"width": int(width), "height": int(height)}
