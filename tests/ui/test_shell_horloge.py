"""A computer whose clock is before the last edit: told once at the opening, nothing is stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.dossiers import copy_demonstration, copy_tilleuls, opened
from tests.outils.fenetre import plain
from ui.shell.notices import clock_sentence, greet

PARIS = ZoneInfo("Europe/Paris")
SAVED = datetime(2026, 11, 21, 17, 0, tzinfo=PARIS)
TOLD = (
    "L’ordinateur indique une date antérieure à votre dernière saisie (21/11/2026). "
    "Vérifiez l’horloge."
)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (datetime(2024, 11, 21, 17, 0, tzinfo=PARIS), True),
        (datetime(2026, 11, 20, 17, 0, tzinfo=PARIS), True),
        (datetime(2026, 11, 21, 16, 59, tzinfo=PARIS), False),
        (datetime(2026, 11, 21, 17, 0, tzinfo=PARIS), False),
        (datetime(2026, 11, 22, 8, 0, tzinfo=PARIS), False),
        (datetime(2031, 1, 1, tzinfo=PARIS), False),
    ],
)
def test_only_a_clock_well_before_the_last_edit_is_told(now, told):
    assert bool(clock_sentence(SAVED, now)) == told


def test_a_dossier_where_nothing_was_saved_says_nothing_of_the_clock():
    assert clock_sentence(None, SAVED) == ""


def test_the_hour_that_is_lived_twice_is_not_a_clock_that_went_back():
    first = datetime(2026, 10, 25, 2, 50, tzinfo=PARIS)
    second = datetime(2026, 10, 25, 2, 5, fold=1, tzinfo=PARIS)

    assert clock_sentence(first, second) == ""


def test_it_is_told_at_the_opening_and_she_may_type(shell, qtbot):
    path = copy_tilleuls(shell.folder)
    with opened(path, clock=lambda: datetime(2029, 3, 12, 14, 32, tzinfo=UTC)) as workspace:
        workspace.run(UpdateEtablissement(commune="Plus tard"))
    shell.window.open_path(path)
    shell.window.complete()

    view = shell.window.view
    told = TOLD.replace("21/11/2026", "12/03/2029")
    assert plain(view.notices.told.text.text()) == told
    assert view.session.run(UpdateEtablissement(commune="Ici")) is not None


def test_the_demonstration_has_a_day_of_its_own_and_says_nothing_of_the_clock(shell):
    path = copy_demonstration(shell.folder, "Démonstration.cpom")
    shell.window.open_path(path)
    view = shell.window.view
    now = datetime(2026, 11, 21, 9, 0, tzinfo=PARIS)

    assert clock_sentence(view.session.workspace.last_saved(), now)
    greet(view, now)
    assert not plain(view.notices.told.text.text())
