"""Where a dossier is: on this computer, a key, a share, a folder that a cloud service copies.

Names as Zotero recognises them, completed with French and European services.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Emplacement(StrEnum):
    """What a place is, as far as it matters to a file that is written all day."""

    LOCAL = "local"
    AMOVIBLE = "amovible"
    RESEAU = "reseau"
    SYNCHRONISE = "synchronise"


SYNCED = re.compile(
    r"^(onedrive( ?[-–] ?.+)?|dropbox( \(.+\))?|google ?drive( \(.+\))?|googledrive([-–].+)?"
    r"|mon drive|my drive|drive partagés|disques partagés|shared drives|drivefs"
    r"|icloud( ?drive)?|icloud~.*|com~apple~clouddocs|mobile documents|cloudstorage"
    r"|box|box sync|pcloud ?(drive|sync)?|mega|megasync( downloads)?|nextcloud\d?|owncloud\d?"
    r"|kdrive\d*|hubic|cozy ?(drive|cloud)|proton ?drive|tresorit|sync|syncthing|resilio sync"
    r"|seafile|seadrive|synology ?drive|cloudstation|yandex\.disk|sugarsync|sharepoint)$"
)
"""Whole name, in small letters, of a folder that a service copies elsewhere by itself."""
MARKERS = (
    ".stfolder",
    ".dropbox.cache",
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".tmp.drivedownload",
    ".tmp.driveupload",
    ".seafile-data",
)
"""What a service leaves at the top of a folder that it copies, whatever its name."""
VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Where OneDrive says that its folders are, on Windows."""
OF_ORGANISATION = re.compile(r"^onedrive ?[-–] ?(.+)$", re.IGNORECASE)
NETWORK_SYSTEMS = re.compile(
    r"^(cifs|smb|smb2|smb3|smbfs|nfs\d?|afs|9p|ncpfs|davfs|webdav|remote)$"
)
NETWORK_FUSE = re.compile(r"^fuse\.(sshfs|gvfsd-fuse|rclone|davfs2?|s3fs|smbnetfs|curlftpfs)$")
REMOVABLE = re.compile(r"^(/media/|/run/media/|/mnt/(usb|cle|key)|/volumes/)")
LOCAL_VOLUME = re.compile(r"^/volumes/macintosh hd(/|$)")
NETWORK_PATH = re.compile(r"^(//[^/]|smb:|nfs:|.*/gvfs/(smb|sftp|dav|ftp|nfs|afp)[^/]*:)")


def classify(path: str, volume: str = "", synced: Iterable[str] = ()) -> Emplacement:
    """Return what a place is; one that nothing betrays is of this computer.

    Args:
        path: of the dossier, absolute, as its system writes it.
        volume: what the system says of it: kind of file system on Linux (`cifs`, `ext4`), or
            `removable`, `remote`, `fixed` on Windows; empty when it says nothing.
        synced: folders that a service says it copies, or that bear one of `MARKERS`.
    """
    plain = _plain(path)
    named = any(SYNCED.match(name) for name in plain.split("/")[:-1])
    if named or any(_is_under(plain, _plain(root)) for root in synced):
        return Emplacement.SYNCHRONISE
    kind = volume.lower()
    if NETWORK_PATH.match(plain) or NETWORK_SYSTEMS.match(kind) or NETWORK_FUSE.match(kind):
        return Emplacement.RESEAU
    on_volume = REMOVABLE.match(plain) and not LOCAL_VOLUME.match(plain)
    if kind == "removable" or on_volume:
        return Emplacement.AMOVIBLE
    return Emplacement.LOCAL


def onedrive_roots(variables: Mapping[str, str]) -> tuple[str, ...]:
    """Return the folders that OneDrive copies, from the variables that it sets.

    Beside « OneDrive - Les Tilleuls », a folder « Les Tilleuls » holds the SharePoint libraries
    that she follows.
    """
    found = []
    for root in filter(None, map(variables.get, VARIABLES)):
        plain = root.replace("\\", "/").rstrip("/")
        parent, _slash, name = plain.rpartition("/")
        found.append(plain)
        if organisation := OF_ORGANISATION.match(name):
            found.append(f"{parent}/{organisation[1]}")
    return tuple(dict.fromkeys(found))


def dropbox_roots(text: str) -> tuple[str, ...]:
    """Return the folders that Dropbox copies, from its `info.json`; none when it does not read."""
    try:
        accounts = json.loads(text)
        return tuple(str(account["path"]) for account in accounts.values())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _plain(path: str) -> str:
    return path.replace("\\", "/").lower()


def _is_under(plain: str, root: str) -> bool:
    return bool(root.strip("/")) and plain.startswith(f"{root.rstrip('/')}/")


ADVICE: Mapping[Emplacement, str] = {
    Emplacement.SYNCHRONISE: (
        "Un service en ligne copie cet emplacement et peut y remplacer le dossier pendant que "
        "vous travaillez. Une copie sur l'ordinateur est plus sûre."
    ),
    Emplacement.AMOVIBLE: (
        "Clé ou disque amovible : ne le retirez pas sans avoir fermé le dossier. Une copie sur "
        "l'ordinateur est plus sûre."
    ),
    Emplacement.RESEAU: (
        "Dossier sur le réseau : une coupure peut interrompre l'enregistrement. Une copie sur "
        "l'ordinateur est plus sûre."
    ),
}
PLACE_WORDS: Mapping[Emplacement, str] = {
    Emplacement.SYNCHRONISE: "Cet emplacement est copié par un service en ligne.",
    Emplacement.AMOVIBLE: "Cet emplacement est une clé ou un disque amovible.",
    Emplacement.RESEAU: "Cet emplacement est sur le réseau.",
}


def advice(place: Emplacement) -> str:
    """Return what to do about a place, in French; nothing of this computer's own disk."""
    return _(ADVICE[place]) if place in ADVICE else ""


def advice_for_new(place: Emplacement) -> str:
    """Return what is said where a dossier is about to be created; nothing of this computer."""
    if place not in PLACE_WORDS:
        return ""
    safer = _("Sur l'ordinateur, votre travail serait plus sûr.")
    return f"{_(PLACE_WORDS[place])} {safer}"
