"""What a kind of training tells of itself: its settings, which are its form and its options, and how it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest
from studio.parts import parts

if TYPE_CHECKING:
    from studio.training.loop import Recipe
    from studio.training.material import Material


@dataclass(frozen=True)
class Kind:
    """`settings` is a frozen dataclass of annotated fields (studio/core/fields.py), all with defaults; what every
    kind calls alike (`size`, `batch`, `rate`) has the same name in each. `worlds` are the names that `--world` takes,
    the usual one first; `folder` says whether pictures of one's own do; `domains` is 2 where two sets of pictures are
    needed. `makes` is the id of the family that uses what comes out, empty when the studio has no task for it.
    """

    id: str
    title: str
    hint: str
    settings: type
    recipe: Callable[[Any, Material], Recipe]
    worlds: tuple[str, ...] = ()
    folder: bool = True
    domains: int = 1
    makes: str = ""


def kinds() -> tuple[Kind, ...]:
    """All there are, by title."""
    return tuple(sorted(parts("studio.training.kinds"), key=lambda kind: str(kind.title)))


def kind_named(name: str) -> Kind:
    for kind in kinds():
        if kind.id == name:
            return kind
    raise BadRequest(f"There is no training called {name!r}.", f"There are: {', '.join(k.id for k in kinds())}.")
