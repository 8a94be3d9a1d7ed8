"""Workbooks made to hurt: bombs, entities that read the disk, parts that lie, other formats.

Each is (name, what makes it, « refus », « lu » or « » when either will do).
"""

from __future__ import annotations

import io
import zipfile
from functools import cache, partial

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.outils.chiffres import workbook
from tests.outils.fuzz.canari import CANARY_FILE

MILLION = 1_000_000
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, TYPES, RELS = "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
PARTS = (SHEET, STRINGS, STYLES, BOOK, TYPES, RELS, "docProps/core.xml", "xl/theme/theme1.xml")
EXTERNAL = f"<!DOCTYPE r [<!ENTITY e SYSTEM 'file://{CANARY_FILE}'>]>"
PARAMETER = f"<!DOCTYPE r [<!ENTITY % e SYSTEM 'file://{CANARY_FILE}'> %e;]>"
FOREIGN = f"<!DOCTYPE r SYSTEM 'file://{CANARY_FILE}'>"
LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10)
)
LAUGHS += "]>"
QUADRATIC = f"<!DOCTYPE r [<!ENTITY a '{'x' * 50_000}'>]>"
CELLS = {
    "text out of the table": '<c r="A1" t="s"><v>999999</v></c>',
    "text below the table": '<c r="A1" t="s"><v>-5</v></c>',
    "text of no number": '<c r="A1" t="s"><v>abc</v></c>',
    "number without end": f'<c r="A1"><v>{"9" * 10_000}</v></c>',
    "decimal without end": f'<c r="A1"><v>0.{"9" * 100_000}</v></c>',
    "beyond all numbers": '<c r="A1"><v>1e400</v></c>',
    "not a number": '<c r="A1"><v>NaN</v></c>',
    "infinite": '<c r="A1"><v>-inf</v></c>',
    "unknown kind": '<c r="A1" t="zzz"><v>1</v></c>',
    "truth of 7": '<c r="A1" t="b"><v>7</v></c>',
    "error": '<c r="A1" t="e"><v>#REF!</v></c>',
    "day 60": '<c r="A1" s="1"><v>60</v></c>',
    "day before time": '<c r="A1" t="d"><v>-0001-99-99</v></c>',
    "day of a million million": '<c r="A1" s="1"><v>1000000000000</v></c>',
    "style that is not there": '<c r="A1" s="99999"><v>1</v></c>',
    "style below zero": '<c r="A1" s="-1"><v>1</v></c>',
    "last column and beyond": '<c r="ZZZZ99999999"><v>1</v></c>',
    "no place": "<c><v>1</v></c>",
    "place of no kind": '<c r="1A"><v>1</v></c>',
    "twice the same place": '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>',
    "rich text inside": '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>',
    "formula of a million signs": f'<c r="A1"><f>{"1+" * 500_000}1</f><v>1</v></c>',
    "shared formula of nobody": '<c r="A1"><f t="shared" si="9"/><v>1</v></c>',
    "array everywhere": '<c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c>',
    "cell inside a cell": '<c r="A1"><c r="A1"><v>1</v></c></c>',
    "text of 32 768 letters": f'<c r="A1" t="str"><v>{"x" * 32_768}</v></c>',
    "name of a control": '<c r="A1" t="str"><v>a&#x202e;b</v></c>',
    "forbidden letter": '<c r="A1" t="str"><v>a&#0;b</v></c>',
}
AROUND = {
    "size that lies": '<dimension ref="A1:XFD1048576"/>',
    "size of no kind": '<dimension ref="zz"/>',
}
AFTER = {
    "all is merged": '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    "merged without end": "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 100_000 + "</mergeCells>",
    "link to the disk": '<hyperlinks><hyperlink ref="A1" location="file:///x"/></hyperlinks>',
    "list of no kind": "<dataValidations><dataValidation type='z' sqref='A'/></dataValidations>",
    "colours of no kind": '<conditionalFormatting sqref="zz"><cfRule/></conditionalFormatting>',
    "drawing of nowhere": '<drawing r:id="rId99" xmlns:r="urn:x"/>',
    "table of nowhere": '<tableParts><tablePart r:id="rId99" xmlns:r="urn:x"/></tableParts>',
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = {
    "an OLE workbook": OLE + bytes(2_000),
    "a protected one": OLE + "EncryptedPackage".encode("utf-16-le"),
    "a PDF": b"%PDF-1.7\n\x00\xff",
    "a picture": b"\x89PNG\r\n\x1a\n\x00",
    "a gzip": b"\x1f\x8b\x08\x00" + bytes(50),
    "a 7z": b"7z\xbc\xaf\x27\x1c\x00" + bytes(50),
    "a RAR": b"Rar!\x1a\x07\x01\x00" + bytes(50),
    "a program": b"MZ\x90\x00" + bytes(500),
    "an empty archive": b"PK\x05\x06" + bytes(18),
    "an archive of nothing": b"PK\x03\x04" + bytes(100),
}


@cache
def written():
    rows = ["Donnée", 2025], ["gir_1", 9], ["Chutes", "n.c."]
    return workbook(*rows, formats={"B2": "dd/mm/yyyy"})


@cache
def parts():
    """Return the parts of a sound workbook, whose first text is among those that cells share."""
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    told = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'.encode()
    found[TYPES] = found[TYPES].replace(b"</Types>", told)
    first = b't="inlineStr"><is><t>Donn&#233;e</t></is></c>'
    assert first in found[SHEET]
    found[SHEET] = found[SHEET].replace(first, b't="s"><v>0</v></c>')
    found[STRINGS] = f"<sst {NS}><si><t>Donnée</t></si></sst>".encode()
    return found


@cache
def sound():
    return packed(parts())


def packed(texts, *, how=zipfile.ZIP_DEFLATED):
    """Return the archive of these parts, one after the other."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name), text, how)
    return out.getvalue()


def changed(**texts):
    """Return the sound workbook with other parts; None takes one away."""
    whole = {**parts(), **{name.replace("__", "/"): text for name, text in texts.items()}}
    return packed({name: text for name, text in whole.items() if text is not None})


def with_part(name, text):
    return changed(**{name: text})


def sheet(rows, before="", after=""):
    text = f"<worksheet {NS}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return with_part(SHEET, text)


def entity(part, declared, use):
    """Return a workbook one of whose parts declares an entity, and uses it where texts are."""
    text = parts()[part].decode()
    head, mark, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    place = rest.find(">") + 1
    return with_part(part, f"{head}{mark}{declared}{rest[:place]}{use}{rest[place:]}")


def patched_directory(place, value):
    """Return the sound workbook with some bytes of each entry of its directory changed."""
    data = bytearray(sound())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + place : at + place + len(value)] = value
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def book_of(count, target="worksheets/sheet1.xml"):
    """Return a workbook of many sheets, which are all the same part."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ranks = range(1, count + 1)
    sheets = "".join(f'<sheet name="F{n}" sheetId="{n}" r:id="r{n}"/>' for n in ranks)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{kind}/worksheet" Target="{target}"/>' for n in ranks
    )
    urn = "http://schemas.openxmlformats.org/package/2006/relationships"
    return changed(
        **{
            BOOK: f'<workbook {NS} xmlns:r="{kind}"><sheets>{sheets}</sheets></workbook>',
            RELS: f'<Relationships xmlns="{urn}">{links}</Relationships>',
        }
    )


