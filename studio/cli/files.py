"""convert and info: what files are, and the same content in another format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from studio.cli import report

LONG = 400
"""Letters of one fact that are shown; --json has all."""


def convert(values: dict[str, Any]) -> None:
    from studio.formats import files

    source, out = values["picture"], values["out"]
    options = {} if values["quality"] is None else {"quality": values["quality"]}
    if "-" in (str(source), str(out)):
        _piped(source, out, options)
        return
    report.aside(files.convert(source, out, **options), values["quiet"])
    report.result({"outputs": [str(out)]}, [f"Wrote {out}"], values["json"], values["quiet"])


def _piped(source: Path, out: Path, options: dict[str, Any]) -> None:
    """From standard input, to standard output (as PNG), or both."""
    from studio.formats import files

    data = sys.stdin.buffer.read() if str(source) == "-" else None
    flat = files.open_flat(source) if data is None else files.decoded(data, "standard input")
    if str(out) == "-":
        sys.stdout.buffer.write(files.encoded(flat, **options))
    else:
        files.export(out, flat, **options)


def info(values: dict[str, Any]) -> None:
    from studio.formats.info import describe_file

    told = describe_file(values["picture"])
    report.result(told, list(_lines(told)), values["json"], values["quiet"])


def _lines(told: dict[str, Any], indent: str = "") -> list[str]:
    lines: list[str] = []
    for name, value in told.items():
        label = f"{indent}{name.replace('_', ' ')}"
        if isinstance(value, dict):
            lines += [f"{label}:", *_lines(value, indent + "  ")]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{label}:")
            for number, item in enumerate(value, start=1):
                lines += [f"{indent}  {number}.", *_lines(item, indent + "    ")]
        elif value not in (None, "", [], {}):
            text = str(value)
            lines.append(f"{label}: {text}" if len(text) <= LONG else f"{label}: {text[:LONG - 1]}…")
    return lines
