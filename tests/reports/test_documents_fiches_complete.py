"""The new fields of a fiche on paper, what it costs to the cent, and the form of a workshop."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cpom_desktop.domain.fiches_action import Origine, StatutFiche
from cpom_desktop.domain.moyens import SectionTarifaire, UniteCout
from cpom_desktop.reports.blocks import Fitted, KeyValues, PageBreak, Paragraph, Table
from cpom_desktop.reports.catalogue import build
from cpom_desktop.services import operations as ops
from cpom_desktop.services.operations.fiches_action import OrigineSaisie
from tests.outils import verapdf
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.editions import blocks_of, edition_of, empty, rendered, texts_of
from tests.outils.fiches import add_fiche
from tests.outils.pages import beyond_margins, pages_of, sizes_of, words_of


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.fixture
def workspace(tmp_path):
    with opened(copy_tilleuls(tmp_path)) as one:
        one.run(ops.UpdateDossier(date_effet=date(2028, 1, 1)))
        add_fiche(one)
        yield one


def words(workspace):
    document = build("fiche-action-1", edition_of(workspace))
    return plain(" ".join(texts_of(document)))


def test_origins_impact_and_effort_are_printed(workspace):
    said = [
        OrigineSaisie(origine=Origine.DUERP, reference="Nuit"),
        OrigineSaisie(origine=Origine.CPOM),
    ]
    workspace.run(ops.SetFicheOrigines(fiche_id=1, origines=said))
    workspace.run(ops.UpdateFicheAction(id=1, impact=3, effort=1, demarches_liees="CLS"))
    told = words(workspace)
    assert "CPOM ; DUERP (Nuit) ; CLS" in told
    assert "impact fort, effort faible" in told


def test_a_reckoned_mean_tells_how_and_who_bears_it_to_the_cent(workspace):
    workspace.run(
        ops.UpdateMoyen(
            id=1,
            quantite=Decimal("0.2"),
            unite=UniteCout.ETP,
            cout_unitaire_centimes=4_650_033,
            section=SectionTarifaire.SOINS,
        )
    )
    told = words(workspace)
    assert "Ergothérapeute (0,2 ETP × 46 500,33 €)" in told
    assert "Humain, exploitation, soins" in told or "Matériel, exploitation, soins" in told
    assert "9 300,07 €" in told
    assert "46 500,35 €" in told


def test_why_it_costs_nothing_is_printed_in_place_of_what_lacks(workspace):
    workspace.run(ops.DeleteMoyens(ids=[1]))
    workspace.run(ops.DeleteFinancements(ids=[1]))
    assert "Cette action ne coûte rien" not in words(workspace)
    workspace.run(ops.UpdateFicheAction(id=1, justification_cout="Temps déjà prévu."))
    assert "Cette action ne coûte rien : Temps déjà prévu." in words(workspace)


def test_what_is_obtained_has_its_column_once_told(workspace):
    def heads():
        document = build("fiche-action-1", edition_of(workspace))
        return [plain(c.header) for t in blocks_of(document, Table) for c in t.columns]

    assert "Obtenu" not in heads()
    workspace.run(
        ops.UpdateFinancement(
            id=1, montant_centimes=200_000, montant_obtenu_centimes=150_050, premiere_annee=2028
        )
    )
    assert "Obtenu" in heads()
    assert "1 500,50 €" in words(workspace)


def test_several_versions_are_listed_the_last_ones(workspace):
    def note(version, statut, par=""):
        workspace.run(
            ops.AddFicheVersion(
                fiche_id=1, version=version, jour=date(2027, 10, 15), statut=statut, par=par
            )
        )

    note("0.9", StatutFiche.PROPOSEE)
    assert "Versions :" not in words(workspace)
    note("1.0", StatutFiche.VALIDEE_COPIL, "COPIL n° 2")
    assert "1.0, validée en COPIL le 15 oct. 2027 (COPIL n° 2)." in words(workspace)
    assert "Fiche validée" not in words(workspace)


def test_the_demonstration_prints_its_new_fields_each_fiche_on_its_page(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        edition = edition_of(workspace)
    file = rendered(edition, "fiches-action")
    _list, *forms = (plain(page) for page in pages_of(file))
    assert len(forms) == 3
    for page in forms:
        assert "impact " in page
        assert "CPOM ; " in page
    assert beyond_margins(file) == []


def test_a_longer_fiche_goes_on_to_a_page_of_its_own_never_too_small(workspace):
    workspace.run(ops.UpdateFicheAction(id=1, etat_des_lieux="191 chutes en 2025. " * 250))
    file = rendered(edition_of(workspace), "fiche-action-1")
    pages = [plain(page) for page in pages_of(file)]
    assert len(pages) > 1
    assert all("suite" in page for page in pages[1:])
    assert all(min(sizes_of(file, rank)) >= 8.5 for rank in range(len(pages)))
    assert words_of(file).count("191") >= 250
    assert beyond_margins(file) == []


@pytest.mark.parametrize("edition", [empty], ids=["empty"])
def test_the_form_of_a_workshop_is_one_page_that_names_every_part(edition):
    file = rendered(edition(), "fiche-vierge")
    (page,) = pages_of(file)
    page = plain(page)
    for part in ("Intitulé", "Origines", "Impact", "État des lieux", "Étape", "Quantité",
                 "Section", "Obtenu", "Indicateur", "Cible"):  # fmt: skip
        assert part in page, part
    assert page.count("☐") == len(Origine) + 6
    assert min(sizes_of(file, 0)) >= 8.5
    assert verapdf.check(file.data) == []


def test_the_form_of_a_workshop_takes_nothing_from_the_dossier(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        document = build("fiche-vierge", edition_of(workspace))
    assert "chutes" not in plain(" ".join(texts_of(document))).lower()
    assert not blocks_of(document, KeyValues)
    assert not blocks_of(document, Fitted)
    assert len(blocks_of(document, PageBreak)) == 1
    assert blocks_of(document, Paragraph)
