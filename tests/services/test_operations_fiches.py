"""Operations on the diagnosis, the objectives and the fiches actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import msgspec
import pytest

from cpom_desktop.domain.diagnostic import Constat, Cotation
from cpom_desktop.domain.lacunes import Lacune
from cpom_desktop.domain.moyens import SourceFinancement
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.services import operations as ops
from cpom_desktop.services.messages import sentence
from cpom_desktop.services.queries.diagnostic import constat_of, findings, themes, total_score
from cpom_desktop.services.queries.fiches_action import LACUNES, fiche_view, fiches
from tests.outils.fiches import add_fiche


@pytest.fixture
def fiche(workspace):
    """Return the id of a fiche with a row of each kind."""
    return add_fiche(workspace)


def test_the_first_answer_makes_the_row_and_the_next_ones_change_it(workspace):
    workspace.run(ops.UpdateConstat(critere="dg-h03", texte="11,04 % en 2025"))
    workspace.run(ops.UpdateConstat(critere="dg-h03", cotation=Cotation.PARTIEL))

    (constat,) = workspace.snapshot.constats
    assert constat == Constat(
        id=constat.id, critere="dg-h03", cotation=Cotation.PARTIEL, texte="11,04 % en 2025"
    )
    workspace.undo()
    workspace.undo()
    assert workspace.snapshot.constats == ()


def test_an_answer_may_be_taken_back(workspace):
    workspace.run(ops.UpdateConstat(critere="dg-h03", cotation=Cotation.PARTIEL, priorite=1))
    workspace.run(ops.UpdateConstat(critere="dg-h03", cotation=None, priorite=None))

    assert not constat_of(workspace.snapshot, "dg-h03").is_answered


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (ops.UpdateConstat(critere="dg-z99", texte="x"), "critere-inconnu"),
        (ops.UpdateConstat(critere="dg-h03", priorite=4), "priorite"),
        (ops.UpdateConstat(critere="dg-h03", preuve="x" * 300_000), "texte-trop-long"),
        (ops.AddAxe(libelle="  "), "nom-vide"),
        (ops.AddObjectif(axe_id=99, libelle="x"), "introuvable"),
        (ops.AddObjectif(axe_id=1, strategique_id=2, libelle="x"), "objectif-autre-axe"),
        (ops.AddFicheAction(titre=" "), "nom-vide"),
        (ops.AddFicheAction(titre="x", objectif_id=99), "introuvable"),
        (ops.UpdateFicheAction(id=1, responsable_id=999), "introuvable"),
        (ops.UpdateFicheAction(id=1, validee_le=date(1999, 12, 31)), "annee-hors-bornes"),
        (ops.SetFicheConstats(fiche_id=1, criteres=["dg-z99"]), "critere-inconnu"),
        (ops.AddEtape(fiche_id=99, libelle="x"), "introuvable"),
        (ops.UpdateEtape(id=1, avancement=101), "avancement"),
        (ops.AddMoyen(fiche_id=1, libelle="x", montant_centimes=-1), "montant-negatif"),
        (ops.UpdateMoyen(id=1, montant_centimes=10**11), "montant-limite"),
        (ops.UpdateMoyen(id=1, derniere_annee=1999), "annee-hors-bornes"),
        (ops.UpdateMoyen(id=1, libelle=""), "nom-vide"),
        (ops.UpdateIndicateur(id=1, valeur_initiale=Decimal("NaN")), "nombre-incompris"),
        (ops.UpdateIndicateur(id=1, valeur_initiale=Decimal(10**9)), "nombre-limite"),
        (ops.UpdateIndicateur(id=1, valeur_initiale=Decimal("1e-7")), "nombre-limite"),
        (ops.SetCible(indicateur_id=1, annee=1900, valeur=Decimal(1)), "annee-hors-bornes"),
        (
            ops.SetCible(indicateur_id=1, annee=2030, valeur=Decimal("Infinity")),
            "nombre-incompris",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(workspace, fiche, operation, code):
    before = workspace.snapshot

    with pytest.raises(RegleInvalide) as refused:
        workspace.run(operation)

    assert refused.value.code == code
    assert sentence(refused.value)
    assert workspace.snapshot == before


def test_fiches_take_lasting_numbers(workspace, fiche):
    second = workspace.run(ops.AddFicheAction(titre="Fidéliser")).result
    workspace.run(ops.DeleteFichesAction(ids=[fiche]))
    third = workspace.run(ops.AddFicheAction(titre="Soigner la nuit")).result

    reperes = {view.fiche.id: view.fiche.repere for view in fiches(workspace.snapshot)}
    assert reperes == {second: "FA-02", third: "FA-03"}
    assert workspace.snapshot.fiches_action[0].redigee_le == date(2027, 3, 12)


def test_a_deleted_fiche_takes_its_parts_and_comes_back_whole(workspace, fiche):
    before = workspace.snapshot

    workspace.run(ops.DeleteFichesAction(ids=[fiche]))

    after = workspace.snapshot
    assert not any((after.etapes, after.moyens, after.financements, after.indicateurs))
    assert not any((after.cibles_indicateurs, after.fiches_indicateurs, after.fiches_constats))
    assert after.constats == before.constats
    workspace.undo()
    assert workspace.snapshot == before


def test_an_indicator_that_another_fiche_uses_stays(workspace, fiche):
    other = workspace.run(ops.AddFicheAction(titre="Fidéliser")).result
    mine = workspace.run(ops.AddIndicateur(fiche_id=other, libelle="Rotation")).result

    workspace.run(ops.DeleteFichesAction(ids=[fiche]))

    assert [i.id for i in workspace.snapshot.indicateurs] == [mine]


def test_a_deleted_axis_leaves_its_fiches_attached_to_nothing(workspace, fiche):
    workspace.run(ops.DeleteAxes(ids=[workspace.snapshot.axes[0].id]))

    (kept,) = fiches(workspace.snapshot)
    assert workspace.snapshot.objectifs == ()
    assert kept.fiche.objectif_id is None
    assert Lacune.OBJECTIF in kept.lacunes


def test_a_target_is_written_changed_and_taken_back(workspace, fiche):
    indicateur = workspace.snapshot.indicateurs[0].id

    def targets():
        return {c.annee: c.valeur for c in workspace.snapshot.cibles_indicateurs}

    workspace.run(ops.SetCible(indicateur_id=indicateur, annee=2032, valeur=Decimal("5.20")))
    workspace.run(ops.SetCible(indicateur_id=indicateur, annee=2030, valeur=Decimal("5.6")))
    assert targets() == {2032: Decimal("5.20"), 2030: Decimal("5.6")}

    workspace.run(ops.SetCible(indicateur_id=indicateur, annee=2032, valeur=None))
    workspace.run(ops.SetCible(indicateur_id=indicateur, annee=2031, valeur=None))
    assert targets() == {2030: Decimal("5.6")}


def test_a_decimal_is_kept_as_it_is_written(workspace, fiche):
    line = b'{"operation":"update_indicateur","id":1,"valeur_initiale":"7.0900"}'

    workspace.run(ops.decode_operation(line))

    assert str(workspace.snapshot.indicateurs[0].valeur_initiale) == "7.0900"


def test_the_findings_of_a_fiche_are_replaced(workspace, fiche):
    workspace.run(ops.SetFicheConstats(fiche_id=fiche, criteres=["dg-j01", "dg-d07", "dg-j01"]))

    assert [c.critere for c in workspace.snapshot.fiches_constats] == ["dg-j01", "dg-d07"]


def test_parts_keep_the_order_in_which_they_were_added(workspace, fiche):
    for libelle in ("Équiper", "Évaluer"):
        workspace.run(ops.AddEtape(fiche_id=fiche, libelle=libelle))

    view = fiche_view(workspace.snapshot, workspace.snapshot.fiches_action[0])
    assert [e.libelle for e in view.parts.etapes] == ["Former", "Équiper", "Évaluer"]
    assert [e.ordre for e in view.parts.etapes] == [1, 2, 3]


def test_a_fiche_is_read_with_its_place_its_costs_and_what_it_lacks(workspace, fiche):
    (view,) = fiches(workspace.snapshot)

    assert view.numero_objectif == "1.1.1"
    assert view.place.axe.libelle == "Soins, prévention et sécurité"
    assert (view.cout_centimes, view.finance_centimes) == (46_500_00, 0)
    assert view.cout_par_annee[2030] == 9_300_00
    assert view.indicateurs[0].final == (2032, Decimal("5.2"))
    assert Lacune.FINANCEMENT in view.lacunes
    assert Lacune.CONSTAT not in view.lacunes
    assert LACUNES.keys() == set(Lacune)


def test_a_funding_may_be_completed_until_nothing_is_missing(workspace, fiche):
    (financement,) = workspace.snapshot.financements
    workspace.run(ops.UpdateFinancement(id=financement.id, montant_centimes=40_000_00))
    workspace.run(
        ops.AddFinancement(
            fiche_id=fiche,
            source=SourceFinancement.FONDS_PROPRES,
            montant_centimes=6_500_00,
        )
    )

    (view,) = fiches(workspace.snapshot)
    assert Lacune.FINANCEMENT not in view.lacunes


def test_the_grid_is_read_theme_by_theme(workspace, fiche):
    views = themes(workspace.snapshot, workspace.content)
    total = total_score(views)

    assert [view.theme.lettre for view in views] == list("ABCDEFGHIJKL")
    assert (total.criteres, total.notes) == (115, 2)
    scored = {v.theme.lettre: v.score.moyenne for v in views if v.score.moyenne is not None}
    assert scored == {"D": Decimal("4.0"), "E": Decimal("2.0")}


def test_a_finding_prints_her_words_else_the_name_of_its_criterion(workspace, fiche):
    (found,) = findings(workspace.snapshot, workspace.content, nature := _nature(workspace))

    assert found.sentence == "191 chutes en 2025."
    silent = found._replace(constat=replace(found.constat, texte=""))
    assert silent.sentence == found.critere.titre
    assert nature == "faiblesse"


def _nature(workspace):
    return constat_of(workspace.snapshot, "dg-e08").nature


def test_an_operation_of_many_fields_goes_through_json(workspace, fiche):
    operation = ops.UpdateFicheAction(
        id=fiche, statut="proposee", priorite="haute", redigee_le=date(2027, 3, 1)
    )

    workspace.run(ops.decode_operation(msgspec.json.encode(operation)))

    assert workspace.snapshot.fiches_action[0].priorite == "haute"
