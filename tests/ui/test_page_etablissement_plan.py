"""The page Établissement: making the plan again for another situation."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.dossier import Piste
from cpom_desktop.services.operations import UpdateDossier
from tests.outils.fenetre import plain, when_a_dialog_opens
from ui.pages.etablissement import EtablissementPage
from ui.session import Session


@pytest.fixture
def page(started, open_page):
    return open_page(EtablissementPage, started)


def redo_button(page):
    page.complete()
    return page._redo


def plan_of(workspace):
    snapshot = workspace.snapshot
    return [task.slug for task in snapshot.tasks], [a.slug for a in snapshot.raci_activites]


@pytest.mark.parametrize("piste", Piste)
@pytest.mark.usefixtures("allow_dialogs")
def test_the_plan_is_made_again_for_another_situation_and_undone(prepared, open_page, piste):
    page = open_page(EtablissementPage, prepared)
    before = plan_of(prepared)
    prepared.run(UpdateDossier(piste=piste))
    told = []

    def accept(dialog):
        told.append(plain(dialog.text.text()))
        dialog.action.click()

    when_a_dialog_opens(accept)
    redo_button(page).click()
    plan = prepared.content.plan_for(piste)
    activites = [line.slug for line in prepared.content.raci.for_plan(plan.slug)]
    assert plan_of(prepared) == ([task.slug for task in plan.taches], activites)
    assert f"{len(before[0])} tâches" in told[0]
    assert f"{len(before[1])} activités" in told[0]
    assert "Ctrl+Z" in told[0]
    page.findChild(Session).undo()
    assert plan_of(prepared) == before
    assert prepared.snapshot.dossier.piste is piste


@pytest.mark.usefixtures("allow_dialogs")
def test_the_plan_stays_when_she_keeps_it(prepared, open_page):
    page = open_page(EtablissementPage, prepared)
    prepared.run(UpdateDossier(piste=Piste.AVENANT_PROLONGATION))
    before = prepared.snapshot.tasks
    when_a_dialog_opens(lambda dialog: dialog.reject())
    redo_button(page).click()
    assert prepared.snapshot.tasks == before


@pytest.mark.usefixtures("allow_dialogs")
def test_a_plan_without_situation_is_refused_and_kept(prepared, open_page):
    page = open_page(EtablissementPage, prepared)
    prepared.run(UpdateDossier(piste=None))
    before = prepared.snapshot.tasks
    when_a_dialog_opens(lambda dialog: dialog.action.click())
    redo_button(page).click()
    assert prepared.snapshot.tasks == before
    assert len(page.told) == 1


def test_only_a_prepared_plan_that_may_be_written_can_be_made_again(
    prepared, read_only, open_page
):
    assert not redo_button(open_page(EtablissementPage, prepared)).isHidden()
    assert redo_button(open_page(EtablissementPage, read_only(prepared))).isHidden()


def test_nothing_is_made_again_before_the_assistant_has_ended(page):
    assert redo_button(page).isHidden()
