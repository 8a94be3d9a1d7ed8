"""A copy to work on, its original, and the way back: replaced, kept beside, or nothing."""

from __future__ import annotations

import errno
import shutil

import pytest

from cpom_desktop.bootstrap import lieux
from cpom_desktop.errors import DisquePlein, DossierCorrompu, DossierVerrouille, ErreurStockage
from cpom_desktop.services.copies_de_travail import EtatOriginal
from cpom_desktop.services.operations import UpdateEtablissement
from db import working_copies
from tests.outils.dossiers import (
    copy_tilleuls,
    every_row,
    frozen_clock,
    opened,
    patched,
    raw,
    state_of,
)


@pytest.fixture
def places(tmp_path):
    """Return what knows working copies, its notes in a folder of the test."""
    return lieux(tmp_path / "donnees" / "sauvegardes", clock=frozen_clock)


@pytest.fixture
def original(tmp_path):
    (tmp_path / "cle").mkdir()
    return copy_tilleuls(tmp_path / "cle")


@pytest.fixture
def link(places, original, tmp_path):
    return places.work_on_copy(original, tmp_path / "ordinateur")


def edit(path, commune):
    with opened(path) as workspace:
        workspace.run(UpdateEtablissement(commune=commune))
        return workspace.content_mark()


def commune(path):
    with opened(path, read_only=True) as workspace:
        return workspace.snapshot.etablissement.commune


def mark(path):
    with opened(path, read_only=True) as workspace:
        return workspace.content_mark()


def damage(path):
    """Change one letter of what she wrote: SQLite alone would not see it."""
    patched(path, path.read_bytes().index(b"Tilleuls"), b"t")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_copy_is_the_original_byte_for_byte_and_is_remembered(places, original, tmp_path):
    before = state_of(original.parent)

    link = places.work_on_copy(original, tmp_path / "ordinateur")

    assert link.copie == tmp_path / "ordinateur" / original.name
    assert link.copie.read_bytes() == original.read_bytes()
    assert state_of(original.parent) == before
    assert places.link_of(link.copie, link.uuid) == places.copy_of(original) == link
    assert names(link.copie.parent) == [original.name]


def test_a_name_that_is_taken_is_never_replaced(places, original, tmp_path):
    taken = tmp_path / "ordinateur" / original.name
    taken.parent.mkdir()
    taken.write_text("à elle")

    assert places.work_on_copy(original, taken.parent).copie.name == "Les Tilleuls 2.cpom"
    assert taken.read_text() == "à elle"


def test_another_dossier_at_the_place_of_a_copy_has_no_original(places, link):
    assert places.link_of(link.copie, "autre") is None
    assert places.link_of(link.original, link.uuid) is None
    link.copie.unlink()
    assert places.copy_of(link.original) is None


def test_put_back_replaces_the_original_and_keeps_it_beside(places, link):
    before = link.original.read_bytes()
    edit(link.copie, "Ici")

    aside = places.put_back(link)

    assert commune(link.original) == "Ici"
    assert aside.name == "Les Tilleuls (avant remise en place 2027-03-12 14h32).cpom"
    assert aside.read_bytes() == before
    assert every_row(link.original) == every_row(link.copie)
    assert names(link.original.parent) == sorted([aside.name, link.original.name])


def test_she_goes_on_in_the_copy_and_puts_it_back_again(places, link):
    for place in ("Ici", "Là"):
        edit(link.copie, place)
        link = places.link_of(link.copie, link.uuid)
        assert places.examine(link, mark(link.copie)).etat is EtatOriginal.INCHANGE
        places.put_back(link)
        assert commune(link.original) == place
    link = places.link_of(link.copie, link.uuid)
    assert places.examine(link, mark(link.copie)).etat is EtatOriginal.A_JOUR


def test_opening_the_original_without_typing_changes_nothing_of_it(places, link):
    with opened(link.original) as workspace:
        workspace.set_resume("page", "retroplanning")
    edit(link.copie, "Ici")

    assert places.examine(link, mark(link.copie)).etat is EtatOriginal.INCHANGE


def test_an_original_changed_elsewhere_is_never_replaced_unasked(places, link):
    edit(link.original, "Ailleurs")
    edit(link.copie, "Ici")
    before = state_of(link.original.parent)

    found = places.examine(link, mark(link.copie))
    with pytest.raises(ErreurStockage) as caught:
        places.put_back(link)

    assert found.etat is EtatOriginal.CHANGE
    assert found.original.saisie == frozen_clock().replace(tzinfo=None)
    assert found.original.modifie is not None
    assert found.copie.modifie is not None
    assert caught.value.code == "original-change"
    assert state_of(link.original.parent) == before


