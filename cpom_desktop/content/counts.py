"""How much a pack holds, counted in its text: decoding it would hold the first paint up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.loader import ADDED_LATER, bundled_folder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.dossier import PackIntegre


def criteres_count(packs: Iterable[PackIntegre]) -> int:
    """Return how many criteria the grid of a dossier has, counted in its text, not decoded."""
    return _text_in(packs, "grille").count("\n[[criteres]]")


def figures_count(packs: Iterable[PackIntegre]) -> int:
    """Return how many figures a year asks for, counted in the text too."""
    text = _text_in(packs, "donnees")
    return text.count("\n[[donnees]]") - text.count("\nfacultatif = true")


def _text_in(packs: Iterable[PackIntegre], theme: str) -> str:
    name = ADDED_LATER[theme]
    own = (pack.texte for pack in packs if f"{pack.pack}/{pack.fichier}" == name)
    return next(own, None) or text_of(bundled_folder(), name)
