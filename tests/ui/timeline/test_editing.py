"""What one does to keys is what one asked for, and can be undone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from studio.core.commands.selection import SetMask
from studio.core.document import Document
from studio.core.errors import BadRequest
from studio.core.layers import PixelLayer
from studio.explore.space import Spot
from studio.timeline.easing import Ease
from studio.timeline.pose import STILL
from studio.timeline.track import Key, Track
from studio.ui.timeline import editing
from studio.ui.timeline.reel import Reel

FADE = Track("opacity", "Face", (Key(0, 0.0), Key(20, 1.0), Key(40, 0.5)))


def frames(reel: Reel, kind: str = "opacity", target: str = "Face") -> list[int]:
    track = reel.timeline.track(kind, target)
    assert track is not None
    return [key.frame for key in track.keys]


@pytest.fixture(name="faded")
def _faded(reel: Reel, document: Document) -> Reel:
    reel.do(reel.timeline.with_track(FADE), "Add")
    reel.pick(FADE.id)
    return reel


def test_a_new_track_holds_what_is_there_now(reel: Reel, document: Document) -> None:
    document.root.children[1].opacity = 0.4
    reel.go(12)
    editing.add_track(reel, "opacity", "Face")
    editing.add_track(reel, "camera")
    assert [(track.id, track.keys[0].frame, track.keys[0].value) for track in reel.timeline.tracks] == [
        (("opacity", "Face"), 12, 0.4), (("camera", ""), 12, STILL)]  # fmt: skip
    assert reel.track == ("camera", "")
    editing.add_track(reel, "opacity", "Face")
    assert len(reel.timeline.tracks) == 2, "one that is there is only chosen"
    assert reel.track == ("opacity", "Face")


def test_a_mask_track_takes_what_is_marked(reel: Reel, document: Document) -> None:
    document.do(SetMask(np.full((8, 8), 255, np.uint8), at=(4, 4)))
    editing.add_track(reel, "mask", "Face")
    value = reel.timeline.tracks[0].keys[0].value
    assert value.shape == (64, 64)
    assert (value[4:12, 4:12] == 255).all()
    assert value.sum() == 64 * 255
    document.do(SetMask(np.zeros((64, 64), np.uint8)))
    assert (editing.marked(reel) == 255).all(), "nothing marked is everything"


def test_a_slider_begins_where_the_model_does(chosen: Reel) -> None:
    editing.add_track(chosen, "slider", "light")
    editing.add_track(chosen, "slider", "frame")
    assert [track.keys[0].value for track in chosen.timeline.tracks] == [0.5, "none"]


def test_a_position_is_where_the_explorer_stands(chosen: Reel, point: Callable[[float], np.ndarray]) -> None:
    editing.add_track(chosen, "position")
    start = chosen.timeline.source.start
    assert start is not None
    assert (chosen.timeline.tracks[0].keys[0].value.latent == start.latent).all()
    chosen.stand("wash", Spot(point(2.0), {"warmth": 0.5}))
    chosen.go(30)
    editing.add_key(chosen)
    assert chosen.timeline.tracks[0].keys[1].value.latent[0] == 2.0
    chosen.stand("plain", Spot(point(3.0)))
    chosen.go(50)
    editing.add_key(chosen)
    assert chosen.timeline.tracks[0].keys[2].value.latent[0] == 2.0, "points of another model do not count"


def test_a_key_between_two_holds_what_is_between(faded: Reel) -> None:
    faded.go(10)
    editing.add_key(faded)
    track = faded.timeline.track("opacity", "Face")
    assert track is not None
    assert track.keys[1].value == pytest.approx(0.5, abs=1e-5)
    assert faded.keys == {(track.id, 10)}


def test_changing_a_value_on_and_on_is_one_step(faded: Reel, document: Document) -> None:
    faded.go(20)
    before = len(document.history.done)
    for value in (0.9, 0.8, 0.7):
        editing.set_value(faded, value)
    assert len(document.history.done) == before + 1
    document.undo()
    track = faded.timeline.track("opacity", "Face")
    assert track is not None
    assert track.keys[1].value == 1.0


def test_keys_move_but_not_out_of_the_film(faded: Reel, document: Document) -> None:
    faded.pick(FADE.id, frozenset({(FADE.id, 20), (FADE.id, 40)}))
    editing.move_keys(faded, 5)
    assert frames(faded) == [0, 25, 45]
    assert faded.keys == {(FADE.id, 25), (FADE.id, 45)}
    editing.move_keys(faded, 500)
    assert frames(faded) == [0, 75, 95]
    editing.move_keys(faded, -500)
    assert frames(faded) == [0, 20], "one took the place of the key at the beginning"
    document.undo()
    document.undo()
    document.undo()
    assert frames(faded) == [0, 20, 40]


def test_keys_are_deleted_copied_and_pasted_at_the_playhead(faded: Reel) -> None:
    faded.pick(FADE.id, frozenset({(FADE.id, 0), (FADE.id, 20)}))
    editing.copy_keys(faded)
    editing.delete_keys(faded)
    assert frames(faded) == [40]
    faded.go(60)
    editing.paste_keys(faded)
    assert frames(faded) == [40, 60, 80]
    faded.go(90)
    editing.paste_keys(faded)
    assert frames(faded) == [40, 60, 80, 90], "what would lie behind the end is left out"


def test_easing_is_that_of_the_chosen_keys_or_of_the_one_at_the_playhead(faded: Reel) -> None:
    faded.pick(FADE.id, frozenset({(FADE.id, 0), (FADE.id, 20)}))
    editing.set_ease(faded, Ease("hold"))
    faded.pick(FADE.id)
    faded.go(50)
    editing.set_ease(faded, Ease("linear"))
    track = faded.timeline.track("opacity", "Face")
    assert track is not None
    assert [key.ease.name for key in track.keys] == ["hold", "hold", "linear"]


def test_one_goes_from_key_to_key(faded: Reel) -> None:
    found = []
    for forward in (True, True, True, False):
        editing.step_key(faded, forward)
        found.append(faded.frame)
    assert found == [20, 40, 40, 20]


def test_tracks_are_turned_off_and_deleted(faded: Reel) -> None:
    editing.turn_track(faded, FADE.id)
    assert not faded.timeline.tracks[0].on
    editing.turn_track(faded, FADE.id)
    assert faded.timeline.tracks[0].on
    editing.remove_track(faded, FADE.id)
    assert not faded.timeline.tracks


def test_a_shorter_film_keeps_its_later_keys(faded: Reel) -> None:
    editing.set_length(faded, 30)
    assert faded.timeline.length == 30
    assert frames(faded) == [0, 20, 40]


def test_names_are_spoken(chosen: Reel) -> None:
    assert editing.title_of(Track("slider", "mouth_open")) == "Mouth open"
    assert editing.title_of(FADE) == "Opacity · Face"
    assert editing.title_of(Track("camera")) == "Camera"


def test_what_cannot_be_keyed_is_told(reel: Reel, document: Document) -> None:
    with pytest.raises(BadRequest, match="No row is chosen"):
        editing.add_key(reel)
    with pytest.raises(BadRequest, match="No model"):
        editing.add_track(reel, "slider", "warmth")
    with pytest.raises(BadRequest, match="No layer is called"):
        editing.add_track(reel, "opacity", "Hat")
    document.root.children.append(PixelLayer("Face"))
    with pytest.raises(BadRequest, match="2 layers are called"):
        editing.add_track(reel, "opacity", "Face")
    assert not reel.timeline.tracks
