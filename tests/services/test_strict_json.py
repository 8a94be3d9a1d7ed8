"""JSON of anybody's hand: its depth, its keys and its values counted before it is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpom_desktop.services.strict_json import (
    DEEPEST,
    MOST_CONTAINERS,
    MOST_VALUES,
    Unsound,
    check_json,
)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"[" * 100_000, "profond", 1),
        (b'{"a":' * (DEEPEST + 1), "profond", 1),
        (b'{"a": 1,\n "a": 2}', "double", 2),
        (b'{"a": 1, "\\u0061": 2}', "double", 1),
        (b'[{"b": {"a": 1, "c": {}, "a" : 2}}]', "double", 1),
        (b"[" + b"{}," * MOST_CONTAINERS + b"{}]", "enorme", 0),
        (b"[" + b"0," * MOST_VALUES + b"0,0]", "enorme", 0),
    ],
)
def test_what_is_not_to_be_read_is_refused_with_its_line(data, code, line):
    with pytest.raises(Unsound) as refused:
        check_json(data)
    assert (refused.value.code, refused.value.line) == (code, line)


@pytest.mark.parametrize(
    "data",
    [
        b"[" * DEEPEST + b"]" * DEEPEST,
        b'{"a": {"a": {"a": []}}, "b": [{"a": 1}, {"a": 2}]}',
        b'{"a": "{\\"a\\": 1, [[[", "b": "a"}',
        b'"\\\\" : "',
        b"]]}}",
        b"",
    ],
)
def test_what_may_be_read_passes(data):
    check_json(data)


JSON = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON, st.booleans())
def test_no_sound_json_is_refused(value, ascii_only):
    check_json(json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass"))
