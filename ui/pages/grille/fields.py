"""The fields of a criterion, declared once for the form that goes from one to the next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.acteurs import Famille
from cpom_desktop.domain.diagnostic import (
    PRIORITIES,
    Cotation,
    NatureConstat,
    PositionAutorite,
)
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import UpdateConstat
from cpom_desktop.services.queries.cotations import older_words, proposal_words, reponses
from cpom_desktop.services.queries.diagnostic import constat_of
from cpom_desktop.services.queries.synthese import DEGREES
from cpom_desktop.services.queries.words import choices
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader

if TYPE_CHECKING:
    from datetime import date

    from cpom_desktop.content.schema_grille import GrilleFile
    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.kit.field_row import FieldKind
    from ui.session import Session

NAMES = (
    "cotation",
    "motif",
    "texte",
    "nature",
    "priorite",
    "position_ars",
    "note_ars",
    "position_departement",
    "note_departement",
    "preuve",
    "a_verifier",
    "importance",
    "faisabilite",
    "acteur_id",
    "date_preuve",
    "echeance",
)
"""Fields of a finding, in the order of the page."""


def field_key(critere: str, name: str) -> str:
    """Return the key of a field of a criterion."""
    return f"constats.{critere}.{name}"


def critere_specs(critere: Critere, session: Session) -> tuple[FieldSpec, ...]:
    """Return the fields of a criterion, from top to bottom of its card."""
    grille, today = session.content.grille, session.workspace.today
    return (*_answer_specs(critere, grille, today), *_after_specs(critere, session))


def _answer_specs(critere: Critere, grille: GrilleFile, today: date) -> tuple[FieldSpec, ...]:
    spec = partial(_spec, critere.slug)
    offered = reponses(grille, critere.slug)
    unknown = _("Non connue")
    return (
        replace(spec("cotation", "cotation"), label=_("Votre cotation"),
                choices=[(r.cotation, r.libelle) for r in offered],
                words=[r.figure for r in offered],
                check=partial(_of_another_scale, critere.slug, grille, today)),
        replace(spec("motif", "text"), lines=1, check=partial(_without_reason, critere.slug),
                help=_("Pourquoi ce critère ne concerne pas l’établissement.")),
        replace(spec("texte", "text"), lines=2, label=_("Constat partagé"),
                help=_expected(critere)),
        replace(spec("nature", "segmented"), label=_("Ce critère est plutôt…"),
                choices=choices(NatureConstat)),
        replace(spec("priorite", "rating"), words=("",) * len(PRIORITIES)),
        replace(spec("position_ars", "choice"), choices=choices(PositionAutorite),
                none_label=unknown),
        replace(spec("note_ars", "text"), lines=1, placeholder=_("À noter")),
        replace(spec("position_departement", "choice"), choices=choices(PositionAutorite),
                none_label=unknown),
        replace(spec("note_departement", "text"), lines=1,
                placeholder=_("À noter")),
        replace(spec("preuve", "text"), lines=1,
                placeholder=_("Quel document, et où il se trouve")),
        spec("a_verifier", "flag"),
    )  # fmt: skip


def _after_specs(critere: Critere, session: Session) -> tuple[FieldSpec, ...]:
    """Return what is said once the finding is written: its weight, who checks it, when."""
    spec = partial(_spec, critere.slug)
    degrees = [(rank, _(words)) for rank, words in enumerate(DEGREES, 1)]
    read = date_reader(session.workspace)
    return (
        replace(spec("importance", "segmented"), choices=degrees),
        replace(spec("faisabilite", "segmented"), choices=degrees),
        replace(spec("acteur_id", "choice"), choices=acteurs, none_label=_("Personne")),
        replace(spec("date_preuve", "date"), parse=read, show=_short_day,
                check=partial(_in_the_future, session.workspace.today)),
        replace(spec("echeance", "date"), parse=read, show=_short_day),
    )  # fmt: skip


def after_words(constat: Constat, snapshot: DossierSnapshot) -> str:
    """Return what the fold holds: « importance forte, faisabilité moyenne, Claire Morel… »."""
    who = snapshot.acteurs_by_id.get(constat.acteur_id or 0)
    told = (
        _("importance {mot}", mot=_degree(constat.importance)) if constat.importance else "",
        _("faisabilité {mot}", mot=_degree(constat.faisabilite)) if constat.faisabilite else "",
        who.display_name if who else "",
        _("preuve du {jour}", jour=_short_day(constat.date_preuve)) if constat.date_preuve else "",
        _("à revoir le {jour}", jour=_short_day(constat.echeance)) if constat.echeance else "",
    )
    return ", ".join(text for text in told if text)


def _degree(rank: int) -> str:
    return _(DEGREES[rank - 1]).lower()


def acteurs(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    """Return who may check a finding: the people of the house first, then those who are named."""
    named = [a for a in snapshot.acteurs if a.display_name]
    inside = [a for a in named if a.famille is Famille.INTERNES]
    others = [a for a in named if a.famille is not Famille.INTERNES and a.nom]
    return [(a.id, a.display_name) for a in (*inside, *others)]


def _short_day(day: date | None) -> str:
    return "" if day is None else format_date(day, "medium")


def _in_the_future(today: date, day: date | None, _snapshot: DossierSnapshot) -> str | None:
    if day is None or day <= today:
        return None
    return _("Cette preuve est datée d’un jour à venir. Est-ce voulu ?")


def _expected(critere: Critere) -> str:
    return _("Preuve attendue : {preuve}", preuve=critere.preuve) if critere.preuve else ""


def _spec(critere: str, name: str, kind: FieldKind) -> FieldSpec:
    return FieldSpec(
        key=field_key(critere, name),
        label=label("constats", name),
        kind=kind,
        read=partial(_read, critere, name),
        write=partial(_write, UpdateConstat, critere, name),
    )


def _read(critere: str, name: str, snapshot: DossierSnapshot) -> object:
    return getattr(constat_of(snapshot, critere), name)


def _write(operation: type[Operation], critere: str, name: str, value: object) -> Operation:
    return operation(**{"critere": critere, name: value})


def _of_another_scale(
    critere: str, grille: GrilleFile, today: date, _value: object, snapshot: DossierSnapshot
) -> str | None:
    """Tell an answer of an older scale, or the one that the date to meet suggests."""
    found = constat_of(snapshot, critere)
    return older_words(found, grille) or proposal_words(found, grille, today) or None


def _without_reason(critere: str, value: object, snapshot: DossierSnapshot) -> str | None:
    """Tell that a criterion set aside has no reason; nothing is blocked."""
    aside = constat_of(snapshot, critere).cotation is Cotation.NON_CONCERNE
    if value or not aside:
        return None
    return _("Dites pourquoi en une phrase : sans motif, l’autorité peut y voir un oubli.")
