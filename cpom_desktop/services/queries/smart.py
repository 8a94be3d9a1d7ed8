"""The SMART help of a fiche action: five questions, and what to write where one is open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.donnees import Polarite
from cpom_desktop.domain.lacunes import Lacune
from cpom_desktop.domain.smart import (
    CodeSmart,
    ExamenSmart,
    QuestionSmart,
    RaisonSmart,
    raisons_smart,
)
from cpom_desktop.i18n import _, format_date, format_number, ngettext
from cpom_desktop.services.labels_smart import QUESTIONS, RAISONS, SENS_CONTRAIRE
from cpom_desktop.services.queries.fiches_action import format_euros

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.queries.fiches_action import FicheView
    from cpom_desktop.services.snapshot import DossierSnapshot

HORS_SMART = frozenset({Lacune.CONSTAT, Lacune.ETAT_DES_LIEUX, Lacune.RESULTATS, Lacune.SUIVI})
"""What a fiche may lack that none of the five questions asks for."""


class RaisonLue(NamedTuple):
    """Why a question is open: a sentence, what to write, an example, and the key of the field."""

    phrase: str
    ecrire: str
    exemple: str
    champ: str


class QuestionLue(NamedTuple):
    """A question: its name, what answers it when nothing lacks, else why it is open."""

    nom: str
    reponse: str
    raisons: tuple[RaisonLue, ...]


def smart(snapshot: DossierSnapshot, content: Content, view: FicheView) -> tuple[QuestionLue, ...]:
    """Return the five questions of a fiche, in the order of the word."""
    found = raisons_smart(_examen(snapshot, content, view))
    return tuple(
        QuestionLue(
            _(QUESTIONS[question]),
            "" if raisons else _REPONSES[question](view),
            tuple(_lue(raison, view, snapshot.dossier.date_fin) for raison in raisons),
        )
        for question, raisons in found.items()
    )


def aussi(view: FicheView) -> tuple[Lacune, ...]:
    """Return what a fiche lacks beside the five questions."""
    return tuple(lacune for lacune in view.lacunes if lacune in HORS_SMART)


def _examen(snapshot: DossierSnapshot, content: Content, view: FicheView) -> ExamenSmart:
    last = {one.indicateur.id: one.final for one in view.indicateurs}
    operationnel = view.place.operationnel or view.place.strategique
    return ExamenSmart(
        parts=view.parts,
        objectif=operationnel.libelle if operationnel else "",
        cibles={key: final[1] for key, final in last.items() if final is not None},
        polarites={i.id: _polarite(i, content) for i in view.parts.indicateurs},
        fin_contrat=snapshot.dossier.date_fin,
    )


def _polarite(indicateur: Indicateur, content: Content) -> Polarite:
    """Return what is better: hers, else that of the figure it is taken from."""
    if indicateur.polarite is not None:
        return indicateur.polarite
    model = content.donnees.indicateur(indicateur.donnee) if indicateur.donnee else None
    return model.polarite if model else Polarite.NEUTRE


def _lue(raison: RaisonSmart, view: FicheView, end: date | None) -> RaisonLue:
    words = RAISONS[raison.code]
    told = {name: _said(name, value) for name, value in raison.valeurs.items()}
    told |= _contrary(raison)
    phrase = _(words.phrase, **told)
    champ = _champ(words.champ, raison, view, end)
    return RaisonLue(phrase, _(words.ecrire), _(words.exemple), champ)


def _contrary(raison: RaisonSmart) -> dict[str, str]:
    """Return how a target that is worse stands, and what was meant."""
    if raison.code is not CodeSmart.CIBLE_MOINS_BONNE:
        return {}
    above = Decimal(str(raison.valeurs["cible"])) > Decimal(str(raison.valeurs["initiale"]))
    rang, sens = SENS_CONTRAIRE[above]
    return {"rang": _(rang), "sens": _(sens)}


def _said(name: str, value: object) -> str:
    """Return a value of a reason as its sentence shows it."""
    match value:
        case tuple():
            return ", ".join(str(one) for one in value)
        case date():
            return format_date(value, "medium")
        case int() if name.endswith("_centimes"):
            return format_euros(value)
        case Decimal():
            return format_number(value)
        case _:
            return str(value)


def _champ(champ: str, raison: RaisonSmart, view: FicheView, end: date | None) -> str:
    """Return the key of the field to fill.

    A target is that of the last year told, else of the last year of the contract.
    """
    part, _dot, name = champ.partition(".")
    if not name:
        return f"fiches_action.{view.fiche.id}.{part}"
    row = raison.ligne or next((i.id for i in view.parts.indicateurs), 0)
    if name == "cible":
        final = next((one.final for one in view.indicateurs if one.indicateur.id == row), None)
        year = final[0] if final else (end.year if end else 0)
        name = f"cible_{year}"
    return f"{part}.{row}.{name}"


def _specifique(view: FicheView) -> str:
    operationnel = view.place.operationnel or view.place.strategique
    return operationnel.libelle if operationnel else view.fiche.titre


def _mesurable(view: FicheView) -> str:
    n = len(view.indicateurs)
    return ngettext(
        "{n} indicateur avec valeur de départ et cible.",
        "{n} indicateurs avec valeur de départ et cible.",
        n,
    )


def _acceptable(view: FicheView) -> str:
    fiche = view.fiche
    if fiche.validee_le:
        return _("Validée le {jour}.", jour=format_date(fiche.validee_le, "medium"))
    return _("Ceux qui s'y associent sont cités ; les cibles vont dans le bon sens.")


def _realiste(view: FicheView) -> str:
    if not view.cout_centimes:
        return _("Un responsable est nommé ; l'action ne coûte rien.")
    return _("Coût chiffré et financé : {montant}.", montant=format_euros(view.cout_centimes))


def _temporel(view: FicheView) -> str:
    days = [day for etape in view.parts.etapes for day in (etape.debut, etape.fin) if day]
    first, last = format_date(min(days), "month"), format_date(max(days), "month")
    if first == last:
        return _("En {mois}.", mois=first)
    return _("De {debut} à {fin}.", debut=first, fin=last)


_REPONSES: Mapping[QuestionSmart, Callable[[FicheView], str]] = {
    QuestionSmart.SPECIFIQUE: _specifique,
    QuestionSmart.MESURABLE: _mesurable,
    QuestionSmart.ACCEPTABLE: _acceptable,
    QuestionSmart.REALISTE: _realiste,
    QuestionSmart.TEMPOREL: _temporel,
}
