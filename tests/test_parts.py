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


def test_a_family_is_a_folder_and_what_families_share_is_not_asked() -> None:
    names = modules("studio.families", folders=True)
    assert "studio.families.diffusion" in names
    assert "studio.families.region" not in names
