"""A PDF is read again before it is written: every text is there, what it holds is counted."""

from __future__ import annotations

import io
import threading
from dataclasses import replace

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports import maker
from cpom_desktop.reports.blocks import Cell, Column, Fitted, Heading, Paragraph, Row, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.reports.held import held
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.reports.relecture import lacking, require_whole
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.pdfium import page_texts
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import hostile, showcase
from tests.outils.fenetre import plain
from tests.outils.pages import document, render

DOCUMENTS = ("fiches-action", "etablissement", "registre-echanges", "convocation")


@pytest.mark.parametrize("slug", DOCUMENTS)
@pytest.mark.parametrize("edition", [showcase, hostile])
def test_every_text_of_a_document_is_found_in_its_pages(edition, slug):
    made = build(slug, edition())

    assert lacking(made.blocks, page_texts(render_pdf(made, now=edition().now).data)) == ()


def test_a_text_that_is_not_in_the_pages_is_named():
    pages = page_texts(render(Paragraph("La chambre est prête.")).data)
    whole = document(Paragraph("La chambre est prête."), Paragraph("Le repas  est servi."))

    assert lacking(whole.blocks, pages) == ("Le repas  est servi.",)


def test_a_document_whose_last_page_is_lost_is_refused():
    import pikepdf

    made = document(*(Paragraph(f"Phrase n° {n}. " * 60) for n in range(12)))
    whole = render_pdf(made, now=showcase().now).data
    cut = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert len(pdf.pages) > 1
        del pdf.pages[-1]
        pdf.save(cut)
    require_whole(made, whole)

    with pytest.raises(RapportImpossible, match="n’est pas complet") as refused:
        require_whole(made, cut.getvalue())
    assert "Phrase n° 9." in plain(str(refused.value))
    assert "intact" in refused.value.remedy


def test_what_is_no_pdf_is_refused():
    with pytest.raises(RapportImpossible, match="ne se relit pas"):
        require_whole(document(Paragraph("x")), b"%PDF-1.7 cut")


@pytest.mark.parametrize(
    "text",
    [
        "« Élève » à l’œuvre : 1\u00a0234,56\u00a0€ ½ … ﬁn",
        "un aller-retour- de " + "x" * 400 + "- fin",
        "- premier\n- second\n\nsuite",
        "e\u0301te\u0301 co\u00adupé a\u200bb 👍🏽 שלום",
    ],
)
def test_what_a_page_breaks_composes_or_replaces_is_still_found(text):
    made = document(
        Heading("Titre"), Paragraph(text), Table((Column("A"),), (Row((Cell(text),)),))
    )

    assert lacking(made.blocks, page_texts(render_pdf(made, now=showcase().now).data)) == ()


def test_matter_told_in_two_ways_is_there_when_one_is():
    pages = page_texts(render(Paragraph("En entier, à son aise.")).data)
    block = Fitted((Paragraph("En entier, à son aise."),), (Paragraph("Abrégé."),))

    assert lacking((block,), pages) == ()
    other = Fitted((Paragraph("Ni ceci."),), (Paragraph("Ni cela."),))
    assert len(lacking((other,), pages)) == 1


def test_a_document_that_lacks_something_takes_the_place_of_no_file(tmp_path, monkeypatch):
    target = tmp_path / "annuaire.pdf"
    target.write_bytes(b"the former one")
    short = render(Paragraph("Rien de tout cela."))
    with opened(copy_demonstration(tmp_path)) as workspace:
        prepared = Documents().prepare(workspace, "annuaire")
        real = maker._rendered

        def lose(*args):
            return replace(real(*args), data=short.data)

        monkeypatch.setattr(maker, "_rendered", lose)
        with pytest.raises(RapportImpossible, match="n’est pas complet"):
            prepared.write(target)

    assert target.read_bytes() == b"the former one"


def test_a_file_that_is_not_what_was_meant_on_the_disk_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(maker, "write_file", lambda path, data: path.write_bytes(data + b"\n%"))
    with opened(copy_demonstration(tmp_path)) as workspace:
        prepared = Documents().prepare(workspace, "etablissement")
        with pytest.raises(RapportImpossible, match="ne se relit pas"):
            prepared.write(tmp_path / "e.pdf")


@pytest.mark.parametrize(
    ("slug", "kind", "told"),
    [
        ("fiches-action", DocumentFormat.PDF, "4 pages, 3 fiches"),
        ("grille-complete", DocumentFormat.PDF, "13 pages, 116 critères"),
        ("registre-echanges", DocumentFormat.PDF, "3 pages"),
        ("annuaire", DocumentFormat.XLSX, "lignes, 2 feuilles"),
        ("annuaire", DocumentFormat.CSV, "lignes"),
        ("retroplanning", DocumentFormat.ICS, "événements"),
    ],
)
def test_what_a_file_holds_is_told(tmp_path, slug, kind, told):
    options = DocumentOptions(Mention.PROJET, format=kind)
    with opened(copy_demonstration(tmp_path)) as workspace:
        prepared = Documents().prepare(workspace, slug, options)
        written = prepared.write(tmp_path / prepared.file_name)

    assert plain(written.told).endswith(told)


def test_a_thing_that_stands_in_two_tables_is_counted_once():
    rows = tuple(Row((Cell(name),)) for name in ("FA-01 Chutes", "FA-02 Repas", "–"))
    table = Table((Column("Fiche"),), rows)

    told = held((Heading("Fiche action FA-01\nChutes"), table, table))
    assert tuple(map(plain, told)) == ("2 fiches",)


def test_pages_are_read_in_one_thread_while_another_paints_them(qapp):
    from ui.kit.pdf_pages import PdfPages

    data = render(*(Paragraph("Une phrase assez longue pour une page. " * 40),) * 40).data
    pages, found = PdfPages(data), []
    worker = threading.Thread(target=lambda: found.append(page_texts(data)))
    worker.start()
    painted = [
        pages.picture(rank, 0.5).width() for _turn in range(3) for rank in range(pages.count)
    ]
    worker.join()
    pages.close()

    assert len(found[0]) == len(painted) / 3
    assert all("phrase" in text for text in found[0])
