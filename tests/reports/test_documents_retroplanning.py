"""The part « Rétroplanning »: the plan on one landscape page, cut by phase when it is long."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cpom_desktop.domain.dossiers_nommes import Paper
from cpom_desktop.domain.tasks import Ancre, EtatTache
from cpom_desktop.reports.blocks import Callout, Figure, Heading, PageBreak, Paragraph
from cpom_desktop.reports.catalogue import build
from cpom_desktop.services.documents import DocumentOptions
from cpom_desktop.services.operations import TakePlanReference, UpdateDossier
from tests.outils.editions import (
    anglaise,
    blocks_of,
    demonstration,
    edition_of,
    empty,
    rendered,
    tilleuls,
    undated,
    with_snapshot,
)
from tests.outils.pages import elements_of
from tests.outils.plans import sized

A3 = DocumentOptions(paper=Paper.A3)


def document(edition):
    return build("retroplanning", edition)


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


def lead_of(edition):
    return plain(blocks_of(document(edition), Paragraph)[0].text)


def figures_of(edition):
    return blocks_of(document(edition), Figure)


def headings_of(edition):
    return [plain(block.text) for block in blocks_of(document(edition), Heading)]


def tasks_drawn(figure):
    return {item.ref for item in figure.scene.items if item.ref.startswith("task:")}


def smallest_text(pdf):
    """Return the size of the smallest text of a file, in points."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(pdf)
    sizes = []
    try:
        for page in document:
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                _a, _b, _c, scale, _e, _f = item.get_matrix().get()
                size = raw.c_float()
                raw.FPDFTextObj_GetFontSize(item.raw, size)
                sizes.append(size.value * scale)
    finally:
        document.close()
    return min(sizes)


def test_the_whole_plan_is_on_one_landscape_page():
    made = rendered(demonstration(), "retroplanning")

    assert made.pages == 1
    assert headings_of(demonstration()) == ["Rétroplanning"]
    assert document(demonstration()).blocks[0] == PageBreak(landscape=True)
    (figure,) = figures_of(demonstration())
    assert len(tasks_drawn(figure)) == 40


def test_three_tasks_more_still_hold_on_the_page():
    assert rendered(sized(43), "retroplanning").pages == 1


def test_the_plan_says_its_aim_its_margin_its_lateness_and_its_critical_path():
    lead = lead_of(demonstration())

    assert lead.startswith(
        "Date de signature visée : mercredi 15 décembre 2027, dans 278 jours. "
        "Il aurait fallu commencer le 2 février 2027 : 38 jours de retard. "
        "8 tâches sont en retard au 12 mars 2027. Chemin critique : "
    )


def test_what_moved_since_the_last_reference_is_told():
    with tilleuls() as workspace:
        assert "Depuis" not in lead_of(edition_of(workspace))
        workspace.run(TakePlanReference(nom="Plan remis au COPIL"))
        workspace.run(UpdateDossier(date_signature=date(2028, 1, 5)))
        told = lead_of(edition_of(workspace))

    assert "Depuis « Plan remis au COPIL » (12 mars 2027) : " in told
    assert "la date visée est passée au 5 janvier 2028, 21 jours plus tard." in told


@pytest.mark.parametrize("count", [1, 60, 200, 500])
def test_a_plan_of_any_length_is_printed_whole_and_legible(count):
    edition = sized(count)
    drawn = Counter()
    for figure in figures_of(edition):
        drawn.update(tasks_drawn(figure))
    made = rendered(edition, "retroplanning")

    assert len(drawn) == count
    assert set(drawn.values()) == {1}
    assert made.pages == len(figures_of(edition)), "each picture on its page, none shrunk away"
    assert smallest_text(made.data) >= 7.99


def test_a_long_plan_names_its_phases_and_its_pages():
    headings = headings_of(sized(200))

    assert headings[0] == "Rétroplanning"
    assert headings[1].startswith("Rétroplanning (2 sur ")
    assert headings[-1].endswith(" : Formalisation et signature")


