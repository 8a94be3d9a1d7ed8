"""What the dossier knows of a stakeholder: who spoke for it, when last, what comes next."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.tasks import CLOSED
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.journal import EtatSuite, Trace, journal
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.planning import plan_view
from cpom_desktop.services.queries.recherche.folding import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.queries.journal import LigneEchange
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "acteurs",
    "interlocuteurs",
    "echanges",
    "echanges_personnes",
    "reunions",
    "reunions_presences",
    "instances",
    "instances_membres",
    "raci_roles",
    "tasks",
    "fiches_action",
)
"""What `suivi_of` and `interlocuteurs_of` read, beside the plan."""
HELD = frozenset({EtatReunion.TENUE, EtatReunion.CLOSE})


class Successif(NamedTuple):
    """Someone who speaks, or spoke, for a stakeholder.

    Attributes:
        id: that of the `Interlocuteur`; 0 for who is there now.
        echanges: exchanges noted with this person.
    """

    id: int
    nom: str
    fonction: str
    depuis: date | None
    jusqu_au: date | None
    echanges: int

    @property
    def actuel(self) -> bool:
        """Whether they are there now."""
        return self.id == 0


class Lien(NamedTuple):
    """Something elsewhere in the dossier, in words, and where to see it."""

    texte: str
    page: str
    champ: str
    jour: date | None = None


class Suivi(NamedTuple):
    """What the dossier says of a stakeholder by itself.

    Attributes:
        contact: the last exchange or meeting; None when there was none.
        prochaine: what comes first; None when nothing is planned.
    """

    contact: Lien | None
    prochaine: Lien | None
    instances: tuple[Lien, ...]
    roles: tuple[Lien, ...]
    taches: tuple[Lien, ...]
    fiches: tuple[Lien, ...]


def name_key(text: str) -> str:
    """Return what two writings of one name share: « CH de Lens » and « ch de  LENS »."""
    return " ".join(words_of(text))


# --- who spoke for it


def interlocuteurs_of(snapshot: DossierSnapshot, acteur: Acteur) -> tuple[Successif, ...]:
    """Return who is there now, then those before, the last one first."""
    counts = _exchanges_by_person(snapshot).get(acteur.id, Counter())
    former = sorted(
        (i for i in snapshot.interlocuteurs if i.acteur_id == acteur.id),
        key=lambda i: (i.jusqu_au or i.depuis or date.min, i.id),
        reverse=True,
    )
    now = [Successif(0, acteur.nom, acteur.fonction, acteur.depuis, None, counts[0])]
    before = [
        Successif(i.id, i.nom, i.fonction, i.depuis, i.jusqu_au, counts[i.id]) for i in former
    ]
    return (*(now if acteur.nom else ()), *before)


@once
def _exchanges_by_person(snapshot: DossierSnapshot) -> Mapping[int, Counter[int]]:
    """Return, by stakeholder, how many exchanges each person had: 0 is who is there now.

    An exchange is that of the person whose name it keeps; where the name was corrected since,
    of who was there that day.
    """
    days = {echange.id: echange.jour for echange in snapshot.echanges}
    known = _people(snapshot)
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for row in snapshot.echanges_personnes:
        if row.acteur_id is not None:
            people = known.get(row.acteur_id, ())
            found[row.acteur_id][_who(people, name_key(row.nom), days[row.echange_id])] += 1
    return found


class _Person(NamedTuple):
    """Someone who may have spoken: id as in `Successif`, folded name, from when until when."""

    id: int
    key: str
    since: date
    until: date


def _people(snapshot: DossierSnapshot) -> Mapping[int, list[_Person]]:
    """Return who spoke for each stakeholder, who is there now first."""
    people: dict[int, list[_Person]] = {
        a.id: [_Person(0, name_key(a.nom), a.depuis or date.min, date.max)]
        for a in snapshot.acteurs
    }
    for i in snapshot.interlocuteurs:
        since, until = i.depuis or date.min, i.jusqu_au or date.max
        people[i.acteur_id].append(_Person(i.id, name_key(i.nom), since, until))
    return people


def _who(people: Iterable[_Person], key: str, day: date) -> int:
    """Return who an exchange was with: by name, else by day, else who is there now."""
    rows = list(people)
    named = [p for p in rows if key and p.key == key]
    there = [p for p in named or rows if p.since <= day <= p.until]
    return next((p.id for p in (*there, *named)), 0)


def period_words(person: Successif) -> str:
    """Return « depuis le 3 févr. 2026 », « mars 2023 – janv. 2026 », or what is known of it."""
    since, until = person.depuis, person.jusqu_au
    if person.actuel:
        return _("depuis {quand}", quand=_since(since)) if since else _("aujourd'hui")
    if since and until:
        return f"{_short(since, first=True)} – {_short(until, first=False)}"
    if until:
        return _("jusqu'en {quand}", quand=_short(until, first=False))
    return _("à partir de {quand}", quand=_short(since, first=True)) if since else _("avant")


def _since(day: date) -> str:
    return _("le {jour}", jour=format_date(day, "medium"))


def _short(day: date, *, first: bool) -> str:
    """Return a day as far as it tells something: the edge of a year or of a month goes."""
    edge = (1, 1) if first else (12, 31)
    if (day.month, day.day) == edge:
        return str(day.year)
    is_edge = day.day == 1 if first else (day + timedelta(days=1)).day == 1
    return format_date(day, "month_short" if is_edge else "medium")


# --- last and next


def suivi_of(snapshot: DossierSnapshot, content: Content, today: date, acteur_id: int) -> Suivi:
    """Return what the dossier says of a stakeholder by itself."""
    lines = [
        line
        for line in journal(snapshot, today).lignes
        if acteur_id in line.avec and line.trace in {Trace.ECHANGE, Trace.TENUE}
    ]
    tasks = tuple(_tasks(snapshot, content, today, acteur_id))
    to_come = [*_to_do(lines), *_meetings(snapshot, acteur_id, today), *tasks]
    return Suivi(
        contact=_contact(lines, today),
        prochaine=min(to_come, key=_day_or_last, default=None),
        instances=tuple(_seats(snapshot, acteur_id)),
        roles=tuple(
            Lien(role.libelle, "raci", f"raci_roles.{role.id}")
            for role in snapshot.raci_roles
            if role.acteur_id == acteur_id
        ),
        taches=tasks,
        fiches=tuple(
            Lien(f"{fiche.titre}", "fiches-action", f"fiches_action.{fiche.id}")
            for fiche in snapshot.fiches_action
            if acteur_id in {fiche.responsable_id, fiche.suppleant_id}
        ),
    )


def _day_or_last(link: Lien) -> date:
    return link.jour or date.max


def _contact(lines: Iterable[LigneEchange], today: date) -> Lien | None:
    """Return the last thing that has taken place with them, among lines from the newest."""
    last = next((line for line in lines if line.jour <= today), None)
    return Lien(last.objet, "journal", f"echanges.{last.cle}", last.jour) if last else None


def _to_do(lines: Iterable[LigneEchange]) -> Iterator[Lien]:
    """Yield the follow-ups noted with them, and what they have not answered."""
    for line in lines:
        key = f"echanges.{line.cle}"
        if line.suite in {EtatSuite.A_FAIRE, EtatSuite.EN_RETARD}:
            yield Lien(line.suite_quoi, "journal", key, line.suite_le)
        elif line.suite is EtatSuite.SANS_REPONSE:
            told = line.suite_quoi or _("réponse attendue : {objet}", objet=line.objet)
            yield Lien(told, "journal", key, line.suite_le)


def _meetings(snapshot: DossierSnapshot, acteur_id: int, today: date) -> Iterator[Lien]:
    """Yield the meetings to come to which they are expected."""
    ids = {p.reunion_id for p in snapshot.reunions_presences if p.acteur_id == acteur_id}
    for reunion in snapshot.reunions:
        waits = reunion.etat not in HELD and reunion.jour is not None and reunion.jour >= today
        if reunion.id in ids and waits:
            yield Lien(reunion.titre, "reunions", f"reunions.{reunion.id}", reunion.jour)


def _tasks(
    snapshot: DossierSnapshot, content: Content, today: date, acteur_id: int
) -> Iterator[Lien]:
    """Yield the tasks they answer for that are not over, the first one first."""
    mine = [t for t in snapshot.tasks if t.acteur_id == acteur_id and t.etat not in CLOSED]
    if not mine:
        return
    try:
        rows = plan_view(snapshot, content, today).rows
    except RegleInvalide:
        rows = ()
    ends = {row.task_id: row.scheduled.fin for row in rows if row.scheduled}
    for task in sorted(mine, key=lambda t: (ends.get(t.id, date.max), t.ordre)):
        yield Lien(task.titre, "retroplanning", f"tasks.{task.id}", ends.get(task.id))


def _seats(snapshot: DossierSnapshot, acteur_id: int) -> Iterator[Lien]:
    """Yield the instances in which they sit, in what quality; as a deputy too."""
    instances = {instance.id: instance for instance in snapshot.instances}
    for membre in snapshot.instances_membres:
        key = f"instances.{membre.instance_id}"
        name = instances[membre.instance_id].display_name
        if membre.acteur_id == acteur_id:
            told = f"{name} ({membre.qualite})" if membre.qualite else name
            yield Lien(told, "comitologie", key)
        elif membre.suppleant_id == acteur_id:
            yield Lien(_("{instance} (suppléance)", instance=name), "comitologie", key)


def renamed_sentence(snapshot: DossierSnapshot, acteur: Acteur) -> str | None:
    """Return what to think of when a name was typed over another; None when all is known.

    Exchanges keep the name of that day: one that nobody of this stakeholder bears was replaced.
    """
    people = [i.nom for i in snapshot.interlocuteurs if i.acteur_id == acteur.id]
    known = {name_key(name) for name in (*people, acteur.nom, acteur.structure, acteur.fonction)}
    kept = Counter(
        row.nom
        for row in snapshot.echanges_personnes
        if row.acteur_id == acteur.id and row.nom and name_key(row.nom) not in known
    )
    if not kept or not acteur.nom:
        return None
    name, count = kept.most_common(1)[0]
    return ngettext(
        "{n} échange porte le nom de « {nom} ». Si une autre personne l'a remplacé, annulez et "
        "utilisez « Changer d'interlocuteur… ».",
        "{n} échanges portent le nom de « {nom} ». Si une autre personne l'a remplacé, annulez et "
        "utilisez « Changer d'interlocuteur… ».",
        count,
        nom=name,
    )
