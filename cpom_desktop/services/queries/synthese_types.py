"""The synthesis of the diagnosis as it is read: marks, weaknesses by rank, drafts, positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import MOST_PRIORITIES, NatureConstat

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cpom_desktop.domain.diagnostic import Constat
    from cpom_desktop.domain.fiches_action import Priorite
    from cpom_desktop.domain.synthese import Ecart, Nuance


@dataclass(frozen=True, slots=True)
class NoteTheme:
    """A spoke of the radar.

    Attributes:
        texte: the mean, « 2,6 »; « à compléter » when nothing has a mark.
        repondus: criteria that are rated or set aside, among `criteres`.
    """

    theme: str
    lettre: str
    court: str
    titre: str
    moyenne: Decimal | None
    texte: str
    criteres: int
    notes: int
    non_concernes: int

    @property
    def repondus(self) -> int:
        """How many criteria are answered."""
        return self.notes + self.non_concernes

    @property
    def complet(self) -> bool:
        """Tell whether every criterion of the theme is answered."""
        return self.repondus == self.criteres


@dataclass(frozen=True, slots=True)
class ConstatLu:
    """A finding with what ranks it and what supports it.

    Attributes:
        constat: what she answered.
        titre: name of its criterion; `lettre`, `theme`: of its theme.
        phrase: her words, whole, else the name of the criterion.
        numero: its place in its list, from 1; 0 when it is in none.
        produit, priorite: importance × feasibility and what it comes to, when known.
        chiffres: its indicators, « Taux d’occupation : 96,00 % en 2025, contre 94,00 % en
            2023 »; what her words already say is left out.
        sources: where these figures come from, each once.
        fiches: marks of the fiches actions that answer it.
    """

    constat: Constat
    titre: str
    lettre: str
    theme: str
    phrase: str
    numero: int
    produit: int | None
    priorite: Priorite | None
    priorite_mot: str
    importance_mot: str
    faisabilite_mot: str
    chiffres: tuple[str, ...]
    sources: tuple[str, ...]
    fiches: tuple[str, ...]

    @property
    def critere(self) -> str:
        """Slug of the criterion."""
        return self.constat.critere

    @property
    def rang(self) -> int | None:
        """Its place in the feuille de route, or None."""
        return self.constat.rang

    @property
    def est_faiblesse(self) -> bool:
        """Tell whether it is a weakness."""
        return self.constat.nature is NatureConstat.FAIBLESSE

    @property
    def theme_line(self) -> str:
        """« H · Ressources humaines »."""
        return f"{self.lettre} · {self.theme}"


@dataclass(frozen=True, slots=True)
class PositionLue:
    """A finding beside where the authorities stand.

    Attributes:
        ars, departement: what each says, position then remark; empty when not known.
        question: what is left to settle, as a question; empty when all agree.
    """

    lu: ConstatLu
    ecart: Ecart
    ecart_mot: str
    ars: str
    departement: str
    question: str


@dataclass(frozen=True, slots=True)
class TexteSynthese:
    """A text of the synthesis: hers if she wrote it, else the draft.

    Attributes:
        cle: which one (`introduction`, `forces`, `faiblesses`, `opportunites`, `contraintes`).
        proposition: what is drafted from the answers of today.
        texte: what is shown and printed.
        est_sien: she wrote it: a new draft never takes its place by itself.
        nuances: what the draft says otherwise than when she wrote hers; empty when nothing.
        dit: the same in one sentence, « Depuis votre texte : 1 ajout, 1 retrait. »
    """

    cle: str
    titre: str
    proposition: str
    texte: str
    est_sien: bool
    nuances: tuple[Nuance, ...] = ()
    dit: str = ""


@dataclass(frozen=True, slots=True)
class SyntheseVue:
    """The whole synthesis.

    Attributes:
        notes: by theme, in the order of the grid.
        repondus, criteres: of the whole grid.
        complement: « 74 critères répondus sur 115 »; empty when all are.
        forces, faiblesses, opportunites, menaces: by rank.
        matrice: (importance, feasibility) → numbers of the weaknesses that are there.
        a_placer: weaknesses whose importance or feasibility is not decided.
        feuille_de_route: what is retained, in her order.
        positions: the table to negotiate from, the hardest first.
        textes: by key.
        regle: the rule of the ranking, in words.
        mention: what is said of the grid wherever it is.
    """

    notes: tuple[NoteTheme, ...]
    repondus: int
    criteres: int
    complement: str
    forces: tuple[ConstatLu, ...]
    faiblesses: tuple[ConstatLu, ...]
    opportunites: tuple[ConstatLu, ...]
    menaces: tuple[ConstatLu, ...]
    matrice: Mapping[tuple[int, int], tuple[int, ...]]
    a_placer: tuple[ConstatLu, ...]
    feuille_de_route: tuple[ConstatLu, ...]
    positions: tuple[PositionLue, ...]
    textes: Mapping[str, TexteSynthese]
    regle: str
    mention: str

    @property
    def est_vide(self) -> bool:
        """Tell whether nothing was answered yet."""
        return not self.repondus and not self.positions

    @property
    def a_prioriser(self) -> tuple[ConstatLu, ...]:
        """The weaknesses, and whatever else she retained, by rank then by their order."""
        others = [lu for lu in self.feuille_de_route if not lu.est_faiblesse]
        return tuple(sorted((*self.faiblesses, *others), key=_place))

    @property
    def places_libres(self) -> int:
        """How many findings the feuille de route may still take."""
        return MOST_PRIORITIES - len(self.feuille_de_route)

    def of_nature(self, nature: NatureConstat) -> tuple[ConstatLu, ...]:
        """Return the findings of a nature, by rank."""
        return {
            NatureConstat.FORCE: self.forces,
            NatureConstat.FAIBLESSE: self.faiblesses,
            NatureConstat.OPPORTUNITE: self.opportunites,
            NatureConstat.MENACE: self.menaces,
        }[nature]


def _place(lu: ConstatLu) -> tuple[bool, int]:
    return lu.rang is None, lu.rang or lu.numero
