"""Documents without names, without sources, and of a class: what is left out, what is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.errors import RapportImpossible
from cpom_desktop.reports.catalogue import CATALOGUE, build, entry_for
from cpom_desktop.reports.documents.echeancier_tableur import echeancier_sheets
from cpom_desktop.reports.functions_only import without_names
from cpom_desktop.reports.maker import Documents, Prepared
from cpom_desktop.reports.printed import printed_texts
from cpom_desktop.services.documents import DocumentFormat, DocumentOptions
from cpom_desktop.services.operations import UpdateActeur
from cpom_desktop.services.operations.dossiers_nommes import AddDossierNomme
from tests.outils.editions import filled, showcase, tilleuls
from tests.outils.fenetre import plain
from tests.outils.pages import pages_of

KEPT = {
    "annuaire",
    "bordereau-envoi",
    "convocation",
    "emargement",
    "feuille-route-personne",
    "feuilles-route-personnes",
    "fiche-mission",
    "fiche-role-referent",
    "fiches-mission",
    "passation",
    "pieces-demandees",
}
"""Documents that reach, call or bind someone: they make no sense without names."""
NO_NAMES, NO_SOURCES = DocumentOptions(noms=False), DocumentOptions(sources=False)


def names_of(edition):
    return {a.nom for a in edition.snapshot.acteurs if a.nom}


def printed(slug, edition):
    return "\n".join(printed_texts(build(slug, edition)))


def offering(field):
    return [slug for slug, entry in CATALOGUE.items() if getattr(entry.info, field)]


@pytest.mark.parametrize("slug", [*offering("people"), "fiche-action-1"])
def test_no_name_is_left_where_functions_are_asked(slug):
    for edition in (showcase(), filled()):
        told = printed(slug, replace(edition, options=NO_NAMES))
        assert [name for name in names_of(edition) if name in told] == []


@pytest.mark.parametrize("slug", [*offering("people"), "fiche-action-1"])
def test_a_document_offers_it_because_it_names_people(slug):
    editions = (showcase(), filled())
    assert any(name in printed(slug, e) for e in editions for name in names_of(e))


@pytest.mark.parametrize("slug", sorted(set(CATALOGUE) - KEPT - set(offering("people"))))
def test_a_document_that_offers_nothing_names_nobody(slug):
    assert [n for n in names_of(showcase()) if n in printed(slug, showcase())] == []


@pytest.mark.parametrize("slug", sorted(KEPT))
def test_a_document_that_needs_its_names_keeps_them(slug):
    edition = showcase()
    asked = replace(edition, options=replace(NO_NAMES, sources=False))
    assert printed(slug, asked) == printed(slug, edition)


def test_the_function_stands_where_the_name_was_and_once():
    snapshot = without_names(showcase().snapshot)
    director = next(a for a in snapshot.acteurs if a.slug == "direction")

    assert (director.nom, director.fonction, director.courriel) == ("Directrice", "", "")
    assert {d.porteur for d in snapshot.decisions} == {"", "Comité de pilotage"}


def test_two_people_of_the_same_function_are_told_by_their_structures():
    snapshot = showcase().snapshot
    named = [a for a in snapshot.acteurs if a.nom and a.structure][:2]
    acteurs = tuple(
        replace(a, fonction="Chargée de mission") if a in named else a for a in snapshot.acteurs
    )
    told = without_names(replace(snapshot, acteurs=acteurs))

    shown = {told.acteurs_by_id[a.id].nom for a in named}
    assert shown == {f"Chargée de mission ({a.structure})" for a in named}


def test_her_own_words_stay_and_what_they_name_is_told():
    edition = replace(showcase(), options=NO_NAMES)
    assert "Mme Delmas" in printed("echeancier", edition)
    (told,) = Prepared("echeancier", edition).render().avertissements

    assert told.startswith("Vos textes, ou un document qui ne va pas sans noms, nomment encore")
    assert told.endswith(": Anne Delmas.")


def test_the_workbook_leaves_the_names_out_too(tmp_path):
    with tilleuls() as workspace:
        options = replace(NO_NAMES, format=DocumentFormat.XLSX)
        prepared = Documents().prepare(workspace, "retroplanning", options)
        prepared.write(tmp_path / "plan.xlsx")
        names = {a.nom for a in workspace.snapshot.acteurs if a.nom}
    book = load_workbook(tmp_path / "plan.xlsx")
    cells = {str(c) for s in book for row in s.iter_rows(values_only=True) for c in row}
    assert not {cell for cell in cells for name in names if name in cell}
    assert "Directrice" in cells


def test_those_who_spoke_before_are_told_too():
    edition = replace(showcase(), options=NO_NAMES)
    former = {i.nom for i in edition.snapshot.interlocuteurs}
    (told,) = Prepared("registre-echanges", edition).render().avertissements

    assert "Isabelle Roux" in former
    assert "Isabelle Roux" in told


# sources


@pytest.mark.parametrize("slug", offering("sourced"))
def test_sources_are_left_out_where_they_are_not_asked(slug):
    edition = showcase()
    whole, without = printed(slug, edition), printed(slug, replace(edition, options=NO_SOURCES))

    assert whole != without
    assert not re.search(
        r"Source : |Sources (de|des chiffres|datées)\b.* : |à confirmer »", without
    )


def test_the_dates_without_sources_keep_their_rule():
    table = next(
        block
        for block in build("echeancier", replace(showcase(), options=NO_SOURCES)).blocks
        if type(block).__name__ == "Table"
    )
    heads = [column.header for column in table.columns]

    assert heads == ["Jour", "Échéance", "Règle", "Qui", "Fait"]
    assert {len(row.cells) for row in table.rows if row.kind == "body"} == {5}


def test_a_reference_value_keeps_its_source():
    edition = showcase()
    told = printed("synthese-diagnostic", replace(edition, options=NO_SOURCES))
    kept = [
        c for c in printed("synthese-diagnostic", edition).splitlines() if "ANAP" in c or ";" in c
    ]

    assert any(line in told for line in kept)


# diffusion


@pytest.mark.parametrize(
    ("classe", "words"),
    [
        (Confidentialite.INTERNE, "Diffusion : interne à l’établissement"),
        (Confidentialite.COPIL, "Diffusion : comité de pilotage"),
        (Confidentialite.AUTORITES, "Diffusion : autorités"),
        (Confidentialite.PUBLIQUE, "Diffusion : publique"),
    ],
)
def test_the_class_is_on_the_cover_and_on_every_page(classe, words):
    options = DocumentOptions(classe=classe, mention=Mention.COPIL)
    made = Prepared("dossier-lancement", replace(showcase(), options=options)).render()
    pages = [plain(page) for page in pages_of(made)]

    assert len(pages) > 10
    assert [page for page in pages if words not in page] == []


def test_no_class_says_nothing():
    assert [
        page for page in pages_of(Prepared("raci", showcase()).render()) if "Diffusion" in page
    ] == []


def test_an_internal_document_goes_nowhere_else():
    internal = [s for s, e in CATALOGUE.items() if e.info.mention is Mention.INTERNE]
    assert "vue-ars" in internal
    with tilleuls() as workspace:
        kept = DocumentOptions(classe=Confidentialite.INTERNE)
        Documents().prepare(workspace, "vue-ars", kept)
        for slug in internal:
            with pytest.raises(
                RapportImpossible, match="il reste dans l’établissement"
            ) as refused:
                Documents().prepare(workspace, slug, DocumentOptions(classe=Confidentialite.COPIL))
            assert refused.value.code == "diffusion-interne"


def warned(edition, slug, classe=Confidentialite.PUBLIQUE):
    asked = replace(edition, options=DocumentOptions(classe=classe))
    return Prepared(slug, asked).render().avertissements


def test_a_public_document_that_names_families_is_told_and_made():
    edition = showcase()
    family = next(
        a for a in edition.snapshot.acteurs if a.famille is Famille.PERSONNES_ACCOMPAGNEES
    )
    acteurs = tuple(
        replace(a, nom="Jeanne Fictive") if a is family else a for a in edition.snapshot.acteurs
    )
    named = replace(edition, snapshot=replace(edition.snapshot, acteurs=acteurs))
    told = "nomme des personnes accompagnées ou de leurs familles : Jeanne Fictive."

    assert any(told in plain(line) for line in warned(named, "acteurs"))
    assert not warned(named, "acteurs", Confidentialite.COPIL)
    assert not warned(named, "tableau-couts")


def test_a_public_document_that_cites_personal_documents_is_told():
    edition = showcase()
    personal = [p.titre for p in edition.snapshot.pieces if p.donnees_personnelles]
    (told,) = warned(edition, "pieces")

    assert personal
    assert "données personnelles" in told
    assert entry_for("pieces", edition).info.people


def bound(*parties):
    with tilleuls() as workspace:
        made = workspace.run(AddDossierNomme(nom="COPIL", noms=False, parties=list(parties)))
        prepared = Documents().prepare(workspace, f"dossier-{made.result}")
        told = "\n".join(prepared.render().avertissements)
        return printed(prepared.slug, prepared.edition), told


def test_what_a_dossier_without_names_still_names_is_told():
    assert "nomment encore" not in bound("acteurs", "raci")[1]
    assert "nomment encore" in bound("acteurs", "annuaire")[1]


def test_a_dossier_bound_without_names_tells_functions():
    told, _warned = bound("acteurs", "raci")

    assert [name for name in names_of(showcase()) if name in told] == []
    assert "Directrice" in told
    assert "Personne sans fonction indiquée" not in told


def test_the_workbook_of_dates_leaves_its_sources_out_too():
    (whole, _about), (without, _about) = (
        echeancier_sheets(replace(showcase(), options=options))
        for options in (DocumentOptions(), NO_SOURCES)
    )
    left = [c.header for c in whole.columns if c not in without.columns]

    assert left == ["Texte", "Vérification du texte"]
    assert {len(row) for row in without.rows} == {len(without.columns)}


def test_a_public_directory_warns_in_every_format(tmp_path):
    with tilleuls() as workspace:
        family = next(
            a for a in workspace.snapshot.acteurs if a.famille is Famille.PERSONNES_ACCOMPAGNEES
        )
        workspace.run(UpdateActeur(id=family.id, nom="Jeanne Fictive"))
        info = entry_for("annuaire", showcase()).info
        for kind in info.formats:
            options = DocumentOptions(classe=Confidentialite.PUBLIQUE, format=kind)
            prepared = Documents().prepare(workspace, "annuaire", options)
            told = prepared.write(tmp_path / f"x.{kind}").avertissements
            assert any("Jeanne Fictive" in line for line in told), kind
