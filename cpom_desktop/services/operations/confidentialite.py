"""What she says of the personal data of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.confidentialite import MOIS, MOST_MONTHS, Confidentialite, Rubrique
from cpom_desktop.i18n import _
from cpom_desktop.services.operations.base import Context, Operation, check_bounds, cleaned

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class SetConfidentialite(Operation, frozen=True):
    """Answer a heading of the register of processing, or a number of months; empty: ours again.

    Attributes:
        texte: of a heading that is written.
        nombre: months, of a heading that is a length of time.
    """

    cle: Rubrique
    texte: str = ""
    nombre: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("modifier les données personnelles")

    def apply(self, records: Records, context: Context) -> None:
        """Write it.

        Raises:
            RegleInvalide: `nombre-trop-petit`, `nombre-trop-grand`, or a text too long.
        """
        values = {"texte": self.texte, "nombre": self.nombre}
        check_bounds(values, 1, MOST_MONTHS, "nombre")
        told = cleaned("confidentialite", values)
        told["nombre" if self.cle not in MOIS else "texte"] = None if self.cle not in MOIS else ""
        row = next((row for row in records.all(Confidentialite) if row.cle is self.cle), None)
        if any(value not in ("", None) for value in told.values()):
            place = row.id if row else records.insert(Confidentialite(id=0, cle=self.cle))
            records.update(Confidentialite, place, told)
        elif row:
            records.delete(Confidentialite, [row.id])
