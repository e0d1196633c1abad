"""Takes the tensors out of a pickled checkpoint, in a process of its own, and writes them as safetensors.

A pickle can hold code. Here it is read by torch's reader for weights alone, which runs none, in a child that ends with
it: the studio itself never loads one. Of what training programs keep beside each other, the weights that are meant to
be used are taken: the averaged generator of a GAN ("g_ema"), else a "state_dict", else what is there.
"""

from __future__ import annotations

import multiprocessing
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.core.errors import BadRequest, JobFailed, Unreadable

INSIDE = ("g_ema", "params_ema", "ema", "state_dict", "params", "model")
"""Where in a checkpoint the weights are, the first that is there."""

BESIDE = ("latent_avg",)
"""What belongs to the weights though it lies beside them: the mean style of a StyleGAN2."""


def converted(source: Path, target: Path) -> int:
    """Writes `target`; gives how many tensors it holds. Unreadable for what is no checkpoint of tensors."""
    if not source.is_file():
        raise BadRequest(f"There is no file {source}.")
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    worker = context.Process(target=_work, args=(source, target, theirs), daemon=True)
    worker.start()
    theirs.close()
    try:
        said: int | str = ours.recv()
    except EOFError:
        said = "the process that read it ended without a word"
    finally:
        worker.join()
        ours.close()
    if isinstance(said, int):
        return said
    raise Unreadable(f"{source.name} could not be converted: {said}.",
                     "Only tensors are read, never code: save its state_dict alone and try again.")  # fmt: skip


def _work(source: Path, target: Path, answer: Any) -> None:
    """In the child: the count of tensors, or a sentence's end that says what went wrong."""
    from studio.core.errors import PentimentoError

    try:
        answer.send(write(source, target))
    except PentimentoError as error:
        answer.send(error.message)


def write(source: Path, target: Path) -> int:
    """What the child does."""
    import pickle

    import torch
    from safetensors.torch import save

    from studio.formats.whole import whole

    try:
        with warnings.catch_warnings():  # about old kinds of pickles
            warnings.simplefilter("ignore")
            held = torch.load(source, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError:
        raise JobFailed("it holds more than tensors") from None
    except (OSError, RuntimeError, EOFError, ValueError):
        raise JobFailed("it is no checkpoint of PyTorch") from None
    tensors = weights(held)
    if not tensors:
        raise JobFailed("there are no tensors in it")
    with whole(target) as part:
        part.write_bytes(save({name: one.contiguous().clone() for name, one in tensors.items()}))
    return len(tensors)


def weights(held: Any) -> dict[str, Any]:
    """The tensors to use out of what a checkpoint holds, floating-point ones in full precision."""
    import torch

    inside = held
    while isinstance(inside, Mapping):
        name = next((name for name in INSIDE if isinstance(inside.get(name), Mapping)), None)
        if name is None:
            break
        inside = inside[name]
    if not isinstance(inside, Mapping):
        return {}
    found = {str(name): one for name, one in inside.items() if isinstance(one, torch.Tensor)}
    found |= {name: held[name] for name in BESIDE if isinstance(held.get(name), torch.Tensor)}
    return {name.removeprefix("module."): one.float() if one.is_floating_point() else one
            for name, one in found.items()}  # fmt: skip
