"""Objectives of a dossier as a pack to share: no name, no amount, no figure of the house."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.content.encode import encode
from cpom_desktop.content.schema import Confiance, Defauts, PackInfo
from cpom_desktop.content.schema_objectifs import (
    CONTRAT_MOIS,
    AxeModele,
    DomaineModele,
    EtapeModele,
    FicheModele,
    MesureModele,
    MoyenModele,
    ObjectifModele,
    ObjectifsRegionFile,
)
from cpom_desktop.i18n import _, ngettext, typeset
from cpom_desktop.services.queries.recherche.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.fiches_action import Etape, FicheAction
    from cpom_desktop.domain.objectifs import Axe, Indicateur, Objectif
    from cpom_desktop.services.snapshot import DossierSnapshot

HIDDEN = "…"
SOURCE = "proposition"
LEAST_NAME = 3
LONGEST = 4_000
_NUMBER = re.compile(r"\d+(?:[\s.,/\u00a0\u202f]*\d+)*")
_SLUG = re.compile(r"[^a-z0-9]+")


class Identite(NamedTuple):
    """Who the pack is."""

    titre: str
    version: str
    date: date


@dataclass(frozen=True, slots=True)
class Partage:
    """A pack to write.

    Attributes:
        fichier: its usual name.
        textes: file → text.
        modeles: the library that it is.
        laisse: what is left out, a sentence each.
    """

    fichier: str
    textes: Mapping[str, str]
    modeles: ObjectifsRegionFile
    laisse: tuple[str, ...]


def partageables(snapshot: DossierSnapshot) -> tuple[Objectif, ...]:
    """Return the operational objectives that have an indicator: the others measure nothing."""
    return tuple(
        o for o in snapshot.objectifs if o.strategique_id is not None and _indicateurs(snapshot, o)
    )


def partager(
    snapshot: DossierSnapshot, content: Content, ids: Iterable[int], identite: Identite
) -> Partage:
    """Return chosen objectives as a pack, in the order of the dossier.

    Args:
        snapshot: the dossier.
        content: its packs.
        ids: operational objectives that have an indicator.
        identite: who the pack is.
    """
    wanted = set(ids)
    chosen = [o for o in partageables(snapshot) if o.id in wanted]
    pack = _pack_slug(identite.titre)
    file = _Sharing(snapshot, content, pack).file(chosen, identite)
    info = PackInfo(
        id=pack,
        version=identite.version,
        date=identite.date,
        title=typeset(identite.titre),
        mention=_("Objectifs partagés par un établissement, à adapter."),
    )
    texts = {"pack.toml": encode(info), "objectifs.toml": encode(file)}
    return Partage(f"{pack}.cpompack", texts, file, tuple(_left_out(snapshot, chosen)))


class _Sharing:
    """Turns records into models of the library, each text without what is the house's own."""

    def __init__(self, snapshot: DossierSnapshot, content: Content, pack: str) -> None:
        self._snapshot, self._content, self._pack = snapshot, content, pack
        self._names = _names(snapshot)
        self._axes: dict[int, AxeModele] = {}
        kit = content.objectifs_du_kit
        self._kit_axes = {axe.slug: axe.libelle for axe in kit.axes}
        self._kit_domaines = {domaine.slug for domaine in kit.domaines}
        self._criteres = {critere.slug for critere in content.grille_du_kit.criteres}
        self._acteurs = {a.slug for a in content.acteurs.acteurs}

    def file(self, chosen: Sequence[Objectif], identite: Identite) -> ObjectifsRegionFile:
        """Return the library of the pack."""
        day = identite.date
        models = tuple(
            self._objectif(objectif, number, day) for number, objectif in enumerate(chosen, 1)
        )
        return ObjectifsRegionFile(
            defauts=Defauts(source=SOURCE, confiance=Confiance.PROPOSE, verifie_le=day),
            mention=typeset(_("Objectifs partagés : « {titre} ».", titre=identite.titre)),
            domaines=self._domaines(models),
            axes=tuple(axe for axe in self._axes.values() if axe.slug not in self._kit_axes),
            objectifs=models,
        )

    def _objectif(self, objectif: Objectif, number: int, day: date) -> ObjectifModele:
        snapshot = self._snapshot
        above = next(o for o in snapshot.objectifs if o.id == objectif.strategique_id)
        axe = next(a for a in snapshot.axes if a.id == objectif.axe_id)
        indicateur = _indicateurs(snapshot, objectif)[0]
        fiche = next((f for f in snapshot.fiches_action if f.objectif_id == objectif.id), None)
        links = (c.critere for c in snapshot.objectifs_constats if c.objectif_id == objectif.id)
        return ObjectifModele(
            slug=f"{self._pack}-{number:02}",
            repere=f"P-{number:02}",
            axe=self._axe(axe, day).slug,
            strategique=self._title(above.libelle),
            libelle=self._title(objectif.libelle),
            domaine=objectif.domaine if objectif.domaine in self._known_domaines() else "",
            criteres=tuple(dict.fromkeys(c for c in links if c in self._criteres)),
            indicateur=self._mesure(indicateur),
            fiche=self._fiche(fiche) if fiche else None,
            source=SOURCE,
            confiance=Confiance.PROPOSE,
            verifie_le=day,
        )

    def _axe(self, axe: Axe, day: date) -> AxeModele:
        """Return the axis of the kit that hers still is, else one of its own."""
        if axe.id not in self._axes:
            same = self._kit_axes.get(axe.modele) == axe.libelle
            slug = axe.modele if same else f"{self._pack}-axe-{len(self._axes) + 1}"
            words = axe.libelle if same else self._title(axe.libelle)
            self._axes[axe.id] = AxeModele(
                slug=slug, libelle=words, court=words,
                source=SOURCE, confiance=Confiance.PROPOSE, verifie_le=day,
            )  # fmt: skip
        return self._axes[axe.id]

    def _known_domaines(self) -> set[str]:
        return {domaine.slug for domaine in self._content.objectifs.domaines}

    def _domaines(self, models: Sequence[ObjectifModele]) -> tuple[DomaineModele, ...]:
        """Return the domains that the kit does not have."""
        used = {model.domaine for model in models} - self._kit_domaines
        return tuple(
            DomaineModele(
                slug=d.slug, libelle=d.libelle, legal=d.legal, note=d.note,
                source=SOURCE, confiance=Confiance.PROPOSE, verifie_le=d.verifie_le,
            )
            for d in self._content.objectifs.domaines
            if d.slug in used
        )  # fmt: skip

    def _mesure(self, indicateur: Indicateur) -> MesureModele:
        """Return an indicator; the numbers of its formula are the formula, and stay."""
        return MesureModele(
            libelle=self._title(indicateur.libelle),
            type=indicateur.type,
            definition=self._nameless(indicateur.definition),
            formule_mots=self._nameless(indicateur.mode_calcul),
            numerateur=self._nameless(indicateur.numerateur),
            denominateur=self._nameless(indicateur.denominateur),
            unite=self._nameless(indicateur.unite),
            decimales=indicateur.decimales or 0,
            polarite=indicateur.polarite,
            source_donnee=self._nameless(indicateur.source),
            periodicite=self._nameless(indicateur.periodicite),
        )

    def _fiche(self, fiche: FicheAction) -> FicheModele:
        snapshot, start = self._snapshot, self._snapshot.dossier.date_effet
        etapes = [e for e in snapshot.etapes if e.fiche_id == fiche.id]
        moyens = [m for m in snapshot.moyens if m.fiche_id == fiche.id]
        return FicheModele(
            titre=self._title(fiche.titre),
            resultats_attendus=self._free(fiche.resultats_attendus),
            responsable_suggere=self._role(fiche.responsable_id),
            acteurs_mobilises=self._free(fiche.acteurs_mobilises),
            etapes=tuple(self._etape(etape, start) for etape in etapes),
            moyens=tuple(
                MoyenModele(libelle=self._title(m.libelle), categorie=m.categorie, nature=m.nature)
                for m in moyens
            ),
            modalites_suivi=self._free(fiche.modalites_suivi),
            risques=self._free(fiche.risques),
            conditions_reussite=self._free(fiche.conditions_reussite),
            demarches_liees=self._free(fiche.demarches_liees),
        )

    def _etape(self, etape: Etape, start: date | None) -> EtapeModele:
        debut, duree = _months(etape, start)
        return EtapeModele(
            libelle=self._title(etape.libelle),
            livrable=self._free(etape.livrable),
            debut_mois=debut,
            duree_mois=duree,
            responsable_suggere=self._role(etape.responsable_id),
        )

    def _role(self, acteur_id: int | None) -> str | None:
        """Return the role of the packs that a person has: a function, never a name."""
        found = next((a for a in self._snapshot.acteurs if a.id == acteur_id), None)
        return found.slug if found is not None and found.slug in self._acteurs else None

    # --- texts

    def _nameless(self, text: str) -> str:
        """Return a text without the names of the dossier, typeset as packs are."""
        for name in self._names:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", HIDDEN, text)
        return typeset(text.strip()[:LONGEST])

    def _free(self, text: str) -> str:
        """Return a text without names or numbers."""
        return self._nameless(_NUMBER.sub(HIDDEN, text))

    def _title(self, text: str) -> str:
        """Return words that may not be empty."""
        return self._free(text) or HIDDEN


