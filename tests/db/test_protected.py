"""A protected dossier: opened, refused, copied; nothing of it is read without its password."""

from __future__ import annotations

import hashlib
import pickle
import random
from contextlib import closing

import pytest

from cpom_desktop.bootstrap import open_workspace
from cpom_desktop.errors import (
    DossierCorrompu,
    DossierProtege,
    ErreurCpom,
    LectureSeule,
    RegleInvalide,
)
from cpom_desktop.services.operations import AddActeur, UpdateEtablissement
from cpom_desktop.services.protection import Secret
from db.connection import connect, sqlite3
from db.keys import MAGIC, SALT_SIZE, derive, is_protected, key_of, unlock
from db.rescue import rescue
from db.store import open_dossier
from tests.outils.dossiers import every_row, frozen_clock
from tests.outils.enfant_tue import die, killed
from tests.outils.proteges import CANARY, OTHER, PASSWORD, WRONG, open_with, opened_with, protect


@pytest.fixture
def protege(dossier):
    """Return a protected copy of the demonstration, closed."""
    protect(dossier)
    return dossier


def test_a_protected_file_begins_with_random_bytes_and_holds_nothing_plain(dossier):
    plain = dossier.read_bytes()
    assert b"EHPAD Les Tilleuls" in plain

    protect(dossier)

    data = dossier.read_bytes()
    assert not data.startswith(MAGIC)
    assert b"Tilleuls" not in data
    assert b"CREATE TABLE" not in data
    assert is_protected(dossier)


def test_it_opens_with_its_password_whole(dossier):
    before = every_row(dossier)

    protect(dossier)

    with opened_with(dossier) as workspace:
        assert workspace.snapshot.etablissement.nom == "EHPAD Les Tilleuls"
        found = workspace._storage._connection
        for table, rows in before.items():
            assert sorted(found.execute(f"SELECT * FROM {table}"), key=repr) == sorted(
                rows, key=repr
            )


def test_without_a_password_it_is_asked_for_never_called_damaged(protege):
    data = protege.read_bytes()

    with pytest.raises(DossierProtege) as refusal:
        open_workspace(protege, clock=frozen_clock)

    assert refusal.value.code == "mot-de-passe"
    assert protege.read_bytes() == data
    assert [path.name for path in protege.parent.iterdir()] == [protege.name]


@pytest.mark.parametrize("wrong", [OTHER, "", PASSWORD.upper(), PASSWORD + " "])
def test_a_wrong_password_has_one_clear_message(protege, wrong, capfd):
    with pytest.raises(DossierProtege) as refusal:
        open_with(protege, Secret(wrong))

    told = f"{refusal.value.sentence} {refusal.value.remedy}"
    assert told == WRONG
    assert capfd.readouterr() == ("", "")


def test_accents_typed_in_two_ways_are_the_same_password(dossier):
    protect(dossier, "Élève déçu 12 !")

    with opened_with(dossier, "E\u0301le\u0300ve de\u0301c\u0327u 12 !") as workspace:
        assert not workspace.read_only


def test_a_tool_of_sqlcipher_opens_it_with_the_password(protege):
    from sqlcipher3 import dbapi2

    with closing(dbapi2.connect(str(protege))) as tool:
        tool.execute("PRAGMA key = '" + PASSWORD.replace("'", "''") + "'")
        assert tool.execute("SELECT nom FROM etablissement").fetchone() == ("EHPAD Les Tilleuls",)


def test_the_recovery_code_opens_it_without_the_password(protege):
    with opened_with(protege) as workspace:
        code = workspace.key.code

    typed = code.lower().replace("-", " ")
    with closing(open_with(protege, Secret(code=typed))) as found:
        assert found.snapshot.etablissement.nom == "EHPAD Les Tilleuls"


@pytest.mark.parametrize("dash", ["-", "–", "\u2011", " ", ""])
def test_the_recovery_code_does_wherever_the_password_is_asked_for(protege, dash):
    """Who lost the password changes it, and takes it away, by the sheet."""
    with opened_with(protege) as workspace:
        code = workspace.key.code.replace("-", dash).replace("\n", " ")
        assert workspace.key.is_of(Secret(code))
        assert not workspace.key.is_of(Secret(code[:-1]))

    with opened_with(protege, code) as workspace:
        assert workspace.key.is_of(Secret(PASSWORD))


def test_a_password_that_is_lost_is_changed_by_the_sheet(protege):
    with opened_with(protege) as workspace:
        code = workspace.key.code.replace("\n", " ")

    protect(protege, OTHER, former=code)

    with opened_with(protege, OTHER) as workspace:
        assert not workspace.read_only
    with pytest.raises(DossierProtege):
        open_with(protege, Secret(code))


def test_a_slip_in_the_recovery_code_says_its_line(protege):
    with opened_with(protege) as workspace:
        lines = workspace.key.code.splitlines()
    lines[4] = ("Z" if lines[4][0] != "Z" else "Y") + lines[4][1:]

    with pytest.raises(DossierProtege) as refusal:
        open_with(protege, Secret(code="\n".join(lines)))

    assert refusal.value.code == "code-de-secours"
    assert "ligne 5" in refusal.value.remedy


def test_the_key_is_forgotten_with_the_dossier_and_never_shown(protege):
    with opened_with(protege) as workspace:
        key = workspace.key
        assert key_of(protege) is key
        shown = f"{key!r} {key} {Secret(PASSWORD)!r} {Secret(code=key.code)}"
        with pytest.raises(TypeError):
            pickle.dumps(key)
        told = key.code
    assert not any(part in shown for part in (PASSWORD, "x'", told))

    with pytest.raises(DossierProtege):
        key_of(protege)


