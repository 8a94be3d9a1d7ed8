"""A file that another hand wrote in: rows missing, a journal that does not read."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.errors import DossierCorrompu, ErreurStockage
from db.creation import create_dossier
from db.store import open_dossier
from tests.outils.dossiers import every_row, raw, state_of


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta",
        "DELETE FROM dossier",
        "DELETE FROM etablissement",
    ],
)
def test_a_file_without_its_only_rows_is_damaged(dossier, clock, statement):
    raw(dossier, statement)
    before = state_of(dossier.parent)

    with pytest.raises(DossierCorrompu) as caught:
        open_dossier(dossier, clock)

    assert caught.value.code == "M-02"
    assert state_of(dossier.parent) == before


def test_a_file_not_started_opens(tmp_path, clock):
    create_dossier(tmp_path / "neuf.cpom", clock).close()

    store = open_dossier(tmp_path / "neuf.cpom", clock)

    assert store.load("dossier") == ()
    store.close()


@pytest.mark.parametrize(
    "spoiled",
    [
        "{",
        "[]",
        "3",
        "{}",
        '{"id": 2, "nom": "x"}',
        '{"id": 1, "nom": ["x"]}',
        '{"id": 1, "ordre": 1180591620717411303424}',
        "[" * 50_000,
    ],
    ids=["cut", "list", "number", "nothing", "other row", "nested", "beyond 64 bits", "deep"],
)
def test_a_row_of_the_journal_that_does_not_read_undoes_nothing(store, dossier, spoiled):
    with store.step(title="modifier", operation="essai") as step:
        step.records.update(Acteur, 1, {"nom": "B"})
        step.records.update(Acteur, 2, {"nom": "C"})
    store._connection.execute(
        "UPDATE journal SET avant = ? WHERE seq = (SELECT max(seq) - 1 FROM journal)", (spoiled,)
    )
    before = every_row(dossier)

    with pytest.raises(ErreurStockage) as caught:
        store.undo()

    assert caught.value.code == "journal"
    assert every_row(dossier) == before
