"""The components of the program, as they are installed where it runs from source.

What they are for and under which licence is data (`resources/composants/composants.toml`); the
version of a distribution is that of its metadata.
"""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import resources
from cpom_desktop import __version__
from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = "GPL-3.0-or-later"
PROGRAM = "CPOM Desktop"
ROOTS = ("PySide6-Essentials", "pypdfium2")
"""What the window needs besides what the distribution declares, were it not installed as one."""
INSTALLERS = {"pip", "setuptools"}
"""Asked for by components that can install others: the program never does."""
LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$|/licenses/", re.IGNORECASE)
SHARED = "composants"
"""Folder of the texts that no distribution carries, among the resources."""


@dataclass(frozen=True, slots=True)
class Part:
    """One component that others wrote, or the program itself.

    Attributes:
        name: as it is called.
        version: empty when nothing tells it.
        licence: an SPDX expression.
        use: what it is for, in French.
        purl: package URL, by which auditors know it; empty for what has none.
        texts: its licence texts, named from the folder `licences` of the built program.
        carrier: canonical name of the distribution it comes with or is, or nothing.
        files: regular expression of its files in the built folder, for what a carrier brings.
    """

    name: str
    version: str
    licence: str
    use: str
    purl: str = ""
    texts: tuple[str, ...] = ()
    carrier: str = ""
    files: str = ""


def resources_folder() -> Path:
    """Return the folder of what comes with the program."""
    return Path(resources.__file__).parent


def told() -> dict[str, Any]:
    """Return what is written about the components."""
    path = resources_folder() / SHARED / "composants.toml"
    return tomli.loads(path.read_text("utf-8"))


def installed_parts() -> tuple[Part, ...]:
    """Return every component of the program run from source, the program first."""
    about = told()
    found = distributions(requirements())
    return (
        program(),
        *interpreter(),
        *(distribution_part(each, about["distributions"]) for each in found.values()),
        *(carried_part(each, found) for each in about["portes"] if each["porteur"] in found),
        *content_parts(about),
    )


def program() -> Part:
    """Return the program itself."""
    purl = f"pkg:generic/cpom-desktop@{__version__}"
    return Part(PROGRAM, __version__, OURS, _("ce logiciel"), purl, ("LICENSE",))


def interpreter() -> tuple[Part, Part]:
    """Return Python, and the SQLite that it reads ordinary dossiers with."""
    python = platform.python_version()
    sqlite = str(import_module("sqlite3").sqlite_version)
    sqlite_text = (f"{SHARED}/sqlite.txt",)
    return (
        Part(
            *("Python", python, "PSF-2.0", _("langage"), f"pkg:generic/python@{python}"),
            ("Python/LICENSE.txt",),
        ),
        Part(
            *("SQLite", sqlite, "blessing", _("fichier du dossier")),
            *(f"pkg:generic/sqlite@{sqlite}", sqlite_text),
            files=r"^(libsqlite3\.so|sqlite3\.dll)",
        ),
    )


def requirements() -> list[str]:
    """Return what the program asks for, from its project file or from its own metadata."""
    declared = resources_folder().parent / "pyproject.toml"
    if declared.is_file():
        asked = tomli.loads(declared.read_text("utf-8"))["project"]["dependencies"]
        return [*ROOTS, *map(str, asked)]
    try:
        return [*ROOTS, *(metadata.requires("cpom-desktop") or ())]
    except metadata.PackageNotFoundError:
        return list(ROOTS)


def distributions(asked: list[str]) -> dict[str, metadata.Distribution]:
    """Return what is installed of these requirements and of all that they need, by name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = list(asked)
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found or name in INSTALLERS or not _is_wanted(requirement):
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # a component left out of a built program
        waiting += found[name].requires or ()
    return dict(sorted(found.items()))


def _is_wanted(requirement: Requirement) -> bool:
    marker = requirement.marker
    return marker is None or marker.evaluate({"extra": ""})


def distribution_part(each: metadata.Distribution, about: dict[str, Any]) -> Part:
    """Return the component that a distribution is."""
    name = canonicalize_name(each.name)
    noted = about.get(name, {})
    licence = noted.get("licence") or _named_licence(each)
    return Part(
        noted.get("nom", each.name),
        each.version,
        licence,
        noted.get("usage", ""),
        f"pkg:pypi/{name}@{each.version}",
        texts_of(each, noted.get("textes", "")),
        carrier=name,
    )


def _named_licence(each: metadata.Distribution) -> str:
    given = each.metadata
    keys = ("License-Expression", "License")
    return next((str(given[key]) for key in keys if key in given), "")


def carried_part(noted: dict[str, str], found: dict[str, metadata.Distribution]) -> Part:
    """Return a library that a distribution brings."""
    slug = re.sub(r"[^a-z0-9]+", "-", noted["nom"].partition(" (")[0].lower()).strip("-")
    return Part(
        noted["nom"],
        noted["version"],
        noted["licence"],
        noted["usage"],
        f"pkg:generic/{slug}@{noted['version']}?with={noted['porteur']}",
        texts_of(found[noted["porteur"]], noted.get("textes", "")),
        carrier=noted["porteur"],
        files=noted["fichiers"],
    )


def texts_of(each: metadata.Distribution, chosen: str) -> tuple[str, ...]:
    """Return the licence texts of a distribution that are `chosen`: our own file, or a pattern."""
    own = f"{SHARED}/{chosen}.txt"
    if chosen and (resources_folder() / SHARED / "textes" / f"{chosen}.txt").is_file():
        return (own, "LICENSE") if chosen == "qt" else (own,)
    files = sorted(licence_files(each))
    return tuple(name for name in files if re.search(chosen, f"/{name}"))


def licence_files(each: metadata.Distribution) -> dict[str, metadata.PackagePath]:
    """Return the licence texts of a distribution, by the name that a built program gives them."""
    kept = [file for file in each.files or () if LICENCE_FILE.search(file.as_posix())]
    return {
        f"{canonicalize_name(each.name)}/{_inner(file.as_posix())}": file
        for file in kept
        if file.suffix not in {".py", ".pyc"}
    }


def _inner(path: str) -> str:
    return re.sub(r"^.*?dist-info/(licenses/(?=.))?", "", path)


def content_parts(about: dict[str, Any]) -> Iterator[Part]:
    """Return the fonts, the icons, and the packs with their version."""
    for noted in about["repris"]:
        text = (f"{noted['texte']}",)
        name, version = noted["nom"], noted["version"]
        purl = f"pkg:generic/{name.lower().replace(' ', '-')}@{version}".rstrip("@")
        yield Part(name, version, noted["licence"], noted["usage"], purl, text)
    for path in sorted((resources_folder() / "content").glob("*/pack.toml")):
        pack = tomli.loads(path.read_text("utf-8"))
        purl = f"pkg:generic/cpom-{pack['id']}@{pack['version']}"
        yield Part(pack["title"], pack["version"], OURS, _("contenus"), purl, ("LICENSE",))
