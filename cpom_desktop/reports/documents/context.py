"""What a document is made from beside the snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from cpom_desktop.content.loader import Content
    from cpom_desktop.services.snapshot import DossierSnapshot


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a document.

    Attributes:
        snapshot: the dossier.
        content: its packs.
        now: moment of the edition, on the dossier's own day.
        projet: carries the watermark « PROJET ».
        grey: black in place of the two colours.
    """

    snapshot: DossierSnapshot
    content: Content
    now: datetime
    projet: bool = True
    grey: bool = False
