"""What the page says of a fiche, and of what is deleted with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.objectifs import Axe
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.gestes_arbre import consequence as of_headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.services.queries.fiches_action import FicheView
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.models.fiches_action import FicheLine


def fiche_title(fiche: FicheAction) -> str:
    """Return « Fiche FA-01 : prévenir les chutes »; an acronym keeps its capitals."""
    titre = fiche.titre
    if titre[1:2].islower() or titre[1:2] == " ":
        titre = titre[:1].lower() + titre[1:]
    return _("Fiche {repere} : {titre}", repere=fiche.repere, titre=titre)


def delete_question(lines: Sequence[FicheLine]) -> str:
    """Return the question before lines of one kind are deleted."""
    first = lines[0]
    if first.view is not None:
        return ngettext(
            "Supprimer la fiche {repere} ?", "Supprimer {n} fiches ?", len(lines),
            repere=first.view.fiche.repere,
        )  # fmt: skip
    name = first.head.libelle if first.head else ""
    if isinstance(first.head, Axe):
        return ngettext(
            "Supprimer l'axe « {nom} » ?", "Supprimer {n} axes ?", len(lines), nom=name
        )
    return ngettext(
        "Supprimer l'objectif « {nom} » ?", "Supprimer {n} objectifs ?", len(lines), nom=name
    )


def delete_action(lines: Sequence[FicheLine]) -> str:
    """Return the words of the button that deletes."""
    if lines[0].view is not None:
        return ngettext("Supprimer la fiche", "Supprimer les fiches", len(lines))
    if isinstance(lines[0].head, Axe):
        return ngettext("Supprimer l'axe", "Supprimer les axes", len(lines))
    return ngettext("Supprimer l'objectif", "Supprimer les objectifs", len(lines))


def deleted_words(lines: Sequence[FicheLine]) -> str:
    """Return what is said once lines are deleted."""
    if lines[0].view is not None:
        repere = lines[0].view.fiche.repere
        return ngettext(
            "Fiche action {repere} supprimée.", "{n} fiches actions supprimées.", len(lines),
            repere=repere,
        )  # fmt: skip
    if isinstance(lines[0].head, Axe):
        return ngettext("Axe supprimé.", "{n} axes supprimés.", len(lines))
    return ngettext("Objectif supprimé.", "{n} objectifs supprimés.", len(lines))


def consequence(lines: Sequence[FicheLine], snapshot: DossierSnapshot) -> str:
    """Return what a deletion takes away and what it leaves, in numbers."""
    undo = _("Vous pourrez annuler.")
    views = [line.view for line in lines if line.view is not None]
    if views:
        return f"{_of_fiches(views)} {undo}"
    return f"{_of_headings(lines, snapshot)} {undo}"


def _of_fiches(views: Sequence[FicheView]) -> str:
    counts = (
        ngettext("{n} étape", "{n} étapes", _sum(views, "etapes")),
        ngettext("{n} moyen", "{n} moyens", _sum(views, "moyens")),
        ngettext("{n} financement", "{n} financements", _sum(views, "financements")),
        ngettext("{n} indicateur", "{n} indicateurs", _sum(views, "indicateurs")),
    )
    return (
        _("Avec elle : {liste}.", liste=", ".join(counts))
        if len(views) == 1
        else _("Avec elles : {liste}.", liste=", ".join(counts))
    )


def _sum(views: Sequence[FicheView], name: str) -> int:
    return sum(len(getattr(view.parts, name)) for view in views)


def _of_headings(lines: Sequence[FicheLine], snapshot: DossierSnapshot) -> str:
    heads = [line.head for line in lines if line.head is not None]
    axes = [head.id for head in heads if isinstance(head, Axe)]
    objectifs = [head.id for head in heads if not isinstance(head, Axe)]
    return of_headings(axes, objectifs, snapshot)