def test_on_a3_more_tasks_hold_on_a_page_and_words_are_larger():
    large = replace(sized(60), options=A3)
    (figure,) = figures_of(large)

    assert rendered(large, "retroplanning").pages == 1
    assert document(large).blocks[0] == PageBreak(landscape=True, large=True)
    assert figure.scene.width == pytest.approx(390)
    assert len(figures_of(sized(60))) > 1


def test_a_title_too_long_for_its_column_never_leaves_it():
    edition = with_snapshot(
        demonstration(),
        tasks=tuple(replace(t, titre="m" * 200) for t in demonstration().snapshot.tasks),
    )

    assert rendered(edition, "retroplanning").pages == 1


def test_the_picture_is_told_task_by_task():
    (figure,) = figures_of(demonstration())
    alt = plain(figure.alt)

    assert alt.startswith("Calendrier 1 sur 1 : 40 tâches dessinées. ")
    assert "Signature du CPOM : 15 décembre 2027, à faire." in alt
    assert "Rédiger les fiches actions : du " in alt
    (spoken,) = elements_of(rendered(demonstration(), "retroplanning"), "Figure")
    assert plain(spoken.alt) == alt


def lived(**changes):
    """Return the demonstration with two tasks of the life of the contract."""
    tasks = demonstration().snapshot.tasks
    life = (
        replace(tasks[0], id=901, ancre=Ancre.SIGNATURE, decalage_jours=30, titre="Diffuser"),
        replace(tasks[0], id=902, ancre=Ancre.EFFET, decalage_mois=30, titre="Bilan d’étape"),
    )
    snapshot = demonstration().snapshot
    dossier = replace(snapshot.dossier, date_effet=date(2028, 1, 1), **changes)
    return with_snapshot(demonstration(), tasks=(*tasks, *life), dossier=dossier)


def test_the_life_of_the_contract_has_its_own_page():
    before, after = figures_of(lived())

    assert headings_of(lived()) == ["Rétroplanning", "La vie du contrat"]
    assert tasks_drawn(after) == {"task:901", "task:902"}
    assert "task:901" not in tasks_drawn(before)
    assert "2030" in {getattr(item, "text", "") for item in after.scene.items}
    assert rendered(lived(), "retroplanning").pages == 2


def test_the_horizon_of_the_school_breaks_is_told_when_the_plan_goes_beyond():
    snapshot = demonstration().snapshot
    far = with_snapshot(
        demonstration(), dossier=replace(snapshot.dossier, date_signature=date(2029, 6, 15))
    )
    (figure,) = figures_of(far)
    words = [plain(getattr(item, "text", "")) for item in figure.scene.items]

    assert any(word.startswith("Calendrier scolaire officiel jusqu’au ") for word in words)
    assert rendered(far, "retroplanning").pages == 1


def test_without_a_target_the_page_says_what_is_awaited():
    (box,) = blocks_of(document(undated()), Callout)

    assert figures_of(undated()) == []
    assert box.title == "Dates à venir"


def test_a_dossier_just_begun_says_that_there_is_no_task():
    assert document(empty()).blocks == (
        Heading("Rétroplanning"),
        Paragraph("Aucune tâche n’est encore saisie."),
    )


def test_a_plan_wholly_done_has_no_critical_path_left():
    done = tuple(
        replace(task, etat=EtatTache.FAIT, fin_reelle=demonstration().now.date())
        for task in demonstration().snapshot.tasks
    )
    lead = lead_of(with_snapshot(demonstration(), tasks=done))

    assert "Chemin critique : 0 tâche." in lead or "Chemin critique" not in lead
    assert "retard" not in lead


def test_another_day_of_edition_moves_the_count_of_days():
    later = replace(demonstration(), now=demonstration().now + timedelta(days=8))

    assert "dans 270 jours" in lead_of(later)


def test_the_reading_of_raci_changes_nothing_here():
    assert document(anglaise()) == document(demonstration())
