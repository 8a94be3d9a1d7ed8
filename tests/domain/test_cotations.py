"""What an answer is worth on a scale, an older one, and what a date to meet suggests."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cpom_desktop.domain.cotations import NOTES, is_older, note, notes_of, proposed_by
from cpom_desktop.domain.diagnostic import Constat, Cotation

YES_NO = {
    Cotation.ABSENT: Decimal(1),
    Cotation.PARTIEL: Decimal("2.5"),
    Cotation.MAITRISE: Decimal(4),
}


@pytest.mark.parametrize(
    ("cotation", "expected"),
    [
        (Cotation.MAITRISE, "4"),
        (Cotation.PARTIEL, "2.5"),
        (Cotation.ABSENT, "1"),
        (Cotation.EN_PLACE, "3"),
    ],
)
def test_an_answer_is_worth_what_its_scale_says_and_an_older_one_keeps_its_mark(
    cotation, expected
):
    assert note(cotation, YES_NO) == Decimal(expected)
    assert is_older(cotation, YES_NO) == (cotation is Cotation.EN_PLACE)


@pytest.mark.parametrize("cotation", [None, Cotation.NON_CONCERNE, Cotation.A_RECHERCHER])
def test_what_is_no_mark_is_worth_nothing_on_any_scale(cotation):
    assert note(cotation, YES_NO) is None
    assert note(cotation, NOTES) is None
    assert not is_older(cotation, YES_NO)


def test_the_marks_of_a_dossier_are_each_on_the_scale_of_its_criterion():
    given = {"yes": Cotation.PARTIEL, "common": Cotation.PARTIEL, "aside": Cotation.NON_CONCERNE}
    constats = [Constat(id=1, critere=slug, cotation=answer) for slug, answer in given.items()]

    assert notes_of(constats, {"yes": YES_NO}) == {"yes": Decimal("2.5"), "common": Decimal(2)}


def test_a_date_is_in_time_until_its_day_and_overdue_the_day_after():
    today = date(2027, 3, 12)

    assert proposed_by(today, today) is Cotation.MAITRISE
    assert proposed_by(today - timedelta(days=1), today) is Cotation.ABSENT
    assert proposed_by(None, today) is None
