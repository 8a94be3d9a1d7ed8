"""Where a dossier is, from its path and from what the system says of its volume."""

from __future__ import annotations

import pytest

from cpom_desktop.services.emplacement import (
    Emplacement,
    advice,
    advice_for_new,
    classify,
    dropbox_roots,
    onedrive_roots,
)

LOCAL, KEY, SHARE, SYNCED = (
    Emplacement.LOCAL,
    Emplacement.AMOVIBLE,
    Emplacement.RESEAU,
    Emplacement.SYNCHRONISE,
)
PLACES = [
    (r"C:\Users\claire\Documents\CPOM\d.cpom", "fixed", LOCAL),
    (r"C:\Users\claire\Desktop\d.cpom", "fixed", LOCAL),
    (r"C:\Users\claire\Documents\Boxe\d.cpom", "fixed", LOCAL),
    (r"C:\Users\claire\Documents\megane\d.cpom", "fixed", LOCAL),
    (r"D:\CPOM\d.cpom", "fixed", LOCAL),
    (r"D:\d.cpom", "", LOCAL),
    (r"C:\Users\claire\Documents\OneDriver\d.cpom", "fixed", LOCAL),
    (r"C:\Users\claire\Documents\Dropbox.cpom", "fixed", LOCAL),
    ("/home/claire/Documents/CPOM/d.cpom", "ext4", LOCAL),
    ("/home/claire/d.cpom", "btrfs", LOCAL),
    ("/home/claire/Google/d.cpom", "ext4", LOCAL),
    ("/home/claire/synchro/d.cpom", "xfs", LOCAL),
    ("/mnt/donnees/d.cpom", "ext4", LOCAL),
    ("/srv/d.cpom", "zfs", LOCAL),
    ("/home/claire/media/d.cpom", "ext4", LOCAL),
    ("/home/claire/chiffre/d.cpom", "fuse.gocryptfs", LOCAL),
    ("/Users/claire/Documents/d.cpom", "", LOCAL),
    ("/Volumes/Macintosh HD/Users/claire/d.cpom", "", LOCAL),
    (r"E:\d.cpom", "removable", KEY),
    (r"F:\CPOM\d.cpom", "removable", KEY),
    ("/media/claire/CLE/d.cpom", "vfat", KEY),
    ("/media/claire/CLE/CPOM/d.cpom", "exfat", KEY),
    ("/run/media/claire/3A4B-11/d.cpom", "vfat", KEY),
    ("/mnt/usb/d.cpom", "vfat", KEY),
    ("/mnt/cle/d.cpom", "vfat", KEY),
    ("/mnt/x/d.cpom", "removable", KEY),
    ("/Volumes/CLE USB/d.cpom", "", KEY),
    (r"\\serveur\partage\d.cpom", "", SHARE),
    (r"\\192.168.1.4\direction\CPOM\d.cpom", "remote", SHARE),
    ("//serveur/partage/d.cpom", "", SHARE),
    (r"Z:\CPOM\d.cpom", "remote", SHARE),
    (r"H:\d.cpom", "remote", SHARE),
    ("/mnt/partage/d.cpom", "cifs", SHARE),
    ("/mnt/partage/d.cpom", "smb3", SHARE),
    ("/mnt/nas/d.cpom", "nfs4", SHARE),
    ("/mnt/nas/d.cpom", "nfs", SHARE),
    ("/mnt/s/d.cpom", "fuse.sshfs", SHARE),
    ("/mnt/r/d.cpom", "fuse.rclone", SHARE),
    ("/mnt/w/d.cpom", "9p", SHARE),
    ("/run/user/1000/gvfs/smb-share:server=nas,share=direction/d.cpom", "fuse.gvfsd-fuse", SHARE),
    ("/run/user/1000/gvfs/sftp:host=nas/d.cpom", "", SHARE),
    (r"C:\Users\claire\OneDrive\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\OneDrive\Documents\CPOM\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\OneDrive - Association Les Tilleuls\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\onedrive – ehpad\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\Dropbox\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\Dropbox (EHPAD)\d.cpom", "fixed", SYNCED),
    (r"G:\Mon Drive\d.cpom", "fixed", SYNCED),
    (r"G:\My Drive\CPOM\d.cpom", "removable", SYNCED),
    (r"C:\Users\claire\Google Drive\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\iCloudDrive\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\Box\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\Box Sync\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\pCloudDrive\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\MEGAsync\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\kDrive\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\Proton Drive\d.cpom", "fixed", SYNCED),
    ("/home/claire/Nextcloud/d.cpom", "ext4", SYNCED),
    ("/home/claire/ownCloud/CPOM/d.cpom", "ext4", SYNCED),
    ("/home/claire/Seafile/d.cpom", "ext4", SYNCED),
    ("/home/claire/Dropbox/d.cpom", "ext4", SYNCED),
    ("/Users/claire/Library/Mobile Documents/com~apple~CloudDocs/d.cpom", "", SYNCED),
    ("/Users/claire/Library/CloudStorage/OneDrive-Personal/d.cpom", "", SYNCED),
    (r"C:\Users\claire\OneDrive - EHPAD Les Tilleuls\Documents\CPOM\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\OneDrive\Bureau\d.cpom", "fixed", SYNCED),
    (r"G:\Drive partagés\Direction\d.cpom", "fixed", SYNCED),
    (r"C:\Users\claire\Synology Drive\d.cpom", "fixed", SYNCED),
    (r"P:\pCloud Drive\d.cpom", "remote", SYNCED),
    ("/home/claire/kDrive2/d.cpom", "ext4", SYNCED),
    ("/home/claire/ProtonDrive/d.cpom", "ext4", SYNCED),
    ("/media/claire/CLE/Dropbox/d.cpom", "vfat", SYNCED),
    (r"C:\Users\claire\Documents\Boxeurs\d.cpom", "fixed", LOCAL),
    ("/home/claire/synchronisation/d.cpom", "ext4", LOCAL),
    ("/home/claire/Mégane/d.cpom", "ext4", LOCAL),
    (r"C:\Users\claire\Documents\Nextcloudy\d.cpom", "fixed", LOCAL),
    (r"C:\Users\claire\Documents\Mon Drive.cpom", "fixed", LOCAL),
    (r"C:\Users\claire\Documents\Partages\d.cpom", "fixed", LOCAL),
    ("/home/claire/nfs/d.cpom", "ext4", LOCAL),
    ("/home/media/d.cpom", "ext4", LOCAL),
    (r"C:\Users\claire\Documents\Sync-CPOM\d.cpom", "fixed", LOCAL),
    (r"E:\d.cpom", "fixed", LOCAL),
    ("/home/claire/d.cpom", "", LOCAL),
]


