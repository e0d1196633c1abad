"""A portrait from its facts, painted from the back to the front."""

from __future__ import annotations

from studio.training.worlds.chance import Chance
from studio.training.worlds.portraits.backdrop import paint_backdrop
from studio.training.worlds.portraits.beard import paint_beard
from studio.training.worlds.portraits.brows import paint_brow
from studio.training.worlds.portraits.caption import caption
from studio.training.worlds.portraits.clothes import paint_clothes
from studio.training.worlds.portraits.earrings import paint_earrings, shown
from studio.training.worlds.portraits.eyes import eyes_of, paint_eye
from studio.training.worlds.portraits.facts import LABELS, look_of, sampled
from studio.training.worlds.portraits.glasses import paint_arms, paint_glasses
from studio.training.worlds.portraits.hair import Lock, paint_hair
from studio.training.worlds.portraits.hairstyles import locks, stand_off
from studio.training.worlds.portraits.hats import paint_hat
from studio.training.worlds.portraits.head import Head
from studio.training.worlds.portraits.landmarks import landmarks
from studio.training.worlds.portraits.mouth import paint_mouth
from studio.training.worlds.portraits.nose import paint_nose
from studio.training.worlds.portraits.palette import skin_ramp
from studio.training.worlds.portraits.sheet import Sheet
from studio.training.worlds.portraits.skin import paint_complexion, paint_ear, paint_face, paint_neck
from studio.training.worlds.world import Facts, Sample


def paint(seed: int, size: int, manner: str, given: Facts) -> Sample:
    """The portrait of `seed`; facts in `given` replace its own and leave everything else as it is."""
    facts = sampled(seed, given)
    look = look_of(facts)
    head = Head(look)
    sheet = Sheet(size, LABELS, Chance(seed, "portraits", "paper"), flat=manner == "flat")
    warmth = Chance(seed, "portraits", "warmth").between(-1, 1)
    behind, before = locks(head, seed)
    _paint_behind(sheet, head, behind, seed, warmth)
    _paint_features(sheet, head, seed, warmth)
    _paint_before(sheet, head, before, seed, warmth)
    sheet.grain("grain", 0.012)
    picture, lines = sheet.printed()
    return Sample(picture, facts, caption(look, seed), sheet.segmentation, LABELS, sheet.depth, lines,
                  boxes=sheet.boxes(), landmarks=landmarks(head, eyes_of(head, seed), size))  # fmt: skip


def _paint_behind(sheet: Sheet, head: Head, behind: tuple[Lock, ...], seed: int, warmth: float) -> None:
    look, ramp = head.look, skin_ramp(head.look.skin, warmth)
    paint_backdrop(sheet, look, seed)
    paint_hair(sheet, head, behind, 92, 90, Chance(seed, "portraits", "hair behind"))
    paint_neck(sheet, head, ramp)
    paint_clothes(sheet, look, seed)
    far = 1 if look.turn >= 0 else -1
    paint_ear(sheet, head, ramp, far)


def _paint_features(sheet: Sheet, head: Head, seed: int, warmth: float) -> None:
    look, ramp = head.look, skin_ramp(head.look.skin, warmth)
    with sheet.thing("face"):
        face = paint_face(sheet, head, ramp, bare=look.hair_style == "receding")
        paint_complexion(sheet, head, face, seed)
        paint_beard(sheet, head, seed, warmth)
        paint_ear(sheet, head, ramp, -1 if look.turn >= 0 else 1)
        paint_nose(sheet, head, face)
        with sheet.thing("mouth"):
            paint_mouth(sheet, head, seed)
        for eye in eyes_of(head, seed):
            with sheet.thing("eye"):
                paint_eye(sheet, eye, face, seed)
        for side in (-1, 1):
            paint_brow(sheet, head, side)
        paint_arms(sheet, head, seed)


def _paint_before(sheet: Sheet, head: Head, before: tuple[Lock, ...], seed: int, warmth: float) -> None:
    paint_hair(sheet, head, before, 138, 215, Chance(seed, "portraits", "hair before"))
    if head.look.earrings != "none":
        for side in shown(head):
            paint_ear(sheet, head, skin_ramp(head.look.skin, warmth), side)
        paint_earrings(sheet, head, seed)
    with sheet.thing("hat"):
        paint_hat(sheet, head, stand_off(head), seed)
    with sheet.thing("glasses"):
        paint_glasses(sheet, head, seed)
