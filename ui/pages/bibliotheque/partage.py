"""Her objectives as a pack: which ones, its title, what is left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.domain.objectifs import numeros
from cpom_desktop.i18n import _
from cpom_desktop.services.partage import Identite, partageables, partager
from ui.kit.fields import LineField
from ui.kit.fold import Fold
from ui.kit.labels import SafeLabel
from ui.kit.list_panel_page import LARGE
from ui.models.ticking import Asked, TickDialog
from ui.theme.theme import current_theme, px

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.partage import Partage
    from ui.session import Session


FEW = 12
"""Objectives that are seen without a search."""
LEAST, TALL = 90, 600
"""Heights at 100 %: of the list at least, of the dialog where the screen has it."""


class ShareDialog(TickDialog):
    """The objectives that have an indicator, each with a box; those she takes are written."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        found = partageables(session.snapshot)
        asked = Asked(
            _("Enregistrer des objectifs comme pack"),
            _(
                "Un fichier que d'autres établissements lisent dans leur bibliothèque. Relisez-le "
                "avant de l'envoyer : un texte peut dire qui vous êtes."
            ),
            "library",
            _("Enregistrer…"),
        )
        super().__init__(asked, _groups(session), [o.id for o in found], parent)
        self.named = LineField(_("Titre du pack"))
        self.named.set_raw(_("Objectifs partagés"))
        self.body.insertWidget(2, SafeLabel(_("Titre du pack"), "label"))
        self.body.insertWidget(3, self.named)
        laisse = self.sharing().laisse
        self.left = SafeLabel("\n".join(f"– {line}" for line in laisse), "caption-2", wrap=True)
        self.fold = Fold(_("Ce qui n'y va pas"), opened=current_theme().scale < LARGE)
        self.fold.set_summary(laisse[0])
        self.fold.add(self.left)
        self.body.addWidget(self.fold)
        self.search.setVisible(len(found) > FEW)
        self.list.setMinimumHeight(px(LEAST))
        self.named.setFocus()
        self.list.itemChanged.connect(self._on_ticked)
        self.named.edited.connect(self._on_ticked)
        self.setAccessibleDescription(self.left.text())

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as reads well, up to the screen."""
        super().showEvent(event)
        room = self.screen().availableGeometry().height() - px(16)
        self.setMaximumHeight(room)
        self.resize(self.width(), min(px(TALL), room))

    def sharing(self) -> Partage:
        """Return the pack as it would be written."""
        session = self._session
        today = session.workspace.today
        title = self.named.raw().strip() if hasattr(self, "named") else _("Objectifs partagés")
        ids = [key for key in self.ticked() if isinstance(key, int)]
        return partager(
            session.snapshot, session.content, ids, Identite(title, today.isoformat(), today)
        )

    def _on_ticked(self) -> None:
        self.keep.setEnabled(bool(self.ticked()) and bool(self.named.raw().strip()))


def _groups(session: Session) -> Iterator[tuple[str, Sequence[tuple[int, str]]]]:
    snapshot = session.snapshot
    numbers = numeros(snapshot.axes, snapshot.objectifs)
    found = partageables(snapshot)
    for axe in snapshot.axes:
        held = [
            (o.id, f"{numbers.get(o.id, '')} {o.libelle}") for o in found if o.axe_id == axe.id
        ]
        yield axe.libelle, held
