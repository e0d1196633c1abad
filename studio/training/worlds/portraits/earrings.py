"""Earrings, under the lobes."""

from __future__ import annotations

from studio.training.worlds.chance import Chance
from studio.training.worlds.colours import WHITE, Colour, colour, mix, shade
from studio.training.worlds.curves import ellipse
from studio.training.worlds.portraits.head import UNIT, Head
from studio.training.worlds.portraits.sheet import Sheet

DEPTH = 160
METALS: tuple[Colour, ...] = (colour("#d9a93a"), colour("#c9ccd2"), colour("#b5563a"), colour("#3f9a94"))


def shown(head: Head) -> tuple[int, ...]:
    """The sides whose lobe is in view."""
    if head.look.turn > 0.2:
        return (-1,)
    return (1,) if head.look.turn < -0.2 else (-1, 1)


def paint_earrings(sheet: Sheet, head: Head, seed: int) -> None:
    kind = head.look.earrings
    if kind == "none":
        return
    metal = Chance(seed, "portraits", "earrings").pick(METALS)
    for side in shown(head):
        x, y = head.at([(side * (head.half(0.3) + 0.055), 0.33, -0.1)])[0]
        if kind == "studs":
            sheet.region(ellipse(x, y, 0.05 * UNIT, 0.05 * UNIT), metal, shade(metal, 0.7), label="earrings",
                         depth=DEPTH, line=0.8)  # fmt: skip
            sheet.spot(x - 0.004, y - 0.004, 0.004, mix(metal, WHITE, 0.7))
        else:
            down = 0.105 * UNIT
            outer = ellipse(x, y + down, 0.10 * UNIT, 0.125 * UNIT)
            sheet.ring(outer, ellipse(x, y + down, 0.068 * UNIT, 0.092 * UNIT), metal, "earrings", DEPTH)
            sheet.pen(outer, 0.8, closed=True)
            sheet.stroke(outer[12:19], 0.005, mix(metal, WHITE, 0.6))
