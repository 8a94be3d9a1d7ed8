"""The establishment laid out as the agent sees it: three years, references, and a reading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cpom_desktop.content.schema import Confiance
from cpom_desktop.domain.donnees import Polarite, arrondi
from cpom_desktop.i18n import _
from cpom_desktop.services.queries.donnees import COUNTED, SIGNS, donnees_vue, shown
from cpom_desktop.services.queries.once import once
from cpom_desktop.services.queries.vue_ars_identite import faits_ars, identite_ars
from cpom_desktop.services.queries.vue_ars_lecture import Bornes, Raison, Verdict, lire
from cpom_desktop.services.queries.vue_ars_types import (
    DomaineArs,
    LigneArs,
    Reference,
    Tendance,
    VueArs,
)
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_donnees import IndicateurModele
    from cpom_desktop.services.queries.donnees_types import (
        DonneesVue,
        IndicateurAnnee,
        IndicateurLu,
        RepereLu,
    )
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = (
    "valeurs",
    "indicateurs_propres",
    "reperes",
    "explications",
    "fiches_action",
    "constats",
    "pieces",
    "dossier",
    "etablissement",
    "capacites",
)
"""Tables that the view reads."""
YEARS = 3
"""Years that the agent looks at."""
READ = frozenset({Confiance.VU, Confiance.SECONDAIRE})
"""How a bound was known when it may call a value atypical."""


@once
def vue_ars(snapshot: DossierSnapshot, content: Content, today: date) -> VueArs:
    """Return the sheet as the agent sees it.

    Args:
        snapshot: the dossier.
        content: its packs.
        today: the last year that may be whole is the one before.
    """
    return _Sheet(snapshot, content, donnees_vue(snapshot, content, today)).view()


class _Sheet:
    """Reads each indicator that the agent looks at beside what is known of it."""

    def __init__(self, snapshot: DossierSnapshot, content: Content, figures: DonneesVue) -> None:
        self._snapshot = snapshot
        self._content = content
        self._figures = figures
        models = (m for m in content.donnees.indicateurs if m.vue_ars)
        self._models = {model.slug: model for model in models}
        self._annees = years_read(self._looked_at(), figures.annees)
        self._explications = {e.indicateur: e for e in snapshot.explications}
        self._fiches = {fiche.id: fiche for fiche in snapshot.fiches_action}

    def view(self) -> VueArs:
        """Return the whole sheet."""
        return VueArs(
            identite_ars(self._snapshot),
            self._annees,
            self._begun(),
            numbered(self._domaines()),
            faits_ars(self._snapshot, self._content),
        )

    def _looked_at(self) -> Sequence[IndicateurLu]:
        return [found for found in self._figures.indicateurs if found.slug in self._models]

    def _begun(self) -> int | None:
        """Return the latest year after those shown for which something is known."""
        known = (
            annee
            for annee in self._figures.annees[::-1]
            if annee > self._annees[-1] and _known(self._looked_at(), annee)
        )
        return next(known, None)

    def _domaines(self) -> Iterator[DomaineArs]:
        for groupe in self._figures.groupes:
            found = [self._ligne(i) for i in groupe.indicateurs if i.slug in self._models]
            if found:
                yield DomaineArs(groupe.slug, groupe.libelle, tuple(found))

    def _ligne(self, indicateur: IndicateurLu) -> LigneArs:
        model = self._models[indicateur.slug]
        annees = tuple(indicateur.annees[annee] for annee in self._annees)
        valeurs = [annee.valeur for annee in annees]
        repere = next(iter(indicateur.reperes), None)
        verdict = lire(valeurs, bornes_of(model, indicateur, repere))
        reference = _reference(model, indicateur, repere)
        explication = self._explications.get(model.slug)
        return LigneArs(
            indicateur,
            titled(indicateur),
            annees,
            tendance_of(valeurs, indicateur.decimales),
            reference,
            verdict.lecture if verdict else None,
            _motif(verdict, model, indicateur, reference)
            if verdict
            else _lacking(indicateur, annees[-1]),
            model.ciblage,
            explication.question if explication and explication.question else model.question,
            explication,
            self._action(model.slug),
        )

    def _action(self, slug: str) -> str:
        explication = self._explications.get(slug)
        if explication is None:
            return ""
        if (fiche := self._fiches.get(explication.fiche_id or 0)) is None:
            return explication.action
        return f"{fiche.repere} {fiche.titre}"


def years_read(indicateurs: Sequence[IndicateurLu], annees: Sequence[int]) -> tuple[int, ...]:
    """Return the three years shown: up to the last one of which half of the indicators are known.

    When none is known that well, up to the one that is known best, the latest if they tie.
    """
    known = {annee: _known(indicateurs, annee) for annee in annees}
    enough = [annee for annee in annees if known[annee] * 2 >= len(indicateurs) > 0]
    last = max(enough, default=max(annees, key=lambda annee: (known[annee], annee)))
    shown_ones = [annee for annee in annees if annee <= last]
    return tuple(shown_ones[-YEARS:] if len(shown_ones) >= YEARS else annees[:YEARS])


def titled(indicateur: IndicateurLu) -> str:
    """Return the name of an indicator, « GMP au 31 décembre, en points » where it says no unit."""
    unite = word(indicateur.unite)
    if indicateur.unite in COUNTED | SIGNS or unite.casefold() in indicateur.libelle.casefold():
        return indicateur.libelle
    return _("{libelle}, en {unite}", libelle=indicateur.libelle, unite=unite)


def tendance_of(valeurs: Sequence[Decimal | None], decimales: int) -> Tendance | None:
    """Return where the last value went since the year before, as both are shown."""
    if len(valeurs) < 2 or valeurs[-1] is None or valeurs[-2] is None:
        return None
    before, last = (arrondi(v, decimales) for v in (valeurs[-2], valeurs[-1]))
    if last == before:
        return Tendance.STABLE
    return Tendance.HAUSSE if last > before else Tendance.BAISSE


def numbered(domaines: Iterable[DomaineArs]) -> tuple[DomaineArs, ...]:
    """Return the domains, their points numbered in the order of the recto."""
    rank = 0
    found = []
    for domaine in domaines:
        lignes = []
        for ligne in domaine.lignes:
            rank += ligne.is_point
            lignes.append(replace(ligne, numero=rank if ligne.is_point else 0))
        found.append(replace(domaine, lignes=tuple(lignes)))
    return tuple(found)


def bornes_of(
    model: IndicateurModele, indicateur: IndicateurLu, repere: RepereLu | None
) -> Bornes:
    """Return what an indicator is read beside; a reference of hers stands for an unread threshold.

    Args:
        model: the indicator in the pack.
        indicateur: the same with her figures.
        repere: the reference chosen for it.
    """
    read = model.confiance in READ
    hers = repere is not None and repere.repere_id is not None
    return Bornes(
        polarite=model.polarite,
        decimales=indicateur.decimales,
        sous=model.atypique_sous,
        au_dela=model.atypique_au_dela,
        seuil=None if hers and not read else model.seuil,
        repere=repere.valeur if repere else None,
        lues=read,
    )


def _known(indicateurs: Iterable[IndicateurLu], annee: int) -> int:
    return sum(found.annees[annee].valeur is not None for found in indicateurs)


def _reference(
    model: IndicateurModele, indicateur: IndicateurLu, repere: RepereLu | None
) -> Reference | None:
    """Return the threshold, else the dated reference, else the bound."""
    bornes = bornes_of(model, indicateur, repere)
    if bornes.seuil is not None:
        mots = model.seuil_mots or _("seuil")
        return _of_pack(bornes.seuil, _("seuil"), mots, indicateur)
    if repere is not None:
        return _dated(repere, indicateur)
    if bornes.borne is not None:
        mots = _("borne au-delà de laquelle la valeur est vérifiée")
        return _of_pack(bornes.borne, _("borne"), mots, indicateur)
    return None


def _of_pack(valeur: Decimal, mot: str, mots: str, indicateur: IndicateurLu) -> Reference:
    phrase = _("{mots} : {v}", mots=mots, v=short(valeur, indicateur, brief=False))
    return Reference(short(valeur, indicateur), mot, phrase, _trusted(indicateur))


def _dated(repere: RepereLu, indicateur: IndicateurLu) -> Reference:
    text = short(repere.valeur, indicateur)
    place = _("{champ}, {annee}", champ=repere.champ or _("repère"), annee=repere.annee)
    phrase = _("{ou} : {v}", ou=place, v=short(repere.valeur, indicateur, brief=False))
    return Reference(text, str(repere.annee), phrase, _trusted(repere))


def _trusted(found: IndicateurLu | RepereLu) -> str:
    """Return where it was read, and how far that is to be trusted when a pack says it."""
    if found.confiance is None:
        return found.source
    return f"{found.source} ({word(found.confiance)})"


def short(valeur: Decimal, indicateur: IndicateurLu, *, brief: bool = True) -> str:
    """Return a bound with the digits it is known by: « 95 % », « 11,4 % »."""
    exponent = valeur.normalize().as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return shown(valeur, indicateur.unite, digits, brief=brief)


def _lacking(indicateur: IndicateurLu, annee: IndicateurAnnee) -> str:
    """Return why there is no value to read."""
    if annee.calcul.denominateur_nul:
        return _("valeur non calculable : le diviseur est nul")
    if indicateur.inconnu(annee.annee):
        return _("valeur dite non connue dans Données")
    return _("valeur à saisir dans Données")


def _motif(
    verdict: Verdict,
    model: IndicateurModele,
    indicateur: IndicateurLu,
    reference: Reference | None,
) -> str:
    """Return why a value reads as it does, in words."""
    if verdict.raison is Raison.SOUS_LA_BORNE:
        low = model.atypique_sous or Decimal(0)
        return _("sous la borne de vérification : {v}", v=short(low, indicateur))
    if verdict.raison is Raison.AU_DELA_DE_LA_BORNE:
        high = model.atypique_au_dela or Decimal(0)
        return _("au-delà de la borne de vérification : {v}", v=short(high, indicateur))
    if verdict.raison is Raison.SEUIL_MANQUE_DURABLEMENT:
        return _missed(model, reference, _("{quoi} trois ans de suite"))
    if verdict.raison is Raison.SEUIL_MANQUE:
        return _missed(model, reference, _("{quoi} la dernière année"))
    return _(_REASONS[verdict.raison], r=reference.phrase if reference else "")


def _missed(model: IndicateurModele, reference: Reference | None, pattern: str) -> str:
    """Return « négatif trois ans de suite », « sous 95 % (seuil de modulation) … »."""
    if model.seuil == 0 and model.polarite is Polarite.HAUSSE:
        return pattern.format(quoi=_("négatif"))
    side = _("sous {v}") if model.polarite is Polarite.HAUSSE else _("au-delà de {v}")
    told = pattern.format(quoi=side.format(v=reference.texte if reference else ""))
    return f"{told} ({model.seuil_mots})" if model.seuil_mots else told


_REASONS: Mapping[Raison, str] = {
    Raison.SEUIL_TENU: "{r}",
    Raison.BORNE_TENUE: "{r}",
    Raison.REPERE_TENU: "{r}",
    Raison.REPERE_DEFAVORABLE: "moins favorable que le repère ({r})",
    Raison.REPERE_ELOIGNE: "loin du repère ({r})",
    Raison.REPERE_PROCHE_ET_DEGRADATION: "proche du repère, et se dégrade ({r})",
    Raison.SANS_REPERE: "aucune valeur nationale datée n'est connue",
}
