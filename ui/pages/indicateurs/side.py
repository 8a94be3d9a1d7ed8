"""Beside the form: the curve, the attainment with her numbers, what the indicator lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cpom_desktop.charts.courbe import Courbe, CourbeLayout, courbe_scene
from cpom_desktop.domain.atteinte import StatutAtteinte
from cpom_desktop.i18n import EMPTY, _, capitalise, ngettext
from cpom_desktop.services.queries.indicateurs import MANQUES
from cpom_desktop.services.queries.indicateurs_lecture import (
    atteinte_lue,
    decimales_of,
    valeur_mots,
)
from ui.kit.cards import Card
from ui.kit.labels import IconLabel, SafeLabel
from ui.kit.link_line import LinkLine
from ui.kit.pills import Pill, StatusPill
from ui.kit.scene_view import SceneView
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.charts.scene import Scene
    from cpom_desktop.services.queries.indicateurs import IndicateurSuivi
    from ui.kit.pills import PillKind

PILLS: dict[StatutAtteinte, PillKind] = {
    StatutAtteinte.ATTEINT: "atteint",
    StatutAtteinte.EN_BONNE_VOIE: "en-cours",
    StatutAtteinte.A_SURVEILLER: "a-verifier",
    StatutAtteinte.EN_RETARD: "en-retard",
    StatutAtteinte.NON_RENSEIGNE: "a-saisir",
    StatutAtteinte.PARTIELLEMENT_ATTEINT: "en-partie",
    StatutAtteinte.NON_ATTEINT: "non-atteint",
}
CURVE = 176
"""Height of the curve, in pixels at 100 %."""


def courbe_of(suivi: IndicateurSuivi) -> Courbe:
    """Return what the curve of an indicator shows."""
    return Courbe(
        valeurs={y.annee: y.valeur for y in suivi.annees if y.valeur is not None},
        cibles={y.annee: y.cible for y in suivi.annees if y.cible is not None},
        depart=suivi.indicateur.annee_initiale,
        decimales=decimales_of(suivi),
    )


class CourbeView(SceneView):
    """The curve; the grid of the form is its table."""

    def __init__(self) -> None:
        super().__init__(_("Courbe des valeurs et des cibles"))
        self._courbe = Courbe()

    def show_suivi(self, suivi: IndicateurSuivi) -> None:
        """Show an indicator; screen readers hear its years."""
        self._courbe = courbe_of(suivi)
        self.setAccessibleDescription(courbe_words(suivi))
        self.refresh()

    def scene_of(self, width_mm: float, height_mm: float) -> Scene:
        """Return the curve for a room."""
        sizes = CourbeLayout(width_mm=width_mm, height_mm=height_mm, text_mm=3.0, every=False)
        return courbe_scene(self._courbe, sizes)

    def restyle(self) -> None:
        """Take the height of the present text scale."""
        self.setFixedHeight(px(CURVE))
        super().restyle()


def courbe_words(suivi: IndicateurSuivi) -> str:
    """Return what the curve says, « 2025 : 11,04 % ; 2028 : 10,62 %, cible 10,80 % »."""
    told = []
    for year in suivi.annees:
        cible = valeur_mots(suivi, year.cible)
        aim = _("cible {cible}", cible=cible) if cible else ""
        parts = ", ".join(filter(None, (valeur_mots(suivi, year.valeur), aim)))
        told.append(f"{year.annee}{_(' : ')}{parts or EMPTY}")
    return _(" ; ").join(told)


class SideColumn(QWidget):
    """The three cards.

    Signals:
        asked: name of a field to fill.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        self.curve_card = Card(" ", ruled=True)
        self.pill = StatusPill("a-saisir")
        self.curve_card.add_action(self.pill)
        self.curve = CourbeView()
        self.nothing = SafeLabel(
            _("La courbe se trace dès la première valeur ou la première cible."),
            "small-2", wrap=True,
        )  # fmt: skip
        self.curve_card.add(self.curve)
        self.curve_card.add(self.nothing)
        self.rate_card = Card()
        self.rate = [SafeLabel("", role, wrap=True) for role in ("strong", "small-2", "small")]
        self.expected = SafeLabel("", "small", wrap=True)
        self.note = SafeLabel("", "small-2", wrap=True)
        self.status = StatusPill("a-saisir")
        for label in (*self.rate, self.expected):
            self.rate_card.add(label)
        self.rate_card.add(self.status)
        self.rate_card.add(self.note)
        self.rate_card.body.setSpacing(px(6))
        self.lacks_card = Card()
        self._build_lacks()
        for card in (self.curve_card, self.rate_card, self.lacks_card):
            column.addWidget(card)
        column.addStretch(1)
        self.links: list[LinkLine] = []

    def _build_lacks(self) -> None:
        head = QHBoxLayout()
        self._icon = IconLabel("circle-check", "succes", 18)
        self.lacks_title = SafeLabel("", "strong", wrap=True)
        head.addWidget(self._icon)
        head.addWidget(self.lacks_title, 1)
        self.lacks_card.add(head)
        self.lacks_text = SafeLabel("", "small-2", wrap=True)
        self.lacks_card.add(self.lacks_text)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self.lacks_card.add(self._links)
        self.lacks_card.body.setSpacing(px(6))

    # --- showing

    def show_suivi(self, suivi: IndicateurSuivi) -> None:
        """Show an indicator."""
        self._show_curve(suivi)
        self._show_rate(suivi)
        self._show_lacks(suivi)

    def _show_curve(self, suivi: IndicateurSuivi) -> None:
        last = suivi.derniere
        title = _("Atteinte en {annee}", annee=str(last.annee)) if last else _("Courbe")
        self.curve_card.set_title(title)
        self.pill.setVisible(last is not None and last.sur_la_cible is not None)
        if last is not None and last.sur_la_cible is not None:
            reached = Pill("atteint", _("Cible atteinte"))
            missed = Pill("non-atteint", _("Cible non atteinte"))
            self.pill.set_pill(reached if last.sur_la_cible else missed)
        empty = courbe_of(suivi).is_vide
        self.curve.setVisible(not empty)
        self.nothing.setVisible(empty)
        self.curve.show_suivi(suivi)

    def _show_rate(self, suivi: IndicateurSuivi) -> None:
        found = atteinte_lue(suivi)
        whole = found is not None
        for label in (self.rate[2], self.expected, self.status):
            label.setVisible(whole)
        if found is None:
            self.rate[0].setText(_("Taux d'atteinte"))
            told = _("Il se calcule dès qu'une valeur est connue après le départ, et une cible "
                     "donnée.")  # fmt: skip
            self.rate[1].setText(told)
            self.rate[1].show()
            self.note.hide()
            return
        self.rate[0].setText(found.titre)
        self.rate[1].setText(found.formule)
        self.rate[1].setVisible(bool(found.formule))
        self.rate[2].setText(found.nombres)
        self.expected.setText(found.attendu)
        self.status.set_pill(Pill(PILLS[found.statut], found.mots))
        self.note.setText(found.note)
        self.note.setVisible(bool(found.note))

    def _show_lacks(self, suivi: IndicateurSuivi) -> None:
        for link in self.links:
            self._links.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        wanted = [(capitalise(_(MANQUES[manque])), manque.value) for manque in suivi.manques]
        if not suivi.fiches:
            wanted.insert(0, (_("Une fiche action qu'il suit"), "fiches"))
        self._icon.set_icon(*(("circle-dashed", "texte-2") if wanted else _DONE))
        if not wanted:
            self.lacks_title.setText(_("Indicateur complet"))
            self.lacks_text.setText(
                _("Définition, calcul, source, départ, cible et sens du progrès sont renseignés : "
                  "il peut figurer au contrat.")
            )  # fmt: skip
            return
        self.lacks_title.setText(_("Il manque"))
        self.lacks_text.setText(
            ngettext("{n} point avant le contrat.", "{n} points avant le contrat.", len(wanted))
        )
        for words, name in wanted:
            link = LinkLine(words, "circle-dashed", "texte-2")
            link.setProperty("champ", name)
            link.clicked.connect(self._on_link)
            self._links.addWidget(link)
            self.links.append(link)

    def _on_link(self) -> None:
        self.asked.emit(str(self.sender().property("champ")))


_DONE = ("circle-check", "succes")
