"""Trains a few added weights beside a finished model: a manner of its own, or a slider from one thing to another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studio.training import checkpoint
from studio.training.ldm import learn, nets
from studio.training.ldm.latents import Latents
from studio.training.ldm.learn import GUIDANCE, UNSAID, Said
from studio.training.ldm.nets import Parts
from studio.training.ldm.noise import Noise
from studio.training.ldm.tokens import tokens
from studio.training.loop import Nets, Recipe, update

if TYPE_CHECKING:
    import torch

Bytes = NDArray[np.uint8]

FIRST = 50
PUSH = 2.0
"""How far a slider at 1 goes: so many times from the caption's opposite to the caption."""

WEIGHTS = (-2.0, -1.0, 0.0, 1.0, 2.0)


class Slide(NamedTuple):
    """A slider changes pictures of `about` from `minus` to `plus`: "a landscape", from "a landscape in daylight" to
    "a landscape at night"."""

    about: str
    plus: str
    minus: str


class Adding(Recipe):
    """Low-rank additions to the UNet's attention (Hu et al. 2021), for any model of Stable Diffusion's kind.

    Without `slide` they learn from pictures and captions as the model itself did. With it (Gandikota et al. 2023,
    "Concept Sliders") they learn from the model alone: at weight +1 or −1 what is said for `about` shall be what the
    bare model says for it, moved along the difference between what it says for `plus` and for `minus`. Pictures then
    only serve to be noisy.
    """

    kind = "lora"

    def __init__(self, there: Latents, parts: Parts, rank: int, batch: int, rate: float, settings: Mapping[str, Any],
                 slide: Slide | None = None, seed: int = 0, device: str = "cpu") -> None:  # fmt: skip
        import torch
        from peft import LoraConfig

        torch.manual_seed(seed)
        self._unet = nets.tuned(parts.unet, device).eval().requires_grad_(False)
        self._unet.add_adapter(LoraConfig(r=rank, lora_alpha=rank, init_lora_weights="gaussian",
                                          target_modules=["to_q", "to_k", "to_v", "to_out.0"]))  # fmt: skip
        self._parts = parts._replace(unet=self._unet, text=parts.text.to(device).eval().requires_grad_(False),
                                     autoencoder=parts.autoencoder.to(device).eval())  # fmt: skip
        # A name in a network holds no dots.
        self.net = torch.nn.ParameterDict({name.replace(".", "|"): weight
                                           for name, weight in self._unet.named_parameters() if weight.requires_grad})
        self._optimiser = torch.optim.AdamW(self.net.parameters(), rate, weight_decay=0.01)
        self.nets: Mapping[str, torch.nn.Module] = {"net": self.net}
        self.optimisers: Mapping[str, torch.optim.Optimizer] = {"net": self._optimiser}
        self.settings: Mapping[str, Any] = {**settings, "rank": rank, "slide": list(slide) if slide else []}
        self._said = Said(parts.tokenizer, there, device)
        self._noise = Noise(parts.scheduler.alphas_cumprod.to(device), parts.scheduler.config.prediction_type)
        self._batch, self._rate, self._device, self._slide = batch, rate, device, slide

    def step(self, number: int, chance: np.random.Generator) -> Mapping[str, torch.Tensor]:
        import torch

        for group in self._optimiser.param_groups:
            group["lr"] = self._rate * min(1.0, number / FIRST)
        numbers = chance.integers(self._said.count, size=self._batch)
        z, ids = self._said.batch(numbers, chance.integers(2, size=self._batch), chance, UNSAID)
        t, noise = self._noise.times(len(z)), torch.randn(z.shape).to(z.device)
        seen = self._noise.over(z, noise, t)
        if self._slide is None:
            loss = self._noise.loss(self._unet(seen, t, self._parts.text(ids)[0]).sample, z, noise, t)
        else:
            loss = self._slid(seen, t, 1 if number % 2 else -1)
        norm = update(loss, self._optimiser)
        return {"loss": loss.detach(), "gradient": norm}

    def _slid(self, seen: torch.Tensor, t: torch.Tensor, sign: int) -> torch.Tensor:
        import torch

        assert self._slide is not None
        ids = torch.from_numpy(tokens(self._parts.tokenizer, self._slide).astype(np.int64)).to(self._device)
        with torch.no_grad():
            about, plus, minus = (words[None].expand(len(seen), -1, -1) for words in self._parts.text(ids)[0])
            self._unet.disable_adapters()
            bare, there, back = (self._unet(seen, t, words).sample for words in (about, plus, minus))
            self._unet.enable_adapters()
        weigh(self._unet, sign)
        said = self._unet(seen, t, about).sample
        weigh(self._unet, 1.0)
        loss: torch.Tensor = (said - (bare + sign * PUSH * (there - back))).float().square().mean()
        return loss

    def sheet(self, averaged: Nets) -> Bytes:
        """Rows of prompts; columns are weights from −2 to 2, always from the same noise."""
        import torch

        self._put(averaged["net"])
        pipeline = nets.pipeline(self._parts)
        prompts = [self._slide.about] * 2 if self._slide else list(learn.PROMPTS[:2])
        columns = []
        for weight in WEIGHTS:
            weigh(self._unet, weight)
            with torch.inference_mode():
                made = pipeline(prompts, num_inference_steps=learn.STEPS, guidance_scale=GUIDANCE, output_type="np",
                                generator=torch.Generator().manual_seed(0)).images  # fmt: skip
            columns.append(np.vstack(list((np.asarray(made) * 255).round().astype(np.uint8))))
        weigh(self._unet, 1.0)
        self._put(self.net, back=True)
        return np.hstack(columns)

    def _put(self, net: Any, back: bool = False) -> None:
        """The averaged weights into the UNet, or (`back`) those that learn again."""
        import torch

        if not back:
            self._kept = {name: weight.detach().clone() for name, weight in self.net.items()}
        with torch.no_grad():
            for name, weight in self.net.items():
                weight.copy_(self._kept[name] if back else net[name])

    def export(self, averaged: Nets, home: Path) -> None:
        """Two files: NAME.safetensors in kohya's names, which most programs read, and NAME-diffusers.safetensors."""
        weights = {name.replace("|", "."): weight.detach() for name, weight in averaged["net"].named_parameters()}
        path = checkpoint.model_of(home)
        checkpoint.give(path.with_name(f"{path.stem}-diffusers.safetensors"), in_diffusers(weights))
        checkpoint.give(path, in_kohya(weights))


def weigh(unet: Any, weight: float) -> None:
    """How much the additions count."""
    from peft.tuners.tuners_utils import BaseTunerLayer

    for part in unet.modules():
        if isinstance(part, BaseTunerLayer):
            part.set_scale("default", weight)


def in_diffusers(weights: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {f"unet.{name.replace('.default', '')}": weight for name, weight in weights.items()}


def in_kohya(weights: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """`lora_unet_…_to_q.lora_down.weight` and so on; alpha is the rank, so that a weight of 1 counts as trained."""
    import torch

    found: dict[str, torch.Tensor] = {}
    for name, weight in weights.items():
        path, _, rest = name.partition(".lora_")
        place = f"lora_unet_{path.replace('.', '_')}"
        found[f"{place}.{'lora_down' if rest.startswith('A') else 'lora_up'}.weight"] = weight
        if rest.startswith("A"):
            found[f"{place}.alpha"] = torch.tensor(float(weight.shape[0]))
    return found
