"""The fields of an indicator, declared once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.objectifs import TypeIndicateur
from cpom_desktop.i18n import EMPTY, _, format_date, format_number
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateIndicateur
from cpom_desktop.services.queries.donnees import donnees_vue
from cpom_desktop.services.queries.indicateurs_lecture import SENS
from cpom_desktop.services.queries.words import choices, word
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader, update_record
from ui.models.fiche_parts import read_value, read_year

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.donnees_types import DonneesVue, IndicateurLu
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

INDICATEURS = "indicateurs"
FICHES = "fiches"


def field_key(indicateur_id: int, name: str) -> str:
    """Return the key of a field: « indicateurs.3.definition »."""
    return f"{INDICATEURS}.{indicateur_id}.{name}"


def indicateur_of(snapshot: DossierSnapshot, indicateur_id: int) -> Indicateur | None:
    """Return an indicator, None once it is deleted."""
    return next((i for i in snapshot.indicateurs if i.id == indicateur_id), None)


class Donnees:
    """The indicators of the figures that may be chosen, read again when hers change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: object = None
        self._choices: tuple[tuple[object, str], ...] = ()

    def choices(self, snapshot: DossierSnapshot) -> tuple[tuple[object, str], ...]:
        """Return each with its group, « Taux d'absentéisme (Ressources humaines) »."""
        read = (snapshot.indicateurs_propres, snapshot.packs_integres)
        if read != self._read:
            self._read = read
            self._choices = tuple(
                (found.slug, f"{found.libelle} ({groupe.libelle})")
                for groupe in self._view().groupes
                for found in groupe.indicateurs
            )
        return self._choices

    def indicateur(self, slug: str) -> IndicateurLu | None:
        """Return one with its formula."""
        return self._view().indicateur(slug)

    def _view(self) -> DonneesVue:
        session = self._session
        return donnees_vue(session.snapshot, session.content, session.workspace.today)


def indicateur_specs(session: Session, donnees: Donnees, indicateur_id: int) -> list[FieldSpec]:
    """Return the fields of an indicator, in the order of the page."""
    spec = partial(_spec, indicateur_id)
    return [
        spec("libelle"),
        replace(spec("definition", "text"), lines=2),
        replace(
            spec("donnee", "choice"),
            choices=donnees.choices,
            none_label=_("Non : le calcul est écrit en mots"),
            read=partial(_read_donnee, indicateur_id),
            write=partial(_write_donnee, session, donnees, indicateur_id),
        ),
        replace(spec("mode_calcul", "text", _("Chutes ÷ journées × 1 000")), lines=1),
        replace(spec("numerateur", "text", _("Ce qu'on compte")), lines=1),
        replace(spec("denominateur", "text", _("Divisé par quoi")), lines=1),
        replace(spec("exclusions", "text", _("Formation, congés…")), lines=1),
        spec("unite", "line", "%"),
        replace(spec("decimales", "choice"), choices=_DECIMALES, none_label=_("Comme saisi")),
        spec("source", "line", _("Logiciel de paie")),
        spec("periodicite", "line", _("Trimestrielle")),
        replace(
            spec("valeur_initiale"),
            label=_("Valeur de départ"),
            parse=read_value,
            show=_shown_number,
        ),
        replace(
            spec("annee_initiale"),
            label=_("Année de départ"),
            parse=read_year,
            show=_shown_year,
        ),
        replace(
            spec("date_initiale", "date"),
            label=_("Date du relevé"),
            parse=date_reader(session.workspace),
            show=_short,
            optional=True,
        ),
        replace(
            spec("polarite", "segmented"),
            choices=[(value, _(words)) for value, words in SENS.items()],
        ),
        replace(
            spec("type", "choice"),
            label=_("Nature"),
            choices=choices(TypeIndicateur),
            none_label=None,
        ),
        replace(spec("responsable_id", "choice"), choices=_acteurs),
        replace(spec("seuil_alerte"), parse=read_value, show=_shown_number, optional=True),
        replace(spec("commentaire", "text"), lines=2, optional=True),
        spec("a_adapter", "flag"),
    ]


_DECIMALES = tuple((n, str(n)) for n in range(5))


def _spec(
    indicateur_id: int, name: str, kind: FieldKind = "line", placeholder: str = ""
) -> FieldSpec:
    return FieldSpec(
        key=field_key(indicateur_id, name),
        label=label(INDICATEURS, name),
        kind=kind,
        read=partial(_read, indicateur_id, name),
        write=partial(update_record, UpdateIndicateur, indicateur_id, name),
        placeholder=placeholder,
    )


def _read(indicateur_id: int, name: str, snapshot: DossierSnapshot) -> object:
    found = indicateur_of(snapshot, indicateur_id)
    return getattr(found, name) if found else None


def _read_donnee(indicateur_id: int, snapshot: DossierSnapshot) -> object:
    """Return what is taken from the figures; None, the empty choice, when nothing is."""
    return _read(indicateur_id, "donnee", snapshot) or None


def _write_donnee(
    session: Session, donnees: Donnees, indicateur_id: int, value: object
) -> Operation:
    """Take an indicator of the figures: what is empty is filled from it, nothing is replaced."""
    known = indicateur_of(session.snapshot, indicateur_id)
    found = donnees.indicateur(str(value)) if value else None
    values: dict[str, object] = {"donnee": str(value or "")}
    if known is not None and found is not None:
        if not known.mode_calcul:
            values["mode_calcul"] = found.formule_mots
        if not known.unite:
            values["unite"] = word(found.unite)
        if known.decimales is None:
            values["decimales"] = found.decimales
        if known.polarite is None:
            values["polarite"] = found.polarite
    return UpdateIndicateur(id=indicateur_id, **values)  # type: ignore[arg-type]


def _shown_number(value: Decimal | None) -> str:
    return "" if value is None else format_number(value)


def _shown_year(year: int | None) -> str:
    return "" if year is None else str(year)


def _short(day: date | None) -> str:
    return "" if day is None else format_date(day, "medium")


def _acteurs(snapshot: DossierSnapshot) -> tuple[tuple[object, str], ...]:
    return tuple((a.id, a.display_name or EMPTY) for a in snapshot.acteurs)