@pytest.mark.parametrize(("path", "volume", "place"), PLACES)
def test_a_place_is_recognised(path, volume, place):
    assert classify(path, volume) is place


def test_sixty_places_are_tried_and_each_once():
    assert len(dict.fromkeys(PLACES)) == len(PLACES) >= 80


HOME = "C:\\Users\\claire"
OF_WINDOWS = {
    "OneDrive": f"{HOME}\\OneDrive - Association Les Tilleuls",
    "OneDriveCommercial": f"{HOME}\\OneDrive - Association Les Tilleuls",
    "OneDriveConsumer": "D:\\Nuage",
}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (f"{HOME}\\Association Les Tilleuls\\Direction - Documents\\d.cpom", SYNCED),
        (f"{HOME}\\association les tilleuls\\d.cpom", SYNCED),
        ("D:\\Nuage\\CPOM\\d.cpom", SYNCED),
        (f"{HOME}\\Association Les Tilleuls bis\\d.cpom", LOCAL),
        ("D:\\Association Les Tilleuls\\d.cpom", LOCAL),
        ("D:\\Nuages\\d.cpom", LOCAL),
    ],
)
def test_what_windows_says_of_onedrive_and_of_its_libraries_is_heard(path, place):
    assert classify(path, "fixed", onedrive_roots(OF_WINDOWS)) is place


def test_a_computer_that_says_nothing_of_onedrive_has_none():
    assert onedrive_roots({"OneDrive": "", "PATH": "/usr/bin"}) == ()


def test_the_folders_of_dropbox_are_those_of_its_file():
    text = '{"personal": {"path": "/srv/copies", "host": 1}, "business": {"path": "E:\\\\Pro"}}'
    roots = dropbox_roots(text)

    assert classify("/srv/copies/CPOM/d.cpom", "ext4", roots) is SYNCED
    assert classify(r"e:\pro\d.cpom", "fixed", roots) is SYNCED
    assert classify("/srv/copie/d.cpom", "ext4", roots) is LOCAL


@pytest.mark.parametrize("text", ["", "[]", "{", '{"personal": 3}', '{"personal": {"host": 1}}'])
def test_a_file_of_dropbox_that_does_not_read_says_nothing(text):
    assert dropbox_roots(text) == ()


@pytest.mark.parametrize("root", ["", "/", "\\"])
def test_a_root_that_is_no_folder_makes_nothing_synced(root):
    assert classify("/home/claire/d.cpom", "ext4", [root]) is LOCAL


@pytest.mark.parametrize("place", list(Emplacement))
def test_every_place_but_the_computer_has_its_advice(place):
    assert bool(advice(place)) == (place is not LOCAL)


@pytest.mark.parametrize("place", list(Emplacement))
def test_a_new_dossier_is_warned_of_every_place_but_the_computer(place):
    assert bool(advice_for_new(place)) == (place is not LOCAL)
