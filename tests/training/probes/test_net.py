"""The probe's network tells its shape by its weights, and looks where its points are."""

from __future__ import annotations

import pytest
import torch

from studio.training.probes.net import GLIMPSE, Probe, Shape, glimpses, shape_of

SHAPES = (
    Shape(32, (8, 16, 24), (0, 2, 1), 8, 16, 20, 0, 2),
    Shape(64, (8, 16), (1, 0), 4, 12, 9, 6, 5, ((0, 1), (2, 3, 4))),
)


@pytest.mark.parametrize("shape", SHAPES)
def test_weights_alone_tell_the_shape(shape: Shape) -> None:
    assert shape_of(Probe(shape).state_dict()) == shape


def test_other_weights_are_no_probe() -> None:
    with pytest.raises(KeyError):
        shape_of(torch.nn.Linear(3, 3).state_dict())


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_has_the_size_it_should(shape: Shape) -> None:
    net = Probe(shape).eval()
    answers, fused, heat = net.answer(net.maps(torch.zeros(3, 3, shape.side, shape.side)))
    assert (heat is None) == (shape.points == 0)
    assert answers.facts.shape == (3, shape.answers)
    assert answers.points.shape == (3, shape.points, 2)
    assert answers.hidden.shape == (3, shape.hidden)
    assert net.segment(fused).shape == (3, shape.labels, shape.side, shape.side)


def test_a_glimpse_shows_what_is_around_its_points() -> None:
    field = torch.zeros(1, 1, 64, 64)
    field[0, 0, 20, 40] = 1.0
    points = torch.tensor([[[40 / 64, 20 / 64], [42 / 64, 22 / 64]]])
    found = glimpses(field, points, ((0, 1),))[0]
    assert found.shape == (1, 1, GLIMPSE, GLIMPSE)
    rows, columns = found[0, 0].nonzero(as_tuple=True)
    assert abs(float(rows.float().mean()) - (GLIMPSE - 1) / 2) <= 1
    assert abs(float(columns.float().mean()) - (GLIMPSE - 1) / 2) <= 1


def test_areas_are_told_with_their_middle_and_size() -> None:
    net = Probe(Shape(32, (8, 16), (0, 0), 4, 8, 3, 0, 2)).eval()
    with torch.no_grad():
        net.areas.tell.weight.zero_()
        net.areas.tell.bias.copy_(torch.tensor([0.0] * 4 + [-50.0] * 4))
        net.areas.tell.weight[4:, 0] = 100.0
    fused = torch.zeros(1, 32, 16, 16)
    fused[0, 0, 0:8, 8:16] = 1.0  # the upper right quarter is label 1
    size, x, y, wide, high = net.areas.pooled(fused).view(2, -1)[1, 32:].tolist()
    assert size == pytest.approx(0.5, abs=0.01)
    assert (x, y) == (pytest.approx(0.53, abs=0.02), pytest.approx(-0.53, abs=0.02))
    assert wide == pytest.approx(high, abs=1e-3)


def test_a_point_is_the_mean_of_where_it_may_be_finer_than_a_cell() -> None:
    net = Probe(SHAPES[1])
    assert net.points is not None
    shares = torch.full((1, 6, 32, 32), 1e-12)
    shares[:, :, 10, 4], shares[:, :, 10, 5] = 0.75, 0.25
    middle = net.points.middles(shares.log().flatten(2))[0, 0]
    assert middle.tolist() == pytest.approx([(4.5 + 0.25) / 32, 10.5 / 32], abs=1e-5)
