"""The card « Influence et intérêt »: the map, and under it the same thing in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.queries.acteurs_initiales import distinct_initials
from cpom_desktop.services.queries.words import word
from ui.kit.cards import Card, Rule
from ui.kit.influence_map import InfluenceMap, MapPoint
from ui.kit.labels import ElidedLabel, SafeLabel
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.acteurs import Acteur

Line = tuple[str, str, str]


class InfluenceCard(Card):
    """Shows who is rated, where, and how many are not."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Influence et intérêt"), ruled=True)
        self.map = InfluenceMap()
        self.map.picked.connect(self.picked)
        self._lines: list[Line] | None = None
        self._legend = QWidget()
        self.unrated = SafeLabel("", "caption", wrap=True)
        for part in (self.map, Rule(), self._legend, self.unrated):
            self.add(part)
        self.body.addStretch(1)

    def show_acteurs(self, acteurs: Sequence[Acteur], chosen: int) -> None:
        """Place the people rated, the one chosen filled."""
        rated = [a for a in acteurs if a.influence is not None and a.interet is not None]
        initials = distinct_initials(rated)
        points = [
            MapPoint(a.id, initials[a.id], a.display_name, a.influence or 0, a.interet or 0)
            for a in rated
        ]
        self.map.show_points(points, chosen)
        self._show_lines([_line(a, initials[a.id]) for a in rated])
        self._tell_unrated(len(acteurs) - len(rated), placed=bool(rated))

    def _tell_unrated(self, count: int, *, placed: bool) -> None:
        sentence = ngettext(
            "{n} acteur n'est pas encore coté.", "{n} acteurs ne sont pas encore cotés.", count
        )
        if not placed:
            sentence = _("Notez l'influence et l'intérêt d'un acteur : il prendra place ici.")
        self.unrated.setText(sentence)
        self.unrated.setVisible(count > 0)

    def _show_lines(self, lines: list[Line]) -> None:
        if lines == self._lines:
            return
        self._lines = lines
        legend = QWidget()
        grid = QGridLayout(legend)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for row, (letters, name, position) in enumerate(lines):
            grid.addWidget(SafeLabel(letters, "label"), row, 0)
            grid.addWidget(ElidedLabel(name, "small"), row, 1)
            grid.addWidget(SafeLabel(position, "caption-2"), row, 2, Qt.AlignmentFlag.AlignRight)
        self.body.replaceWidget(self._legend, legend)
        self._legend.hide()
        self._legend.deleteLater()
        self._legend = legend


def _line(acteur: Acteur, letters: str) -> Line:
    parts = (acteur.display_name, acteur.structure or acteur.fonction)
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    position = word(acteur.position).lower() if acteur.position else ""
    return letters, name, position
