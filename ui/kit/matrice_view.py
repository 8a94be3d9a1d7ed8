"""A matrix of two degrees on screen: numbers of a list, a press goes to the one pressed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cpom_desktop.charts.matrice import MatriceLayout, Pastille, matrice_scene
from ui.kit.scene_view import TEXT_MM, SceneView
from ui.theme.theme import px

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cpom_desktop.charts.scene import Scene

WIDTH, HEIGHT = 300, 140


class MatriceView(SceneView):
    """Shows what is placed.

    Args:
        name: what it pictures.
        layout: words of its sides, cells dealt with first; its sizes are those of the room.
    """

    def __init__(self, name: str, layout: MatriceLayout | None = None) -> None:
        super().__init__(name)
        self._layout = layout or MatriceLayout()
        self._placed: Mapping[tuple[int, int], list[Pastille]] = {}
        self.restyle()

    def show_placed(self, placed: Mapping[tuple[int, int], list[Pastille]], told: str) -> None:
        """Show what is placed, told in words to screen readers."""
        self.setAccessibleDescription(told)
        if placed != self._placed:
            self._placed = placed
            self.refresh()

    def scene_of(self, width_mm: float, height_mm: float) -> Scene:
        """Return the matrix for a room."""
        layout = replace(self._layout, width_mm=width_mm, height_mm=height_mm, text_mm=TEXT_MM)
        return matrice_scene(self._placed, layout)

    def restyle(self) -> None:
        """Stay legible at the present text scale."""
        super().restyle()
        self.setMinimumSize(px(WIDTH), px(HEIGHT))
