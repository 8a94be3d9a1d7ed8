"""The points of the contrôle: their count in the sidebar, and F8 from one to the next.

The rules are asked a few at a time once nothing else waits: a key typed meanwhile comes first.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cpom_desktop.i18n import _
from ui.shell.near_dates import FIRST_PAUSE_MS, NearDates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cpom_desktop.services.anomalies.controle import Anomalie, Controle
    from cpom_desktop.services.anomalies.regles import Regle
    from cpom_desktop.services.changes import Changes
    from ui.shell.dossier_view import DossierView
    from ui.shell.sidebar import Sidebar

SLUG = "controle"
SLICE_SECONDS = 0.008
"""How long rules are asked in one go: half of what a screen shows an image for."""


class AnomalyWalk(QObject):
    """Counts again after each change, and goes from one point to the next.

    Args:
        view: the pages of the dossier.
        sidebar: shows the counts.
    """

    def __init__(self, view: DossierView, sidebar: Sidebar) -> None:
        super().__init__(view)
        self._view, self._session, self._sidebar = view, view.session, sidebar
        self._left: Iterator[Regle] | None = None
        self._waits = False
        self._cle = ""
        self._shown = self._left_from = ""
        NearDates(view.session, sidebar, self)
        sidebar.page_shown.connect(self._on_page)
        sidebar.page_chosen.connect(self._forget_way_back)
        view.topbar.back_asked.connect(self._go_back)
        view.session.changed.connect(self._on_changed)
        self._later(FIRST_PAUSE_MS)

    # --- counting

    def _on_changed(self, _changes: Changes, _force: bool) -> None:  # noqa: FBT001 - a slot
        self._again()

    def _again(self) -> None:
        self._left = None
        self._later()

    def _later(self, pause_ms: int = 0) -> None:
        if not self._waits:
            self._waits = True
            QTimer.singleShot(pause_ms, self, self._step)

    def _step(self) -> None:
        """Ask a few rules; the count is told after the last."""
        from cpom_desktop.services.anomalies.controle import (  # noqa: PLC0415 - once seen
            REGLES,
            ask,
        )

        self._waits = False
        self._left = self._left or iter(REGLES)
        workspace, until = self._session.workspace, perf_counter() + SLICE_SECONDS
        for regle in self._left:
            ask(regle, workspace.snapshot, workspace.content, workspace.today)
            if perf_counter() > until:
                self._later()
                return
        self.count()

    def count(self) -> None:
        """Show how many points there are to mend."""
        from cpom_desktop.services.anomalies.vue import headline  # noqa: PLC0415 - once seen

        found = self._found()
        words = headline(found) if found.anomalies else ""
        self._sidebar.show_count(SLUG, len(found.anomalies), words)

    def _found(self) -> Controle:
        from cpom_desktop.services.anomalies.controle import controle  # noqa: PLC0415 - once seen

        workspace = self._session.workspace
        return controle(workspace.snapshot, workspace.content, workspace.today)

    # --- walking

    def go(self, step: int) -> None:
        """Go to the next point, or the previous one, where it is mended.

        Args:
            step: 1 for the next, −1 for the previous.
        """
        from cpom_desktop.services.anomalies.vue import destination  # noqa: PLC0415 - asked for

        self._view.flush()
        points = [a for a in self._found().anomalies if destination(a.releve).page]
        if not points:
            self._view.toast.show_message(_("Rien à corriger : tous les contrôles sont tenus."))
            return
        place = self._place(points, step)
        point = points[place]
        self._cle = point.cle
        self._view.show_page(*destination(point.releve))
        self._left_from = f"{SLUG}.{self._cle}"
        self._view.topbar.offer_back(offered=True)
        told = _(
            "Point {n} sur {total} : {phrase}",
            n=place + 1,
            total=len(points),
            phrase=point.releve.phrase,
        )
        self._view.toast.show_message(told, _("Voir le point"), self._show_point)

    def _place(self, points: list[Anomalie], step: int) -> int:
        """Return the point after the one she was on; after it was mended, that which follows."""
        keys = [point.cle for point in points]
        if self._cle not in keys:
            return 0 if step > 0 else len(keys) - 1
        return (keys.index(self._cle) + step) % len(keys)

    def _show_point(self) -> None:
        self._view.show_page(SLUG, f"{SLUG}.{self._cle}")

    # --- the way back

    def _go_back(self) -> None:
        self._view.flush()
        self._view.toast.close_message()
        self._view.show_page(SLUG, self._left_from)

    def _on_page(self, slug: str) -> None:
        """Offer the way back on the page that the contrôle led to, until another is chosen."""
        if SLUG in {slug, self._shown}:
            self._left_from = ""  # its list still has the point chosen
            self._view.topbar.offer_back(offered=slug != SLUG)
        self._shown = slug

    def _forget_way_back(self) -> None:
        self._view.topbar.offer_back(offered=False)
