"""The indicators in the catalogue: the fiche of one, of all, and the yearly annexe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.reports.documents.indicateurs import (
    annexe_blocks,
    fiche_indicateur_blocks,
    toutes_fiches_blocks,
)
from cpom_desktop.reports.entries import About, Entry, entry_about
from cpom_desktop.services.documents import (
    DocumentFormat,
    DocumentInfo,
    DocumentState,
    DocumentStatus,
    Subject,
)
from cpom_desktop.services.queries.indicateurs import indicateurs, manques_words

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot

PAGE = "indicateurs"


def indicateurs_status(snapshot: DossierSnapshot, content: Content, today: date) -> DocumentStatus:
    """Return how ready the documents of all the indicators are."""
    found = indicateurs(snapshot, content, today)
    if not found:
        return DocumentStatus(DocumentState.VIDE, (_("aucun indicateur n'est écrit"),))
    lacking = sum(bool(suivi.manques) for suivi in found)
    if not lacking:
        return DocumentStatus(DocumentState.COMPLET)
    told = ngettext("{n} indicateur à compléter", "{n} indicateurs à compléter", lacking)
    return DocumentStatus(DocumentState.INCOMPLET, (told,))


def _status(
    snapshot: DossierSnapshot, content: Content, today: date, indicateur_id: int
) -> DocumentStatus:
    found = indicateurs(snapshot, content, today)
    suivi = next((s for s in found if s.indicateur.id == indicateur_id), None)
    if suivi is None or not suivi.manques:
        return DocumentStatus(DocumentState.COMPLET)
    told = manques_words(suivi).rstrip(".")
    return DocumentStatus(DocumentState.INCOMPLET, (told[:1].lower() + told[1:],))


def _subjects(snapshot: DossierSnapshot, content: Content, today: date) -> tuple[Subject, ...]:
    return tuple(
        Subject(
            str(suivi.indicateur.id),
            suivi.indicateur.id,
            suivi.indicateur.libelle,
            f"{suivi.numero} {suivi.indicateur.libelle}".strip(),
        )
        for suivi in indicateurs(snapshot, content, today)
    )


def _title(subject: Subject) -> str:
    return _("Fiche indicateur : {nom}", nom=subject.title)


INDICATEURS = (
    Entry(
        DocumentInfo(
            "fiches-indicateurs",
            "Fiches indicateurs",
            "Une page par indicateur : calcul, cibles, valeurs, courbe, taux d'atteinte.",
            stage=3,
            page=PAGE,
        ),
        (toutes_fiches_blocks,),
        indicateurs_status,
    ),
    entry_about(
        DocumentInfo(
            "fiche-indicateur",
            "Fiche indicateur",
            "Un indicateur, seul : calcul, cibles, valeurs, courbe, taux d'atteinte.",
            stage=3,
            page=PAGE,
            about="Indicateur",
        ),
        About(
            subjects=_subjects,
            title=_title,
            blocks=fiche_indicateur_blocks,
            status=_status,
            nothing="aucun indicateur n'est écrit",
        ),
    ),
    Entry(
        DocumentInfo(
            "annexe-objectifs",
            "Annexe évolutive des objectifs",
            "Obligatoire, chaque année : définition, calcul, départ, cible et niveau atteint.",
            stage=3,
            page=PAGE,
            formats=(DocumentFormat.PDF, DocumentFormat.XLSX),
        ),
        (annexe_blocks,),
        indicateurs_status,
    ),
)
"""Documents of the page « Indicateurs »."""
