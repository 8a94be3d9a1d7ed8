"""Rules about the steps of the fiches: who does what by when, and within the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.fiches_action import StatutFiche
from cpom_desktop.i18n import _, format_date
from cpom_desktop.services.anomalies.fiches import fiche_releve, part_releve, parts_of
from cpom_desktop.services.anomalies.regles import Gravite, Registre
from cpom_desktop.services.queries.fiches_action import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.regles import Ground, Releve

REGISTRE = Registre()


@REGISTRE.regle(
    "fiche-sans-etape",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Chaque fiche a des étapes, chacune avec une fin",
    pourquoi="Les calendriers vides à la signature sont la première critique des autorités.",
    tables=TABLES,
)
def fiche_sans_etape(ground: Ground) -> Iterator[Releve]:
    """Find the fiches without a step, and the steps without an end."""
    for parts in parts_of(ground):
        if not parts.etapes:
            yield fiche_releve(
                parts, _("aucune étape n'est écrite."), _("Ajoutez une étape."), "etapes"
            )
        for etape in parts.etapes:
            if etape.fin is None:
                phrase = _("l'étape n'a pas de date de fin.")
                yield part_releve(parts, etape, "fin", phrase, _("Donnez une date de fin."))


@REGISTRE.regle(
    "etape-hors-contrat",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Les étapes tiennent dans la période du contrat",
    pourquoi="Une étape hors du contrat n'est ni financée ni suivie.",
    tables=(*TABLES, "dossier"),
)
def etape_hors_contrat(ground: Ground) -> Iterator[Releve]:
    """Find the steps that begin before the contract or end after it."""
    dossier = ground.snapshot.dossier
    first, last = dossier.date_effet, dossier.date_fin
    if first is None or last is None:
        return
    for parts in parts_of(ground):
        for etape in parts.etapes:
            outside = [d for d in (etape.debut, etape.fin) if d and not first <= d <= last]
            if outside:
                phrase = _(
                    "le {jour} est hors de la période du CPOM ({debut}–{fin}).",
                    jour=format_date(outside[0]),
                    debut=first.year,
                    fin=last.year,
                )
                champ = "debut" if outside[0] == etape.debut else "fin"
                yield part_releve(
                    parts, etape, champ, phrase, _("Changez la date, ou dites pourquoi.")
                )


@REGISTRE.regle(
    "etape-d-un-jour",
    Gravite.CONSEIL,
    stage=3,
    titre="Les étapes durent plus d'un jour, et finissent après leur début",
    pourquoi="Une fin égale au début est le plus souvent une faute de frappe.",
    tables=TABLES,
)
def etape_d_un_jour(ground: Ground) -> Iterator[Releve]:
    """Find the steps that end the day they begin, or before."""
    for parts in parts_of(ground):
        for etape in parts.etapes:
            if etape.debut and etape.fin and etape.fin <= etape.debut:
                words = (
                    _("l'action dure un seul jour.")
                    if etape.fin == etape.debut
                    else _("la fin précède le début.")
                )
                yield part_releve(parts, etape, "fin", words, _("Vérifiez les deux dates."))


@REGISTRE.regle(
    "etape-sans-responsable",
    Gravite.CONSEIL,
    stage=3,
    titre="Chaque étape a un responsable et un livrable",
    pourquoi="Ce qui prouve qu'une étape est faite se décide avant de commencer.",
    tables=TABLES,
)
def etape_sans_responsable(ground: Ground) -> Iterator[Releve]:
    """Find the steps for which nobody answers, or that leave nothing to show."""
    for parts in parts_of(ground):
        for etape in parts.etapes:
            if etape.responsable_id is None:
                phrase = _("l'étape n'a pas de responsable.")
                yield part_releve(parts, etape, "responsable_id", phrase, _("Nommez quelqu'un."))
            elif not etape.livrable:
                phrase = _("rien ne prouvera que l'étape est faite.")
                yield part_releve(
                    parts, etape, "livrable", phrase, _("Dites quel document restera.")
                )


@REGISTRE.regle(
    "etape-en-retard",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Aucune étape échue n'est inachevée",
    pourquoi="Une étape en retard doit être expliquée au prochain COPIL.",
    tables=TABLES,
)
def etape_en_retard(ground: Ground) -> Iterator[Releve]:
    """Find the steps whose end is over and that are not done."""
    for parts in parts_of(ground):
        for etape in parts.etapes:
            if etape.fin and etape.fin < ground.today and etape.avancement < 100:
                phrase = _("l'étape devait finir le {jour}.", jour=format_date(etape.fin))
                yield part_releve(
                    parts, etape, "avancement", phrase, _("Mettez son avancement à jour.")
                )


@REGISTRE.regle(
    "fiche-terminee-ouverte",
    Gravite.A_VERIFIER,
    stage=3,
    titre="Une fiche terminée n'a plus d'étape ouverte",
    pourquoi="L'état de la fiche et celui de ses étapes se contredisent.",
    tables=TABLES,
)
def fiche_terminee_ouverte(ground: Ground) -> Iterator[Releve]:
    """Find the fiches said to be over whose steps are not."""
    for parts in parts_of(ground):
        left = [etape for etape in parts.etapes if etape.avancement < 100]
        if parts.fiche.statut is StatutFiche.TERMINEE and left:
            phrase = _("terminée, mais {n} de ses étapes restent ouvertes.", n=len(left))
            yield fiche_releve(
                parts, phrase, _("Finissez les étapes, ou changez l'état."), "statut"
            )
