"""Every SQLite code that can be foreseen, in French: never « locked » for a full disk."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.errors import (
    DisquePlein,
    DossierCorrompu,
    DossierVerrouille,
    ErreurCpom,
    ErreurStockage,
    LectureSeule,
    RegleInvalide,
)
from cpom_desktop.i18n import _
from cpom_desktop.services.presence import is_there
from db.connection import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOVED = 1032
"""SQLITE_READONLY_DBMOVED: the file was deleted, renamed or replaced behind us."""
LEAST_ROOM = 16_384
"""Bytes under which a disk is full: a journal begins with less."""
OUTSIDE_STEP = 1811
"""SQLITE_CONSTRAINT_TRIGGER: only our own triggers raise it; a fault of ours, not of a value."""


def moved() -> ErreurStockage:
    """Return the error of a file that is no longer where it was opened."""
    return ErreurStockage(
        "deplace",
        _(
            "Le fichier du dossier n'est plus à sa place : il a été déplacé ou remplacé, ou "
            "sa clé est débranchée. Rien n'y a été écrit."
        ),
        remedy=_("Rebranchez la clé, remettez le fichier à sa place, ou rouvrez-le là où il est."),
    )


def only_read() -> LectureSeule:
    """Return the error of a write into a dossier that is only read."""
    return LectureSeule(
        "lecture-seule",
        _("Ce dossier est ouvert en lecture seule : rien n'a été enregistré."),
        remedy=_("Fermez-le là où il est ouvert, puis rouvrez-le ici."),
    )


def refuse_protected(path: Path) -> None:
    """Refuse to open to write a file that may not be. Raises `LectureSeule`."""
    if not os.access(path, os.W_OK):
        raise LectureSeule(
            "fichier-protege",
            _(
                "Ce fichier est protégé en écriture : {nom}. Il n'a pas été modifié.",
                nom=path.name,
            ),
            remedy=_("Ouvrez-le en lecture seule, ou copiez-le ailleurs pour le modifier."),
        )


class Fault(NamedTuple):
    """What is said of a family of SQLite codes: kind and code of the error, its two sentences."""

    kind: type[ErreurCpom]
    code: str
    sentence: str
    remedy: str


PROTECTED = Fault(
    LectureSeule,
    "lecture-seule",
    "Ce dossier ou son emplacement est protégé : rien ne peut y être écrit.",
    "Copiez le fichier ailleurs, puis ouvrez la copie.",
)
BUSY = Fault(
    DossierVerrouille,
    "occupe",
    "Un autre programme utilise ce dossier en ce moment.",
    "Attendez qu'il ait fini, puis recommencez.",
)
DAMAGED = Fault(
    DossierCorrompu,
    "M-02",
    "Le dossier est endommagé. Il n'a pas été modifié.",
    "Rouvrez une copie de secours, et gardez ce fichier de côté.",
)
SILENT = Fault(
    ErreurStockage,
    "support",
    "Le disque ou la clé ne répond plus : rien n'a été enregistré.",
    "Rebranchez-le, ou enregistrez une copie ailleurs.",
)
UNREAD = Fault(
    ErreurStockage,
    "support",
    "Le dossier ne se lit plus : son disque ou sa clé ne répond pas, ou son fichier a été abîmé "
    "depuis qu'il est ouvert.",
    "Rebranchez-le, ou enregistrez une copie ailleurs.",
)
"""SQLite says « damaged » of what it could not read; the file was sound when it was opened."""
FULL = Fault(
    DisquePlein,
    "disque-plein",
    "Disque plein : la dernière modification n'est pas enregistrée. Rien d'autre n'est perdu.",
    "Libérez de la place, puis recommencez.",
)
NO_MEMORY = Fault(
    ErreurStockage,
    "memoire",
    "L'ordinateur manque de mémoire : rien n'a été enregistré.",
    "Fermez d'autres applications, puis recommencez.",
)
OTHER = Fault(
    ErreurStockage,
    "stockage",
    "Le dossier n'a pas pu être lu ou écrit. Rien n'a été enregistré.",
    "Fermez le dossier, rouvrez-le, puis recommencez.",
)
FAULTS: Mapping[int, Fault] = {
    3: PROTECTED,
    5: BUSY,
    6: BUSY,
    7: NO_MEMORY,
    8: PROTECTED,
    10: SILENT,
    11: DAMAGED,
    13: FULL,
    14: PROTECTED,
    19: Fault(
        RegleInvalide,
        "contrainte",
        "Cette valeur contredit le reste du dossier. Rien n'a été enregistré.",
        "Vérifiez ce que vous avez indiqué, puis recommencez.",
    ),
    26: DAMAGED,
}
"""Primary SQLite code → what is said of it."""


def translate(error: sqlite3.Error, path: Path | None = None) -> ErreurCpom:
    """Return the French error of an SQLite error; the code chooses, never the English text.

    Python raises the only operational error without a code: a stored text is not UTF-8.
    `path`: the open file, looked at again where one code has several causes.
    """
    extended = getattr(error, "sqlite_errorcode", 0)
    if extended == MOVED:
        return moved()
    if not extended and isinstance(error, sqlite3.OperationalError):
        return _told(DAMAGED, f"text that is not UTF-8: {error}")
    fault = OTHER if extended == OUTSIDE_STEP else FAULTS.get(extended & 0xFF, OTHER)
    if path is not None and fault in {PROTECTED, SILENT, DAMAGED}:
        if not is_there(path):
            return moved()
        fault = _looked_at(fault, path)
    return _told(fault, f"{getattr(error, 'sqlite_errorname', '?')}: {error}")


def _told(fault: Fault, detail: str) -> ErreurCpom:
    return fault.kind(fault.code, _(fault.sentence), remedy=_(fault.remedy), detail=detail)


def _looked_at(fault: Fault, path: Path) -> Fault:
    """Return what is wrong with a place that SQLite could not write, once looked at."""
    if fault is DAMAGED:
        return UNREAD
    if not _has_room(path):
        return FULL
    if fault is PROTECTED and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return SILENT
    return fault


def _has_room(path: Path) -> bool:
    """Tell whether one more small file has its place; yes where it cannot be known."""
    try:
        if not hasattr(os, "statvfs"):
            return shutil.disk_usage(path.parent).free >= LEAST_ROOM
        found = os.statvfs(path)
    except OSError:
        return True
    no_name = found.f_files > 0 and found.f_favail == 0
    return not no_name and found.f_bavail * found.f_frsize >= LEAST_ROOM


@contextlib.contextmanager
def in_french(path: Path | None = None) -> Iterator[None]:
    """Turn SQLite's errors into ours; `path` as in `translate`."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error, path) from error
    except MemoryError as error:  # Python's own, or what it makes of SQLITE_NOMEM
        raise _told(NO_MEMORY, "no memory") from error
    except UnicodeDecodeError as error:
        raise _told(DAMAGED, str(error)) from error


def refuse_unread(path: Path) -> None:
    """Refuse a closed file whose bytes do not all read: SQLite says of it that it is damaged.

    Raises:
        ErreurStockage: `support`.
    """
    try:
        with path.open("rb") as file:
            while file.read(1 << 20):
                pass
    except OSError as error:
        raise ErreurStockage(
            "support",
            _("Le disque ou la clé ne répond plus : {nom} n'a pas pu être lu.", nom=path.name),
            remedy=_("Rebranchez-le, puis recommencez. Rien n'a été modifié."),
            detail=str(error),
        ) from error
