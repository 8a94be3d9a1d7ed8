"""The recovery code: the key of a protected dossier as letters and figures fit for paper.

Eight lines of eight signs, in the alphabet of Crockford (no I, L, O nor U, which look like 1, 0
or V). The last sign of each line checks it, so that a slip of the pen is found by its line.
Source: D. Crockford, « Base 32 ».
"""

from __future__ import annotations

from hashlib import blake2b

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALIKE = str.maketrans("OILU", "011V")
CODE_SIZE = 32
"""Bytes of a key."""
CHECK_SIZE = 3
GENERATOR = 0b100101
"""x⁵ + x² + 1, primitive."""
LINES = 8
LINE = 8


class WrongCodeError(ValueError):
    """A code that does not read; `lines`: those that are not right, none when it is not whole."""

    def __init__(self, lines: tuple[int, ...] = ()) -> None:
        super().__init__(lines)
        self.lines = lines


def code_of(key: bytes) -> str:
    """Return the code of a key: eight lines such as « 7QK2-M0ZR »."""
    data = key + _check(key)
    bits = int.from_bytes(data, "big")
    count = LINES * (LINE - 1)
    signs = "".join(ALPHABET[bits >> 5 * (count - 1 - place) & 31] for place in range(count))
    lines = [signs[start : start + LINE - 1] for start in range(0, count, LINE - 1)]
    whole = [line + _line_check(line, number) for number, line in enumerate(lines)]
    return "\n".join(f"{line[:4]}-{line[4:]}" for line in whole)


def read_code(text: str) -> bytes:
    """Return the key of a code as it was typed: case, spaces, hyphens and dashes do not count.

    Raises:
        WrongCodeError: not whole, or some lines are not right.
    """
    signs = "".join(sign for sign in text.upper().translate(ALIKE) if sign.isalnum())
    if len(signs) != LINES * LINE:
        raise WrongCodeError
    lines = [signs[start : start + LINE] for start in range(0, len(signs), LINE)]
    wrong = tuple(
        number + 1
        for number, line in enumerate(lines)
        if set(line) - set(ALPHABET) or _line_check(line[:-1], number) != line[-1]
    )
    if wrong:
        raise WrongCodeError(wrong)
    bits = 0
    for sign in "".join(line[:-1] for line in lines):
        bits = bits << 5 | ALPHABET.index(sign)
    data = bits.to_bytes(CODE_SIZE + CHECK_SIZE, "big")
    key, check = data[:CODE_SIZE], data[CODE_SIZE:]
    if check != _check(key):
        raise WrongCodeError
    return key


def _check(key: bytes) -> bytes:
    return blake2b(key, digest_size=CHECK_SIZE, person=b"cpom-secours").digest()


def _line_check(line: str, number: int) -> str:
    """Return the sign that checks a line: one sign changed, or two neighbours exchanged, differ.

    A polynomial over the 32 elements of GF(2⁵); the number of the line begins it, so that two
    lines exchanged do not agree either.
    """
    found = number + 1
    for sign in line:
        found = _times_x(found) ^ _value(sign)
    return ALPHABET[_times_x(found)]


def _times_x(value: int) -> int:
    return value << 1 ^ (GENERATOR if value & 16 else 0)


def _value(sign: str) -> int:
    return max(0, ALPHABET.find(sign))
