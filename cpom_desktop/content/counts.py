"""How much a pack holds, counted in its text: decoding it would hold the first paint up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.content.decode import parse
from cpom_desktop.content.packs import (
    ADDED_LATER,
    bundled_folder,
    is_regional,
    replaced_by,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cpom_desktop.domain.dossier import PackIntegre


def text_in(packs: Iterable[PackIntegre], theme: str) -> str:
    """Return the text of a theme of a dossier, not decoded: a region's, its own, else ours."""
    texts = {f"{pack.pack}/{pack.fichier}": pack for pack in packs}
    regional = replaced_by(name for name in texts if is_regional(name))
    name = regional.get(theme, ADDED_LATER[theme])
    return texts[name].texte if name in texts else text_of(bundled_folder(), name)


def criteres_count(text: str) -> int:
    """Return how many criteria a grid has: counted in its text, decoded only where it hides them.

    Args:
        text: of the theme « grille ».
    """
    return text.count("\n[[criteres]]") or len(parse("grille.toml", text)["criteres"])


def figures_count(packs: Iterable[PackIntegre]) -> int:
    """Return how many figures a year asks for, counted in the text too."""
    text = text_in(packs, "donnees")
    return text.count("\n[[donnees]]") - text.count("\nfacultatif = true")
