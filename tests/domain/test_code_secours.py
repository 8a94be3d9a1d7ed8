"""The recovery code reads back as it was printed; a slip of the pen is found by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.domain.code_secours import (
    ALPHABET,
    CODE_SIZE,
    WrongCodeError,
    code_of,
    read_code,
)

KEYS = st.binary(min_size=CODE_SIZE, max_size=CODE_SIZE)


@given(KEYS)
def test_a_code_reads_back(key):
    assert read_code(code_of(key)) == key


@given(KEYS)
def test_case_spaces_and_look_alikes_do_not_count(key):
    typed = code_of(key).lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert read_code(f"  {typed}\n") == key


@given(KEYS, st.integers(0, 63), st.sampled_from(ALPHABET))
def test_one_sign_changed_is_found_by_its_line(key, place, other):
    signs = code_of(key).replace("-", "").replace("\n", "")
    changed = signs[:place] + other + signs[place + 1 :]
    if changed == signs:
        return
    with pytest.raises(WrongCodeError) as refusal:
        read_code(changed)
    assert refusal.value.lines == (place // 8 + 1,)


@given(KEYS, st.integers(0, 62))
def test_two_neighbours_exchanged_are_found(key, place):
    signs = list(code_of(key).replace("-", "").replace("\n", ""))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]

    with pytest.raises(WrongCodeError):
        read_code("".join(signs))


@given(KEYS)
def test_two_lines_exchanged_are_found(key):
    lines = code_of(key).splitlines()
    lines[2], lines[3] = lines[3], lines[2]

    with pytest.raises(WrongCodeError):
        read_code("\n".join(lines))


@pytest.mark.parametrize(
    "typed",
    ["", "ABCD", "0" * 63, "0" * 65, "é" * 64],
    ids=["empty", "short", "less", "more", "accents"],
)
def test_what_is_not_a_code_is_refused(typed):
    with pytest.raises(WrongCodeError):
        read_code(typed)


def test_it_fits_paper_eight_lines_of_two_groups():
    lines = code_of(bytes(range(32))).splitlines()

    assert [len(line) for line in lines] == [9] * 8
    assert all(line[4] == "-" for line in lines)