def _indicateurs(snapshot: DossierSnapshot, objectif: Objectif) -> list[Indicateur]:
    """Return the indicators of the fiches of an objective, else the one that it came with."""
    fiches = {f.id for f in snapshot.fiches_action if f.objectif_id == objectif.id}
    held = [link for link in snapshot.fiches_indicateurs if link.fiche_id in fiches]
    ids = dict.fromkeys(link.indicateur_id for link in sorted(held, key=lambda k: k.ordre))
    by_id = {indicateur.id: indicateur for indicateur in snapshot.indicateurs}
    found = [by_id[i] for i in ids if i in by_id]
    taken = [i for i in snapshot.indicateurs if objectif.modele and i.modele == objectif.modele]
    return found or taken


def _months(etape: Etape, start: date | None) -> tuple[int | None, int | None]:
    """Return when a step begins and how long it lasts, in months of the contract."""
    if start is None or etape.debut is None or etape.fin is None or etape.fin < etape.debut:
        return None, None
    debut = (etape.debut.year - start.year) * 12 + etape.debut.month - start.month
    duree = (etape.fin.year - etape.debut.year) * 12 + etape.fin.month - etape.debut.month + 1
    if not 0 <= debut < CONTRAT_MOIS or debut + duree > CONTRAT_MOIS:
        return None, None
    return debut, duree


