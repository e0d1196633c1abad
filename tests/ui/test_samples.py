"""The photographs of the start page, and the masks that are painted on them."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from studio.families.tasks import Intent, task_named
from studio.ui import icons, samples
from studio.ui.pictures import picture_of
from studio.ui.samples import SAMPLES, Sample


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.id)
def test_its_photograph_is_there_and_its_task_known(sample: Sample, qapp: QApplication) -> None:
    assert samples.path_of(sample).exists()
    assert icons.known(sample.icon)
    if sample.verb == samples.EXPLORE:
        return
    kind = task_named(sample.verb)
    assert all(hasattr(kind, name) for name in sample.values())


@pytest.mark.parametrize("sample", [one for one in SAMPLES if one.verb == "fill"], ids=lambda one: one.id)
def test_the_document_is_ready_to_be_filled_and_can_go_back_to_the_photograph(sample: Sample,
                                                                             qapp: QApplication) -> None:
    photograph = picture_of(QImage(str(samples.path_of(sample))))
    document = samples.document_of(sample, photograph)
    assert not document.modified
    marked = document.mask.read(document.canvas) > 127
    bare = document.canvas.area - photograph.shape[0] * photograph.shape[1]
    assert 0.01 < (marked.sum() + bare) / document.canvas.area < 0.5
    assert (bare > 0) is (sample.intent == Intent.EXPAND.value)
    while document.undo():
        pass
    assert document.size == (photograph.shape[1], photograph.shape[0])
    assert len(document.mask) == 0


def test_the_card_shows_a_veil_just_where_the_mask_will_be(qapp: QApplication) -> None:
    sample = SAMPLES[0]
    plain = QImage(str(samples.path_of(sample)))
    veiled, photograph = picture_of(samples.view(sample)), picture_of(plain)
    changed = (veiled != photograph).any(axis=2)
    marked = samples.mask_of(sample, plain.width(), plain.height()) > 0
    assert not changed[~marked].any()
    assert changed[marked].mean() > 0.95


def test_only_what_works_here_is_offered() -> None:
    assert samples.possible(SAMPLES[0], lambda verb: verb == "fill")
    assert not samples.possible(SAMPLES[0], lambda verb: None)


def test_one_explores_where_a_model_can_sample() -> None:
    (explore,) = [one for one in SAMPLES if one.verb == samples.EXPLORE]
    assert samples.possible(explore, lambda verb: verb == "sample")
    assert not samples.possible(explore, lambda verb: verb == "fill")


def test_finding_the_photographs_needs_no_scikit_image() -> None:
    import subprocess

    code = "import sys; from studio.ui import samples as s; s.path_of(s.SAMPLES[0]); print('skimage' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


def test_a_mask_is_as_large_as_asked(qapp: QApplication) -> None:
    mask = samples.mask_of(SAMPLES[0], 101, 57)
    assert mask.shape == (57, 101)
    assert mask.dtype == np.uint8
