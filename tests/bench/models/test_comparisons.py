"""The lecture's comparisons run on whatever generator and autoencoder are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studio.bench.models.comparisons import LABELS, seen_by_critic, sharper
from studio.bench.models.shelf import Shelf
from studio.families.vae.model import write_random
from studio.families.vae.recognise import Shape


def test_a_critics_features_stand_beside_pixels_and_patches(shelf: Callable[..., Shelf],
                                                            generator: Callable[..., None]) -> None:  # fmt: skip
    generator("dcgan-portraits")
    figures = seen_by_critic(shelf("portraits", 16), "dcgan-portraits")
    assert len(figures) == len(LABELS)
    assert all(0 <= one.value <= 1 and "raw pixels" in one.reference and "k-means" in one.reference for one in figures)


def test_a_vae_is_compared_where_a_gan_is_there(shelf: Callable[..., Shelf], generator: Callable[..., None],
                                               tmp_path: Path) -> None:  # fmt: skip
    write_random(tmp_path / "vae-portraits.safetensors", Shape(size=32, width=4, latent=6))
    one = shelf("portraits")
    assert sharper(one, "vae-portraits") == []
    generator("dcgan-portraits")
    figures = sharper(Shelf(one.home, 10, (tmp_path,), "cpu"), "vae-portraits")
    assert figures[0].value > 0
    assert (tmp_path / "sheets" / "vae-beside-gan.webp").exists()
