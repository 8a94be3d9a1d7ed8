"""How tight the pages of an editable document are set: a form is closer than running pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cpom_desktop.reports.blocks import Table


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of the cells of a table, and the room around what they hold, in points."""

    plain: str
    header: str
    side: float
    padding: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How the blocks of a page are set.

    Attributes:
        table, dense: look of a table, and of one asked to be dense.
        body, item: styles of texts and of the items of lists; nothing for the usual ones.
        fitted: whether columns are as wide as what they hold asks for.
        label_share: part of the width that the labels of values take.
        box_mm: height of a box to sign.
        rooms: above and under a small title, in points; None leaves them to the style.
    """

    table: Look
    dense: Look
    body: str = ""
    item: str = "ListBullet"
    fitted: bool = False
    label_share: float = 0.32
    box_mm: float = 30.0
    rooms: tuple[float, float] | None = None

    def look(self, table: Table) -> Look:
        """Return the look of a table."""
        if table.packed:
            return PACKED
        if table.by_hand:
            return BY_HAND
        return self.dense if table.dense else self.table


NORMAL: Final = Look("Cellule", "CelluleEnTete", 5.5, 2.8)
_DENSE: Final = Look("CelluleDense", "CelluleDenseEnTete", 3.0, 0.9)
_FORM: Final = Look("CelluleDense", "CelluleDenseEnTete", 4.0, 1.0)
PACKED: Final = Look("CelluleSerree", "CelluleSerreeEnTete", 2.5, 0.2)
"""The type of a matrix that should hold on its page."""
BY_HAND: Final = Look("CelluleMain", "CelluleMainEnTete", 5.5, 2.0)
"""That of a large form, filled in by hand."""

PAGE: Final = Setting(NORMAL, _DENSE)
FORM: Final = Setting(
    _FORM,
    _DENSE,
    body="Fiche",
    item="FichePuce",
    fitted=True,
    label_share=0.22,
    box_mm=20.0,
    rooms=(6.0, 2.0),
)
"""A form that holds on its page in print: Word, where texts grow, may give it a second."""
