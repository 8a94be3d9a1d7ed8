"""The journal of the exchanges as it is read: stored ones, and what the meetings add to it.

A meeting that was held, its convocation and its minutes once sent are lines computed from it,
never stored: they disappear with the date that founds them, and give way to an exchange that
she wrote of the same thing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date  # noqa: TC003 - a named tuple keeps its annotations
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.echanges import Echange, NatureEchange, SensEchange
from cpom_desktop.domain.pieces import TRANSMIS
from cpom_desktop.domain.reunions import EtatReunion, Presence
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "echanges",
    "echanges_personnes",
    "envois",
    "fichiers",
    "acteurs",
    "instances",
    "reunions",
    "reunions_presences",
    "tasks",
)


MOST_SHOWN = 2
"""Structures named in a line; the others are counted."""


class Part(StrEnum):
    """The parts of the journal that a chip shows alone."""

    TOUS = "tous"
    ARS = "ars"
    DEPARTEMENT = "departement"
    SANS_REPONSE = "sans_reponse"


class EtatSuite(StrEnum):
    """What an exchange still asks for, on a day."""

    AUCUNE = "aucune"
    SANS_REPONSE = "sans_reponse"
    EN_RETARD = "en_retard"
    A_FAIRE = "a_faire"
    CLOS = "clos"


class Trace(StrEnum):
    """What a line is made from: an exchange that she wrote, or a moment of a meeting."""

    ECHANGE = "echange"
    TENUE = "tenue"
    CONVOCATION = "convocation"
    COMPTE_RENDU = "compte_rendu"


class LigneEchange(NamedTuple):
    """One line of the journal.

    Attributes:
        cle: « 12 » for an exchange, « reunion:3:tenue » for a moment of a meeting; stable.
        structures, personnes: with whom, in words; the names are those of that day.
        joints: how many files and documents went with it.
        suite: what is still asked for; `suite_quoi` and `suite_le` tell it.
        parts: the chips under which it shows.
        avec: ids of the stakeholders; `noms`: of the people.
    """

    cle: str
    trace: Trace
    jour: date
    heure: str
    nature: NatureEchange
    sens: SensEchange
    structures: str
    personnes: str
    objet: str
    texte: str
    joints: int
    suite: EtatSuite
    suite_quoi: str
    suite_le: date | None
    parts: frozenset[Part]
    avec: frozenset[int]
    noms: tuple[str, ...]
    echange_id: int = 0
    reunion_id: int = 0


class Filtre(NamedTuple):
    """What is shown of the journal; the words are sought apart."""

    part: Part = Part.TOUS
    personne: str = ""
    depuis: date | None = None
    jusqu_au: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Filtre()

    def keeps(self, line: LigneEchange) -> bool:
        """Tell whether a line is shown."""
        return (
            self.part in line.parts
            and (not self.personne or self.personne in line.noms)
            and (self.depuis is None or line.jour >= self.depuis)
            and (self.jusqu_au is None or line.jour <= self.jusqu_au)
        )


class Journal(NamedTuple):
    """Every line, the newest first, with how many stand under each chip."""

    lignes: tuple[LigneEchange, ...]
    comptes: Mapping[Part, int]

    def chosen(self, filtre: Filtre) -> tuple[LigneEchange, ...]:
        """Return the lines of a filter."""
        return tuple(filter(filtre.keeps, self.lignes)) if not filtre.is_whole else self.lignes

    def personnes(self) -> tuple[tuple[str, int], ...]:
        """Return who is in the journal and how often, in the order of the alphabet."""
        found = Counter(nom for line in self.lignes for nom in line.noms)
        return tuple(sorted(found.items(), key=_by_name))

    def annees(self) -> tuple[int, ...]:
        """Return the years of the journal, the newest first."""
        return tuple(sorted({line.jour.year for line in self.lignes}, reverse=True))


def _by_name(counted: tuple[str, int]) -> str:
    return fold(counted[0])


def autorite_of(acteur: Acteur) -> Part | None:
    """Return which of the two authorities a stakeholder speaks for; None for the others."""
    if acteur.famille is not Famille.AUTORITES:
        return None
    words = set(
        fold(f"{acteur.slug} {acteur.structure}").replace("-", " ").replace(",", " ").split()
    )
    if words & {"ars", "dgars"} or {"agence", "regionale"} <= words:
        return Part.ARS
    known = {"departement", "departemental", "departementale", "metropole", "collectivite"}
    return Part.DEPARTEMENT if words & known else None


def structure_words(acteur: Acteur) -> str:
    """Return what the structure of a stakeholder is called in a narrow column."""
    short = {Part.ARS: _("ARS"), Part.DEPARTEMENT: _("Dép.")}.get(autorite_of(acteur) or Part.TOUS)
    return short or acteur.structure or acteur.display_name


@once
def journal(snapshot: DossierSnapshot, today: date) -> Journal:
    """Return the journal of a dossier as it is read on `today`."""
    ground = _Ground(snapshot, today)
    lines = [*map(ground.stored, snapshot.echanges), *ground.of_meetings()]
    lines.sort(key=_newest, reverse=True)
    counts = Counter(part for line in lines for part in line.parts)
    return Journal(tuple(lines), {part: counts[part] for part in Part})


def _newest(line: LigneEchange) -> tuple[date, str, int]:
    return line.jour, line.heure, line.echange_id


class _Who(NamedTuple):
    """With whom an exchange was, in words and by id."""

    structures: str
    personnes: str
    parts: frozenset[Part]
    avec: frozenset[int]
    noms: tuple[str, ...]


class _Ground:
    """What every line reads, gathered once."""

    def __init__(self, snapshot: DossierSnapshot, today: date) -> None:
        self.snapshot, self.today = snapshot, today
        self._people: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
        for row in snapshot.echanges_personnes:
            self._people[row.echange_id].append((row.acteur_id, row.nom))
        joined = (f.echange_id for f in snapshot.fichiers if f.usage != TRANSMIS)
        self._joined = Counter(filter(None, joined))
        self._joined.update(envoi.echange_id for envoi in snapshot.envois)
        self._done = {t.id for t in snapshot.tasks if t.etat is EtatTache.FAIT}
        self._known: dict[tuple[tuple[int | None, str], ...], _Who] = {}

    def stored(self, echange: Echange) -> LigneEchange:
        """Return the line of an exchange that she wrote."""
        who = self._who(tuple(self._people.get(echange.id, ())))
        suite = suite_of(echange, self.today, done=echange.task_id in self._done)
        parts = who.parts
        if suite is EtatSuite.SANS_REPONSE:
            parts |= {Part.SANS_REPONSE}
        return LigneEchange(
            str(echange.id),
            Trace.ECHANGE,
            echange.jour,
            echange.heure,
            echange.nature,
            echange.sens,
            who.structures,
            who.personnes,
            echange.objet,
            echange.texte,
            self._joined[echange.id],
            suite,
            echange.suite,
            echange.suite_le,
            parts,
            who.avec,
            who.noms,
            echange.id,
            echange.reunion_id or 0,
        )

    def _who(self, people: tuple[tuple[int | None, str], ...]) -> _Who:
        """Return with whom; the same people are worded once."""
        if people not in self._known:
            self._known[people] = self._worded(people)
        return self._known[people]

    def _worded(self, people: Sequence[tuple[int | None, str]]) -> _Who:
        by_id = self.snapshot.acteurs_by_id
        found = [(by_id.get(acteur_id or 0), nom) for acteur_id, nom in people]
        outside = [(a, nom) for a, nom in found if not (a and a.interne)] or found
        outside.sort(key=_authorities_first)
        structures = list(dict.fromkeys(structure_words(a) if a else n for a, n in outside))
        if found and all(a and a.interne for a, _nom in found):
            structures = [_("En interne")]
        names = dict.fromkeys(n for a, n in outside if a and n != structure_words(a))
        if found and all(a and a.interne for a, _nom in found):
            structures, names = [_("En interne")], dict.fromkeys(nom for _a, nom in found)
        autorites = {autorite_of(a) for a, _nom in found if a} - {None}
        more = len(structures) - MOST_SHOWN
        others = ngettext("et {n} autre", "et {n} autres", more) if more > 0 else ""
        return _Who(
            ", ".join(structures[:MOST_SHOWN]),
            others or ", ".join(names),
            frozenset({Part.TOUS, *(part for part in autorites if part)}),
            frozenset(acteur_id for acteur_id, _nom in people if acteur_id),
            tuple(dict.fromkeys(nom for _a, nom in found if nom)),
        )

    def of_meetings(self) -> Iterator[LigneEchange]:
        """Yield the lines that the meetings add; those that she wrote herself are left out."""
        told = {(e.reunion_id, e.nature is NatureEchange.REUNION) for e in self.snapshot.echanges}
        sent = {(e.reunion_id, e.jour) for e in self.snapshot.echanges if e.reunion_id}
        present: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
        convened: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
        for row in self.snapshot.reunions_presences:
            convened[row.reunion_id].append((row.acteur_id, row.nom))
            if row.presence in {Presence.PRESENT, Presence.REPRESENTE, Presence.ATTENDU}:
                present[row.reunion_id].append((row.acteur_id, row.nom))
        for reunion in self.snapshot.reunions:
            for trace, day in _moments(reunion):
                is_held = trace is Trace.TENUE
                known = (reunion.id, True) in told if is_held else (reunion.id, day) in sent
                if day is not None and not known:
                    people = present if is_held else convened
                    yield self._moment(reunion, trace, day, tuple(people[reunion.id]))

    def _moment(
        self,
        reunion: Reunion,
        trace: Trace,
        day: date,
        people: tuple[tuple[int | None, str], ...],
    ) -> LigneEchange:
        who = self._who(people)
        is_held = trace is Trace.TENUE
        closed = is_held and reunion.etat is EtatReunion.CLOSE
        return LigneEchange(
            f"reunion:{reunion.id}:{trace}",
            trace,
            day,
            reunion.heure if is_held else "",
            NatureEchange.REUNION if is_held else NatureEchange.DOCUMENT,
            SensEchange.EMIS,
            who.structures,
            who.personnes,
            _moment_words(reunion, trace),
            _("Consacrée {objet}.", objet=reunion.objet) if reunion.objet else "",
            0,
            EtatSuite.CLOS if closed else EtatSuite.AUCUNE,
            "",
            None,
            who.parts,
            who.avec,
            who.noms,
            0,
            reunion.id,
        )


def _authorities_first(who: tuple[Acteur | None, str]) -> bool:
    return who[0] is None or autorite_of(who[0]) is None


def _moments(reunion: Reunion) -> tuple[tuple[Trace, date | None], ...]:
    held = reunion.etat in {EtatReunion.TENUE, EtatReunion.CLOSE}
    return (
        (Trace.TENUE, reunion.jour if held else None),
        (Trace.CONVOCATION, reunion.convoquee_le),
        (Trace.COMPTE_RENDU, reunion.diffusee_le),
    )


def _moment_words(reunion: Reunion, trace: Trace) -> str:
    match trace:
        case Trace.CONVOCATION if reunion.jour:
            day = format_date(reunion.jour)
            return _("Convocation : {titre}, le {jour}", titre=reunion.titre, jour=day)
        case Trace.CONVOCATION:
            return _("Convocation : {titre}", titre=reunion.titre)
        case Trace.COMPTE_RENDU:
            return _("Compte rendu diffusé : {titre}", titre=reunion.titre)
        case _:
            return reunion.titre


def suite_of(echange: Echange, today: date, *, done: bool = False) -> EtatSuite:
    """Return what an exchange still asks for; `done`: the task that its follow-up became is."""
    if echange.attend_reponse and echange.clos_le is None:
        return EtatSuite.SANS_REPONSE
    if echange.suite and echange.suite_faite_le is None and not done:
        late = echange.suite_le is not None and echange.suite_le < today
        return EtatSuite.EN_RETARD if late else EtatSuite.A_FAIRE
    closed = echange.clos_le is not None or echange.suite_faite_le is not None or done
    return EtatSuite.CLOS if closed else EtatSuite.AUCUNE


def open_demands(
    snapshot: DossierSnapshot, acteurs: Iterable[int], *, but: int = 0
) -> tuple[Echange, ...]:
    """Return the exchanges with these stakeholders that wait for an answer, the newest first."""
    wanted = set(acteurs)
    with_them = {p.echange_id for p in snapshot.echanges_personnes if p.acteur_id in wanted}
    found = [
        e
        for e in snapshot.echanges
        if e.attend_reponse and e.clos_le is None and e.id in with_them and e.id != but
    ]
    return tuple(sorted(found, key=_when, reverse=True))


def _when(echange: Echange) -> tuple[date, str, int]:
    return echange.jour, echange.heure, echange.id
