"""The members of an instance as a table: who, in what quality, for whom, with a vote or not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.i18n import EMPTY, _
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateMembre
from ui.models.base import Column, TableModel
from ui.models.fiche_parts import acteur_choices

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.comitologie import MembreView
    from ui.session import Session

MEMBRES = "instances_membres"


def membres_model(session: Session, parent: QObject) -> TableModel[MembreView]:
    """Return the model of the members."""
    return TableModel(
        session,
        [
            Column(key="acteur_id", header=label(MEMBRES, "acteur_id"), value=_nom),
            replace(_column("qualite", 190), value=_qualite, edit=_typed),
            Column(key="structure", header=label("acteurs", "structure"), value=_structure,
                   width=170),
            replace(_column("suppleant_id", 130), choices=partial(acteur_choices, session),
                    none_label=EMPTY),
            replace(_column("voix", 70), header=_("Vote"), choices=_yes_or_no),
        ],
        _id,
        parent=parent,
    )  # fmt: skip


def _column(name: str, width: int) -> Column[MembreView]:
    return Column(
        key=name,
        header=label(MEMBRES, name),
        value=partial(_field, name),
        write=partial(_write, name),
        width=width,
    )


def _yes_or_no() -> tuple[tuple[object, str], ...]:
    return ((True, _("Oui")), (False, _("Non")))


def _typed(value: object) -> str:
    return str(value or "")


def _id(row: MembreView) -> object:
    return row.membre.id


def _field(name: str, row: MembreView) -> object:
    return getattr(row.membre, name)


def _nom(row: MembreView) -> object:
    return row.nom


def _qualite(row: MembreView) -> object:
    return row.qualite


def _structure(row: MembreView) -> object:
    return row.structure


def _write(name: str, row: MembreView, value: object) -> Operation:
    return UpdateMembre(id=row.membre.id, **{name: value})  # type: ignore[arg-type]
