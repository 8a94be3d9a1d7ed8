"""What she types is never computed, loaded, followed or run by a document (S04, S05; T7, T8).

Short: one turn of the texts over every free text, a few documents; long: every text in every
field, every document, every kind of file.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pikepdf
import pytest

from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.csv_text import sheet_csv
from cpom_desktop.reports.docx.reading import whole_text
from cpom_desktop.reports.exports import make_file
from cpom_desktop.reports.maker import Prepared
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.relecture import lacking, page_texts
from cpom_desktop.reports.sheets import Sheet, SheetColumn, Workbook
from cpom_desktop.reports.xlsx import render_xlsx
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.tableaux import shielded, unshielded
from tests.outils.dossier_hostile import FORMULAS, MARKUP, hostile_edition, text_columns
from tests.outils.pages import NOW

FEW = ("fiche-action", "convocation", "annuaire", "etablissement", "compte-rendu", "fil-dor")
FEW_SLUGS = tuple(slug for slug in FEW if slug in CATALOGUE)
BOUND = frozenset({"dossier-lancement", "dossier-diagnostic", "dossier-complet"})
"""Documents made of others: once a turn is enough."""
OUTWARD = ("/URI", "/JavaScript", "/JS", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/Movie")
OUTWARD += ("/ImportData", "/RichMedia", "/Rendition", "/OpenAction", "/AA", "/XFA")
ACTIVE_PARTS = re.compile(rb"<f[ >]|<hyperlink|ddeLink|externalLink|oleObject|vbaProject")
ACTIVE_WORDS = re.compile(
    rb'TargetMode="External"|<w:hyperlink [^>]*r:id|<w:object|<w:altChunk|<w:subDoc'
    rb"|attachedTemplate"
)
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
BLANKS = " \u00a0\u202f\u200b\u2060\ufeff\t\r\n\v\f"
NUMBER = re.compile(r"-[0-9]+(?:,[0-9]+)?(?: \S+)?")
LOADED = re.compile(r"^(?:URL|ATTACH|IMAGE|PHOTO|SOUND|KEY)\b", re.MULTILINE)
FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)<")
OWN_FIELDS = ("PAGE", "NUMPAGES", "TOC", "PAGEREF", "REF", "STYLEREF", "SEQ", "SECTIONPAGES")


@pytest.fixture(scope="session")
def opened_paths():
    """Return the list of the files opened for reading or writing since the beginning."""
    seen = []

    def hook(event, args):
        if event == "open" and isinstance(args[0], str):
            seen.append(args[0])

    sys.addaudithook(hook)
    return seen


@pytest.fixture
def canary(tmp_path, opened_paths):
    """Return a picture that no document may open; checked at the end."""
    path = tmp_path / "canari.png"
    path.write_bytes(b"CANARI-7f3a" * 50)
    before = len(opened_paths)
    yield path
    assert str(path) not in opened_paths[before:]
    assert [p.name for p in tmp_path.iterdir()] == ["canari.png"]


def turns(long, texts):
    """Return the turns that are tried: in the long form each text stands in each field."""
    return range(len(texts)) if long else (0,)


def documents(long, turn):
    """Return the documents that are made at a turn."""
    if not long:
        return FEW_SLUGS
    return [slug for slug in CATALOGUE if turn % 8 == 0 or slug not in BOUND]


def inside(thing):
    """Yield an object and the objects written inside it, not those that it refers to."""
    yield thing
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        below = [thing.get(key) for key in thing.keys()]  # noqa: SIM118 - a stream has no iterator
    else:
        below = list(thing) if isinstance(thing, pikepdf.Array) else []
    for one in below:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from inside(one)


def active_objects(data):
    """Return the names of what leads out of a PDF, runs, or opens by itself."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in (one for whole in pdf.objects for one in inside(whole)):
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                found |= {*thing.keys(), str(thing.get("/S", ""))} & set(OUTWARD)
    return found


def test_every_free_text_of_the_dossier_is_known():
    columns = text_columns()

    assert sum(map(len, columns.values())) >= 130
    assert {"nom", "structure", "attentes"} <= set(columns["acteurs"])
    assert {"texte", "preuve"} <= set(columns["constats"])
    assert len(MARKUP) >= 30
    assert len(FORMULAS) == len(set(FORMULAS)) == 500


def test_the_check_sees_a_link_and_a_script():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    out = io.BytesIO()
    pdf.save(out)

    assert {"/OpenAction", "/JS", "/JavaScript"} <= active_objects(out.getvalue())


def test_the_check_sees_a_formula_and_a_link_in_a_workbook():
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["A2"].hyperlink = "http://exemple.invalid"
    out = io.BytesIO()
    book.save(out)

    assert list(cell_faults(out.getvalue())) == ["Sheet!A1", "Sheet!A2"]
    assert len(list(office_faults(DocumentFormat.XLSX, out.getvalue()))) >= 2
    assert list(csv_faults("a;b\r\n\uff1d1+1;-12,5\r\n".encode())) == ["line 2: \uff1d1+1"]


@pytest.mark.slow
def test_markup_is_printed_as_it_is_and_nothing_is_followed_or_read(pytestconfig, canary):
    long = pytestconfig.getoption("--long")
    faults = []
    for turn in turns(long, MARKUP):
        edition = hostile_edition(MARKUP, turn, canary)
        for slug in documents(long, turn):
            made = build(slug, edition)
            data = render_pdf(made, now=edition.now).data
            faults += [(slug, turn, fault) for fault in active_objects(data)]
            faults += [(slug, turn, fault) for fault in lacking(made.blocks, page_texts(data))]
            if b"CANARI" in data:
                faults.append((slug, turn, "canary"))

    assert faults == []


