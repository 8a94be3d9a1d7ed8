"""Named dossiers: their operations, their models, the state that their parts give them."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.dossiers_nommes import Mention
from cpom_desktop.domain.instances import Confidentialite
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.reports.catalogue import CATALOGUE, entry_for
from cpom_desktop.reports.maker import Documents
from cpom_desktop.services.documents import (
    DocumentOptions,
    DocumentState,
    DocumentStatus,
    PartStatus,
)
from cpom_desktop.services.labels_documents import TITLES
from cpom_desktop.services.modeles_dossiers import MODELES, free_name, made_from, modele_of
from cpom_desktop.services.operations import DeleteReunions
from cpom_desktop.services.operations.dossiers_nommes import (
    MOST_PARTS,
    AddDossierNomme,
    DeleteDossiersNommes,
    SetDossierParties,
    UpdateDossierNomme,
)
from cpom_desktop.services.ports import HistoryScope
from cpom_desktop.services.queries.corbeille import KINDS, deleted
from cpom_desktop.services.queries.designations import Designations
from cpom_desktop.services.queries.dossiers_nommes import (
    dossier_of,
    dossier_status,
    in_order,
    left_out_sentence,
    own_options,
    parts_of,
    unknown,
)
from cpom_desktop.services.queries.recherche.dossier import documents
from cpom_desktop.services.queries.recherche.entries import Matter
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.editions import edition_of
from tests.outils.fenetre import plain


@pytest.fixture
def showcase(tmp_path):
    """Return the whole demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def state(titre, found, *, missing=False):
    return PartStatus(titre.lower(), titre, DocumentStatus(found, page="grille"), missing)


COMPLET, INCOMPLET, FAUX, VIDE = (
    DocumentState.COMPLET,
    DocumentState.INCOMPLET,
    DocumentState.A_CORRIGER,
    DocumentState.VIDE,
)


# operations


def test_a_dossier_keeps_its_documents_in_the_order_given(workspace):
    made = workspace.run(AddDossierNomme(nom="CVS", parties=["raci", "acteurs"])).result
    workspace.run(SetDossierParties(dossier_id=made, parties=["acteurs", "etablissement", "raci"]))

    assert parts_of(workspace.snapshot, made) == ("acteurs", "etablissement", "raci")
    workspace.undo()
    assert parts_of(workspace.snapshot, made) == ("raci", "acteurs")
    workspace.undo()
    assert workspace.snapshot.dossiers_nommes == ()


def test_a_deleted_dossier_comes_back_with_its_documents(workspace):
    made = workspace.run(AddDossierNomme(nom="CVS", parties=["raci"])).result
    workspace.run(DeleteDossiersNommes(ids=[made]))
    assert workspace.snapshot.dossiers_parties == ()

    workspace.undo()
    assert parts_of(workspace.snapshot, made) == ("raci",)


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        (["raci", "raci"], "parties-en-double"),
        ([f"d{n}" for n in range(MOST_PARTS + 1)], "parties-trop-nombreuses"),
        ([" "], "nom-vide"),
    ],
)
def test_documents_twice_or_without_end_are_refused(workspace, parties, code):
    with pytest.raises(RegleInvalide) as refused:
        workspace.run(AddDossierNomme(nom="CVS", parties=parties))

    assert refused.value.code == code
    assert workspace.snapshot.dossiers_nommes == ()


def test_a_dossier_has_its_own_options_whatever_is_asked_for(workspace):
    made = workspace.run(AddDossierNomme(nom="CVS")).result
    workspace.run(
        UpdateDossierNomme(
            id=made, mention=Mention.AUCUNE, classe=Confidentialite.PUBLIQUE, noms=False
        )
    )
    dossier = dossier_of(f"dossier-{made}", workspace.snapshot)
    found = own_options(dossier, DocumentOptions(mention=Mention.COPIL, grey=True))

    assert (found.mention, found.classe) == (Mention.AUCUNE, Confidentialite.PUBLIQUE)
    assert (found.noms, found.grey) == (False, False)


@pytest.mark.parametrize(
    "slug", ["dossier-", "dossier-99", "dossier-complet", "raci", "dossier-²"]
)
def test_other_documents_are_no_dossier_of_hers(workspace, slug):
    assert dossier_of(slug, workspace.snapshot) is None


# models


def test_every_model_is_made_of_documents_that_exist(showcase):
    edition = edition_of(showcase)
    for modele in MODELES:
        parties = made_from(modele, showcase.snapshot).parties
        assert len(parties) > 2, modele.slug
        for slug in parties:
            if not slug.endswith("copil-3"):
                entry_for(slug, edition)
        bare = [part.split("-{")[0] for part in modele.parties]
        assert set(bare) <= set(CATALOGUE), modele.slug


def test_a_copil_is_handed_its_own_meeting_and_what_the_former_decided(showcase):
    made = made_from(modele_of("copil-2"), showcase.snapshot)

    assert made.parties[:2] == ["ordre-du-jour-copil-2", "releve-decisions-copil-1"]
    assert made.parties[-1] == "emargement-copil-2"
    assert (made.mention, made.classe) == (Mention.COPIL, Confidentialite.COPIL)
    first = made_from(modele_of("copil-1"), showcase.snapshot)
    assert not any(slug.startswith("releve-decisions") for slug in first.parties)


