"""The open dossier: one operation, one step, one `Changes`; snapshots; day; content."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.bootstrap import new_workspace
from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.errors import LectureSeule, RegleInvalide
from cpom_desktop.services.operations import (
    AddActeur,
    DeleteActeurs,
    PrepareDossier,
    StartDossier,
    UpdateActeur,
    UpdateDossier,
)
from cpom_desktop.services.snapshot import RECORDS, DossierSnapshot
from tests.outils.dossiers import every_row, frozen_clock, opened


def test_an_outcome_tells_what_was_done_where_and_what_was_made(workspace):
    outcome = workspace.run(AddActeur(famille=Famille.SOCIAL, nom="Ana"))

    assert outcome.changes.tables == {"acteurs": {outcome.result}}
    assert outcome.changes.touch("tasks", "acteurs")
    assert not outcome.changes.touch("tasks")
    assert outcome.title == "ajouter un acteur"


def test_only_what_changed_is_read_again(workspace):
    before = workspace.snapshot

    workspace.run(UpdateActeur(id=1, nom="Ana"))

    after = workspace.snapshot
    assert after.acteurs != before.acteurs
    assert after.tasks is before.tasks
    assert after.packs_integres is before.packs_integres
    assert workspace.snapshot is after


def test_a_refused_operation_leaves_the_dossier_the_undo_and_the_redo(workspace, dossier):
    workspace.run(UpdateActeur(id=1, nom="Ana"))
    workspace.run(UpdateActeur(id=1, nom="Bea"))
    workspace.undo()
    before = every_row(dossier)

    with pytest.raises(RegleInvalide):
        workspace.run(UpdateActeur(id=1, influence=9))

    assert every_row(dossier) == before
    assert workspace.undo_titles() == ("modifier «\u00a0Nom\u00a0»", "modifier «\u00a0Nom\u00a0»")


def test_nothing_to_undo_is_none(workspace):
    assert workspace.undo() is None
    assert workspace.redo() is None


def test_what_made_the_dossier_is_not_undoable(workspace):
    assert workspace.undo_titles() == ("", "")


def test_undo_survives_a_restart_and_its_outcome_names_the_step(workspace, dossier):
    workspace.run(UpdateActeur(id=1, nom="Ana"))
    workspace.close()

    with opened(dossier) as again:
        outcome = again.undo()
        assert outcome.title == "modifier «\u00a0Nom\u00a0»"
        assert outcome.changes.tables == {"acteurs": {1}}
        assert again.snapshot.acteurs_by_id[1].nom == ""


def test_today_is_the_day_of_reference_of_a_demonstration_else_the_clocks(workspace):
    workspace.run(UpdateDossier(date_reference=date(2026, 2, 28)))
    assert workspace.today == date(2026, 2, 28)
    assert workspace.now.hour == frozen_clock().hour

    workspace.run(UpdateDossier(date_reference=None))

    assert workspace.today == frozen_clock().date()


def test_the_content_is_that_of_the_dossier_and_not_of_the_application(workspace):
    packs = {f"{p.pack}/{p.fichier}" for p in workspace.snapshot.packs_integres}

    assert "kit_anap/retroplanning.toml" in packs
    assert workspace.content.retroplanning.plans


def test_a_dossier_without_packs_reads_those_of_the_application(tmp_path):
    from cpom_desktop.services.workspace import Workspace
    from db.creation import create_dossier

    workspace = Workspace(create_dossier(tmp_path / "nu.cpom", frozen_clock), frozen_clock)
    workspace.run(StartDossier(nom="EHPAD Les Saules"))
    assert workspace.snapshot.packs_integres == ()
    assert workspace.content.acteurs.acteurs
    workspace.close()


def test_a_reader_may_look_and_not_touch(workspace, dossier):
    with opened(dossier, read_only=True) as reader:
        assert reader.read_only
        assert reader.snapshot == workspace.snapshot
        reader.set_resume("page", "acteurs")
        assert reader.resume() == {}
        with pytest.raises(LectureSeule):
            reader.run(UpdateActeur(id=1, nom="Ana"))


def test_drafts_are_kept_by_field_and_dropped(workspace):
    workspace.keep_draft("dossier.date_effet", "31/04/2027", "Le 31 avril n’existe pas.")
    assert workspace.drafts()["dossier.date_effet"].raw == "31/04/2027"

    workspace.drop_draft("dossier.date_effet")

    assert workspace.drafts() == {}


def test_an_empty_snapshot_is_that_of_a_file_not_yet_started(tmp_path):
    from db.creation import create_dossier

    store = create_dossier(tmp_path / "nu.cpom", frozen_clock)
    assert DossierSnapshot().refreshed(RECORDS, store.load) == DossierSnapshot()
    store.close()


def test_a_merged_visit_is_one_undo(workspace):
    for text in ("A", "An", "Ana"):
        workspace.run(UpdateActeur(id=1, nom=text), merge="acteurs.1.nom:visite")

    workspace.undo()

    assert workspace.snapshot.acteurs_by_id[1].nom == ""
    assert workspace.undo_titles()[0] == ""


def test_hundred_steps_are_undone_and_redone(workspace):
    states = [workspace.snapshot]
    for number in range(100):
        workspace.run(UpdateActeur(id=1 + number % 5, nom=f"n{number}"))
        states.append(workspace.snapshot)

    for expected in reversed(states[:-1]):
        workspace.undo()
        assert workspace.snapshot == expected
    for expected in states[1:]:
        workspace.redo()
        assert workspace.snapshot == expected


def test_a_deletion_of_everybody_comes_back_with_its_links(workspace):
    before = workspace.snapshot
    workspace.run(DeleteActeurs(ids=[a.id for a in before.acteurs]))
    assert workspace.snapshot.acteurs == ()

    workspace.undo()

    assert workspace.snapshot == before


def test_a_refused_creation_leaves_no_file(tmp_path):
    with pytest.raises(RegleInvalide):
        new_workspace(tmp_path / "neuf.cpom", "  ", clock=frozen_clock)
    assert list(tmp_path.iterdir()) == []


def test_a_new_dossier_is_started_and_not_undoable(tmp_path):
    workspace = new_workspace(tmp_path / "neuf.cpom", "EHPAD Les Saules", clock=frozen_clock)

    assert workspace.snapshot.etablissement.nom == "EHPAD Les Saules"
    assert workspace.undo_titles() == ("", "")
    with pytest.raises(RegleInvalide) as caught:
        workspace.run(PrepareDossier())
    assert caught.value.code == "piste-manquante"
    workspace.close()
