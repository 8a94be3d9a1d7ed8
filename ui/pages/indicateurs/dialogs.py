"""What is asked before targets are spread, and before indicators are deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from cpom_desktop.i18n import EMPTY, _, ngettext
from cpom_desktop.services.queries.indicateurs_lecture import usages, valeur_mots
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi
    from cpom_desktop.services.queries.indicateurs_lecture import Repartition
    from cpom_desktop.services.snapshot import DossierSnapshot

RIGHT = Qt.AlignmentFlag.AlignRight


class SpreadDialog(KitDialog):
    """The even targets, before and after; Échap keeps what is there."""

    def __init__(
        self, suivi: IndicateurSuivi, found: Repartition, parent: QWidget | None = None
    ) -> None:
        title = _("Répartir les cibles régulièrement ?")
        told = _(
            "En ligne droite, du départ à la dernière cible. Les deux bouts ne changent pas, et "
            "vous pourrez annuler."
        )
        super().__init__(title, told, icon_name="trending-up", parent=parent)
        self.lines = [
            (str(annee), valeur_mots(suivi, avant) or EMPTY, valeur_mots(suivi, apres))
            for annee, avant, apres in found.lignes
        ]
        self.body.addWidget(self._table())
        self.safe = self.add_button(SecondaryButton(_("Garder les cibles")))
        self.safe.clicked.connect(self.reject)
        self.action = self.add_button(PrimaryButton(_("Répartir")), default=True)
        self.action.clicked.connect(self.accept)

    def _table(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "encart")
        grid = QGridLayout(frame)
        grid.setContentsMargins(px(12), px(8), px(12), px(8))
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(px(24))
        heads = (_("Année"), _("Avant"), _("Après"))
        for column, words in enumerate(heads):
            side = RIGHT if column else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(SafeLabel(words, "caption-strong"), 0, column, side)
        for rank, line in enumerate(self.lines, start=1):
            for column, words in enumerate(line):
                side = RIGHT if column else Qt.AlignmentFlag.AlignLeft
                label = SafeLabel(words, "label" if column == len(line) - 1 else "small")
                label.setAccessibleName(f"{line[0]}, {heads[column]}{_(' : ')}{words}")
                grid.addWidget(label, rank, column, side)
        return frame


def delete_consequence(indicateur: Indicateur, snapshot: DossierSnapshot) -> str:
    """Return what uses an indicator, and what goes with it, in numbers."""
    fiches, cibles, typed = usages(indicateur, snapshot)
    used = (
        ngettext("{n} fiche action s'en sert.", "{n} fiches actions s'en servent.", fiches)
        if fiches
        else _("Aucune fiche action ne s'en sert.")
    )
    gone = ", ".join(
        told
        for count, told in (
            (cibles, ngettext("{n} cible", "{n} cibles", cibles)),
            (typed, ngettext("{n} valeur saisie", "{n} valeurs saisies", typed)),
        )
        if count
    )
    with_it = _("Avec lui : {liste}.", liste=gone) if gone else ""
    return " ".join(filter(None, (used, with_it, _("Vous pourrez annuler."))))
