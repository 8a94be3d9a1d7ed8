"""The files that come with the program, as `cpom self-test` checks them: none cut or missing."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from string import Template
from typing import get_args
from xml.etree import ElementTree as ET

import tomli

import resources
from cpom_desktop.cli.self_test import NotChecked
from cpom_desktop.errors import ErreurCpom
from cpom_desktop.i18n import _
from cpom_desktop.inventory.licences import FILE, shipped_parts, text_file
from cpom_desktop.reports.fonts import Face, font_path

DIGESTS = "empreintes.sha256"
"""Written by `dev.py build` beside `resources`, as `sha256sum` writes and checks it."""
STYLE_SHEET = "fenetre.qss"
_SFNT = struct.Struct(">4sHHHH")
_TABLE = struct.Struct(">4sLLL")
_HEAD_ADJUSTMENT = 8
_SIZE = "px"


def failed(text: str, detail: str = "") -> ErreurCpom:
    """Return the error of a failed check."""
    return ErreurCpom("self-test", text, detail=detail)


def resources_folder() -> Path:
    """Return the folder of what comes with the program."""
    return Path(resources.__file__).parent


def _digests() -> Path:
    return resources_folder().parent / DIGESTS


def is_installed() -> bool:
    """Tell whether this is a built program, which carries the list of its files."""
    return _digests().is_file()


def check_files(_folder: Path) -> str:
    """Compare each file of a built program with the list made when it was built."""
    if not is_installed():
        raise NotChecked(_("programme lancé depuis ses sources, sans liste à comparer"))
    root = _digests().parent
    listed = [line.split("  ", 1) for line in _digests().read_text("utf-8").splitlines()]
    wrong = [name for digest, name in listed if digest != _sha256(root / name)]
    if wrong:
        raise failed(
            _(
                "{n} fichiers manquent ou ont changé, dont {nom}.",
                n=len(wrong),
                nom=wrong[0],
            )
        )
    return _("{n} fichiers intacts", n=len(listed))


def _sha256(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_components(_folder: Path) -> str:
    """Find the licence text of each component; a built program carries the list of them."""
    if is_installed() and not (resources_folder().parent / FILE).is_file():
        raise failed(_("la liste des composants manque."))
    parts = shipped_parts()
    names = [name for part in parts for name in part.texts]
    missing = sorted(name for name in names if text_file(name) is None)
    if missing or not all(part.texts for part in parts):
        raise failed(_("il manque un texte de licence : {noms}.", noms=", ".join(missing)))
    return _("{n} composants, chacun avec le texte de sa licence", n=len(parts))


def check_fonts(_folder: Path) -> str:
    """Check each face, table by table, with the sums that the file carries."""
    faces: tuple[Face, ...] = get_args(Face)
    for face in faces:
        path = font_path(face)
        if not path.is_file():
            raise failed(_("la police {nom} manque.", nom=path.name))
        if not is_sound_font(path.read_bytes()):
            raise failed(_("la police {nom} est abîmée.", nom=path.name))
    return _("{n} styles de Source Sans 3", n=len(faces))


def is_sound_font(data: bytes) -> bool:
    """Tell whether each table of a TrueType file is whole and has its own sum.

    Source: OpenType specification 1.9, « Calculating checksums ».
    """
    if len(data) < _SFNT.size:
        return False
    count = _SFNT.unpack_from(data)[1]
    if len(data) < _SFNT.size + count * _TABLE.size or not count:
        return False
    tables = (_TABLE.unpack_from(data, _SFNT.size + i * _TABLE.size) for i in range(count))
    return all(_table_sum(data, tag, start, size) == given for tag, given, start, size in tables)


def _table_sum(data: bytes, tag: bytes, start: int, size: int) -> int:
    """Return the sum of a table as big-endian words, or -1 when the file is cut before its end."""
    table = bytearray(data[start : start + size])
    if len(table) != size:
        return -1
    if tag == b"head":
        table[_HEAD_ADJUSTMENT : _HEAD_ADJUSTMENT + 4] = bytes(4)
    table += bytes(-size % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(table) // 4}L", table)
    return sum(words) & 0xFFFFFFFF


def check_icons(_folder: Path) -> str:
    """Read each icon as XML."""
    paths = sorted((resources_folder() / "icons").glob("*.svg"))
    if not paths:
        raise failed(_("aucune icône n'est présente."))
    for path in paths:
        try:
            root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - a file of the program
        except (ET.ParseError, UnicodeDecodeError) as error:
            raise failed(_("l'icône {nom} est abîmée.", nom=path.name)) from error
        if not root.tag.endswith("svg") or len(root) == 0:
            raise failed(_("l'icône {nom} est vide.", nom=path.name))
    return _("{n} dessins lus", n=len(paths))


def check_themes(_folder: Path) -> str:
    """Check that each theme gives the same roles, all those that the style sheet asks for."""
    folder = resources_folder() / "themes"
    themes = {path.stem: tomli.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")}
    if len(themes) < 2:
        raise failed(_("il manque un thème : {noms}.", noms=", ".join(sorted(themes)) or "–"))
    asked = _asked_by((folder / STYLE_SHEET).read_text("utf-8"))
    known = {role for theme in themes.values() for role in theme["roles"]} | asked
    for name, theme in themes.items():
        missing = sorted(known - theme["roles"].keys())
        if missing:
            raise failed(
                _("le thème {nom} n'a pas de couleur « {role} ».", nom=name, role=missing[0])
            )
    return _("{noms}, {n} couleurs chacun", noms=", ".join(sorted(themes)), n=len(known))


def _asked_by(style_sheet: str) -> set[str]:
    names = Template(style_sheet).get_identifiers()
    return {name.replace("_", "-") for name in names if not name.startswith(_SIZE)}
