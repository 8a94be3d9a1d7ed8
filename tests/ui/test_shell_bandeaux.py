"""Several banners at once, where they do not fit: none is cut, the last said is in sight."""

from __future__ import annotations

import pytest

from tests.outils.dossiers import copy_demonstration
from ui.theme.theme import current_theme

LONG = (
    "Sauvegardes interrompues depuis 14:32 : le disque des sauvegardes est plein, et rien n'y est "
    "plus écrit. Votre dossier est enregistré. Libérez de la place, puis continuez comme avant."
)


@pytest.fixture
def view(shell):
    shell.settings.set_text_scale(2.0)
    shell.window.open_path(copy_demonstration(shell.folder))
    assert current_theme().scale == 2
    return shell.window.view


def uncut(banner):
    label = banner.text
    return label.height() >= label.heightForWidth(label.width())


def in_sight(banner, area):
    bottom = banner.mapTo(area.viewport(), banner.rect().bottomLeft()).y()
    return 0 < bottom <= area.viewport().height()


def test_banners_that_do_not_fit_scroll_and_none_is_cut(view, qtbot):
    notices = view.notices
    notices.copies.set_text(LONG)
    notices.widget.reveal(notices.copies)
    notices.tell(LONG)
    notices.refuse(LONG)

    banners, area = (notices.copies, notices.told, notices.refusal), notices.widget
    qtbot.waitUntil(lambda: all(map(uncut, banners)) and in_sight(notices.refusal, area))
    assert area.height() <= 0.4 * view.window().height() + 1
    assert area.verticalScrollBar().maximum() > 0


def test_without_a_banner_nothing_is_taken_from_the_page(view, qtbot):
    notices = view.notices
    before = notices.widget.height()
    notices.refuse(LONG)
    qtbot.waitUntil(lambda: notices.widget.height() > before)

    notices.forget_refusal()

    qtbot.waitUntil(lambda: notices.widget.height() == before)
