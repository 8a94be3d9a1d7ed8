"""The synthesis as it is read: marks, weaknesses by rank, drafts, her texts, positions."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.diagnostic import Cotation, NatureConstat, PositionAutorite
from cpom_desktop.domain.synthese import Ecart
from cpom_desktop.i18n import NBSP
from cpom_desktop.services import operations as ops
from cpom_desktop.services.queries.synthese import synthese_vue
from tests.outils.dossiers import copy_demonstration, opened

TODAY = date(2027, 3, 12)


@pytest.fixture
def ws(tmp_path):
    """Return the demonstration, open to write."""
    with opened(copy_demonstration(tmp_path)) as found:
        yield found


def view(ws):
    return synthese_vue(ws.snapshot, ws.content, TODAY)


def plain(text):
    return text.replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("’", "'")


def draft(ws, cle):
    return plain(view(ws).textes[cle].proposition)


def line_of(ws, cle, name):
    return next(line for line in draft(ws, cle).splitlines() if line.startswith(f"- {name}"))


def write(ws, cle, texte):
    found = view(ws).textes[cle]
    ws.run(ops.SetSynthese(cle=cle, texte=texte, base=found.proposition))


def test_every_theme_has_its_letter_its_mean_and_how_far_it_is(ws):
    found = view(ws)
    assert [(n.lettre, n.texte) for n in found.notes][:3] == [
        ("A", "3,4"),
        ("B", "3,1"),
        ("C", "3,5"),
    ]
    assert [n.lettre for n in found.notes if not n.complet] == ["E", "H"]
    assert plain(found.complement) == "106 critères répondus sur 116"


def test_a_theme_without_a_mark_says_that_it_is_to_be_completed(workspace):
    found = synthese_vue(workspace.snapshot, workspace.content, TODAY)
    assert {n.texte for n in found.notes} == {"à compléter"}
    assert found.est_vide
    assert {t.texte for t in found.textes.values()} == {""}


def test_weaknesses_come_by_her_rank_then_by_importance_and_feasibility(ws):
    ws.run(ops.UpdateConstat(critere="dg-k05", importance=3, faisabilite=3))
    found = view(ws)
    assert [lu.critere for lu in found.faiblesses][:6] == [
        *("dg-h03", "dg-e05", "dg-i02", "dg-e08", "dg-b02"),
        "dg-k05",
    ]
    assert [lu.numero for lu in found.faiblesses] == list(range(1, 12))
    assert found.matrice == {(3, 2): (1, 3), (3, 3): (2, 6), (2, 3): (4, 5)}
    assert (len(found.a_placer), found.places_libres) == (5, 1)
    first = found.faiblesses[0]
    assert (first.importance_mot, first.faisabilite_mot, first.priorite_mot) == (
        *("Forte", "Moyenne"),
        "Haute",
    )


def test_the_feuille_de_route_follows_her_order_and_may_hold_any_finding(ws):
    ws.run(ops.RankConstats(criteres=["dg-b02", "dg-a05", "dg-a01"]))
    route = view(ws).feuille_de_route
    assert [lu.critere for lu in route] == ["dg-b02", "dg-a05", "dg-a01"]
    assert [lu.rang for lu in route] == [1, 2, 3]


def test_a_draft_tells_the_figures_that_she_did_not_write_with_unit_year_and_source(ws):
    told = line_of(ws, "faiblesses", "Prévention des chutes")
    assert "6,31 pour 1 000 journées en 2026, contre 7,49 en 2023" in told
    assert "source : Extraction des registres, Extraction du logiciel" in told


def test_a_figure_that_her_words_already_say_is_not_told_twice(ws):
    told = line_of(ws, "faiblesses", "Âge, vétusté")
    assert told.count("54,71 %") == 1
    assert "source : ERRD 2025" in told


def test_a_long_finding_is_told_in_part_on_one_line(ws):
    ws.run(ops.UpdateConstat(critere="dg-e08", texte="Un mot.\nUn autre. " * 300))
    told = line_of(ws, "faiblesses", "Prévention des chutes")
    assert "[…]" in told
    assert len(told) < 700


def test_her_text_stays_and_what_the_answers_say_since_is_told(ws):
    write(ws, "faiblesses", "Mes mots.")
    assert view(ws).textes["faiblesses"].nuances == ()

    ws.run(ops.UpdateConstat(critere="dg-k05", texte="Une restauration a été essayée."))
    ws.run(ops.UpdateConstat(critere="dg-g06", nature=NatureConstat.FORCE))
    ws.run(ops.UpdateConstat(critere="dg-a01", nature=NatureConstat.FAIBLESSE))

    found = view(ws).textes["faiblesses"]
    assert (found.texte, found.est_sien) == ("Mes mots.", True)
    assert plain(found.dit) == (
        "Vos réponses ont changé depuis ce texte : 1 ajout, 1 retrait, 1 formulation différente."
    )
    assert any("a été essayée" in nuance.apres and nuance.avant for nuance in found.nuances)


def test_keeping_her_text_against_the_new_draft_asks_nothing_more(ws):
    write(ws, "faiblesses", "Mes mots.")
    ws.run(ops.UpdateConstat(critere="dg-k05", texte="Une restauration a été essayée."))
    write(ws, "faiblesses", "Mes mots.")
    assert view(ws).textes["faiblesses"].dit == ""


def test_the_draft_comes_back_when_her_text_is_forgotten(ws):
    write(ws, "faiblesses", "Mes mots.")
    ws.run(ops.SetSynthese(cle="faiblesses", texte=""))
    found = view(ws).textes["faiblesses"]
    assert (found.texte, found.est_sien) == (found.proposition, False)


def test_the_hardest_positions_come_first_with_what_is_to_be_settled(ws):
    found = view(ws).positions
    assert [p.ecart for p in found][:5] == [Ecart.DIVERGENCE, *[Ecart.NUANCE] * 4]
    assert found[-1].ecart is Ecart.CONVERGENCE
    assert plain(found[0].question) == "Que faut-il pour lever le désaccord avec le département ?"
    assert found[-1].question == ""


def test_an_authority_that_did_not_answer_is_asked(ws):
    ws.run(ops.UpdateConstat(critere="dg-k05", position_ars=None))
    asked = {p.lu.critere: plain(p.question) for p in view(ws).positions}
    assert asked["dg-k05"] == "Que répondent l'ARS et le département sur ce constat ?"
    assert asked["dg-e08"] == "Que répond le département sur ce constat ?"


def test_a_departement_that_does_not_sign_is_not_asked(ws):
    ws.run(ops.UpdateEtablissement(collectivite_signataire=False))
    ws.run(ops.UpdateConstat(critere="dg-k05", position_ars=PositionAutorite.PARTAGEE))
    gap = {p.lu.critere: p.ecart for p in view(ws).positions}
    assert gap["dg-k05"] is Ecart.CONVERGENCE


def test_the_view_is_reckoned_once_for_a_snapshot_and_again_after_an_answer(ws):
    assert view(ws) is view(ws)
    before = view(ws)
    ws.run(ops.UpdateConstat(critere="dg-h01", cotation=Cotation.PARTIEL))
    assert view(ws) is not before
