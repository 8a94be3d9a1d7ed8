"""What inputs grow from: small sound files of each format, and every file that was once a fault.

`tests/surete/corpus/ENTRY` keeps the second ones, and those that a guided run found to reach new
code; a dossier is kept compressed (.xz).
"""

from __future__ import annotations

import base64
import codecs
import io
import lzma
import struct
import tempfile
import zlib
from functools import cache
from pathlib import Path

import msgspec
from PIL import Image

from cpom_desktop.services.dump import dump
from tests.outils.chiffres import workbook
from tests.outils.classeurs_hostiles import sound
from tests.outils.dossiers import opened, tilleuls_bytes
from tests.outils.exemples_operations import EXAMPLES
from tests.outils.fuzz.canari import CANARY_FILE
from tests.outils.fuzz.sqlite import SIDES, small
from tests.outils.pack_regional import GRILLE, INFO, SOURCES, objectives, packed
from tests.outils.sources import ROOT

CORPUS = ROOT / "tests" / "surete" / "corpus"
IDENTITY = ROOT / "resources" / "demonstration" / "les-tilleuls.toml"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Paul Petit\r\nN:Petit;Paul;;M.;\r\n"
    "ORG:Pharmacie\\, annexe;\nADR;TYPE=WORK:;Bât. B;4 rue\r\n  Prés;Villeneuve;;99120;France\r\n"
    'item1.EMAIL;TYPE=INTERNET:p@h.example\nTEL;TYPE="work,voice":tel:+33-1\r\n'
    "CATEGORIES:Sanitaire\r\nEND:VCARD\r\n"
)
CARD_21 = (
    "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9ger;Am=C3=A9lie\n"
    "TITLE;ENCODING=QUOTED-PRINTABLE:Cadre =\ndes urgences\nPHOTO;ENCODING=BASE64:AAAA\n BB\n"
    "END:VCARD\n"
)
LARGEST_SEED = 20_000
CODES = ("utf-8", "cp1252", "utf-16")
TEXTS = (
    'Donnée;2025;2026\r\nGIR 1;9;8,5\r\nGMP;1\u00a0234,5;n.c.\r\n"Chutes; nombre";3;\r\n',
    "Nom,Structure,Téléphone,Courriel\nAna Petit,CH,01 02 03 04 05,a@b.example\n",
    "sep=|\nCritère|Cotation|Observations\n1.1.1|3|« bien »\n1.2.3*|NC|'=1+1\n",
    "gir_1\t2025\t12 %\n#REF!\t29/02/1900\t-0\n",
)
TOKENS = {
    "csv": rb"""; \t "" ";" sep=,\n '= 1.1.1 2025 #REF! n.c.""",
    "vcard": rb"""BEGIN:VCARD\n END:VCARD\n N: ;ENCODING=QUOTED-PRINTABLE: =\n \n\x20 " \\;""",
    "xlsx": rb"""<!DOCTYPE\x20x[<!ENTITY\x20e\x20SYSTEM\x20'file://@CANARI@'>]> &e;
        <row\x20r="99"> <c\x20r="ZZZ1048577"\x20t="s"> <v> </v> t="e" t="d" s="99999" 1e400""",
    "pack": rb"""[[criteres]]\n \"\"\" a.b.c=1\n [ { 2027-03-03 = x=nan\n \\u0000""",
    "identite": rb"""[acteurs. [dossier]\n \"\"\" a.b= 2027-01-01 inf { [[""",
    "json": rb""""version":2 "tables": NaN [[ {"a":1,"a":2} \\ud800 1e999""",
    "operation": rb""""operation": NaN "id": [[ \\u0000 99999999999999999999""",
    "logo": rb"""IHDR IDAT zTXt iCCP acTL \xff\xda \xff\xc0 \x7f\xff\xff\xff""",
    "piece": rb"""../ \\ C: CON .exe :x \xe2\x80\xae \n MZ""",
    "abords": rb"""\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 @HERS@ "nouveau" "ecarte" .. /""",
}
"""What inputs of an entry are spoiled with, as the escapes of Python write it."""


