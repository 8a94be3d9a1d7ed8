"""What whoever takes over must know first: where it stands, the next days, whom to speak to.

Her opinion of people (position, influence, interest, expectations) is never read here.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.acteurs import Famille, StatutContrat
from cpom_desktop.errors import RegleInvalide
from cpom_desktop.i18n import EMPTY, _, format_date, ngettext
from cpom_desktop.services.queries.comitologie import instance_views
from cpom_desktop.services.queries.contacts import NOBODY, contacts
from cpom_desktop.services.queries.decisions import decisions_followed
from cpom_desktop.services.queries.diagnostic import themes, total_score
from cpom_desktop.services.queries.echeancier import Rang, echeancier
from cpom_desktop.services.queries.journal import EtatSuite, journal
from cpom_desktop.services.queries.planning import plan_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.acteurs import Acteur
    from cpom_desktop.services.snapshot import DossierSnapshot

NEXT = timedelta(days=30)
LATE_FIRST = (Rang.EN_RETARD, Rang.SEPT, Rang.TRENTE)


class ProchainView(NamedTuple):
    """Something due soon: when, what, with whom, where it stands."""

    jour: date
    quoi: str
    qui: str
    etat: str
    retard: bool


class PersonneView(NamedTuple):
    """Someone to speak to: who, in what part, and what to know."""

    nom: str
    role: str
    a_savoir: str


class EngagementView(NamedTuple):
    """What was promised: when, what, to whom, and by when it is due."""

    quand: date
    quoi: str
    envers: str
    echeance: date | None


def summary(snapshot: DossierSnapshot, content: Content, today: date) -> str:
    """Return where it stands, in three sentences: the contract, the work, the target."""
    told = (_contract(snapshot), _work(snapshot, content), _target(snapshot, content, today))
    return " ".join(sentence for sentence in told if sentence)


def _contract(snapshot: DossierSnapshot) -> str:
    d = snapshot.dossier
    name = _("Contrat en cours")
    if d.contrat_actuel:
        name = f"{name} ({d.contrat_actuel})"
    if d.prolonge_jusqu_au:
        day = format_date(d.prolonge_jusqu_au)
        return _("{contrat} : prolongé par avenant jusqu'au {jour}.", contrat=name, jour=day)
    if d.fin_contrat_actuel:
        day = format_date(d.fin_contrat_actuel)
        return _("{contrat} : il finit le {jour}.", contrat=name, jour=day)
    return _("{contrat} : sa fin n'est pas saisie.", contrat=name)


def _work(snapshot: DossierSnapshot, content: Content) -> str:
    score = total_score(themes(snapshot, content))
    fiches = len(snapshot.fiches_action)
    written = ngettext("{n} fiche action est écrite", "{n} fiches actions sont écrites", fiches)
    if not score.answered:
        begun = _("Le diagnostic n'est pas commencé")
    else:
        begun = _(
            "Le diagnostic est coté à {part} % ({cotes} critères sur {total})",
            part=100 * score.answered // score.criteres,
            cotes=score.answered,
            total=score.criteres,
        )
    return f"{begun}{_(' ; ')}{written}." if fiches else f"{begun}."


def _target(snapshot: DossierSnapshot, content: Content, today: date) -> str:
    if snapshot.dossier.date_signature is None:
        return _("La date visée n'est pas fixée : le rétroplanning n'a pas de dates.")
    day = format_date(snapshot.dossier.date_signature)
    try:
        margin = plan_view(snapshot, content, today).marge.rstrip(".")
    except RegleInvalide:
        margin = ""
    if not margin:
        return _("La date visée est le {jour}.", jour=day)
    return _(
        "La date visée est le {jour} ; {marge}.", jour=day, marge=margin[:1].lower() + margin[1:]
    )


def next_days(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[ProchainView, ...]:
    """Return what is late and what falls within thirty days, by date, the late first."""
    found = echeancier(snapshot, content, today)
    known = {line.cle for line in found.lignes}
    known |= {f"{line.jour} {line.titre}" for line in found.lignes}
    dated = [
        ProchainView(
            line.jour, line.titre, _who(line.qui), _state(line.jour, today), line.jour < today
        )
        for line in found.lignes
        if line.jour is not None and found.rank(line) in LATE_FIRST
    ]
    dated += _promised_soon(snapshot, content, today, known)
    return tuple(sorted(dated, key=_soonest))


def _who(qui: str) -> str:
    return qui if qui != EMPTY else ""


def _state(jour: date, today: date) -> str:
    return _("En retard") if jour < today else _("À faire")


def _soonest(line: ProchainView) -> tuple[bool, date, str]:
    return not line.retard, line.jour, line.quoi


def _promised_soon(
    snapshot: DossierSnapshot, content: Content, today: date, known: set[str]
) -> Iterator[ProchainView]:
    """Yield decisions and follow-ups due soon that the échéancier does not have."""
    for view in decisions_followed(snapshot, content, today):
        decision, due = view.decision, view.decision.echeance
        same = {f"decision:{decision.id}", f"{due} {decision.texte}"} & known
        told = bool(same) or decision.task_id is not None
        if due is not None and due <= today + NEXT and not view.close and not told:
            who, late = _who(view.responsable), bool(view.retard_jours)
            yield ProchainView(due, decision.texte, who, view.etat, late)
    for line in journal(snapshot, today).lignes:
        due = line.suite_le
        is_open = line.suite in {EtatSuite.A_FAIRE, EtatSuite.EN_RETARD}
        if not is_open or due is None or due > today + NEXT or f"echange:{line.cle}" in known:
            continue
        who = line.personnes or line.structures
        yield ProchainView(due, line.suite_quoi, who, _state(due, today), due < today)


def people(snapshot: DossierSnapshot, today: date) -> tuple[PersonneView, ...]:
    """Return whom to speak to: the authorities, then the house, those most in touch first."""
    said = contacts(snapshot, today)
    busy = {task.acteur_id for task in snapshot.tasks}
    seated = _seats(snapshot)
    found = [
        acteur
        for acteur in snapshot.acteurs
        if acteur.nom
        and (
            acteur.famille is Famille.AUTORITES
            or acteur.id in said
            or (acteur.interne and (acteur.id in busy or acteur.id in seated))
        )
    ]
    found.sort(key=lambda a: (_order(a), -said.get(a.id, NOBODY).nombre, a.ordre))
    return tuple(
        PersonneView(
            acteur.nom,
            _role(acteur),
            _to_know(acteur, said.get(acteur.id, NOBODY).nombre,
                     said.get(acteur.id, NOBODY).dernier, seated.get(acteur.id, ())),
        )
        for acteur in found
    )  # fmt: skip


def _order(acteur: Acteur) -> int:
    families = (Famille.AUTORITES, Famille.INTERNES)
    return families.index(acteur.famille) if acteur.famille in families else len(families)


def _role(acteur: Acteur) -> str:
    return ", ".join(part for part in (acteur.structure, acteur.fonction) if part) or EMPTY


def _seats(snapshot: DossierSnapshot) -> dict[int, tuple[str, ...]]:
    """Return the instances in which each stakeholder sits."""
    found: dict[int, tuple[str, ...]] = {}
    for view in instance_views(snapshot):
        for membre in view.membres:
            known = found.get(membre.acteur.id, ())
            found[membre.acteur.id] = (*known, view.instance.display_name)
    return found


def _to_know(acteur: Acteur, exchanges: int, last: date | None, seats: tuple[str, ...]) -> str:
    told = []
    if acteur.statut_contrat is StatutContrat.SIGNATAIRE:
        told.append(_("Signe le contrat."))
    if acteur.depuis:
        told.append(_("Depuis {mois}.", mois=format_date(acteur.depuis, "month")))
    if exchanges:
        count = ngettext("{n} échange", "{n} échanges", exchanges)
        day = format_date(last, "medium") if last else ""
        told.append(_("{n}, le dernier le {jour}.", n=count, jour=day) if day else f"{count}.")
    if seats:
        told.append(_("Siège : {instances}.", instances=", ".join(seats[:2])))
    if acteur.relation:
        told.append(f"{acteur.relation.rstrip('.')}.")
    return " ".join(told) or EMPTY


def promises(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[EngagementView, ...]:
    """Return what was promised and is not done: decisions, follow-ups of exchanges."""
    found = [
        EngagementView(
            view.reunion_jour or today, view.decision.texte, view.reunion, view.decision.echeance
        )
        for view in decisions_followed(snapshot, content, today)
        if not view.close
    ]
    found += [
        EngagementView(
            line.jour, line.suite_quoi, line.structures or line.personnes, line.suite_le
        )
        for line in journal(snapshot, today).lignes
        if line.suite in {EtatSuite.A_FAIRE, EtatSuite.EN_RETARD} and line.suite_quoi
    ]
    return tuple(sorted(found, key=_latest, reverse=True))


def _latest(promise: EngagementView) -> tuple[date, str]:
    return promise.quand, promise.quoi
