"""A file that another program holds for a moment: never waited for, tried again, told."""

from __future__ import annotations

from contextlib import closing
from time import perf_counter

import pytest

from cpom_desktop.errors import DossierVerrouille
from cpom_desktop.services.operations import AddActeur, UpdateEtablissement
from cpom_desktop.services.workspace import Workspace
from db.connection import sqlite3
from db.store import open_dossier
from tests.outils.dossiers import copy_tilleuls, frozen_clock
from tests.outils.fenetre import fill_disk
from ui.session import Session


@pytest.fixture
def session(qapp, tmp_path):
    workspace = Workspace(open_dossier(copy_tilleuls(tmp_path), frozen_clock), frozen_clock)
    made = Session(workspace)
    yield made
    made.stop()
    workspace.close()


def due(session):
    """Have the clock of the retries strike now; return how long it was set for."""
    delay = session.unsaved.timer.interval()
    assert session.unsaved.timer.isActive()
    session.unsaved.timer.timeout.emit()
    return delay


def busy():
    return DossierVerrouille("occupe", "Un autre programme utilise ce dossier.")


@pytest.fixture
def settled(session):
    found = []
    session.settled.connect(lambda operation, written: found.append((operation, written)))
    return found


def test_what_adds_waits_for_a_file_in_use_for_a_moment_and_is_done_once(session, settled):
    disk = fill_disk(session)
    disk.fault = busy()
    adding = AddActeur(famille="social", nom="Mme Durand")
    assert session.run(adding) is None
    assert session.unsaved.holds(adding)
    due(session)
    due(session)
    assert session.state.saving

    disk.room = True
    due(session)

    assert [a.nom for a in session.snapshot.acteurs].count("Mme Durand") == 1
    assert settled == [(adding, True)]
    assert session.undo_titles()[0] == "ajouter un acteur"


def test_what_adds_is_told_as_not_done_when_the_file_stays_in_use(session, settled):
    told, before = [], session.snapshot
    session.refused.connect(told.append)
    disk = fill_disk(session)
    disk.fault = busy()
    adding = AddActeur(famille="social", nom="Mme Durand")
    session.run(adding)
    for _try in range(5):
        due(session)

    assert "pas fait\u00a0: ajouter un acteur" in told[0]
    assert settled == [(adding, False)]
    disk.room = True
    due(session)
    assert session.snapshot == before


def test_what_adds_while_something_waits_on_a_full_disk_is_told_as_not_done(session):
    told = []
    session.refused.connect(told.append)
    fill_disk(session)
    session.run(UpdateEtablissement(commune="Villeneuve"))

    session.run(AddActeur(famille="social", nom="Mme Durand"))

    assert len(told) == 1
    assert "ajouter un acteur" in told[0]


def test_an_addition_that_she_gives_up_meanwhile_is_not_done(session, settled):
    disk = fill_disk(session)
    disk.fault = busy()
    adding = AddActeur(famille="social", nom="Mme Durand")
    session.run(adding)
    session.unsaved.forget(adding)

    disk.room = True
    due(session)

    assert settled == []
    assert "Mme Durand" not in [a.nom for a in session.snapshot.acteurs]


def test_undo_waits_for_what_is_not_written_yet(session):
    session.run(UpdateEtablissement(commune="Villeneuve"), merge="etablissement.commune:1")
    disk = fill_disk(session)
    session.run(UpdateEtablissement(adresse="1, rue Neuve"), merge="etablissement.adresse:2")
    session.undo()
    assert session.snapshot.etablissement.commune == "Villeneuve"

    disk.room = True
    session.undo()

    assert session.snapshot.etablissement.commune == "Villeneuve"
    assert session.snapshot.etablissement.adresse != "1, rue Neuve"


def leave_a_page(session):
    """Do as a page that is left with several things typed."""
    session.run(UpdateEtablissement(commune="Villeneuve"), merge="etablissement.commune:1")
    session.run(UpdateEtablissement(code_postal="99100"), merge="etablissement.code_postal:2")
    session.keep_draft("dossier.date_effet", "31/02", "Non.")
    session.set_resume("page", "acteurs")
    session.remember_edit("etablissement", "etablissement.commune")


@pytest.mark.parametrize(
    "act",
    [
        lambda session: session.run(AddActeur(famille="social", nom="Mme Durand")),
        lambda session: session.run(UpdateEtablissement(commune="Villeneuve")),
        lambda session: session.undo(),
        lambda session: session.set_resume("page", "acteurs"),
        lambda session: session.keep_draft("dossier.date_effet", "31/02", "Non."),
        leave_a_page,
    ],
    ids=("add", "update", "undo", "resume", "draft", "page"),
)
def test_a_file_that_another_program_holds_never_freezes_the_window(session, act):
    session.run(UpdateEtablissement(adresse="1, rue Neuve"))
    assert session.snapshot
    with closing(sqlite3.connect(session.workspace.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        start = perf_counter()
        act(session)
        lasted = perf_counter() - start
        other.execute("ROLLBACK")

    assert lasted < 1  # SQLite alone would wait five seconds


def test_what_is_left_while_the_file_is_in_use_is_all_written_after(session):
    assert session.snapshot
    with closing(sqlite3.connect(session.workspace.path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        leave_a_page(session)
        other.execute("ROLLBACK")

    due(session)

    etablissement = session.snapshot.etablissement
    assert (etablissement.commune, etablissement.code_postal) == ("Villeneuve", "99100")
    assert session.workspace.drafts()["dossier.date_effet"].raw == "31/02"
