"""The hub of an open dossier: what it announces, what it keeps when the disk refuses."""

from __future__ import annotations

import pytest

from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services.changes import Changes
from cpom_desktop.services.operations import UpdateDossier, UpdateEtablissement
from cpom_desktop.services.workspace import Workspace
from db.store import open_dossier
from tests.outils.dossiers import copy_tilleuls, frozen_clock
from tests.outils.fenetre import fill_disk
from ui.session import SaveState, Session, touched

UNDO = "modifier «\u00a0Commune\u00a0»"


@pytest.fixture
def session(qapp, tmp_path):
    workspace = Workspace(open_dossier(copy_tilleuls(tmp_path), frozen_clock), frozen_clock)
    yield Session(workspace)
    workspace.close()


@pytest.fixture
def heard(session):
    """Return what the session announces, in order."""
    found = []
    session.changed.connect(lambda changes, force: found.append((set(changes.tables), force)))
    session.state_changed.connect(found.append)
    session.undo_changed.connect(lambda undo, redo: found.append((undo, redo)))
    return found


def test_an_edit_is_announced_once_with_its_time_its_tables_and_its_undo(session, heard):
    session.run(UpdateEtablissement(commune="Villeneuve"))

    saved, changed, undo = heard
    assert saved.saved_at == frozen_clock()
    assert changed == ({"etablissement"}, False)
    assert undo == (UNDO, "")


def test_an_edit_that_changes_nothing_is_not_announced(session, heard):
    session.run(UpdateEtablissement(nom="EHPAD Les Tilleuls"))

    assert heard == []


def test_undo_and_redo_are_announced_with_force(session, heard):
    session.run(UpdateEtablissement(commune="Villeneuve"))
    heard.clear()
    session.undo()
    session.redo()

    forced = [told for told in heard if told == ({"etablissement"}, True)]
    assert len(forced) == 2
    assert heard[-1] == (UNDO, "")


def test_undo_with_nothing_to_undo_is_silent(session, heard):
    session.undo()
    session.redo()

    assert heard == []


def test_a_rule_is_for_the_caller_and_saving_is_not_said_to_have_failed(session, heard):
    with pytest.raises(RegleInvalide):
        session.run(UpdateDossier(duree_annees=40))

    assert heard == []
    assert session.state == SaveState()


def test_a_full_disk_is_announced_and_the_next_edit_says_saved(session, heard):
    disk = fill_disk(session)
    assert session.run(UpdateEtablissement(commune="Villeneuve")) is None
    assert heard[-1].failure.startswith("Disque plein")
    assert heard[-1].remedy == "Libérez de la place."

    disk.room = True
    session.run(UpdateEtablissement(commune="Villeneuve"))
    assert session.state.failure == ""
    assert session.snapshot.etablissement.commune == "Villeneuve"


def test_a_refused_text_is_kept_for_the_next_start_and_dropped_when_corrected(session):
    session.keep_draft("dossier.date_effet", "31/02/2028", "Cette date n'existe pas.")
    again = Session(session.workspace)
    assert again.drafts["dossier.date_effet"].raw == "31/02/2028"

    again.drop_draft("dossier.date_effet")
    assert dict(Session(session.workspace).drafts) == {}


def test_dropping_a_draft_that_is_not_there_writes_nothing(session):
    fill_disk(session)
    session.drop_draft("dossier.date_effet")

    assert session.state == SaveState()


def test_a_draft_that_cannot_be_kept_is_told(session):
    fill_disk(session)
    session.keep_draft("dossier.date_effet", "31/02/2028", "Cette date n'existe pas.")

    assert session.state.failure.startswith("Disque plein")


def test_a_page_reloads_for_its_own_tables_or_for_everything():
    changes = Changes({"tasks": frozenset({1})})

    assert touched(changes, "tasks", "acteurs")
    assert not touched(changes, "acteurs")
    assert touched(None, "acteurs")
