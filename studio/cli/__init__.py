"""Every task without a window, from the same task dataclasses: same job, same pixels."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(words: Sequence[str]) -> int:
    """Runs one command. Errors are one sentence on stderr, or one JSON object with `--json`; never a traceback."""
    import click
    import typer

    from studio.cli import report
    from studio.cli.commands import app
    from studio.cli.options import spread
    from studio.core.errors import PentimentoError
    from studio.engine.job import Cancelled

    as_json = "--json" in words
    try:
        status = typer.main.get_command(app).main(spread(words), prog_name="pentimento", standalone_mode=False)
    except PentimentoError as error:
        return report.failed(error, as_json)
    except (click.UsageError, typer.BadParameter) as error:
        return report.wrong(error.format_message(), as_json)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt, Cancelled):
        print("Cancelled: nothing was written.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        return 0
    return int(status or 0)
