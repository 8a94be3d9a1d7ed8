"""Editions of the diagnosis that is longest: each finding of the grid of two thousand letters."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from decimal import Decimal
from functools import cache

from msgspec import structs

from cpom_desktop.domain.diagnostic import (
    MOST_PRIORITIES,
    Constat,
    Cotation,
    NatureConstat,
    PositionAutorite,
    Synthese,
)
from cpom_desktop.domain.fiches_action import FicheConstat
from cpom_desktop.domain.valeurs import Repere
from tests.outils.editions import showcase, with_snapshot

LENGTH = 2_000
SENTENCE = (
    "Le relevé de 2025 porte sur 81 résidents présents ; l’équipe l’a relu en réunion et demande "
    "un suivi mensuel, avec un responsable nommé et une date. "
)
NATURES = tuple(NatureConstat)
POSITIONS = (*PositionAutorite, None)
MARKS = (Cotation.PARTIEL, Cotation.EN_PLACE, Cotation.MAITRISE, Cotation.ABSENT)


def long_text(rank, length=LENGTH):
    """Return a finding of exactly `length` letters that begins with its own number."""
    start = f"Constat {rank}. "
    return (start + SENTENCE * (length // len(SENTENCE) + 1))[:length]


@cache
def long_findings(length=LENGTH):
    """Return the demonstration where every criterion has a finding of `length` letters."""
    edition = showcase()
    criteres = edition.content.grille.criteres
    constats = tuple(_constat(rank, c.slug, length) for rank, c in enumerate(criteres))
    return with_snapshot(edition, constats=constats)


@cache
def her_words(length=LENGTH):
    """Return the same where she wrote each text of the synthesis, at length too."""
    keys = ("introduction", "forces", "faiblesses", "opportunites", "contraintes")
    rows = tuple(
        Synthese(id=n, cle=cle, texte=long_text(n, length)) for n, cle in enumerate(keys, start=1)
    )
    return with_snapshot(long_findings(length), syntheses=rows)


def _constat(rank, slug, length):
    return Constat(
        id=rank + 1,
        critere=slug,
        cotation=MARKS[rank % len(MARKS)],
        texte=long_text(rank, length),
        preuve=long_text(rank, 200),
        nature=NATURES[rank % len(NATURES)],
        importance=rank % 3 + 1,
        faisabilite=rank // 3 % 3 + 1,
        rang=rank // 17 + 1 if rank % 17 == 1 and rank // 17 < MOST_PRIORITIES else None,
        position_ars=POSITIONS[rank % len(POSITIONS)],
        note_ars=long_text(rank, 200),
        position_departement=POSITIONS[rank // 2 % len(POSITIONS)],
    )


@cache
def worst():
    """Return the longest of all: widest letters, long names, a reference for each indicator."""
    edition = wide(her_words())
    snapshot = edition.snapshot
    name = "Établissement d’hébergement pour personnes âgées dépendantes " * 3
    reperes = tuple(
        Repere(id=n, indicateur=i.slug, valeur=Decimal(50), annee=2025, champ=name, source=name)
        for n, i in enumerate(edition.content.donnees.indicateurs, start=1)
    )
    house = {"nom": name, "gestionnaire": name, "ars": name, "collectivite": name}
    return with_snapshot(
        edition,
        etablissement=replace(snapshot.etablissement, **house),
        acteurs=tuple(replace(a, nom=name) for a in snapshot.acteurs),
        valeurs=tuple(replace(v, source=f"{name}{v.id}") for v in snapshot.valeurs),
        syntheses=tuple(replace(s, texte="W" * LENGTH) for s in snapshot.syntheses),
        reperes=reperes,
        fiches_action=_many_fiches(snapshot),
        fiches_constats=tuple(
            FicheConstat(id=100 * n + c.id, fiche_id=n, critere=c.critere)
            for n in range(1, 40)
            for c in snapshot.constats[:30]
        ),
    )


@cache
def many_themes():
    """Return the longest texts on the grid of a region that has twice as many themes."""
    edition = her_words()
    grille = edition.content.grille
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    themes, criteres = [], []
    for end in ("", "-bis"):
        for theme in grille.themes:
            slug = f"{theme.slug}{end}"
            title = f"{theme.titre}, selon la région et le département"
            themes.append(structs.replace(theme, slug=slug, lettre=next(letters), titre=title))
            members = grille.criteres_of(theme.slug)
            criteres += [structs.replace(c, slug=f"{c.slug}{end}", theme=slug) for c in members]
    content = copy(edition.content)
    content.__dict__["grille"] = structs.replace(
        grille, themes=tuple(themes), criteres=tuple(criteres)
    )
    return replace(edition, content=content, snapshot=replace(edition.snapshot))


def _many_fiches(snapshot):
    (first, *_others) = snapshot.fiches_action
    return tuple(replace(first, id=n, numero=n) for n in range(1, 40))


def wide(edition):
    """Return an edition whose findings are of the widest letters, one word each."""
    constats = tuple(replace(c, texte="W" * LENGTH) for c in edition.snapshot.constats)
    return with_snapshot(edition, constats=constats)
