"""Documents for the tests of the PDF pages, and what their files say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from cpom_desktop.charts.scene import Diamond, Polyline, Rect, Scene, Text
from cpom_desktop.reports.blocks import (
    Badge,
    BulletList,
    Callout,
    Cell,
    Column,
    Contents,
    Cover,
    Document,
    Figure,
    Heading,
    KeyValues,
    Legend,
    PageBreak,
    Paragraph,
    Party,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.pdf.figures import INKS
from cpom_desktop.reports.pdf.palette import MM

WATERMARK_SIZE = 40
"""Points: only what is written across a page is larger."""
NOW = datetime(2027, 3, 12, 14, 32, tzinfo=UTC)
_SHAPES = {"R": "solid", "A": "thick", "C": "thin", "I": "bare"}
_SPOKEN = {"R": "responsable", "A": "réalisateur", "C": "consulté", "I": "informé"}


def document(*blocks, **changes):
    """Return a document of these blocks; `changes` replace its usual properties."""
    values = {
        "slug": "essai",
        "title": "Document d’essai",
        "running_head": "EHPAD Les Tilleuls – CPOM 2028–2032",
        "edition": "Édité le 12 mars 2027 à 14 h 32 – version de travail",
        "author": "Claire Vasseur",
    }
    return Document(blocks=blocks, **(values | changes))


def render(*blocks, **changes):
    """Return the file made of these blocks."""
    return render_pdf(document(*blocks, **changes), now=NOW)


def pages_of(rendered):
    """Return the text of each page, as a reader extracts it."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(rendered.data)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
    finally:
        pdf.close()


def words_of(rendered):
    """Return the text of the file on one line, spaces alike."""
    return " ".join(" ".join(pages_of(rendered)).replace("\u202f", " ").split())


def opened(rendered):
    """Return the file opened, to look inside."""
    import pikepdf

    return pikepdf.open(BytesIO(rendered.data))


@dataclass(frozen=True)
class Node:
    """An element read back from a file: its kind, its parent's, and what it says."""

    kind: str
    parent: str
    kids: tuple[str, ...]
    scope: str = ""
    span: int = 1
    alt: str = ""
    spoken: str = ""
    box: tuple[float, ...] = ()


def sizes_of(file, rank):
    """Return the sizes of the texts of a page between its header and its footer."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(file.data)
    page = pdf[rank]
    top, bottom = page.get_height() - 18 * MM, 20 * MM
    sizes = {
        round(found.get_font_size(), 1)
        for found in page.get_objects(filter=[1])
        if bottom < found.get_bounds()[1] < top
    }
    pdf.close()
    return sizes


def beyond_margins(file):
    """Return the texts between header and footer that end beyond the margins of their page."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(file.data)
    found = []
    for page in pdf:
        width, top = page.get_width(), page.get_height() - 18 * MM
        for text in page.get_objects(filter=[1]):
            left, below, right, _above = text.get_bounds()
            size = text.get_font_size()
            inside = left >= 14 * MM and right <= width - 14 * MM and below >= 14 * MM
            if size < WATERMARK_SIZE and below < top and not inside and below > 14 * MM:
                found.append((round(left), round(right), round(below)))
    pdf.close()
    return found


def elements_of(rendered, kind=""):
    """Return the elements of the logical tree in reading order, those of one kind if asked."""
    with opened(rendered) as pdf:
        found = list(_read(pdf.Root.StructTreeRoot.K, ""))
    return [node for node in found if kind in {"", node.kind}]


def kinds_of(rendered):
    """Return the kinds of the elements, in reading order."""
    return [node.kind for node in elements_of(rendered)]


def _read(element, parent):
    kind = str(element.S)[1:]
    kids = [kid for kid in element.get("/K", []) if "/S" in kid]
    says = element.get("/A", {})
    yield Node(
        kind,
        parent,
        tuple(str(kid.S)[1:] for kid in kids),
        scope=str(says.get("/Scope", ""))[1:],
        span=int(says.get("/ColSpan", 1)),
        alt=str(element.get("/Alt", "")),
        spoken=str(element.get("/ActualText", "")),
        box=tuple(float(value) for value in says.get("/BBox", ())),
    )
    for kid in kids:
        yield from _read(kid, kind)


