"""What is typed, through every kind of file: as it is, never active; a fault spares the old file.

Source: reliability §7, rows 48 to 69 (texts) and 115 to 118 (files).
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import zipfile
from dataclasses import replace
from functools import cache

import docx
import openpyxl
import pikepdf
import pytest
import vobject
from docx.oxml.ns import qn

from cpom_desktop.errors import DisquePlein, ErreurCpom, RapportImpossible
from cpom_desktop.reports.block_json import document_json
from cpom_desktop.reports.block_sheets import document_sheets, only_sheet
from cpom_desktop.reports.blocks import Cell, Column, Paragraph, Row, Table
from cpom_desktop.reports.catalogue import CATALOGUE, build, file_name
from cpom_desktop.reports.csv_text import sheet_csv
from cpom_desktop.reports.docx import render_docx
from cpom_desktop.reports.exports import make_file
from cpom_desktop.reports.maker import Documents, Prepared
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.relecture import lacking
from cpom_desktop.reports.sheets import Workbook
from cpom_desktop.reports.xlsx import render_xlsx
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.operations import UpdateActeur, UpdateTask
from cpom_desktop.services.pdfium import page_texts
from cpom_desktop.services.queries.agenda import plan_events
from tests.outils.agendas import read as read_agenda
from tests.outils.editions import EMOJI, HEBREW, edition_of, empty, texts_of, tilleuls
from tests.outils.fenetre import plain
from tests.outils.pages import NOW, beyond_margins, document
from tests.outils.tables_lues import docx_tables, json_tables, line, pdf_tables, xlsx_tables

BOX = "\u25a1"
PDF, XLSX, CSV = DocumentFormat.PDF, DocumentFormat.XLSX, DocumentFormat.CSV
ICS, VCF, JSON = DocumentFormat.ICS, DocumentFormat.VCF, DocumentFormat.JSON
DOCX = DocumentFormat.DOCX
TYPED = {
    49: "<para>Réunion</para> <b>gras</b> <résident>",
    50: "A & B < C &amp; D",
    51: '<img src="file:///etc/passwd">',
    52: '=HYPERLINK("http://exemple.invalid";"cliquez")',
    53: "+33 1 23 45 67 89",
    54: f"Soins {EMOJI}",
    55: f"Nom {HEBREW}",
    56: "gauche\u202edroite",
    57: "cafe\u0301",
    58: "a\x00b\x0bc\x1bd",
    59: "demi\ud800",
    60: "deux\nlignes",
    61: "m" * 200,
    63: 'l’un d\'eux « dit » "oui"',
    64: "'); DROP TABLE acteurs;--",
    69: "javascript:alert(1) file:///c:/a \\\\serveur\\partage http://exemple.invalid",
}
"""Rows of the catalogue of bad inputs: what she types."""
KEPT = TYPED | {
    56: "gauchedroite",
    57: "caf\u00e9",
    58: "abcd",
    59: "demi\ufffd",
    60: "deux lignes",
}
PRINTED = KEPT | {54: f"Soins {BOX}", 55: f"Nom {BOX * len(HEBREW)}", 59: f"demi{BOX}"}


@cache
def typed():
    """Return the edition of a dossier in which everything of `TYPED` was typed."""
    with tilleuls() as workspace:
        for acteur, text in zip(workspace.snapshot.acteurs, TYPED.values(), strict=False):
            workspace.run(UpdateActeur(id=acteur.id, fonction=text))
        events = plan_events(workspace.snapshot, workspace.content, workspace.today)
        tasks = [int(e.key.rpartition(":")[2]) for e in events if e.key.startswith("tache:")]
        for task in [t for t in workspace.snapshot.tasks if t.id not in tasks]:
            if len(tasks) < len(TYPED):
                workspace.run(UpdateTask(id=task.id, reunion=True))
                tasks.append(task.id)
        for task, text in zip(tasks, TYPED.values(), strict=False):
            workspace.run(UpdateTask(id=task, titre=text))
        return edition_of(workspace)


@cache
def made(kind):
    """Return the document that holds them all, as a file of this kind."""
    slug = "retroplanning" if kind is ICS else "annuaire"
    edition = replace(typed(), options=DocumentOptions(format=kind))
    if kind is PDF:
        return Prepared(slug, edition).render().data
    return make_file(slug, edition).data


def squeezed(text):
    return "".join(text.split())


@cache
def texts(kind):
    """Return every text of a file, as another program reads them."""
    data = made(kind)
    match kind:
        case DocumentFormat.PDF:
            return [cell for table in pdf_tables(data) for row in table for cell in row]
        case DocumentFormat.DOCX:
            found = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p"))
            return ["".join(node.itertext()) for node in found]
        case DocumentFormat.XLSX:
            book = openpyxl.load_workbook(io.BytesIO(data))
            return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        case DocumentFormat.CSV:
            rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
            return [text for row in rows for text in row]
        case DocumentFormat.VCF:
            cards = vobject.readComponents(data.decode())
            return [card.title.value for card in cards if "title" in card.contents]
        case DocumentFormat.ICS:
            return [event.title for event in read_agenda(data)]
        case _:
            return texts_of(tuple(_strings(json.loads(data))))


def _strings(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in _strings(item)]
    return [value]


@pytest.fixture
def workspace():
    with tilleuls() as found:
        yield found


@pytest.mark.parametrize("row", TYPED)
@pytest.mark.parametrize("kind", [DOCX, XLSX, VCF, ICS, JSON])
def test_what_is_typed_is_there_sign_for_sign(kind, row):
    assert any(text is not None and KEPT[row] in str(text) for text in texts(kind))


@pytest.mark.parametrize("row", TYPED)
def test_a_text_for_excel_shields_what_would_be_active(row):
    shield = "'" if KEPT[row][0] in "=+-@" else ""

    assert f"{shield}{KEPT[row]}" in texts(CSV)
    assert shield == ("'" if row in {52, 53} else "")


@pytest.mark.parametrize("row", TYPED)
def test_what_is_typed_is_printed_in_its_own_cell(row):
    assert any(squeezed(PRINTED[row]) in cell for cell in texts(PDF))


def test_nothing_typed_is_active_in_any_file():
    book = openpyxl.load_workbook(io.BytesIO(made(XLSX)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    for kind, active in ((XLSX, (b"<f>", b"<hyperlink")), (DOCX, (b"<w:hyperlink", b"HYPERLINK"))):
        parts = zipfile.ZipFile(io.BytesIO(made(kind)))
        told = b"".join(parts.read(name) for name in parts.namelist())
        told = told.replace(TYPED[52].split("(")[0].encode(), b"")
        assert not any(mark in told for mark in (*active, b'TargetMode="External"')), kind
    with pikepdf.open(io.BytesIO(made(PDF))) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert not any("/A" in note or "/URI" in note for note in notes)
    assert b"\nURL" not in made(ICS) + made(VCF)
    assert b"\nATTACH" not in made(ICS)


def test_signs_that_do_not_print_are_told_with_the_pages_alone():
    told = Prepared("annuaire", typed()).render().avertissements

    for sign in (EMOJI, HEBREW[0], "\ufffd"):
        assert any(text.startswith("Fonction (") and sign in text for text in told), sign
    for kind in (DOCX, XLSX, CSV, VCF, JSON):
        edition = replace(typed(), options=DocumentOptions(format=kind))
        assert make_file("annuaire", edition).avertissements == (), kind


@pytest.mark.parametrize(
    ("text", "count"), [("m" * 500, 3), ("Assez long. " * 834, 2), ("a\nb\n- c", 3), ("", 3)]
)
def test_a_long_cell_is_whole_in_every_file(text, count):
    rows = [(f"Ligne {n}", text, "fin") for n in range(count)]
    check(rows)


def test_a_text_of_two_hundred_thousand_letters_is_whole_or_told(workspace):
    text = ("Une phrase assez longue. " * 8000)[:200_000].strip()
    workspace.run(UpdateActeur(id=workspace.snapshot.acteurs[0].id, relation=text))
    edition = edition_of(workspace)
    files = {
        kind: make_file("acteurs", replace(edition, options=DocumentOptions(format=kind)))
        for kind in (DOCX, XLSX, JSON)
    }
    printed = pdf_tables(Prepared("acteurs", edition).render().data)

    for tables in (printed, docx_tables(files[DOCX].data), json_tables(files[JSON].data)):
        assert squeezed(text) in {cell for table in tables for row in table for cell in row}
    (cut,) = files[XLSX].avertissements
    assert "32\xa0767 caractères" in cut
    assert files[DOCX].avertissements == files[JSON].avertissements == ()


def test_three_thousand_lines_are_whole_in_every_file():
    check([(f"Ligne {n}", f"{n % 900}\u00a0€", "=1+1") for n in range(3000)])


def check(rows):
    """Assert that a table of these lines is the same, whole, in every file."""
    columns = (Column("Quoi"), Column("Texte", 3), Column("Fin"))
    lines = tuple(Row(tuple(map(Cell, row))) for row in rows)
    held = document(Table(columns, lines))
    expected = [line(*(column.header for column in columns)), *(line(*row) for row in rows)]

    file = render_pdf(held, now=NOW)
    assert pdf_tables(file.data) == [expected]
    assert beyond_margins(file) == []
    book = Workbook("a", "b", "c", "d", document_sheets(held))
    assert xlsx_tables(render_xlsx(book, NOW).data) == [expected]
    assert docx_tables(render_docx(held, NOW)) == [expected]
    assert json_tables(document_json(held, NOW)) == [expected]
    told = sheet_csv(only_sheet(held)).decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(told, newline=""), delimiter=";"))
    shown = [line(*(text.removeprefix("'") for text in row)) for row in found]
    assert shown == expected


def codes_of_an_empty_dossier(slug):
    """Yield how each other file of a document of an empty dossier is refused; "" when made."""
    for kind in CATALOGUE[slug].info.formats[1:]:
        try:
            edition = replace(empty(), options=DocumentOptions(format=kind))
            yield "" if make_file(slug, edition).data else "vide"
        except RapportImpossible as refused:
            yield refused.code if refused.remedy else "sans remède"


@pytest.mark.parametrize("slug", CATALOGUE)
def test_an_empty_dossier_is_a_file_or_a_sentence(slug):
    assert set(codes_of_an_empty_dossier(slug)) <= {"", "sans-tableau", "agenda-vide"}


# --- files, rows 115 to 118

SLUGS = dict.fromkeys(DocumentFormat, "annuaire") | {ICS: "retroplanning"}


def refusing(fault):
    def refuse(*_args, **_kwargs):
        raise fault

    return refuse


@pytest.mark.parametrize("kind", DocumentFormat)
@pytest.mark.parametrize("nom", ["CON", "a:b*c?", "EHPAD.", "nom " * 75, "..\\..\\a", "é" * 200])
def test_every_file_has_a_name_that_windows_takes(kind, nom):
    etablissement = replace(typed().snapshot.etablissement, nom=nom)
    snapshot = replace(typed().snapshot, etablissement=etablissement)
    edition = replace(typed(), snapshot=snapshot, options=DocumentOptions(format=kind))
    name = file_name(SLUGS[kind], edition)

    assert name.endswith(f".{kind}")
    assert not set(name) & set('<>:"/\\|?*')
    assert len(name.encode()) <= 200
    assert name.startswith("2027-03-12 "), "so that no name of a device begins it"


@pytest.fixture(params=DocumentFormat)
def target(request, tmp_path):
    """Return a file of each kind that is already there."""
    path = tmp_path / f"a.{request.param}"
    path.write_bytes(b"ancien")
    return path


@pytest.mark.parametrize(
    ("where", "fault", "code"),
    [
        ("pathlib.Path.replace", PermissionError(errno.EACCES, "open"), "fichier-ouvert-ailleurs"),
        ("os.fsync", OSError(errno.ENOSPC, "full"), "disque-plein"),
        ("os.fsync", OSError(errno.EIO, "gone"), "ecriture-impossible"),
        ("os.fsync", OSError(errno.EROFS, "read only"), "lecture-seule"),
    ],
)
def test_a_fault_of_the_disk_spares_the_old_file(
    workspace, target, monkeypatch, where, fault, code
):
    kind = DocumentFormat(target.suffix[1:])
    made = Documents().prepare(workspace, SLUGS[kind], DocumentOptions(format=kind))
    monkeypatch.setattr(where, refusing(fault))
    with pytest.raises(ErreurCpom) as refused:
        made.write(target)

    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert "L’ancien est intact." in refused.value.remedy
    assert target.read_bytes() == b"ancien"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("kind", DocumentFormat)
def test_a_key_taken_away_or_a_name_of_no_file_is_told_for_every_kind(workspace, tmp_path, kind):
    made = Documents().prepare(workspace, SLUGS[kind], DocumentOptions(format=kind))
    for path, code, said in (
        (tmp_path / "clé retirée" / f"a.{kind}", "ecriture-impossible", "L’ancien est intact."),
        (tmp_path / f"{'a' * 300}.{kind}", "nom-windows", f"Exemple : CPOM 2026-2030.{kind}."),
        (tmp_path / f"CON.{kind}", "nom-windows", "Rien n’a été écrit."),
        (tmp_path / f"a:b.{kind}", "nom-windows", "Rien n’a été écrit."),
        (tmp_path / f"a.{kind}.", "nom-windows", "Rien n’a été écrit."),
    ):
        with pytest.raises(RapportImpossible) as refused:
            made.write(path)
        assert refused.value.code == code
        assert said in plain(refused.value.remedy)
    assert list(tmp_path.iterdir()) == []


def test_a_word_longer_than_a_page_is_written_and_read_again(workspace, tmp_path):
    word = "".join(f"{n:05}m" for n in range(2000))
    workspace.run(UpdateActeur(id=workspace.snapshot.acteurs[0].id, relation=word))
    written = Documents().prepare(workspace, "acteurs").write(tmp_path / "a.pdf")
    document = build("acteurs", edition_of(workspace))

    assert written.count > 4
    assert lacking(document.blocks, page_texts(written.data)) == ()
    assert lacking((Paragraph(word.replace("01500m", "01500n")),), page_texts(written.data))


def test_a_pdf_that_carries_files_spares_the_old_one_too(workspace, tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"ancien")
    made = Documents().prepare(workspace, "annuaire", DocumentOptions(joindre=True))
    monkeypatch.setattr(os, "fsync", refusing(OSError(errno.ENOSPC, "full")))
    with pytest.raises(DisquePlein):
        made.write(target)

    assert target.read_bytes() == b"ancien"
