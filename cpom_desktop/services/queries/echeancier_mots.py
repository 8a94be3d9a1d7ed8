"""What is said of a deadline: how its date is found, on what text it leans, how soon it comes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.calendrier import public_holidays, working_day_predicate
from cpom_desktop.domain.occurrences import last_open_day
from cpom_desktop.domain.regles_echeances import AncreRegle, GenreRegle
from cpom_desktop.i18n import EMPTY, _, capitalise, format_date, ngettext
from cpom_desktop.services.queries.echeancier_types import EtatEcheance, Ligne, Origine
from cpom_desktop.services.queries.plan_calendrier import holiday_group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.calendrier import GroupeFeries
    from cpom_desktop.domain.occurrences import Occurrence
    from cpom_desktop.domain.regles_echeances import RegleEcheance
    from cpom_desktop.services.snapshot import DossierSnapshot

CONFIDENCE: Mapping[Confiance | None, str] = {
    Confiance.VU: "Lu dans le texte",
    Confiance.SECONDAIRE: "Source indirecte",
    Confiance.MEMOIRE: "À confirmer",
    Confiance.PROPOSE: "Conseillé",
    None: "Votre dossier",
}
"""How far the date of a line was checked; on screen, and in short on paper."""
ON_PAPER: Mapping[Confiance | None, str] = {
    Confiance.VU: "lu",
    Confiance.SECONDAIRE: "indirecte",
    Confiance.MEMOIRE: "à confirmer",
    Confiance.PROPOSE: "conseillé",
    None: "dossier",
}
CAUTION: Mapping[Confiance | None, str] = {
    Confiance.SECONDAIRE: "Le texte lui-même n'a pas été relu.",
    Confiance.MEMOIRE: "À confirmer auprès de votre ARS avant de vous y fier.",
    Confiance.PROPOSE: "Aucun texte n'impose cette date : c'est un conseil.",
}
ANCHORS: Mapping[str, str] = {
    AncreRegle.SIGNATURE: "Signature visée",
    AncreRegle.EFFET: "Date d'effet",
    AncreRegle.FIN_CONTRAT: "Fin du contrat",
    AncreRegle.FIN_CONTRAT_ACTUEL: "Fin du contrat en cours",
    AncreRegle.FIN_AUTORISATION: "Fin de l'autorisation",
}
KINDS: Mapping[Origine, str] = {
    Origine.REGLE: "Échéance légale",
    Origine.REUNION: "Délai de réunion",
    Origine.TACHE: "Tâche du rétroplanning",
    Origine.RAPPEL: "Rappel",
    Origine.DOSSIER: "Date du dossier",
}


def confidence_of(line: Ligne) -> str:
    """Return how far the date of a line was checked, in two or three words."""
    return _(CONFIDENCE[line.confiance])


def kind_of(line: Ligne) -> str:
    """Return what a line is, for a calendar."""
    if line.origine is Origine.REGLE and not line.legale:
        return _("Conseil")
    return _("Jalon") if line.jalon else _(KINDS[line.origine])


def delay_of(line: Ligne, today: date) -> str:
    """Return how soon a line comes: « dans 5 j », « 7 jours » when it is late."""
    if line.etat is EtatEcheance.FAITE:
        return _("le {jour}", jour=format_date(line.fait_le, "short")) if line.fait_le else ""
    if line.etat is EtatEcheance.SANS_OBJET or line.jour is None:
        return ""
    days = (line.jour - today).days
    if line.etat is EtatEcheance.EN_RETARD:
        return ngettext("{n} jour", "{n} jours", -days)
    if days < 0:
        return _("passé")
    return {0: _("aujourd'hui"), 1: _("demain")}.get(days, _("dans {n} j", n=days))


def spoken_delay(line: Ligne, today: date) -> str:
    """Return the same in full words, for a screen reader."""
    if line.etat is EtatEcheance.FAITE:
        return _("faite")
    if line.etat is EtatEcheance.SANS_OBJET:
        return _("sans objet")
    if line.jour is None:
        return _("sans date")
    days = (line.jour - today).days
    if line.etat is EtatEcheance.EN_RETARD:
        return ngettext("en retard de {n} jour", "en retard de {n} jours", -days)
    return ngettext("dans {n} jour", "dans {n} jours", days) if days > 1 else delay_of(line, today)


def reminders_words(days: tuple[int, ...]) -> str:
    """Return « 30 et 7 j avant », « 60, 30 et 7 j »; « Pas de rappel » without any."""
    told = [str(day) for day in days]
    match len(told):
        case 0:
            return _("Pas de rappel")
        case 1 | 2:
            return _("{jours} j avant", jours=_(" et ").join(told))
        case _:
            listed = ", ".join(told[:-1]) + _(" et ") + told[-1]
            return _("{jours} j", jours=listed)


# --- how the date is found


def how_found(line: Ligne, snapshot: DossierSnapshot, content: Content) -> str:
    """Return how the date of a line is found, then what its day of the week asks.

    Of a date that she changed, only the rule: what its day asks is told with hers.
    """
    asked = "" if line.moved else day_asks(line, snapshot, content)
    return " ".join(part for part in (_found(line), asked) if part)


def changed_words(line: Ligne, snapshot: DossierSnapshot, content: Content) -> str:
    """Return the date of the rule beside hers, and why; empty when it is that of the rule."""
    if not line.moved:
        return line.motif if line.jour_calcule is None else ""
    told = _(
        "La règle donne le {regle} ; vous retenez le {jour}.",
        regle=format_date(line.jour_calcule),
        jour=format_date(line.jour),
    )
    parts = (told, line.motif, day_asks(line, snapshot, content))
    return " ".join(part for part in parts if part)


def day_asks(line: Ligne, snapshot: DossierSnapshot, content: Content) -> str:
    """Return what the day of a legal deadline asks; empty for any other line."""
    if line.jour is None or line.origine is not Origine.REGLE or line.information:
        return ""
    return closed_day_words(line.jour, holiday_group(snapshot, content))


def _found(line: Ligne) -> str:
    match line.origine:
        case Origine.REGLE:
            assert line.regle is not None
            assert line.occurrence is not None
            return _by_rule(line.regle.rule, line.occurrence, content_name(line))
        case Origine.REUNION | Origine.TACHE | Origine.DOSSIER:
            return line.explication
        case Origine.RAPPEL:
            return _("Date que vous avez saisie.")


def content_name(line: Ligne) -> str:
    """Return the short name of a line."""
    return line.court or line.titre


def _by_rule(rule: RegleEcheance, found: Occurrence, name: str) -> str:
    match rule.genre:
        case GenreRegle.EXERCICE:
            return _of_exercice(rule, found)
        case GenreRegle.TRIMESTRE:
            return _("Dernier jour du trimestre, pendant le contrat.")
        case GenreRegle.CONTRAT:
            return _of_contract(rule, found)
        case GenreRegle.SUITE:
            return _("{base}, plus {duree}.", base=_day(found.base), duree=_length(rule))
        case GenreRegle.PERIODE:
            years = ngettext("{n} an", "{n} ans", rule.annees)
            if found.jour is None:
                return _(
                    "Cette date vous est propre : saisissez-la, les suivantes reviendront tous "
                    "les {ans}.",
                    ans=years,
                )
            return _("{ans} après la précédente.", ans=years)
        case GenreRegle.DEMANDE:
            return _("{nom} : pas de date tant que vous ne l'avez pas reçue.", nom=name)
        case GenreRegle.DATE:
            return _("Date fixée par le texte.")


def _of_exercice(rule: RegleEcheance, found: Occurrence) -> str:
    assert found.exercice is not None
    last = date(found.exercice + rule.decalage_annees, rule.mois, rule.jour)
    bound = format_date(last, "day")
    if rule.apres:
        if found.base is None:
            return _(
                "{n} jours après la notification, dont la date n'est pas saisie : la date limite "
                "est le {borne}.",
                n=rule.decalage_jours,
                borne=bound,
            )
        return _(
            "Notification le {base}, plus {n} jours ; au plus tard le {borne}.",
            base=format_date(found.base),
            n=rule.decalage_jours,
            borne=bound,
        )
    moved = {0: "", 1: _(", plus un an"), -1: _(", moins un an")}[rule.decalage_annees]
    lead = _("Exercice {an}", an=found.exercice) if moved else _("Année {an}", an=found.exercice)
    return _("{debut}{decalage}, le {borne}.", debut=lead, decalage=moved, borne=bound)


def _of_contract(rule: RegleEcheance, found: Occurrence) -> str:
    anchor = _(ANCHORS[found.suffixe])
    base = _("{ancre}, le {jour}", ancre=anchor, jour=format_date(found.base))
    moved = _length(rule)
    told = f"{base}, {moved}." if moved else f"{base}."
    if found.ouvre_le is None or found.jour is None:
        return told
    window = _(
        "Entre le {debut} et le {fin}.",
        debut=format_date(found.ouvre_le),
        fin=format_date(found.jour),
    )
    return f"{told} {window}"


def _length(rule: RegleEcheance) -> str:
    """Return what is added to a date, in words: « moins 6 mois », « 30 jours »."""
    parts = []
    if rule.decalage_mois:
        parts.append((rule.decalage_mois, _("{n} mois", n=abs(rule.decalage_mois))))
    if rule.decalage_jours:
        days = ngettext("{n} jour", "{n} jours", abs(rule.decalage_jours))
        parts.append((rule.decalage_jours, days))
    if rule.genre is GenreRegle.SUITE:
        return ", ".join(words for _amount, words in parts)
    signed = (_("plus {d}", d=w) if n > 0 else _("moins {d}", d=w) for n, w in parts)
    return ", ".join(signed)


def _day(day: date | None) -> str:
    return capitalise(_("le {jour}", jour=format_date(day)))


def closed_day_words(day: date, group: GroupeFeries) -> str:
    """Return whether a date is a working day, and else until when to hand in.

    Source: numbers §4, last line: the texts seen say nothing, the date is shown unchanged.
    """
    name = format_date(day, "full").partition(" ")[0]
    before = last_open_day(day, working_day_predicate(group))
    if before is None:
        return _("C'est un {nom} ouvré : aucun report à prévoir.", nom=name)
    holiday = public_holidays(day.year, group).get(day)
    closed = f"{name} {_('férié')}" if holiday else name
    return _(
        "C'est un {nom} : la date reste la même ; à déposer au plus tard le dernier jour ouvré "
        "précédent, le {avant}.",
        nom=closed,
        avant=format_date(before, "full"),
    )


def deposit_day(line: Ligne, group: GroupeFeries) -> date | None:
    """Return the last working day before a line that falls on a closed one."""
    if line.jour is None or line.origine is not Origine.REGLE or line.information:
        return None
    return last_open_day(line.jour, working_day_predicate(group))


# --- where the rule comes from


def where_from(line: Ligne) -> str:
    """Return the text that a line leans on; for what is hers, that it is hers."""
    match line.origine:
        case Origine.REGLE:
            assert line.regle is not None
            return line.regle.texte
        case Origine.REUNION if line.page:
            return _("Délais de l'instance ; à défaut, ceux des réunions du rétroplanning.")
        case Origine.REUNION:
            return _("Délais des réunions de votre dossier, modifiables pour toutes à la fois.")
        case Origine.TACHE:
            return _("Votre rétroplanning.")
        case Origine.RAPPEL:
            return _("Rappel que vous avez ajouté.")
        case Origine.DOSSIER if line.confiance is Confiance.PROPOSE:
            return _("Proposition de CPOM Desktop : la durée se choisit dans votre registre.")
        case Origine.DOSSIER:
            return _("Votre dossier : la date se change là où elle est saisie.")


def caution_of(line: Ligne) -> str:
    """Return what to be careful about; empty when the text was read."""
    words = CAUTION.get(line.confiance)
    return _(words) if words else ""


def paper_rule(line: Ligne) -> str:
    """Return why a line has its date, for a narrow column; her own date is told first."""
    if line.moved:
        return _("date changée par vous ; règle : le {j}", j=format_date(line.jour_calcule, "day"))
    match line.origine:
        case Origine.TACHE:
            return _("rétroplanning")
        case Origine.RAPPEL:
            return _("rappel ajouté")
        case Origine.REUNION | Origine.REGLE | Origine.DOSSIER:
            return line.resume


def text_name(line: Ligne) -> str:
    """Return the text of a line for a narrow column; « – » without any."""
    if line.origine is Origine.REUNION:
        return _("comitologie")
    return (line.regle.texte_court if line.regle else "") or EMPTY


def event_text(line: Ligne, snapshot: DossierSnapshot, content: Content) -> str:
    """Return what a calendar says of a line, one fact a line; what she notes stays here."""
    facts = (
        how_found(line, snapshot, content),
        _("Date que vous avez choisie. {motif}", motif=line.motif).strip() if line.moved else "",
        where_from(line),
        caution_of(line),
        _("Qui s'en charge : {nom}", nom=line.qui) if line.qui != EMPTY else "",
    )
    return "\n".join(fact for fact in facts if fact)
