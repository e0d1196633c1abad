"""The commands' names, apart from their code, so that opening a picture need not import the command line."""

COMMANDS = (
    "fill",
    "generate",
    "sketch",
    "edit",
    "translate",
    "sample",
    "upscale",
    "encode",
    "decode",
    "walk",
    "animate",
    "train",
    "convert",
    "info",
    "run",
    "models",
    "worlds",
    "bench",
    "demo",
    "selftest",
)
