"""An erasure in words, that name nobody: what was done, what could not be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.confidentialite import MotifEffacement
from cpom_desktop.i18n import _, format_number, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.confidentialite import Effacement

MOTIF_WORDS: Mapping[MotifEffacement, str] = {
    MotifEffacement.DEMANDE: "La personne l'a demandé",
    MotifEffacement.CONSERVATION: "La durée de conservation est passée",
    MotifEffacement.ERREUR: "Elle n'avait pas à y être",
    MotifEffacement.AUTRE: "Autre raison",
}


def done(row: Effacement) -> tuple[tuple[str, str], ...]:
    """Return what was done, counted: label and figure."""
    counted = (
        (_("Fiches de la personne vidées de leurs coordonnées"), row.fiches),
        (_("Passages remplacés dans le dossier"), row.textes),
        (_("Lignes de l'historique et de la corbeille réécrites"), row.historique),
        (_("Versions nommées réécrites"), row.versions),
        (_("Saisies refusées réécrites"), row.brouillons),
        (
            _("Fichiers transmis oubliés (leur ligne, leur date et leur empreinte restent)"),
            row.envois,
        ),
        (_("Sauvegardes antérieures supprimées"), row.sauvegardes),
    )
    return tuple((words, format_number(count)) for words, count in counted)


def not_done(row: Effacement) -> tuple[str, ...]:
    """Return what could not be done, or was left on purpose, in sentences."""
    told = []
    if row.fichiers:
        told.append(
            ngettext(
                "Un fichier joint nomme la personne ou n'a pas pu être lu : il est à regarder.",
                "{n} fichiers joints nomment la personne ou n'ont pas pu être lus : ils sont à "
                "regarder.",
                row.fichiers,
            )
        )
    if row.gardes:
        told.append(
            ngettext(
                "Un passage a été gardé par choix, ou parce qu'il nomme un homonyme.",
                "{n} passages ont été gardés par choix, ou parce qu'ils nomment un homonyme.",
                row.gardes,
            )
        )
    if row.sauvegardes_gardees:
        told.append(
            ngettext(
                "Une sauvegarde antérieure, qui porte encore le nom, a été gardée.",
                "{n} sauvegardes antérieures, qui portent encore le nom, ont été gardées.",
                row.sauvegardes_gardees,
            )
        )
    told.append(
        _(
            "Ce qui a quitté ce fichier n'est pas à la portée du logiciel : copies sur une clé ou "
            "un partage, documents imprimés, exportés ou envoyés."
        )
    )
    return tuple(told)
