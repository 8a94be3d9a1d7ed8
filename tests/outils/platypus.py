"""The same blocks by ReportLab alone: its platypus, its drawings, no logical tree, no finish.

Only what a bench compares with: pages look alike, nothing is tagged nor archivable.
"""

from __future__ import annotations

from html import escape
from io import BytesIO

from reportlab.graphics.shapes import Drawing, Group, Line, Polygon, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    KeepInFrame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from cpom_desktop.charts import scene as shapes
from cpom_desktop.reports import blocks
from cpom_desktop.reports.fonts import font_path
from cpom_desktop.reports.pdf.figures import INKS
from cpom_desktop.reports.pdf.palette import LANDSCAPE, MM, PORTRAIT

FACES = ("Regular", "Semibold", "Bold")
LINE = HexColor("#777777")
GREY = HexColor("#F2F2F2")
SIZES = {1: (19.5, 24), 2: (13, 18), 3: (11, 15)}


def style(name, size, leading, face="Regular", **options):
    """Return a paragraph style."""
    return ParagraphStyle(name, fontName=face, fontSize=size, leading=leading, **options)


BODY = style("body", 10, 14, spaceAfter=6)
SMALL = style("small", 8, 10.5)
CELL = style("cell", 9, 12)
DENSE = style("dense", 8.5, 10)
STRONG = style("strong", 9, 12, "Semibold")
HEADINGS = {n: style(f"h{n}", *size, "Semibold", spaceAfter=6) for n, size in SIZES.items()}


class Template(BaseDocTemplate):
    """Heads, feet, watermark, bookmarks and the lines of the contents."""

    def __init__(self, stream, document):
        super().__init__(stream, title=document.title, author=document.author, lang="fr-FR")
        self.document = document
        for name, sheet in (("portrait", PORTRAIT), ("landscape", LANDSCAPE)):
            size = (sheet.width, sheet.height)
            frame = Frame(
                sheet.left,
                sheet.bottom,
                sheet.frame_width,
                sheet.frame_height,
                *(0, 0, 0, 0),
                id=name,
            )
            self.addPageTemplates(PageTemplate(name, [frame], onPage=self.dress, pagesize=size))

    def dress(self, canvas, _template):
        """Draw what stands around the text."""
        width, height = canvas._pagesize
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(35)
        canvas.setFont("Bold", 112)
        canvas.setFillGray(0.94)
        canvas.drawCentredString(0, -37, self.document.watermark)
        canvas.restoreState()
        canvas.setFont("Regular", 8)
        canvas.drawString(50, height - 28, self.document.running_head)
        canvas.drawRightString(width - 50, height - 28, self.document.title)
        canvas.line(50, height - 36, width - 50, height - 36)
        canvas.drawString(50, 26, self.document.edition)
        canvas.drawRightString(width - 50, 26, f"Page {canvas.getPageNumber()}")
        canvas.line(50, 36, width - 50, 36)

    def beforeDocument(self):  # noqa: N802 - ReportLab's name
        """Number the headings from the start."""
        self.rank = 0

    def afterFlowable(self, flowable):  # noqa: N802 - ReportLab's name
        """Note each heading for the contents."""
        if getattr(flowable, "level", 0):
            key = f"t{self.rank}"
            self.rank += 1
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.text, key, flowable.level - 1)
            self.notify("TOCEntry", (flowable.level - 1, flowable.text, self.page, key))


def render_plainly(document):
    """Return the PDF of a document, made by ReportLab alone."""
    for face in FACES:
        if face not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(face, str(font_path(face))))
    stream = BytesIO()
    story, width = [], PORTRAIT.frame_width
    for block in document.blocks:
        if isinstance(block, blocks.PageBreak):
            name = "landscape" if block.landscape else "portrait"
            width = (LANDSCAPE if block.landscape else PORTRAIT).frame_width
            story += [NextPageTemplate(name), PageBreak()]
        else:
            story += flowables(block, width)
    Template(stream, document).multiBuild(story)
    return stream.getvalue()


def text(words, look):
    """Return a paragraph of plain text."""
    return Paragraph(escape(words).replace("\n", "<br/>"), look)


