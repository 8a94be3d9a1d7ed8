"""Where each field of a fiche stands: what is rare is folded, its title tells what is inside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cpom_desktop.domain.fiches_action import Origine
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.queries.words import niveau, word
from ui.kit.field_flow import FieldFlow
from ui.kit.fold import Fold
from ui.kit.restyle import Restyled
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.services.queries.fiches_action import FicheView
    from ui.kit.field_row import FieldSpec
    from ui.kit.form import Form

FORM_WIDTH = 880
"""Widest form, in pixels at 100 % (DESIGN §2.3)."""
SUMMARY_LETTERS = 90


class Place(NamedTuple):
    """Some fields in lines (name, width wanted), and the fold that they are in."""

    lines: tuple[tuple[tuple[str, int], ...], ...]
    fold: str = ""


TETE, CADRE, CONTEXTE, COUT = "tete", "cadre", "contexte", "cout"
SUIVI, RISQUES, VALIDATION = "suivi", "risques", "validation"
PLACES: Mapping[str, Place] = {
    TETE: Place((
        (("titre", 360), ("objectif_id", 380)),
        (("responsable_id", 178), ("suppleant_id", 178), ("statut", 160), ("priorite", 110)),
        (("etat_des_lieux", 300), ("resultats_attendus", 300)),
    )),
    CADRE: Place(((("impact", 240), ("effort", 240)), (("demarches_liees", 600),)), CADRE),
    CONTEXTE: Place(((("acteurs_mobilises", 600),),)),
    COUT: Place(((("justification_cout", 600),),)),
    SUIVI: Place(((("modalites_suivi", 600),),)),
    RISQUES: Place(((("risques", 300), ("conditions_reussite", 300)),), RISQUES),
    VALIDATION: Place(
        ((("validee_par", 300), ("validee_le", 170), ("version", 90), ("redigee_le", 170)),),
        VALIDATION,
    ),
}  # fmt: skip
FOLDED: Mapping[str, str] = {
    name: place.fold
    for place in PLACES.values()
    if place.fold
    for line in place.lines
    for name, _width in line
}
"""Field → the fold that it is in."""
TALL = {"etat_des_lieux": 3, "resultats_attendus": 3}
"""Texts that have more lines than the others."""


def names_of(place: Place) -> list[str]:
    """Return the fields of a place, in reading order."""
    return [name for line in place.lines for name, _width in line]


def spec_of(name: str, specs: Mapping[str, FieldSpec]) -> FieldSpec:
    """Return the spec of a field, as tall as it is shown here."""
    return replace(specs[name], lines=TALL[name]) if name in TALL else specs[name]


class Holder(Restyled, QWidget):
    """The place of some fields, made again for each fiche; forms are never stretched."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.restyle()

    def restyle(self) -> None:
        """Keep to the width of forms at the present text scale."""
        self.setMaximumWidth(px(FORM_WIDTH))


def fill(
    holder: Holder,
    place: Place,
    form: Form,
    specs: Mapping[str, FieldSpec],
    dress: Callable[[str, QWidget], QWidget],
) -> QWidget:
    """Put the fields of a place in its holder; return what holds them.

    Args:
        dress: the name of a field and its row → what stands in its place.
    """
    fields, flow = QWidget(), FieldFlow()
    fields.setLayout(flow)
    for line in place.lines:
        made = []
        for name, width in line:
            made.append((dress(name, form.add(spec_of(name, specs))), width))
        flow.line(*made)
    holder.column.addWidget(fields)
    return fields


def make_folds() -> dict[str, Fold]:
    """Return the folds of a fiche, closed."""
    return {
        CADRE: Fold(_("Origines, impact et effort")),
        RISQUES: Fold(_("Risques et conditions de réussite")),
        VALIDATION: Fold(_("Versions et validation")),
    }


def summaries(view: FicheView) -> Mapping[str, str]:
    """Return what each fold says of what is inside."""
    return {
        CADRE: _cadre(view),
        RISQUES: _short(view.fiche.risques or view.fiche.conditions_reussite),
        VALIDATION: _validation(view),
    }


def _cadre(view: FicheView) -> str:
    rank = list(Origine).index
    origins = [word(row.origine) for row in sorted(view.parts.origines,
                                                   key=lambda row: rank(row.origine))]  # fmt: skip
    fiche = view.fiche
    told = [", ".join(origins)] if origins else []
    if fiche.impact:
        told.append(_("impact {mot}", mot=niveau(fiche.impact).lower()))
    if fiche.effort:
        told.append(_("effort {mot}", mot=niveau(fiche.effort).lower()))
    return " · ".join(told) or _("rien de noté")


def _short(text: str) -> str:
    first = text.strip().removeprefix("-").strip().partition("\n")[0]
    return first[:SUMMARY_LETTERS] or _("rien de noté")


def _validation(view: FicheView) -> str:
    fiche = view.fiche
    told = [_("version {n}", n=fiche.version)] if fiche.version else []
    told.append(word(fiche.statut).lower())
    if fiche.validee_le:
        told.append(_("validée le {jour}", jour=format_date(fiche.validee_le, "medium")))
    return ", ".join(told)
