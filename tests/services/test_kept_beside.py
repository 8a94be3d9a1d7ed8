"""What the name of a file beside a dossier says: put aside by this program, when, why."""

from __future__ import annotations

import pytest

from cpom_desktop.services.kept_beside import Why, aside_of, loss_words
from tests.outils.fenetre import plain

STEM = "Les Tilleuls"


@pytest.mark.parametrize(
    ("added", "why", "moment"),
    [
        (" (avant remise en place 2027-03-12 14h32)", Why.REMISE, "2027-03-12T14:32"),
        (" (avant remise en place 2027-03-12 14h32) 2", Why.REMISE, "2027-03-12T14:32"),
        (" (restauration annulée 2027-01-02 08h00)", Why.ANNULEE, "2027-01-02T08:00"),
        (" (copie du 12 mars 2027 14h32)", Why.COPIE, None),
        (" – avant mise à jour (format 3)", Why.MISE_A_JOUR, None),
        (" (avant restauration 2027-99-99 14h32)", Why.RESTAURATION, None),
    ],
)
def test_a_name_of_ours_says_why_and_when(added, why, moment):
    found = aside_of(STEM, STEM + added)

    told = found.moment.isoformat(timespec="minutes") if found.moment else None
    assert (found.why, told) == (why, moment)


@pytest.mark.parametrize(
    "other",
    [
        STEM,
        "Autre (avant remise en place 2027-03-12 14h32)",
        f"{STEM} (récupéré)",
        f"{STEM} (1)",
        f"{STEM} 2",
        f"{STEM} (mon essai avant restauration)",
        f"{STEM} (copie de travail 2027-03-12 14h32) (avant remise en place 2027-03-13 9h00)",
    ],
)
def test_any_other_name_is_hers(other):
    assert aside_of(STEM, other) is None


def test_what_deleting_loses_is_told_in_three_ways():
    told = {
        plain(loss_words(read=read, kept=kept))
        for read, kept in ((False, False), (True, False), (True, True))
    }

    assert len(told) == 3
    assert any("regardez-le" in sentence for sentence in told)
