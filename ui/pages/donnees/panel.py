"""The right of the page: what founds the row under the caret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.kit.detail_panel import DetailPanel
from ui.kit.labels import SafeLabel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.services.queries.donnees_lignes import LigneDonnees
    from cpom_desktop.services.queries.donnees_types import DonneesVue
    from ui.kit.form import Form
    from ui.session import Session


class DonneePanel(DetailPanel):
    """Shows the formula, the calculation with her numbers, the sources and the references."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.name = SafeLabel("", "section", wrap=True)
        self.set_name_label(self.name)
        self._area, self._column = self.scroll_column()
        self.words = SafeLabel("", "small", wrap=True)
        self.numbers = SafeLabel("", "small", wrap=True)
        for label in (self.words, self.numbers):
            self._column.addWidget(label)
        self._column.addStretch(1)
        self.add(self._area, 1)

    def show_row(
        self, vue: DonneesVue, row: LigneDonnees | None, annee: int, *, force: bool = False
    ) -> None:
        """Show what founds a row, in a year."""
        del vue, annee, force
        indicateur = row.indicateur if row else None
        self.name.setText(indicateur.libelle if indicateur else row.libelle if row else "")
        self.words.setText(indicateur.formule_mots if indicateur else "")
        details = [a.detail for a in indicateur.annees.values() if a.detail] if indicateur else []
        self.numbers.setText("\n".join(details))

    def focus_field(self, name: str = "") -> bool:
        """Nothing is typed here yet."""
        return bool(name) and False

    def forms(self) -> Iterable[Form]:
        """Return the forms shown."""
        return ()
