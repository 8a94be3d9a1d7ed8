"""The dossier that a copy is wanted of: how the copy is read, what can be done of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _
from cpom_desktop.services.queries.restauration import full_moment, look_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.backups import BackupInfo
    from cpom_desktop.services.queries.restauration import Look
    from cpom_desktop.services.restorer import Restorer
    from cpom_desktop.services.snapshot import DossierSnapshot


@dataclass(frozen=True, kw_only=True)
class Target:
    """The dossier that a backup is wanted of.

    Attributes:
        path: its file, open or not, sound or not.
        name: what it is called.
        snapshot: what it holds now; None when it does not open.
        content: packs that give their words to the differences.
        read_only: it may not be replaced.
        mark: of what it says now, empty when it does not open.
        awaited: the file put aside by a restore that may still be undone.
    """

    path: Path
    name: str
    snapshot: DossierSnapshot | None
    content: Content
    read_only: bool = False
    mark: str = ""
    awaited: Path | None = None


def reading(
    restorer: Restorer, target: Target, info: BackupInfo, *, is_beside: bool
) -> Callable[[Callable[[], None]], tuple[Look, bool]]:
    """Return what a worker does: open the copy, check it, compare it with the dossier.

    Of a file beside, it also tells whether all it says is kept elsewhere.
    """

    def read(checkpoint: Callable[[], None]) -> tuple[Look, bool]:
        checkpoint()
        copy = restorer.look(info.path)
        checkpoint()
        look = look_at(copy, target.snapshot, target.content)
        return look, is_beside and restorer.is_kept(info.path, target.mark)

    return read


def action_words(target: Target, info: BackupInfo, *, is_beside: bool) -> tuple[str, str]:
    """Return what opening a copy does, and what putting it in the place of the dossier does."""
    opened = _("Ouvrir la copie : en lecture seule, à côté. Rien n'est remplacé.")
    if is_beside:
        opened = _("Ouvrir la copie : ce fichier même, en lecture seule. Rien n'est remplacé.")
    if target.read_only:
        return opened, _("Ce dossier est en lecture seule : il ne peut pas être remplacé.")
    moment = full_moment(info)
    if target.snapshot is None:
        return opened, _(
            "Remplacer le fichier : celui qui ne s'ouvre pas laisse sa place à la copie du "
            "{quand}. Il est d'abord gardé à côté, tel qu'il est : cela s'annule.",
            quand=moment,
        )
    return opened, _(
        "Remplacer le dossier : il redevient celui du {quand}. L'état de maintenant est d'abord "
        "gardé à côté : cela s'annule.",
        quand=moment,
    )
