"""Operations on the journal of the exchanges, on what was sent, and on who spoke before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import UNSET, UnsetType

from cpom_desktop.domain.acteurs import Acteur, Civilite
from cpom_desktop.domain.echanges import (
    Echange,
    EchangePersonne,
    Envoi,
    Interlocuteur,
    NatureEchange,
    SensEchange,
    name_on,
    objet_of,
)
from cpom_desktop.domain.reunions import Reunion
from cpom_desktop.domain.saisie import clean_line
from cpom_desktop.domain.tasks import Task
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _
from cpom_desktop.services.labels import update_title
from cpom_desktop.services.operations.acteurs import checked_acteur
from cpom_desktop.services.operations.base import (
    Context,
    Deletion,
    Operation,
    check_bounds,
    check_names,
    cleaned,
    given,
    next_place,
    read_hour,
    require_text,
    update_given,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cpom_desktop.services.ports import Records

MOST_COPIES = 999
NAMES = {"task_id": Task, "repond_a_id": Echange, "reunion_id": Reunion}


class AddEchange(Operation, frozen=True):
    """Write an exchange, with whom; answers its id.

    Its subject is the first sentence of what was said when she gives none. `noms` are people
    who are not among the stakeholders. The exchange that it answers is closed that day.
    """

    jour: date
    objet: str = ""
    heure: str = ""
    nature: NatureEchange = NatureEchange.APPEL
    sens: SensEchange = SensEchange.EMIS
    texte: str = ""
    personnes: list[int] = []  # noqa: RUF012 - msgspec copies an empty default
    noms: list[str] = []  # noqa: RUF012 - as above
    attend_reponse: bool = False
    suite: str = ""
    suite_le: date | None = None
    task_id: int | None = None
    repond_a_id: int | None = None
    reunion_id: int | None = None

    def title(self) -> str:
        """Return its title."""
        return _("noter un échange")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        objet = self.objet.strip() or objet_of(self.texte)
        require_text(objet, "echange-vide")
        given_values = {**given(self, "personnes", "noms"), "objet": objet}
        values = read_hour(cleaned("echanges", given_values))
        check_names(records, values, **NAMES)
        echange_id = records.insert(Echange(id=0, **values))  # type: ignore[arg-type]
        _add_personnes(records, echange_id, dict.fromkeys(self.personnes))
        _add_noms(records, echange_id, dict.fromkeys(filter(None, map(clean_line, self.noms))))
        if self.repond_a_id is not None:
            _close(records, self.repond_a_id, self.jour)
        return echange_id


class UpdateEchange(Operation, frozen=True):
    """Change an exchange, or with whom it was."""

    id: int
    jour: date | UnsetType = UNSET
    heure: str | UnsetType = UNSET
    nature: NatureEchange | UnsetType = UNSET
    sens: SensEchange | UnsetType = UNSET
    objet: str | UnsetType = UNSET
    texte: str | UnsetType = UNSET
    personnes: list[int] | UnsetType = UNSET
    noms: list[str] | UnsetType = UNSET
    attend_reponse: bool | UnsetType = UNSET
    clos_le: date | UnsetType | None = UNSET
    suite: str | UnsetType = UNSET
    suite_le: date | UnsetType | None = UNSET
    suite_faite_le: date | UnsetType | None = UNSET
    task_id: int | UnsetType | None = UNSET
    repond_a_id: int | UnsetType | None = UNSET
    reunion_id: int | UnsetType | None = UNSET
    accuse_le: date | UnsetType | None = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("echanges", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given.

        Raises:
            RegleInvalide: `echange-soi-meme`, it would answer itself.
        """
        values = read_hour(given(self, "id", "personnes", "noms"))
        check_names(records, values, **NAMES)
        if self.repond_a_id == self.id:
            raise RegleInvalide("echange-soi-meme")
        before = records.get(Echange, self.id)
        if isinstance(self.objet, str) and not self.objet.strip():
            texte = self.texte if isinstance(self.texte, str) else before.texte
            values["objet"] = objet_of(texte)
            require_text(values["objet"], "echange-vide")
        update_given(records, "echanges", self.id, values)
        if isinstance(self.personnes, list):
            _set_personnes(records, self.id, self.personnes)
        if isinstance(self.noms, list):
            _set_noms(records, self.id, self.noms)
        if isinstance(self.repond_a_id, int):
            _close(records, self.repond_a_id, self.jour or before.jour)


