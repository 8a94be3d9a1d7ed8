"""Texts, cards, JSON and packs made to hurt: name, what makes it, « refus », « lu » or « »."""

from __future__ import annotations

import io
import json
import zipfile
from functools import partial

from tests.outils.fuzz.canari import CANARY_FILE
from tests.outils.fuzz.graines import seeds
from tests.outils.pack_regional import GRILLE, INFO, SOURCES

MB = 1_000_000
FULL = 9_900_000
TEXTS = {
    "nothing": (b"", "refus"),
    "blanks": (b"  \r\n ;;\r\n", "refus"),
    "a mark alone": (b"\xef\xbb\xbf", "refus"),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbfa;b\n1;2", "lu"),
    "NUL": (b"a;b\n1;\x002", "refus"),
    "NULs": (bytes(5_000), "refus"),
    "UTF-16 without its mark": ("a;b\n1;2".encode("utf-16-le"), "refus"),
    "UTF-16 backwards without its mark": ("a;b\n1;2".encode("utf-16-be"), "refus"),
    "UTF-16 cut in a sign": ("a;b\n1;2é".encode("utf-16")[:-1], ""),
    "UTF-32": ("a;b\n1;2".encode("utf-32"), "refus"),
    "UTF-7": (b"a;b\n1;+AOk-", "lu"),
    "overlong": (b"a;b\n1;\xc0\xaf", "lu"),
    "half a sign": (b"a;b\n1;\xed\xa0\x80", "lu"),
    "beyond Unicode": (b"a;b\n1;\xf5\x90\x80\x80", "lu"),
    "a quote never closed": (b'a;b\n"1;2\n3;4\n', "refus"),
    "a quote opened at once": (b'"', "refus"),
    "a quote after a sign": (b'a;b\n1"2;3\n', "lu"),
    "quotes without end": (b'"' * 200_001, "refus"),
    "sep alone": (b"sep=;\n", "refus"),
    "sep of a letter": (b"sep=a\n1a2\n", "lu"),
    "sep twice": (b"sep=;\nsep=,\n1;2\n", ""),
    "uneven": (b"a;b;c\n1;2\n", ""),
    "a cell too long": (b"a;b\n1;" + b"x" * 140_000, "refus"),
    "a cell of 130 000": (b"a;b\n1;" + b"x" * 130_000, "lu"),
    "1 000 columns": (b";".join([b"x"] * 1_000), ""),
    "1 001 columns": (b";".join([b"x"] * 1_001), "refus"),
    "old ends of lines": (b"a;b\r1;2\r", "lu"),
    "pages": (b"a;b\x0c1;2\x0c\n", "lu"),
    "an end of DOS": (b"a;b\n1;2\n\x1a", ""),
    "Unicode lines": ("a;b\u20281;2\u2029\x85".encode(), "lu"),
    "read backwards": ("\u202ea;b\n1;\u2066é".encode(), "lu"),
    "nothing to see": ("\u200b;\u2060\n\ufeff;\u00ad\n".encode(), ""),
    "formulas": (b"=1+1;@SUM(A1)\n+cmd|' /C calc'!A0;-1\n", "lu"),
    "markup": (b"<img src='file:///etc/passwd'>;<script>\n{{7*7}};${x}\n", "lu"),
    "an archive that is none": (b"PK\x03\x04a;b\n1;2", "refus"),
    "a program": (b"MZ\x90\x00\x03", "refus"),
    "JSON": (b'{"a": 1}', ""),
    "XML that names a file": (
        f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{CANARY_FILE}'>]><x>&e;</x>".encode(),
        "lu",
    ),
    "the path of a file": (f"file://{CANARY_FILE};@{CANARY_FILE}\n1;2".encode(), "lu"),
}
LONG_TEXTS = {
    "one line of ten million": (b"a" * FULL, ""),
    "semicolons": (b";" * FULL, "refus"),
    "ends of lines": (b"\n" * FULL, "refus"),
    "tabs": (b"\t" * FULL, "refus"),
    "commas": (b"," * FULL, "refus"),
    "spaces": (b" " * FULL, "refus"),
    "quotes": (b'"' * FULL, "refus"),
    "a quote at the first sign": (b'"' + b"a\n" * (FULL // 2), "refus"),
    "a quote at the last": (b"a;b\n" * (MB // 4) + b'"', ""),
    "four million lines": (b"a\n" * (FULL // 2), "refus"),
    "a wide line and a million thin ones": (b"x;" * MB + b"\n" + b"a;b\n" * MB, "refus"),
    "too large": (b"a" * (10 * MB + 1), "refus"),
    "signs that are no UTF-8": (b"\x81\x8d" * (FULL // 2), ""),
}


def card(*lines, end="END:VCARD\n"):
    return ("BEGIN:VCARD\nVERSION:3.0\n" + "\n".join(lines) + "\n" + end).encode()


CODES = ("punycode", "undefined", "idna", "hex", "zip", "utf-7", "base64", "rot13")
CARDS = {
    **{
        f"written in {code}": (card(f"N;CHARSET={code};QUOTED-PRINTABLE:a=FF-"), "lu")
        for code in CODES
    },
    "never ended": (card("N:A;B", end=""), "lu"),
    "ended before it begins": (b"END:VCARD\nBEGIN:VCARD\nN:A\nEND:VCARD\n", "lu"),
    "one inside another": (card("N:A", "BEGIN:VCARD", "N:B", "END:VCARD"), "lu"),
    "without a line": (card(), "lu"),
    "no colon": (card("N", "FN"), "lu"),
    "a quote never closed": (card('TEL;TYPE="x:01'), "lu"),
    "groups": (card("a." * 5_000 + "N:A"), "lu"),
    "wrong figures": (card("N;ENCODING=QUOTED-PRINTABLE:=ZZ=4=", "x"), "lu"),
    "a picture of no kind": (card("PHOTO;ENCODING=b:@@@@", "N:A"), "lu"),
    "a picture of the disk": (card(f"PHOTO;VALUE=uri:file://{CANARY_FILE}", "N:A"), "lu"),
    "no version": (b"BEGIN:VCARD\nN:A\nEND:VCARD", "lu"),
    "version 99": (card("VERSION:99", "N:A"), "lu"),
    "escapes at the end": (card("N:A\\", "ORG:\\\\\\"), "lu"),
    "NUL": (card("N:A\0B"), "refus"),
    "a fold at once": (b" BEGIN:VCARD\n N:A\nEND:VCARD", ""),
    "semicolons": (card("ADR:" + ";" * 50_000), "lu"),
    "commas": (card("CATEGORIES:" + "," * 50_000), "lu"),
}
LONG_CARDS = {
    "a name of ten million": (card("N:" + "a" * FULL), "lu"),
    "a name folded a million times": (card("N:a" + "\n a" * (FULL // 3)), "lu"),
    "a name softly cut a million times": (
        card("N;ENCODING=QUOTED-PRINTABLE:" + "a=\n" * (FULL // 3)),
        "lu",
    ),
    "a head of ten million": (card(";" * FULL + "=", "x"), "lu"),
    "a quoted head of ten million": (card('"' * FULL), "lu"),
    "three million lines": (card("TEL:1\n" * (FULL // 6)), "lu"),
    "a hundred thousand cards": (card("N:A") * 100_000, "refus"),
    "a picture of ten million": (card("PHOTO;ENCODING=b:" + "A" * FULL), "lu"),
    "colons": (card(":" * FULL), "lu"),
}


def sound_json():
    return json.loads(seeds("json")[0])


def json_with(change):
    document = sound_json()
    change(document)
    return json.dumps(document).encode()


def _set(table, field, value):
    def change(document):
        document["tables"][table][0][field] = value

    return change


def _odd_json():
    whole = seeds("json")[0]
    yield from {
        "nothing": b"",
        "an array": b"[]",
        "a text": b'"x"',
        "deep lists": b"[" * 100_000,
        "deep objects": b'{"a":' * 100_000,
        "deep in a table": whole.replace(b'"tables": {', b'"tables": {"x": ' + b"[" * 99_999, 1),
        "NaN": whole.replace(b'"version": 1', b'"version": NaN', 1),
        "infinite": whole.replace(b'"version": 1', b'"version": -Infinity', 1),
        "1e999": whole.replace(b'"version": 1', b'"version": 1e999', 1),
        "an integer without end": whole.replace(b'"version": 1', b'"version": ' + b"9" * 9_999, 1),
        "a key twice": whole.replace(b'"version": 1', b'"version": 1, "version": 1', 1),
        "a key twice, disguised": whole.replace(
            b'"version": 1', b'"version": 1, "versio\\u006e": 2', 1
        ),
        "a mark": b"\xef\xbb\xbf" + whole,
        "UTF-16": whole.decode().encode("utf-16"),
        "NUL": whole.replace(b"Tilleuls", b"Till\x00uls", 1),
        "half a sign": whole.replace(b"Tilleuls", b"\\ud800", 1),
        "no UTF-8": whole.replace(b"Tilleuls", b"\xff\xfe", 1),
        "something after": whole + b"x",
        "newer": whole.replace(b'"version": 1', b'"version": 32', 1),
        "another format": whole.replace(b"cpom-desktop/dossier", b"autre", 1),
        "half a million objects": b'{"tables": {"a": [' + b"{}," * 500_001 + b"{}]}}",
        "four million values": b"[" + b"0," * 4_000_001 + b"0]",
    }.items()
    for share in range(1, 10):
        yield f"cut at {share}0 %", whole[: len(whole) * share // 10]


CHANGES = {
    "no table": lambda d: d.update(tables={}),
    "unknown table": lambda d: d["tables"].update(sqlite_schema=[]),
    "two dossiers": lambda d: d["tables"]["dossier"].append(d["tables"]["dossier"][0]),
    "the same row twice": lambda d: d["tables"]["acteurs"].append(d["tables"]["acteurs"][0]),
    "unknown field": _set("acteurs", "x; DROP TABLE acteurs", 1),
    "a number for a text": _set("acteurs", "nom", 3),
    "a list for a number": _set("tasks", "id", [1]),
    "an id beyond 64 bits": _set("tasks", "id", 2**70),
    "an unknown kind": _set("acteurs", "famille", "amis"),
    "an impossible day": _set("dossier", "date_effet", "2027-02-31"),
    "an orphan": _set("tasks", "acteur_id", 99_999),
    "a text without end": _set("acteurs", "nom", "x" * 300_000),
    "a file that is not there": lambda d: d.update(contenus={"0" * 64: "eA=="}),
    "a file that is no base 64": lambda d: d.update(contenus={"0" * 64: "@@"}),
    "a pack that is none": lambda d: d["tables"].update(
        packs_integres=[{"id": 1, "pack": "../x", "version": "1", "fichier": "y", "texte": "[["}]
    ),
    "tasks in a circle": lambda d: d["tables"].update(
        task_links=[
            {
                "id": n + 1,
                "task_id": d["tables"]["tasks"][n]["id"],
                "predecessor_id": d["tables"]["tasks"][1 - n]["id"],
            }
            for n in (0, 1)
        ]
    ),
}
IDENTITIES = ("../../x", "", "a/b", "CON", "x" * 10_000, "\0", "\ud800", "..")


def _json():
    for name, data in _odd_json():
        yield name, lambda d=data: d, "refus"
    for name, change in CHANGES.items():
        yield name, lambda c=change: json_with(c), "refus"
    for uuid in IDENTITIES:
        yield f"identity {uuid[:9]!r}", partial(json_with, partial(_identified, uuid)), ""


def _identified(uuid, document):
    document["uuid"] = uuid


LINES = {
    "nothing": b"{}",
    "no JSON": b"x",
    "deep": b'{"operation":' + b"[" * 90_000,
    "NaN": b'{"operation":"update_acteur","id":NaN}',
    "a key twice": b'{"operation":"delete_acteurs","ids":[],"ids":[1,2,3]}',
    "unknown": b'{"operation":"__class__"}',
    "beyond 64 bits": b'{"operation":"delete_acteurs","ids":[' + b"9" * 99 + b"]}",
    "of another kind": b'{"operation":"update_acteur","id":"1"}',
    "unknown field": b'{"operation":"update_acteur","id":1,"__dict__":{}}',
    "text without end": b'{"operation":"update_acteur","id":1,"nom":"' + b"x" * MB + b'"}',
    "a private one": b'{"operation":"load_dump","tables":{}}',
    "half a sign": b'{"operation":"update_acteur","id":1,"nom":"\\ud800"}',
    "a program to attach": b'{"operation":"attach_fichiers","piece_id":1,'
    b'"fichiers":[{"nom":"a.exe","contenu":"TVo="}]}',
}


def pack(**files):
    texts = {"pack.toml": INFO, "grille.toml": GRILLE, "sources.toml": SOURCES}
    texts |= {name.replace("__", "."): text for name, text in files.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return out.getvalue()


BAD_TOML = {
    "lists without end": "a = " + "[" * 100_000,
    "tables without end": "a = " + "{b=" * 100_000,
    "a key without end": ".".join("a" * 300_000) + " = 1",
    "a table of a key without end": "[" + ".".join("a" * 300_000) + "]",
    "tables": "[[criteres]]\n" * 100_000,
    "the same key": GRILLE + "mention = 'x'\nmention = 'y'\n",
    "not a number": GRILLE + "\n[x]\na = nan\nb = inf\n",
    "a day that is none": GRILLE.replace("2027-03-03", "2027-02-31"),
    "a number without end": "a = " + "9" * 100_000,
    "a text never closed": 'a = """' + "x" * MB,
    "controls": "a = '\x00\x01'",
    "a text of a million": GRILLE.replace("Dites où", "x" * MB),
    "two thousand criteria": GRILLE + "\n[[criteres]]\nslug = 'x'\n" * 2_000,
    "markup": GRILLE.replace("Autorisations", "<img src='file:///etc/passwd'>"),
    "no UTF-8": b"\xff\xfe" * 99,
    "nothing": "",
    "five hundred thousand keys": "\n".join(f"a{n} = 1" for n in range(150_000)),
}
NAMES = (
    "../pack.toml",
    "/etc/x",
    "C:\\x",
    "grille.TOML",
    "a.exe",
    "x/",
    "grille.toml\0",
    "a" * 300,
)


def _packs():
    for name, text in BAD_TOML.items():
        wanted = "" if name == "markup" else "refus"
        yield f"grid: {name}", lambda t=text: pack(grille__toml=t), wanted
    for name in NAMES:
        yield f"name {name[:12]!r}", lambda n=name: pack(**{n: "x = 1"}), "refus"
    for share in range(1, 10):
        yield f"cut at {share}0 %", lambda s=share: pack()[: len(pack()) * s // 10], "refus"
    yield "bomb", lambda: pack(objectifs__toml="a" * 60_000_000), "refus"
    yield "3 000 files", lambda: pack(**{f"{n}__toml": "" for n in range(3_000)}), "refus"
    yield "too large", lambda: bytes(5_000_001), "refus"
    yield "a workbook", lambda: seeds("xlsx")[0], "refus"
    yield "sound", pack, "lu"


def of_table(table):
    for name, (data, wanted) in table.items():
        yield name, lambda d=data: d, wanted


def _workbooks():
    from tests.outils import classeurs_hostiles

    return classeurs_hostiles.cases()


def _heavy_workbooks():
    from tests.outils import classeurs_hostiles

    return classeurs_hostiles.heavy()


def _lines():
    for name, data in LINES.items():
        yield name, lambda d=data: d, "refus"


CASES = {
    "xlsx": _workbooks,
    "csv": partial(of_table, TEXTS),
    "vcard": partial(of_table, CARDS),
    "json": _json,
    "operation": _lines,
    "pack": _packs,
}
"""Entry → what makes its files: they weigh hundreds of megabytes together."""
HEAVY = {
    "xlsx": _heavy_workbooks,
    "csv": partial(of_table, LONG_TEXTS),
    "vcard": partial(of_table, LONG_CARDS),
}
"""What takes seconds."""
