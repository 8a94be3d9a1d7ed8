"""How a mean is reckoned, and who bears it: a quantity, the cost of one, the section."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.moyens import SectionTarifaire, UniteCout
from cpom_desktop.i18n import _, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateMoyen
from cpom_desktop.services.queries.fiches_action import format_euros
from cpom_desktop.services.queries.words import choices
from ui.kit.field_row import FieldSpec
from ui.kit.specs import update_record
from ui.models.fiche_parts import read_centimes, read_value, typed_euros
from ui.pages.fiches_action.fields import field_key
from ui.pages.fiches_action.panel import RowPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cpom_desktop.domain.moyens import Moyen
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

MOYENS = "moyens"
MOST_ETP = Decimal(500)
_LINES = (
    (("quantite", 110), ("unite", 120), ("cout_unitaire_centimes", 140), ("montant", 120)),
    (("section", 260),),
)


class MoyenPanel(RowPanel):
    """Opens under the table of the means."""

    table = MOYENS

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Fermer le moyen"))

    def specs(self) -> dict[str, FieldSpec]:
        """Return the fields of the mean shown, by name."""
        spec = partial(_spec, self.row_id)
        made = (
            replace(spec("quantite"), parse=read_value, show=_shown_number, placeholder="0,2",
                    check=partial(_high, self.row_id)),
            replace(spec("unite", "choice"), choices=choices(UniteCout)),
            replace(spec("cout_unitaire_centimes"), parse=read_centimes, show=typed_euros,
                    unit="€"),
            replace(spec("montant"), write=None, label=_("Montant calculé"), show=format_euros),
            replace(spec("section", "choice"), choices=choices(SectionTarifaire), optional=True),
        )  # fmt: skip
        return {one.key.rpartition(".")[2]: one for one in made}

    def lines(self) -> Sequence[Sequence[tuple[str, int]]]:
        """Return its fields in lines."""
        return _LINES

    def name(self) -> str:
        """Return the title of the mean shown; empty once it is deleted."""
        known = moyen_of(self.session.snapshot, self.row_id)
        return _("Moyen : {nom}", nom=known.libelle) if known else ""


def moyen_of(snapshot: DossierSnapshot, moyen_id: int) -> Moyen | None:
    """Return a mean, None once it is deleted."""
    return next((moyen for moyen in snapshot.moyens if moyen.id == moyen_id), None)


def _spec(moyen_id: int, name: str, kind: FieldKind = "line") -> FieldSpec:
    return FieldSpec(
        key=field_key(MOYENS, moyen_id, name),
        label=label(MOYENS, "montant_centimes" if name == "montant" else name),
        kind=kind,
        read=partial(_read, moyen_id, name),
        write=partial(update_record, UpdateMoyen, moyen_id, name),
    )


def _read(moyen_id: int, name: str, snapshot: DossierSnapshot) -> object:
    moyen = moyen_of(snapshot, moyen_id)
    return None if moyen is None else getattr(moyen, name)


def _shown_number(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)


def _high(moyen_id: int, value: Decimal | None, snapshot: DossierSnapshot) -> str | None:
    """Return a doubt about a number of full-time posts too high for such a place (row 33)."""
    moyen = moyen_of(snapshot, moyen_id)
    if value is None or moyen is None or moyen.unite is not UniteCout.ETP or value <= MOST_ETP:
        return None
    return _("Ce total paraît élevé pour un EHPAD. Vérifiez la virgule.")
