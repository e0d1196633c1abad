"""What a tool is: it takes pointer events in canvas coordinates and gives back one command when it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, auto
from typing import Any, NamedTuple, Protocol, TypeAlias

from studio.core.document import Command, Document


class Held(Flag):
    """Modifier keys."""

    NONE = 0
    SHIFT = auto()
    CTRL = auto()
    ALT = auto()


class Pointer(NamedTuple):
    """`x`, `y` in canvas pixels (pixel centres at .5); `pressure` 0 … 1 (mouse: 1); tilt in degrees; `time` in s."""

    x: float
    y: float
    pressure: float = 1.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0
    held: Held = Held.NONE
    time: float = 0.0
    scale: float = 1.0
    """Screen pixels a canvas pixel: tools that grab handles need it."""


Path: TypeAlias = tuple[tuple[float, float], ...]


class Outline(NamedTuple):
    """Something to draw over the picture, in canvas coordinates: a line along `points`; `ants` march."""

    points: Path
    closed: bool = False
    ants: bool = False
    handles: bool = False


@dataclass
class Setting:
    """What tools share and the window shows: colours (RGBA 0 … 255)."""

    foreground: tuple[int, int, int, int] = (32, 32, 36, 255)
    background: tuple[int, int, int, int] = (255, 255, 255, 255)
    extra: dict[str, Any] = field(default_factory=dict)


class Tool(Protocol):
    """A gesture is press, drags, release (or cancel). Options are a mutable dataclass with `fields` annotations: the
    options strip is made from it. A gesture shows itself through `document.preview` and ends in one command or None.

    A module of studio.tools exports its tool's class as `TOOL`; every window makes its own: `TOOL()`.
    `press`, `release` and `finish` may raise BadRequest: there was nothing to work on; `cancel` then clears up.
    """

    id: str
    title: str
    icon: str
    """Phosphor's name, e.g. "paint-brush"."""
    shortcut: str
    group: int
    """Tools of one group stand together in the tool bar."""
    options: Any
    hint: str
    """What the status bar says, e.g. "Drag to paint the mask"."""
    brush_like: bool
    """Has `options.size` (diameter, px) and `options.hardness` (0 … 1): the canvas draws its outline."""

    def press(self, document: Document, at: Pointer, setting: Setting) -> None: ...
    def drag(self, document: Document, at: Pointer) -> None: ...
    def release(self, document: Document, at: Pointer) -> Command | None: ...
    def hover(self, document: Document, at: Pointer) -> None: ...
    def cancel(self, document: Document) -> None: ...
    def finish(self, document: Document) -> Command | None:
        """Ends what goes on over several gestures (polygon, transform, crop): Enter, double click, other tool."""
        ...

    def outlines(self, document: Document) -> tuple[Outline, ...]: ...
