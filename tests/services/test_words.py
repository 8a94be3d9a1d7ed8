"""Every stored slug has its own French word."""

from __future__ import annotations

import pytest

from cpom_desktop.domain.acteurs import StatutContrat
from cpom_desktop.domain.raci import Sens
from cpom_desktop.i18n import EMPTY
from cpom_desktop.services.queries.words import WORDS, choices, word


@pytest.mark.parametrize("kind", WORDS)
def test_each_slug_of_an_enumeration_has_a_word(kind):
    assert [value for value, text in choices(kind) if text] == list(kind)


def test_two_enumerations_that_share_a_slug_keep_their_own_words():
    assert StatutContrat.INFORME == Sens.INFORME
    assert word(StatutContrat.INFORME) == "Informé"
    assert word(Sens.INFORME) == "informé après"


def test_nothing_chosen_reads_as_a_dash():
    assert word(None) == EMPTY
