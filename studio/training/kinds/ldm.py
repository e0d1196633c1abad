"""ldm: our own small model of Stable Diffusion's kind, which paints and fills from captions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from studio.core.errors import BadRequest
from studio.core.fields import Advanced, Range, Says
from studio.training.kind import Kind
from studio.training.material import Material

if TYPE_CHECKING:
    from studio.training.ldm.nets import Parts
    from studio.training.ldm.sources import Gallery
    from studio.training.loop import Recipe


@dataclass(frozen=True)
class Settings:
    """What may be chosen of a latent diffusion model."""

    size: Annotated[int, Says("Size", "The side of the pictures."), Range(32, 512, 32, " px")] = 256
    width: Annotated[int, Says("Width", "How wide the network is: twice as wide takes four times as long."),
                     Range(32, 320, 32)] = 96
    batch: Annotated[int, Says("Batch", "Pictures in a step."), Range(1, 4096)] = 16
    rate: Annotated[float, Says("Rate", "How far each step goes at first."), Range(1e-6, 0.1, 1e-5, "", 6)] = 6e-4
    autoencoder: Annotated[str, Says("Autoencoder", "The folder that a training of ldm-autoencoder wrote.")] = ""
    start: Annotated[str, Says("Begin from", "The folder of a model to go on from, instead of from nothing.")] = ""
    masks: Annotated[bool, Says("Masks", "Learns to fill holes: begins from a model that can paint already.")] = False
    text: Annotated[int, Says("Words", "How many numbers stand for a word."), Range(32, 768, 32), Advanced()] = 256
    layers: Annotated[int, Says("Layers", "Of the network that reads the captions."), Range(1, 12), Advanced()] = 3


def recipe(settings: Settings, material: Material) -> Recipe:
    import torch

    from studio.training.ldm.folders import fingerprint
    from studio.training.ldm.latents import latents
    from studio.training.ldm.learn import Filling, Painting, checked_size
    from studio.training.ldm.sources import gallery, held

    size = settings.size // 32 * 32
    pictures, test = gallery(material, size), held(material, size)
    torch.manual_seed(material.seed)
    parts, words = begun(settings, pictures)
    checked_size(pictures, parts)
    net = parts.autoencoder.to(material.device).eval()
    there = latents(pictures, net, material.device, material.report)
    asked = {"size": size, "width": settings.width // 32 * 32, "text": settings.text // 32 * 32,
             "layers": settings.layers, "words": len(words), "autoencoder": fingerprint(net)[:16]}  # fmt: skip
    return Painting(there, parts, words, settings.batch, settings.rate, asked, material.seed, material.device,
                    Filling(pictures) if settings.masks else None,
                    latents(test, net, material.device, material.report) if test else None)  # fmt: skip


def begun(settings: Settings, pictures: Gallery) -> tuple[Parts, tuple[str, ...]]:
    """The networks as they are at first, and the words they are taught."""
    from studio.families.diffusion.vocabulary import known_words, words_of
    from studio.training.ldm import folders, nets
    from studio.training.ldm.noise import scheduler
    from studio.training.ldm.tokens import tokenizer
    from studio.training.ldm.words import taught

    own = {word for caption in pictures.words for word in words_of(caption)}
    if settings.start:
        found = nets.parts_of(Path(settings.start))
        return found, tuple(sorted(own | (known_words(Path(settings.start)) or set())))
    if not settings.autoencoder:
        raise BadRequest("A latent diffusion model needs an autoencoder.",
                         "Train one (pentimento train ldm-autoencoder) and give its folder with --autoencoder.")
    if settings.masks:
        raise BadRequest("Filling is learned from a model that can paint already.", "Give its folder with --start.")
    words: Any = tokenizer(own)
    text = settings.text // 32 * 32
    unet = nets.unet(settings.size // 32 * 4, settings.width // 32 * 32, text)
    return nets.Parts(unet, nets.text_encoder(words, text, settings.layers), words,
                      folders.autoencoder(Path(settings.autoencoder)), scheduler()), tuple(sorted({*taught(), *own}))


KIND = Kind(
    id="ldm",
    title="Captions to pictures (latent diffusion)",
    hint="Learns to paint what a caption says.",
    settings=Settings,
    recipe=recipe,
    worlds=("portraits", "scenes", "monet", "ink", "flat"),
    makes="diffusion",
)
