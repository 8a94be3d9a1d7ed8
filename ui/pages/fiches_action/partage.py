"""Indicators that several fiches share: attached, detached, told before one is deleted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _, ngettext
from cpom_desktop.services.operations import LinkIndicateur, UnlinkIndicateur
from cpom_desktop.services.queries.fiches_action import fiches
from ui.kit.buttons import DangerButton, SecondaryButton
from ui.kit.dialogs import KitDialog
from ui.models.part_section import run_told
from ui.models.ticking import Asked, TickDialog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from cpom_desktop.services.queries.fiches_action import FicheView, IndicateurView
    from cpom_desktop.services.snapshot import DossierSnapshot
    from ui.session import Session

DETACH, DELETE = "detacher", "supprimer"


class AttachDialog(TickDialog):
    """The indicators of the dossier that do not follow the fiche yet, under their fiche."""

    def __init__(self, session: Session, view: FicheView, parent: QWidget) -> None:
        super().__init__(
            Asked(
                _("Quels indicateurs du dossier suivent aussi cette fiche ?"),
                _("Un indicateur partagé garde partout la même définition et les mêmes cibles."),
                "link",
                _("Attacher les indicateurs"),
            ),
            _groups(session.snapshot, view),
            (),
            parent,
        )


def _groups(
    snapshot: DossierSnapshot, view: FicheView
) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield what may be attached, once each, under the first fiche that it follows."""
    seen = {indicateur.id for indicateur in view.parts.indicateurs}
    for other in fiches(snapshot):
        lines = [(i.id, i.libelle) for i in other.parts.indicateurs if i.id not in seen]
        seen.update(key for key, _words in lines)
        yield f"{other.fiche.repere} {other.fiche.titre}", lines
    yield _("Sans fiche"), [(i.id, i.libelle) for i in snapshot.indicateurs if i.id not in seen]


def may_attach(snapshot: DossierSnapshot, view: FicheView) -> bool:
    """Return whether another indicator of the dossier could follow the fiche."""
    return len(snapshot.indicateurs) > len(view.parts.indicateurs)


def attach(session: Session, fiche_id: int, ids: Sequence[int]) -> None:
    """Make indicators follow a fiche too, as one step."""
    token = f"attacher:{uuid.uuid4().hex}" if len(ids) > 1 else ""
    for indicateur_id in ids:
        run_told(
            session, LinkIndicateur(fiche_id=fiche_id, indicateur_id=indicateur_id), merge=token
        )


def detach(session: Session, fiche_id: int, ids: Sequence[int]) -> None:
    """Make indicators follow a fiche no more, as one step; they stay in the dossier."""
    token = f"detacher:{uuid.uuid4().hex}" if len(ids) > 1 else ""
    for indicateur_id in ids:
        run_told(
            session, UnlinkIndicateur(fiche_id=fiche_id, indicateur_id=indicateur_id), merge=token
        )


class SharedDialog(KitDialog):
    """What to do of indicators that other fiches use too; `answer` is empty when they stay."""

    def __init__(self, rows: Sequence[IndicateurView], parent: QWidget) -> None:
        others = sorted({repere for row in rows for repere in row.partage})
        super().__init__(
            ngettext("Cet indicateur est partagé", "{n} indicateurs sont partagés", len(rows)),
            _("Aussi utilisé par {fiches}. Détacher le retire de cette fiche seulement ; "
              "supprimer l'efface partout, avec ses cibles. Vous pourrez annuler.",
              fiches=", ".join(others)),
            icon_name="triangle-alert",
            icon_role="attention",
            parent=parent,
        )  # fmt: skip
        self.answer = ""
        self.safe = self.add_button(SecondaryButton(_("Garder")), default=True)
        self.safe.clicked.connect(self.reject)
        self.detach = self.add_button(SecondaryButton(_("Détacher de cette fiche")))
        self.detach.clicked.connect(self._on_detach)
        self.delete = self.add_button(DangerButton(_("Supprimer partout")))
        self.delete.clicked.connect(self._on_delete)

    def _on_detach(self) -> None:
        self.answer = DETACH
        self.accept()

    def _on_delete(self) -> None:
        self.answer = DELETE
        self.accept()
