"""convert and info: what files are, and the same content in another format."""

from __future__ import annotations

from typing import Any

from studio.cli import report


def convert(values: dict[str, Any]) -> None:
    from studio.formats import files

    source, out = values["picture"], values["out"]
    files.convert(source, out, quality=values["quality"])
    report.result({"outputs": [str(out)]}, [f"Wrote {out}"], values["json"], values["quiet"])


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
            lines.append(f"{label}: {value}")
    return lines
