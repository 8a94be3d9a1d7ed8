"""How long a version of a document holds."""

from __future__ import annotations

from datetime import date

import pytest

from cpom_desktop.domain.pieces import (
    EtatPiece,
    Piece,
    TypePiece,
    Validite,
    is_outdated,
    valid_until,
)


def piece(**values):
    return Piece(
        id=1, titre="DUERP", type=TypePiece.QUALITE, **{"etat": EtatPiece.DISPONIBLE, **values}
    )


@pytest.mark.parametrize(
    ("values", "last"),
    [
        ({"validite": Validite.EN_VIGUEUR, "version_du": date(2020, 1, 1)}, None),
        ({"validite": Validite.DUREE, "validite_mois": 12}, None),
        (
            {"validite": Validite.DUREE, "validite_mois": 12, "version_du": date(2024, 2, 29)},
            date(2025, 2, 28),
        ),
        (
            {
                "validite": Validite.EXERCICE,
                "validite_exercice": 1,
                "version_du": date(2026, 6, 30),
            },
            date(2027, 12, 31),
        ),
        ({"valable_jusqu_au": date(2026, 12, 31)}, date(2026, 12, 31)),
    ],
)
def test_a_version_holds_by_its_rule_or_until_the_day_she_gives(values, last):
    assert valid_until(piece(**values)) == last


def test_the_last_day_still_holds_and_what_is_not_in_hand_is_never_outdated():
    held = piece(valable_jusqu_au=date(2027, 3, 12))

    assert not is_outdated(held, date(2027, 3, 12))
    assert is_outdated(held, date(2027, 3, 13))
    asked = piece(valable_jusqu_au=date(2027, 3, 12), etat=EtatPiece.DEMANDEE)
    assert not is_outdated(asked, date(2028, 1, 1))
