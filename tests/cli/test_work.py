"""A task goes through the session, and what went wrong is raised."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.cli.pictures import opened
from studio.cli.work import model_for, performed, well
from studio.core.errors import BadRequest, JobFailed
from studio.engine.blocking import Blocking
from studio.engine.job import Cancelled, Job, State
from studio.engine.library import Library
from studio.families.tasks import Edit, Sample, Upscale


@pytest.fixture
def library(vae: Path) -> Library:
    return Library([vae]).refresh()


def test_what_needs_no_picture_gets_a_document_of_its_own(library: Library) -> None:
    made = performed(Sample, {"seed": 2, "count": 2}, None, library, Blocking(library, "cpu"))
    assert made.document.size == (32, 32)
    assert made.layer is made.document.root.children[0]
    assert len(made.job.patches) == 2


def test_an_edit_lies_over_its_picture_and_an_upscale_in_another(files: Path, library: Library) -> None:
    engine, document = Blocking(library, "cpu"), opened(files / "in.png")
    made = performed(Edit, {"sliders": {"smile": 1}}, document, library, engine)
    assert made.document is document
    assert [layer.name for layer in document.root.children] == ["Background", "Edit"]
    larger = performed(Upscale, {"scale": 2, "model": "lanczos"}, document, library, engine)
    assert larger.document.size == (192, 144)
    assert len(document.root.children) == 2


def test_the_model_is_the_one_asked_for_or_the_best(library: Library) -> None:
    assert model_for(library, Sample, None).id == "tiny-vae"
    with pytest.raises(BadRequest, match="cannot do “Sample”"):
        model_for(library, Sample, "lanczos")


def test_how_a_job_ended_is_raised() -> None:
    job = Job(Sample())
    job.state = State.CANCELLED
    with pytest.raises(Cancelled):
        well(job)
    job.error = JobFailed("The brush broke.")
    with pytest.raises(JobFailed, match="brush"):
        well(job)