def flowables(block, width):  # noqa: PLR0911 - one for each kind of block
    """Return what ReportLab makes of a block."""
    match block:
        case blocks.Heading(words, level):
            made = text(words, HEADINGS[level])
            made.level, made.text = level, words
            return [made]
        case blocks.Contents(title):
            contents = TableOfContents()
            contents.levelStyles = [BODY, SMALL, SMALL]
            return [text(title, HEADINGS[1]), contents]
        case blocks.Paragraph(words, small):
            return [text(words, SMALL if small else BODY)]
        case blocks.KeyValues(rows):
            cells = [[text(k, STRONG), text(v or "à compléter", CELL)] for k, v in rows]
            return [grid(cells, [width * 0.35, width * 0.65])]
        case blocks.Callout(title, words):
            return [grid([[[text(title, STRONG), text(words, BODY)]]], [width])]
        case blocks.Table():
            return [table(block, width)]
        case blocks.Legend(entries):
            return [text(f"{b.letters} {words}", SMALL) for b, words in entries]
        case blocks.Figure(scene):
            return [KeepInFrame(width, LANDSCAPE.frame_height - 40, [drawing(scene)])]
        case blocks.Cover():
            words = (*block.sender, block.surtitle, block.title, *block.subtitles, block.footer)
            lines = [line for party in block.parties for line in (party.heading, *party.lines)]
            return [text(line, BODY) for line in (*words, *lines)]
    raise TypeError(block)


def grid(cells, widths, *extra, repeat=0):
    """Return a table with its lines."""
    look = [("GRID", (0, 0), (-1, -1), 0.5, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP"), *extra]
    return Table(cells, colWidths=widths, style=TableStyle(look), repeatRows=repeat)


def table(block, width):
    """Return a table with its headers, groups spanned."""
    whole = sum(column.width for column in block.columns)
    widths = [width * column.width / whole for column in block.columns]
    look = DENSE if block.dense else CELL
    cells = [[text(column.header, STRONG) for column in block.columns]]
    extra = []
    for rank, row in enumerate(block.rows, start=1):
        cells.append([cell(c, look) for c in row.cells])
        cells[-1] += [""] * (len(widths) - len(row.cells))
        if row.kind == "group":
            extra += [("SPAN", (0, rank), (-1, rank)), ("BACKGROUND", (0, rank), (-1, rank), GREY)]
        for column, made in enumerate(row.cells):
            if isinstance(made.content, blocks.Badge):
                extra.append(("BOX", (column, rank), (column, rank), 1, LINE))
    return grid(cells, widths, *extra, repeat=1)


def cell(made, look):
    """Return the paragraph of a cell."""
    words = getattr(made.content, "letters", made.content)
    return text(words, STRONG if made.bold else look)


def drawing(scene):
    """Return a picture with the same primitives."""
    picture = Drawing(scene.width * MM, scene.height * MM)
    group = Group()
    for item in scene.items:
        group.add(shape(item, scene.height))
    picture.add(group)
    return picture


def shape(item, height):
    """Return one primitive."""
    ink = INKS[item.style]
    look = {
        "strokeColor": HexColor(ink.stroke) if ink.weight else None,
        "strokeWidth": ink.weight,
    }
    fill = HexColor(ink.fill) if ink.fill else None
    match item:
        case shapes.Rect():
            corner = (item.x * MM, (height - item.y - item.height) * MM)
            return Rect(*corner, item.width * MM, item.height * MM, fillColor=fill, **look)
        case shapes.Polyline():
            points = [value for x, y in item.points for value in (x * MM, (height - y) * MM)]
            return Line(*points, **look) if len(points) == 4 else PolyLine(points, **look)
        case shapes.Diamond():
            x, y, r = item.cx * MM, (height - item.cy) * MM, item.radius * MM
            return Polygon([x, y + r, x + r, y, x, y - r, x - r, y], fillColor=fill, **look)
        case shapes.Text():
            face = "Semibold" if item.bold else "Regular"
            return String(
                item.x * MM,
                (height - item.y) * MM - item.size,
                item.text,
                fontName=face,
                fontSize=item.size * MM,
                textAnchor=item.anchor,
            )
    raise TypeError(item)
