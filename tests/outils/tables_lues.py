"""The tables of a file, as a reader finds them: from the tags of a PDF, a workbook, JSON, DOCX.

A table is its lines, each the texts of its cells without blanks: a page cuts lines where it must.
A line that opens a group has one cell. Labels and their values have no line of headers.
"""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from cpom_desktop.i18n import MONTHS, format_date, format_number

PAIRS = ("Rubrique", "Valeur")
GROUP = "Groupe"
CONTENTS = "Sommaire"
STYLES = {"Tableau", "Valeurs", "ValeursEncadrees"}
_DAY = re.compile(
    r"(?:(?:lun|mar|mer|jeu|ven|sam|dim)(?:\.|[a-z]*(?:di|che)))?"
    r"([0-9]{1,2})(?:er)?([a-zéû]+\.?)((?:20|21)[0-9]{2})"
)


def told(text):
    """Return a text without its blanks; a whole day as 2032-12-31, however it is worded."""
    plain = "".join(text.split())
    if found := _DAY.fullmatch(plain):
        day, month, year = found.groups()
        short = month.rstrip(".")
        rank = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(short)), 0)
        return f"{year}-{rank:02}-{int(day):02}" if rank else plain
    return plain


def line(*texts):
    """Return the texts of a line, as they are compared."""
    return tuple(map(told, texts))


# --- PDF: the logical tree, and the text of the marks that it refers to


def pdf_tables(data):
    """Return the tables of a PDF, from its structure tree."""
    import pikepdf

    texts = _marked_texts(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: rank for rank, page in enumerate(pdf.pages)}
        tables = list(_elements(pdf.Root.StructTreeRoot, "/Table"))
        return [[_tagged_row(row, texts, pages) for row in _elements(table, "/TR")]
                for table in tables]  # fmt: skip


def _elements(node, kind):
    """Yield the elements of one kind under a node, in reading order."""
    for kid in _kids(node):
        if kid.get("/S") == kind:
            yield kid
        elif "/S" in kid:
            yield from _elements(kid, kind)


def _kids(node):
    import pikepdf

    held = node.get("/K", pikepdf.Array([]))
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _tagged_row(row, texts, pages):
    cells = [cell for cell in _kids(row) if str(cell.S) in {"/TH", "/TD"}]
    return line(*("".join(_texts_under(cell, texts, pages)) for cell in cells))


def _texts_under(node, texts, pages):
    for kid in _kids(node):
        if kid.get("/Type") == "/MCR":
            yield texts[pages[kid.Pg.objgen], int(kid.MCID)]
        elif "/S" in kid:
            yield from _texts_under(kid, texts, pages)


def _marked_texts(data):
    """Return (page, number of the mark) → the text drawn under it."""
    import pypdfium2
    from pypdfium2 import raw

    found = defaultdict(str)
    pdf = pypdfium2.PdfDocument(data)
    for rank, page in enumerate(pdf):
        textpage = page.get_textpage()
        for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
            mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
            if mark >= 0:
                found[rank, mark] += _text(drawn, textpage)
        textpage.close()
    pdf.close()
    return found


def _text(drawn, textpage):
    import ctypes

    from pypdfium2 import raw

    size = raw.FPDFTextObj_GetText(drawn, textpage, None, 0)
    room = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFTextObj_GetText(drawn, textpage, pointer, size)
    return room.raw.decode("utf-16-le").rstrip("\0")


# --- workbook


def xlsx_tables(data):
    """Return the tables of a workbook made from blocks."""
    import openpyxl

    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    if len(sheets) > 1:
        assert sheets[0].title == CONTENTS
        sheets = sheets[1:]
    return [_sheet_lines(sheet) for sheet in sheets]


def _sheet_lines(sheet):
    head, *rows = [tuple(map(_shown, row)) for row in sheet.iter_rows()]
    if head == PAIRS:
        return [line(*row) for row in rows]
    if head[0] != GROUP:
        return [line(*row) for row in (head, *rows)]
    found, group = [line(*head[1:])], ""
    for opened, *cells in rows:
        if opened and opened != group:
            found.append(line(opened))
        group = opened
        if any(cells):
            found.append(line(*cells))
    return found


def _shown(cell):
    """Return a cell as documents print it, from its value and its format alone."""
    value, shape = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, datetime):
        assert shape == "dd/mm/yyyy"
        return format_date(value.date())
    if isinstance(value, str):
        return value
    unit = next((sign for sign in "%‰€" if sign in shape), "")
    places = len(shape.partition(".")[2].partition("\\")[0])
    number = Decimal(str(value)).scaleb(2 if unit == "%" else 0)
    return format_number(number, places) + unit


# --- DOCX


def docx_tables(data):
    """Return the tables of a DOCX, as python-docx finds them; those of its layout apart."""
    import docx
    from docx.oxml.ns import qn
    from docx.table import Table

    found = docx.Document(io.BytesIO(data))
    tables = [Table(each, found) for each in found.element.body.iter(qn("w:tbl"))]
    return [
        [_docx_row(row) for row in table.rows]
        for table in tables
        if table.style.style_id in STYLES
    ]


def _docx_row(row):
    from docx.table import _Cell

    return line(*(_Cell(each, row).text for each in row._tr.tc_lst))


# --- JSON


def json_tables(data):
    """Return the tables of the data of a document, read as any other program would."""
    return [found for block in json.loads(data)["document"]["blocs"] for found in _blocks(block)]


def _blocks(block):
    match block["type"]:
        case "tableau":
            head = line(*(column["entete"] for column in block["colonnes"]))
            yield [head, *(_json_row(row, len(head)) for row in block["lignes"])]
        case "reperes":
            yield [line(label, value or "à compléter") for label, value in block["lignes"]]
        case "au_choix":
            for part in block["au_large"]:
                yield from _blocks(part)


def _json_row(row, count):
    texts = [_json_cell(cell) for cell in row["cellules"]]
    if row.get("nature") == "groupe":
        return line(" ".join(texts))
    return line(*texts, *[""] * (count - len(texts)))


def _json_cell(cell):
    content = cell if isinstance(cell, str) else cell["contenu"]
    if isinstance(content, str):
        return content
    return f"{content['lettres']} {content.get('a_cote', '')}"
