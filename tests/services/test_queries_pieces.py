"""The documents to gather: where each stands, what they come to, and their dates."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.pieces import EtatPiece, Piece, TypePiece, Validite
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.echeancier import echeancier, ics_events
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Origine
from cpom_desktop.services.queries.pieces import (
    Filtre,
    Statut,
    holder_words,
    pieces,
    progress_words,
    purpose_words,
    read_themes,
    reminder_text,
    status_of,
    theme_words,
    validity_words,
    version_words,
)
from cpom_desktop.services.queries.tableau_de_bord import dashboard
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain

TODAY = date(2027, 3, 12)


@pytest.fixture
def tilleuls(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        yield workspace


def seen(workspace):
    return pieces(workspace.snapshot, workspace.content, workspace.today)


def dates(workspace):
    return echeancier(workspace.snapshot, workspace.content, workspace.today)


def by_slug(workspace, slug):
    return next(p for p in workspace.snapshot.pieces if p.slug == slug)


def made(**values):
    return Piece(**{"id": 1, "titre": "P", "type": TypePiece.RH} | values)


# --- where they stand


def test_the_demonstration_stands_as_the_picture_says(tilleuls):
    found = seen(tilleuls)

    assert [found.count(filtre) for filtre in Filtre] == [34, 4, 6, 3]
    assert progress_words(found) == ("19 pièces sur 32", "réunies, 2 sans objet")
    assert found.part == pytest.approx(19 / 32)
    assert [line.late for line in found.lignes].count(True) == 1


def test_documents_go_by_family_then_in_her_order(tilleuls):
    families = [line.piece.type for line in seen(tilleuls).lignes]

    assert families == sorted(families, key=list(TypePiece).index)


@pytest.mark.parametrize(
    ("values", "statut"),
    [
        ({}, Statut.MANQUANTE),
        ({"etat": EtatPiece.DEMANDEE}, Statut.DEMANDEE),
        ({"etat": EtatPiece.SANS_OBJET}, Statut.SANS_OBJET),
        ({"etat": EtatPiece.DISPONIBLE}, Statut.DISPONIBLE),
        (
            {"validite": Validite.DUREE, "validite_mois": 12, "version_du": date(2026, 3, 12)},
            Statut.DISPONIBLE,
        ),
        (
            {"validite": Validite.DUREE, "validite_mois": 12, "version_du": date(2026, 3, 11)},
            Statut.TROP_ANCIENNE,
        ),
        ({"valable_jusqu_au": date(2027, 3, 11)}, Statut.TROP_ANCIENNE),
        ({"valable_jusqu_au": TODAY}, Statut.DISPONIBLE),
        ({"validite": Validite.EXERCICE, "version_du": date(2026, 1, 1)}, Statut.DISPONIBLE),
        ({"validite": Validite.EXERCICE, "version_du": date(2025, 12, 31)}, Statut.TROP_ANCIENNE),
    ],
)
def test_too_old_is_computed_from_its_version_and_its_rule(values, statut):
    here = {"etat": EtatPiece.DISPONIBLE} if values and "etat" not in values else {}

    assert status_of(made(**here, **values), TODAY) is statut


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "–"),
        ({"etat": EtatPiece.DEMANDEE, "version_du": TODAY}, "–"),
        ({"version_du": date(2025, 5, 15)}, "15\u00a0mai\u00a02025"),
        ({"version_du": TODAY, "periode": "2023–2028"}, "2023–2028"),
        ({"version_du": TODAY, "periode": "Trois dernières séances"}, "12\u00a0mars\u00a02027"),
        ({"periode": "Trois dernières séances"}, "Trois dernières séances"),
    ],
)
def test_a_version_is_its_years_or_its_date(values, words):
    given = {"etat": EtatPiece.DISPONIBLE} | values if values else {}

    assert version_words(made(**given)).replace(" ", "\u00a0") == words.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "en vigueur"),
        ({"validite": Validite.EXERCICE}, "exercice"),
        ({"validite": Validite.DUREE, "validite_mois": 60}, "5 ans"),
        ({"validite": Validite.DUREE, "validite_mois": 12}, "1 an"),
        ({"validite": Validite.DUREE, "validite_mois": 18}, "18 mois"),
        ({"validite": Validite.DUREE}, "en vigueur"),
    ],
)
def test_a_validity_is_told_shortly(values, words):
    assert validity_words(made(**values)).replace("\u00a0", " ") == words


def test_who_has_it_is_told_shortly(tilleuls):
    people = {a.slug: a for a in tilleuls.snapshot.acteurs}

    assert holder_words(people["direction"]) == "C. Morel"
    assert holder_words(people["medecin-coordonnateur"]) == "Dr Garnier"
    assert holder_words(None) == ""


def test_what_a_document_serves_is_counted_in_the_grid(tilleuls):
    bilan = by_slug(tilleuls, "bilan-social")
    told = purpose_words(bilan, tilleuls.snapshot, tilleuls.content)
    criteres = [
        c
        for t in tilleuls.content.grille.themes
        if t.lettre == "H"
        for c in tilleuls.content.grille.criteres_of(t.slug)
    ]

    assert "thème H" in told
    assert f"{len(criteres)} critères" in told.replace("\u00a0", " ")
    every = purpose_words(made(), tilleuls.snapshot, tilleuls.content)
    assert every.startswith("Toute la grille")


def test_a_theme_tells_its_documents(tilleuls):
    told = theme_words(seen(tilleuls), "H").replace("\u00a0", " ")

    assert told.startswith("Pièces utiles à ce thème : ")
    assert "1 demandée" in told
    assert "1 manquante" in told
    assert seen(tilleuls).count(Filtre.MANQUANTES, "H") == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a, L", "A,L"), ("l a", "A,L"), ("AL", "A,L"), ("", ""), ("tous", ""), (" – ", "")],
)
def test_themes_are_read_as_they_are_typed(typed, kept):
    assert read_themes(typed, letters=frozenset("ABCDEFGHIJKL")) == kept


def test_a_theme_that_the_grid_does_not_have_is_refused():
    with pytest.raises(RegleInvalide, match="themes-inconnus"):
        read_themes("A, Z", letters=frozenset("ABC"))


def test_a_reminder_is_ready_to_be_sent(tilleuls):
    bilan = by_slug(tilleuls, "bilan-social")
    lines = [seen(tilleuls).line(bilan.id)]

    text = reminder_text(lines, tilleuls.snapshot, tilleuls.today).replace("\u00a0", " ")

    assert "Julien Faure" in text
    assert "- " + bilan.titre.replace("\u00a0", " ") in text
    assert "demandée le 3 mars 2027" in text
    assert "EHPAD Les Tilleuls" in text


# --- operations


def test_several_are_said_in_one_step_and_undone_together(tilleuls):
    ids = [p.id for p in tilleuls.snapshot.pieces[:3]]
    before = tilleuls.snapshot.pieces

    tilleuls.run(ops.SetPieces(ids=ids, etat=EtatPiece.MANQUANTE))
    assert {p.etat for p in tilleuls.snapshot.pieces if p.id in ids} == {EtatPiece.MANQUANTE}
    tilleuls.undo()

    assert tilleuls.snapshot.pieces == before


def test_a_document_asked_for_again_is_asked_for_today(tilleuls):
    old = by_slug(tilleuls, "enquetes-satisfaction")
    day = {"demandee_le": date(2025, 1, 2), "attendue_le": date(2025, 2, 1)}
    tilleuls.run(ops.UpdatePiece(id=old.id, **day))

    tilleuls.run(ops.SetPieces(ids=[old.id], etat=EtatPiece.DEMANDEE))

    found = by_slug(tilleuls, "enquetes-satisfaction")
    assert (found.demandee_le, found.attendue_le) == (TODAY, None)


def test_a_request_under_way_keeps_its_dates(tilleuls):
    bilan = by_slug(tilleuls, "bilan-social")

    tilleuls.run(ops.SetPieces(ids=[bilan.id], etat=EtatPiece.DEMANDEE))

    assert by_slug(tilleuls, "bilan-social") == bilan


def test_a_reason_goes_with_what_it_was_the_reason_of(tilleuls):
    out = by_slug(tilleuls, "population-offre")
    assert out.motif

    tilleuls.run(ops.SetPieces(ids=[out.id], etat=EtatPiece.MANQUANTE))
    assert by_slug(tilleuls, "population-offre").motif == ""
    tilleuls.run(ops.SetPieces(ids=[out.id], etat=EtatPiece.SANS_OBJET, motif="déjà dans le PRS"))
    assert by_slug(tilleuls, "population-offre").motif == "déjà dans le PRS"


def test_one_person_is_asked_for_several_at_once(tilleuls):
    ids = [by_slug(tilleuls, slug).id for slug in ("accidents-absences", "listes-attente")]
    person = next(a.id for a in tilleuls.snapshot.acteurs if a.slug == "ressources-humaines")

    tilleuls.run(ops.AskPieces(ids=ids, detenteur_id=person, attendue_le=date(2027, 3, 26)))

    for piece in (p for p in tilleuls.snapshot.pieces if p.id in ids):
        assert (piece.etat, piece.detenteur_id) == (EtatPiece.DEMANDEE, person)
        assert (piece.demandee_le, piece.attendue_le) == (TODAY, date(2027, 3, 26))
    assert tilleuls.undo_titles()[0] == "demander 2 pièces"


def test_a_document_is_not_expected_before_it_is_asked_for(tilleuls):
    piece = by_slug(tilleuls, "listes-attente")

    with pytest.raises(RegleInvalide, match="attendue-avant"):
        tilleuls.run(ops.AskPieces(ids=[piece.id], attendue_le=date(2027, 3, 11)))


def test_a_list_of_titles_is_added_in_one_step(tilleuls):
    before = len(tilleuls.snapshot.pieces)
    ids = tilleuls.run(ops.AddPieces(titres=["DARI", "PCA"], type=TypePiece.QUALITE)).result

    added = [p for p in tilleuls.snapshot.pieces if p.id in ids]
    assert [p.titre for p in added] == ["DARI", "PCA"]
    tilleuls.undo()
    assert len(tilleuls.snapshot.pieces) == before
    with pytest.raises(RegleInvalide, match="trop-de-pieces"):
        tilleuls.run(ops.AddPieces(titres=["x"] * 201, type=TypePiece.QUALITE))
    with pytest.raises(RegleInvalide, match="nom-vide"):
        tilleuls.run(ops.AddPieces(titres=["x", " "], type=TypePiece.QUALITE))


# --- in the échéancier


def test_a_document_asked_with_a_date_is_a_date_and_receiving_it_clears_it(tilleuls):
    bilan = by_slug(tilleuls, "bilan-social")
    cle = f"piece:{bilan.id}:attendue"

    line = dates(tilleuls).line(cle)
    assert (line.jour, line.origine, line.etat) == (
        date(2027, 3, 17),
        Origine.DOSSIER,
        EtatEcheance.A_FAIRE,
    )
    assert line.qui == "Julien Faure"
    assert (line.page, line.champ) == ("pieces", f"pieces.{bilan.id}.attendue_le")
    assert cle in {e.key for e in ics_events(tilleuls.snapshot, tilleuls.content, TODAY)}

    tilleuls.run(ops.SetPieces(ids=[bilan.id], etat=EtatPiece.DISPONIBLE))
    assert dates(tilleuls).line(cle) is None


def test_a_document_that_has_not_come_is_late(tilleuls):
    late = by_slug(tilleuls, "systeme-information")

    assert dates(tilleuls).line(f"piece:{late.id}:attendue").etat is EtatEcheance.EN_RETARD


def test_the_end_of_a_version_is_a_date_and_that_of_an_exercice_is_not(tilleuls):
    has, exercice = (
        by_slug(tilleuls, "rapport-evaluation-has"),
        by_slug(tilleuls, "annexes-tarifs"),
    )
    cle = f"piece:{has.id}:valable"

    assert dates(tilleuls).line(cle).jour == date(2029, 10, 18)
    assert dates(tilleuls).line(f"piece:{exercice.id}:valable") is None
    tilleuls.run(ops.SetEcheance(cle=cle, fait_le=TODAY))
    assert dates(tilleuls).line(cle).etat is EtatEcheance.FAITE
    tilleuls.run(ops.UpdatePiece(id=has.id, version_du=date(2027, 3, 20)))
    assert dates(tilleuls).line(cle).etat is EtatEcheance.A_FAIRE


def test_what_is_over_is_told_by_the_page_and_not_late_for_ever(tilleuls):
    old = by_slug(tilleuls, "plans-risques")

    assert dates(tilleuls).line(f"piece:{old.id}:valable") is None
    assert seen(tilleuls).line(old.id).statut is Statut.TROP_ANCIENNE


def test_the_dashboard_tells_in_one_line_what_lacks(tilleuls):
    def told():
        view = dashboard(tilleuls.snapshot, tilleuls.content, tilleuls.today)
        return [todo.detail for todo in view.todos if todo.page == "pieces"]

    assert [words.replace("\u00a0", " ") for words in told()] == [
        "Étape 1 · 4 pièces manquantes, 3 trop anciennes"
    ]
    ids = [p.id for p in tilleuls.snapshot.pieces]
    tilleuls.run(ops.SetPieces(ids=ids, etat=EtatPiece.MANQUANTE))
    assert told() == []  # nothing is gathered yet: the plan says when to begin


def test_a_document_tells_the_findings_that_it_proves(workspace):
    piece = workspace.run(ops.AddPiece(titre="Bilan social", type=TypePiece.RH)).result
    assert "Cité" not in proved(workspace, piece)
    for critere in ("dg-l02", "dg-h03"):
        workspace.run(ops.SetConstatPieces(critere=critere, pieces=[piece]))
    assert plain(proved(workspace, piece)).endswith("Cité en preuve : DG-H03, DG-L02.")


def proved(workspace, piece_id):
    piece = next(p for p in workspace.snapshot.pieces if p.id == piece_id)
    return purpose_words(piece, workspace.snapshot, workspace.content)
