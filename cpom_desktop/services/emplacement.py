"""Where a dossier is: on this computer, a key, a share, a folder that a cloud service copies.

Names as Zotero recognises them, completed with French and European services.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from cpom_desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping


class Emplacement(StrEnum):
    """What a place is, as far as it matters to a file that is written all day."""

    LOCAL = "local"
    AMOVIBLE = "amovible"
    RESEAU = "reseau"
    SYNCHRONISE = "synchronise"


SYNCED = re.compile(
    r"^(onedrive( ?[-–] ?.+)?|dropbox( \(.+\))?|google ?drive|mon drive|my drive|googledrive.*"
    r"|drivefs|icloud ?drive|icloud~.*|com~apple~clouddocs|mobile documents|cloudstorage"
    r"|box|box sync|pcloud ?drive|pcloudsync|mega|megasync( downloads)?|nextcloud\d?|owncloud"
    r"|kdrive\d*|hubic|cozy ?drive|proton ?drive|tresorit.*|sync|syncthing|seafile|seadrive"
    r"|yandex\.disk|sugarsync|sharepoint)$"
)
"""Whole name, in small letters, of a folder that a service copies elsewhere by itself."""
NETWORK_SYSTEMS = re.compile(
    r"^(cifs|smb|smb2|smb3|smbfs|nfs\d?|afs|9p|ncpfs|davfs|webdav|remote)$"
)
NETWORK_FUSE = re.compile(r"^fuse\.(sshfs|gvfsd-fuse|rclone|davfs2?|s3fs|smbnetfs|curlftpfs)$")
REMOVABLE = re.compile(r"^(/media/|/run/media/|/mnt/(usb|cle|key)|/volumes/)")
LOCAL_VOLUME = re.compile(r"^/volumes/macintosh hd(/|$)")
NETWORK_PATH = re.compile(r"^(//[^/]|smb:|nfs:|.*/gvfs/(smb|sftp|dav|ftp|nfs|afp)[^/]*:)")


def classify(path: str, volume: str = "") -> Emplacement:
    """Return what a place is.

    Args:
        path: of the dossier, absolute, as its system writes it.
        volume: what the system says of it: kind of file system on Linux (`cifs`, `ext4`), or
            `removable`, `remote`, `fixed` on Windows; empty when it says nothing.
    """
    plain = path.replace("\\", "/").lower()
    if any(SYNCED.match(name) for name in plain.split("/")[:-1]):
        return Emplacement.SYNCHRONISE
    kind = volume.lower()
    if NETWORK_PATH.match(plain) or NETWORK_SYSTEMS.match(kind) or NETWORK_FUSE.match(kind):
        return Emplacement.RESEAU
    on_volume = REMOVABLE.match(plain) and not LOCAL_VOLUME.match(plain)
    if kind == "removable" or on_volume:
        return Emplacement.AMOVIBLE
    return Emplacement.LOCAL


ADVICE: Mapping[Emplacement, str] = {
    Emplacement.SYNCHRONISE: (
        "Ce dossier est dans un emplacement copié par un service en ligne (OneDrive, Dropbox…), "
        "qui peut le remplacer pendant que vous travaillez. Travaillez plutôt sur l'ordinateur, "
        "par exemple dans Documents, et copiez-y le dossier une fois fermé."
    ),
    Emplacement.AMOVIBLE: (
        "Ce dossier est sur une clé ou un disque amovible. Ne la retirez pas sans avoir fermé le "
        "dossier ; travaillez plutôt sur l'ordinateur, et gardez la clé pour une copie."
    ),
    Emplacement.RESEAU: (
        "Ce dossier est sur le réseau : une coupure peut interrompre l'enregistrement. Travaillez "
        "plutôt sur l'ordinateur, et copiez le dossier sur le réseau une fois fermé."
    ),
}


def advice(place: Emplacement) -> str:
    """Return what to do about a place, in French; nothing of this computer's own disk."""
    return _(ADVICE[place]) if place in ADVICE else ""
