"""What the page says before and after a row is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.gestes_arbre import consequence
from cpom_desktop.services.queries.arbre import ACTIONS, AXES

if TYPE_CHECKING:
    from cpom_desktop.services.queries.arbre import Noeud
    from cpom_desktop.services.snapshot import DossierSnapshot


class DeleteWords(NamedTuple):
    """The question, what goes with the row, the words of the button, what is told after."""

    question: str
    consequence: str
    action: str
    done: str


def delete_words(noeud: Noeud, snapshot: DossierSnapshot) -> DeleteWords:
    """Return what is said of the deletion of an axis, an objective or a fiche."""
    undo = _("Vous pourrez annuler.")
    if noeud.table == ACTIONS:
        return DeleteWords(
            _("Supprimer la fiche {repere} ?", repere=noeud.numero),
            f"{_of_fiche(noeud, snapshot)} {undo}",
            _("Supprimer la fiche"),
            _("Fiche action {repere} supprimée.", repere=noeud.numero),
        )
    if noeud.table == AXES:
        return DeleteWords(
            _("Supprimer l'axe « {nom} » ?", nom=noeud.libelle),
            f"{consequence([noeud.id], [], snapshot)} {undo}",
            _("Supprimer l'axe"),
            _("Axe supprimé."),
        )
    return DeleteWords(
        _("Supprimer l'objectif « {nom} » ?", nom=noeud.libelle),
        f"{consequence([], [noeud.id], snapshot)} {undo}",
        _("Supprimer l'objectif"),
        _("Objectif supprimé."),
    )


def _of_fiche(noeud: Noeud, snapshot: DossierSnapshot) -> str:
    counts = (
        ngettext("{n} étape", "{n} étapes", _held(snapshot.etapes, noeud.id)),
        ngettext("{n} moyen", "{n} moyens", _held(snapshot.moyens, noeud.id)),
        ngettext("{n} financement", "{n} financements", _held(snapshot.financements, noeud.id)),
        ngettext("{n} indicateur", "{n} indicateurs", len(noeud.enfants)),
    )
    return _("Avec elle : {liste}.", liste=", ".join(counts))


def _held(rows: object, fiche_id: int) -> int:
    assert isinstance(rows, tuple | list)
    return sum(row.fiche_id == fiche_id for row in rows)
