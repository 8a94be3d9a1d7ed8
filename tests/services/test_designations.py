"""What rows are called in a sentence: never a key, a code or a name without where it stands."""

from __future__ import annotations

import pytest

from cpom_desktop.services.queries.designations import Designations, values_of
from tests.outils.dossiers import copy_demonstration, opened
from tests.outils.fenetre import plain


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    with opened(copy_demonstration(tmp_path_factory.mktemp("noms"))) as found:
        yield found


@pytest.fixture
def words(workspace):
    return Designations(workspace.snapshot, workspace.content)


@pytest.mark.parametrize(
    ("cle", "told"),
    [
        ("annexe-activite:2027", "Échéance « Annexe activité 2027 »"),
        ("tache:1", "Échéance, Tâche « "),
        ("piece:1:relance", "Échéance, Pièce « "),
        ("decision:1", "Échéance, Décision « "),
        ("constat:dg-h03", "Échéance, Critère « "),
        ("inconnue:4", "Échéance"),
        ("", "Échéance"),
    ],
)
def test_a_date_is_called_by_its_words_never_by_its_key(words, cle, told):
    name = plain(words.name("echeances", {"titre": "", "cle": cle}))

    assert name.startswith(told)
    assert not cle or cle not in name


def test_her_own_title_of_a_date_comes_first(words):
    values = {"titre": "Appeler l'ARS", "cle": "annexe-activite:2027"}

    assert plain(words.name("echeances", values)) == "Échéance « Appeler l'ARS »"


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("instances_membres", ", membre de « "),
        ("reunions_presences", ", à la réunion « "),
        ("echanges_personnes", ", dans l’échange « "),
    ],
)
def test_somebody_is_said_with_where_they_are(workspace, words, table, where):
    row = getattr(workspace.snapshot, table)[0]

    name = plain(words.name(table, values_of(row)))

    assert where in name
    assert "« – »" not in name