def _archives():
    for name, data in OTHERS.items():
        yield name, lambda data=data: data, "refus"
    for share in range(1, 10):
        yield f"cut at {share}0 %", lambda s=share: sound()[: len(sound()) * s // 10], "refus"
    for name in ("xl/vbaProject.bin", "a.xlsm", "word/vbaProject.bin", "a.docm", "a.xlsb"):
        yield f"macro {name}", lambda n=name: with_part(n, b"x"), "refus"
    for name in ("a.zip", "a.7z", "a.rar", "b.xlsx", "c.docx", "d.jar", "e.exe", "f.cpom"):
        yield f"inside {name}", lambda n=name: with_part(f"xl/{n}", b"x"), "refus"
    for name in ("../x.xml", "/etc/x", "C:/x", "..\\..\\x", "xl/../../x", "\\\\serveur\\x"):
        yield f"path {name}", lambda n=name: with_part(n, b"x"), "refus"
    yield (
        "macros by its type",
        lambda: with_part(
            TYPES, parts()[TYPES].replace(b"spreadsheetml.sheet.main", b"x.macroEnabled.main")
        ),
        "refus",
    )
    yield "under a password", lambda: patched_directory(8, b"\x01\x00"), "refus"
    yield "unknown compression", lambda: patched_directory(10, b"\x63\x00"), "refus"
    yield "sizes that lie, small", lambda: patched_directory(24, b"\x05\0\0\0"), "refus"
    yield "sizes that lie, huge", lambda: patched_directory(24, b"\xff\xff\xff\x7f"), "refus"
    yield "sums that lie", lambda: patched_directory(16, b"\x01\x02\x03\x04"), "refus"
    yield "2 001 parts", lambda: changed(**{f"p{n}": b"" for n in range(2_001)}), "refus"
    yield "bomb of 63 MB", lambda: with_part("xl/x.xml", bytes(63_000_000)), "refus"
    yield "bomb in the cells", lambda: with_part(SHEET, b" " * 63_000_000), "refus"
    yield "not deflated", lambda: packed(parts(), how=zipfile.ZIP_STORED), "lu"
    yield "LZMA", lambda: packed(parts(), how=zipfile.ZIP_LZMA), ""
    yield "bytes before", lambda: b"PK\x03\x04" + bytes(300) + sound(), ""
    yield "bytes after", lambda: sound() + bytes(300), ""
    for name in parts():
        yield f"without {name}", lambda n=name: changed(**{n: None}), ""
        yield f"empty {name}", lambda n=name: with_part(n, b""), ""
    yield "OpenDocument", lambda: packed({"mimetype": "x", "content.xml": "<x/>"}), "refus"
    yield "a Word document", lambda: packed({TYPES: "<x/>", "word/document.xml": "<x/>"}), "refus"
    yield "an archive of texts", lambda: packed({"bonjour.txt": "bonjour"}), "refus"


def _entities():
    for part in PARTS:
        for name, declared, use in (
            ("XXE", EXTERNAL, "&e;"),
            ("parameter", PARAMETER, ""),
            ("foreign", FOREIGN, ""),
            ("laughs", LAUGHS, "&k;"),
            ("quadratic", QUADRATIC, "&a;" * 3_000),
        ):
            yield f"{name} in {part}", partial(entity, part, declared, use), ""
    yield "deep cells", lambda: sheet("<row>" * 100_000), "refus"
    yield "deep styles", lambda: with_part(STYLES, f"<styleSheet {NS}>" + "<a>" * 100_000), "refus"
    yield "other marks", lambda: with_part(SHEET, parts()[SHEET].decode().encode("utf-16")), ""


def _cells():
    for name, text in CELLS.items():
        yield name, lambda t=text: sheet(f'<row r="1">{t}</row>'), ""
    for name, text in AROUND.items():
        yield name, lambda t=text: sheet('<row r="1"><c r="A1"><v>1</v></c></row>', before=t), ""
    for name, text in AFTER.items():
        yield name, lambda t=text: sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=t), ""
    yield "rows backwards", lambda: sheet('<row r="9"/><row r="2"/><row r="-1"/>'), ""
    yield "row beyond the sheet", lambda: sheet('<row r="99999999999"><c><v>1</v></c></row>'), ""
    yield "1904", lambda: workbook(["a", 1], epoch=CALENDAR_MAC_1904), "lu"
    yield "200 sheets of one part", lambda: book_of(200), ""
    yield "2 000 sheets", lambda: book_of(2_000), "refus"
    yield "sheet of nowhere", lambda: book_of(2, "../../../etc/passwd"), ""
    yield (
        "strings that lie",
        lambda: with_part(STRINGS, f'<sst {NS} count="999999999" uniqueCount="-1"/>'),
        "",
    )