def fields_of(told):
    """Return the instructions of fields that a program would run, ours left out."""
    words = (found.decode("utf-8").split() for found in FIELD.findall(told))
    return [word[0] for word in words if word and word[0] not in OWN_FIELDS]


def office_faults(kind, data):
    """Yield what a workbook or a text would compute, fetch or follow."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    told = b"\n".join(parts.values())
    pattern = ACTIVE_PARTS if kind is DocumentFormat.XLSX else ACTIVE_WORDS
    yield from {found.decode() for found in pattern.findall(told)}
    yield from (name for name in parts if "externalLinks" in name or "embeddings" in name)
    if kind is DocumentFormat.DOCX:
        yield from fields_of(told)


@pytest.mark.slow
@pytest.mark.parametrize("texts", [MARKUP, FORMULAS], ids=["markup", "formulas"])
def test_no_file_computes_or_follows_what_was_typed(pytestconfig, canary, texts):
    long = pytestconfig.getoption("--long")
    faults = []
    for turn in range(0, len(texts), 100) if long else (0,):
        edition = hostile_edition(texts, turn, canary)
        for slug in CATALOGUE if long else FEW_SLUGS:
            faults += [(slug, turn, fault) for fault in file_faults(slug, edition)]

    assert faults == []


def file_faults(slug, edition):
    """Yield the faults of each file of a document beside its pages."""
    for kind in CATALOGUE[slug].info.formats[1:]:
        options = DocumentOptions(format=kind)
        try:
            data = make_file(slug, replace(edition, options=options)).data
        except RapportImpossible as refused:
            assert refused.code in {"sans-tableau", "agenda-vide"}, slug  # noqa: PT017
            continue
        yield from (f"{kind} {fault}" for fault in faults_of(kind, data))


def faults_of(kind, data):
    """Yield the faults of one file."""
    match kind:
        case DocumentFormat.XLSX:
            yield from office_faults(kind, data)
            yield from cell_faults(data)
        case DocumentFormat.DOCX:
            yield from office_faults(kind, data)
            yield from () if any(whole_text(data)) else ("empty",)
        case DocumentFormat.CSV:
            yield from csv_faults(data)
        case DocumentFormat.ICS | DocumentFormat.VCF:
            yield from LOADED.findall(data.decode())
        case _:
            assert data.startswith(b"{")


def cell_faults(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    yield from (f"name {name}" for name in book.defined_names)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" or cell.hyperlink is not None:
                    yield f"{sheet.title}!{cell.coordinate}"


def csv_faults(data):
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    for number, row in enumerate(rows, start=1):
        for text in row:
            leads = text.lstrip(BLANKS)[:1]
            active = (leads and leads in SIGNS) or text[:1] in {"\t", "\r", "\n"}
            if active and not NUMBER.fullmatch(text):
                yield f"line {number}: {text[:30]}"


def test_a_pdf_that_carries_its_files_carries_nothing_else(canary, tmp_path_factory):
    options = DocumentOptions(joindre=True)
    edition = replace(hostile_edition(FORMULAS, 3, canary), options=options)
    path = tmp_path_factory.mktemp("joint") / "annuaire.pdf"
    Prepared("annuaire", edition).write(path)
    data = path.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        files = {str(found.UF): found.EF.F.read_bytes() for found in pdf.Root.AF}

    assert active_objects(data) == set()
    assert {name.rpartition(".")[2] for name in files} == {"xlsx", "json"}
    (book,) = [found for name, found in files.items() if name.endswith("xlsx")]
    assert [*office_faults(DocumentFormat.XLSX, book), *cell_faults(book)] == []


def test_every_formula_is_a_text_in_a_workbook_and_in_a_csv():
    columns = (SheetColumn("Quoi", "text", 20), SheetColumn("Combien", "figure", 9))
    sheet = Sheet("Un", columns, tuple((text, Decimal("-12.5")) for text in FORMULAS))
    data = render_xlsx(Workbook("a", "b", "c", "d", (sheet,)), NOW).data
    rows = list(openpyxl.load_workbook(io.BytesIO(data))["Un"].iter_rows())
    numbers = [row[1] for row in rows if row[1].value == -12.5]
    told = sheet_csv(sheet)
    lines = list(csv.reader(io.StringIO(told.decode("utf-8-sig"), newline=""), delimiter=";"))[1:]

    assert [*cell_faults(data), *office_faults(DocumentFormat.XLSX, data)] == []
    assert len(numbers) == len(lines) == len(FORMULAS)
    assert {cell.data_type for cell in numbers} == {"n"}, "a real negative number stays a number"
    assert {line[1] for line in lines} == {"-12,5"}
    assert list(csv_faults(told)) == []
    assert [unshielded(line[0]) for line in lines] == list(FORMULAS), "and come back as they were"


@pytest.mark.parametrize(
    "text", ["", "a=1", "R&D", "12", "l'ARS", "'tis", "- ", "« = »", "'\r", "''=1"]
)
def test_an_ordinary_text_is_left_alone_or_comes_back(text):
    assert unshielded(shielded(text)) == text
    assert (shielded(text) == text) is (
        not text.strip().startswith(("-", "''=")) and "\r" not in text
    )
