"""Operations on the figures: values by year, own indicators, reference values, explanations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

from cpom_desktop.domain.donnees import Polarite, Unite
from cpom_desktop.domain.fiches_action import FicheAction
from cpom_desktop.domain.valeurs import (
    Explication,
    IndicateurPropre,
    Repere,
    Valeur,
)
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_bounds,
    check_decimal,
    check_names,
    check_year,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)
from cpom_desktop.services.operations.correspondances import ColonnesRetenues, keep_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.services.ports import Records

MOST_DECIMALS_SHOWN = 4


class ValeurSaisie(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One cell: a figure of one year; no value empties it, `inconnue` says « n.c. ».

    Attributes:
        source, date_source, commentaire: of this figure alone; kept as they are when not given.
    """

    donnee: str
    annee: int
    valeur: Decimal | None = None
    inconnue: bool = False
    source: str | UnsetType = UNSET
    date_source: date | UnsetType | None = UNSET
    commentaire: str | UnsetType = UNSET


class SetValeurs(Operation, frozen=True):
    """Write figures in one step: typed, pasted or imported.

    Attributes:
        source, date_source: where they come from, written beside each that has a value; those
            of before are kept when not given.
        retenir: how the file that they come from was understood.
    """

    valeurs: list[ValeurSaisie]
    source: str | UnsetType = UNSET
    date_source: date | UnsetType | None = UNSET
    retenir: ColonnesRetenues | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return ngettext("saisir une donnée", "saisir {n} données", len(self.valeurs))

    def apply(self, records: Records, context: Context) -> None:
        """Write those that change; a figure that changes is to be confirmed again.

        Raises:
            RegleInvalide: `donnee-inconnue`, `annee-hors-bornes`, `nombre-limite`.
        """
        known = known_figures(records, context)
        rows = {(v.donnee, v.annee): v for v in records.all(Valeur)}
        about = cleaned("valeurs", given(self, "valeurs", "retenir"))
        for cell in self.valeurs:
            _check_cell(cell, known)
            _write_cell(records, rows.get((cell.donnee, cell.annee)), cell, about)
        if isinstance(self.retenir, ColonnesRetenues):
            keep_columns(records, "donnees", self.retenir)


def _check_cell(cell: ValeurSaisie, known: frozenset[str]) -> None:
    check_year(cell.annee)
    if cell.donnee not in known:
        raise RegleInvalide("donnee-inconnue", donnee=cell.donnee)
    if cell.valeur is not None:
        check_decimal(cell.valeur)


def _write_cell(
    records: Records, row: Valeur | None, cell: ValeurSaisie, about: Mapping[str, object]
) -> None:
    if cell.valeur is None and not cell.inconnue:
        if row:
            records.delete(Valeur, [row.id])
        return
    values: dict[str, object] = {"valeur": cell.valeur, **about, **_about(cell)}
    if row is None:
        new = Valeur(id=0, donnee=cell.donnee, annee=cell.annee)
        records.update(Valeur, records.insert(new), values)
    elif any(getattr(row, name) != value for name, value in values.items()):
        if row.valeur != cell.valeur:
            values["confirmee"] = False
        records.update(Valeur, row.id, values)


def _about(cell: ValeurSaisie) -> dict[str, object]:
    """Return what is said of one figure alone."""
    names = ("source", "date_source", "commentaire")
    said = {name: getattr(cell, name) for name in names}
    return cleaned("valeurs", {name: v for name, v in said.items() if v is not UNSET})


