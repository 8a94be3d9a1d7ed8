"""The files of the packs as texts: ours, those that a dossier carries, those of a region."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from cpom_desktop.content.decode import pack_invalide
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KIT = "kit_anap"
TERRITOIRES = "territoires"
PACKS = (KIT, TERRITOIRES)
_LATER = ("grille", "echeances", "pieces", "controles", "comitologie", "donnees", "objectifs")
ADDED_LATER = {theme: f"{KIT}/{theme}.toml" for theme in _LATER}
"""Themes that the first packs did not have: a dossier made before takes the application's."""
REPLACEABLE = ("grille", "objectifs")
"""Themes that the pack of a region may replace in a dossier: objectives come beside the kit's."""

THEMES = (
    "packs",
    "source_files",
    "retroplanning",
    "raci",
    "acteurs",
    "glossaire",
    "connaissances",
    "avis",
    "grille",
    "echeances",
    "pieces",
    "controles",
    "comitologie",
    "donnees",
    "objectifs",
    "territory_files",
    "vacances",
)
"""Themes of `Content`, in the order read."""


def pack_of(name: str) -> str:
    """Return the pack of a file « pack/file.toml »."""
    return name.partition("/")[0]


def is_regional(name: str) -> bool:
    """Tell whether a file is of a pack that is not ours."""
    return pack_of(name) not in PACKS


def leaving(present: Iterable[str], taken: Iterable[str]) -> frozenset[str]:
    """Return the files of regions that leave a dossier when it takes those of one pack.

    Those of the same pack leave, and the themes of others that it has too; a pack that has no
    theme left leaves whole.
    """
    known, new = set(present), set(taken)
    packs, files = {pack_of(name) for name in new}, {_file_of(name) for name in new}
    themes = {f"{theme}.toml" for theme in REPLACEABLE}
    gone = {n for n in known if pack_of(n) in packs or _file_of(n) in files & themes}
    held = {pack_of(name) for name in known - gone if _file_of(name) in themes}
    return frozenset(gone | {name for name in known if pack_of(name) not in held})


def _file_of(name: str) -> str:
    return name.partition("/")[2]


def replaced_by(names: Iterable[str]) -> dict[str, str]:
    """Return what the files of a region replace: theme → file."""
    wanted = {f"{theme}.toml": theme for theme in REPLACEABLE}
    found = ((wanted.get(name.partition("/")[2]), name) for name in names)
    return {theme: name for theme, name in found if theme}


def bundled_folder() -> Path:
    """Return the folder of the packs that come with the application."""
    import resources  # noqa: PLC0415 - a package of data, located at first use

    return Path(resources.__file__).parent / "content"


def text_of(folder: Path, name: str) -> str:
    """Return a file of a folder that holds one folder a pack.

    Raises:
        KeyError: it is not there, or is not UTF-8 text.
    """
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise KeyError(name) from error


def embed(folder: Path | None = None) -> dict[str, str]:
    """Return the texts of the packs, « pack/file.toml » → text, for a dossier to carry.

    Raises:
        PackInvalide: a file is not UTF-8 text.
    """
    root = folder or bundled_folder()
    names = [f"{pack}/{path.name}" for pack in PACKS for path in (root / pack).glob("*.toml")]
    try:
        return {name: text_of(root, name) for name in sorted(names)}
    except KeyError as error:
        fault = _("{name} : le fichier n'est pas du texte UTF-8", name=error.args[0])
        raise pack_invalide((fault,)) from error


def digest(texts: Mapping[str, str]) -> str:
    """Return the SHA-256 of embedded packs, whatever the order of their names."""
    total = hashlib.sha256()
    for name in sorted(texts):
        for part in (name, texts[name]):
            data = part.encode("utf-8")
            total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()
