"""A named dossier as a document: its parts bound in order, what is left out, its file."""

from __future__ import annotations

import io

import pikepdf
import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.blocks import Contents, Cover, Heading, PageBreak, Paragraph
from cpom_desktop.reports.catalogue import build, entry_for
from cpom_desktop.reports.maker import Documents
from cpom_desktop.reports.printed import printed_texts
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions, DocumentState
from cpom_desktop.services.modeles_dossiers import MODELES, made_from
from cpom_desktop.services.operations import DeleteReunions
from cpom_desktop.services.operations.dossiers_nommes import (
    AddDossierNomme,
    SetDossierParties,
    UpdateDossierNomme,
)
from tests.outils.controle_pdf import faults
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import edition_of
from tests.outils.fenetre import plain
from tests.outils.verapdf import check_all

RACI = "Matrice des responsabilités (RACI)"


@pytest.fixture
def workspace(tmp_path):
    """Return the whole demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def made(workspace, *parties, **values):
    """Add a dossier; return its slug."""
    nom = values.pop("nom", "À remettre")
    operation = AddDossierNomme(nom=nom, parties=list(parties), **values)
    return f"dossier-{workspace.run(operation).result}"


def chapters(document):
    return [b.text for b in document.blocks if isinstance(b, Heading) and b.level == 1]


def built(workspace, slug):
    return build(slug, Documents().prepare(workspace, slug).edition)


def test_the_parts_stand_in_her_order_after_the_cover_and_the_contents(workspace):
    document = built(workspace, made(workspace, "raci", "etablissement"))

    assert isinstance(document.blocks[0], Cover)
    assert isinstance(document.blocks[1], PageBreak)
    assert isinstance(document.blocks[2], Contents)
    assert chapters(document) == [RACI, "Établissement et périmètre"]
    assert document.title == "À remettre"


def test_each_part_begins_on_a_page_of_its_own(workspace):
    document = built(workspace, made(workspace, "etablissement", "comitologie"))
    blocks = document.blocks
    places = [n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 1]

    assert len(places) == 2
    assert all(isinstance(blocks[place - 1], PageBreak) for place in places)


def test_its_own_options_bind_it_whatever_is_asked_for(workspace):
    slug = made(workspace, "raci", couverture=False, sommaire=False, mention=Mention.AUCUNE)
    asked = DocumentOptions(mention=Mention.PROJET, cover=True)
    prepared = Documents().prepare(workspace, slug, asked)
    document = build(slug, prepared.edition)

    assert not any(isinstance(b, Cover | Contents) for b in document.blocks)
    assert document.watermark == ""
    assert "PROJET" not in prepared.file_name
    assert plain(prepared.file_name).endswith("EHPAD Les Tilleuls – À remettre.pdf")


def test_an_empty_part_is_left_out_and_said_under_the_contents_of_a_draft(workspace):
    slug = made(workspace, "etablissement", "releve-decisions-copil-2")
    document = built(workspace, slug)

    assert chapters(document) == ["Établissement et périmètre"]
    contents = next(n for n, b in enumerate(document.blocks) if isinstance(b, Contents))
    note = document.blocks[contents + 1]
    assert isinstance(note, Paragraph)
    assert "non joint à cette version" in plain(note.text)
    workspace.run(UpdateDossierNomme(id=int(slug[8:]), mention=Mention.AUCUNE))
    final = built(workspace, slug)
    assert not any(isinstance(b, Paragraph) and "non joint" in b.text for b in final.blocks)


def test_a_part_without_anything_to_tell_is_left_out_in_silence(workspace):
    slug = made(workspace, "etablissement", "synthese-annexe")

    assert Documents().status(workspace, slug).state is DocumentState.COMPLET
    assert chapters(built(workspace, slug)) == ["Établissement et périmètre"]


@pytest.mark.parametrize(
    "part", ["ordre-du-jour-copil-9", "avenant-2041", "dossier-1", "dossier-3"]
)
def test_a_part_that_does_not_exist_is_told_and_never_a_crash(workspace, part):
    slug = made(workspace, "etablissement", part)
    status = Documents().status(workspace, slug)

    assert status.state is DocumentState.INCOMPLET
    assert "1 document absent" in status.reasons[0]
    assert chapters(built(workspace, slug)) == ["Établissement et périmètre"]


def test_a_meeting_that_goes_is_told_by_its_name(workspace):
    ids = [r.id for r in workspace.snapshot.reunions if r.numero == 2]
    workspace.run(DeleteReunions(ids=ids))
    reasons = " ".join(Documents().status(workspace, "dossier-1").reasons)

    assert "Ordre du jour (COPIL n° 2)" in plain(reasons)
    assert Documents().prepare(workspace, "dossier-1").render().pages > 4


def test_a_dossier_of_nothing_is_empty_and_says_so(workspace):
    slug = made(workspace)
    status = Documents().status(workspace, slug)

    assert status.state is DocumentState.VIDE
    assert "aucun document" in status.reasons[0]
    told = " ".join(b.text for b in built(workspace, slug).blocks if isinstance(b, Paragraph))
    assert "Ce dossier n’a encore aucun document." in told


def test_one_internal_document_makes_the_whole_internal(workspace):
    slug = made(workspace, "etablissement", "negociation-diagnostic", mention=Mention.AUCUNE)
    edition = edition_of(workspace)

    assert entry_for(slug, edition).info.mention is Mention.INTERNE
    assert built(workspace, slug).watermark == "Document interne"


def test_without_names_each_part_keeps_those_that_it_keeps_by_itself(workspace):
    slug = made(workspace, "retroplanning", "emargement-copil-2", noms=False)
    told = "\n".join(printed_texts(built(workspace, slug)))
    alone = "\n".join(
        printed_texts(built(workspace, made(workspace, "retroplanning", noms=False)))
    )

    assert "Sophie Lemaire" in told, "a sheet to sign keeps its names"
    assert "Sophie Lemaire" not in alone


def test_a_dossier_opens_the_catalogue_and_is_named_by_her(workspace):
    infos = Documents().catalogue(workspace)

    assert [plain(i.title) for i in infos[:3]] == [
        "COPIL n° 2", "CVS de printemps", "Dossier de lancement",
    ]  # fmt: skip
    assert Documents().named(workspace) == infos[:2]
    assert Documents().subjects(workspace, "dossier-1") == ()


def test_a_dossier_that_is_not_there_is_refused_as_any_document(workspace):
    with pytest.raises(RapportImpossible) as refused:
        Documents().prepare(workspace, "dossier-77")

    assert refused.value.code == "document-inconnu"


def test_a_name_of_markup_and_braces_is_printed_sign_for_sign(workspace):
    slug = made(workspace, "etablissement", nom="{nom} <b>gras</b> %s /..\\:*?")
    prepared = Documents().prepare(workspace, slug)

    assert plain(built(workspace, slug).title) == "{nom} <b>gras</b> %s /..\\:*?"
    assert not set('<>:"/\\|?*') & set(prepared.file_name)
    assert prepared.render().pages >= 3


def test_every_model_makes_one_file_with_a_bookmark_for_each_chapter(workspace):
    for modele in MODELES[:4]:
        slug = f"dossier-{workspace.run(made_from(modele, workspace.snapshot)).result}"
        rendered = Documents().prepare(workspace, slug).render()
        with pikepdf.open(io.BytesIO(rendered.data)) as pdf, pdf.open_outline() as outline:
            told = [str(item.title) for item in outline.root]
            sizes = {tuple(round(float(x)) for x in page.mediabox) for page in pdf.pages}
        assert set(chapters(built(workspace, slug))) <= set(told)
        assert len(sizes) == 2, modele.slug


def test_the_pages_are_numbered_across_portrait_and_landscape(workspace):
    import pypdfium2

    slug = made(workspace, "etablissement", "retroplanning", "comitologie")
    rendered = Documents().prepare(workspace, slug).render()
    pdf = pypdfium2.PdfDocument(rendered.data)
    try:
        texts = [plain(page.get_textpage().get_text_range()) for page in pdf]
        turned = [page.get_width() > page.get_height() for page in pdf]
    finally:
        pdf.close()

    assert True in turned
    assert turned[0] is turned[-1] is False
    for number, text in enumerate(texts[1:], start=2):
        assert f"Page {number} sur {rendered.pages}" in text


def test_the_same_dossier_is_the_same_file(workspace):
    prepared = Documents().prepare(workspace, "dossier-1")

    assert prepared.render().data == prepared.render().data


def test_what_is_prepared_does_not_follow_the_dossier(workspace):
    slug = made(workspace, "etablissement", "raci")
    prepared = Documents().prepare(workspace, slug)
    workspace.run(SetDossierParties(dossier_id=int(slug[8:]), parties=["etablissement"]))

    assert chapters(build(slug, prepared.edition)) == ["Établissement et périmètre", RACI]


def test_a_dossier_is_a_workbook_and_data_too(workspace, tmp_path):
    slug = made(workspace, "etablissement", "check-list")
    for kind in (DocumentFormat.XLSX, DocumentFormat.JSON):
        prepared = Documents().prepare(workspace, slug, DocumentOptions(format=kind))
        assert prepared.write(tmp_path / prepared.file_name).count > 5
        assert prepared.file_name.endswith(f"À remettre – PROJET.{kind}")


def test_its_first_page_is_ready_before_the_others(workspace):
    prepared = Documents().prepare(workspace, "dossier-1")
    with pikepdf.open(io.BytesIO(prepared.first_page())) as pdf:
        assert len(pdf.pages) == 1
    workspace.run(UpdateDossierNomme(id=1, couverture=False))

    assert Documents().prepare(workspace, "dossier-1").first_page() == b""
    assert Documents().prepare(workspace, "raci").first_page() == b""


def test_a_dossier_carries_its_workbook_and_its_data_when_asked(workspace, tmp_path):
    slug = made(workspace, "etablissement", "check-list")
    written = Documents().prepare(workspace, slug, DocumentOptions(joindre=True))

    with pikepdf.open(written.write(tmp_path / "a.pdf").path) as pdf:
        assert {name.rpartition(".")[2] for name in pdf.attachments} == {"xlsx", "json"}


@pytest.mark.slow
def test_every_model_follows_both_standards_and_our_own_checker(workspace):
    maker, files, found = Documents(), {}, {}
    for modele in MODELES:
        slug = f"dossier-{workspace.run(made_from(modele, workspace.snapshot)).result}"
        prepared = maker.prepare(workspace, slug)
        files[slug] = prepared.render().data
        found[slug] = faults(files[slug], build(slug, prepared.edition))

    assert {slug: told for slug, told in found.items() if told} == {}
    assert not any(check_all(files).values())


@pytest.mark.parametrize("kind", [DocumentFormat.DOCX, DocumentFormat.XLSX, DocumentFormat.JSON])
def test_a_dossier_is_written_in_the_other_formats_too(workspace, tmp_path, kind):
    options = DocumentOptions(format=kind)
    prepared = Documents().prepare(workspace, "dossier-1", options)
    written = prepared.write(tmp_path / prepared.file_name)

    assert written.path.suffix == f".{kind}"
    assert written.path.stat().st_size > 1000
    assert written.count > 0


def test_two_hundred_documents_are_bound_without_an_error(workspace):
    infos = [info.slug for info in Documents().offered(workspace)][:200]
    slug = made(workspace, *infos)

    assert len(Documents().parts(workspace, slug)) == len(infos) > 100
    assert len(chapters(built(workspace, slug))) > 80
