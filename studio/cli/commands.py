"""The table of all commands."""

from __future__ import annotations

from pathlib import Path

import typer

from studio.cli import animate, checks, files, gpu, jobs, latents, models, tasks
from studio.cli.directions import register as register_directions
from studio.cli.options import OUT, argument, command, option, task_options
from studio.cli.pushes import DIRECTION
from studio.cli.training import register as register_training
from studio.cli.walk import register as register_walk
from studio.cli.worlds import register as register_worlds
from studio.families.tasks import Decode, Edit, Encode, Fill, Generate, Sample, Sketch, Translate, Upscale

app = typer.Typer(
    name="pentimento",
    help="A studio to paint, mask and draw with generative models on layers. Without a command it opens the window.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

PICTURE = argument("picture", "The picture (or layered document) to start from; - reads standard input.")
MASK = option("mask", "White where the model may paint; of the picture's size.", str, None, "--mask")
SET = option("set", "NAME=VALUE for a slider (several may follow).", list[str], [], "--set")
LIST = option("list_only", "List the model's sliders instead.", bool, False, "--list")
MAYBE_OUT = option("out", "Where the picture goes; - writes a PNG to standard output.", Path, None, "-o", "--out")

command(app, "fill", "Fill what a mask marks.", (PICTURE, MASK, *task_options(Fill), OUT), tasks.fill)
command(
    app,
    "generate",
    "Make a picture from a text.",
    (
        option("size", "WIDTHxHEIGHT, like 512x512.", str, ""),
        option("picture", "A picture to start from (image to image).", str, "", "--picture"),
        *task_options(Generate, skip=("width", "height", "from_canvas")),
        OUT,
    ),
    tasks.generate,
)
command(
    app,
    "sketch",
    "Turn a drawing into a picture that follows it.",
    (PICTURE, *task_options(Sketch), OUT),
    tasks.sketch,
)
command(
    app,
    "edit",
    "Change a picture by a model's sliders.",
    (PICTURE, SET, DIRECTION, LIST, MASK, *task_options(Edit), MAYBE_OUT),
    tasks.edit,
)
command(
    app,
    "translate",
    "Paint a picture in another manner.",
    (PICTURE, *task_options(Translate), OUT),
    tasks.translate,
)
command(
    app,
    "sample",
    "Make new pictures out of a model's own imagination.",
    (SET, DIRECTION, LIST, *task_options(Sample), MAYBE_OUT),
    tasks.sample,
)
command(
    app,
    "upscale",
    "Make pictures larger.",
    (
        argument("picture", "The picture (or layered document); - reads standard input. Several go to the folder OUT.",
                 list[Path]),
        option("size", "The exact size, WIDTHxHEIGHT, instead of a scale.", str, ""),
        *task_options(Upscale, skip=("width", "height")),
        OUT,
    ),
    tasks.upscale,
)  # fmt: skip
command(
    app,
    "encode",
    "Find where a picture lies in a model's latent space.",
    (
        PICTURE,
        option("preview", "Also write what the model makes of that place.", Path, None, "--preview"),
        *task_options(Encode),
        option("out", "The latent's file, .safetensors; - writes it to standard output.", Path, ..., "-o", "--out"),
    ),
    latents.encode,
)
command(
    app,
    "decode",
    "Make pictures of places in a model's latent space.",
    (argument("latents", "Files that encode wrote; - reads standard input.", list[Path], []),
     option("seeds", "Seeds instead, with commas between them.", str, ""), SET, DIRECTION,
     *task_options(Decode), OUT),
    latents.decode,
)  # fmt: skip
command(
    app,
    "run",
    "Run the JSON that --json printed for any task.",
    (argument("job", "The file with the job; - reads standard input."), OUT),
    jobs.run,
)
command(
    app,
    "convert",
    "Turn any readable document or picture into any writable format.",
    (
        argument("picture", "What to read; - reads standard input."),
        argument("out", "What to write; its ending names the format."),
        option("quality", "1 … 100, for formats that lose something.", int, None),
    ),
    files.convert,
)
command(
    app,
    "info",
    "Say what a file is: size, layers, metadata, provenance.",
    (argument("picture", "The file."),),
    files.info,
)
command(
    app,
    "bench",
    "Measure ratios against a named reference in the same run.",
    (
        argument("names", "Which benchmarks; none: all of them.", list[str], []),
        option("list_only", "Only list them.", bool, False, "--list"),
        option("out", "For models: a folder for contact sheets.", Path, None, "-o", "--out"),
        option("count", "For models: how many pictures each figure stands on.", int, 2048),
        option("only", "For models: measure this one (may be given several times).", list[str], [], "--only"),
        option("photographs", "For models: a folder of photographs to enlarge.", Path, None, "--photographs"),
    ),
    checks.bench,
)
command(
    app,
    "selftest",
    "Count families, tools, formats, panels and models, and run one tiny job per family.",
    (),
    checks.selftest,
)
command(
    app,
    "demo",
    "Do the main job on a sample photograph, without a window.",
    (option("out", "A folder for the results.", str, "pentimento-demo", "-o", "--out"),),
    checks.demo,
)
models.register(app)
gpu.register(app)
register_training(app)
register_walk(app)
register_directions(app)
animate.register(app)
register_worlds(app)
