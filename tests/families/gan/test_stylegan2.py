"""The published layout is read as its paper has it: checked against a plain second writing of the same equations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn.functional import conv2d, conv_transpose2d, leaky_relu, linear

from studio.core.errors import BadRequest
from studio.engine.scan import found_under, opened
from studio.families.family import ModelEntry, Place
from studio.families.gan import FAMILY
from studio.families.gan.model import Gan, load
from studio.families.gan.stylegan2 import Modulated, StyleGan2, enlarged
from studio.families.tasks import Decode, Sample, silent

STYLE, DEPTH, WIDTHS = 8, 3, (10, 8, 6)
SIZE = 16


def published() -> dict[str, Tensor]:
    """A checkpoint as other programs write it, with random numbers: every name and shape spelt out."""
    shapes: dict[str, tuple[int, ...]] = {"input.input": (1, WIDTHS[0], 4, 4)}
    for layer in range(1, DEPTH + 1):
        shapes |= {f"style.{layer}.weight": (STYLE, STYLE), f"style.{layer}.bias": (STYLE,)}

    def convolution(name: str, before: int, after: int) -> None:
        shapes.update({
            f"{name}.conv.weight": (1, after, before, 3, 3), f"{name}.conv.modulation.weight": (before, STYLE),
            f"{name}.conv.modulation.bias": (before,), f"{name}.noise.weight": (1,), f"{name}.activate.bias": (after,),
        })  # fmt: skip

    def painting(name: str, before: int) -> None:
        shapes.update({
            f"{name}.bias": (1, 3, 1, 1), f"{name}.conv.weight": (1, 3, before, 1, 1),
            f"{name}.conv.modulation.weight": (before, STYLE), f"{name}.conv.modulation.bias": (before,),
        })  # fmt: skip

    convolution("conv1", WIDTHS[0], WIDTHS[0])
    painting("to_rgb1", WIDTHS[0])
    for scale in (0, 1):
        convolution(f"convs.{2 * scale}", WIDTHS[scale], WIDTHS[scale + 1])
        convolution(f"convs.{2 * scale + 1}", WIDTHS[scale + 1], WIDTHS[scale + 1])
        painting(f"to_rgbs.{scale}", WIDTHS[scale + 1])
        shapes |= {f"convs.{2 * scale}.conv.blur.kernel": (4, 4), f"to_rgbs.{scale}.upsample.kernel": (4, 4)}
    for layer, side in enumerate((4, 8, 8, 16, 16)):
        shapes[f"noises.noise_{layer}"] = (1, 1, side, side)
    shapes["latent_avg"] = (STYLE,)
    chance = torch.Generator().manual_seed(4)
    made = {name: torch.randn(shape, generator=chance) for name, shape in shapes.items()}
    for name, one in made.items():  # of about the size that trained ones have
        if name.startswith("style.") and name.endswith("weight"):
            one *= 100
        elif name.startswith("to_rgb") and name.endswith("conv.weight"):
            one *= 0.02
    taps = torch.tensor([1.0, 3.0, 3.0, 1.0])
    kernel = 4 * taps[:, None] * taps[None] / 64
    return made | {name: kernel.clone() for name in made if name.endswith("kernel")}


def filter_zeros_in(x: Tensor, kernel: Tensor, up: int, before: int, after: int) -> Tensor:
    """Pixel by pixel: zeros between, zeros around, then the sum of what lies under the kernel."""
    count, channels, height, width = x.shape
    wide = torch.zeros(count, channels, up * height + before + after, up * width + before + after)
    wide[:, :, before : before + up * height : up, before : before + up * width : up] = x
    rows, columns = wide.shape[2] - 3, wide.shape[3] - 3
    made = torch.empty(count, channels, rows, columns)
    for i in range(rows):
        for j in range(columns):
            made[:, :, i, j] = (wide[:, :, i : i + 4, j : j + 4] * kernel).sum((2, 3))
    return made


class Reference:
    """The generator written a second time, each picture with weights of its own, as grouped convolutions."""

    def __init__(self, tensors: dict[str, Tensor]) -> None:
        self.t = tensors

    def dense(self, name: str, x: Tensor, rate: float = 1.0) -> Tensor:
        weight = self.t[f"{name}.weight"]
        return linear(x, weight * rate / math.sqrt(weight.shape[1]), self.t[f"{name}.bias"] * rate)

    def styles(self, z: Tensor) -> Tensor:
        x = z / (z.square().mean(1, keepdim=True) + 1e-8).sqrt()
        for layer in range(1, DEPTH + 1):
            x = leaky_relu(self.dense(f"style.{layer}", x, 0.01), 0.2) * 2**0.5
        return x

    def convolved(self, name: str, x: Tensor, w: Tensor, even: bool = True, larger: bool = False) -> Tensor:
        gain, weight = self.dense(f"{name}.modulation", w), self.t[f"{name}.weight"]
        count, (_, after, before, side, _) = len(x), weight.shape
        own = weight / math.sqrt(before * side**2) * gain[:, None, :, None, None]       # (B, after, before, k, k)
        if even:
            own = own / (own.square().sum((2, 3, 4), keepdim=True) + 1e-8).sqrt()
        x = x.reshape(1, count * before, *x.shape[2:])
        if larger:
            own = own.transpose(1, 2).reshape(count * before, after, side, side)
            made = conv_transpose2d(x, own, stride=2, groups=count)
            made = made.reshape(count, after, *made.shape[2:])
            return filter_zeros_in(made, self.t[f"{name}.blur.kernel"], 1, 1, 1)
        made = conv2d(x, own.reshape(count * after, before, side, side), padding=side // 2, groups=count)
        return made.reshape(count, after, *made.shape[2:])

    def layer(self, name: str, x: Tensor, w: Tensor, number: int, larger: bool = False) -> Tensor:
        made = self.convolved(f"{name}.conv", x, w, larger=larger)
        made = made + self.t[f"{name}.noise.weight"] * self.t[f"noises.noise_{number}"]
        return leaky_relu(made + self.t[f"{name}.activate.bias"][:, None, None], 0.2) * 2**0.5

    def pictures(self, w: Tensor) -> Tensor:
        """Of (B, layers, style)."""
        x = self.layer("conv1", self.t["input.input"].repeat(len(w), 1, 1, 1), w[:, 0], 0)
        picture = self.convolved("to_rgb1.conv", x, w[:, 1], even=False) + self.t["to_rgb1.bias"]
        for scale in (0, 1):
            at = 1 + 2 * scale
            x = self.layer(f"convs.{2 * scale}", x, w[:, at], at, larger=True)
            x = self.layer(f"convs.{2 * scale + 1}", x, w[:, at + 1], at + 1)
            name = f"to_rgbs.{scale}"
            added = self.convolved(f"{name}.conv", x, w[:, at + 2], even=False) + self.t[f"{name}.bias"]
            picture = added + filter_zeros_in(picture, self.t[f"{name}.upsample.kernel"], 2, 2, 1)
        return picture


def entry_of(folder: Path, tensors: dict[str, Tensor]) -> ModelEntry | None:
    save_file(tensors, folder / "faces.safetensors")
    (found,) = found_under(folder)
    return FAMILY.recognise(opened(found)[0])


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gan]:
    entry = entry_of(tmp_path_factory.mktemp("published"), published())
    assert entry is not None
    made = load(entry, Place(), silent)
    yield made
    made.close()


def painter(model: Gan) -> StyleGan2:
    assert isinstance(model.painter, StyleGan2)
    return model.painter


def test_it_is_known_by_its_keys_and_tells_its_layers(model: Gan) -> None:
    details = model.entry.details
    assert model.entry.tasks == ("sample", "decode", "encode")
    assert details["size"] == SIZE
    assert details["latent"] == {"shape": [STYLE], "prior": "mapped"}
    assert details["layers"] == 6
    assert details["variants"]
    shape = model.painter.shape
    assert (shape.widths, shape.depth, shape.style) == (WIDTHS, DEPTH, STYLE)


@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("even", [False, True])
def test_modulated_maps_equal_modulated_weights_in_groups(larger: bool, even: bool) -> None:
    """Equations 1 to 3 to 1e-5."""
    torch.manual_seed(0)
    layer = Modulated(5, 7, 3, STYLE, even, larger)
    x, w = torch.randn(3, 5, 6, 6), torch.randn(3, STYLE)
    names = {f"c.{name}": one for name, one in layer.state_dict().items()}
    reference = Reference({**names, "c.blur.kernel": published()["convs.0.conv.blur.kernel"]})
    with torch.no_grad():
        assert torch.allclose(layer(x, w), reference.convolved("c", x, w, even, larger), atol=1e-5)


def test_pictures_grow_by_the_published_filter() -> None:
    picture = torch.randn(2, 3, 5, 4, generator=torch.Generator().manual_seed(1))
    kernel = published()["to_rgbs.0.upsample.kernel"]
    assert torch.allclose(enlarged(picture), filter_zeros_in(picture, kernel, 2, 2, 1), atol=1e-6)


def test_the_whole_generator_paints_what_the_second_writing_does(model: Gan) -> None:
    reference, chance = Reference(published()), torch.Generator().manual_seed(7)
    z, several = torch.randn(2, STYLE, generator=chance), torch.randn(2, 6, STYLE, generator=chance)
    with torch.no_grad():
        w = painter(model).styles(z)
        assert torch.allclose(w, reference.styles(z), atol=1e-5)
        for point, wide in ((w, w[:, None].expand(-1, 6, -1)), (several, several)):
            made, wanted = painter(model).pictures(point), reference.pictures(wide)
            assert torch.allclose(made, wanted, atol=1e-4 * float(wanted.abs().max()))


def test_truncation_leads_to_the_mean_style(model: Gan) -> None:
    mean = published()["latent_avg"].numpy()
    patches = model.run(Sample(seed=1, count=2, truncation=0.0), silent)
    for patch in patches:
        assert patch.latent is not None
        assert np.allclose(patch.latent, mean)
    whole, half = (model.run(Sample(seed=1, truncation=share), silent)[0].latent for share in (1.0, 0.5))
    assert whole is not None
    assert half is not None
    assert np.allclose(half, mean + 0.5 * (whole - mean), atol=1e-6)


def test_a_file_without_mean_and_noise_makes_them_up_the_same_each_time(tmp_path: Path) -> None:
    bare = {name: one for name, one in published().items() if not name.startswith(("noises.", "latent_avg"))}
    entry = entry_of(tmp_path, bare)
    assert entry is not None
    one, two = (load(entry, Place(), silent).run(Sample(seed=3, truncation=0.4), silent)[0] for _ in range(2))
    assert np.array_equal(one.pixels, two.pixels)
    assert one.latent is not None
    assert np.any(one.latent != 0)


def test_styles_mix_by_layers(model: Gan) -> None:
    one, two = (patch.latent for patch in model.run(Sample(seed=1, count=2), silent))
    assert one is not None
    assert two is not None
    mixed = np.stack([one] * 2 + [two] * 4)
    pure = np.stack([one] * 6)
    made = model.run(Decode(latents=(one, pure, mixed, two)), silent)
    assert np.array_equal(made[0].pixels, made[1].pixels)
    assert not np.array_equal(made[2].pixels, made[0].pixels)
    assert not np.array_equal(made[2].pixels, made[3].pixels)
    assert made[2].latent is not None
    assert made[2].latent.shape == (6, STYLE)
    with pytest.raises(BadRequest, match="8 numbers"):
        model.run(Decode(latents=(mixed[:3],)), silent)


def test_fresh_noise_is_a_variant_of_the_same_style(model: Gan) -> None:
    point = model.run(Sample(seed=1), silent)[0].latent
    assert point is not None
    three = model.run(Decode(latents=(point,), variants=3, seed=5), silent)
    assert [patch.seed for patch in three] == [5, 6, 7]
    assert len({patch.pixels.tobytes() for patch in three}) == 3
    again = model.run(Decode(latents=(point,), variants=2, seed=6), silent)
    assert np.array_equal(again[0].pixels, three[1].pixels)


@pytest.mark.parametrize("strange", ["to_rgbs.0.conv.weight", "conv1.conv.modulation.weight", "convs.1.conv.weight"])
def test_tensors_that_do_not_belong_together_are_no_model_to_use(tmp_path: Path, strange: str) -> None:
    tensors = published()
    tensors[strange] = torch.zeros(1, 3, 3, 3, 3)
    entry = entry_of(tmp_path, tensors)
    assert entry is not None
    assert entry.problem
