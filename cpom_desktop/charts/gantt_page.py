"""The Gantt as printed: the table at its left, its legend, several figures when it is long.

Sizes suit a landscape A4 page with margins of 15 mm (267 mm wide, see picture D4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cpom_desktop.charts.gantt import GanttLayout, days_shown, gantt_parts, shifted
from cpom_desktop.charts.gantt_scale import GAP_MM, text_width
from cpom_desktop.charts.scene import Anchor, Diamond, Polyline, Primitive, Rect, Scene, Text
from cpom_desktop.domain.planning import EtatTache
from cpom_desktop.i18n import EMPTY, _, format_date
from cpom_desktop.services_words import LATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cpom_desktop.charts.gantt_scale import GanttPlan
