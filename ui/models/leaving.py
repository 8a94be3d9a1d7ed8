"""Before a document leaves: what is blocking is told, and never holds it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.anomalies.envoi import Envoi, assumed, before_leaving
from cpom_desktop.services.documents import MENTION_WORDS
from ui.kit.buttons import PrimaryButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.kit.labels import SafeLabel

if TYPE_CHECKING:
    from cpom_desktop.domain.dossiers_nommes import Mention
    from cpom_desktop.services.documents import DocumentInfo
    from ui.kit.page import Page
    from ui.session import Session

SHOWN = 3
PAGE = "controle"


class LeavingDialog(KitDialog):
    """Tells the blocking points: see them, or let it go all the same.

    Attributes:
        sees: she wants to see the points.
    """

    def __init__(self, envoi: Envoi, parent: Page) -> None:
        super().__init__(
            _("Le contrôle relève {points}", points=envoi.points),
            _("« {titre} » peut partir quand même : c'est vous qui décidez.", titre=envoi.titre),
            icon_name="octagon-x",
            icon_role="erreur",
            parent=parent,
        )
        self.sees = False
        for sentence in envoi.bloquants[:SHOWN]:
            self.body.addWidget(SafeLabel(f"• {sentence}", "small", wrap=True))
        self.anyway = self.add_button(SecondaryButton(_("Exporter quand même (j'assume)")))
        self.see = self.add_button(PrimaryButton(_("Voir les points")), default=True)
        self.anyway.clicked.connect(self.accept)
        self.see.clicked.connect(self._on_see)

    def _on_see(self) -> None:
        self.sees = True
        self.reject()


def may_leave(page: Page, session: Session, info: DocumentInfo, mention: Mention) -> bool:
    """Tell whether a document goes out: at once when nothing is blocking, else as she says.

    What she assumes is kept in the dossier, and printed with the list of the contrôle.
    """
    workspace = session.workspace
    today = workspace.today
    envoi = before_leaving(workspace.snapshot, workspace.content, today, info, mention)
    if envoi is None:
        return True
    dialog = LeavingDialog(envoi, page)
    assumes = bool(dialog.exec())
    sees = dialog.sees
    dialog.deleteLater()
    if sees:
        page.navigate.emit(PAGE, "")
    if assumes and not session.read_only:
        session.attempt(assumed(envoi, _(MENTION_WORDS[mention]), today))
    return assumes
