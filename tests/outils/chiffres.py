"""Files of figures, made and read as the window and the commands do."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook

from cpom_desktop.imports.tables import read_table
from cpom_desktop.services.operations import SetValeurs
from cpom_desktop.services.queries.donnees_importees import Place, figures_of_file
from cpom_desktop.services.tableaux import FileTable

TODAY = date(2027, 3, 12)


def table_of(*rows, name="paie.csv", notes=()):
    """Return a file of these lines."""
    width = max(map(len, rows))
    lines = tuple((*map(str, row), *[""] * (width - len(row))) for row in rows)
    return FileTable(name, lines, tuple(range(1, len(lines) + 1)), tuple(notes))


def understood(ws, table, lignes=None, columns=None, *, proches=True):
    """Return how the columns of a file are understood, and the file read so."""
    place = Place(ws.snapshot, ws.content, TODAY, proches)
    return figures_of_file(table, place, lignes or {}, columns)


def taken(ws, path):
    """Import a file as it is proposed; return what was read."""
    _columns, found = understood(ws, read_table(path))
    if found.recu.valeurs:
        ws.run(SetValeurs(valeurs=found.recu.valeurs))
    return found


def workbook(*rows, formats=None, merged=(), epoch=None):
    """Return the bytes of a workbook of one sheet; `formats` are those of cells by place."""
    made = Workbook()
    if epoch is not None:
        made.epoch = epoch
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for place, number_format in (formats or {}).items():
        sheet[place].number_format = number_format
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def typed(ws):
    """Return every figure of a dossier as it is typed, by figure and year."""
    return {
        (v.donnee, v.annee): (v.valeur, v.source, v.date_source, v.commentaire)
        for v in ws.snapshot.valeurs
    }
