"""What a picture will take, in words short enough for one line under the button."""

from __future__ import annotations


def seconds_said(seconds: float) -> str:
    """ "0.9 s", "14 s", "2 min 5 s", "1 h 20 min"."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def memory_said(nbytes: int) -> str:
    """ "0.6 GB", "40 MB"."""
    return f"{nbytes / 1e9:.1f} GB" if nbytes >= 1e8 else f"{max(1, round(nbytes / 1e6))} MB"


def cost_said(seconds: float | None, nbytes: int | None) -> str:
    """ "~1.2 s · 0.6 GB"; what is not known yet is left out, empty when nothing is."""
    parts = [] if seconds is None else [f"~{seconds_said(seconds)}"]
    parts += [] if not nbytes else [memory_said(nbytes)]
    return " · ".join(parts)
