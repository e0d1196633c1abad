"""The tree of layers and its modes."""

from studio.core.layers import EVERYWHERE, Group, Mode, PixelLayer, next_id


def test_every_mode_has_a_name_of_its_own_for_the_artist() -> None:
    labels = [mode.label for mode in Mode]
    assert len(set(labels)) == len(labels)
    assert all(label and label[0].isupper() and "svg" not in label for label in labels)
    assert Mode.COLOR_DODGE.label == "Color dodge"


def test_walking_goes_from_bottom_to_top_with_groups_after_what_they_hold() -> None:
    tree = Group("root", children=[PixelLayer("a"), Group("g", children=[PixelLayer("b"), PixelLayer("c")])])
    assert [layer.name for layer in tree.walk()] == ["a", "b", "c", "g"]


def test_no_two_layers_share_an_id() -> None:
    assert len({PixelLayer("a").id, PixelLayer("a").id, Group("g").id, next_id()}) == 4


def test_a_layer_with_an_origin_is_a_generated_one() -> None:
    assert PixelLayer("a", origin={"task": "fill"}).generated
    assert not PixelLayer("a").generated


def test_the_modes_that_change_what_has_no_pixels_are_told_apart() -> None:
    assert {Mode.DST_IN, Mode.DST_ATOP} == EVERYWHERE