def _close(records: Records, echange_id: int, day: date) -> None:
    """Close an exchange that was waiting for an answer."""
    answered = records.get(Echange, echange_id)
    if answered.attend_reponse and answered.clos_le is None:
        records.update(Echange, echange_id, {"clos_le": day})


def _set_personnes(records: Records, echange_id: int, acteurs: Sequence[int]) -> None:
    """Say with whom, under the names they had that day; those who stay keep theirs."""
    wanted = dict.fromkeys(acteurs)
    rows = [p for p in records.all(EchangePersonne) if p.echange_id == echange_id]
    kept = {row.acteur_id for row in rows}
    records.delete(
        EchangePersonne, [row.id for row in rows if row.acteur_id and row.acteur_id not in wanted]
    )
    _add_personnes(records, echange_id, [number for number in wanted if number not in kept])


def _add_personnes(records: Records, echange_id: int, acteurs: Iterable[int]) -> None:
    """Say with whom it was too, under the names that they had that day."""
    day = records.get(Echange, echange_id).jour
    for acteur_id in acteurs:
        nom = name_on(records.get(Acteur, acteur_id), records.all(Interlocuteur), day)
        records.insert(EchangePersonne(id=0, echange_id=echange_id, acteur_id=acteur_id, nom=nom))


def _set_noms(records: Records, echange_id: int, noms: Sequence[str]) -> None:
    """Say with whom, for those who are not among the stakeholders."""
    wanted = dict.fromkeys(filter(None, map(clean_line, noms)))
    rows = [p for p in records.all(EchangePersonne) if p.echange_id == echange_id]
    own = [row for row in rows if row.acteur_id is None]
    records.delete(EchangePersonne, [row.id for row in own if row.nom not in wanted])
    kept = {row.nom for row in own}
    _add_noms(records, echange_id, [nom for nom in wanted if nom not in kept])


def _add_noms(records: Records, echange_id: int, noms: Iterable[str]) -> None:
    """Say with whom it was too, for those who are not among the stakeholders."""
    for nom in noms:
        records.insert(EchangePersonne(id=0, echange_id=echange_id, nom=nom))


class DeleteEchanges(Deletion, frozen=True):
    """Delete exchanges, with what was sent."""

    kind = Echange
    words = ("supprimer un échange", "supprimer {n} échanges")


class NumberBordereau(Operation, frozen=True):
    """Give an exchange its sending slip, numbered after the others; answers the number."""

    echange_id: int

    def title(self) -> str:
        """Return its title."""
        return _("numéroter un bordereau d'envoi")

    def apply(self, records: Records, context: Context) -> int:
        """Write the number after that of the last slip, unless it has one."""
        known = records.get(Echange, self.echange_id).bordereau
        number = known or 1 + max((e.bordereau or 0 for e in records.all(Echange)), default=0)
        if known is None:
            records.update(Echange, self.echange_id, {"bordereau": number})
        return number


class AddEnvoi(Operation, frozen=True):
    """Add a document to what went with an exchange; answers its id."""

    echange_id: int
    titre: str
    version: str = ""
    exemplaires: int = 1
    empreinte: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un document envoyé")

    def apply(self, records: Records, context: Context) -> int:
        """Insert it."""
        require_text(self.titre)
        values = cleaned("envois", given(self))
        check_names(records, values, echange_id=Echange)
        check_bounds(values, 1, MOST_COPIES, "exemplaires")
        place = next_place(e for e in records.all(Envoi) if e.echange_id == self.echange_id)
        return records.insert(Envoi(id=0, ordre=place, **values))  # type: ignore[arg-type]