def test_it_is_edited_undone_and_keeps_its_history(protege):
    with opened_with(protege) as workspace:
        workspace.run(AddActeur(famille="social", nom=CANARY))
        workspace.run(UpdateEtablissement(commune="Ailleurs"))
        workspace.undo()

    with opened_with(protege) as workspace:
        assert CANARY in {acteur.nom for acteur in workspace.snapshot.acteurs}
        assert workspace.snapshot.etablissement.commune != "Ailleurs"
        workspace.redo()
        assert workspace.snapshot.etablissement.commune == "Ailleurs"
    assert CANARY.encode() not in protege.read_bytes()


def test_its_errors_are_those_of_sqlite_and_so_ours(protege):
    with opened_with(protege) as workspace:
        connection = workspace._storage._connection
        with pytest.raises(sqlite3.OperationalError) as error:
            connection.execute("SELECT * FROM nowhere")
        assert error.value.sqlite_errorname == "SQLITE_ERROR"
        connection.execute("PRAGMA query_only=OFF")
        with pytest.raises(sqlite3.IntegrityError) as error:
            connection.execute("INSERT INTO dossier (id) VALUES (1)")
        assert error.value.sqlite_errorcode & 0xFF == 19
        with pytest.raises(RegleInvalide):
            workspace.run(UpdateEtablissement(nom=""))


def test_a_second_window_is_told_who_has_it(protege):
    with opened_with(protege) as workspace:
        held = workspace.key
        with pytest.raises(ErreurCpom) as refusal:
            open_workspace(protege, clock=frozen_clock)
        assert refusal.value.code == "M-05"
        with closing(open_workspace(protege, read_only=True, clock=frozen_clock)) as reader:
            assert reader.key is held
            with pytest.raises(LectureSeule):
                reader.run(UpdateEtablissement(commune="Ailleurs"))


def test_flipped_bits_are_seen_wherever_they_are(protege, count, capfd):
    dice = random.Random(20261122)
    sound = protege.read_bytes()
    held = unlock(protege, Secret(PASSWORD))
    assert held is not None
    kinds = set()
    for _flip in range(count(300)):
        data = bytearray(sound)
        data[dice.randrange(SALT_SIZE, len(data))] ^= 1 << dice.randrange(8)
        protege.write_bytes(data)
        with pytest.raises(DossierCorrompu) as refusal:
            open_dossier(protege, frozen_clock, read_only=True)
        kinds.add(refusal.value.code)
    assert kinds == {"M-02"}
    assert capfd.readouterr() == ("", "")
    protege.write_bytes(sound)
    open_dossier(protege, frozen_clock, read_only=True).close()
    held.release()


def test_a_damaged_first_page_is_told_as_damage_to_who_knows_the_password(protege):
    data = bytearray(protege.read_bytes())
    data[200] ^= 1
    protege.write_bytes(data)

    with pytest.raises(DossierCorrompu) as refusal:
        open_with(protege, Secret(PASSWORD))

    assert refusal.value.code == "M-02"


def test_a_truncated_or_lengthened_file_is_damaged(protege):
    data = protege.read_bytes()
    for changed in (data[:-4096], data + data[-4096:], data[: 4096 * 3]):
        protege.write_bytes(changed)
        with pytest.raises(DossierCorrompu) as refusal:
            open_with(protege, Secret(PASSWORD))
        assert refusal.value.code == "M-02"


def test_a_last_page_torn_by_a_power_cut_is_made_whole_by_the_journal(protege):
    """A file that grew is no whole number of pages, and is a protected dossier all the same."""

    def action(_moment, _tell):
        with opened_with(protege):
            connection = connect(protege, write=True)  # without the triggers of a step
            connection.execute("PRAGMA cache_size=1")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE acteurs SET nom = nom || hex(zeroblob(4000))")
            die()

    killed(action, 10**9)
    with protege.open("r+b") as file:
        file.truncate(protege.stat().st_size - 1536)

    with opened_with(protege) as workspace:
        assert not any("0000" in acteur.nom for acteur in workspace.snapshot.acteurs)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 8192, b"Bonjour. " * 1024, b"PK\3\4" + bytes(range(256)) * 32, b"\xff" * 4096],
    ids=["empty", "zeros", "text", "zip", "ones"],
)
def test_what_is_no_protected_file_is_refused_as_before(tmp_path, data):
    path = tmp_path / "autre.cpom"
    path.write_bytes(data)

    with pytest.raises(DossierCorrompu) as refusal:
        open_workspace(path, clock=frozen_clock)

    assert refusal.value.code in {"M-01", "M-03"}


def test_the_key_is_that_of_sqlcipher(protege):
    salt = protege.read_bytes()[:SALT_SIZE]

    key = derive(PASSWORD, salt)

    expected = hashlib.pbkdf2_hmac("sha512", PASSWORD.encode(), salt, 256_000, 32)
    assert key.raw == f"x'{expected.hex()}{salt.hex()}'"


def test_without_its_password_nothing_is_saved_of_it(protege, tmp_path):
    with pytest.raises(ErreurCpom) as refusal:
        rescue(protege, tmp_path / "Sauvé.cpom", frozen_clock)

    assert refusal.value.code == "mot-de-passe"
    assert not (tmp_path / "Sauvé.cpom").exists()
