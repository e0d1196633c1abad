"""Every sampler and schedule that the form offers works, and others are refused by name."""

from __future__ import annotations

import diffusers
import pytest

from studio.core.errors import BadRequest
from studio.families.diffusion.samplers import SAMPLERS, SCHEDULES, scheduler_for

OWN = diffusers.DDIMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_every_sampler_makes_its_steps(sampler: str) -> None:
    scheduler = scheduler_for(OWN, sampler, "")
    scheduler.set_timesteps(4)
    assert len(scheduler.timesteps) >= 4
    assert scheduler.config.beta_end == OWN.config.beta_end


@pytest.mark.parametrize("schedule", [name for name in SCHEDULES if name != "beta"])
def test_schedules_change_the_noise_levels(schedule: str) -> None:
    normal = scheduler_for(OWN, "Euler", "normal")
    other = scheduler_for(OWN, "Euler", schedule)
    normal.set_timesteps(6)
    other.set_timesteps(6)
    assert (schedule == "normal") == bool((normal.sigmas == other.sigmas).all())


def test_nothing_asked_keeps_the_models_own() -> None:
    assert type(scheduler_for(OWN, "", "")) is type(OWN)


def test_unknown_names_are_refused_with_what_there_is() -> None:
    with pytest.raises(BadRequest, match=r"no sampler called 'Magic'.*DPM\+\+ 2M"):
        scheduler_for(OWN, "Magic", "")
    with pytest.raises(BadRequest, match="no schedule called"):
        scheduler_for(OWN, "Euler", "steep")
    with pytest.raises(BadRequest, match="has no karras schedule"):
        scheduler_for(OWN, "DDIM", "karras")
    with pytest.raises(BadRequest, match="straight flow"):
        scheduler_for(diffusers.FlowMatchEulerDiscreteScheduler(), "Euler", "")
