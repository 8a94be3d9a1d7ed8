"""When the plan does not fit: by how much, since when, and three ways out, each tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.calendrier_du_plan import calendar_of
from cpom_desktop.domain.dossier import Piste
from cpom_desktop.domain.faisabilite import GenreProposition, Proposition, Situation, move_target
from cpom_desktop.domain.faisabilite_chevaucher import overlap
from cpom_desktop.domain.faisabilite_raccourcir import OF_OTHERS, compress
from cpom_desktop.domain.planification import is_copil
from cpom_desktop.domain.planning import Contrat
from cpom_desktop.domain.planning_marge import plan_margin
from cpom_desktop.domain.tasks import CLOSED, EtatTache, TaskLink
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.operations.plan_ajuste import AdjustPlan, Lien
from cpom_desktop.services.queries.plan_calendrier import plan_calendar
from cpom_desktop.services.queries.plan_explications import closed_words
from cpom_desktop.services.queries.plan_propositions import proposal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.planning import ScheduledTask
    from cpom_desktop.domain.planning_marge import Manque, Marge
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("dossier", "etablissement", "tasks", "task_links", "fermetures")


class AvantApres(NamedTuple):
    """A date before and after; `task_id` 0 for what is no task."""

    task_id: int
    titre: str
    avant: date | None
    apres: date | None

    @property
    def jours(self) -> int:
        """Days by which it moves: later when positive."""
        return (self.apres - self.avant).days if self.avant and self.apres else 0


class Note(NamedTuple):
    """What a proposal supposes; `attention` when it is to be weighed."""

    texte: str
    attention: bool = True


class PropositionView(NamedTuple):
    """A way to make the plan fit, in words.

    Attributes:
        jalons: end of the diagnosis, COPIL, target: before and after.
        marge_avant, marge_apres: in a few words (« −54 jours », « 4 jours ouvrés »).
        reste_jours: days that still lack once it is applied, 0 when the plan fits.
        changements: every task that moves.
        operation: what applies it, as one step.
        apres: the dossier as it would be, for whoever draws it.
        action: what its button says.
    """

    genre: GenreProposition
    titre: str
    texte: str
    jalons: tuple[AvantApres, ...]
    marge_avant: str
    marge_apres: str
    reste_jours: int
    notes: tuple[Note, ...]
    changements: tuple[AvantApres, ...]
    operation: AdjustPlan
    apres: DossierSnapshot
    action: str


class FeasibilityView(NamedTuple):
    """Why the plan does not fit, and what may be done."""

    constat: str
    manque: Manque
    propositions: tuple[PropositionView, ...]


def feasibility(
    snapshot: DossierSnapshot, content: Content, today: date
) -> FeasibilityView | None:
    """Return what to do of a plan that does not fit; None when it does, or has no target.

    Raises:
        RegleInvalide: `cycle`; `plan-trop-long`.
    """
    plan = situation(snapshot, content, today)
    if plan is None:
        return None
    before = plan.dated()
    margin = plan_margin(before, plan.links)
    if margin is None or margin.manque is None:
        return None
    found = (move_target(plan), overlap(plan), compress(plan))
    return FeasibilityView(
        _statement(snapshot, margin, before, plan),
        margin.manque,
        tuple(_view(snapshot, p, before, margin) for p in found if p is not None),
    )


def situation(snapshot: DossierSnapshot, content: Content, today: date) -> Situation | None:
    """Return all that the dates of a dossier come from; None without a target."""
    dossier = snapshot.dossier
    if dossier.date_signature is None:
        return None
    return Situation(
        snapshot.tasks,
        snapshot.task_links,
        dossier.date_signature,
        plan_calendar(snapshot, content),
        dossier.debut_demarche,
        today,
        Contrat(dossier.date_effet, dossier.date_fin),
    )


def before_after(
    before: Mapping[int, ScheduledTask], after: Mapping[int, ScheduledTask]
) -> tuple[AvantApres, ...]:
    """Return the tasks whose end differs between two plans, in the order of the second."""
    return tuple(
        AvantApres(i, s.task.titre, before[i].fin, s.fin)
        for i, s in after.items()
        if i in before and before[i].fin != s.fin
    )


def adjusted(snapshot: DossierSnapshot, proposition: Proposition) -> DossierSnapshot:
    """Return a dossier as it would be once a proposal is applied."""
    after = proposition.apres
    first = max((li.id for li in snapshot.task_links), default=0) + 1
    links = tuple(
        li
        if li.id
        else TaskLink(id=first + place, task_id=li.task_id, predecessor_id=li.predecessor_id)
        for place, li in enumerate(after.links)
    )
    dossier = replace(snapshot.dossier, date_signature=after.target)
    return replace(snapshot, dossier=dossier, tasks=after.tasks, task_links=links)


def _statement(
    snapshot: DossierSnapshot,
    margin: Marge,
    before: Mapping[int, ScheduledTask],
    plan: Situation,
) -> str:
    """Return « Pour signer le …, il aurait fallu commencer le … ; il manque 54 jours. »."""
    lack = margin.manque
    assert lack is not None
    target = format_date(plan.target, "full")
    dialogue = snapshot.dossier.piste is Piste.DIALOGUE_GESTION
    aim = (
        _("Pour la réunion du {jour}", jour=target)
        if dialogue
        else (_("Pour signer le {jour}", jour=target))
    )
    parts = [_("{but}, {faute}.", but=aim, faute=_fault(lack, before, plan.today))]
    when = _since(lack, plan)
    parts.append(
        ngettext(
            "{quand} : il manque {n} jour.",
            "{quand} : il manque {n} jours.",
            lack.jours,
            quand=when,
        )
    )
    if margin.fin_prevue > plan.target:
        parts.append(
            _(
                "Sans rien changer, la date visée passerait au {jour}.",
                jour=format_date(margin.fin_prevue),
            )
        )
    else:
        parts += _broken_limits(before, plan.target)
    return " ".join(parts)


def _broken_limits(before: Mapping[int, ScheduledTask], target: date) -> list[str]:
    """Return what is no longer held in time when the target itself still is."""
    broken = [
        s
        for s in before.values()
        if s.task.limite_jours is not None
        and s.task.etat not in CLOSED
        and (s.fin_prevue or s.fin) > target - timedelta(days=s.task.limite_jours)
    ]
    return [
        _(
            "La date visée tiendrait, mais « {titre} », attendue au plus tard le {jour}, se "
            "tiendrait le {prevu}.",
            titre=s.task.titre,
            jour=format_date(target - timedelta(days=s.task.limite_jours or 0)),
            prevu=format_date(s.fin_prevue),
        )
        for s in broken[:1]
    ]


def _fault(lack: Manque, before: Mapping[int, ScheduledTask], today: date | None) -> str:
    since = format_date(lack.depuis)
    begun = any(s.task.etat in {EtatTache.FAIT, EtatTache.EN_COURS} for s in before.values())
    if not begun:
        return _("il aurait fallu commencer le {jour}", jour=since)
    title = before[lack.task_id].task.titre
    begins, ends = (
        (
            _("« {titre} » aurait dû commencer le {jour}"),
            _("« {titre} » aurait dû finir le {jour}"),
        )
        if today is None or lack.depuis < today
        else (
            _("« {titre} » devrait commencer le {jour}"),
            _("« {titre} » devrait finir le {jour}"),
        )
    )
    return _(ends if lack.commence else begins, titre=title, jour=since)


def _since(lack: Manque, plan: Situation) -> str:
    if plan.start is not None and plan.start == lack.possible and not lack.commence:
        return _("La démarche date du {jour}", jour=format_date(plan.start))
    if plan.today == lack.possible:
        return _("Nous sommes le {jour}", jour=format_date(plan.today))
    if lack.commence:
        return _("Elle finira au plus tôt le {jour}", jour=format_date(lack.possible))
    return _("Elle ne peut commencer que le {jour}", jour=format_date(lack.possible))


def _view(
    snapshot: DossierSnapshot,
    found: Proposition,
    before: Mapping[int, ScheduledTask],
    margin: Marge,
) -> PropositionView:
    words = proposal_text(found, before, snapshot.dossier.date_signature)
    return PropositionView(
        genre=found.genre,
        titre=words.titre,
        texte=words.texte,
        jalons=tuple(_milestones(found, before)),
        marge_avant=_margin_words(margin),
        marge_apres=_margin_words(found.marge),
        reste_jours=found.reste_jours,
        notes=tuple(_notes(snapshot, found)),
        changements=before_after(before, found.dated),
        operation=_operation(found),
        apres=adjusted(snapshot, found),
        action=words.action,
    )


def _operation(found: Proposition) -> AdjustPlan:
    changes: dict[str, object] = {
        "durees": dict(found.durees),
        "limites": dict(found.limites),
        "liens_retires": [Lien(task_id=t, predecessor_id=p) for t, p in found.retires],
        "liens_ajoutes": [Lien(task_id=t, predecessor_id=p) for t, p in found.ajoutes],
    }
    if found.cible is not None:
        changes["cible"] = found.cible
    return AdjustPlan(**changes)  # type: ignore[arg-type]


def _margin_words(margin: Marge | None) -> str:
    if margin is None:
        return ""
    if margin.jours < 0:
        return ngettext("{n} jour", "{n} jours", margin.jours)
    return ngettext("{n} jour ouvré", "{n} jours ouvrés", margin.ouvres)


def _milestones(found: Proposition, before: Mapping[int, ScheduledTask]) -> Iterator[AvantApres]:
    """Yield the end of the diagnosis, the COPIL to come, then the target."""
    diagnosis = [i for i, s in found.dated.items() if s.task.phase == "diagnostic"]
    if diagnosis:
        ends = [max(dated[i].fin for i in diagnosis) for dated in (before, found.dated)]
        yield AvantApres(0, _("Fin du diagnostic"), ends[0], ends[1])
    for i, s in found.dated.items():
        if is_copil(s.task) and s.task.etat not in CLOSED and s.task.ancre is None:
            yield AvantApres(i, s.task.titre, before[i].fin, s.fin)
    last = max((s for s in before.values() if s.task.ancre is None), key=_end)
    if not is_copil(last.task):
        yield AvantApres(last.task.id, last.task.titre, last.fin, found.dated[last.task.id].fin)


def _end(scheduled: ScheduledTask) -> tuple[date, int]:
    return scheduled.fin, scheduled.task.ordre


def _notes(snapshot: DossierSnapshot, found: Proposition) -> Iterator[Note]:
    if found.reste_jours:
        yield Note(
            ngettext(
                "Il manquerait encore {n} jour",
                "Il manquerait encore {n} jours",
                found.reste_jours,
            )
        )
    match found.genre:
        case GenreProposition.DEPLACER:
            yield Note(_("Aucune tâche raccourcie"), attention=False)
            yield from _about_contract(snapshot, found)
        case GenreProposition.CHEVAUCHER:
            yield Note(_("Suppose l'accord de l'ARS et du département"))
        case GenreProposition.RACCOURCIR:
            slugs = {s.task.slug for i, s in found.dated.items() if i in found.durees}
            if slugs & OF_OTHERS:
                yield Note(_("Suppose que les instances consultées répondent plus vite"))
    yield from _about_limits(found)
    yield from _about_meetings(found)


def _about_contract(snapshot: DossierSnapshot, found: Proposition) -> Iterator[Note]:
    dossier, target = snapshot.dossier, found.apres.target
    if dossier.date_effet is not None:
        day = format_date(dossier.date_effet)
        if target <= dossier.date_effet:
            yield Note(_("L'effet au {jour} ne change pas", jour=day), attention=False)
        else:
            yield Note(_("La signature viendrait après la date d'effet ({jour})", jour=day))
    end = dossier.prolonge_jusqu_au or dossier.fin_contrat_actuel
    if end is not None and target > end:
        yield Note(
            _(
                "Le contrat en cours finit le {jour} : une prolongation est à prévoir",
                jour=format_date(end),
            )
        )


def _about_limits(found: Proposition) -> Iterator[Note]:
    for i in found.limites:
        task = found.dated[i].task
        days = (found.apres.target - found.dated[i].fin).days
        yield Note(
            ngettext(
                "« {titre} » se tient {n} jour avant la date visée",
                "« {titre} » se tient {n} jours avant la date visée",
                days,
                titre=task.titre,
            )
        )


def _about_meetings(found: Proposition) -> Iterator[Note]:
    """Tell of meetings that fall in a period better avoided, when she lets them."""
    rules = replace(found.apres.calendar.rules, ete=True, fin_annee=True, ponts=True)
    calendar = calendar_of(rules)
    for s in found.dated.values():
        closed = calendar.closed(s.fin)
        if closed and s.task.reunion and s.task.etat not in CLOSED and s.task.ancre is None:
            yield Note(
                _(
                    "« {titre} » tombe un jour à éviter, {ferme}",
                    titre=s.task.titre,
                    ferme=closed_words(closed),
                )
            )
