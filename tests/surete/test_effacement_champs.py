"""No field that takes a name is left out of an erasure, those of our own words included (S12)."""

from __future__ import annotations

import json

import msgspec
import pytest

from cpom_desktop.errors import ErreurCpom
from cpom_desktop.services.backups import Reason
from cpom_desktop.services.operations import AddActeur, AttachFichiers, FichierLu, decode_operation
from cpom_desktop.services.operations.effacement import ErasePersonne
from cpom_desktop.services.personne.effacer import copies_of, erase
from cpom_desktop.services.personne.textes import LEFT_OUT, TECHNICAL, is_text
from cpom_desktop.services.queries.designations import values_of
from cpom_desktop.services.snapshot import RECORDS, SINGLE
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.exemples_operations import EXAMPLES
from tests.outils.personnes import NOM, all_bytes, found_in, needles

FILLED = {"operation": "import_has", "lignes": [{"code": f"1.1 {NOM}", "theme": f"Avec {NOM}"}]}
"""What a workbook of the HAS may bring: words where ours are usual."""


def lines():
    """Yield an example of every operation as JSON, with each field that it may take."""
    for operation, _title in EXAMPLES:
        line = json.loads(msgspec.json.encode(operation))
        yield line, [name for name in type(operation).__struct_fields__ if name not in line]


def named(line, missing):
    """Yield an example with a name in each of its fields that are ours, one at a time."""
    for holder, key in (*_texts(line), *((line, name) for name in missing)):
        if key in TECHNICAL:
            kept = holder.get(key)
            holder[key] = NOM
            yield json.dumps(line).encode()
            holder[key] = kept
            if kept is None:
                del holder[key]


def _texts(value):
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if isinstance(inner, dict | list):
            yield from _texts(inner)
        elif isinstance(value, dict) and isinstance(inner, str) and key != "operation":
            yield value, key


def left_out(snapshot):
    """Yield the places that hold the name, and that no search and no erasure reads."""
    for table in RECORDS:
        found = getattr(snapshot, table)
        for row in (found,) if table in SINGLE else found:
            for field, value in values_of(row).items():
                if NOM in str(value) and (table in LEFT_OUT or not is_text(table, field, value)):
                    yield table, field


@pytest.mark.slow
def test_no_field_in_which_an_operation_writes_a_name_is_left_out(tmp_path):
    taken, missed = 0, set()
    with opened(copy_tilleuls(tmp_path), backups=tmp_path / "s") as workspace:
        for line, missing in lines():
            for told in named(line, missing):
                try:
                    workspace.run(decode_operation(told))
                except (ErreurCpom, msgspec.DecodeError):
                    continue
                taken += 1
                missed |= set(left_out(workspace.snapshot))
                workspace.undo()

    assert missed == set()
    assert taken > 10  # the witness: some take any text


def test_what_a_workbook_wrote_where_our_words_are_usual_is_erased_too(tmp_path):
    path = copy_demonstration(tmp_path)
    with opened(path, backups=tmp_path / "s") as workspace:
        workspace.run(decode_operation(json.dumps(FILLED).encode()))
        assert found_in(all_bytes(path), needles())  # the witness

        workspace.run(ErasePersonne(nom=NOM, confirme=True))

        (row,) = workspace.snapshot.cotations_has
        assert row.theme.replace("\u00a0", " ") == "Avec Personne effacée n° 1"
    assert not found_in(all_bytes(path), needles())


def test_a_file_that_was_opened_does_not_outlive_the_erasure(tmp_path):
    folder = tmp_path / "sauvegardes"
    with opened(copy_demonstration(tmp_path), backups=folder) as workspace:
        note = FichierLu(nom="note.txt", contenu=f"Vu avec {NOM}.".encode())
        piece = workspace.snapshot.pieces[0].id
        workspace.run(AttachFichiers(fichiers=[note], piece_id=piece))
        copy = workspace.open_file(workspace.snapshot.fichiers[-1])
        assert copy.exists()

        erase(workspace, ErasePersonne(nom=NOM, confirme=True), purge=False)

        assert not copy.exists()
        assert workspace.open_file(workspace.snapshot.fichiers[-1]).exists()


def test_backups_made_before_the_dossier_was_renamed_are_told_and_deleted(tmp_path):
    path, folder = copy_demonstration(tmp_path), tmp_path / "sauvegardes"
    with opened(path, backups=folder) as workspace:
        workspace.run(AddActeur(famille="social", nom=NOM))
        workspace.backups.write(Reason.DEMANDE).verify()
    with opened(path.rename(path.with_name("Autre nom.cpom")), backups=folder) as workspace:
        assert len(copies_of(workspace).sauvegardes) == 1
        erase(workspace, ErasePersonne(nom=NOM, confirme=True), purge=True)
        assert workspace.snapshot.effacements[0].sauvegardes == 1

    assert not any(found_in(all_bytes(p), needles()) for p in folder.rglob("*.cpom"))
