"""The long fields of one indicator, and its target of each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from ui.pages.fiches_action.fields import CIBLE, INDICATEURS, indicateur_of, indicateur_specs
from ui.pages.fiches_action.panel import RowPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.kit.field_row import FieldSpec
    from ui.session import Session

_LINES = (
    (("libelle", 420), ("type", 130), ("unite", 130)),
    (("valeur_initiale", 110), ("annee_initiale", 204), ("periodicite", 150), ("source", 230)),
    (("definition", 300), ("mode_calcul", 300)),
)
CIBLE_WIDTH = 104


class IndicateurPanel(RowPanel):
    """Opens under the table of the indicators."""

    table = INDICATEURS

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Fermer l'indicateur"))
        self.years: tuple[int, ...] = ()

    @property
    def indicateur_id(self) -> int:
        """The indicator shown, 0 when none is."""
        return self.row_id

    def show_indicateur(self, indicateur_id: int, years: Sequence[int]) -> None:
        """Show an indicator with its targets of some years, 0 for none."""
        again, self.years = tuple(years) != self.years, tuple(years)
        self.show_row(indicateur_id, again=again and indicateur_id == self.row_id)

    def specs(self) -> dict[str, FieldSpec]:
        """Return the fields of the indicator shown, by name."""
        return indicateur_specs(self.row_id, self.years)

    def lines(self) -> Sequence[Sequence[tuple[str, int]]]:
        """Return its fields in lines, the targets last."""
        targets = tuple((f"{CIBLE}{year}", CIBLE_WIDTH) for year in self.years)
        return (*_LINES, targets) if targets else _LINES

    def name(self) -> str:
        """Return the title of the indicator shown; empty once it is deleted."""
        known = indicateur_of(self.session.snapshot, self.row_id)
        return _("Indicateur : {nom}", nom=known.libelle) if known else ""
