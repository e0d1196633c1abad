"""Models that make portraits up: how right, how varied, how sharp they are, and whether sliders do what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.bench.bench import Figure
from studio.bench.models.shelf import Shelf, mean, opaque
from studio.training.material import FIRST
from studio.training.measures.coverage import correlation, coverage, moment_kl, nearest
from studio.training.measures.pixels import psnr_rgb, sharpness
from studio.training.measures.variety import apart

if TYPE_CHECKING:
    from studio.families.sliders import Slider

Bytes = NDArray[np.uint8]
Floats = NDArray[np.float32]

WORLD = PROBE = "portraits"

BARS: dict[str, tuple[float, float]] = {
    "vae-portraits": (0.5, 0.3), "dcgan-portraits": (0.7, 0.35), "cgan-portraits": (0.7, 0.35),
    "stylegan-portraits": (0.8, 0.5), "ddpm-portraits": (0.8, 0.5),
}  # fmt: skip
"""Precision and recall that each has to reach."""

SEEDS = 500
"""Seeds on which each slider is tried."""

APART = 0.2
"""A generator has collapsed when its pictures lie so much closer together, or farther apart, than the world's."""


REACHED = 0.8
"""The correlation that a slider, and what it should leave alone, has to keep."""


def faces(shelf: Shelf, model: str) -> list[Figure]:
    """What holds for whatever makes portraits up."""
    made = shelf.samples(model)
    size = made.shape[1]
    reader, real = shelf.reader(WORLD), shelf.features(WORLD, size)
    features = reader.read(made).features
    found = coverage(real, features)
    precise, recalled = BARS.get(model, (0.0, 0.0))
    held = shelf.pictures(WORLD, size)
    varied = apart(reader, made) / apart(reader, held)
    sharp = sharpness(made) / sharpness(held)
    told = f"{len(made)} seeds, {size}²"
    return [
        bar(f"{model}: precision", found.precision, "", "held-out renders, k = 3", precise, told),
        bar(f"{model}: recall", found.recall, "", "held-out renders, k = 3", recalled, told),
        Figure(f"{model}: variety", varied, "×", "distance between held-out renders", "0.8 … 1.2",
               abs(varied - 1) <= APART, told),
        Figure(f"{model}: gradient energy", sharp, "×", "held-out renders", note=told),
        *learnt_by_heart(shelf, model, made, features),
    ]  # fmt: skip


def learnt_by_heart(shelf: Shelf, model: str, made: Bytes, features: Floats) -> list[Figure]:
    """How far samples are from the nearest picture that was trained on, beside how far unseen pictures are."""
    size = made.shape[1]
    known = shelf.features(WORLD, size, first=FIRST)
    which, far = nearest(features, known)
    _, usual = nearest(shelf.features(WORLD, size), known)
    ratio = float(np.median(far) / np.median(usual))
    trained = shelf.trained_on(WORLD, size)
    rows: list[tuple[str, Bytes]] = [(f"{model}: seeds 0 to 7, and below them the nearest pictures it was trained on",
                                      made[:8]), ("", trained[which[:8]])]  # fmt: skip
    rows += [("", made[8:16]), ("", trained[which[8:16]])]
    worst = np.argsort(-far)[:8]
    rows.append((f"Failures: the samples farthest from all that was trained on, of {len(made)}", made[worst]))
    shelf.keep(model, rows)
    return [Figure(f"{model}: distance to the nearest of {len(known)} training pictures", ratio, "×",
                   "that of held-out renders", note="median; far below 1 would be learnt by heart")]  # fmt: skip


def generator(shelf: Shelf, model: str) -> list[Figure]:
    """Also a walk between nine points and arithmetic, as Radford et al. (2015) show them."""
    from studio.families.tasks import Sample

    figures = faces(shelf, model)
    latents = [patch.latent for patch in shelf.run(model, Sample(seed=100, count=9)) if patch.latent is not None]
    if shelf.home is not None and len(latents) == 9:
        rows = [("A walk between nine points" if not at else "", walked(shelf, model, latents[at], latents[at + 1]))
                for at in range(0, 8, 2)]  # fmt: skip
        shelf.keep(f"{model}-walk", [*rows, *arithmetic(shelf, model)])
    return figures


def walked(shelf: Shelf, model: str, start: Floats, end: Floats, count: int = 8) -> Bytes:
    from studio.families.tasks import Decode

    points = tuple((start + (end - start) * share).astype(np.float32) for share in np.linspace(0, 1, count))
    return np.stack([patch.pixels[..., :3] for patch in shelf.run(model, Decode(latents=points))])


def arithmetic(shelf: Shelf, model: str, count: int = 256) -> list[tuple[str, Bytes]]:
    """Glasses − no glasses + another face: latents whose pictures the probe reads so, averaged."""
    from studio.families.tasks import Decode, Sample

    patches = [one for at in range(0, count, 64) for one in shelf.run(model, Sample(seed=5000 + at, count=64))]
    facts = shelf.reader(WORLD).facts(np.stack([one.pixels[..., :3] for one in patches]))
    latents = np.stack([one.latent for one in patches if one.latent is not None])
    rows = []
    for words, name, values in (("a hat", "hat", ("hat", "beanie")), ("glasses", "glasses", ("round", "square"))):
        there = np.array([row[name] in values for row in facts])
        bare = np.array([row[name] == "none" for row in facts])
        if not there.any() or not bare.any():
            continue
        way = latents[there].mean(0) - latents[bare].mean(0)
        some = latents[bare][:4]
        points = tuple(np.concatenate([some, some + way]).astype(np.float32))
        made = np.stack([one.pixels[..., :3] for one in shelf.run(model, Decode(latents=points))])
        rows.append((f"Four faces, and the same + (mean with {words} - mean without)", made))
    return rows


