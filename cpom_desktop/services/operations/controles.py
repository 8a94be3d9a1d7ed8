"""Operations on the check-lists and on the sheets of texts."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - msgspec reads the annotations
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur
from cpom_desktop.domain.controles import Controle, EtatControle, ListeControle, Rubrique
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_names,
    cleaned,
    given,
    next_place,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from cpom_desktop.services.ports import Records


class AddControle(Operation, frozen=True):
    """Add a point at the end of a check-list; answers its id."""

    liste: ListeControle
    texte: str
    etape: str = ""
    acteur_id: int | None = None
    echeance: date | None = None

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un point de contrôle")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it, to do."""
        require_text(self.texte)
        values = cleaned("controles", given(self))
        check_names(records, values, acteur_id=Acteur)
        place = next_place(c for c in records.all(Controle) if c.liste is self.liste)
        return records.insert(Controle(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateControle(Operation, frozen=True):
    """Tick a point, or change it; no state leaves the dossier to answer."""

    id: int
    etape: str | UnsetType = UNSET
    texte: str | UnsetType = UNSET
    etat: EtatControle | UnsetType | None = UNSET
    motif: str | UnsetType = UNSET
    fait_le: date | UnsetType | None = UNSET
    acteur_id: int | UnsetType | None = UNSET
    echeance: date | UnsetType | None = UNSET
    decision: str | UnsetType = UNSET
    document: str | UnsetType = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("controles", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given; a point that is ticked has a day, one that is not has none."""
        require_text(self.texte)
        values = given(self, "id")
        check_names(records, values, acteur_id=Acteur)
        if self.etat is EtatControle.FAIT:
            values.setdefault("fait_le", context.today)
        elif self.etat is not UNSET:
            values["fait_le"] = None
        update_given(records, "controles", self.id, values)


class DeleteControles(Deletion, frozen=True):
    """Delete points of a check-list."""

    kind = Controle
    words = ("supprimer un point de contrôle", "supprimer {n} points de contrôle")


class AddRubrique(Operation, frozen=True):
    """Add a heading at the end of a sheet; answers its id."""

    fiche: str
    titre: str
    texte: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter une rubrique")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        require_text(self.titre)
        require_text(self.fiche)
        values = cleaned("rubriques", given(self))
        place = next_place(r for r in records.all(Rubrique) if r.fiche == self.fiche)
        return records.insert(Rubrique(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateRubrique(Operation, frozen=True):
    """Change a heading or its text."""

    id: int
    titre: str | UnsetType = UNSET
    texte: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("rubriques", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.titre)
        update_given(records, "rubriques", self.id, given(self, "id"))


class DeleteRubriques(Deletion, frozen=True):
    """Delete headings of a sheet."""

    kind = Rubrique
    words = ("supprimer une rubrique", "supprimer {n} rubriques")
