"""The fields of a fiche action and of its indicators, declared once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import FicheAction, Priorite, StatutFiche
from cpom_desktop.domain.objectifs import TypeIndicateur, numeros
from cpom_desktop.i18n import EMPTY, _, format_date, format_number
from cpom_desktop.services.labels import LONG_TEXTS, label
from cpom_desktop.services.operations import SetCible, UpdateFicheAction, UpdateIndicateur
from cpom_desktop.services.queries.words import choices, niveaux
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, update_record
from ui.models.fiche_parts import read_value, read_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.domain.objectifs import Indicateur, Objectif
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

FICHES, INDICATEURS = "fiches_action", "indicateurs"
CIBLE = "cible_"
"""Beginning of the name of the target of a year."""


def fiche_of(snapshot: DossierSnapshot, fiche_id: int) -> FicheAction | None:
    """Return a fiche, None once it is deleted."""
    return next((fiche for fiche in snapshot.fiches_action if fiche.id == fiche_id), None)


def indicateur_of(snapshot: DossierSnapshot, indicateur_id: int) -> Indicateur | None:
    """Return an indicator, None once it is deleted."""
    return next((i for i in snapshot.indicateurs if i.id == indicateur_id), None)


def field_key(table: str, record_id: int, name: str = "") -> str:
    """Return the key of a field: « fiches_action.3.etat_des_lieux »."""
    return f"{table}.{record_id}.{name}" if name else f"{table}.{record_id}"


def split_key(key: str) -> tuple[str, int, str]:
    """Return table, id and name of a key; id 0 when it is none of ours."""
    table, _dot, rest = key.partition(".")
    number, _dot, name = rest.partition(".")
    return table, int(number) if number.isdecimal() else 0, name


def fiche_specs(session: Session, fiche_id: int) -> dict[str, FieldSpec]:
    """Return the fields of a fiche by name."""
    spec = partial(_fiche_spec, fiche_id)
    day = date_reader(session.workspace)
    made = (
        spec("titre"),
        replace(spec("objectif_id", "choice"), choices=partial(objectif_choices, fiche_id)),
        replace(spec("responsable_id", "choice"), choices=_acteurs),
        replace(spec("suppleant_id", "choice"), choices=_acteurs, optional=True),
        replace(spec("statut", "choice"), choices=choices(StatutFiche), none_label=None),
        replace(spec("priorite", "choice"), choices=choices(Priorite)),
        spec("version"),
        replace(spec("redigee_le", "date"), parse=day, show=_short),
        spec("etat_des_lieux", "text", _("Un constat chiffré et daté.")),
        spec("resultats_attendus", "text", _("Ce qui aura changé, combien et quand.")),
        replace(spec("demarches_liees", "text", _("Évaluation HAS, projet d'établissement…")),
                optional=True, lines=2),
        replace(spec("acteurs_mobilises", "text", _("Équipes, familles, structures voisines…")),
                lines=2),
        replace(spec("modalites_suivi", "text", _("Qui regarde quoi, quand, avec qui.")), lines=2),
        replace(spec("risques", "text"), optional=True, lines=2),
        replace(spec("conditions_reussite", "text"), optional=True, lines=2),
        replace(spec("impact", "segmented"), choices=niveaux(), optional=True),
        replace(spec("effort", "segmented"), choices=niveaux(), optional=True),
        replace(spec("justification_cout", "text", _("Le temps est déjà prévu au planning.")),
                lines=1, optional=True),
        spec("validee_par", "line", _("COPIL du 15 octobre 2027")),
        replace(spec("validee_le", "date"), parse=day, show=_short),
    )  # fmt: skip
    return {one.key.rpartition(".")[2]: one for one in made}


def indicateur_specs(indicateur_id: int, years: Sequence[int]) -> dict[str, FieldSpec]:
    """Return the fields of an indicator by name, its target of each year at the end."""
    spec = partial(_indicateur_spec, indicateur_id)
    made = (
        spec("libelle"),
        replace(spec("type", "choice"), choices=choices(TypeIndicateur), none_label=None),
        spec("unite", "line", "%"),
        replace(spec("valeur_initiale"), parse=read_value, show=_shown_number),
        replace(spec("annee_initiale"), parse=read_year, show=_shown_year),
        spec("periodicite", "line", _("Trimestrielle")),
        spec("source", "line", _("Registre des chutes")),
        replace(spec("definition", "text"), optional=True, lines=2),
        replace(spec("mode_calcul", "text", _("Chutes ÷ journées × 1 000")), lines=2),
        *(_cible_spec(indicateur_id, year) for year in years),
    )
    return {one.key.rpartition(".")[2]: one for one in made}


def objectif_choices(fiche_id: int, snapshot: DossierSnapshot) -> tuple[tuple[object, str], ...]:
    """Return the operational objectives with number and axis, and the one of the fiche."""
    fiche = fiche_of(snapshot, fiche_id)
    kept = fiche.objectif_id if fiche else None
    axes = {axe.id: axe.libelle for axe in snapshot.axes}
    numbers = numeros(snapshot.axes, snapshot.objectifs)
    offered = [o for o in snapshot.objectifs if o.strategique_id is not None or o.id == kept]
    offered.sort(key=partial(_rank, numbers))
    return tuple((o.id, f"{numbers[o.id]} {o.libelle} ({axes[o.axe_id]})") for o in offered)


def _rank(numbers: Mapping[int, str], objectif: Objectif) -> list[int]:
    return [int(part) for part in numbers[objectif.id].split(".")]


def _fiche_spec(
    fiche_id: int, name: str, kind: FieldKind = "line", placeholder: str = ""
) -> FieldSpec:
    return FieldSpec(
        key=field_key(FICHES, fiche_id, name),
        label=label(FICHES, name),
        kind=kind,
        read=partial(_read_fiche, fiche_id, name),
        write=partial(update_record, UpdateFicheAction, fiche_id, name),
        placeholder=placeholder,
    )


def _indicateur_spec(
    indicateur_id: int, name: str, kind: FieldKind | None = None, placeholder: str = ""
) -> FieldSpec:
    usual: FieldKind = "text" if (INDICATEURS, name) in LONG_TEXTS else "line"
    return FieldSpec(
        key=field_key(INDICATEURS, indicateur_id, name),
        label=label(INDICATEURS, name),
        kind=kind or usual,
        read=partial(_read_indicateur, indicateur_id, name),
        write=partial(update_record, UpdateIndicateur, indicateur_id, name),
        placeholder=placeholder,
    )


def _cible_spec(indicateur_id: int, year: int) -> FieldSpec:
    return FieldSpec(
        key=field_key(INDICATEURS, indicateur_id, f"{CIBLE}{year}"),
        label=_("Cible {annee}", annee=str(year)),
        kind="line",
        read=partial(_read_cible, indicateur_id, year),
        write=partial(_write_cible, indicateur_id, year),
        parse=read_value,
        show=_shown_number,
    )


def _read_fiche(fiche_id: int, name: str, snapshot: DossierSnapshot) -> object:
    fiche = fiche_of(snapshot, fiche_id)
    return None if fiche is None else getattr(fiche, name)


def _read_indicateur(indicateur_id: int, name: str, snapshot: DossierSnapshot) -> object:
    indicateur = indicateur_of(snapshot, indicateur_id)
    return None if indicateur is None else getattr(indicateur, name)


def _read_cible(indicateur_id: int, year: int, snapshot: DossierSnapshot) -> object:
    rows = snapshot.cibles_indicateurs
    wanted = (indicateur_id, year)
    return next((c.valeur for c in rows if (c.indicateur_id, c.annee) == wanted), None)


def _write_cible(indicateur_id: int, year: int, value: Decimal | None) -> Operation:
    return SetCible(indicateur_id=indicateur_id, annee=year, valeur=value)


def _shown_number(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)


def _shown_year(year: int | None) -> str:
    return "" if year is None else str(year)


def _short(day: date | None) -> str:
    return "" if day is None else format_date(day, "medium")


def _acteurs(snapshot: DossierSnapshot) -> tuple[tuple[object, str], ...]:
    return tuple((a.id, a.display_name or EMPTY) for a in snapshot.acteurs)
