"""The whole grid line by line, in words: what is printed of each criterion, or written to a sheet.

What was noted of the authorities' answers is left out: the table to negotiate from alone has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cpom_desktop.i18n import EMPTY, _, capitalise
from cpom_desktop.services.queries.chiffres import chiffres
from cpom_desktop.services.queries.cotations import cotation_lue
from cpom_desktop.services.queries.criteres import without_critere
from cpom_desktop.services.queries.diagnostic import constat_of, themes
from cpom_desktop.services.queries.preuves import proof_lines
from cpom_desktop.services.queries.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from cpom_desktop.content.loader import Content
    from cpom_desktop.domain.diagnostic import Constat, ThemeScore
    from cpom_desktop.services.queries.criteres import Critere
    from cpom_desktop.services.snapshot import DossierSnapshot

PRIORITIES = {1: "haute", 2: "moyenne", 3: "basse"}


class LigneGrille(NamedTuple):
    """A criterion and all that is known of it; an empty text where nothing was said.

    Attributes:
        titre: its name, « Prévention des chutes ».
        cotation: the answer with its mark; `note` is the mark alone.
        constat: her words, and why it is set aside where it is.
        nature: « Faiblesse, priorité haute ».
        preuves: what proves, the documents cited and the files attached, a line each.
        chiffres: a line an indicator, its years and its reference value.
        qui: who verifies.
    """

    repere: str
    titre: str
    question: str
    cotation: str
    note: Decimal | None
    constat: str
    nature: str
    importance: int | None
    faisabilite: int | None
    preuves: tuple[str, ...]
    date_preuve: date | None
    echeance: date | None
    chiffres: tuple[str, ...]
    ars: str
    departement: str
    qui: str
    a_verifier: bool


class ThemeLignes(NamedTuple):
    """A theme with its lines; without a score, the findings whose criterion is no more."""

    titre: str
    score: ThemeScore | None
    lignes: tuple[LigneGrille, ...]


def grille_lignes(
    snapshot: DossierSnapshot, content: Content, today: date
) -> tuple[ThemeLignes, ...]:
    """Return the themes of the grid with every criterion, hers too, then what is out of it."""
    room = _Room(snapshot, content, today)
    found = [
        ThemeLignes(
            f"{view.theme.lettre}. {view.theme.titre}",
            view.score,
            tuple(room.line(critere) for critere in view.criteres),
        )
        for view in themes(snapshot, content)
    ]
    lost = tuple(room.lost(constat) for constat in without_critere(snapshot, content))
    if lost:
        found.append(ThemeLignes(_("Critères qui ne sont plus dans la grille"), None, lost))
    return tuple(found)


class _Room(NamedTuple):
    """What every line is read from."""

    snapshot: DossierSnapshot
    content: Content
    today: date

    def line(self, critere: Critere) -> LigneGrille:
        """Return the line of a criterion."""
        constat = constat_of(self.snapshot, critere.slug)
        return self._line(critere.repere, capitalise(critere.titre), critere.question, constat)

    def lost(self, constat: Constat) -> LigneGrille:
        """Return the line of a finding whose criterion is no more, as the kit knew it."""
        known = self.content.grille_du_kit.critere(constat.critere)
        if known is None:
            return self._line(constat.critere.upper(), "", "", constat)
        return self._line(known.repere, capitalise(known.titre), known.question, constat)

    def _line(self, repere: str, titre: str, question: str, constat: Constat) -> LigneGrille:
        lost = self.content.grille.critere(constat.critere) is None
        grille = self.content.grille_du_kit if lost else self.content.grille
        read = cotation_lue(constat, grille)
        acteur = self.snapshot.acteurs_by_id.get(constat.acteur_id or 0)
        return LigneGrille(
            repere=repere,
            titre=titre,
            question=question,
            cotation=read.texte if read else "",
            note=read.note if read else None,
            constat="\n".join(_said(constat)),
            nature=_nature(constat),
            importance=constat.importance,
            faisabilite=constat.faisabilite,
            preuves=proof_lines(self.snapshot, self.content, self.today, constat),
            date_preuve=constat.date_preuve,
            echeance=constat.echeance,
            chiffres=tuple(self._figures(constat.critere)),
            ars=word(constat.position_ars) if constat.position_ars else "",
            departement=word(constat.position_departement) if constat.position_departement else "",
            qui=acteur.display_name if acteur else "",
            a_verifier=constat.a_verifier,
        )

    def _figures(self, critere: str) -> Iterator[str]:
        for chiffre in chiffres(self.snapshot, self.content, self.today, critere):
            told = [
                _("{valeur} ({annee})", valeur=year.texte, annee=str(year.annee))
                for year in chiffre.annees
                if year.texte != EMPTY
            ]
            if chiffre.repere:
                where = chiffre.repere_titre
                told.append(_("repère {valeur} ({ou})", valeur=chiffre.repere, ou=where))
            values = ", ".join(told) or EMPTY
            yield _("{titre} : {valeurs}", titre=chiffre.titre, valeurs=values)


def _said(constat: Constat) -> Iterator[str]:
    if constat.texte:
        yield constat.texte
    if constat.motif:
        yield _("Motif : {motif}", motif=constat.motif)


def _nature(constat: Constat) -> str:
    told = [word(constat.nature)] if constat.nature else []
    if constat.priorite in PRIORITIES:
        told.append(_("priorité {mot}", mot=_(PRIORITIES[constat.priorite])))
    text = ", ".join(told)
    return f"{text[:1].upper()}{text[1:]}"