def heavy():
    """Yield those that take seconds to make or to refuse: the long form."""
    yield "a million empty rows", lambda: sheet("<row/>" * MILLION), ""
    yield (
        "a million cells",
        lambda: sheet("<row><c><v>1</v></c><c><v>2</v></c></row>" * 500_000),
        "",
    )
    yield "four million unknown marks", lambda: sheet("<x/>" * 4_000_000), "refus"
    yield (
        "marks with many names",
        lambda: sheet("<row " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"),
        "",
    )
    yield (
        "a million texts",
        lambda: with_part(STRINGS, f"<sst {NS}>" + "<si><t>a</t></si>" * 1_000_000 + "</sst>"),
        "",
    )
    yield (
        "a hundred thousand styles",
        lambda: with_part(
            STYLES, f"<styleSheet {NS}><cellXfs>" + "<xf/>" * 100_000 + "</cellXfs></styleSheet>"
        ),
        "",
    )
    yield (
        "a text of fifty million letters",
        lambda: sheet(f'<row><c t="str"><v>{"xé" * 20_000_000}</v></c></row>'),
        "",
    )
    yield "20 000 sheets", lambda: book_of(20_000), "refus"
    yield "a bomb of 201 MB", lambda: with_part("xl/x.xml", bytes(201_000_000)), "refus"


def cases():
    """Yield every workbook but the heavy ones."""
    yield from _archives()
    yield from _entities()
    yield from _cells()
