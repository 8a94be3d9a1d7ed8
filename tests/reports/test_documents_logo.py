"""The logo in documents: drawn once, in proportion, told to who cannot see it, grey on demand."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from cpom_desktop.reports.catalogue import CATALOGUE, build
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.pdf import render_pdf
from cpom_desktop.services.documents import DocumentOptions
from cpom_desktop.services.logo import clean_logo
from cpom_desktop.services.operations.fichiers import SetLogo
from tests.outils.editions import empty, showcase, tilleuls
from tests.outils.pages import elements_of
from tests.outils.verapdf import check_all


def picture(size=(300, 120), color=(200, 40, 30, 255)):
    out = io.BytesIO()
    Image.new("RGBA", size, color).save(out, "PNG")
    return out.getvalue()


def made(slug, base=showcase, logo=None, **options):
    data = clean_logo(picture() if logo is None else logo)
    edition = replace(base(), logo=data, options=DocumentOptions(**options))
    return render_pdf(build(slug, edition), now=edition.now)


def figures(rendered):
    return [e for e in elements_of(rendered, "Figure") if (e.alt or "").startswith("Logo")]


def colours(rendered, page=0):
    import pypdfium2

    pdf = pypdfium2.PdfDocument(rendered.data)
    try:
        shown = pdf[page].render(scale=0.4).to_pil().convert("RGB")
        return {colour for _count, colour in shown.getcolors(1_000_000)}
    finally:
        pdf.close()


@pytest.mark.parametrize("slug", ["dossier-lancement", "dossier-complet", "dossier-diagnostic"])
def test_a_cover_draws_it_once_with_its_words(slug):
    (figure,) = figures(made(slug))
    left, bottom, right, top = figure.box

    assert figure.alt == "Logo de EHPAD Les Tilleuls"
    assert (right - left) / (top - bottom) == pytest.approx(300 / 120, rel=0.01)


def test_each_letter_draws_it():
    rendered = made("convocation")
    assert len(figures(rendered)) == rendered.pages == 9


@pytest.mark.parametrize("size", [(4000, 40), (40, 4000), (1, 1), (600, 600)])
def test_a_logo_of_any_shape_stays_in_its_place(size):
    (figure,) = figures(made("dossier-lancement", logo=picture(size)))
    left, bottom, right, top = figure.box

    assert 0 < right - left <= 170.1
    assert 0 < top - bottom <= 70.9


def test_grey_has_no_colour():
    assert any(r - b > 100 for r, g, b in colours(made("dossier-lancement")))
    assert all(max(c) - min(c) < 8 for c in colours(made("dossier-lancement", grey=True)))


def test_it_is_left_out_on_demand():
    assert figures(made("dossier-lancement", logo=None, grey=False)) != []
    data = clean_logo(picture())
    edition = replace(showcase(), logo=data, options=DocumentOptions(logo=False))
    assert figures(render_pdf(build("dossier-lancement", edition), now=edition.now)) == []


def test_the_same_logo_gives_the_same_file():
    assert made("dossier-lancement").data == made("dossier-lancement").data


def test_what_has_neither_cover_nor_letterhead_has_no_logo():
    plain = [slug for slug, entry in CATALOGUE.items() if not entry.info.headed]
    data = clean_logo(picture())
    for slug in plain:
        document = build(slug, replace(showcase(), logo=data))
        assert data not in [
            getattr(getattr(b, "logo", None), "data", None) for b in document.blocks
        ]


def test_the_maker_takes_the_logo_of_the_dossier():
    with tilleuls() as workspace:
        before = Documents().prepare(workspace, "dossier-lancement").render().data
        workspace.run(SetLogo(contenu=picture()))
        after = Documents().prepare(workspace, "dossier-lancement").render()
        without = Documents().prepare(workspace, "dossier-lancement", DocumentOptions(logo=False))

        assert len(figures(after)) == 1
        assert without.render().data == before


@pytest.mark.slow
def test_a_document_with_a_logo_follows_both_standards():
    files = {
        f"{slug}, {base.__name__}, {grey}": made(slug, base, grey=grey).data
        for slug in ("dossier-lancement", "convocation")
        for base in (showcase, empty)
        for grey in (False, True)
    }

    assert {name: faults for name, faults in check_all(files).items() if faults} == {}
