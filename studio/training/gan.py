"""Sets up GANs: which networks meet, and by which rules, for each kind of training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studio.core.errors import BadRequest
from studio.families.gan.recognise import Shape
from studio.training.duel import Duel, is_grey
from studio.training.known import Known
from studio.training.rules import Loss, Norm, Rules

if TYPE_CHECKING:
    from studio.training.kinds import cgan, dcgan, gan, stylegan, wgan_gp
    from studio.training.material import Material
    from studio.training.pictures import Pictures

LAYERS = (256, 512, 512)
LAYERS_OF_CRITIC = (512, 256)
"""Of the fully connected networks."""

WIDEST = 11
"""No layer is more than so many times as wide as the finest one."""


def layers(settings: gan.Settings, material: Material) -> Duel:
    betas = (0.5, 0.999) if settings.adam else ()
    rules = Rules(settings.loss, settings.critics, settings.batch, (settings.rate, settings.rate), betas,
                  mirror=settings.mirror)  # fmt: skip
    return _of_layers("gan", material.pictures(settings.size), settings.chance, material, rules, None)


def convolutions(settings: dcgan.Settings, material: Material) -> Duel:
    rules = Rules(settings.loss, 1, settings.batch, (settings.rate, settings.rate), slope=settings.slope,
                  told=settings.told, augment=settings.augment, mirror=settings.mirror)  # fmt: skip
    pictures = material.pictures(powers(settings.size))
    known = Known(pictures) if settings.told else None
    return _of_convolutions("dcgan", pictures, settings.chance, settings.width, material, rules, known, settings.norm,
                            settings.spread, asked=False)  # fmt: skip


def wasserstein(settings: wgan_gp.Settings, material: Material) -> Duel:
    rules = Rules(Loss.WGAN, settings.critics, settings.batch, (settings.rate, settings.rate), (0.0, 0.9),
                  settings.penalty, mirror=settings.mirror)  # fmt: skip
    return _of_convolutions("wgan-gp", material.pictures(powers(settings.size)), settings.chance, settings.width,
                            material, rules, None, Norm.NONE, asked=False)  # fmt: skip


def conditional(settings: cgan.Settings, material: Material) -> Duel:
    """With layers as Mirza and Osindero (2014), with convolutions and R1 as dcgan; both read off what was asked."""
    flat = settings.body.value == "layers"
    names = [name.strip() for name in settings.facts.split(",") if name.strip()]
    pictures = material.pictures(settings.size if flat else powers(settings.size))
    world = pictures.renders.settings["world"] if pictures.renders else ""
    known = Known(pictures, names or (["digit"] if world == "glyphs" else []))
    rules = Rules(batch=settings.batch, rates=(settings.rate, settings.rate), slope=0.0 if flat else settings.slope,
                  told=settings.told, pair=0.0 if flat else settings.pair, alone=settings.alone,
                  mirror=world != "glyphs")  # fmt: skip
    if flat:
        return _of_layers("cgan", pictures, settings.chance, material, rules, known)
    return _of_convolutions("cgan", pictures, settings.chance, settings.width, material, rules, known, Norm.NONE)


def styles(settings: stylegan.Settings, material: Material) -> Duel:
    import torch

    from studio.families.gan.net import built, doublings
    from studio.training.critic import StylesCritic
    from studio.training.stylegan import Styled

    rules = Rules(Loss.NON_SATURATING, 1, settings.batch, (settings.rate, settings.rate), (0.0, 0.99),
                  slope=settings.slope, augment=settings.augment, mirror=settings.mirror)  # fmt: skip
    pictures = material.pictures(powers(settings.size))
    channels = 1 if is_grey(pictures) else 3
    widths = widened(settings.width, doublings(pictures.size, 1) + 1)
    torch.manual_seed(material.seed)
    painter = built(Shape("style", settings.chance, pictures.size, channels, tuple(reversed(widths)),
                          style=settings.chance))  # fmt: skip
    return Styled(painter, StylesCritic(channels, widths), pictures, rules, settings.path, material.device)


def _of_layers(kind: str, pictures: Pictures, chance: int, material: Material, rules: Rules, known: Known | None
               ) -> Duel:  # fmt: skip
    import torch

    from studio.families.gan.net import built
    from studio.training.critic import LayersCritic

    columns = len(known.encoding.columns) if known else 0
    channels = 1 if is_grey(pictures) else 3
    torch.manual_seed(material.seed)
    painter = built(Shape("mlp", chance, pictures.size, channels, LAYERS, columns))
    critic = LayersCritic(channels * pictures.size**2, columns, LAYERS_OF_CRITIC, facts=columns if rules.told else 0)
    return Duel(kind, painter, critic, pictures, rules, known, material.device)


def _of_convolutions(kind: str, pictures: Pictures, chance: int, width: int, material: Material, rules: Rules,
                     known: Known | None, norm: Norm = Norm.BATCH, spread: bool = False, asked: bool = True) -> Duel:
    """`asked`: what is known can be asked for; else only the critic learns it."""
    import torch

    from studio.families.gan.net import built, doublings
    from studio.training.critic import ConvolutionsCritic

    facts = len(known.encoding.columns) if known else 0
    columns = facts if asked else 0
    channels = 1 if is_grey(pictures) else 3
    widths = widened(width, doublings(pictures.size) + 1)
    torch.manual_seed(material.seed)
    painter = built(Shape("conv", chance, pictures.size, channels, tuple(reversed(widths)), columns))
    painter = painter.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    critic = ConvolutionsCritic(channels, [2 * one for one in widths[:-1]], columns, facts if rules.told else 0, norm,
                                spread)  # fmt: skip
    critic = critic.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    more = {} if asked else {"norm": norm.value, "spread": spread, "told": rules.told > 0}
    return Duel(kind, painter, critic, pictures, rules, known, material.device, more)


def widened(finest: int, count: int) -> Sequence[int]:
    """Channels of `count` layers, fine to coarse: doubled each time, but never more than WIDEST times the finest."""
    return [min(finest << at, WIDEST * finest) // 4 * 4 or 4 for at in range(count)]


def powers(size: int) -> int:
    """`size`; BadRequest unless halving it again and again ends at 4."""
    if size < 8 or size & (size - 1):
        raise BadRequest(f"Convolutions need pictures of 16, 32, 64, 128 or 256 px, not {size}.")
    return size
