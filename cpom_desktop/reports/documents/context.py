"""What a document is made from beside the snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cpom_desktop.services.documents import PLAIN, DocumentOptions

if TYPE_CHECKING:
    from datetime import datetime

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.ports import VersionInfo
    from cpom_desktop.services.snapshot import DossierSnapshot


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a document.

    Attributes:
        snapshot: the dossier.
        content: its packs.
        now: moment of the edition, on the dossier's own day.
        options: mention, colours, cover and table of contents, format of the file.
        uuid: identity of the dossier.
        versions: those that she named, the newest first.
        place: where the file of the dossier is.
        logo: the establishment's, as it is kept; nothing when it has none.
    """

    snapshot: DossierSnapshot
    content: Content
    now: datetime
    options: DocumentOptions = PLAIN
    uuid: str = ""
    versions: tuple[VersionInfo, ...] = ()
    place: str = ""
    logo: bytes = b""
