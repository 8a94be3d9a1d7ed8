"""The triggers that keep journal and digests: made all or not at all, whatever stops them."""

from __future__ import annotations

from contextlib import closing

import pytest

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.errors import DossierVerrouille
from db import digest, journal, triggers
from db.connection import sqlite3
from db.store import open_dossier


def rename(store, nom):
    with store.step(title="modifier", operation="update_acteur") as step:
        step.records.update(Acteur, 1, {"nom": nom})


def test_a_first_write_that_meets_a_file_in_use_is_made_once_it_is_free(store, dossier, clock):
    store.wait_at_most(1)
    with closing(sqlite3.connect(dossier)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DossierVerrouille):
            rename(store, "Zoé")
        other.execute("ROLLBACK")

    rename(store, "Zoé")

    assert store.undo() is not None
    store.close()
    with closing(open_dossier(dossier, clock)) as again:  # its digests are right
        assert again.load("acteurs")


@pytest.mark.parametrize("broken", [journal, digest])
def test_a_connection_that_lacks_a_trigger_may_not_write(store, monkeypatch, broken):
    def fail(_connection):
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(broken, "install", fail)
        with pytest.raises(sqlite3.OperationalError):
            triggers.install(store._connection)

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._connection.execute("DELETE FROM acteurs")
    rename(store, "Zoé")
    assert store.load("acteurs")[0].nom == "Zoé"
