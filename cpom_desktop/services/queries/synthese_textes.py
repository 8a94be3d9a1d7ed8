"""The texts of the synthesis: drafted from the answers, or hers, and what changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.diagnostic import NatureConstat
from cpom_desktop.domain.synthese import Ecart, nuances
from cpom_desktop.i18n import _, format_number, ngettext
from cpom_desktop.services.queries.synthese_types import TexteSynthese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cpom_desktop.domain.diagnostic import Synthese
    from cpom_desktop.domain.synthese import Nuance
    from cpom_desktop.services.queries.synthese_types import ConstatLu, NoteTheme, PositionLue

TITRES: Mapping[str, str] = {
    "introduction": "Introduction",
    "forces": "Forces à préserver",
    "faiblesses": "Faiblesses à traiter",
    "opportunites": "Opportunités",
    "contraintes": "Menaces",
}
"""Key of a text (public) → its title, in the order they are printed."""
NATURES: Mapping[str, NatureConstat] = {
    "forces": NatureConstat.FORCE,
    "faiblesses": NatureConstat.FAIBLESSE,
    "opportunites": NatureConstat.OPPORTUNITE,
    "contraintes": NatureConstat.MENACE,
}
LONGEST = 400
"""Letters of a finding told in a draft: it is whole in the grid and in its document."""
EXTREMES = 3
"""Themes named with the best marks, and with the lowest."""


def textes_of(
    written: Iterable[Synthese],
    notes: Sequence[NoteTheme],
    lists: Mapping[NatureConstat, tuple[ConstatLu, ...]],
    route: Sequence[ConstatLu],
    positions: Sequence[PositionLue],
) -> Mapping[str, TexteSynthese]:
    """Return every text by key, hers where she wrote one."""
    drafts = {"introduction": _introduction(notes, lists, route, positions)}
    drafts |= {cle: _listed(lists[nature]) for cle, nature in NATURES.items()}
    hers = {row.cle: row for row in written}
    return {cle: _text(cle, draft, hers.get(cle)) for cle, draft in drafts.items()}


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text cut between two words when it is long; « […] » says so."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0]} […]"


def _text(cle: str, draft: str, row: Synthese | None) -> TexteSynthese:
    titre = _(TITRES[cle])
    if row is None:
        return TexteSynthese(cle, titre, draft, draft, est_sien=False)
    found = nuances(row.base, draft) if row.base else ()
    return TexteSynthese(
        cle, titre, draft, row.texte, est_sien=True, nuances=found, dit=_told(found)
    )


def _told(found: Sequence[Nuance]) -> str:
    """Return « Vos réponses ont changé depuis ce texte : 1 ajout, 2 formulations autres. »."""
    if not found:
        return ""
    added = sum(not nuance.avant for nuance in found)
    gone = sum(not nuance.apres for nuance in found)
    other = len(found) - added - gone
    parts = (
        (added, "{n} ajout", "{n} ajouts"),
        (gone, "{n} retrait", "{n} retraits"),
        (other, "{n} formulation différente", "{n} formulations différentes"),
    )
    counts = ", ".join(ngettext(one, many, n) for n, one, many in parts if n)
    return _("Vos réponses ont changé depuis ce texte : {comptes}.", comptes=counts)


def _listed(found: Iterable[ConstatLu]) -> str:
    """Return one line a finding, the name of its criterion first."""
    return "\n".join(_line(lu) for lu in found)


def _line(lu: ConstatLu) -> str:
    """Return « - Absentéisme : son constat (Absentéisme : 11,04 % en 2025 ; source : SIRH) »."""
    phrase = shortened(_in_one_line(lu.phrase))
    told = list(lu.chiffres)
    if told or lu.sources:
        told.append(_("source : {noms}", noms=", ".join(lu.sources) or _("à compléter")))
    figures = f" ({_(' ; ').join(told)})" if told else ""
    if not lu.constat.texte:
        return f"- {lu.titre}{figures}"
    if figures and not phrase.endswith("…]"):
        phrase, figures = phrase.removesuffix("."), f"{figures}."
    return _("- {titre} : {phrase}{chiffres}", titre=lu.titre, phrase=phrase, chiffres=figures)


def _in_one_line(text: str) -> str:
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def _introduction(
    notes: Sequence[NoteTheme],
    lists: Mapping[NatureConstat, tuple[ConstatLu, ...]],
    route: Sequence[ConstatLu],
    positions: Sequence[PositionLue],
) -> str:
    if not any(note.repondus for note in notes) and not positions:
        return ""
    lines = (_progress(notes), _marks(notes), _counts(lists, route), _stands(positions))
    return "\n".join(line for line in lines if line)


def _progress(notes: Sequence[NoteTheme]) -> str:
    return _(
        "Le diagnostic répond à {n} des {total} critères de la grille ; {complets} thèmes sur "
        "{themes} sont complets.",
        n=format_number(sum(note.repondus for note in notes)),
        total=format_number(sum(note.criteres for note in notes)),
        complets=sum(note.complet for note in notes),
        themes=len(notes),
    )


def _marks(notes: Sequence[NoteTheme]) -> str:
    """Return the themes with the best and the lowest marks, once there are enough of them."""
    known = sorted((n for n in notes if n.moyenne is not None), key=lambda n: -(n.moyenne or 0))
    if len(known) < 2 * EXTREMES:
        return ""
    return _(
        "Notes moyennes les plus hautes, de 1 à 4 : {hautes}. Les plus basses : {basses}.",
        hautes=", ".join(map(_mark, known[:EXTREMES])),
        basses=", ".join(map(_mark, known[: -EXTREMES - 1 : -1])),
    )


def _mark(note: NoteTheme) -> str:
    values = {"lettre": note.lettre, "nom": note.court, "note": note.texte}
    if note.complet:
        return _("{lettre} {nom} ({note})", **values)
    return _("{lettre} {nom} ({note}, thème incomplet)", **values)


def _counts(
    lists: Mapping[NatureConstat, tuple[ConstatLu, ...]], route: Sequence[ConstatLu]
) -> str:
    counted = (
        (NatureConstat.FORCE, "{n} force", "{n} forces"),
        (NatureConstat.FAIBLESSE, "{n} faiblesse", "{n} faiblesses"),
        (NatureConstat.OPPORTUNITE, "{n} opportunité", "{n} opportunités"),
        (NatureConstat.MENACE, "{n} menace", "{n} menaces"),
    )
    told = [ngettext(one, many, len(lists[n])) for n, one, many in counted if lists[n]]
    if not told:
        return ""
    kept = ngettext("{n} priorité est retenue", "{n} priorités sont retenues", len(route))
    end = _(" ; {retenues} pour la feuille de route", retenues=kept) if route else ""
    return _("Constats relevés : {comptes}{fin}.", comptes=", ".join(told), fin=end)


def _stands(positions: Sequence[PositionLue]) -> str:
    told = ", ".join(_stand_counts(positions))
    return _("Positions des autorités sur ces constats : {comptes}.", comptes=told) if told else ""


def _stand_counts(positions: Sequence[PositionLue]) -> Iterator[str]:
    counted = (
        (Ecart.CONVERGENCE, "{n} convergence", "{n} convergences"),
        (Ecart.NUANCE, "{n} nuance", "{n} nuances"),
        (Ecart.DIVERGENCE, "{n} divergence", "{n} divergences"),
        (Ecart.NON_CONNUE, "{n} non connue", "{n} non connues"),
    )
    for gap, one, many in counted:
        count = sum(position.ecart is gap for position in positions)
        if count:
            yield ngettext(one, many, count)
