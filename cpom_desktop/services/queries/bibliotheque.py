"""The library of objectives as it is read: what answers her weaknesses first, what is taken."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.domain.diagnostic import Constat, NatureConstat
from cpom_desktop.domain.synthese import hierarchised
from cpom_desktop.i18n import _, capitalise, ngettext
from cpom_desktop.services.queries.cotations import cotation_lue, notes
from cpom_desktop.services.queries.criteres import criteres
from cpom_desktop.services.queries.once import kept
from cpom_desktop.services.queries.recherche.folding import fold
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cpom_desktop.content.loader import Content
    from cpom_desktop.content.schema_objectifs import ObjectifModele
    from cpom_desktop.services.snapshot import DossierSnapshot

TABLES = ("objectifs", "constats", "criteres_propres", "packs_integres")
"""Tables that the library is read with."""
WEAK = Decimal("2.5")
"""Mark up to which an answer is a weakness: the middle of every scale, « partiel »."""
GOOD = frozenset({NatureConstat.FORCE, NatureConstat.OPPORTUNITE})
PREFIX = "bibliotheque"
TOLD = 3
"""Weaknesses named of those that no objective answers."""


class FiltreBibliotheque(StrEnum):
    """What is shown of the library."""

    FAIBLESSES = "faiblesses"
    TOUS = "tous"
    OBLIGATOIRES = "obligatoires"
    PRIS = "pris"


@dataclass(frozen=True, slots=True)
class Faiblesse:
    """A criterion that is weak in her diagnosis.

    Attributes:
        place: from 0: her feuille de route first, then importance, then the lowest marks.
        titre: « DG-H02 Absentéisme ».
        dit: how it was answered, « 2 – Partiel, non formalisé, faiblesse ».
    """

    critere: str
    place: int
    titre: str
    dit: str


@dataclass(frozen=True, slots=True)
class LigneObjectif:
    """An objective of the library in a row.

    Attributes:
        objectif_id: that of the dossier made from it; None when it was not taken.
        faiblesse: the first of her weaknesses that it answers; None when it answers none.
    """

    model: ObjectifModele
    axe: str
    domaine: str
    objectif_id: int | None
    faiblesse: Faiblesse | None

    @property
    def slug(self) -> str:
        """Its name in the library."""
        return self.model.slug

    @property
    def pris(self) -> bool:
        """Whether it is among her objectives."""
        return self.objectif_id is not None


class Bibliotheque(NamedTuple):
    """The whole library.

    Attributes:
        lignes: in the order of the library.
        faiblesses: what is weak in her diagnosis, by rank.
        orphelines: the weaknesses that no objective answers.
        textes: what is searched of each objective, folded.
    """

    lignes: tuple[LigneObjectif, ...]
    faiblesses: tuple[Faiblesse, ...]
    orphelines: tuple[Faiblesse, ...]
    textes: Mapping[str, str]

    def ligne(self, slug: str) -> LigneObjectif | None:
        """Return a row, or None."""
        return next((ligne for ligne in self.lignes if ligne.slug == slug), None)

    @property
    def obligatoires(self) -> tuple[LigneObjectif, ...]:
        """Those that the region asks for."""
        return tuple(ligne for ligne in self.lignes if ligne.model.obligatoire)


class Choix(NamedTuple):
    """What is looked for; `axe` and `domaine` are slugs, empty for all."""

    filtre: FiltreBibliotheque = FiltreBibliotheque.TOUS
    cherche: str = ""
    axe: str = ""
    domaine: str = ""


@kept(*TABLES)
def bibliotheque(snapshot: DossierSnapshot, content: Content) -> Bibliotheque:
    """Return the library, beside her diagnosis and her objectives."""
    library = content.objectifs
    axes = {axe.slug: axe.libelle for axe in library.axes}
    domaines = {domaine.slug: domaine for domaine in library.domaines}
    weak = {f.critere: f for f in faiblesses(snapshot, content)}
    taken = {o.modele: o.id for o in snapshot.objectifs if o.modele}
    rows = tuple(
        LigneObjectif(
            model,
            axes[model.axe],
            domaines[model.domaine].libelle if model.domaine else "",
            taken.get(model.slug),
            _first(model, weak),
        )
        for model in library.objectifs
    )
    answered = {critere for row in rows for critere in row.model.criteres}
    orphans = tuple(f for f in weak.values() if f.critere not in answered)
    return Bibliotheque(rows, tuple(weak.values()), orphans, _texts(rows, snapshot, content))


@kept("constats", "criteres_propres", "packs_integres")
def faiblesses(snapshot: DossierSnapshot, content: Content) -> tuple[Faiblesse, ...]:
    """Return what is weak in her diagnosis, what matters most to her first.

    Weak: said to be a weakness, retained in the feuille de route, or a mark up to `WEAK`, unless
    she says that it is a strength.
    """
    marks, known = notes(snapshot, content), criteres(snapshot, content).by_slug
    found = [c for c in snapshot.constats if c.critere in known and _is_weak(c, marks)]
    ranked = hierarchised(sorted(found, key=lambda c: marks.get(c.critere, WEAK)))
    return tuple(
        Faiblesse(
            constat.critere,
            place,
            f"{known[constat.critere].repere} {capitalise(known[constat.critere].titre)}",
            answer_words(constat, content),
        )
        for place, constat in enumerate(ranked)
    )


def _is_weak(constat: Constat, marks: Mapping[str, Decimal]) -> bool:
    if constat.nature in GOOD:
        return False
    mark = marks.get(constat.critere)
    retained = constat.nature is NatureConstat.FAIBLESSE or constat.rang is not None
    return retained or (mark is not None and mark <= WEAK)


def answer_words(constat: Constat | None, content: Content) -> str:
    """Return how a criterion was answered: its mark, its nature, its place; or that it was not."""
    read = cotation_lue(constat, content.grille) if constat is not None else None
    if constat is None or (read is None and constat.nature is None and constat.rang is None):
        return _("à coter")
    parts = (
        read.texte if read else "",
        word(constat.nature).lower() if constat.nature else "",
        _("n° {n} de la feuille de route", n=constat.rang) if constat.rang else "",
    )
    return ", ".join(part for part in parts if part)


def _first(model: ObjectifModele, weak: Mapping[str, Faiblesse]) -> Faiblesse | None:
    found = [weak[critere] for critere in model.criteres if critere in weak]
    return min(found, key=lambda faiblesse: faiblesse.place, default=None)


def _texts(
    rows: Iterable[LigneObjectif], snapshot: DossierSnapshot, content: Content
) -> Mapping[str, str]:
    """Return all that is said of each objective, folded to be searched."""
    known = criteres(snapshot, content).by_slug
    return {row.slug: fold("\n".join(_said(row, known))) for row in rows}


def _said(row: LigneObjectif, known: Mapping[str, object]) -> Iterable[str]:
    model, measure, draft = row.model, row.model.indicateur, row.model.fiche
    yield from (model.repere, model.libelle, model.strategique, row.axe, row.domaine)
    yield from (measure.libelle, measure.definition, measure.formule_mots)
    for slug in model.criteres:
        critere = known.get(slug)
        yield f"{getattr(critere, 'repere', slug)} {getattr(critere, 'titre', '')}"
    if draft is None:
        return
    yield from (draft.titre, draft.resultats_attendus, draft.acteurs_mobilises)
    yield from (etape.libelle for etape in draft.etapes)
    yield from (moyen.libelle for moyen in draft.moyens)


def lignes_gardees(found: Bibliotheque, choix: Choix) -> tuple[LigneObjectif, ...]:
    """Return the rows that are shown, those that answer her weaknesses by rank under their filter.

    Every word looked for must be somewhere in what is said of an objective; those whose own words
    hold them all come first.
    """
    words = fold(choix.cherche).split()
    rows = [
        row
        for row in found.lignes
        if _is_kept(row, choix.filtre)
        and choix.axe in {"", row.model.axe}
        and choix.domaine in {"", row.model.domaine}
        and all(w in found.textes[row.slug] for w in words)
    ]
    if choix.filtre is FiltreBibliotheque.FAIBLESSES:
        rows.sort(key=_rank)
    if words:
        rows.sort(key=lambda row: not _in_name(row, words))
    return tuple(rows)


def _is_kept(row: LigneObjectif, filtre: FiltreBibliotheque) -> bool:
    match filtre:
        case FiltreBibliotheque.FAIBLESSES:
            return row.faiblesse is not None
        case FiltreBibliotheque.TOUS:
            return True
        case FiltreBibliotheque.OBLIGATOIRES:
            return row.model.obligatoire
        case FiltreBibliotheque.PRIS:
            return row.pris


def _rank(row: LigneObjectif) -> tuple[int, int]:
    """Order by the weakness answered, then by how squarely the objective answers it."""
    weak = row.faiblesse
    assert weak is not None  # kept by the filter
    return weak.place, row.model.criteres.index(weak.critere)


def _in_name(row: LigneObjectif, words: Iterable[str]) -> bool:
    name = fold(f"{row.model.repere} {row.model.libelle}")
    return all(w in name for w in words)


def comptes(found: Bibliotheque) -> Mapping[FiltreBibliotheque, int]:
    """Return how many objectives each filter keeps."""
    return {
        filtre: sum(_is_kept(row, filtre) for row in found.lignes) for filtre in FiltreBibliotheque
    }


def note_faiblesses(found: Bibliotheque) -> str:
    """Return what is to be known of the objectives proposed for her weaknesses."""
    if not found.faiblesses:
        return _(
            "Aucune faiblesse dans votre diagnostic pour l'instant. Cotez la grille : les "
            "objectifs qui y répondent viendront ici."
        )
    if not found.orphelines:
        return ""
    names = [f.titre.partition(" ")[0] for f in found.orphelines[:TOLD]]
    return ngettext(
        "{n} faiblesse n'a pas d'objectif ici ({noms}) : cherchez par mots, ou écrivez le vôtre "
        "dans Axes et objectifs.",
        "{n} faiblesses n'ont pas d'objectif ici ({noms}) : cherchez par mots, ou écrivez le "
        "vôtre dans Axes et objectifs.",
        len(found.orphelines),
        noms=", ".join(names) + ("…" if len(found.orphelines) > TOLD else ""),
    )
