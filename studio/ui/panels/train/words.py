"""How a training's state, pace and time are said."""

from __future__ import annotations

from studio.ui.panels.train.training import State, Training


def spaced(number: int) -> str:
    """1 240 and 12 000: a thin gap between the thousands."""
    return f"{number:,}".replace(",", "\u202f")


def time_said(seconds: float) -> str:
    """Rounded as one would say it: 40 s, 12 min, 3 h 20 min."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def pace_said(rate: float) -> str:
    if rate <= 0:
        return ""
    return f"{rate:.1f} steps/s" if rate >= 1 else f"{1 / rate:.1f} s a step"


def state_said(training: Training) -> str:
    """One line for the list: "Learning · step 1 240"."""
    state = training.state
    if state in (State.WAITING, State.IDLE):
        return f"{state.value} · step {spaced(training.kept_step)}" if training.kept_step else state.value
    if state is State.STARTING:
        return training.note or "Starting …"
    if state in (State.STOPPED, State.BROKEN):
        return f"{state.value} at step {spaced(max(training.step, training.kept_step))}"
    if state is State.DONE:
        return f"Done · {spaced(training.step)} steps"
    if state is State.FAILED:
        return f"Failed at step {spaced(training.step)}" if training.step else "Failed"
    return f"{state.value} · step {spaced(training.step)}"


def progress_said(training: Training) -> str:
    """One line under the bar: how far, how fast, how long still."""
    if training.state is State.WAITING:
        return "Waits until another training is through"
    if training.state is State.STARTING:
        return training.note or "Getting ready …"
    if training.state is State.PAUSED:
        return "Paused while a picture is painted"
    if training.state is State.STOPPING:
        return "Stops after this step, and keeps it"
    limit = training.request.steps
    parts = [f"Step {spaced(training.step)}" + (f" of {spaced(limit)}" if limit else "")]
    if training.state is State.RUNNING:
        parts.append(pace_said(training.rate))
        left = training.seconds_left
        parts.append(f"{time_said(left)} left" if left is not None else "")
    return " · ".join(part for part in parts if part)
