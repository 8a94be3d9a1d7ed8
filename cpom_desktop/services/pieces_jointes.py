"""A file of the computer, read to be attached: refused in French where it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.fichiers import LARGEST_FILE, check_size, check_type, clean_file_name
from cpom_desktop.errors import ImportImpossible
from cpom_desktop.i18n import _
from cpom_desktop.services.logo import LARGEST_LOGO
from cpom_desktop.services.operations.fichiers import FichierLu

if TYPE_CHECKING:
    from pathlib import Path


def read_attachment(path: Path) -> FichierLu:
    """Return a file and its bytes; one that is refused is not read.

    Raises:
        RegleInvalide: `fichier-type`, `fichier-programme`, `fichier-macros`, `fichier-vide`,
            `fichier-trop-grand`.
        ImportImpossible: it cannot be read.
    """
    nom = clean_file_name(path.name)
    check_type(nom)
    try:
        if not path.is_file():
            raise _unreadable(nom, _("ce n'est pas un fichier"))
        check_size(path.stat().st_size)
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(nom, _("il est introuvable ou illisible")) from error
    check_size(len(data))
    check_type(nom, data)
    return FichierLu(nom=nom, contenu=data)


def read_logo(path: Path) -> bytes:
    """Return the bytes of a picture, no more than what shows that it is too heavy.

    Raises:
        ImportImpossible: it cannot be read.
    """
    nom = clean_file_name(path.name)
    try:
        if not path.is_file():
            raise _unreadable(nom, _("ce n'est pas un fichier"))
        with path.open("rb") as stream:
            return stream.read(LARGEST_LOGO + 1)
    except OSError as error:
        raise _unreadable(nom, _("il est introuvable ou illisible")) from error


def _unreadable(nom: str, reason: str) -> ImportImpossible:
    return ImportImpossible(
        "lecture-fichier-joint",
        _("« {nom} » n'a pas pu être joint : {raison}.", nom=nom, raison=reason),
        remedy=_("Vérifiez qu'il s'ouvre sur votre ordinateur, puis recommencez."),
    )
