"""What the window remembers on this computer: nothing that can be lost with harm."""

from __future__ import annotations

import pytest

from ui.shell.settings import RECENT_LIMIT, Recent, Settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "reglages.ini"


def recent(number):
    return Recent(f"/dossiers/EHPAD {number}.cpom", "", "2027-03-12T14:32")


def test_the_last_dossier_opened_comes_first_and_once(qapp, file):
    settings = Settings(file)
    for number in (1, 2, 1):
        settings.add_recent(recent(number))

    assert Settings(file).recents() == (recent(1), recent(2))


def test_the_list_stays_short(qapp, file):
    settings = Settings(file)
    for number in range(RECENT_LIMIT + 3):
        settings.add_recent(recent(number))

    assert len(settings.recents()) == RECENT_LIMIT
    assert settings.recents()[0] == recent(RECENT_LIMIT + 2)


def test_a_dossier_taken_off_the_list_is_the_only_one_to_go(qapp, file):
    settings = Settings(file)
    settings.add_recent(recent(1))
    settings.add_recent(recent(2))
    settings.forget_recent(recent(1).path)

    assert settings.recents() == (recent(2),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe garbage \x80" * 40,
        b"[General]\nrecents=ceci n'est pas du JSON\ntext_scale=immense\nfolder=/nulle/part\n",
        b'[General]\nrecents="[1, 2]"\n',
        b'[General]\nrecents="[{\\"path\\": \\"a\\"}]"\n',
        b"[General]\nrecents={}\n",
        b"[General]\nrecents=null\n",
        b"[General]\ntext_scale=nan\n",
        b"[General]\ntheme=arc-en-ciel\n",
    ],
)
def test_a_damaged_file_gives_the_usual_settings_and_the_window_opens(
    qtbot, tmp_path, file, content
):
    from tests.outils.fenetre import make_shell

    file.write_bytes(content)
    settings = Settings(file)

    assert settings.recents() == ()
    assert settings.text_scale == 1.0
    assert settings.folder.name == "CPOM"
    shell = make_shell(tmp_path)
    qtbot.addWidget(shell.window)
    assert shell.window.home is not None


@pytest.mark.parametrize(("written", "read"), [("0.2", 1.0), ("1.5", 1.5), ("9", 2.0)])
def test_the_size_of_the_text_stays_between_100_and_200_percent(qapp, file, written, read):
    file.write_text(f"[General]\ntext_scale={written}\n")

    assert Settings(file).text_scale == read


def test_the_guide_of_a_page_follows_its_default_until_she_says(qapp, file):
    settings = Settings(file)
    assert settings.guide_open("raci", default=False) is False
    assert settings.guide_open("acteurs", default=True) is True

    settings.set_guide_open("raci", is_open=True)
    assert Settings(file).guide_open("raci", default=False) is True


def test_a_choice_is_on_the_disk_at_once_and_alone_in_its_folder(qapp, file):
    settings = Settings(file)
    settings.set_theme("sombre")
    settings.set_text_scale(1.25)

    assert "theme=sombre" in file.read_text()
    assert list(file.parent.iterdir()) == [file]
    assert (Settings(file).theme, Settings(file).text_scale) == ("sombre", 1.25)


def test_a_choice_is_kept_even_over_a_damaged_file(qapp, file):
    file.write_bytes(b"\x00\xff\xfe garbage \x80" * 40)
    Settings(file).set_theme("sombre")

    assert Settings(file).theme == "sombre"


def test_a_file_cut_in_the_middle_gives_what_it_still_says(qapp, file):
    settings = Settings(file)
    settings.set_theme("sombre")
    settings.set_text_scale(1.5)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        cut = Settings(file)
        assert cut.theme in {"clair", "sombre"}
        assert 1.0 <= cut.text_scale <= 2.0
        assert cut.folder.name == "CPOM"


def test_settings_that_cannot_be_written_still_hold_until_the_end(qapp, tmp_path):
    nowhere = tmp_path / "un fichier"
    nowhere.write_text("")
    settings = Settings(nowhere / "reglages.ini")
    settings.set_theme("sombre")

    assert settings.theme == "sombre"


def test_what_is_chosen_again_is_not_told_again(qapp, file, qtbot):
    settings = Settings(file)
    with qtbot.assertNotEmitted(settings.theme_changed):
        settings.set_theme("clair")
    with qtbot.waitSignal(settings.text_scale_changed):
        settings.set_text_scale(1.1)


def test_going_back_tells_only_what_changes(qapp, file, qtbot):
    settings = Settings(file)
    settings.set_text_scale(1.1)
    settings.add_recent(recent(1))
    with (
        qtbot.assertNotEmitted(settings.theme_changed),
        qtbot.waitSignal(settings.text_scale_changed),
    ):
        settings.reset()

    assert settings.recents() == (recent(1),)
