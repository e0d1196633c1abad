"""The samplers and noise schedules by the names artists know, each as diffusers' scheduler with its settings."""

from __future__ import annotations

from typing import Any, NamedTuple

from studio.core.errors import BadRequest


class Sampler(NamedTuple):
    scheduler: str
    settings: dict[str, Any] = {}


SAMPLERS: dict[str, Sampler] = {
    "DPM++ 2M": Sampler("DPMSolverMultistepScheduler", {"algorithm_type": "dpmsolver++", "solver_order": 2}),
    "DPM++ 2M SDE": Sampler("DPMSolverMultistepScheduler", {"algorithm_type": "sde-dpmsolver++", "solver_order": 2}),
    "Euler": Sampler("EulerDiscreteScheduler"),
    "Euler a": Sampler("EulerAncestralDiscreteScheduler"),
    "Heun": Sampler("HeunDiscreteScheduler"),
    "UniPC": Sampler("UniPCMultistepScheduler"),
    "DDIM": Sampler("DDIMScheduler", {"clip_sample": False}),
    "DDPM": Sampler("DDPMScheduler", {"clip_sample": False}),
    "LMS": Sampler("LMSDiscreteScheduler"),
    "PNDM": Sampler("PNDMScheduler", {"skip_prk_steps": True}),
    "LCM": Sampler("LCMScheduler"),
}

# Which of the schedulers' switches stands for a schedule; "normal" sets none.
SCHEDULES: dict[str, dict[str, bool]] = {
    "normal": {},
    "karras": {"use_karras_sigmas": True},
    "exponential": {"use_exponential_sigmas": True},
    "beta": {"use_beta_sigmas": True},
}


def scheduler_for(base: Any, sampler: str, schedule: str) -> Any:
    """A fresh scheduler like `base` (the model's own) but sampling as asked; "" keeps the model's own choice.

    BadRequest names what there is when the sampler or schedule is unknown or does not go with the model.
    """
    import diffusers

    if schedule and schedule not in SCHEDULES:
        raise BadRequest(f"There is no schedule called {schedule!r}.", f"There are: {', '.join(SCHEDULES)}.")
    if sampler and sampler not in SAMPLERS:
        raise BadRequest(f"There is no sampler called {sampler!r}.", f"There are: {', '.join(SAMPLERS)}.")
    if "FlowMatch" in type(base).__name__ and (sampler or schedule):
        raise BadRequest(
            "This model follows a straight flow and brings its own sampler.", "Leave sampler and schedule empty."
        )
    chosen = SAMPLERS[sampler] if sampler else Sampler(type(base).__name__)
    switches = SCHEDULES.get(schedule, {})
    kind = getattr(diffusers, chosen.scheduler)
    known = kind.__init__.__wrapped__.__code__.co_varnames if hasattr(kind.__init__, "__wrapped__") else ()
    for switch in switches:
        if switch not in known:
            raise BadRequest(
                f"{sampler or 'The model’s own sampler'} has no {schedule} schedule.",
                "Choose normal, or another sampler.",
            )
    if not sampler and not switches:
        return kind.from_config(base.config)
    return kind.from_config(base.config, **chosen.settings, **switches)
