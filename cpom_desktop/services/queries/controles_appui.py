"""What several answers of the check-list share: a task, documents, a few conditions at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.controles import EtatControle
from cpom_desktop.domain.pieces import EtatPiece, is_outdated
from cpom_desktop.domain.reunions import EtatReunion
from cpom_desktop.domain.tasks import EtatTache
from cpom_desktop.i18n import _, format_date, ngettext
from cpom_desktop.services.queries.controles_types import Trouve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cpom_desktop.domain.pieces import Piece
    from cpom_desktop.domain.reunions import Reunion
    from cpom_desktop.domain.tasks import Task
    from cpom_desktop.services.queries.controles_types import Terrain

HELD = frozenset({EtatReunion.TENUE, EtatReunion.CLOSE})


class Condition(NamedTuple):
    """One of the things that a point asks for, what to say when it lacks, and where to fill it."""

    tenue: bool
    manque: str
    page: str = ""
    champ: str = ""


def done(phrase: str, page: str = "", champ: str = "") -> Trouve:
    """Answer that it is done."""
    return Trouve(EtatControle.FAIT, phrase, page, champ)


def to_do(phrase: str, page: str = "", champ: str = "") -> Trouve:
    """Answer that nothing of it is there."""
    return Trouve(EtatControle.A_FAIRE, phrase, page, champ)


def under_way(phrase: str, page: str = "", champ: str = "") -> Trouve:
    """Answer that a part of it is there."""
    return Trouve(EtatControle.EN_COURS, phrase, page, champ)


def all_of(conditions: Sequence[Condition], whole: str) -> Trouve:
    """Return « 3 sur 4 : … » until every condition holds; `whole` is told then."""
    lacking = [condition for condition in conditions if not condition.tenue]
    if not lacking:
        first = conditions[0]
        return done(whole, first.page, first.champ)
    first = lacking[0]
    held = len(conditions) - len(lacking)
    phrase = " ; ".join(condition.manque for condition in lacking)
    if not held:
        return to_do(phrase, first.page, first.champ)
    told = _("{n} sur {total} : {manque}", n=held, total=len(conditions), manque=phrase)
    return under_way(told, first.page, first.champ)


def task_field(task: Task) -> str:
    """Return the key of a task on the page of the plan."""
    return f"tasks.{task.id}"


def by_task(slug: str) -> Callable[[Terrain], Trouve | None]:
    """Return what answers by the task of the kit that does it; nothing when the plan lacks it."""

    def answer(ground: Terrain) -> Trouve | None:
        return task_answer(ground, slug)

    return answer


def task_answer(ground: Terrain, slug: str) -> Trouve | None:
    """Return what the task of a slug says; None when the plan has none, or sets it aside."""
    task = ground.tasks.get(slug)
    if task is None or task.etat is EtatTache.SANS_OBJET:
        return None
    place = "retroplanning", task_field(task)
    if task.etat is EtatTache.FAIT:
        day = f" {_('le {jour}', jour=format_date(task.fin_reelle))}" if task.fin_reelle else ""
        return done(_("tâche du rétroplanning faite{jour}", jour=day), *place)
    dated = ground.dated.get(task.id)
    due = _(" pour le {jour}", jour=format_date(dated.fin)) if dated else ""
    if task.etat is EtatTache.EN_COURS:
        return under_way(_("tâche du rétroplanning en cours{due}", due=due), *place)
    return to_do(_("tâche du rétroplanning à faire{due}", due=due), *place)


def task_is_done(ground: Terrain, slug: str) -> bool:
    """Tell whether the task of a slug is done."""
    task = ground.tasks.get(slug)
    return task is not None and task.etat is EtatTache.FAIT


def task_condition(ground: Terrain, slug: str, manque: str) -> Condition:
    """Return the condition that a task be done."""
    task = ground.tasks.get(slug)
    field = task_field(task) if task else ""
    return Condition(task_is_done(ground, slug), manque, "retroplanning", field)


def meeting_of(ground: Terrain, tache: str) -> Reunion | None:
    """Return the meeting of a milestone of the kit; the last one held when there are several."""
    task = ground.tasks.get(tache)
    if task is None:
        return None
    found = [r for r in ground.snapshot.reunions if r.task_id == task.id]
    held = [r for r in found if r.etat in HELD]
    return next(reversed(held or found), None)


def by_pieces(*wanted: tuple[str, str]) -> Callable[[Terrain], Trouve]:
    """Return what answers by documents: their slug, and what to call each in a sentence."""

    def answer(ground: Terrain) -> Trouve:
        rows = {piece.slug: piece for piece in ground.snapshot.pieces}
        named = [(_(name), rows.get(slug)) for slug, name in wanted]
        asked = [(n, p) for n, p in named if p is None or p.etat is not EtatPiece.SANS_OBJET]
        if not asked:
            return done(_("pièces sans objet pour votre établissement"), "pieces")
        lacking = [(n, p) for n, p in asked if not _holds(p, ground)]
        if not lacking:
            return done(_in_hand(len(asked)), "pieces", _piece_field(asked[0][1]))
        place = "pieces", _piece_field(lacking[0][1])
        told = " ; ".join(_lacking_words(lacking))
        held = len(asked) - len(lacking)
        if not held:
            return to_do(told, *place)
        return under_way(
            _("{n} sur {total} : {quoi}", n=held, total=len(asked), quoi=told), *place
        )

    return answer


def _holds(piece: Piece | None, ground: Terrain) -> bool:
    in_hand = piece is not None and piece.etat is EtatPiece.DISPONIBLE
    return in_hand and piece is not None and not is_outdated(piece, ground.today)


def _in_hand(count: int) -> str:
    return ngettext(
        "{n} pièce disponible et encore valable",
        "{n} pièces disponibles et encore valables",
        count,
    )


def _piece_field(piece: Piece | None) -> str:
    return f"pieces.{piece.id}.etat" if piece else ""


def _lacking_words(lacking: Sequence[tuple[str, Piece | None]]) -> Iterator[str]:
    """Yield what is asked for and what is too old, one by one, then what is to be gathered."""
    missing = []
    for name, piece in lacking:
        if piece is None or piece.etat is EtatPiece.MANQUANTE:
            missing.append(name)
        elif piece.etat is EtatPiece.DISPONIBLE:
            yield _("{piece} : version trop ancienne", piece=name)
        elif piece.attendue_le:
            day = format_date(piece.attendue_le, "day")
            yield _("{piece} : à recevoir pour le {jour}", piece=name, jour=day)
        else:
            yield _("{piece} : en attente", piece=name)
    if missing:
        yield _("il manque : {pieces}", pieces=", ".join(missing))