def _names(snapshot: DossierSnapshot) -> tuple[str, ...]:
    """Return the names of people, of the house and of its places, the longest first."""
    e = snapshot.etablissement
    whole = [e.nom, e.gestionnaire, e.commune, e.adresse]
    whole += [a.nom for a in snapshot.acteurs]
    words = [word for acteur in snapshot.acteurs for word in acteur.nom.split()]
    parts = [w for w in words if len(w) >= LEAST_NAME and w[:1].isupper()]
    found = {name.strip() for name in (*whole, *parts) if len(name.strip()) >= LEAST_NAME}
    return tuple(sorted({*found, *map(typeset, found)}, key=lambda n: (-len(n), n)))


def _pack_slug(title: str) -> str:
    """Return « partage-objectifs-des-tilleuls »."""
    slug = _SLUG.sub("-", fold(title)).strip("-")[:40].strip("-")
    return f"partage-{slug}" if slug else "partage"


def _left_out(snapshot: DossierSnapshot, chosen: Sequence[Objectif]) -> Iterable[str]:
    """Yield what does not go with the objectives."""
    yield _("Les noms de personnes, de l'établissement et de la commune : remplacés par « … ».")
    yield _("Les nombres des textes : remplacés par « … » ; ceux d'une formule restent.")
    yield _("Les montants, les financements, les quantités et les années des moyens.")
    yield _("Les valeurs de départ, les cibles, les réalisations et l'état des lieux.")
    yield _("Les dates, les versions, les validations, l'avancement et les notes.")
    others = sum(max(len(_indicateurs(snapshot, o)) - 1, 0) for o in chosen)
    if others:
        yield ngettext(
            "{n} indicateur : un seul accompagne chaque objectif.",
            "{n} indicateurs : un seul accompagne chaque objectif.",
            others,
        )
    fiches = [f.objectif_id for f in snapshot.fiches_action]
    more = sum(max(fiches.count(o.id) - 1, 0) for o in chosen)
    if more:
        yield ngettext(
            "{n} fiche action : une seule accompagne chaque objectif.",
            "{n} fiches actions : une seule accompagne chaque objectif.",
            more,
        )