@cache
def tokens(entry):
    """Return the words with which inputs of an entry are spoiled."""
    words = TOKENS.get(entry, b"").replace(b"@CANARI@", bytes(CANARY_FILE)).split()
    return tuple(codecs.escape_decode(word)[0] for word in words)


@cache
def seeds(entry):
    """Return the seeds of an entry, always in the same order; the large ones are tried only."""
    kept = sorted((CORPUS / entry).glob("*")) if (CORPUS / entry).is_dir() else []
    small_ones = (data for data in map(read_kept, kept) if len(data) <= LARGEST_SEED)
    return (*_MADE[entry](), *small_ones)


def read_kept(path):
    """Return a file of the corpus."""
    data = path.read_bytes()
    return lzma.decompress(data) if path.suffix == ".xz" else data


def _xlsx():
    rows = ["Donnée", 2025, 2026], ["gir_1", 9, 0.5], ["GMP", "n.c.", "=1+1"], ["1.1.1", 3, True]
    return (
        sound(),
        workbook(*rows, formats={"B2": "0 %"}, merged=("A3:A4",)),
        workbook(["Nom", "Structure", "Téléphone"], ["Ana", "CH", 102030405]),
    )


@cache
def _small_dump():
    """Return a JSON dossier without its texts of reference."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "petit.cpom"
        path.write_bytes(small())
        with opened(path, backups=Path(folder)) as workspace:
            return dump(workspace.snapshot, workspace.uuid)


def _operations():
    return tuple(msgspec.json.encode(operation) for operation, *_title in EXAMPLES)


def _packs():
    grid = {"pack.toml": INFO, "grille.toml": GRILLE, "sources.toml": SOURCES}
    return packed(grid), packed(objectives())


def _pictures():
    made = []
    for kind, mode in (("PNG", "RGBA"), ("JPEG", "RGB"), ("PNG", "P"), ("PNG", "I;16")):
        out = io.BytesIO()
        Image.new(mode, (24, 16)).save(out, kind)
        made.append(out.getvalue())
    return tuple(made)


def _sides():
    journal = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 1, 7, 500, 512, 4096)
    end = b"@HERS@" + struct.pack(">II", 6, 1) + bytes.fromhex("d9d505f920a163d7")
    texts = (
        journal + bytes(484) + struct.pack(">I", 2) + bytes(4096) + bytes(4) + end,
        bytes.fromhex("377f0682002de218000010000000000100000001") + bytes(4116),
        bytes(32_768),
        b'{"ordinateur": "pc", "personne": "x", "processus": 1, "depuis": "2027-01-01 10:00"}',
        b'{"nouveau": "Les Tilleuls.cpom.restauration.part", "ecarte": "hers.txt"}',
    )
    return tuple(bytes([rank]) + text for rank, text in enumerate(texts) if rank < len(SIDES))


def _versions():
    return (base64.b85encode(zlib.compress(_small_dump())),)


_MADE = {
    "xlsx": _xlsx,
    "csv": lambda: tuple(
        text.encode(code) for text in TEXTS for code in ("utf-8", "cp1252", "utf-16")
    ),
    "vcard": lambda: (CARD.encode(), CARD_21.encode(), (CARD + CARD_21).encode("utf-16")),
    "json": lambda: (_small_dump(),),
    "operation": _operations,
    "pack": _packs,
    "identite": lambda: (IDENTITY.read_bytes(),),
    "logo": _pictures,
    "piece": lambda: (b"Bilan 2026.pdf\n%PDF-1.7", "é\u202efdp.exe\nx".encode(), b"CON\nMZ"),
    "version": _versions,
    "abords": _sides,
    "cpom": lambda: (small(), tilleuls_bytes()),
    "secours": lambda: (small(),),
}
