"""The RACI matrix: letters in both readings, keys on a cell, findings, load."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.dossier import LectureRaci
from cpom_desktop.domain.raci import (
    EXCLUSIVE,
    LETTERS,
    AnomalieRaci,
    ConstatRaci,
    RaciActivite,
    RaciCase,
    RaciRole,
    Sens,
    cells_of,
    check_raci,
    letters,
    load,
    meaning_of,
    meanings_of,
    roles_by_holder,
    toggle,
)

R, A, C, I = Sens  # noqa: E741 - the letters of the kit
KIT, ANGLAISE = LectureRaci.KIT, LectureRaci.ANGLAISE
CELLS = st.frozensets(st.sampled_from(Sens))
ROLES = tuple(
    RaciRole(id=rank, slug=slug, libelle=slug)
    for rank, slug in enumerate(("direction", "referent", "qualite", "ars", "cd"), start=1)
)
DIR, REF, QUAL, ARS, CD = (role.id for role in ROLES)


def line(number, *, authorities=False):
    return RaciActivite(
        id=number, phase="cadrage", titre=f"L{number}", autorites_attendues=authorities
    )


def cell(*meanings):
    return frozenset(meanings)


def complete(number):
    """Return the cells of a line that nothing is to be said of."""
    return {(number, DIR): cell(R), (number, REF): cell(A), (number, QUAL): cell(C)}


def found(cells, *activites):
    return check_raci(activites or (line(1),), ROLES, cells)


def kinds(cells, *activites):
    return [finding.kind for finding in found(cells, *activites)]


# letters


@pytest.mark.parametrize(
    ("lecture", "meanings", "shown"),
    [
        (KIT, [R], "R"),
        (KIT, [A], "A"),
        (KIT, [C], "C"),
        (KIT, [I], "I"),
        (KIT, [A, R], "RA"),
        (ANGLAISE, [R], "A"),
        (ANGLAISE, [A], "R"),
        (ANGLAISE, [A, R], "AR"),
        (ANGLAISE, [C], "C"),
        (KIT, [], ""),
    ],
)
def test_letters_follow_the_reading_and_put_who_answers_first(lecture, meanings, shown):
    assert letters(meanings, lecture) == shown


@pytest.mark.parametrize("lecture", LectureRaci)
@pytest.mark.parametrize("sens", Sens)
def test_a_letter_typed_in_any_case_is_the_meaning_that_it_shows(lecture, sens):
    letter = letters([sens], lecture)

    assert meaning_of(letter, lecture) is sens
    assert meaning_of(letter.lower(), lecture) is sens


@pytest.mark.parametrize("text", ["Z", "", "RA", " ", "é", "ß"])
def test_what_is_not_one_of_the_four_letters_means_nothing(text):
    assert meaning_of(text, KIT) is None


def test_only_the_two_first_letters_change_with_the_reading():
    assert {s for s in Sens if LETTERS[KIT][s] != LETTERS[ANGLAISE][s]} == {R, A}


# keys


def test_responsible_and_realisateur_combine():
    assert toggle(cell(R), A) == cell(R, A)
    assert toggle(cell(A), R) == cell(R, A)


@pytest.mark.parametrize(
    ("held", "key"), [(cell(R), C), (cell(R, A), I), (cell(C), I), (cell(I), C), (cell(), C)]
)
def test_consulted_and_informed_stand_alone(held, key):
    assert toggle(held, key) == cell(key)


@pytest.mark.parametrize("key", [R, A])
def test_responsible_or_realisateur_replaces_consulted_and_informed(key):
    assert toggle(cell(C), key) == cell(key)
    assert toggle(cell(I), key) == cell(key)


@given(CELLS, st.sampled_from(Sens))
def test_a_key_adds_its_letter_or_removes_it(held, key):
    assert (key in toggle(held, key)) is (key not in held)


@given(st.lists(st.sampled_from(Sens)))
def test_whatever_keys_are_struck_a_cell_holds_no_contradiction(keys):
    held = frozenset()
    for key in keys:
        held = toggle(held, key)

    assert len(held) <= 1 or held == cell(R, A)


@given(CELLS.filter(lambda held: not held & EXCLUSIVE), st.sampled_from([R, A]))
def test_responsible_and_realisateur_struck_twice_change_nothing(held, key):
    assert toggle(toggle(held, key), key) == held


# cells


def test_rows_make_cells_and_an_empty_cell_is_absent():
    rows = [
        RaciCase(id=1, activite_id=1, role_id=DIR, sens=R),
        RaciCase(id=2, activite_id=1, role_id=DIR, sens=A),
        RaciCase(id=3, activite_id=2, role_id=REF, sens=C),
    ]

    assert cells_of(rows) == {(1, DIR): cell(R, A), (2, REF): cell(C)}
    assert cells_of([]) == {}


# findings


def test_a_complete_line_has_no_finding():
    assert found(complete(1)) == ()


def test_a_line_without_responsible_is_found():
    cells = complete(1) | {(1, DIR): cell(A)}

    assert found(cells) == (ConstatRaci(AnomalieRaci.SANS_RESPONSABLE, 1),)


def test_two_responsibles_are_found_and_named():
    cells = complete(1) | {(1, ARS): cell(R, A)}

    assert found(cells) == (
        ConstatRaci(AnomalieRaci.PLUSIEURS_RESPONSABLES, 1, roles=(DIR, ARS), count=2),
    )


def test_a_line_that_nobody_does_is_found():
    cells = complete(1) | {(1, REF): cell(I)}

    assert found(cells) == (ConstatRaci(AnomalieRaci.SANS_REALISATEUR, 1),)


def test_who_answers_and_does_alone_is_enough():
    assert kinds({(1, DIR): cell(R, A), (1, QUAL): cell(I)}) == []


def test_a_line_that_nobody_hears_of_is_found():
    cells = {(1, DIR): cell(R), (1, REF): cell(A)}

    assert found(cells) == (ConstatRaci(AnomalieRaci.PERSONNE_INFORMEE, 1),)


@pytest.mark.parametrize("sens", sorted(EXCLUSIVE))
def test_one_person_consulted_or_informed_is_enough(sens):
    assert kinds({(1, DIR): cell(R, A), (1, REF): cell(sens)}) == []


def test_authorities_expected_and_absent_are_found():
    assert found(complete(1), line(1, authorities=True)) == (
        ConstatRaci(AnomalieRaci.AUTORITES_ABSENTES, 1),
    )


@pytest.mark.parametrize("role", [ARS, CD])
@pytest.mark.parametrize("sens", Sens)
def test_any_part_of_either_authority_is_enough(role, sens):
    cells = complete(1) | {(1, role): cell(sens)}

    assert AnomalieRaci.AUTORITES_ABSENTES not in kinds(cells, line(1, authorities=True))


def test_authorities_not_expected_may_be_absent():
    assert kinds(complete(1), line(1)) == []


def test_an_empty_line_is_told_in_one_sentence():
    assert kinds({}, line(1, authorities=True)) == [AnomalieRaci.LIGNE_VIDE]


def test_a_line_where_one_person_is_informed_tells_everything_else_that_misses():
    assert kinds({(1, REF): cell(I)}, line(1, authorities=True)) == [
        AnomalieRaci.SANS_RESPONSABLE,
        AnomalieRaci.SANS_REALISATEUR,
        AnomalieRaci.AUTORITES_ABSENTES,
    ]


def test_findings_come_line_by_line_then_role_by_role():
    lines = tuple(line(n) for n in range(1, 10))
    cells = {key: value for n in range(1, 9) for key, value in complete(n).items()}
    findings = found(cells, *lines)

    assert [f.activite_id for f in findings] == [9, None]
    assert findings[-1] == ConstatRaci(AnomalieRaci.SURCHARGE, role_id=DIR, count=8)


def matrix(lines, answered):
    """Return the cells of `lines` complete lines, the director answering for some of them."""
    cells = {key: value for n in range(1, lines + 1) for key, value in complete(n).items()}
    for n in range(answered + 1, lines + 1):
        cells |= {(n, DIR): cell(A), (n, REF): cell(R) if n % 2 else cell(A)}
        cells |= {} if n % 2 else {(n, ARS): cell(R)}
    return cells, tuple(line(n) for n in range(1, lines + 1))


@pytest.mark.parametrize(("lines", "answered"), [(32, 20), (8, 5), (16, 10), (7, 7), (0, 0)])
def test_a_share_that_can_be_carried_is_no_overload(lines, answered):
    cells, activites = matrix(lines, answered)

    assert check_raci(activites, ROLES, cells) == ()


@pytest.mark.parametrize(("lines", "answered"), [(32, 21), (8, 6), (16, 11)])
def test_more_than_twenty_lines_of_thirty_two_is_an_overload(lines, answered):
    cells, activites = matrix(lines, answered)

    assert check_raci(activites, ROLES, cells) == (
        ConstatRaci(AnomalieRaci.SURCHARGE, role_id=DIR, count=answered),
    )


def test_a_cell_of_a_role_that_is_gone_is_not_counted():
    assert kinds({**complete(1), (1, DIR): cell(), (1, 99): cell(R)}) == [
        AnomalieRaci.SANS_RESPONSABLE
    ]


# load


def test_a_line_answered_for_and_done_counts_on_both_sides():
    cells = {(1, DIR): cell(R, A), (2, DIR): cell(A), (3, DIR): cell(C)}
    lines = tuple(line(n) for n in (1, 2, 3, 4))

    assert load(ROLES[:1], lines, cells) == (1, 2)
    assert load(ROLES[1:2], lines, cells) == (0, 0)


def test_a_line_that_is_gone_is_not_counted_in_the_load():
    assert load(ROLES[:1], (line(1),), {(1, DIR): cell(R), (2, DIR): cell(R)}) == (1, 0)


# persons


def held_by_one(*ids):
    return tuple(replace(r, acteur_id=7) if r.id in ids else r for r in ROLES)


def test_the_roles_of_one_person_stand_together_and_those_of_nobody_alone():
    groups = roles_by_holder(held_by_one(DIR, QUAL))

    assert [[r.id for r in held] for held in groups] == [[DIR, QUAL], [REF], [ARS], [CD]]


def test_a_line_answered_for_by_one_role_and_done_by_another_of_the_same_person_counts_once():
    cells = {(1, DIR): cell(R), (1, REF): cell(A), (2, DIR): cell(A), (2, REF): cell(A)}
    lines = (line(1), line(2))

    assert load(held_by_one(DIR, REF)[:2], lines, cells) == (1, 2)
    assert meanings_of(ROLES[:2], 1, cells) == cell(R, A)


def test_the_overload_of_a_person_adds_the_roles_they_hold():
    cells = {}
    for n in range(1, 9):
        cells |= complete(n) if n % 2 else {(n, REF): cell(R, A), (n, QUAL): cell(C)}
    lines = tuple(line(n) for n in range(1, 9))

    assert check_raci(lines, ROLES, cells) == ()
    assert check_raci(lines, held_by_one(DIR, REF), cells) == (
        ConstatRaci(AnomalieRaci.SURCHARGE, role_id=DIR, roles=(DIR, REF), count=8),
    )


def test_a_finding_assumed_is_known_by_its_line_and_by_the_roles_it_names():
    two = ConstatRaci(AnomalieRaci.PLUSIEURS_RESPONSABLES, 4, roles=(1, 3), count=2)

    assert two.cle == "raci-plusieurs-responsables:4:1,3"
    assert two.cle != replace(two, roles=(1, 2)).cle


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ((R,), (C,), (R,)),
        ((A,), (I,), (A,)),
        ((C,), (I,), (C,)),
        ((R,), (A,), (R, A)),
        ((), (I,), (I,)),
    ],
)
def test_of_the_parts_of_one_person_the_closest_counts(one, other, together):
    cells = {(1, DIR): cell(*one), (1, REF): cell(*other)}

    assert meanings_of(ROLES[:2], 1, cells) == cell(*together)
