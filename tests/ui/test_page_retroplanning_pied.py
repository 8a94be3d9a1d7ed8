"""Under the plan, on a laptop: a short legend, and nothing that moves by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cpom_desktop.services.operations import UpdateDossier
from tests.outils.dossiers import copy_tilleuls
from tests.outils.fenetre import make_shell, show
from ui.kit.labels import SafeLabel

LAPTOP = (1366, 698)


@pytest.fixture
def page(tmp_path, qtbot):
    shell = make_shell(tmp_path)
    qtbot.addWidget(shell.window)
    show(shell.window, qtbot, LAPTOP)
    shell.window.open_path(copy_tilleuls(tmp_path))
    shell.window.view.show_page("retroplanning")
    return shell.window.view.page


@pytest.mark.parametrize("zoom", ["semaines", "mois", "trimestres", "cinq_ans"])
def test_the_legend_takes_two_lines_at_most(page, qtbot, zoom):
    legend = page.card.legend
    page.target.zoom.choose(zoom)
    qtbot.waitUntil(lambda: legend.height() >= legend.heightForWidth(legend.width()))
    words = [label for label in legend.findChildren(SafeLabel) if label.isVisible()]
    assert len(words) > 5
    assert len({label.mapTo(legend, label.rect().topLeft()).y() for label in words}) <= 2


def test_dates_that_move_are_told_without_moving_anything(page, qtbot):
    def places():
        around = (page.target.zoom, page.card.legend, page.title_label, page.add_button)
        return [(w.mapTo(page, w.rect().topLeft()), w.size()) for w in around]

    qtbot.waitUntil(lambda: page.title_label.height() > 0)
    page.news.set_whole_text("")
    before = places()
    target = page.session.snapshot.dossier.date_signature
    page.session.run(UpdateDossier(date_signature=target + timedelta(days=7)))
    qtbot.waitUntil(lambda: page.news.text() == page.news.whole_text)
    assert "changé" in page.news.text()
    assert places() == before
