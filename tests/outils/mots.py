"""What a DOCX file holds, for the tests: its titles, tables, sections, fields, order of parts."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs "
        "spacing ind contextualSpacing jc outlineLvl rPr sectPr"
    ),
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing noProof sz szCs bdr shd vertAlign lang",
    "w:tblPr": (
        "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription"
    ),
    "w:tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "w:trPr": "cantSplit trHeight tblHeader",
    "w:sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
    "w:style": (
        "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr "
        "tcPr tblStylePr"
    ),
    "w:pBdr": "top left bottom right between",
    "w:tcBorders": "top left bottom right insideH insideV",
    "w:tblBorders": "top left bottom right insideH insideV",
    "w:tblCellMar": "top left bottom right",
    "w:tbl": "tblPr tblGrid tr",
    "w:tr": "trPr tc",
    "w:lvl": "start numFmt pStyle lvlText lvlJc pPr rPr",
    "w:settings": (
        "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol "
        "listSeparator"
    ),
}
"""Children of the elements that we write, in the order that ISO/IEC 29500-1 asks for."""


def docx_of(data):
    """Return a file opened by python-docx."""
    return docx.Document(BytesIO(data))


def every_part(data):
    """Return the parts of a file by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def order_faults(data):
    """Return what stands where the format does not let it stand, or ends as it may not."""
    faults = []
    for name, part in every_part(data).items():
        if name.endswith(".xml") and name.startswith("word/"):
            root = parse_xml(part)
            for parent, told in ORDER.items():
                known = [qn(f"w:{child}") for child in told.split()]
                for element in root.iter(qn(parent)):
                    faults += [f"{name} {parent}"] * _is_disordered(element, known)
            faults += [f"{name} cell" for cell in root.iter(qn("w:tc")) if not _ends_well(cell)]
    return faults


def _is_disordered(element, known):
    tags = [child.tag for child in element]
    ranks = [known.index(tag) if tag in known else -1 for tag in tags]
    return ranks != sorted(ranks) or -1 in ranks


def _ends_well(cell):
    """Tell whether a cell ends with a paragraph, without which Word refuses the file."""
    return len(cell) > 1 and cell[-1].tag == qn("w:p")


def titles_of(document):
    """Return the level and the text of each title."""
    return [
        (int(paragraph.style.name.removeprefix("Heading ")), paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading ")
    ]


def section_kinds(document):
    """Return how the pages of each section are turned."""
    return [
        "landscape" if section.page_width > section.page_height else "portrait"
        for section in document.sections
    ]


def tables_of(document, style="Tableau du dossier"):
    """Return the tables of data: lines of texts, a cell over several columns told once."""
    return [
        [[" ".join(cell.text.split()) for cell in _once(row.cells)] for row in table.rows]
        for table in document.tables
        if table.style.name == style
    ]


def _once(cells):
    """Yield cells, each once."""
    seen = []
    for cell in cells:
        if cell._tc not in seen:
            seen.append(cell._tc)
            yield cell


def words_of(document):
    """Return the text of the body in order, spaces alike."""
    texts = document.element.body.iter(qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:p"))
    return " ".join(
        "".join((node.text or "") if node.tag == qn("w:t") else " " for node in texts).split()
    )


def elements_of(document, tag):
    """Return the elements of a kind, in the body."""
    return list(document.element.body.iter(qn(tag)))
