"""One person entered under two functions is one person; two of one name may be two."""

from __future__ import annotations

from datetime import date

from cpom_desktop.domain.acteurs import Acteur, Famille
from cpom_desktop.domain.dossier import AnomalieAssumee
from cpom_desktop.services.queries.acteurs_doublons import both_key
from cpom_desktop.services.queries.personnes import persons
from cpom_desktop.services.snapshot import DossierSnapshot


def acteur(number, nom, famille=Famille.INTERNES, **values):
    return Acteur(id=number, famille=famille, nom=nom, **values)


def found(*acteurs):
    return dict(persons(DossierSnapshot(acteurs=acteurs)))


def test_one_name_under_two_functions_is_one_person():
    pair = (
        acteur(1, "Sophie Lemaire", fonction="Référente", courriel="s@x.example"),
        acteur(2, " SOPHIE LEMAIRE", fonction="Qualité"),
    )

    assert found(*pair) == {1: 1, 2: 1}


def test_two_addresses_two_telephones_or_two_families_tell_two_people_apart():
    assert found(acteur(1, "Ana", courriel="a@x"), acteur(2, "Ana", courriel="b@x")) == {
        1: 1,
        2: 2,
    }
    assert found(acteur(1, "Ana", telephone="1"), acteur(2, "Ana", telephone="2")) == {1: 1, 2: 2}
    assert found(acteur(1, "Ana"), acteur(2, "Ana", Famille.AUTORITES)) == {1: 1, 2: 2}


def test_a_third_of_the_same_name_joins_the_one_it_resembles():
    one, two = acteur(1, "Ana", courriel="a@x"), acteur(2, "Ana", courriel="b@x")

    assert found(one, two, acteur(3, "Ana", courriel="b@x")) == {1: 1, 2: 2, 3: 2}


def test_those_without_a_name_are_each_their_own():
    assert found(acteur(1, ""), acteur(2, " ")) == {1: 1, 2: 2}


def test_two_of_one_name_that_she_says_are_two_are_two():
    pair = acteur(1, "Ana"), acteur(2, "Ana")
    said = AnomalieAssumee(
        id=1, cle=both_key(1, 2), motif="deux personnes", assumee_le=date(2027, 3, 12)
    )

    assert dict(persons(DossierSnapshot(acteurs=pair))) == {1: 1, 2: 1}
    apart = DossierSnapshot(acteurs=pair, anomalies_assumees=(said,))
    assert dict(persons(apart)) == {1: 1, 2: 2}
