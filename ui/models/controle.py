"""The contrôle as a list: what is to mend, what is kept with a reason, or the rules that hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.regles import Gravite
from cpom_desktop.services.anomalies.vue import GRAVITE_WORDS, destination, stage_names
from ui.kit.pills import Pill
from ui.models.base import plain_tooltip
from ui.models.grouped import GroupedModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.services.anomalies.controle import Anomalie
    from cpom_desktop.services.anomalies.regles import Regle

PILLS: Mapping[Gravite, Pill] = {
    Gravite.BLOQUANT: Pill("bloquant"),
    Gravite.A_VERIFIER: Pill("a-verifier"),
    Gravite.CONSEIL: Pill("conseil"),
}


class AnomalyRole(IntEnum):
    """What a row holds beside its text."""

    ROW = Qt.ItemDataRole.UserRole + 1
    CLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AnomalyRow:
    """One line, in words.

    Attributes:
        first: what is wrong, or the rule that holds; `second` why it matters, or her reason.
        ou: where.
        opens: « Aller au champ » goes somewhere.
        menu: it may be kept with a reason, or no more.
    """

    cle: str
    pill: Pill
    first: str
    second: str
    ou: str
    opens: bool
    menu: bool
    spoken: str


def anomaly_row(anomalie: Anomalie) -> AnomalyRow:
    """Return the line of an anomalie."""
    releve, motif = anomalie.releve, anomalie.motif
    second = _("Ignoré : {motif}", motif=motif) if motif else _(anomalie.regle.pourquoi)
    word = _(GRAVITE_WORDS[anomalie.gravite])
    return AnomalyRow(
        cle=anomalie.cle,
        pill=PILLS[anomalie.gravite],
        first=releve.phrase.removesuffix("."),
        second=second,
        ou=releve.ou,
        opens=bool(destination(releve).page),
        menu=True,
        spoken=", ".join((word, releve.phrase, second, releve.ou)),
    )


def held_row(regle: Regle) -> AnomalyRow:
    """Return the line of a rule that found nothing."""
    place = dict(stage_names())[regle.stage]
    return AnomalyRow(
        cle=f"regle:{regle.slug}",
        pill=Pill("fait", _("Tenu")),
        first=_(regle.titre),
        second=_(regle.pourquoi),
        ou=place,
        opens=False,
        menu=False,
        spoken=", ".join((_("Tenu"), _(regle.titre), place)),
    )


class ControleModel(GroupedModel[AnomalyRow]):
    """The rows of the list."""

    def is_heading(self, row: AnomalyRow) -> bool:
        """Tell that every row may be chosen."""
        del row
        return False

    def identity(self, row: AnomalyRow) -> object:
        """Return the key of a line."""
        return row.cle

    def row_data(self, row: AnomalyRow, role: int) -> object:
        """Return what a row shows or says."""
        told: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: row.first,
            Qt.ItemDataRole.ToolTipRole: plain_tooltip(f"{row.first}\n{row.second}"),
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            AnomalyRole.ROW: row,
            AnomalyRole.CLE: row.cle,
        }
        return told.get(role)

    def keys(self) -> list[str]:
        """Return the keys of the lines, in order."""
        return [row.cle for row in self._rows]
