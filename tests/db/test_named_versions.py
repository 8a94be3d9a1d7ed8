"""Named versions: in the file, outside the journal and undo, sealed with the rest."""

from __future__ import annotations

from contextlib import closing

import pytest

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.errors import DossierCorrompu, LectureSeule, RegleInvalide
from db.store import open_dossier
from tests.outils.dossiers import raw


def names(store):
    return [info.nom for info in store.versions.list()]


def test_a_version_is_kept_with_its_name_and_moment_the_newest_first(store, clock):
    first = store.versions.keep("Version 1", "un")
    store.versions.keep("Version 2", "deux")

    assert names(store) == ["Version 2", "Version 1"]
    assert store.versions.list()[0].moment == clock()
    assert store.versions.read(first) == "un"


def test_versions_are_outside_undo_and_the_history(store):
    with store.step(title="t", operation="o") as step:
        step.records.update(Acteur, 1, {"nom": "Ana"})
    store.versions.keep("Version 1", "un")

    assert store.undo()[0] == "t"
    assert names(store) == ["Version 1"]
    assert store.redo()[0] == "t"


def test_a_version_travels_with_the_file_and_is_sealed_with_it(store, dossier, clock):
    version = store.versions.keep("Version 1", "un")
    store.close()
    with closing(open_dossier(dossier, clock, read_only=True)) as reader:
        assert reader.versions.read(version) == "un"

    raw(dossier, "UPDATE versions SET contenu = 'autre'")

    with pytest.raises(DossierCorrompu):
        open_dossier(dossier, clock)


def test_a_version_is_forgotten_and_its_number_never_given_again(store):
    first = store.versions.keep("Version 1", "un")
    store.versions.delete(first)

    assert store.versions.list() == ()
    assert store.versions.keep("Version 2", "deux") > first
    with pytest.raises(RegleInvalide, match="introuvable"):
        store.versions.read(first)


def test_a_dossier_that_is_only_read_keeps_none(store, dossier, clock):
    with (
        closing(open_dossier(dossier, clock, read_only=True)) as reader,
        pytest.raises(LectureSeule),
    ):
        reader.versions.keep("Version 1", "un")
