"""What each link of a thread says: its name, what is told of it, or what to do where it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import NBSP, _, capitalise, ngettext
from cpom_desktop.services.parcours import PAGES
from cpom_desktop.services.queries.arbre import cible_words, valeur_words
from cpom_desktop.services.queries.cotations import cotation_lue
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.fiches_action import IndicateurView, format_euros
from cpom_desktop.services.queries.fil_dor import Maillon
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_objectifs import ObjectifModele
    from cpom_desktop.domain.fiches_action import FicheAction
    from cpom_desktop.domain.objectifs import Indicateur
    from cpom_desktop.services.queries.fil_dor import Fil
    from cpom_desktop.services.snapshot import DossierSnapshot

BIBLIOTHEQUE = "bibliotheque"
GRILLE, OBJECTIFS, FICHES, INDICATEURS = "grille", "objectifs", "fiches-action", "indicateurs"

NOMS: Mapping[Maillon, str] = {
    Maillon.CONSTAT: "Constat",
    Maillon.AXE: "Axe",
    Maillon.OBJECTIF: "Objectif",
    Maillon.FICHE: "Fiche action",
    Maillon.INDICATEUR: "Indicateur",
    Maillon.MOYENS: "Moyens",
}
"""How each link is called, over its column."""


class Destination(NamedTuple):
    """A place of the dossier: its words, its page, the key of its field."""

    mots: str
    page: str
    champ: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaillonLu:
    """One link as it is read.

    Attributes:
        titre, suite: its words, on one line and on a second.
        manque: it lacks, whole or in part.
        action: what to do about it, « Créer la fiche… »; empty when another link comes first.
        cibles: where it is read or mended; several when it holds several things.
        fiche_sous: id of the objective that a fiche is to be created for; 0 otherwise.
        long: all that it says, a thing a line.
    """

    maillon: Maillon
    titre: str
    suite: str = ""
    manque: bool = False
    action: str = ""
    cibles: tuple[Destination, ...] = ()
    fiche_sous: int = 0
    long: tuple[str, ...] = ()

    @property
    def nom(self) -> str:
        """How it is called."""
        return _(NOMS[self.maillon])

    @property
    def mene(self) -> bool:
        """Tell whether it leads anywhere."""
        return bool(self.cibles or self.fiche_sous)

    @property
    def mots(self) -> str:
        """Say it whole: « Fiche action : aucune fiche. Créer la fiche… »."""
        told = "; ".join(self.long) or self.titre
        said = f"{self.nom}{NBSP}: {told}"
        return f"{said}. {self.action or self.suite}" if self.manque else said


class Mots:
    """The words of the links; the rows of a snapshot are indexed once."""

    def __init__(self, snapshot: DossierSnapshot, content: Content) -> None:
        self._content, self._grille = content, content.grille
        self._criteres = criteres(snapshot, content).by_slug
        self._constats = snapshot.constats_by_critere
        self._lettres = {theme.slug: theme.lettre for theme in content.grille.themes}
        self._rangs = {axe.id: rank for rank, axe in enumerate(snapshot.axes, start=1)}
        self._noms = {acteur.id: acteur.display_name for acteur in snapshot.acteurs}
        self._cibles: dict[int, dict[int, Decimal]] = {}
        for cible in sorted(snapshot.cibles_indicateurs, key=_annee):
            self._cibles.setdefault(cible.indicateur_id, {})[cible.annee] = cible.valeur
        self._lus: dict[str, str] = {}
        self._financeurs: dict[int, dict[str, None]] = {}
        for row in snapshot.financements:
            self._financeurs.setdefault(row.fiche_id, {})[word(row.source)] = None

    def maillons(self, fil: Fil) -> tuple[MaillonLu, ...]:
        """Return the six links of a thread, in order."""
        return (
            self._constat(fil),
            self._axe(fil),
            self._objectif(fil),
            self._fiche(fil),
            self._indicateur(fil),
            self._moyens(fil),
        )

    # --- findings

    def _constat(self, fil: Fil) -> MaillonLu:
        if not fil.criteres:
            return _lacking(Maillon.CONSTAT, _("Aucun constat"), *self._found(fil))
        first, others = fil.criteres[0], len(fil.criteres) - 1
        return MaillonLu(
            maillon=Maillon.CONSTAT,
            titre=self._critere(first),
            suite=_and_others(self._repere(first), others) if others else self._lu(first),
            cibles=tuple(
                Destination(self._critere(slug), GRILLE, f"constats.{slug}.texte")
                for slug in fil.criteres
            ),
            long=tuple(f"{self._critere(slug)}, {self._lu(slug)}" for slug in fil.criteres),
        )

    def _found(self, fil: Fil) -> tuple[str, Destination | None]:
        """Return what to do of a thread without finding, and where."""
        action = _("Rattacher…")
        if fil.objectif is not None:
            return action, Destination(action, OBJECTIFS, f"objectifs.{fil.objectif.id}.constats")
        if fil.fiche is not None:
            return action, Destination(action, FICHES, f"fiches_action.{fil.fiche.id}.constats")
        return (_("après la fiche") if fil.indicateurs else _("après l'objectif")), None

    def _critere(self, slug: str) -> str:
        found = self._criteres.get(slug)
        return capitalise(found.titre) if found else _("Critère hors de la grille")

    def _repere(self, slug: str) -> str:
        found = self._criteres.get(slug)
        return found.repere if found else slug.upper()

    def _lu(self, slug: str) -> str:
        """Return « H · DG-H04, coté 2 », told once for all the threads that it founds."""
        if slug not in self._lus:
            self._lus[slug] = self._reading(slug)
        return self._lus[slug]

    def _reading(self, slug: str) -> str:
        found, constat = self._criteres.get(slug), self._constats.get(slug)
        letter = self._lettres.get(found.theme, "") if found else ""
        place = f"{NBSP}·{NBSP}".join(filter(None, (letter, self._repere(slug))))
        read = cotation_lue(constat, self._grille) if constat and found else None
        if read is None:
            return place
        noted = _("coté {note}", note=read.court) if read.court.isdigit() else read.court
        return f"{place}, {noted}"

    # --- axes and objectives

    def _axe(self, fil: Fil) -> MaillonLu:
        if fil.axe is None:
            if fil.fiche is not None:
                return _lacking(Maillon.AXE, _("Aucun axe"), _("avec l'objectif"), None)
            after = _("après la fiche") if fil.indicateurs else _("avec l'objectif")
            return _lacking(Maillon.AXE, _("Aucun axe"), after, None)
        name = _("Axe {n}", n=self._rangs[fil.axe.id])
        return MaillonLu(
            maillon=Maillon.AXE,
            titre=name,
            suite=fil.axe.libelle,
            cibles=(Destination(name, OBJECTIFS, f"axes.{fil.axe.id}"),),
            long=(f"{name}, {fil.axe.libelle}",),
        )

    def _objectif(self, fil: Fil) -> MaillonLu:
        if fil.objectif is None and fil.criteres and not fil.fiche:
            return self._unfounded(fil)
        if fil.objectif is None:
            return _lacking(Maillon.OBJECTIF, _("Aucun objectif"), *self._aimed(fil))
        words = f"{fil.numero} {fil.objectif.libelle}"
        place = Destination(words, OBJECTIFS, f"objectifs.{fil.objectif.id}")
        if fil.objectif.strategique_id is not None:
            return MaillonLu(maillon=Maillon.OBJECTIF, titre=words, cibles=(place,), long=(words,))
        action = _("Préciser…")
        return MaillonLu(
            maillon=Maillon.OBJECTIF,
            titre=words,
            manque=True,
            action=action,
            cibles=(place,),
            long=(_("{objectif}, sans objectif opérationnel", objectif=words),),
        )

    def _aimed(self, fil: Fil) -> tuple[str, Destination | None]:
        """Return what to do of a thread without objective, and where."""
        if fil.fiche is not None:
            action = _("Rattacher…")
            return action, Destination(action, FICHES, f"fiches_action.{fil.fiche.id}.objectif_id")
        if fil.axe is not None:
            action = _("Créer l'objectif…")
            return action, Destination(action, OBJECTIFS, f"axes.{fil.axe.id}")
        return _("après la fiche"), None

    def _unfounded(self, fil: Fil) -> MaillonLu:
        """Return what to do of a weakness that founds nothing: one of the library, or of hers."""
        slug = fil.criteres[0]
        model = self._library.get(slug)
        taken = _("Choisir dans la bibliothèque : {nom}", nom=model.libelle) if model else ""
        cibles = [Destination(taken, BIBLIOTHEQUE, f"bibliotheque.{model.slug}")] if model else []
        cibles.append(Destination(_("Rattacher à un objectif du contrat"), OBJECTIFS, ""))
        return MaillonLu(
            maillon=Maillon.OBJECTIF,
            titre=_("Aucun objectif"),
            manque=True,
            action=_("Rattacher…"),
            cibles=tuple(cibles),
        )

    @cached_property
    def _library(self) -> Mapping[str, ObjectifModele]:
        """The first objective of the library that answers each criterion."""
        models = reversed(self._content.objectifs.objectifs)
        return {critere: model for model in models for critere in reversed(model.criteres)}

    # --- fiches, indicators, means

    def _fiche(self, fil: Fil) -> MaillonLu:
        if fil.fiche is None:
            return self._no_fiche(fil)
        words = f"{fil.fiche.repere} {fil.fiche.titre}"
        who = self._noms.get(fil.fiche.responsable_id or 0, "")
        return MaillonLu(
            maillon=Maillon.FICHE,
            titre=words,
            suite=who or _("sans responsable"),
            cibles=(Destination(words, FICHES, f"fiches_action.{fil.fiche.id}"),),
            long=(f"{words}, {who}" if who else words,),
        )

    def _no_fiche(self, fil: Fil) -> MaillonLu:
        title = _("Aucune fiche")
        if fil.objectif is not None and fil.objectif.strategique_id is not None:
            return MaillonLu(
                maillon=Maillon.FICHE,
                titre=title,
                manque=True,
                action=_("Créer la fiche…"),
                fiche_sous=fil.objectif.id,
            )
        if fil.indicateurs:
            action = _("Rattacher…")
            return _lacking(Maillon.FICHE, title, action, self._measure(fil.indicateurs[0]))
        return _lacking(Maillon.FICHE, title, _("après l'objectif"), None)

    def _measure(self, measure: Indicateur) -> Destination:
        page = INDICATEURS if INDICATEURS in PAGES else FICHES
        return Destination(measure.libelle, page, f"indicateurs.{measure.id}")

    def _indicateur(self, fil: Fil) -> MaillonLu:
        if not fil.indicateurs:
            action = _("Choisir…") if fil.fiche else _("après la fiche")
            place = _part(action, fil.fiche, "indicateurs")
            return _lacking(Maillon.INDICATEUR, _("Aucun indicateur"), action, place)
        courses = [self._course(measure) for measure in fil.indicateurs]
        return MaillonLu(
            maillon=Maillon.INDICATEUR,
            titre=fil.indicateurs[0].libelle,
            suite=_and_others(courses[0], len(courses) - 1),
            cibles=tuple(map(self._measure, fil.indicateurs)),
            long=tuple(
                f"{measure.libelle}, {course}"
                for measure, course in zip(fil.indicateurs, courses, strict=True)
            ),
        )

    def _course(self, measure: Indicateur) -> str:
        """Return « 11,8 → 9 % en 2032 »."""
        view = IndicateurView(measure, self._cibles.get(measure.id, {}))
        target = cible_words(view)
        if measure.valeur_initiale is None or view.final is None:
            return target
        unit = f"{NBSP}{measure.unite}" if measure.unite else ""
        start = valeur_words(measure, measure.valeur_initiale).removesuffix(unit)
        return f"{start}{NBSP}→{NBSP}{target}"

    def _moyens(self, fil: Fil) -> MaillonLu:
        if fil.cout_centimes is None:
            action = _("Chiffrer…") if fil.fiche else _("après la fiche")
            place = _part(action, fil.fiche, "moyens")
            return _lacking(Maillon.MOYENS, _("Non chiffrés"), action, place)
        cost, payers = format_euros(fil.cout_centimes), self._payers(fil)
        gap = fil.cout_centimes - fil.finance_centimes
        if gap <= 0:
            place = _part(cost, fil.fiche, "moyens")
            told = f"{cost}, {payers}" if payers else cost
            return MaillonLu(
                maillon=Maillon.MOYENS,
                titre=cost,
                suite=payers or _("sans financement à trouver"),
                cibles=(place,) if place else (),
                long=(told,),
            )
        action, place = _("Financer…"), _part(cost, fil.fiche, "financements")
        return MaillonLu(
            maillon=Maillon.MOYENS,
            titre=cost,
            manque=True,
            action=action,
            cibles=(place,) if place else (),
            long=(_not_funded(cost, gap, fil.finance_centimes),),
        )

    def _payers(self, fil: Fil) -> str:
        return ", ".join(self._financeurs.get(fil.fiche.id, ())) if fil.fiche else ""


def _lacking(maillon: Maillon, title: str, action: str, place: Destination | None) -> MaillonLu:
    """Return a link that is not there; one that leads nowhere says after what it comes."""
    if place is None:
        return MaillonLu(maillon=maillon, titre=title, suite=action, manque=True)
    return MaillonLu(maillon=maillon, titre=title, manque=True, action=action, cibles=(place,))


def _part(words: str, fiche: FicheAction | None, name: str) -> Destination | None:
    if fiche is None:
        return None
    return Destination(words, FICHES, f"fiches_action.{fiche.id}.{name}")


def _not_funded(cost: str, gap: int, found: int) -> str:
    if not found:
        return _("{montant} sans financement", montant=cost)
    return _("{montant}, il manque {reste}", montant=cost, reste=format_euros(gap))


def _and_others(told: str, others: int) -> str:
    """Return « 5,5 ‰ en 2032 et 2 autres »."""
    if not others:
        return told
    return f"{told} {ngettext('et {n} autre', 'et {n} autres', others)}"


def _annee(row: object) -> int:
    return int(getattr(row, "annee", 0))
