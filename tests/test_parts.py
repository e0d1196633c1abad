"""One walk finds everything the studio is made of."""

from __future__ import annotations

from studio.parts import KINDS, modules, parts


def test_every_part_is_found_by_its_constant() -> None:
    for package in KINDS:
        assert parts(package), package
    assert {family.id for family in parts("studio.families")} >= {"patchmatch", "diffusion"}


def test_modules_are_named_in_order() -> None:
    names = modules("studio.formats")
    assert list(names) == sorted(names)
    assert "studio.formats.png" in names
