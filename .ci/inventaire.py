"""What the built folder holds, file by file, and whose it is: no file without a known component.

PyInstaller writes from where it took each file (`build/installer/*.toc`). A file of a
distribution that the program does not ask for, of a Debian package whose licence is not written
down, or of nobody, is a fault of the build.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from importlib.metadata import distribution, distributions
from pathlib import Path
from typing import Any, NamedTuple

from packaging.utils import canonicalize_name

from cpom_desktop.inventory.parts import (
    Part,
    carried_part,
    content_parts,
    distribution_part,
    interpreter,
    program,
    requirements,
    told,
)
from cpom_desktop.inventory.parts import distributions as asked_for

ROOT = Path(__file__).resolve().parents[1]
TOCS = {"COLLECT-00.toc": 0, "PYZ-00.toc": 1}
"""What PyInstaller writes → where the list of files is in it."""
STARTER = "pyinstaller"
HOUSE = ("cpom_desktop/", "db/", "ui/", "resources/", "LICENSE")
PYTHON = tuple({str(Path(os.__file__).resolve().parent), str(Path(sys.base_prefix).resolve())})


class Taken(NamedTuple):
    """A file or module of the built program: its name in it, and where it was taken."""

    name: str
    source: Path


class Whose(NamedTuple):
    """Whose the files of the built program are.

    Attributes:
        distributions: canonical names.
        packages: Debian package → its version.
        strangers: files of nobody that is known, as sentences.
    """

    distributions: frozenset[str]
    packages: dict[str, str]
    strangers: tuple[str, ...]


def taken(work: Path) -> list[Taken]:
    """Return everything that PyInstaller put in the program, from what it wrote."""
    found = []
    for toc, place in TOCS.items():
        entries = ast.literal_eval((work / toc).read_text("utf-8"))[place]
        found += [
            Taken(name, Path(source))
            for name, source, kind in entries
            if kind != "SYMLINK" and source not in {"", "-"}
        ]
    return found


def whose(files: list[Taken], work: Path) -> Whose:
    """Return whose each file is."""
    owners = _owners()
    ours: set[str] = {STARTER}
    system: list[Taken] = []
    for file in files:
        source = file.source.resolve()
        if owner := owners.get(str(source)) or owners.get(str(file.source)):
            ours.add(owner)
        elif not _is_house(source, work) and not _is_python(source):
            system.append(file)
    packages, strangers = _packages(system)
    return Whose(frozenset(ours), packages, tuple(strangers))


def _owners() -> dict[str, str]:
    return {
        str(Path(str(file.locate())).resolve()): canonicalize_name(each.name)
        for each in distributions()
        for file in each.files or ()
    }


def _is_house(source: Path, work: Path) -> bool:
    if source.is_relative_to(work.resolve()):
        return True  # base_library.zip, the starter, its first modules
    return source.is_relative_to(ROOT) and str(source.relative_to(ROOT)).startswith(HOUSE)


def _is_python(source: Path) -> bool:
    return any(source.is_relative_to(place) for place in PYTHON) and "site-packages" not in str(
        source
    )


def _packages(files: list[Taken]) -> tuple[dict[str, str], list[str]]:
    """Return the Debian packages of these files, and what belongs to none."""
    packages: dict[str, str] = {}
    strangers = []
    for file in files:
        package = _package_of(file.source)
        if package:
            packages[package] = _told(["dpkg-query", "-W", "-f", "${Version}", package])
        else:
            strangers.append(f"{file.name} : pris dans {file.source.name}, à personne de connu.")
    return packages, strangers


def _package_of(source: Path) -> str:
    """Return the package of a file, by its own name or by that before /usr was merged."""
    for path in (source.resolve(), source):
        for name in (str(path), str(path).removeprefix("/usr")):
            found = _told(["dpkg-query", "--search", name])
            if found:
                return found.split(":")[0]
    return ""


def _told(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:  # not Debian
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def built_parts(files: list[Taken], owned: Whose) -> tuple[Part, ...]:
    """Return the components of the built program: those with a file in it, and no other."""
    about = told()
    found = asked_for(requirements())
    names = [file.name for file in files]
    shipped = {name: each for name, each in found.items() if name in owned.distributions}
    carried = [each for each in about["portes"] if each["porteur"] in shipped]
    python, sqlite = interpreter()
    own_sqlite = any(re.search(sqlite.files, name) for name in names)
    return (
        *(program(), python, *((sqlite,) if own_sqlite else ())),
        *(distribution_part(each, about["distributions"]) for each in shipped.values()),
        distribution_part(distribution(STARTER), about["distributions"]),
        *(
            carried_part(each, shipped)
            for each in carried
            if any(re.search(each["fichiers"], name) for name in names)
        ),
        *content_parts(about),
        *(
            debian_part(package, version, about["debian"])
            for package, version in sorted(owned.packages.items())
            if not (package.startswith("libsqlite3") and own_sqlite)
        ),
    )


def debian_part(package: str, version: str, licences: dict[str, str]) -> Part:
    """Return the component that a library of the building computer is."""
    licence = licences.get(package) or licences.get(package.removesuffix("t64")) or ""
    text = (f"systeme/{package}.txt",)
    both = (*text, "LICENSE") if licence.startswith("GPL-3.0") else text
    use = "bibliothèque du système, prise sur l'ordinateur qui construit"
    return Part(package, version, licence, use, f"pkg:deb/debian/{package}@{version}", both)


def faults(files: list[Taken], owned: Whose, parts: tuple[Part, ...]) -> list[str]:
    """Return why the list of components is not that of the folder, one sentence each."""
    known = {part.carrier for part in parts}
    wrong = list(owned.strangers)
    wrong += [
        f"{name} est dans le programme sans lui être nécessaire."
        for name in sorted(owned.distributions - known)
    ]
    wrong += [f"{part.name} n'a pas de licence connue." for part in parts if not part.licence]
    about: list[dict[str, Any]] = told()["portes"]
    patterns = [each["fichiers"] for each in about]
    loose = [
        file.name
        for file in files
        if ".libs/" in file.name and not any(re.search(each, file.name) for each in patterns)
    ]
    return wrong + [f"{name} : bibliothèque qu'aucune ligne ne nomme." for name in loose]
