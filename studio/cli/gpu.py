"""gpu status, get, off: the part that computes on NVIDIA cards, which no installer carries."""

from __future__ import annotations

from typing import Any

import typer

from studio.cli import report
from studio.cli.options import command, option

SAYS = {
    "none": "The part for it is not installed: the torch that came with the studio computes.",
    "ready": "The part for it is installed: {name}.",
    "other": "A part for it is installed but does not fit. {reason}",
    "failed": "The part for it is installed but could not be loaded. {reason}",
}


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The part that computes on NVIDIA cards.", no_args_is_help=True)
    yes = option("yes", "Download without asking.", bool, False, "--yes", "-y")
    command(group, "status", "Say which card is here, and whether its part is.", (), status)
    command(group, "get", "Download the part for this computer, and try it.", (yes,), get)
    command(group, "off", "Take the part away; the processor goes on.", (), off)
    app.add_typer(group, name="gpu")


def status(values: dict[str, Any]) -> None:
    from studio.engine import gpu

    offer, card, runtime = gpu.offer(), gpu.card(), gpu.status()
    told = {"card": card, "runtime": runtime, "bytes": offer.nbytes if offer else 0}
    lines = [card or "No NVIDIA card is here.", SAYS[runtime["state"]].format_map(runtime)]
    if offer and runtime["state"] != "ready":
        lines.append(f"It can be downloaded: {offer.nbytes / 1e9:.1f} GB. Run: pentimento gpu get")
    report.result(told, lines, values["json"], values["quiet"])


def get(values: dict[str, Any]) -> None:
    from studio.engine import gpu

    offer = gpu.offer()
    if offer and not values["yes"]:
        question = f"{offer.name}, licence {offer.licence}, {offer.nbytes / 1e9:.1f} GB. Download it?"
        if not typer.confirm(question):
            raise typer.Abort
    with report.bar("Getting the part for graphics cards", values["quiet"]) as watch:
        told = gpu.get(offline=False, report=watch)
    report.result(told, [f"It works on {told['card']}: {told['name']}."], values["json"], values["quiet"])


def off(values: dict[str, Any]) -> None:
    from studio.engine import gpu

    gpu.drop()
    report.result(gpu.status(), ["The processor computes from now on."], values["json"], values["quiet"])
