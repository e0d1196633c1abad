"""The pictures of a walk through a latent space, some at a time, while what was made before is used already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from studio.core.errors import JobFailed
from studio.engine.job import Cancelled, State
from studio.families.tasks import Decode, Generate, Latent, Report, Sample, Task, silent

if TYPE_CHECKING:
    from studio.core.picture import Picture
    from studio.engine.job import Job
    from studio.explore.space import Spot
    from studio.families.family import ModelEntry

Submit = Callable[[Task], "Job"]
"""An engine's, that comes back when the job is over."""

TOGETHER = 8
"""Frames in one job: enough for a network to work well, few enough to stop soon and to need little memory."""


def pins_of_seeds(submit: Submit, model: str, seeds: Sequence[int], sliders: Mapping[str, Any]) -> list[Latent]:
    """Where the pictures of those seeds lie, as Sample would make them. JobFailed for a model that does not tell."""
    pins = []
    for seed in seeds:
        patch = over(submit(Sample(model=model, seed=seed, sliders=dict(sliders)))).patches[0]
        if patch.latent is None:
            raise JobFailed(f"{model} does not tell where its pictures lie, so there is no way between them.")
        pins.append(patch.latent)
    return pins


def noise_of_seeds(submit: Submit, entry: ModelEntry, seeds: Sequence[int]) -> list[Latent]:
    """What a text-led model starts from for those seeds, whatever it is told: seen at the first step."""
    side, pins = entry.side, []
    for seed in seeds:
        asked = Generate(model=entry.id, seed=seed, steps=1, guidance=1.0, width=side, height=side)
        patch = over(submit(asked)).patches[0]
        if patch.latent is None:
            raise JobFailed(f"{entry.name} does not tell where its pictures lie, so there is no way between them.")
        pins.append(patch.latent)
    return pins


def points_of(submit: Submit, model: str, spots: Sequence[Spot]) -> list[Latent]:
    """Where spots lie once their own sliders are set. Raises what went wrong, and Cancelled."""
    latents, each = tuple(spot.latent for spot in spots), tuple(dict(spot.sliders) for spot in spots)
    if not any(each):
        return list(latents)
    patches = over(submit(Decode(model=model, latents=latents, each=each))).patches
    return [spot.latent if patch.latent is None else patch.latent for spot, patch in zip(spots, patches, strict=True)]


def frames(submit: Submit, model: str, points: Sequence[Latent], sliders: Mapping[str, Any],
           report: Report = silent, push: Latent | None = None, prompts: Sequence[Mapping[str, float]] = (),
           led: Mapping[str, Any] = MappingProxyType({})) -> Iterator[Picture]:
    """The picture of each point, in order, with those sliders set and `push` added; where there are `prompts`, one for
    each point, led by them and by what else Decode takes for that. Raises what went wrong, and Cancelled."""
    for start in range(0, len(points), TOGETHER):
        some = tuple(points[start : start + TOGETHER])
        said = tuple(prompts[start : start + TOGETHER])
        job = over(submit(Decode(model=model, latents=some, sliders=dict(sliders), push=push, prompts=said, **led)))
        for patch in job.patches:
            yield patch.pixels
        report(min(1.0, (start + len(some)) / len(points)), note=f"Frame {start + len(some)} of {len(points)}")


def over(job: Job) -> Job:
    """The job when it went well; else raises what went wrong."""
    if job.error:
        raise job.error
    if job.state is State.CANCELLED:
        raise Cancelled
    return job
