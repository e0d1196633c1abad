"""How other programs note in a picture what it was made from, read into one vocabulary, and written in A1111's.

The common dict holds what was found of: dialect, prompt, negative, steps, guidance, sampler, schedule, seed, model,
strength, width, height, and `extra` for what has no name here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

SCHEDULES = ("Karras", "Exponential", "Polyexponential", "SGM Uniform", "Uniform", "Simple", "Normal", "DDIM", "Beta",
             "Automatic", "KL Optimal")

_A1111 = {
    "Steps": ("steps", int),
    "CFG scale": ("guidance", float),
    "Sampler": ("sampler", str),
    "Schedule type": ("schedule", str),
    "Seed": ("seed", int),
    "Model": ("model", str),
    "Denoising strength": ("strength", float),
}


def read(texts: Mapping[str, str]) -> dict[str, Any] | None:
    """The common dict of the first dialect that `texts` speak, by PNG keyword or EXIF's "UserComment"; else None."""
    found = None
    if "invokeai_metadata" in texts:
        found = invokeai(texts["invokeai_metadata"])
    for key in ("parameters", "UserComment", "comment"):
        if found is None and key in texts:
            found = fooocus(texts[key]) or a1111(texts[key])
    if found is None and "prompt" in texts:
        found = comfyui(texts["prompt"])
    if found is None and "workflow" in texts and _object(texts["workflow"]) is not None:
        found = {"dialect": "comfyui", "extra": {"workflow": True}}
    return found


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _put(out: dict[str, Any], name: str, kind: type, value: Any) -> None:
    """Keeps `value` as `kind` when it is one; nonsense is left out."""
    if value is None or isinstance(value, (dict, list)):
        return
    try:
        out[name] = kind(value)
    except (TypeError, ValueError, OverflowError):
        pass


# A1111 (also Forge, SD.Next): prompt lines, "Negative prompt: …", then "Steps: 20, Sampler: Euler a, …"


def a1111(text: str) -> dict[str, Any] | None:
    """None when the last line holds no settings: then it is just some text."""
    lines = text.strip().splitlines()
    if not lines:
        return None
    start = next((n for n in range(len(lines) - 1, -1, -1) if re.match(r"Steps: \d+", lines[n])), None)
    if start is None:
        return None
    settings = _settings(" ".join(lines[start:]))
    prompt: list[str] = []
    negative: list[str] = []
    seen = False
    for line in lines[:start]:
        if not seen and line.startswith("Negative prompt:"):
            seen, line = True, line.removeprefix("Negative prompt:").lstrip()
        (negative if seen else prompt).append(line)
    out: dict[str, Any] = {"dialect": "a1111", "prompt": "\n".join(prompt).strip(),
                           "negative": "\n".join(negative).strip()}
    for theirs, (ours, kind) in _A1111.items():
        _put(out, ours, kind, settings.pop(theirs, None))
    size = re.fullmatch(r"(\d+)x(\d+)", settings.pop("Size", ""))
    if size:
        out["width"], out["height"] = int(size[1]), int(size[2])
    _split_schedule(out)
    out["extra"] = settings
    return out


def _settings(line: str) -> dict[str, str]:
    """"Steps: 20, Note: \\"a, b\\"" as a dict; commas and colons inside quotes belong to the value."""
    out: dict[str, str] = {}
    for name, quoted, plain in re.findall(r'([^,:"]+):\s*(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:,|$)', line):
        value = json_text(quoted) if quoted else plain.strip()
        out.setdefault(name.strip(), value)
    return out


def json_text(quoted: str) -> str:
    try:
        return str(json.loads(f'"{quoted}"'))
    except ValueError:
        return quoted


def _split_schedule(out: dict[str, Any]) -> None:
    """Older files say "DPM++ 2M Karras" in one."""
    sampler = str(out.get("sampler", ""))
    for schedule in SCHEDULES:
        if "schedule" not in out and sampler.lower().endswith(" " + schedule.lower()):
            out["sampler"], out["schedule"] = sampler[: -len(schedule) - 1], schedule


def to_a1111(job: Mapping[str, Any], size: tuple[int, int] | None = None, version: str = "") -> str:
    """Our job (or a common dict) in A1111's dialect; "" when it was not led by a text."""
    if "prompt" not in job or "steps" not in job:
        return ""
    settings: list[tuple[str, Any]] = [("Steps", job["steps"])]
    for theirs, (ours, _) in _A1111.items():
        value = job.get(ours)
        if theirs != "Steps" and value not in (None, ""):
            settings.append((theirs, value))
        if theirs == "Seed" and size is not None:
            settings.append(("Size", f"{size[0]}x{size[1]}"))
    if version:
        settings.append(("Version", version))
    lines = [str(job["prompt"])]
    if job.get("negative"):
        lines.append(f"Negative prompt: {job['negative']}")
    lines.append(", ".join(f"{name}: {_quoted(value)}" for name, value in settings))
    return "\n".join(lines)


