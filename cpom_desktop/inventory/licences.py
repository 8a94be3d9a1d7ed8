"""The texts of the licences, and whether a licence may be joined to ours."""

from __future__ import annotations

import os
import re
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from cpom_desktop.i18n import _
from cpom_desktop.inventory.nomenclature import read_nomenclature
from cpom_desktop.inventory.parts import (
    SHARED,
    installed_parts,
    licence_files,
    resources_folder,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from cpom_desktop.inventory.parts import Part

FILE = "composants.cdx.json"
"""The list of components of a built program, beside its resources."""
FOLDER = "licences"
"""Where a built program has its licence texts, beside its own folder of files."""
RULE = "–" * 40


def shipped_parts() -> tuple[Part, ...]:
    """Return the components: those of the list that was built, or those installed here."""
    listed = resources_folder().parent / FILE
    if listed.is_file():
        return read_nomenclature(listed.read_text("utf-8"))
    return installed_parts()


def licence_text(part: Part) -> str:
    """Return the licence texts of a component, one after the other, each under its name."""
    texts = [(name, _read(name)) for name in part.texts]
    if len(texts) == 1:
        return texts[0][1]
    if not texts:
        return _("Licence {nom} : son texte n'accompagne pas ce composant.", nom=part.licence)
    return "\n\n".join(f"{name.partition('/')[2]}\n{RULE}\n{text}" for name, text in texts)


def _read(name: str) -> str:
    path = text_file(name)
    if path is None:
        return _("Ce texte n'a pas été installé avec le logiciel : {fichier}.", fichier=name)
    return path.read_text("utf-8", errors="replace")


def text_file(name: str) -> Path | None:
    """Return where a licence text is: in the built program, or where it is installed."""
    built = resources_folder().parents[1] / FOLDER / name
    places = [built, *_of_the_checkout(name)]
    return next((path for path in places if path.is_file()), None)


def _of_the_checkout(name: str) -> list[Path]:
    folder, _slash, inner = name.partition("/")
    if not inner:
        return [resources_folder().parent / name]
    if folder == SHARED:
        return [resources_folder() / SHARED / "textes" / inner]
    if folder == "Python":
        return [Path(os.__file__).parent / inner]
    try:
        found = licence_files(metadata.distribution(canonicalize_name(folder)))
    except metadata.PackageNotFoundError:
        return [resources_folder() / name]
    return [Path(str(found[name].locate()))] if name in found else []


def may_join(expression: str, allowed: Collection[str]) -> bool:
    """Tell whether an SPDX expression may join ours: one side of OR, both sides of AND."""
    bare = expression.replace("(", " ").replace(")", " ")
    if "(" in expression:  # none here is nested: each of its licences must be allowed
        words = re.split(r"\s+(?:OR|AND)\s+", bare.strip())
        return all(word.strip() in allowed for word in words)
    return any(
        all(word.strip() in allowed for word in choice.split(" AND "))
        for choice in bare.split(" OR ")
    )
