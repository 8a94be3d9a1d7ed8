"""Since when somebody has a dossier open: the hour, and the day when it is not today."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.services.detenteur import since_words
from cpom_desktop.services.ports import Holder

TODAY = date(2027, 3, 12)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2027-03-12 14:02", "14\xa0h\xa002"),
        ("2027-03-11 14:02", "le 11\xa0mars\xa02027 à 14\xa0h\xa002"),
        ("2026-03-12 08:30", "le 12\xa0mars\xa02026 à 08\xa0h\xa030"),
        ("14:02", "14\xa0h\xa002"),
        ("", ""),
    ],
)
def test_the_day_is_told_when_it_is_not_today(since, words):
    told = since_words(Holder("PC-DIRECTION", "m.durand", 1, since), TODAY)

    assert told.replace(" mars ", "\xa0mars\xa0") == words
