"""The hub of an open dossier: what it announces, what it keeps when the disk refuses."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.errors import DossierVerrouille, ErreurStockage, RegleInvalide
from cpom_desktop.services.changes import Changes
from cpom_desktop.services.operations import (
    AddActeur,
    UpdateActeur,
    UpdateDossier,
    UpdateEtablissement,
)
from cpom_desktop.services.workspace import Workspace
from db.store import open_dossier
from tests.outils.dossiers import copy_tilleuls, frozen_clock
from tests.outils.fenetre import fill_disk
from ui.session import SaveState, Session, touched

SAVED = SaveState(saved_at=frozen_clock())
"""What is true at opening: the time of the last step."""
UNDO = "modifier «\u00a0Commune\u00a0»"


@pytest.fixture
def session(qapp, tmp_path):
    workspace = Workspace(open_dossier(copy_tilleuls(tmp_path), frozen_clock), frozen_clock)
    made = Session(workspace)
    yield made
    made.stop()
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
    assert session.state == SAVED


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

    assert session.state == SAVED


def test_a_draft_that_cannot_be_kept_is_told(session):
    fill_disk(session)
    session.keep_draft("dossier.date_effet", "31/02/2028", "Cette date n'existe pas.")

    assert session.state.failure.startswith("Disque plein")


def test_a_page_reloads_for_its_own_tables_or_for_everything():
    changes = Changes({"tasks": frozenset({1})})

    assert touched(changes, "tasks", "acteurs")
    assert not touched(changes, "acteurs")
    assert touched(None, "acteurs")


# --- what is not written is tried again


def due(session):
    """Have the clock of the retries strike now; return how long it was set for."""
    delay = session.unsaved.timer.interval()
    assert session.unsaved.timer.isActive()
    session.unsaved.timer.timeout.emit()
    return delay


def test_what_a_full_disk_refused_is_written_without_any_move_once_there_is_room(session, heard):
    disk = fill_disk(session)
    session.run(UpdateEtablissement(commune="Ville"), merge="etablissement.commune:1")
    session.run(UpdateEtablissement(commune="Villeneuve"), merge="etablissement.commune:1")
    assert session.state.kept
    due(session)
    assert session.state.reason == "disque plein"

    disk.room = True
    due(session)

    assert session.snapshot.etablissement.commune == "Villeneuve"
    assert session.state == SaveState(saved_at=frozen_clock())
    assert not session.unsaved.timer.isActive()
    assert session.undo_titles() == (UNDO, "")


def test_a_full_disk_is_looked_at_within_two_seconds_whatever_the_time_it_lasts(session):
    fill_disk(session)
    session.run(UpdateEtablissement(commune="Villeneuve"))

    assert max(due(session) for _try in range(20)) < 2000


def test_another_fault_is_tried_again_later_and_later_at_most_every_ten_seconds(session):
    disk = fill_disk(session)
    disk.fault = ErreurStockage("support", "Le disque ne répond plus.")
    session.run(UpdateEtablissement(commune="Villeneuve"))

    assert [due(session) for _try in range(7)] == [1000, 2000, 4000, 8000, 10000, 10000, 10000]


def test_a_file_in_use_is_being_saved_after_400_ms_and_not_saved_after_seconds(session, heard):
    disk = fill_disk(session)
    disk.fault = DossierVerrouille("occupe", "Un autre programme utilise ce dossier.")
    session.run(UpdateEtablissement(commune="Villeneuve"))
    assert heard == []
    assert due(session) == 200
    assert heard == []
    assert due(session) == 200
    assert heard[-1].saving
    for _try in range(4):
        due(session)

    assert (heard[-1].saving, heard[-1].reason) == (False, "fichier utilisé ailleurs")
    disk.room = True
    due(session)
    assert session.snapshot.etablissement.commune == "Villeneuve"


def test_what_adds_or_deletes_is_not_done_behind_her_but_the_file_is_tried(session, heard):
    disk = fill_disk(session)
    assert session.run(AddActeur(famille="social", nom="Mme Durand")) is None
    assert not session.state.kept
    before = session.snapshot

    disk.room = True
    due(session)

    assert session.snapshot == before
    assert session.state == SAVED


def test_edits_wait_their_turn_in_the_order_they_were_made(session):
    disk = fill_disk(session)
    session.run(UpdateEtablissement(commune="Villeneuve"), merge="etablissement.commune:1")
    session.run(UpdateEtablissement(adresse="1, rue Neuve"), merge="etablissement.adresse:2")

    disk.room = True
    session.run(UpdateEtablissement(code_postal="99100"), merge="etablissement.code_postal:3")

    etablissement = session.snapshot.etablissement
    assert (etablissement.commune, etablissement.adresse) == ("Villeneuve", "1, rue Neuve")
    assert etablissement.code_postal == "99100"
    for _step in range(3):
        session.undo()
    assert session.snapshot.etablissement.commune != "Villeneuve"


def test_what_a_rule_refuses_by_then_is_told_and_does_not_hold_back_the_rest(session, heard):
    acteur = session.run(AddActeur(famille="social", nom="Mme Durand")).result
    told = []
    session.refused.connect(told.append)
    disk = fill_disk(session)
    session.run(UpdateActeur(id=acteur, nom="Mme Dupont"), merge=f"acteurs.{acteur}.nom:1")
    session.run(UpdateEtablissement(commune="Villeneuve"), merge="etablissement.commune:2")
    with session.workspace._storage._storage.step(title="x", operation="x") as step:
        step.records.delete(Acteur, [acteur])

    disk.room = True
    due(session)

    assert "n'est plus dans le dossier" in told[0].replace("’", "'")
    assert session.snapshot.etablissement.commune == "Villeneuve"


def test_a_refused_text_that_could_not_be_kept_is_kept_once_there_is_room(session):
    disk = fill_disk(session)
    session.keep_draft("dossier.date_effet", "31/02/2028", "Cette date n'existe pas.")
    assert session.drafts["dossier.date_effet"].raw == "31/02/2028"

    disk.room = True
    due(session)

    assert session.workspace.drafts()["dossier.date_effet"].raw == "31/02/2028"


def test_nothing_is_tried_again_in_a_dossier_that_is_only_read(tmp_path, qapp):
    workspace = Workspace(
        open_dossier(copy_tilleuls(tmp_path), frozen_clock, read_only=True), frozen_clock
    )
    session = Session(workspace)

    session.run(UpdateEtablissement(commune="Villeneuve"))

    assert "lecture seule" in session.state.failure
    assert not session.unsaved.timer.isActive()
    workspace.close()


def test_nothing_is_tried_again_once_the_dossier_closes_whatever_fails_then(session):
    fill_disk(session)
    session.run(UpdateEtablissement(commune="Villeneuve"))
    session.stop()

    session.run(UpdateEtablissement(commune="Ville"))

    assert not session.unsaved.timer.isActive()


class Unread:
    """A storage that writes, and does not read until `reads` is true."""

    def __init__(self, storage):
        self._storage, self.reads = storage, False

    def __getattr__(self, name):
        return getattr(self._storage, name)

    def load(self, table):
        if not self.reads:
            raise ErreurStockage("support", "Le disque ne répond plus.", remedy="Rebranchez-le.")
        return self._storage.load(table)


def test_what_is_written_and_does_not_read_again_is_told_then_shown_by_itself(session, heard):
    """The edit is in the file: it is neither lost, nor said to be unsaved for another reason."""
    assert session.snapshot.etablissement.nom  # all read, once
    storage = session.workspace._storage = Unread(session.workspace._storage)
    session.run(UpdateEtablissement(commune="Villeneuve"))

    assert [type(told) for told in heard] == [SaveState]
    assert session.state.failure.startswith("Ce que vous venez de faire est enregistré")
    assert session.state.reason == "le dossier ne se relit pas"
    assert not session.unsaved.waits
    assert session.unsaved.timer.isActive()
    storage.reads = True
    assert session.retry()

    assert ({"etablissement"}, False) in heard
    assert (UNDO, "") in heard
    assert session.state.failure == ""
    assert session.snapshot.etablissement.commune == "Villeneuve"
