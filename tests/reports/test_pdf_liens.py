"""Inside a document, what is cited leads to where it is: fiche, indicator, criterion."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from cpom_desktop.reports.blocks import (
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.pdf import render_pdf
from tests.outils.editions import rendered, showcase
from tests.outils.pages import elements_of, opened, pages_of, render
from tests.outils.verapdf import check_all


def table(*cells, **options):
    return Table((Column("Repère"), Column("Texte")), (Row(cells),), **options)


def links(made):
    """Return, for each link, the page where it is, its rectangle, and where it leads."""
    with opened(made) as pdf:
        numbers = {page.obj.objgen: rank for rank, page in enumerate(pdf.pages)}
        return [
            (rank, [float(v) for v in note.Rect], numbers[note.Dest[0].objgen])
            for rank, page in enumerate(pdf.pages)
            for note in page.obj.get("/Annots", [])
        ]


def word_at(made, page, box):
    """Return the words under a rectangle."""
    pdf = pypdfium2.PdfDocument(made.data)
    try:
        return pdf[page].get_textpage().get_text_bounded(*box).strip()
    finally:
        pdf.close()


FICHE = (PageBreak(), Heading("Fiche FA-03", 1, "FA-03"), Paragraph("Corps"))


def test_a_mark_leads_to_the_page_of_what_it_cites():
    made = render(Heading("Liste"), table(Cell("Voir FA-03 et FA-04."), Cell("Rien")), *FICHE)
    ((page, box, target),) = links(made)

    assert (page, target) == (0, 1)
    assert word_at(made, page, box) == "FA-03"


def test_each_mark_of_a_text_leads_to_its_own_and_the_words_read_in_order():
    told = "FA-03 ; DG-E05 Continuité de nuit, puis FA-03"
    made = render(
        Heading("Liste"),
        table(Cell("DG-E05 Nuit", anchor="DG-E05"), Cell(told)),
        KeyValues((("Fiches", "FA-03"),)),
        Paragraph("La fiche FA-03 y répond."),
        *FICHE,
    )

    assert [word_at(made, page, box) for page, box, _target in links(made)] == [
        "FA-03", "DG-E05", "FA-03", "FA-03", "FA-03",
    ]  # fmt: skip
    assert told.replace(" ", "") in pages_of(made)[0].replace(" ", "").replace("\n", "")


def test_a_mark_that_is_not_in_the_document_leads_nowhere():
    assert links(render(Heading("Liste"), table(Cell("FA-03"), Cell("DG-E05")))) == []


def test_what_something_is_called_does_not_lead_to_itself():
    made = render(Heading("FA-03 seule", 1, "FA-03"), table(Cell("DG-E05", anchor="DG-E05")))
    assert links(made) == []


@pytest.mark.parametrize("text", ["XFA-03", "FA-031X", "FA-03-2", "fa-03", "FA-3"])
def test_what_only_looks_like_a_mark_leads_nowhere(text):
    assert links(render(Heading("Liste"), table(Cell(text), Cell("")), *FICHE)) == []


def test_a_cell_leads_as_a_whole_where_it_is_told_to():
    long = "Taux d'absentéisme hors formation, par motif et par métier, sur l'année entière"
    made = render(
        Heading("Liste"),
        table(Cell(long, target="indicateur-7"), Cell("x", target="indicateur-8")),
        PageBreak(),
        Heading("Indicateur", anchor="indicateur-7"),
    )
    ((page, box, target),) = links(made)

    assert (page, target) == (0, 1)
    assert word_at(made, page, box).split() == long.split()


def test_the_first_of_two_counts_and_a_row_cut_by_a_page_keeps_its_links():
    rows = tuple(
        Row((Cell(f"DG-E{n:02}", anchor=f"DG-E{n:02}"), Cell(f"DG-E{99 - n:02} " * 40)))
        for n in range(1, 99)
    )
    made = render(Heading("Liste"), Table((Column("A"), Column("B", 6)), rows), *FICHE, *FICHE)
    found = links(made)

    assert made.pages > 5
    assert {target for _page, _box, target in found} > {0, 1, 2}
    for page, box, target in found[:: len(found) // 40]:
        assert word_at(made, target, (0, 0, 700, 900)).count(word_at(made, page, box))


def test_links_are_read_under_what_holds_them():
    made = render(Heading("Liste"), table(Cell("FA-03"), Cell("Voir FA-03.")), *FICHE)
    found = [e for e in elements_of(made) if e.kind == "Link"]

    assert [e.parent for e in found] == ["TH", "TD"]


def test_a_document_that_cites_nothing_is_made_as_before():
    body = (Heading("Liste"), table(Cell("FA-03"), Cell("x")), Paragraph("DG-E05"))
    assert b"/Link" not in render(*body).data


@pytest.mark.parametrize("slug", ["fiches-action", "dossier-complet", "diagnostic"])
def test_in_a_document_every_link_leads_to_what_it_says(slug):
    made = rendered(showcase(), slug)
    pages = pages_of(made)
    cited = [(word_at(made, page, box), target) for page, box, target in links(made)]
    marks = [(word, target) for word, target in cited if word.startswith(("FA-", "DG-"))]

    assert all(word in pages[target] for word, target in marks)
    assert bool(marks) == (slug != "diagnostic")


def bound():
    """Return the fiches, the indicators and the diagnosis in one document."""
    parts = [
        build(slug, showcase()) for slug in ("fiches-action", "fiches-indicateurs", "diagnostic")
    ]
    blocks = tuple(b for part in parts for b in (PageBreak(), *part.blocks))
    return replace(parts[0], blocks=blocks)


def test_fiches_indicators_and_findings_lead_to_each_other():
    document = bound()
    assert isinstance(document, Document)
    made = render_pdf(document, now=showcase().now)
    pages = pages_of(made)
    ways = {(kind(pages[page]), kind(pages[target])) for page, _box, target in links(made)}

    assert {("fiche", "indicateur"), ("indicateur", "fiche"), ("fiche", "constat")} <= ways


def kind(page):
    for words, found in (
        ("Fiche indicateur n°", "indicateur"),
        ("Fiche action FA-", "fiche"),
        ("Cotation", "constat"),
    ):
        if words in page:
            return found
    return ""


@pytest.mark.slow
def test_documents_with_links_follow_both_standards():
    files = {
        slug: rendered(showcase(), slug).data for slug in ("fiches-action", "dossier-complet")
    }
    files["bound"] = render_pdf(bound(), now=showcase().now).data

    assert {name: faults for name, faults in check_all(files).items() if faults} == {}
