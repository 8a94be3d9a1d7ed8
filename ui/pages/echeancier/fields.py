"""The fields of the panel: who, reminders, note; title and date of a reminder of hers."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from cpom_desktop.domain.pieces import EtatPiece
from cpom_desktop.domain.reunions import EtatDecision
from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.labels import label
from cpom_desktop.services.operations import (
    SetEcheance,
    SetPieces,
    UpdateDecision,
    UpdateEchange,
    UpdateEcheance,
    UpdateTask,
)
from cpom_desktop.services.queries.echeancier_dit import days_of
from cpom_desktop.services.queries.echeancier_dossier import awaited_piece
from cpom_desktop.services.queries.echeancier_journal import SUITE, echange_of
from cpom_desktop.services.queries.echeancier_mots import reminders_words
from cpom_desktop.services.queries.echeancier_reunions import DECISION
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Origine
from ui.kit.field_row import FieldSpec
from ui.kit.specs import date_reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.domain.echeances import Echeance
    from cpom_desktop.services.operations import Operation
    from cpom_desktop.services.queries.echeancier_types import Ligne
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

USUAL = ("60,30,7", "30,7", "7", "1")
"""Reminders offered, in days before."""

OF_DECISIONS = frozenset({"acteur_id", "fait_le", "sans_objet"})
"""What is said of a decision is kept with the decision."""
OF_TASKS = frozenset({"acteur_id", "note", "etat", "fin_reelle"})
"""What is said of a task is kept with the task."""


def ident_of(line: Ligne) -> str:
    """Return what names a line in the key of a field: its id for a reminder, else its key."""
    return str(line.echeance_id) if line.origine is Origine.RAPPEL else line.cle


def key_of(line: Ligne, name: str) -> str:
    """Return the key of a field of a line."""
    return f"echeances.{ident_of(line)}.{name}"


def common_specs(line: Ligne) -> list[FieldSpec]:
    """Return the fields that every line has; `line` gives what they show until told again."""
    return [
        FieldSpec(
            key=key_of(line, "acteur_id"),
            label=label("echeances", "acteur_id"),
            kind="choice",
            read=partial(_acteur, line),
            write=partial(_write, line, "acteur_id"),
            choices=_acteurs,
            none_label=_("Personne"),
        ),
        FieldSpec(
            key=key_of(line, "rappels"),
            label=label("echeances", "rappels"),
            kind="choice",
            read=partial(_rappels, line),
            write=partial(_write_rappels, line),
            choices=partial(_reminders, line),
            none_label=_("Pas de rappel") if line.origine is Origine.RAPPEL else None,
        ),
        FieldSpec(
            key=key_of(line, "note"),
            label=label("echeances", "note"),
            kind="text",
            read=partial(_note, line),
            write=partial(_write, line, "note"),
            lines=2,
            optional=True,
        ),
    ]


def own_specs(session: Session, line: Ligne) -> list[FieldSpec]:
    """Return the fields of a reminder of hers."""
    return [
        FieldSpec(
            key=key_of(line, "titre"),
            label=label("echeances", "titre"),
            kind="line",
            read=partial(_own, line.echeance_id, "titre"),
            write=partial(_write, line, "titre"),
        ),
        FieldSpec(
            key=key_of(line, "jour"),
            label=label("echeances", "jour"),
            kind="date",
            read=partial(_own, line.echeance_id, "jour"),
            write=partial(_write, line, "jour"),
            parse=date_reader(session.workspace),
            check=partial(_past, session),
        ),
    ]


def _past(session: Session, jour: object, _snapshot: DossierSnapshot) -> str | None:
    """Return a doubt about a date that is over (reliability §7.1, row 11); it never blocks."""
    days = (session.workspace.today - jour).days if isinstance(jour, date) else 0
    if days <= 0:
        return None
    return ngettext(
        "Cette date est déjà passée (il y a {n} jour). Est-ce voulu ?",
        "Cette date est déjà passée (il y a {n} jours). Est-ce voulu ?",
        days,
    )


def say_operation(line: Ligne, values: Mapping[str, object]) -> Operation:
    """Return the operation that says something of a line, wherever it comes from."""
    if line.origine is Origine.RAPPEL:
        return _made(UpdateEcheance, {"id": line.echeance_id}, values)
    if values.get("fait_le") and (piece_id := awaited_piece(line.cle)):
        return SetPieces(ids=[piece_id], etat=EtatPiece.DISPONIBLE)
    if line.origine is Origine.TACHE and values.keys() <= OF_TASKS:
        return _made(UpdateTask, {"id": line.task_id}, values)
    if "fait_le" in values and not values.get("sans_objet") and echange_of(line.cle)[0]:
        return _of_echange(line, values["fait_le"])
    if line.cle.startswith(DECISION) and values.keys() <= OF_DECISIONS:
        return _of_decision(line, values)
    return _made(SetEcheance, {"cle": line.cle}, values)


def _of_decision(line: Ligne, values: Mapping[str, object]) -> Operation:
    """Return what says of a decision that it is done, given up, or in whose hands it is."""
    told: dict[str, object] = {}
    if "acteur_id" in values:
        told = {"responsable_id": values["acteur_id"], "porteur": ""}
    elif values.get("sans_objet"):
        told = {"etat": EtatDecision.ABANDONNEE}
    else:
        done = values.get("fait_le")
        told = {"etat": EtatDecision.FAITE if done else EtatDecision.A_FAIRE, "fait_le": done}
    return _made(UpdateDecision, {"id": int(line.cle.removeprefix(DECISION))}, told)


def _of_echange(line: Ligne, done: object) -> Operation:
    """Return what says that an exchange is followed, or closed; a line set aside comes back."""
    if done is None and line.etat is EtatEcheance.SANS_OBJET:
        return SetEcheance(cle=line.cle, sans_objet=False)
    echange_id, suffix = echange_of(line.cle)
    field = "suite_faite_le" if suffix == SUITE else "clos_le"
    return _made(UpdateEchange, {"id": echange_id}, {field: done})


def _made(
    kind: type[Operation], key: Mapping[str, object], values: Mapping[str, object]
) -> Operation:
    return kind(**key, **values)


def _write(line: Ligne, name: str, value: object) -> Operation:
    return say_operation(line, {name: value})


def _write_rappels(line: Ligne, value: object) -> Operation:
    return say_operation(line, {"rappels": value or ""})


def _said(line: Ligne, snapshot: DossierSnapshot) -> Echeance | None:
    """Return what the dossier keeps of a line now."""
    if line.origine is Origine.RAPPEL:
        return next((e for e in snapshot.echeances if e.id == line.echeance_id), None)
    return next((e for e in snapshot.echeances if e.cle == line.cle), None)


def _own(echeance_id: int, name: str, snapshot: DossierSnapshot) -> object:
    found = next((e for e in snapshot.echeances if e.id == echeance_id), None)
    return getattr(found, name) if found else None


def _acteur(line: Ligne, snapshot: DossierSnapshot) -> int | None:
    if line.origine is Origine.TACHE:
        found = next((t for t in snapshot.tasks if t.id == line.task_id), None)
        return found.acteur_id if found else None
    if line.cle.startswith(DECISION):
        decisions = (d for d in snapshot.decisions if f"{DECISION}{d.id}" == line.cle)
        return next((decision.responsable_id for decision in decisions), None)
    said = _said(line, snapshot)
    named = said.acteur_id if said else None
    return named if line.origine is Origine.RAPPEL else named or _proposed(line, snapshot)


def _proposed(line: Ligne, snapshot: DossierSnapshot) -> int | None:
    """Return whom the rule, or the meeting, names until she says otherwise."""
    if line.regle is not None:
        return next((a.id for a in snapshot.acteurs if a.slug == line.regle.acteur), None)
    if line.origine is Origine.DOSSIER:
        return line.acteur_id
    return next((t.acteur_id for t in snapshot.tasks if t.id == line.task_id), None)


def _acteurs(snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    named = [a for a in snapshot.acteurs if a.nom]
    others = [a for a in snapshot.acteurs if not a.nom]
    return [(a.id, a.nom or a.display_name) for a in (*named, *others) if a.display_name]


def _rappels(line: Ligne, snapshot: DossierSnapshot) -> str | None:
    said = _said(line, snapshot)
    days = days_of(said.rappels) if said and said.rappels else ()
    if not days and line.origine is not Origine.RAPPEL:
        days = line.rappels_proposes
    return _text(days) or None


def _reminders(line: Ligne, snapshot: DossierSnapshot) -> list[tuple[object, str]]:
    """Return the reminders offered, hers and those of the rule among them."""
    texts = {*USUAL, _text(line.rappels_proposes), _rappels(line, snapshot) or ""} - {""}
    ordered = sorted((days_of(text) for text in texts), reverse=True)
    return [(_text(days), reminders_words(days)) for days in ordered]


def _text(days: tuple[int, ...]) -> str:
    return ",".join(map(str, days))


def _note(line: Ligne, snapshot: DossierSnapshot) -> str:
    if line.origine is Origine.TACHE:
        found = next((t for t in snapshot.tasks if t.id == line.task_id), None)
        return found.note if found else ""
    said = _said(line, snapshot)
    return said.note if said else ""
