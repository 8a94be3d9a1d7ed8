"""Every SQLite code that can be foreseen, as a French sentence: never « locked » for a full disk."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from cpom_desktop.errors import (
    DisquePlein,
    DossierCorrompu,
    DossierVerrouille,
    ErreurStockage,
    LectureSeule,
)
from cpom_desktop.i18n import _
from db.connection import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVED = 1032
"""SQLITE_READONLY_DBMOVED: the file was deleted, renamed or replaced behind us."""


def moved() -> ErreurStockage:
    """Return the error of a file that is no longer where it was opened."""
    return ErreurStockage(
        "deplace",
        _("Le fichier du dossier a été déplacé ou remplacé. Rien n'y a été écrit."),
        remedy=_("Remettez-le à sa place, ou rouvrez-le là où il est."),
    )


def translate(error: sqlite3.Error) -> ErreurStockage:
    """Return the French error of an SQLite error; the code chooses, never the English text."""
    extended = getattr(error, "sqlite_errorcode", 1) or 1
    detail = f"{getattr(error, 'sqlite_errorname', '?')}: {error}"
    if extended == MOVED:
        return moved()
    match extended & 0xFF:
        case 13:
            return DisquePlein(
                "disque-plein",
                _("Disque plein : la dernière modification n'est pas enregistrée. "
                  "Rien d'autre n'est perdu."),
                remedy=_("Libérez de la place, puis recommencez."),
                detail=detail,
            )
        case 10:
            return ErreurStockage(
                "support",
                _("Le disque ou la clé ne répond plus : rien n'a été enregistré."),
                remedy=_("Rebranchez-le, ou enregistrez une copie ailleurs."),
                detail=detail,
            )
        case 5 | 6:
            return DossierVerrouille(
                "occupe",
                _("Un autre programme utilise ce dossier en ce moment."),
                remedy=_("Attendez qu'il ait fini, puis recommencez."),
                detail=detail,
            )
        case 8 | 14 | 3:
            return LectureSeule(
                "lecture-seule",
                _("Ce dossier ou son emplacement est protégé : rien ne peut y être écrit."),
                remedy=_("Copiez le fichier ailleurs, puis ouvrez la copie."),
                detail=detail,
            )
        case 11 | 26:
            return DossierCorrompu(
                "M-02",
                _("Le dossier est endommagé. Il n'a pas été modifié."),
                remedy=_("Rouvrez une copie de secours, et gardez ce fichier de côté."),
                detail=detail,
            )
        case 7:
            return ErreurStockage(
                "memoire",
                _("L'ordinateur manque de mémoire : rien n'a été enregistré."),
                remedy=_("Fermez d'autres applications, puis recommencez."),
                detail=detail,
            )
        case _:
            return ErreurStockage(
                "stockage",
                _("Le dossier n'a pas pu être lu ou écrit. Rien n'a été enregistré."),
                remedy=_("Fermez le dossier, rouvrez-le, puis recommencez."),
                detail=detail,
            )


@contextlib.contextmanager
def in_french() -> Iterator[None]:
    """Turn SQLite's errors into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise translate(error) from error
