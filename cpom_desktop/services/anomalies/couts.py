"""Rules about the costs of the actions and who pays them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.moyens import total_cost, total_funding
from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.fiches import fiche_releve, part_releve, parts_of
from cpom_desktop.services.anomalies.regles import Gravite, Registre
from cpom_desktop.services.queries.fiches_action import TABLES, format_euros

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.regles import Ground, Releve

REGISTRE = Registre()


@REGISTRE.regle(
    "fiche-sans-cout",
    Gravite.A_VERIFIER,
    stage=4,
    titre="Chaque fiche dit ce qu'elle coûte, même zéro",
    pourquoi="Une action dont le coût n'est pas dit ne peut être financée.",
    tables=TABLES,
)
def fiche_sans_cout(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that tell no cost."""
    for parts in parts_of(ground):
        if all(moyen.montant is None for moyen in parts.moyens):
            phrase = _("aucun coût n'est chiffré.")
            yield fiche_releve(parts, phrase, _("Chiffrez un moyen, même à 0 €."), "moyens")


@REGISTRE.regle(
    "cout-nul-sans-raison",
    Gravite.A_VERIFIER,
    stage=4,
    titre="Une action qui ne coûte rien dit pourquoi",
    pourquoi="Un coût nul est admis s'il est justifié : temps redéployé, partenaire…",
    tables=TABLES,
)
def cout_nul_sans_raison(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that cost nothing and do not say why."""
    for parts in parts_of(ground):
        costed = any(moyen.montant is not None for moyen in parts.moyens)
        if costed and not total_cost(parts.moyens) and not parts.fiche.justification_cout:
            phrase = _("elle ne coûte rien, sans dire pourquoi.")
            todo = _("Dites-le en une phrase.")
            yield fiche_releve(parts, phrase, todo, "justification_cout")


@REGISTRE.regle(
    "moyen-non-chiffre",
    Gravite.A_VERIFIER,
    stage=4,
    titre="Chaque moyen est chiffré et daté",
    pourquoi="Un moyen sans montant ou sans année manque dans les totaux et le PGFP.",
    tables=TABLES,
)
def moyen_non_chiffre(ground: Ground) -> Iterator[Releve]:
    """Find the means without an amount, and those that no year bears."""
    for parts in parts_of(ground):
        for moyen in parts.moyens:
            if moyen.montant is None:
                phrase = _("le montant manque.")
                yield part_releve(
                    parts, moyen, "montant_centimes", phrase, _("Donnez le montant.")
                )
            elif moyen.montant and moyen.premiere_annee is None:
                phrase = _("aucune année ne porte ce coût.")
                yield part_releve(parts, moyen, "premiere_annee", phrase, _("Donnez l'année."))


@REGISTRE.regle(
    "moyen-sans-section",
    Gravite.CONSEIL,
    stage=4,
    titre="Chaque moyen dit la section tarifaire qui le porte",
    pourquoi="L'ARS finance les soins, le département l'hébergement : chacun cherche sa part.",
    tables=TABLES,
)
def moyen_sans_section(ground: Ground) -> Iterator[Releve]:
    """Find the costs whose section is not said."""
    for parts in parts_of(ground):
        for moyen in parts.moyens:
            if moyen.montant and moyen.section is None:
                phrase = _("la section tarifaire n'est pas dite.")
                yield part_releve(parts, moyen, "section", phrase, _("Choisissez la section."))


@REGISTRE.regle(
    "cout-hors-contrat",
    Gravite.A_VERIFIER,
    stage=4,
    titre="Les coûts tombent dans les années du contrat",
    pourquoi="Un coût hors du contrat n'est pas dans sa négociation.",
    tables=(*TABLES, "dossier"),
)
def cout_hors_contrat(ground: Ground) -> Iterator[Releve]:
    """Find the costs of a year that the contract does not cover, and years the wrong way round."""
    dossier = ground.snapshot.dossier
    first, last = dossier.date_effet, dossier.date_fin
    if first is None or last is None:
        return
    for parts in parts_of(ground):
        for moyen in parts.moyens:
            years = [y for y in (moyen.premiere_annee, moyen.derniere_annee) if y]
            outside = [y for y in years if not first.year <= y <= last.year]
            if outside:
                phrase = _(
                    "{annee} est hors de la période du CPOM ({debut}–{fin}).",
                    annee=outside[0],
                    debut=first.year,
                    fin=last.year,
                )
                todo = _("Changez l'année, ou dites pourquoi.")
                yield part_releve(parts, moyen, "premiere_annee", phrase, todo)
            elif years != sorted(years):
                phrase = _("la dernière année précède la première.")
                todo = _("Vérifiez les deux années.")
                yield part_releve(parts, moyen, "derniere_annee", phrase, todo)


@REGISTRE.regle(
    "financement-insuffisant",
    Gravite.A_VERIFIER,
    stage=4,
    titre="Le financement couvre le coût de chaque fiche",
    pourquoi="Une action à moitié financée s'arrête à la moitié.",
    tables=TABLES,
)
def financement_insuffisant(ground: Ground) -> Iterator[Releve]:
    """Find the fiches whose funding is under their cost."""
    for parts in parts_of(ground):
        lacking = total_cost(parts.moyens) - total_funding(parts.financements)
        if lacking > 0:
            phrase = _("il manque {montant} de financement.", montant=format_euros(lacking))
            yield fiche_releve(parts, phrase, _("Dites qui finance le reste."), "financements")


@REGISTRE.regle(
    "financement-superieur",
    Gravite.A_VERIFIER,
    stage=4,
    titre="Le financement ne dépasse pas le coût",
    pourquoi="Demander plus que le coût fait douter de tout le chiffrage.",
    tables=TABLES,
)
def financement_superieur(ground: Ground) -> Iterator[Releve]:
    """Find the fiches that are funded beyond their cost."""
    for parts in parts_of(ground):
        above = total_funding(parts.financements) - total_cost(parts.moyens)
        if above > 0:
            phrase = _("le financement dépasse le coût de {montant}.", montant=format_euros(above))
            yield fiche_releve(parts, phrase, _("Vérifiez les deux totaux."), "financements")


@REGISTRE.regle(
    "financement-obtenu-moindre",
    Gravite.A_VERIFIER,
    stage=4,
    titre="Ce qui est obtenu vaut ce qui est demandé",
    pourquoi="Un financement réduit oblige à revoir l'action ou son calendrier.",
    tables=TABLES,
)
def financement_obtenu_moindre(ground: Ground) -> Iterator[Releve]:
    """Find the fundings granted for less than was asked."""
    for parts in parts_of(ground):
        for line in parts.financements:
            asked, granted = line.montant_centimes, line.montant_obtenu_centimes
            if asked is not None and granted is not None and granted < asked:
                phrase = _(
                    "{obtenu} obtenus sur {demande} demandés.",
                    obtenu=format_euros(granted),
                    demande=format_euros(asked),
                )
                todo = _("Ajustez l'action, ou trouvez un autre financement.")
                yield fiche_releve(parts, phrase, todo, "financements")