def test_she_may_replace_it_and_what_was_changed_is_kept_beside(places, link):
    edit(link.original, "Ailleurs")
    edit(link.copie, "Ici")

    aside = places.put_back(link, over_changes=True)

    assert (commune(link.original), commune(aside)) == ("Ici", "Ailleurs")


def test_she_may_keep_both_and_then_follows_the_new_one(places, link):
    edit(link.original, "Ailleurs")
    edit(link.copie, "Ici")

    target = places.keep_both(link)

    assert target.name == "Les Tilleuls (copie de travail 2027-03-12 14h32).cpom"
    assert (commune(link.original), commune(target)) == ("Ailleurs", "Ici")
    followed = places.link_of(link.copie, link.uuid)
    assert followed.original == target
    assert places.examine(followed, mark(link.copie)).etat is EtatOriginal.A_JOUR


def test_a_damaged_original_is_not_replaced_unasked(places, link):
    damage(link.original)
    edit(link.copie, "Ici")

    assert places.examine(link, mark(link.copie)).etat is EtatOriginal.CHANGE


def test_another_dossier_in_its_place_is_not_replaced_unasked(places, link, tmp_path):
    shutil.copy(copy_other(tmp_path), link.original)

    assert places.examine(link, mark(link.copie)).etat is EtatOriginal.CHANGE


def copy_other(folder):
    path = copy_tilleuls(folder, "autre.cpom")
    raw(path, "UPDATE meta SET uuid = 'autre'", sealed=True)
    return path


def test_a_key_taken_away_is_told_and_the_copy_put_back_later(places, link):
    edit(link.copie, "Ici")
    away = link.original.parent.rename(link.original.parent.with_name("retirée"))

    assert places.examine(link, mark(link.copie)).etat is EtatOriginal.ABSENT
    for act in (places.put_back, places.keep_both):
        with pytest.raises(ErreurStockage) as caught:
            act(link)
        assert caught.value.code == "original-absent"
    away.rename(link.original.parent)
    places.put_back(link)
    assert commune(link.original) == "Ici"


def test_an_original_deleted_since_is_written_anew(places, link):
    edit(link.copie, "Ici")
    link.original.unlink()

    assert places.examine(link, mark(link.copie)).etat is EtatOriginal.DISPARU
    assert places.put_back(link) is None
    assert commune(link.original) == "Ici"


def test_an_original_open_elsewhere_is_neither_replaced_nor_copied(places, link, tmp_path):
    edit(link.copie, "Ici")
    with opened(link.original):
        acts = (
            lambda: places.put_back(link),
            lambda: places.examine(link, ""),
            lambda: places.work_on_copy(link.original, tmp_path / "encore"),
        )
        for act in acts:
            with pytest.raises(DossierVerrouille, match="Déjà ouvert"):
                act()
    assert commune(link.original) != "Ici"
    assert not (tmp_path / "encore").exists()


def copy_again(places, link):
    places.work_on_copy(link.original, link.copie.parent)


def put_back(places, link):
    places.put_back(link)


def keep_both(places, link):
    places.keep_both(link)


@pytest.mark.parametrize("act", [copy_again, put_back, keep_both])
def test_a_full_disk_leaves_everything_as_it_was(places, link, monkeypatch, act):
    edit(link.copie, "Ici")
    folders = link.original.parent, link.copie.parent
    before = [state_of(folder) for folder in folders]

    def full(_source, part):
        part.write_bytes(b"x" * 5000)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(working_copies, "copy_whole", full)
    with pytest.raises(DisquePlein) as caught:
        act(places, link)

    assert "place" in caught.value.remedy
    assert [state_of(folder) for folder in folders] == before
    assert places.link_of(link.copie, link.uuid) == link


def test_what_is_copied_is_checked_before_it_takes_its_name(places, original, tmp_path):
    damage(original)

    with pytest.raises(DossierCorrompu):
        places.work_on_copy(original, tmp_path / "ordinateur")

    assert names(tmp_path / "ordinateur") == []
    assert places.copy_of(original) is None


def test_notes_that_do_not_read_cost_the_link_alone(places, link, tmp_path):
    notes = tmp_path / "donnees" / "copies-de-travail"
    for note in notes.iterdir():
        note.write_text('{"copie": 3')

    assert places.link_of(link.copie, link.uuid) is None
    assert places.copy_of(link.original) is None
    assert commune(link.copie) == commune(link.original)


def test_what_is_noted_is_readable_by_her_alone(link, tmp_path):
    (note,) = (tmp_path / "donnees" / "copies-de-travail").iterdir()

    assert note.stat().st_mode & 0o777 == 0o600
    assert note.parent.stat().st_mode & 0o777 == 0o700
    assert link.copie.stat().st_mode & 0o777 == 0o600
