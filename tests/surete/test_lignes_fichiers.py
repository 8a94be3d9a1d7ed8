"""The rows about files: read with what must be told, or refused with nothing taken (§7.6)."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

import pytest

from cpom_desktop.cli.main import main
from cpom_desktop.domain.fichiers import LARGEST_FILE
from cpom_desktop.errors import ErreurCpom, ImportImpossible, RegleInvalide
from cpom_desktop.imports.contacts import read_contacts
from cpom_desktop.imports.tables import read_table
from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import backup_state
from cpom_desktop.services.dump import dump, read_dump
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.protection import Secret
from cpom_desktop.services.queries.contacts_colonnes import guess_columns
from cpom_desktop.services.queries.contacts_importes import Choix, read_contacts_table
from cpom_desktop.services.queries.donnees_recues import Sort
from cpom_desktop.services.tableaux import columns_summary, mended, spoilt
from tests.outils.chiffres import understood, workbook
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened, state_of
from tests.outils.proteges import OTHER, WRONG, open_with, protect
from tests.services.test_backup_rules import info
from ui.pages.acteurs.importing import ImportDialog
from ui.session import Session

SPOILT = "Nom;Structure;Courriel\n\u00c3\u2030lodie M\u00c3\u00bcller;CH;e@ch.example\n"


def spaced(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.fixture
def whole(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def written(folder, data, name="a.csv"):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8-sig"))
    return path


def refusal(read, path):
    with pytest.raises(ErreurCpom) as caught:
        read(path)
    return spaced(f"{caught.value.sentence} {caught.value.remedy}")


# --- accents read twice


def test_ligne_095_accents_read_twice_are_proposed_right(qtbot, whole, tmp_path):
    table = read_contacts(written(tmp_path, SPOILT))
    dialog = ImportDialog(Session(whole), table)
    qtbot.addWidget(dialog)

    assert spoilt(table.rows) == ("\u00c3\u2030lodie", "Élodie")
    assert not dialog.spoilt.isHidden()
    assert "\u00c3\u2030lodie" in dialog.spoilt.text.text()
    assert spaced(dialog.mend.text()) == "Corriger en « Élodie »"
    dialog.mend.click()
    (line,) = dialog.model.taken()
    assert line.nom == "Élodie Müller"
    assert dialog.spoilt.isHidden()


def test_ligne_095_a_file_with_sound_accents_is_left_as_it_is(tmp_path):
    table = read_contacts(written(tmp_path, "Nom;Structure\nÉlodie Ângela;CHÂTEAU Ã\n"))

    assert spoilt(table.rows) is None
    assert mended(table.rows) == table.rows


def test_ligne_095_the_command_says_it_too(tmp_path, capsys):
    path = copy_tilleuls(tmp_path)
    main(["import", str(path), str(written(tmp_path, SPOILT)), "--contenu", "contacts", "--essai"])

    assert "« \u00c3\u2030lodie » pour « Élodie »" in spaced(capsys.readouterr().out)


# --- columns


def test_ligne_098_a_column_not_known_is_asked_about_by_its_name(qtbot, whole, tmp_path):
    table = read_contacts(written(tmp_path, "Nom;Courriel;Tel2\nAna;a@b.example;x\n"))
    dialog = ImportDialog(Session(whole), table)
    qtbot.addWidget(dialog)

    told = spaced(columns_summary(table.rows[0], dialog.columns, "Nom, Courriel"))
    assert told == "« Tel2 » n'est pas reconnue ; à quoi correspond-elle ? Nom, Courriel"
    assert spaced(dialog.fold.summary.whole_text).startswith("« Tel2 » n'est pas reconnue")


def test_ligne_098_two_columns_of_one_name_lose_nothing(whole, tmp_path):
    table = read_contacts(
        written(tmp_path, "Nom;Tél;Tél\nAna;;01 99 00 00 01\nLéo;01 99 00 00 02;\n")
    )
    lines = read_contacts_table(table, guess_columns(table, {}), whole.snapshot, whole.content)

    assert [line.ligne.telephone for line in lines] == ["01 99 00 00 01", "01 99 00 00 02"]


def test_ligne_098_a_year_written_twice_takes_nothing(whole, tmp_path):
    table = read_table(written(tmp_path, "Donnée;2026;2026\nGMP validé appliqué;740;750\n"))
    _columns, found = understood(whole, table)

    assert found.recu.bloque
    assert found.recu.valeurs == []


# --- cells


@pytest.mark.parametrize("serial", [60, -1, 0])
def test_ligne_100_an_impossible_day_of_excel_is_refused_with_its_line(whole, tmp_path, serial):
    data = workbook(
        ["Donnée", 2026, "Date de la source"],
        ["GMP validé appliqué", 741, serial],
        formats={"C2": "dd/mm/yyyy"},
    )
    _columns, found = understood(whole, read_table(written(tmp_path, data, "a.xlsx")))

    (told,) = found.recu.lignes
    assert told.ligne == 2
    assert "date" in told.refus
    assert [cell.dits.date_source for cell in found.recu.cellules] == [None], "but its figure is"


def test_ligne_100_a_day_with_hours_is_that_day(whole, tmp_path):
    data = workbook(
        ["Donnée", 2026, "Date de la source"],
        ["GMP validé appliqué", 741, 45_000.5],
        formats={"C2": "dd/mm/yyyy"},
    )
    _columns, found = understood(whole, read_table(written(tmp_path, data, "a.xlsx")))

    (value,) = found.recu.valeurs
    assert value.date_source == date(2023, 3, 15)


def test_ligne_101_an_error_of_excel_is_refused_by_its_name(whole, tmp_path):
    data = workbook(["Donnée", 2026], ["GMP validé appliqué", "#REF!"])
    _columns, found = understood(whole, read_table(written(tmp_path, data, "a.xlsx")))

    (cell,) = found.recu.cellules
    assert "« #REF! » n'est pas une valeur." in spaced(cell.refus)


def test_ligne_099_a_file_of_heads_alone_brings_nothing_and_says_so(qtbot, whole, tmp_path):
    table = read_table(written(tmp_path, "Donnée;2026\n"))
    _columns, found = understood(whole, table)

    assert found.recu.valeurs == []
    assert spaced(found.recu.bloque) == "Ce fichier ne contient aucune ligne à importer."
    dialog = ImportDialog(Session(whole), read_contacts(written(tmp_path, "Nom;Courriel\n")))
    qtbot.addWidget(dialog)
    assert spaced(dialog.text.text()) == "Ce fichier ne contient aucune ligne à importer."
    assert not dialog.add.isEnabled()


# --- many lines, twice


def test_ligne_106_a_very_long_file_is_refused_or_told_with_its_count(tmp_path):
    told = refusal(read_table, written(tmp_path, "a;b\n" + "x;1\n" * 120_001))

    assert "il a plus de 120 000 lignes" in told
    assert "Rien n'a changé dans le dossier." in told


def test_ligne_106_too_many_people_are_refused_whole(whole):
    lines = [ops.LigneActeur(famille="sanitaire", nom=f"Nom {n}") for n in range(20_001)]
    before = whole.snapshot.acteurs

    with pytest.raises(RegleInvalide) as caught:
        whole.run(ops.AddActeurs(lignes=lines))
    assert "acteurs au plus à la fois" in spaced(sentence(caught.value))
    assert whole.snapshot.acteurs == before


def test_ligne_107_the_same_file_twice_adds_nobody(whole, tmp_path):
    path = written(tmp_path, "Nom;Courriel\nAna Lima;a@b.example\nLéo Roy;l@b.example\n")

    def choices():
        table = read_contacts(path)
        found = guess_columns(table, {})
        return read_contacts_table(table, found, whole.snapshot, whole.content)

    first = choices()
    assert [line.choices[0] for line in first] == [Choix.AJOUTER] * 2
    whole.run(ops.AddActeurs(lignes=[line.taken(Choix.AJOUTER) for line in first]))
    again = choices()
    assert [line.choices[0] for line in again] == [Choix.LAISSER] * 2
    assert all(Choix.AJOUTER in line.choices for line in again), "a duplicate may still be wanted"


def test_ligne_107_the_same_figures_twice_change_nothing(whole, tmp_path):
    table = read_table(written(tmp_path, "Donnée;2026\nGMP validé appliqué;741\n"))
    _columns, found = understood(whole, table)
    whole.run(ops.SetValeurs(valeurs=found.recu.valeurs))
    _columns, again = understood(whole, table)

    assert [cell.sort for cell in again.recu.cellules] == [Sort.IDENTIQUE]


# --- JSON


WORDS_OF_JSON = {
    "cut": r"ligne [1-9][0-9 ]{2,}",
    "deep": r"trop imbriqué \(ligne 1\)",
    "NaN": r"ligne 3",
    "key twice": r"deux fois|double",
}
"""What is said of each fault beside « abîmé »."""


def bad_dumps(data):
    """Yield a name, and a JSON file spoilt that way."""
    yield "cut", data[: len(data) // 2]
    yield "deep", b"[" * 100_000
    yield "NaN", data.replace(b'"version": 1', b'"version": NaN', 1)
    yield "empty", b""
    yield "text", b"Bonjour"
    yield "array", b"[]"
    yield "key twice", data.replace(b'"version": 1', b'"version": 1, "version": 1', 1)
    yield "control", data.replace(b'"uuid": "', b'"uuid": "\x01', 1)


@pytest.mark.parametrize("name", [name for name, _data in bad_dumps(b"{}")])
def test_ligne_108_a_json_that_is_cut_deep_or_no_number_is_refused(whole, name):
    data = dict(bad_dumps(dump(whole.snapshot, "u")))[name]
    with pytest.raises(ImportImpossible) as caught:
        read_dump(data)

    assert "Rien n'a été importé." in spaced(caught.value.sentence)
    assert re.search(WORDS_OF_JSON.get(name, "abîmé"), spaced(caught.value.sentence))


def test_ligne_109_a_json_of_a_later_version_says_its_number(whole):
    data = json.loads(dump(whole.snapshot, "u"))
    data["version"] = 32
    with pytest.raises(ImportImpossible) as caught:
        read_dump(json.dumps(data).encode())

    assert "il vient d'une version plus récente (32)" in spaced(caught.value.sentence)


# --- attached files


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.exe", 10, "Ce type de fichier n'est pas accepté : .exe."),
        ("a.pdf", 0, "Ce fichier est vide."),
        ("a.pdf", 500_000_000, "Ce fichier est trop grand : 20 Mo au plus."),
    ],
)
def test_ligne_116_a_file_that_is_not_taken_says_why(whole, name, size, words):
    piece = whole.snapshot.pieces[0]
    with pytest.raises(RegleInvalide) as caught:
        whole.run(ops.AddFichier(piece_id=piece.id, nom=name, taille=size, empreinte="0" * 64))

    assert spaced(sentence(caught.value)) == words
    assert LARGEST_FILE == 20 * 1024 * 1024


# --- dossiers


@pytest.mark.parametrize("number", [110, 112])
def test_ligne_110_112_what_is_no_dossier_is_told_and_untouched(tmp_path, number, capsys):
    path = written(tmp_path, b"" if number == 110 else b"Bonjour" * 200, "mien.cpom")
    before = state_of(tmp_path)
    code = main(["verify", str(path)])
    told = spaced(capsys.readouterr().err)

    assert code != 0
    assert ("Ce fichier est vide" if number == 110 else "n'est pas un dossier CPOM") in told
    assert state_of(tmp_path) == before


def test_ligne_119_a_wrong_password_is_told_without_a_false_diagnosis(tmp_path):
    path = copy_tilleuls(tmp_path)
    protect(path)
    before = path.read_bytes()
    with pytest.raises(ErreurCpom) as caught:
        open_with(path, Secret(OTHER))

    told = spaced(f"{caught.value.sentence} {caught.value.remedy}")
    assert told == WRONG
    assert path.read_bytes() == before


def test_ligne_022_a_clock_behind_the_last_backup_is_told_with_its_day():
    last = info(1, datetime(2026, 11, 21, 9, 0))  # noqa: DTZ001 - local, as backups are
    state = backup_state([last], None, None, datetime(2024, 11, 21, 9, 0))  # noqa: DTZ001

    assert state.attention
    assert spaced(state.sentence) == (
        "L'ordinateur indique une date antérieure à votre dernière sauvegarde "
        "(21 novembre 2026). Vérifiez l'horloge."
    )