def autoencoder(shelf: Shelf, model: str) -> list[Figure]:
    """Also how well it gives back what it was shown, and how its codes lie."""
    from studio.families.tasks import Encode

    figures = faces(shelf, model)
    size = int(shelf.entry(model).details["size"])
    held = shelf.pictures(WORLD, size)
    back = [shelf.run(model, Encode(picture=opaque(one)))[0] for one in held]
    made = np.stack([one.pixels[..., :3] for one in back])
    figures.append(bar(f"{model}: reconstruction", psnr_rgb(made, held), "dB", f"{len(held)} held-out renders", 23.0))
    means, variances = codes(shelf, model, held)
    apart_from_prior = moment_kl(means, variances)
    figures.append(Figure(f"{model}: KL of all codes together from N(0, I)", float(apart_from_prior.sum()), "nats",
                          f"its {len(apart_from_prior)} dimensions", note=f"worst {apart_from_prior.max():.3f}"))
    shelf.keep(f"{model}-back", [("Held-out renders, and what the model gives back", held[:8]), ("", made[:8])])
    return figures


def codes(shelf: Shelf, model: str, pictures: Bytes) -> tuple[Floats, Floats]:
    """Mean and variance of q(z | x), (N, L) each: the one thing that no task tells, so the encoder is asked."""
    import torch

    from studio.training.probes.learn import tensor

    vae: Any = shelf.loaded(model)
    means, variances = [], []
    with torch.inference_mode():
        for start in range(0, len(pictures), 32):
            mean_, log = vae.net.encoder(tensor(pictures[start : start + 32], shelf.device))[:2]
            means.append(mean_.float().cpu().numpy())
            variances.append(log.float().exp().cpu().numpy())
    return np.concatenate(means), np.concatenate(variances)


def sliding(shelf: Shelf, model: str) -> list[Figure]:
    """Also whether each slider moves its own fact, and only that."""
    from studio.families import sliders

    figures = generator(shelf, model)
    known = [one for one in sliders.of(shelf.entry(model)) if one.name in shelf.reader(WORLD).questions.places]
    reader, seeds = shelf.reader(WORLD), min(SEEDS, shelf.count)
    base = reader.read(shelf.samples(model, seeds, 20_000)).answers
    for one in known:
        asked, read = tried(shelf, model, one, seeds)
        places = reader.questions.places
        own = correlation(asked, read[:, places[one.name]][:, 0]) if not one.values else right(one, asked, read, shelf)
        figures.append(bar(f"{model}: {one.name} follows its slider", own, "" if not one.values else "right",
                           "the probe's reading", REACHED, f"{seeds} seeds"))  # fmt: skip
        kept = mean(likeness(base, read, places[other.name], other.kind) for other in reader.questions.facts
                    if other.name != one.name)  # fmt: skip
        figures.append(bar(f"{model}: the rest is kept under {one.name}", kept, "", "the same seeds unmoved", REACHED))
    return figures


def tried(shelf: Shelf, model: str, one: Slider, seeds: int) -> tuple[Floats, Floats]:
    """Values asked for (as −1 … 1 or a number of the value), and all that the probe reads then."""
    chance = np.random.default_rng(7)
    made, asked = [], []
    for start in range(0, seeds, 10):  # ten seeds share a value, so that a task can make them together
        share = chance.random()
        value: Any = one.values[int(share * len(one.values))] if one.values else one.low + share * (one.high - one.low)
        some = min(10, seeds - start)
        made.append(shelf.samples(model, some, 20_000 + start, {one.name: value}))
        asked += [float(one.values.index(value)) if one.values else 2 * share - 1] * some
    return np.array(asked, np.float32), shelf.reader(WORLD).read(np.concatenate(made)).answers


def right(one: Slider, asked: Floats, read: Floats, shelf: Shelf) -> float:
    """The share of seeds whose picture is read as the value that was asked for."""
    questions = shelf.reader(WORLD).questions
    values = next(fact.values for fact in questions.facts if fact.name == one.name)
    told = read[:, questions.places[one.name]].argmax(1)
    return float(np.mean([values[at] == one.values[int(want)] for at, want in zip(told, asked, strict=True)]))


def likeness(before: Floats, after: Floats, where: slice, kind: str) -> float:
    """Of one fact over the seeds: the correlation of a number, the share of equal readings of anything else."""
    if kind == "category":
        return float((before[:, where].argmax(1) == after[:, where].argmax(1)).mean())
    if kind == "flag":
        return float(((before[:, where] > 0) == (after[:, where] > 0)).mean())
    return correlation(before[:, where][:, 0], after[:, where][:, 0])


def bar(name: str, value: float, unit: str, reference: str, least: float, note: str = "") -> Figure:
    return Figure(name, value, unit, reference, f"≥ {least:g} {unit}".strip(), value >= least, note)


MEASURES: dict[str, Callable[[Shelf, str], Sequence[Figure]]] = {
    "vae-portraits": autoencoder,
    "autoencoder-portraits": faces,
    "dcgan-portraits": generator,
    "cgan-portraits": sliding,
    "stylegan-portraits": generator,
    "ddpm-portraits": faces,
}