def test_a_meeting_of_a_council_is_announced_only_once_it_is_typed(showcase):
    parties = made_from(modele_of("cvs"), showcase.snapshot).parties

    assert not any(slug.startswith("ordre-du-jour") for slug in parties)
    assert modele_of("cvs").noms is False


def test_a_model_taken_twice_does_not_take_the_same_name(showcase):
    assert plain(free_name("COPIL n° 2", showcase.snapshot)) == "COPIL n° 2 (2)"
    showcase.run(made_from(modele_of("copil-2"), showcase.snapshot))
    assert plain(free_name("copil n° 2", showcase.snapshot)) == "copil n° 2 (3)"


def test_a_model_of_another_program_is_told_so(workspace):
    assert modele_of("bilan-2040") is None


# state


def test_the_state_of_a_dossier_names_what_its_documents_lack():
    found = dossier_status(
        [state("A", COMPLET), state("B", FAUX), state("C", INCOMPLET), state("D", VIDE)]
    )

    assert (found.state, found.page) == (FAUX, "grille")
    assert [plain(reason) for reason in found.reasons] == [
        "1 document à corriger : B",
        "1 document à compléter : C",
        "1 document encore vide : D",
    ]


def test_beyond_three_the_documents_are_counted():
    found = dossier_status([state(name, INCOMPLET) for name in "ABCDE"])

    assert plain(found.reasons[0]) == "5 documents à compléter : A, B, C, et 2 autres"


@pytest.mark.parametrize(
    ("parts", "expected", "reason"),
    [
        ([], VIDE, "ce dossier n’a encore aucun document"),
        ([state("A", VIDE)], VIDE, "tous ses documents sont vides"),
        ([unknown("A")], VIDE, "tous ses documents sont vides"),
        ([state("A", COMPLET)], COMPLET, ""),
        ([state("A", COMPLET), unknown("B")], INCOMPLET, "1 document absent : B"),
    ],
)
def test_a_dossier_is_as_ready_as_its_documents(parts, expected, reason):
    found = dossier_status(parts)

    assert found.state is expected
    assert plain("".join(found.reasons)) == reason


def test_what_is_left_out_is_one_sentence():
    parts = [state("A", COMPLET), state("B", VIDE), unknown("C")]

    assert plain(left_out_sentence(parts)) == (
        "Documents prévus, non joints à cette version : B, C."
    )
    assert left_out_sentence(parts[:1]) == ""


def test_the_order_of_the_dossiers_is_hers(workspace):
    for nom in ("B", "A"):
        workspace.run(AddDossierNomme(nom=nom))

    assert [dossier.nom for dossier in in_order(workspace.snapshot)] == ["B", "A"]


def test_a_meeting_deleted_leaves_the_dossier_that_names_it(showcase):
    ids = [r.id for r in showcase.snapshot.reunions if r.numero == 2]
    showcase.run(DeleteReunions(ids=ids))

    assert "ordre-du-jour-copil-2" in parts_of(showcase.snapshot, 1)


# words


def test_every_document_is_called_by_its_title_in_the_history():
    assert {entry.info.slug: entry.info.title for entry in CATALOGUE.values()} == dict(TITLES)


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("raci", "Matrice RACI"),
        ("ordre-du-jour-copil-3", "Ordre du jour (COPIL n° 3)"),
        ("fiche-action-3", "Fiche action FA-03"),
        ("fiche-mission-16", "Fiche mission (16)"),
        ("avenant-2041", "avenant-2041"),
    ],
)
def test_the_history_names_documents_never_slugs(showcase, slug, expected):
    showcase.run(SetDossierParties(dossier_id=1, parties=[*parts_of(showcase.snapshot, 1), slug]))
    words = Designations(showcase.snapshot, showcase.content, showcase.history.last_known)
    made = max(part.id for part in showcase.snapshot.dossiers_parties)

    told = plain(words.name_of("dossiers_parties", made))
    assert told == f"Dossier « COPIL n° 2 », « {expected} »"


def test_a_dossier_deleted_is_put_back_from_the_corbeille(showcase):
    before = showcase.snapshot
    showcase.run(DeleteDossiersNommes(ids=[1]))
    words = Designations(showcase.snapshot, showcase.content, showcase.history.last_known)
    scope = HistoryScope(tuple(KINDS), deleting=True)
    (item,) = deleted(showcase.history.steps(scope, limit=10), words)

    assert (plain(item.what), item.hanging) == ("Dossier de documents", "8 documents")
    showcase.run(item.operation)
    assert showcase.snapshot.dossiers_nommes == before.dossiers_nommes
    assert set(showcase.snapshot.dossiers_parties) == set(before.dossiers_parties)


def test_a_dossier_is_found_by_its_name_and_leads_to_it(showcase):
    matter = Matter(
        showcase.snapshot, showcase.content, showcase.today, Documents().catalogue(showcase)
    )
    found = next(entry for entry in documents(matter) if plain(entry.title) == "CVS de printemps")

    assert (found.page, found.field) == ("documents", "documents.dossier-2")
