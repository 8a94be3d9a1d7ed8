"""What the dossier holds of a person, the attestation and the sheet to keep in a safe, as read."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from cpom_desktop.domain.code_secours import code_of
from cpom_desktop.domain.confidentialite import MotifEffacement
from cpom_desktop.reports.documents.personne import personne_blocks
from cpom_desktop.reports.fiche_secours import rescue_sheet
from cpom_desktop.reports.texts import texts_of
from cpom_desktop.services.operations.effacement import ErasePersonne
from cpom_desktop.services.personne.noms import Mention, Trouvaille
from cpom_desktop.services.personne.partout import gather, search
from cpom_desktop.services.personne.trouve import excerpt_of
from tests.outils.dossiers import copy_demonstration, frozen_clock, opened
from tests.outils.fenetre import plain

GIRARD = "Thomas Girard"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    with opened(copy_demonstration(tmp_path_factory.mktemp("personne"))) as workspace:
        yield search(gather(workspace), GIRARD)


def told(found):
    return [plain(text) for text in texts_of(personne_blocks(found))]


def test_each_line_says_where_and_none_shows_a_key(found):
    lines = told(found)

    assert not any("annexe-activite" in line for line in lines)
    assert any(line.startswith(f"{GIRARD}, à la réunion « ") for line in lines)
    assert lines.count(GIRARD) < 3 + sum(e.extrait == GIRARD for e in found.occurrences)


@pytest.mark.parametrize(
    ("others", "end"), [(1, "peuvent le nommer."), (2, "peuvent les nommer.")]
)
def test_the_others_of_the_same_name_are_told_in_their_number(found, others, end):
    assert plain(replace(found, homonymes=others).namesakes).endswith(end)
    assert any(end in line for line in told(replace(found, homonymes=others)))


def test_nobody_is_told_without_warning_of_texts_that_are_not_there(found):
    lines = told(replace(found, occurrences=(), illisibles=()))

    assert "Rien dans ce dossier ne nomme cette personne." in lines
    assert not any("relisez-le" in line for line in lines)


def test_an_excerpt_cuts_no_word(found):
    text = f"{'début ' * 30}{GIRARD}{' fin' * 40}"
    start = text.index(GIRARD)
    mention = Mention(start, start + len(GIRARD), Trouvaille.NOM_COMPLET)

    words = excerpt_of(text, mention).strip("…").split()

    assert set(words) == {"début", "Thomas", "Girard", "fin"}


def test_the_attestation_counts_the_sheets_of_the_person_alone(tmp_path):
    with opened(copy_demonstration(tmp_path)) as workspace:
        workspace.run(ErasePersonne(nom=GIRARD, motif=MotifEffacement.DEMANDE, confirme=True))

        row = workspace.snapshot.effacements[-1]

    assert row.fiches == 1  # his sheet; where he sat and what he came to are passages
    assert row.textes > row.fiches


def test_the_sheet_of_the_safe_gives_the_hour_as_documents_do():
    data = rescue_sheet("Les Tilleuls", "a.cpom", code_of(bytes(32)), now=frozen_clock())

    page = plain(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range())
    assert "14 h 32" in page
    assert "14:32" not in page
