"""The marks by theme: a radar, or the table that says the same, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from cpom_desktop.charts.radar import RadarSpoke, fitted_layout, radar_scene
from cpom_desktop.i18n import _
from ui.kit.buttons import TextButton
from ui.kit.cards import Card
from ui.kit.labels import SafeLabel
from ui.kit.scene_view import TEXT_MM, SceneView
from ui.models.stretch_table import StretchTable
from ui.models.synthese import notes_model
from ui.theme.theme import px

if TYPE_CHECKING:
    from cpom_desktop.charts.scene import Scene
    from cpom_desktop.services.queries.synthese_types import SyntheseVue
    from ui.session import Session

LEAST_RADAR = 230


class RadarView(SceneView):
    """The radar, as large as its room allows."""

    def __init__(self) -> None:
        super().__init__(_("Radar des notes moyennes par thème"))
        self._spokes: tuple[RadarSpoke, ...] = ()
        self.restyle()

    def show_spokes(self, spokes: tuple[RadarSpoke, ...], told: str) -> None:
        """Show other marks, told in words to screen readers."""
        self.setAccessibleDescription(told)
        if spokes != self._spokes:
            self._spokes = spokes
            self.refresh()

    def scene_of(self, width_mm: float, height_mm: float) -> Scene:
        """Return the radar for a room."""
        layout = fitted_layout(self._spokes, width_mm, height_mm, TEXT_MM)
        return radar_scene(self._spokes, layout)

    def restyle(self) -> None:
        """Stay legible at the present text scale."""
        super().restyle()
        self.setMinimumHeight(px(LEAST_RADAR))


class NotesCard(Card):
    """Shows the radar, and on demand the table in its place."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Note moyenne par thème"), _("de 1 à 4"), ruled=True)
        self.radar = RadarView()
        self.table = StretchTable(_("Note moyenne par thème"), row_height=32)
        self.table.setModel(notes_model(session, self))
        self.swap_button = TextButton("").set_dense()
        self.swap_button.clicked.connect(self._on_swap)
        self.add_action(self.swap_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.radar)
        self._stack.addWidget(self.table)
        self.incomplete = SafeLabel("", "caption")
        self.add(self._stack, 1)
        self.add(self.incomplete)
        self._show_button()

    def show_notes(self, view: SyntheseVue) -> None:
        """Show the marks again, and how far the grid is."""
        self.incomplete.setVisible(bool(view.complement))
        told = _("Grille incomplète : {compte}.", compte=view.complement)
        unmarked = any(note.moyenne is None for note in view.notes)
        self.incomplete.setText(told + (_(" « – » : thème sans note.") if unmarked else ""))
        spokes = tuple(RadarSpoke(n.lettre, n.court, n.moyenne) for n in view.notes)
        told = ", ".join(f"{n.lettre} {n.court} {n.texte}" for n in view.notes)
        self.radar.show_spokes(spokes, told)
        self.table.show_rows(view.notes)

    @property
    def shows_table(self) -> bool:
        """Tell whether the table stands in place of the radar."""
        return self._stack.currentWidget() is self.table

    def _on_swap(self) -> None:
        self._stack.setCurrentWidget(self.radar if self.shows_table else self.table)
        self._show_button()
        if self.shows_table:
            self.table.focus_rows()

    def _show_button(self) -> None:
        words = _("Voir le radar") if self.shows_table else _("Voir le tableau")
        self.swap_button.setText(words)
        self.swap_button.set_icon("gauge" if self.shows_table else "table")
