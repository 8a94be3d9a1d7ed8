"""Document « PV de validation du diagnostic » (kit §6.2, DO14): what is validated, by whom, how.

Each party writes its own reservations: what the house noted of their answers stays in the house.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.reports.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    KeyValues,
    PageBreak,
    Paragraph,
    Row,
    Signatures,
    Table,
)
from cpom_desktop.reports.documents.diagnostic import score_counts
from cpom_desktop.reports.documents.parties import parties
from cpom_desktop.services.queries.diagnostic import themes, total_score
from cpom_desktop.services.queries.etablissement import contract_name
from cpom_desktop.services.queries.pv_diagnostic import validating_meeting
from cpom_desktop.services.queries.reunion import meeting_days, reunion_name

if TYPE_CHECKING:
    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.reports.documents.context import Edition

ROW_MM = 24.0
"""Room for the reservations of a party."""
TITLE = "Procès-verbal de validation du diagnostic partagé"


def pv_blocks(edition: Edition) -> tuple[Block, ...]:
    """Return the minutes: what is submitted, the reservations of each, the signatures."""
    return (
        PageBreak(form=_(TITLE)),
        Heading(_(TITLE)),
        KeyValues(_facts(edition), boxed=True),
        Heading(_("Ce qui est soumis"), 3),
        Paragraph(_submitted(edition)),
        Heading(_("Réserves de chaque partie"), 3),
        _reservations(edition),
        Heading(_("Décision"), 3),
        Paragraph(_decision()),
        Signatures(parties(edition)),
    )


def _facts(edition: Edition) -> tuple[tuple[str, str], ...]:
    e = edition.snapshot.etablissement
    meeting = validating_meeting(edition.snapshot)
    name = reunion_name(edition.snapshot, meeting) if meeting else ""
    return (
        (_("Établissement"), e.nom),
        (_("Contrat préparé"), contract_name(edition.snapshot)),
        (_("Version du diagnostic"), _version(edition)),
        (_("Instance"), name),
        (_("Date de validation"), _day(edition, meeting)),
        (_("Lieu"), meeting.lieu if meeting else ""),
    )


def _version(edition: Edition) -> str:
    """Return the last version that was named and its day, else the moment of this edition."""
    if edition.versions:
        last = edition.versions[0]
        return _("« {nom} », {jour}", nom=last.nom, jour=format_date(last.moment.date()))
    day = format_date(edition.now.date())
    return _("état du dossier au {jour} (aucune version n'est nommée)", jour=day)


def _day(edition: Edition, meeting: Reunion | None) -> str:
    """Return when the meeting is, in full; empty while that is not known."""
    days = meeting_days(edition.snapshot, edition.content)
    day = days.get(meeting.id) if meeting else None
    return format_date(day, "full") if day else ""


def _submitted(edition: Edition) -> str:
    views = themes(edition.snapshot, edition.content)
    return _(
        "Le diagnostic partagé : {themes}, {comptes}. Il est présenté par sa synthèse, et "
        "détaillé par le dossier de diagnostic et sa grille.",
        themes=ngettext("{n} thème", "{n} thèmes", len(views)),
        comptes=score_counts(total_score(views)),
    )


def _reservations(edition: Edition) -> Table:
    columns = (
        Column(_("Partie"), 1.8),
        Column(_("Avis"), 1.5),
        Column(_("Réserves, en clair et par thème"), 5.0),
    )
    stand = "\n".join(_(text) for text in ("☐ sans réserve", "☐ avec réserves"))
    rows = tuple(
        Row((Cell(f"{who}\n{name or EMPTY}"), Cell(stand), Cell("")))
        for who, name in parties(edition)
    )
    return Table(columns, rows, row_mm=ROW_MM)


def _decision() -> str:
    return _(
        "Les parties valident le diagnostic dans la version indiquée, avec les réserves écrites "
        "ci-dessus. Il sert de base aux objectifs du contrat. Chaque partie reçoit un exemplaire "
        "signé."
    )
