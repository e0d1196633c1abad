"""Start: a window when there is nothing to do but look, the command line when a task is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 the job failed, 2 the request was wrong, 130 cancelled."""
    import multiprocessing

    multiprocessing.freeze_support()
    # With OpenMP's default spin-wait two torch threads beside any other load run 10 × slower (docs/benchmarks.md).
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    words = list(sys.argv[1:] if words is None else words)
    from studio.engine import gpu, gpu_trial

    if words[:1] == [gpu_trial.WORD] and len(words) == 2:
        return gpu_trial.main(words[1])
    gpu.use()
    if not words or _names_files(words):
        from studio.app import main as open_window

        return open_window(words)
    from studio.cli import main as run_command

    return run_command(words)


def _names_files(words: list[str]) -> bool:
    """Whether the words are pictures to open: no option, no command, and each is there."""
    from studio.cli.names import COMMANDS

    return words[0] not in COMMANDS and not words[0].startswith("-") and all(os.path.exists(word) for word in words)


def entry() -> None:
    sys.exit(main())


if __name__ == "__main__":
    entry()