class UpdateEnvoi(Operation, frozen=True):
    """Change a document that was sent."""

    id: int
    titre: str | UnsetType = UNSET
    version: str | UnsetType = UNSET
    exemplaires: int | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("envois", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.titre)
        values = given(self, "id")
        check_bounds(values, 1, MOST_COPIES, "exemplaires")
        update_given(records, "envois", self.id, values)


class DeleteEnvois(Deletion, frozen=True):
    """Take documents off a sending slip."""

    kind = Envoi
    words = ("retirer un document envoyé", "retirer {n} documents envoyés")


class ChangeInterlocuteur(Operation, frozen=True):
    """Someone else speaks for a stakeholder from a day on; answers the id of the one before.

    Who was there is kept, until the eve, and every past exchange keeps their name. Nobody is
    kept when nobody was named.
    """

    acteur_id: int
    nom: str
    le: date
    civilite: Civilite | None = None
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("changer d'interlocuteur")

    def apply(self, records: Records, context: Context) -> int | None:
        """Keep who was there, write who comes.

        Raises:
            RegleInvalide: `interlocuteur-avant`, the day is not after the arrival of the other.
        """
        require_text(self.nom)
        before = records.get(Acteur, self.acteur_id)
        if before.depuis and self.le <= before.depuis:
            raise RegleInvalide("interlocuteur-avant")
        values = checked_acteur(cleaned("acteurs", _newcomer(self)))
        records.update(Acteur, self.acteur_id, {**values, "depuis": self.le})
        if not before.nom:
            return None
        return records.insert(
            Interlocuteur(
                id=0,
                acteur_id=before.id,
                nom=before.nom,
                fonction=before.fonction,
                telephone=before.telephone,
                courriel=before.courriel,
                depuis=before.depuis,
                jusqu_au=self.le - timedelta(days=1),
            )
        )


def _newcomer(change: ChangeInterlocuteur) -> Mapping[str, object]:
    """Return what is known of who comes; the function is that of who left when not given."""
    values: dict[str, object] = {
        "nom": change.nom,
        "civilite": change.civilite,
        "telephone": change.telephone,
        "courriel": change.courriel,
    }
    return {**values, "fonction": change.fonction} if change.fonction else values


class AddInterlocuteur(Operation, frozen=True):
    """Write who spoke for a stakeholder before; answers its id."""

    acteur_id: int
    nom: str
    fonction: str = ""
    telephone: str = ""
    courriel: str = ""
    depuis: date | None = None
    jusqu_au: date | None = None
    note: str = ""

    def title(self) -> str:
        """Return its title."""
        return _("ajouter un interlocuteur précédent")

    def apply(self, records: Records, context: Context) -> int:
        """Insert them."""
        require_text(self.nom)
        values = checked_acteur(cleaned("interlocuteurs", given(self)))
        check_names(records, values, acteur_id=Acteur)
        return records.insert(Interlocuteur(id=0, **values))  # type: ignore[arg-type]


class UpdateInterlocuteur(Operation, frozen=True):
    """Change who spoke for a stakeholder before."""

    id: int
    nom: str | UnsetType = UNSET
    fonction: str | UnsetType = UNSET
    telephone: str | UnsetType = UNSET
    courriel: str | UnsetType = UNSET
    depuis: date | UnsetType | None = UNSET
    jusqu_au: date | UnsetType | None = UNSET
    note: str | UnsetType = UNSET

    def title(self) -> str:
        """Return its title."""
        return update_title("interlocuteurs", given(self, "id"))

    def apply(self, records: Records, context: Context) -> None:
        """Write what is given."""
        require_text(self.nom)
        update_given(records, "interlocuteurs", self.id, checked_acteur(given(self, "id")))


class DeleteInterlocuteurs(Deletion, frozen=True):
    """Forget who spoke before; past exchanges keep their name."""

    kind = Interlocuteur
    words = ("supprimer un interlocuteur précédent", "supprimer {n} interlocuteurs précédents")
