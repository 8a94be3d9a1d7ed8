"""The workbook and the data carried by the PDF, on demand: whole, named, and still an archive."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pikepdf
import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.reports import maker
from cpom_desktop.reports.block_json import read_document
from cpom_desktop.reports.blocks import Heading
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.joined import Joined
from cpom_desktop.reports.maker import Documents, Prepared
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.pdf.attached import Attachment
from cpom_desktop.services.documents import DocumentOptions
from cpom_desktop.services.operations import UpdateActeur
from tests.outils.editions import demonstration, empty, hostile, showcase, tilleuls
from tests.outils.pages import NOW, document
from tests.outils.verapdf import check_all

JOINED = DocumentOptions(joindre=True)


def written(edition, slug, folder, options=JOINED):
    """Write a document with what it carries; return the file and what was told."""
    told = Prepared(slug, replace(edition, options=options)).write(folder / f"{slug}.pdf")
    return told.path.read_bytes(), told


def carried(data):
    """Return each file that a PDF carries: its specification and its bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            (
                str(found.UF),
                str(found.AFRelationship),
                str(found.EF.F.Subtype),
                str(found.Desc),
                str(found.EF.F.Params.ModDate),
                found.EF.F.read_bytes(),
            )
            for found in pdf.Root.AF
        ]


def test_a_pdf_carries_nothing_unless_asked(tmp_path):
    data, _told = written(demonstration(), "etablissement", tmp_path, DocumentOptions())

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AF" not in pdf.Root
        assert "/Names" not in pdf.Root


def test_the_workbook_and_the_data_are_those_of_the_document(tmp_path):
    edition = demonstration()
    data, told = written(edition, "etablissement", tmp_path)
    book, source = carried(data)
    name = "2027-03-12 EHPAD Les Tilleuls – Établissement et périmètre – PROJET"

    assert book[:3] == (
        f"{name}.xlsx",
        "/Data",
        "/application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    assert source[:3] == (f"{name}.json", "/Source", "/application/json")
    assert book[3] == "Tableaux du document, en tableur"
    assert {book[4], source[4]} == {"D:20270312143200+00'00'"}
    assert read_document(source[5]).document == build("etablissement", edition)
    sheets = openpyxl.load_workbook(io.BytesIO(book[5])).sheetnames
    assert sheets[0] == "Sommaire"
    assert told.avertissements == ()
    assert told.told.replace("\xa0", " ").endswith(", 2 fichiers joints")


def test_readers_find_them_by_their_names(tmp_path):
    data, _told = written(demonstration(), "raci", tmp_path)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {name: len(spec.get_file().read_bytes()) for name, spec in pdf.attachments.items()}
        listed = [str(name) for name in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
    assert sorted(found) == listed
    assert [name.rpartition(".")[2] for name in listed] == ["json", "xlsx"]
    assert min(found.values()) > 1000


def test_a_document_without_a_table_carries_its_data_alone(tmp_path):
    data, _told = written(empty(), "feuille-de-route", tmp_path)

    assert [found[1] for found in carried(data)] == ["/Source"]


def test_the_pages_are_the_same_with_and_without(tmp_path):
    plain, first = written(demonstration(), "raci", tmp_path, DocumentOptions())
    joined, second = written(demonstration(), "raci", tmp_path)

    assert first.count == second.count
    with pikepdf.open(io.BytesIO(plain)) as a, pikepdf.open(io.BytesIO(joined)) as b:
        for one, other in zip(a.pages, b.pages, strict=True):
            assert one.Contents.read_bytes() == other.Contents.read_bytes()


def test_the_same_dossier_and_clock_give_the_same_bytes(tmp_path):
    made = [written(hostile(), "acteurs", tmp_path)[0] for _time in range(2)]

    assert made[0] == made[1]


def test_what_is_cut_in_the_workbook_is_told(tmp_path):
    with tilleuls() as workspace:
        acteur = workspace.snapshot.acteurs[0]
        workspace.run(UpdateActeur(id=acteur.id, relation="m" * 40_000))
        told = Documents().prepare(workspace, "acteurs", JOINED).write(tmp_path / "a.pdf")

    assert any("32\xa0767" in text for text in told.avertissements)


def test_a_file_lost_on_the_way_is_told(tmp_path, monkeypatch):
    wanted = Joined((Attachment("a.json", b"{}", "application/json", "a", "Source"),))
    monkeypatch.setattr(maker, "joined_files", lambda *_: wanted)
    data, _told = written(demonstration(), "raci", tmp_path)
    assert [found[0] for found in carried(data)] == ["a.json"]

    def forget(path, data):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            del pdf.Root.AF
            pdf.save(path)

    monkeypatch.setattr(maker, "write_file", forget)
    with pytest.raises(maker.RapportImpossible) as refused:
        written(demonstration(), "raci", tmp_path)
    assert refused.value.code == "relecture"


def test_names_of_any_signs_are_kept():
    names = ("a – é.json", "(b) \\ «c».json", "😀.json")
    files = tuple(Attachment(name, b"{}", "application/json", name, "Source") for name in names)
    made = render_pdf(document(Heading("a")), now=NOW, attached=files)

    assert [found[0] for found in carried(made.data)] == list(names)


@pytest.mark.slow
def test_what_a_pdf_carries_keeps_it_within_both_standards(tmp_path):
    files = {
        f"{edition.__name__} {slug}": written(edition(), slug, tmp_path)[0]
        for edition, slug in (
            (showcase, "dossier-complet"),
            (showcase, "convocation"),
            (hostile, "acteurs"),
            (hostile, "etablissement"),
            (empty, "raci"),
            (empty, "feuille-de-route"),
        )
    }

    assert {name: faults for name, faults in check_all(files).items() if faults} == {}


def test_no_part_of_the_workbook_tells_the_hour_of_the_computer(tmp_path):
    (book, _source) = carried(written(demonstration(), "raci", tmp_path)[0])

    with zipfile.ZipFile(io.BytesIO(book[5])) as parts:
        assert {info.date_time for info in parts.infolist()} == {(2027, 3, 12, 14, 32, 0)}


def test_what_is_asked_of_the_pages_is_asked_of_what_they_carry(tmp_path):
    edition = demonstration()
    named = {a.nom for a in edition.snapshot.acteurs if a.nom}
    for noms in (True, False):
        options = DocumentOptions(joindre=True, noms=noms, mention=Mention.COPIL)
        book, source = carried(written(edition, "acteurs", tmp_path, options)[0])
        cells = openpyxl.load_workbook(io.BytesIO(book[5])).worksheets[0].values
        for told in (source[5].decode(), "\n".join(str(text) for row in cells for text in row)):
            assert any(nom in told for nom in named) == noms
        assert source[0].endswith(" – présentée au COPIL.json")
