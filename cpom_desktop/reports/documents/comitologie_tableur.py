"""The instances as a workbook: one line an instance, one line a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.reports.documents.retroplanning_tableur import about_sheet
from cpom_desktop.reports.sheets import Sheet, SheetColumn
from cpom_desktop.services.labels import label
from cpom_desktop.services.queries.comitologie import instance_views
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from cpom_desktop.reports.documents.context import Edition
    from cpom_desktop.reports.sheets import Value
    from cpom_desktop.services.queries.comitologie import InstanceView, MembreView

WIDTHS = {
    "nom": 34, "abrege": 14, "objet": 50, "composition": 50, "phase": 20, "frequence": 34,
    "quorum": 10, "delai_convocation": 14, "delai_dossier": 14, "delai_compte_rendu": 14,
    "regle_validation": 40,
}  # fmt: skip
NUMBERS = frozenset({"quorum", "delai_convocation", "delai_dossier", "delai_compte_rendu"})


def comitologie_sheets(edition: Edition) -> tuple[Sheet, ...]:
    """Return the sheets: the instances, their members, then what was edited, and when."""
    views = instance_views(edition.snapshot)
    instances = (
        *(
            SheetColumn(label("instances", name), "number" if name in NUMBERS else "long", width)
            for name, width in WIDTHS.items()
        ),
        SheetColumn(label("instances", "president_id"), "text", 24),
        SheetColumn(label("instances", "secretaire_id"), "text", 24),
        SheetColumn(label("instances", "confidentialite"), "text", 24),
    )
    seats = (
        SheetColumn(_("Instance"), "text", 34),
        SheetColumn(label("instances_membres", "acteur_id"), "text", 28),
        SheetColumn(label("instances_membres", "qualite"), "text", 34),
        SheetColumn(label("acteurs", "structure"), "text", 34),
        SheetColumn(label("instances_membres", "suppleant_id"), "text", 28),
        SheetColumn(_("Vote"), "text", 8),
    )
    return (
        Sheet(_("Instances"), instances, tuple(_line(view) for view in views)),
        Sheet(_("Membres"), seats, tuple(_seat(v, m) for v in views for m in v.membres)),
        about_sheet(edition),
    )


def _line(view: InstanceView) -> tuple[Value, ...]:
    known = tuple(getattr(view.instance, name) for name in WIDTHS)
    return (*known, view.president, view.secretaire, word(view.instance.confidentialite))


def _seat(view: InstanceView, membre: MembreView) -> tuple[Value, ...]:
    yes = _("oui") if membre.membre.voix else _("non")
    instance = view.instance.nom
    return (instance, membre.nom, membre.qualite, membre.structure, membre.suppleant, yes)
