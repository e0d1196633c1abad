"""Promises of reading other programs' notes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from studio.formats import dialects

A1111 = """a lighthouse, (storm:1.2)
second line
Negative prompt: blurry, text
more of it
Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 1234567890, Size: 768x512, \
Model hash: abc123, Model: dream_v8, Denoising strength: 0.35, Lora hashes: "one: a1, two: b2", Version: v1.10.1"""

COMFY = {
    "3": {"class_type": "KSampler", "inputs": {
        "seed": ["20", 0], "steps": 25, "cfg": 7.5, "sampler_name": "euler", "scheduler": "karras", "denoise": 1.0,
        "model": ["10", 0], "positive": ["11", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sd15.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 640, "height": 448, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": ["21", 0], "clip": ["4", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "ugly", "clip": ["4", 1]}},
    "10": {"class_type": "LoraLoader", "inputs": {"model": ["4", 0], "clip": ["4", 1], "lora_name": "x"}},
    "11": {"class_type": "ControlNetApply", "inputs": {"conditioning": ["6", 0], "image": ["12", 0]}},
    "20": {"class_type": "PrimitiveInt", "inputs": {"value": 99}},
    "21": {"class_type": "PrimitiveString", "inputs": {"value": "a quiet harbour"}},
}


def test_a1111_is_read() -> None:
    found = dialects.read({"parameters": A1111})
    assert found == {
        "dialect": "a1111", "prompt": "a lighthouse, (storm:1.2)\nsecond line",
        "negative": "blurry, text\nmore of it", "steps": 28, "guidance": 6.5, "sampler": "DPM++ 2M",
        "schedule": "Karras", "seed": 1234567890, "model": "dream_v8", "strength": 0.35, "width": 768, "height": 512,
        "extra": {"Model hash": "abc123", "Lora hashes": "one: a1, two: b2", "Version": "v1.10.1"},
    }


def test_older_a1111_names_the_schedule_with_the_sampler() -> None:
    found = dialects.a1111("x\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 1, Size: 512x512")
    assert found is not None
    assert (found["sampler"], found["schedule"], found["negative"]) == ("DPM++ 2M", "Karras", "")


def test_comfyui_is_followed_through_its_links() -> None:
    found = dialects.read({"prompt": json.dumps(COMFY), "workflow": "{}"})
    assert found == {
        "dialect": "comfyui", "extra": {}, "steps": 25, "guidance": 7.5, "sampler": "euler", "schedule": "karras",
        "seed": 99, "strength": 1.0, "prompt": "a quiet harbour", "negative": "ugly", "model": "sd15.safetensors",
        "width": 640, "height": 448,
    }


def test_comfyui_graphs_that_bite_their_tail_end() -> None:
    ring = {"1": {"inputs": {"positive": ["2", 0], "steps": 4}}, "2": {"inputs": {"conditioning": ["3", 0]}},
            "3": {"inputs": {"conditioning": ["2", 0]}}}
    assert dialects.comfyui(json.dumps(ring)) == {"dialect": "comfyui", "extra": {}, "steps": 4}


def test_a_workflow_alone_is_named() -> None:
    assert dialects.read({"workflow": "{}"}) == {"dialect": "comfyui", "extra": {"workflow": True}}


def test_invokeai_is_read() -> None:
    text = json.dumps({
        "app_version": "5.0.0", "generation_mode": "txt2img", "positive_prompt": "a fox", "negative_prompt": "",
        "width": 512, "height": 768, "seed": 7, "cfg_scale": 5, "steps": 30, "scheduler": "dpmpp_2m_k",
        "model": {"key": "k", "name": "Juggernaut", "base": "sdxl"}, "loras": [],
    })
    assert dialects.read({"invokeai_metadata": text}) == {
        "dialect": "invokeai", "prompt": "a fox", "negative": "", "width": 512, "height": 768, "seed": 7,
        "guidance": 5.0, "steps": 30, "sampler": "dpmpp_2m_k", "model": "Juggernaut",
        "extra": {"app_version": "5.0.0", "generation_mode": "txt2img"},
    }


def test_fooocus_is_read_in_both_schemes() -> None:
    text = json.dumps({
        "prompt": "a bear", "negative_prompt": "n", "steps": 30, "guidance_scale": 4.0, "sampler": "dpmpp_2m_sde_gpu",
        "scheduler": "karras", "seed": "123", "base_model": "juggernautXL", "resolution": "(896, 1152)",
        "version": "Fooocus v2.5.5",
    })
    found = dialects.read({"parameters": text, "fooocus_scheme": "fooocus"})
    assert found == {
        "dialect": "fooocus", "prompt": "a bear", "negative": "n", "steps": 30, "guidance": 4.0,
        "sampler": "dpmpp_2m_sde_gpu", "schedule": "karras", "seed": 123, "model": "juggernautXL", "width": 896,
        "height": 1152, "extra": {"version": "Fooocus v2.5.5"},
    }
    assert dialects.read({"comment": text}) == found
    assert (dialects.read({"parameters": A1111, "fooocus_scheme": "a1111"}) or {})["dialect"] == "a1111"


def test_plain_texts_are_no_dialect() -> None:
    assert dialects.read({"parameters": "just a note", "comment": "{}", "prompt": "[]", "Title": "x"}) is None


@given(st.dictionaries(st.sampled_from(["parameters", "prompt", "workflow", "invokeai_metadata", "comment"]),
                       st.text() | st.recursive(st.none() | st.integers() | st.text(),
                                                lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)).map(
                           json.dumps)))
def test_nonsense_never_breaks_reading(texts: dict[str, str]) -> None:
    found = dialects.read(texts)
    assert found is None or "dialect" in found


@given(
    prompt=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"])).map(str.strip),
    steps=st.integers(1, 150), guidance=st.floats(0, 30).map(lambda value: round(value, 2)),
    seed=st.integers(0, 2**63), model=st.text("abc ,:\"\\_-é", min_size=1).map(str.strip).filter(bool),
)
def test_what_is_written_is_read_again(prompt: str, steps: int, guidance: float, seed: int, model: str) -> None:
    if prompt.startswith(("Steps:", "Negative prompt:")):
        return
    job = {"prompt": prompt, "negative": "dull, grey", "steps": steps, "guidance": guidance, "seed": seed,
           "model": model, "sampler": "Euler a", "schedule": "Karras"}
    found = dialects.a1111(dialects.to_a1111(job, (640, 480), "Pentimento 1")) or {}
    assert {name: found[name] for name in job} == job
    assert (found["width"], found["height"]) == (640, 480)


def test_jobs_without_a_text_say_nothing_in_a1111() -> None:
    assert dialects.to_a1111({"task": "upscale", "scale": 2}) == ""