def badge(letters):
    """Return the mark of one or two RACI letters."""
    shapes = tuple(_SHAPES[letter] for letter in letters)
    return Badge(letters, shapes, " et ".join(_SPOKEN[letter] for letter in letters))


def matrix(count, people=10):
    """Return a RACI matrix of `count` lines in groups of seven."""
    rows = []
    for rank in range(count):
        if rank % 7 == 0:
            rows.append(Row((Cell(f"Groupe {rank // 7 + 1}"),), "group"))
        marks = [("R", "A", "C", "I", "RA", "")[(rank + person) % 6] for person in range(people)]
        cells = [Cell(badge(mark)) if mark else Cell("") for mark in marks]
        rows.append(Row((Cell(f"Tâche {rank + 1} du rétroplanning"), *cells)))
    rows.append(Row((Cell("Nombre de R"), *(Cell("5") for _ in range(people))), "total"))
    columns = [Column(f"Rôle {person}", 1, "center") for person in range(people)]
    return Table((Column("Tâche", 5), *columns), tuple(rows), dense=True)


def amounts(count):
    """Return a table of amounts with its total."""
    rows = [
        Row((Cell(f"Moyen {n}"), Cell(f"{n}\u00a0600,00\u00a0€"), Cell("Forfait soins")))
        for n in range(1, count + 1)
    ]
    total = Row((Cell("Total"), Cell("99\u00a0999,00\u00a0€"), Cell("")), "total")
    columns = (Column("Moyen", 3), Column("Montant", 1, "right"), Column("Financement", 2))
    return Table(columns, (*rows, total), caption="Moyens de la fiche action")


def every_style():
    """Return a scene that uses every style of the calendar."""
    items = []
    for rank, style in enumerate(sorted(INKS)):
        y = 5.0 + 5 * rank
        items += [
            Text(2, y, style, "texte", bold=rank % 2 == 0),
            Rect(50, y - 2, 20, 4, style, radius=0.5),
            Polyline(((75, y), (90, y), (90, y + 2)), style),
            Diamond(100, y, 2, style),
            Text(130, y, style, style, anchor="end"),
        ]
    return Scene(180, 10 + 5 * len(INKS), tuple(items))


def every_block():
    """Return a document that uses each block several times, in both orientations."""
    cover = Cover(
        ("Association Les Tilleuls", "EHPAD Les Tilleuls, 84 places"),
        "Contrat pluriannuel d’objectifs et de moyens",
        "CPOM 2028–2032",
        ("Dossier du comité de pilotage", "Diagnostic partagé", "Réunion du jeudi 15 avril 2027"),
        (
            Party("Organisme gestionnaire", ("Association Les Tilleuls", "FINESS 99 000 108 3")),
            Party("Agence régionale de santé", ("M. Philippe Caron",)),
            Party("Conseil départemental", ("Mme Anne Delmas",)),
        ),
        "Document de travail, non opposable.",
    )
    chapters = [block for number in (1, 2, 3) for block in _chapter(number)]
    return document(cover, Contents("Sommaire"), *chapters, watermark="PROJET")


def _chapter(number):
    """Return a chapter of portrait and landscape pages."""
    marks = tuple((badge(letters), f"sens de {letters}") for letters in ("R", "A", "RA", "C", "I"))
    return (
        PageBreak(),
        Heading(f"{number}. Chapitre {number}"),
        Paragraph("Un constat de l’année. " * 40 + "\n\nÀ retenir\u00a0:\n- premier\n- second"),
        Heading("Périmètre", 2),
        KeyValues((("Établissement", "EHPAD Les Tilleuls"), ("Signature visée", ""))),
        BulletList(("une force", "une faiblesse")),
        Callout("Comment lire", "Chaque critère est noté de 1 à 4.\n- un\n- deux"),
        Callout("À vérifier", "Le PGFP n’est pas équilibré.", "attention"),
        Heading("Moyens", 3),
        amounts(60),
        Signatures(
            (("Jeanne Aubert", "Présidente"), ("", "ARS"), ("Anne Delmas", ""), ("X", "Y"))
        ),
        PageBreak(landscape=True),
        Heading("Calendrier", 2),
        Figure(every_style(), "Calendrier du dossier"),
        PageBreak(landscape=True),
        Heading("Qui fait quoi", 2),
        matrix(50),
        Legend(marks),
        Paragraph("Lecture du kit.", small=True),
    )