def _quoted(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r'[,:"\n]', text) else text


# ComfyUI: a graph of nodes {number: {"class_type", "inputs"}}; an input is a value or a link [number, slot]


def comfyui(text: str) -> dict[str, Any] | None:
    """What the last sampler of the graph was fed with."""
    graph = _object(text)
    if graph is None:
        return None
    nodes = {str(key): node["inputs"] for key, node in graph.items()
             if isinstance(node, dict) and isinstance(node.get("inputs"), dict)}
    if not nodes:
        return None
    out: dict[str, Any] = {"dialect": "comfyui", "extra": {}}
    samplers = [inputs for inputs in nodes.values() if "positive" in inputs and ("steps" in inputs or "seed" in inputs)]
    for inputs in samplers[-1:]:
        for theirs, ours, kind in (("steps", "steps", int), ("cfg", "guidance", float),
                                   ("sampler_name", "sampler", str), ("scheduler", "schedule", str),
                                   ("seed", "seed", int), ("noise_seed", "seed", int), ("denoise", "strength", float)):
            _put(out, ours, kind, _followed(nodes, inputs.get(theirs), (theirs, "value", "seed", "int", "float")))
        for theirs, ours in (("positive", "prompt"), ("negative", "negative")):
            _put(out, ours, str, _followed(nodes, inputs.get(theirs), _TEXTS))
        _put(out, "model", str, _followed(nodes, inputs.get("model"), ("ckpt_name", "unet_name", "model_name")))
        for name in ("width", "height"):
            _put(out, name, int, _followed(nodes, inputs.get("latent_image"), (name,)))
    return out


_TEXTS = ("text", "text_g", "t5xxl", "clip_l", "string", "value", "prompt", "positive")


def _followed(nodes: Mapping[str, Mapping[str, Any]], value: Any, wanted: tuple[str, ...]) -> Any:
    """The plain value at the end of a chain of links: the first of the `wanted` inputs met on the way up."""
    queue, seen = [value], set()
    while queue:
        value = queue.pop(0)
        if not isinstance(value, list):
            return value
        number = str(value[0]) if value else ""
        if number in seen or number not in nodes:
            continue
        seen.add(number)
        inputs = nodes[number]
        queue += [inputs[name] for name in wanted if name in inputs]
        queue += [link for name, link in inputs.items() if isinstance(link, list) and name not in wanted]
    return None


# InvokeAI 3 and later


def invokeai(text: str) -> dict[str, Any] | None:
    data = _object(text)
    if data is None:
        return None
    out: dict[str, Any] = {"dialect": "invokeai", "extra": {}}
    for theirs, ours, kind in (("positive_prompt", "prompt", str), ("negative_prompt", "negative", str),
                               ("steps", "steps", int), ("cfg_scale", "guidance", float),
                               ("scheduler", "sampler", str), ("seed", "seed", int), ("strength", "strength", float),
                               ("width", "width", int), ("height", "height", int)):
        _put(out, ours, kind, data.pop(theirs, None))
    model = data.pop("model", None)
    if isinstance(model, dict):
        model = model.get("name") or model.get("model_name") or model.get("key")
    _put(out, "model", str, model)
    out["extra"] = {name: value for name, value in data.items() if isinstance(value, (str, int, float, bool))}
    return out


# Fooocus: JSON under "parameters" or in the EXIF comment (its other scheme is A1111's)


def fooocus(text: str) -> dict[str, Any] | None:
    data = _object(text)
    if data is None or "prompt" not in data or not {"base_model", "guidance_scale"} & set(data):
        return None
    out: dict[str, Any] = {"dialect": "fooocus"}
    for theirs, ours, kind in (("prompt", "prompt", str), ("negative_prompt", "negative", str),
                               ("steps", "steps", int), ("guidance_scale", "guidance", float),
                               ("sampler", "sampler", str), ("scheduler", "schedule", str), ("seed", "seed", int),
                               ("base_model", "model", str)):
        _put(out, ours, kind, data.pop(theirs, None))
    size = re.findall(r"\d+", str(data.pop("resolution", "")))
    if len(size) == 2:
        out["width"], out["height"] = int(size[0]), int(size[1])
    out["extra"] = {name: value for name, value in data.items() if isinstance(value, (str, int, float, bool))}
    return out