class UpdateValeur(Operation, frozen=True):
    """Say more of one figure: where it comes from, and that it is right."""

    donnee: str
    annee: int
    source: str | UnsetType = UNSET
    date_source: date | UnsetType | None = UNSET
    commentaire: str | UnsetType = UNSET
    confirmee: bool | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("valeurs", given(self, "donnee", "annee"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: `donnee-vide`, nothing was typed there; `motif-vide`, confirmed
                without a word.
        """
        rows = records.all(Valeur)
        row = next((v for v in rows if (v.donnee, v.annee) == (self.donnee, self.annee)), None)
        if row is None:
            raise RegleInvalide("donnee-vide")
        values = given(self, "donnee", "annee")
        if self.confirmee is True:
            require_text(values.get("commentaire", row.commentaire), "motif-vide")
        update_given(records, "valeurs", row.id, values)


def known_figures(records: Records, context: Context) -> frozenset[str]:
    """Return the slugs of every figure that may be typed: of the pack, and of her indicators."""
    own = (slug for row in records.all(IndicateurPropre) for slug in row.donnees)
    return frozenset((*(donnee.slug for donnee in context.content.donnees.donnees), *own))


class AddIndicateurPropre(Operation, frozen=True):
    """Add an indicator of hers after the others; answers its id."""

    libelle: str
    groupe: str
    numerateur: str = ""
    denominateur: str = ""
    unite: Unite = Unite.NOMBRE
    decimales: int = 2
    polarite: Polarite = Polarite.NEUTRE
    source: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un indicateur")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, without figures."""
        require_text(self.libelle)
        values = cleaned("indicateurs_propres", given(self))
        _check_own(context, values)
        place = next_place(records.all(IndicateurPropre))
        return records.insert(IndicateurPropre(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateIndicateurPropre(Operation, frozen=True):
    """Change an indicator of hers; the figures typed for it stay."""

    id: int
    libelle: str | UnsetType = UNSET
    groupe: str | UnsetType = UNSET
    numerateur: str | UnsetType = UNSET
    denominateur: str | UnsetType = UNSET
    unite: Unite | UnsetType = UNSET
    decimales: int | UnsetType = UNSET
    polarite: Polarite | UnsetType = UNSET
    source: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("indicateurs_propres", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.libelle)
        values = given(self, "id")
        _check_own(context, values)
        update_given(records, "indicateurs_propres", self.id, values)


def _check_own(context: Context, values: Mapping[str, object]) -> None:
    check_bounds(values, 0, MOST_DECIMALS_SHOWN, "decimales")
    groupes = {groupe.slug for groupe in context.content.donnees.groupes}
    if "groupe" in values and values["groupe"] not in groupes:
        raise RegleInvalide("groupe-inconnu", groupe=str(values["groupe"]))


class DeleteIndicateursPropres(Operation, frozen=True):
    """Delete indicators of hers with their figures, reference values and explanations."""

    ids: list[int]

    def title(self) -> str:
        """Return its title."""
        return ngettext("supprimer un indicateur", "supprimer {n} indicateurs", len(self.ids))

    def apply(self, records: Records, context: Context) -> None:
        """Delete them, and what is about them."""
        gone = [records.get(IndicateurPropre, i) for i in self.ids]
        figures = {slug for row in gone for slug in row.donnees}
        slugs = {row.slug for row in gone}
        records.delete(Valeur, [v.id for v in records.all(Valeur) if v.donnee in figures])
        for kind in (Repere, Explication):
            _delete_about(records, kind, slugs)
        records.delete(IndicateurPropre, self.ids)


def _delete_about(
    records: Records, kind: type[Repere | Explication], slugs: Iterable[str]
) -> None:
    rows: tuple[Repere | Explication, ...] = records.all(kind)
    records.delete(kind, [row.id for row in rows if row.indicateur in set(slugs)])


class AddRepere(Operation, frozen=True):
    """Add a reference value, with its year and its source; answers its id."""

    indicateur: str
    valeur: Decimal
    annee: int
    source: str
    champ: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un repère")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it.

        Raises:
            RegleInvalide: `source-vide`, `annee-hors-bornes`, `indicateur-inconnu`.
        """
        require_text(self.source, "source-vide")
        check_year(self.annee)
        require_indicateur(records, context, self.indicateur)
        return records.insert(Repere(id=0, **cleaned("reperes", given(self))))  # type: ignore[arg-type]


class UpdateRepere(Operation, frozen=True):
    """Change a reference value."""

    id: int
    valeur: Decimal | UnsetType = UNSET
    annee: int | UnsetType = UNSET
    source: str | UnsetType = UNSET
    champ: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("reperes", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.source, "source-vide")
        if isinstance(self.annee, int):
            check_year(self.annee)
        update_given(records, "reperes", self.id, given(self, "id"))


class DeleteReperes(Deletion, frozen=True):
    """Delete reference values of hers."""

    kind = Repere
    words = ("supprimer un repère", "supprimer {n} repères")


def require_indicateur(records: Records, context: Context, slug: str) -> None:
    """Refuse an indicator that is neither of the pack nor hers.

    Raises:
        RegleInvalide: `indicateur-inconnu`.
    """
    own = (row.slug for row in records.all(IndicateurPropre))
    if context.content.donnees.indicateur(slug) is None and slug not in set(own):
        raise RegleInvalide("indicateur-inconnu", indicateur=slug)


class SetExplication(Operation, frozen=True):
    """Prepare the answer about an indicator, whose row is made at its first word."""

    indicateur: str
    question: str | UnsetType = UNSET
    texte: str | UnsetType = UNSET
    action: str | UnsetType = UNSET
    fiche_id: int | UnsetType | None = UNSET
    preuve: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("explications", given(self, "indicateur"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_indicateur(records, context, self.indicateur)
        values = given(self, "indicateur")
        check_names(records, values, fiche_id=FicheAction)
        rows = records.all(Explication)
        known = next((row.id for row in rows if row.indicateur == self.indicateur), 0)
        place = known or records.insert(Explication(id=0, indicateur=self.indicateur))
        update_given(records, "explications", place, values)
