"""Inputs spoiled at random, always the same for the same rank: bytes, tokens, parts, trees."""

from __future__ import annotations

import base64
import io
import json
import random
import zipfile
import zlib
from functools import cache

from tests.outils.fuzz import sqlite
from tests.outils.fuzz.graines import seeds, tokens

COMMON = (b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\r\n", b"9" * 400)
COMMON += ("é€😀\u202e".encode(), b"-1", b"1e999", b"NaN", b"../../x", b'"', b"'", b"\\", b"%s%n")
ODD = {
    int: (0, -1, 1, 2, 3, 99, 2**31, 2**63 - 1, 2**63, 10**400),
    float: (0.0, -1.5, 1e308),
    bool: (True, False),
    str: (
        "",
        " ",
        "\0",
        "x" * 5_000,
        "2027-02-31",
        "9999-12-31",
        "1e999",
        "../x",
        "a\nb",
        "é\u202e",
    ),
    list: ([], [0], [[]], [1, 1], ["x"], [{}]),
    dict: ({}, {"a": 1}),
    type(None): (None, 1, ""),
}
LONGEST = 400_000
"""Bytes of an input: larger ones are among the crafted files."""


def made(entry, rank, seed=20_261_122):
    """Return the input of this rank."""
    dice = random.Random(f"{entry}:{seed}:{rank}")
    kept = seeds(entry)
    data = kept[dice.randrange(len(kept))]
    match entry:
        case "cpom" | "secours":
            return sqlite.spoiled(dice, data)
        case "xlsx" | "pack":
            data = _of_archive(dice, data, entry)
        case "json" | "operation" if dice.random() < 0.7:
            data = _of_tree(dice, data)
        case "version" if dice.random() < 0.7:
            data = _of_version(dice, data)
        case _:
            data = _of_bytes(dice, data, tokens(entry), kept)
    return data[:LONGEST]


def _of_bytes(dice, data, words, others=()):
    for _again in range(dice.choice((1, 1, 2, 3, 6))):
        data = _once(dice, data, words, others)
    return data


def _once(dice, data, words, others):
    place = dice.randrange(len(data) + 1)
    end = min(len(data), place + dice.choice((1, 2, 4, 16, 64, 256)))
    match dice.randrange(8):
        case 0:
            return data[:place] + bytes([dice.randrange(256)]) + data[place + 1 :]
        case 1:
            return data[:place] + dice.randbytes(dice.randrange(9)) + data[end:]
        case 2:
            return data[:place] + data[end:]
        case 3:
            return data[:place] + data[place:end] * dice.choice((2, 3, 50)) + data[end:]
        case 4:
            return data[:place]
        case 5 if others:
            other = dice.choice(others)
            return data[:place] + other[dice.randrange(len(other) + 1) :]
        case _:
            token = dice.choice((*words, *words, *COMMON))
            return data[:place] + token + data[end if dice.random() < 0.5 else place :]


@cache
def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return tuple((name, archive.read(name)) for name in archive.namelist())


def _of_archive(dice, data, entry):
    """Spoil the archive itself, or one of its parts, which is packed again."""
    if dice.random() < 0.15:
        return _of_bytes(dice, data, (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"))
    parts = dict(_parts(data))
    name = dice.choice(sorted(parts))
    if dice.random() < 0.1:
        parts[dice.choice(("../x", "xl/vbaProject.bin", name.upper(), "a" * 300))] = parts.pop(
            name
        )
    else:
        parts[name] = _of_bytes(dice, parts[name], tokens(entry), (parts[min(parts)],))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, text in parts.items():
            archive.writestr(zipfile.ZipInfo(part), text)
    return out.getvalue()


def _of_tree(dice, data):
    """Put an odd value in one place of a JSON that is otherwise sound."""
    document = json.loads(data)
    places = list(_places(document))
    for _again in range(dice.choice((1, 1, 2, 4))):
        if places:
            holder, key = dice.choice(places)
            _spoil(dice, holder, key)
    return json.dumps(document, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _places(value):
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(items):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


def _spoil(dice, holder, key):
    if isinstance(holder, list) and key >= len(holder):
        return
    if isinstance(holder, dict) and key not in holder:
        return
    match dice.randrange(12):
        case 0 if isinstance(holder, dict):
            holder.pop(key)
        case 1 if isinstance(holder, dict):
            holder[f"{key}x"] = 1
        case 2 if isinstance(holder, list):
            holder.append(holder[0])
        case 3:
            holder[key] = dice.choice(ODD[dice.choice((int, str, list, dict, type(None)))])
        case _:
            holder[key] = dice.choice(ODD[type(holder[key])])


def _of_version(dice, data):
    text = zlib.decompress(base64.b85decode(data))
    return base64.b85encode(zlib.compress(_of_tree(dice, text)))
