"""What the command line says: progress on a terminal, one sentence when something is wrong, JSON when asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from studio.core.errors import BadRequest, PentimentoError, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress

    from studio.engine.job import Job


def failed(error: PentimentoError, as_json: bool) -> int:
    """Says what is wrong; returns the exit status: 2 when the request was wrong, else 1."""
    status = 2 if isinstance(error, BadRequest | Unreadable) else 1
    if as_json:
        print(json.dumps({"error": {"kind": error.kind, "message": error.message, "hint": error.hint}}))
    else:
        print(str(error), file=sys.stderr)
    return status


def wrong(sentence: str, as_json: bool) -> int:
    hint = "See pentimento --help."
    return failed(BadRequest(sentence if sentence.endswith(".") else sentence + ".", hint), as_json)


def aside(sentence: str, quiet: bool) -> None:
    """Something worth knowing that is no error and no result."""
    if sentence and not quiet:
        print(sentence, file=sys.stderr)


def result(values: Mapping[str, Any], lines: list[str], as_json: bool, quiet: bool) -> None:
    """One JSON object, or the sentences."""
    if as_json:
        print(json.dumps(values, ensure_ascii=False))
    elif not quiet:
        for line in lines:
            print(line)


@contextmanager
def bar(title: str, quiet: bool) -> Iterator[Callable[..., None]]:
    """Gives a `report` for work that is no job of the engine: a bar on a terminal, nothing when piped or quiet."""
    if quiet or not sys.stderr.isatty():
        yield lambda fraction, preview=None, note="": None
        return
    with _bars() as bars:
        row = bars.add_task(title, total=1.0, note="")
        yield lambda fraction, preview=None, note="": bars.update(row, completed=fraction, note=note)


def _bars() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[note]}"), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Job], None]]:
    """Gives what watches a job: a bar with time left on a terminal, nothing when piped or quiet."""
    if quiet or not sys.stderr.isatty():
        yield lambda job: None
        return
    with _bars() as bars:

        def watch(job: Job) -> None:
            row = bars.add_task(job.title, total=1.0, note="")
            job.progressed.connect(lambda now: bars.update(row, completed=now.fraction, note=now.note))

        yield watch
