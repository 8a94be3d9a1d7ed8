"""The names that services give to the second version of a file that two computers changed.

A name is only a sign: the file is one of ours, of the same identity, or it is not told.
Source: names seen on OneDrive (« -PC-DE-MARIE »), Dropbox and Box (« conflicted copy », « copie
en conflit »), Google Drive and pCloud (« (1) »), Nextcloud and ownCloud (« conflicted copy »,
« _conflict- »), Syncthing (« .sync-conflict- »), Seafile (« SFConflict »),
Synology (« _Conflict »).
"""

from __future__ import annotations

import re

from cpom_desktop.services.kept_beside import Why

OURS = re.compile(rf"^ \(({'|'.join(Why)})\b")
"""What this program adds to the name of a file that it writes beside a dossier."""
CONFLICT = re.compile(r"(conflit|conflict)", re.IGNORECASE)
NUMBERED = re.compile(r"^ ?\(\d{1,3}\)$")
OF_A_COMPUTER = re.compile(r"^-(?=[^ ]*[a-z])[\w-]{3,40}$", re.IGNORECASE)
"""What OneDrive adds: a hyphen and the name of the computer, which has letters and no space."""


def may_be_a_conflict(stem: str, other: str, *, synced: bool) -> bool:
    """Tell whether one of two names, without suffix, is what a service makes of the other.

    Args:
        stem, other: the two names.
        synced: a service copies their folder. Elsewhere « -brouillon » or « (1) » is her own
            doing, and only a name that says « conflit » is one.
    """
    return _made_of(stem, other, synced=synced) or _made_of(other, stem, synced=synced)


def _made_of(stem: str, other: str, *, synced: bool) -> bool:
    added = other.removeprefix(stem)
    if added in {other, ""} or OURS.match(added):
        return False
    said = bool(CONFLICT.search(added))
    return said or (synced and bool(NUMBERED.match(added) or OF_A_COMPUTER.match(added)))
