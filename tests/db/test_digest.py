"""The digest: true after every write, kill and undo; what it notices that SQLite does not."""

from __future__ import annotations

import random
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.errors import DossierCorrompu, ErreurStockage
from cpom_desktop.services.operations import AddActeur, DeleteActeurs, UpdateActeur
from db import digest
from db.connection import connect
from tests.outils.dossiers import opened, raw
from tests.outils.fiches import add_fiche

INTEGERS = st.integers(-(2**63), 2**63 - 1)


def kept_and_found(path):
    connection = connect(path, write=False)
    try:
        return digest.stored(connection), digest.compute(connection)
    finally:
        connection.close()


@given(st.lists(INTEGERS), st.randoms())
def test_a_sum_does_not_depend_on_the_order_and_stays_in_64_bits(values, chance):
    def total(numbers):
        found = 0
        for number in numbers:
            found = digest.add(found, number)
        return found

    shuffled = list(values)
    chance.shuffle(shuffled)

    assert total(values) == total(shuffled)
    assert -(2**63) <= total(values) < 2**63


@given(INTEGERS, INTEGERS)
def test_taking_away_undoes_adding(total, value):
    assert digest.subtract(digest.add(total, value), value) == total


def test_every_table_has_its_digest_true_after_work_undo_and_reopening(dossier):
    with opened(dossier) as workspace:
        add_fiche(workspace)
        workspace.run(AddActeur(famille=Famille.SOCIAL, nom="Ana"))
        workspace.run(UpdateActeur(id=1, nom="Zoé"), merge="acteurs.1.nom:1")
        workspace.run(UpdateActeur(id=1, nom="Zoé 👩‍⚕️"), merge="acteurs.1.nom:1")
        workspace.run(DeleteActeurs(ids=[2, 3]))
        workspace.undo()
        workspace.undo()
        workspace.redo()
        workspace.keep_draft("acteurs.1.nom", "x" * 300, "trop long")
        workspace.set_resume("page", "raci")

    kept, found = kept_and_found(dossier)
    assert kept == found
    assert {"acteurs", "journal", "journal_etapes", "brouillons", "reprise", "meta"} <= kept.keys()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE acteurs SET nom = nom || ' ' WHERE id = 1",
        "UPDATE acteurs SET influence = 4 WHERE id = 1",
        "DELETE FROM raci_cases WHERE id = 1",
        "INSERT INTO reprise VALUES ('x', 'y')",
        "UPDATE journal SET apres = '{}' WHERE seq = (SELECT min(seq) FROM journal)",
        "DELETE FROM empreintes WHERE tbl = 'tasks'",
        "UPDATE empreintes SET lignes = lignes + 1 WHERE tbl = 'tasks'",
        "UPDATE meta SET cree_avec = '9'",
    ],
)
def test_a_row_that_our_program_did_not_write_is_noticed_at_the_opening(dossier, statement):
    with opened(dossier) as workspace:
        workspace.run(UpdateActeur(id=1, nom="Zoé"))
    raw(dossier, statement)
    before = dossier.read_bytes()

    with pytest.raises(DossierCorrompu) as refused, opened(dossier):
        pass

    assert refused.value.code == "M-02"
    assert "digest" in refused.value.detail
    assert dossier.read_bytes() == before


def test_a_flipped_bit_of_content_never_opens_in_silence(dossier, tmp_path, count):
    """Reliability A.4: SQLite alone missed 2 150 of 2 753 changes of content."""
    with opened(dossier) as workspace:
        wanted = workspace.snapshot
    chance, missed = random.Random(20270312), 0
    for rank in range(count(3_000)):
        flipped = shutil.copy(dossier, tmp_path / f"{rank}.cpom")
        data = bytearray(flipped.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        flipped.write_bytes(data)
        try:
            with opened(flipped, read_only=True) as workspace:
                missed += workspace.snapshot != wanted
        except ErreurStockage:
            pass
        flipped.unlink()

    assert missed == 0
