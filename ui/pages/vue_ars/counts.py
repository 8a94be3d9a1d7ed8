"""The line over the list: how many values the agent will ask about, how many answers are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.donnees_types import Lecture
from ui.kit.flow import FlowLayout
from ui.kit.labels import IconLabel, SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.services.queries.vue_ars_types import VueArs
    from ui.kit.labels import LabelRole


class Count(QWidget):
    """An icon and words beside it."""

    def __init__(self, icon: str, ink: str, role: LabelRole) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, px(10), 0)
        row.setSpacing(px(6))
        self.words = SafeLabel("", role)
        row.addWidget(IconLabel(icon, ink, 16))
        row.addWidget(self.words)


class Counts(QWidget):
    """What the recto comes to, in one line that may run over several."""

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(self, spacing=px(8))
        self.atypiques = Count("octagon-x", "erreur", "error-strong")
        self.a_expliquer = Count("triangle-alert", "attention", "warning-strong")
        self.pretes = Count("pencil", "texte-2", "small")
        self.year = SafeLabel("", "small-2")
        for widget in (self.atypiques, self.a_expliquer, self.pretes, self.year):
            flow.addWidget(widget)

    def show_view(self, found: VueArs) -> None:
        """Tell the counts of another state of the dossier."""
        odd, asked = found.compte(Lecture.ATYPIQUE), found.compte(Lecture.A_EXPLIQUER)
        self.atypiques.words.setText(ngettext("{n} valeur atypique", "{n} valeurs atypiques", odd))
        self.a_expliquer.words.setText(
            ngettext("{n} valeur à expliquer", "{n} valeurs à expliquer", asked)
        )
        self.atypiques.setVisible(odd > 0)
        self.a_expliquer.setVisible(asked > 0)
        self.pretes.words.setText(_ready(found))
        self.year.setText(_year(found))
        self.updateGeometry()


def _ready(found: VueArs) -> str:
    if not found.points:
        return _("Aucun point à expliquer")
    ready = ngettext("{n} prête", "{n} prêtes", found.pretes)
    return _("Explications : {pretes} sur {n}", pretes=ready, n=len(found.points))


def _year(found: VueArs) -> str:
    """Say which year is read, and that a later one is begun."""
    if found.en_cours is None:
        return _("Année lue : {annee}", annee=found.annees[-1])
    told = _("Année lue : {annee} ({suivante} est en cours de saisie)")
    return told.format(annee=found.annees[-1], suivante=found.en_cours)
