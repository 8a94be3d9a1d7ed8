"""A working copy made, put back, kept beside: killed between any two acts, nothing is lost."""

from __future__ import annotations

import os
import shutil
from collections import Counter

import pytest

from cpom_desktop.bootstrap import lieux
from cpom_desktop.services.copies_de_travail import EtatOriginal
from cpom_desktop.services.operations import UpdateEtablissement
from tests.outils.dossiers import copy_tilleuls, every_row, frozen_clock, opened
from tests.outils.enfant_tue import killed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL"),
]


class Desk:
    """A key with a dossier, a computer with its working copy, in a folder of their own."""

    def __init__(self, folder, *, changed=False):
        self.key, self.computer = folder / "cle", folder / "ordinateur"
        self.key.mkdir(parents=True)
        self.places = lieux(folder / "donnees" / "sauvegardes", clock=frozen_clock)
        self.original = copy_tilleuls(self.key)
        self.before = every_row(self.original)
        self.link = None
        self.changed = changed

    def begin(self):
        """Make the copy and type in it; in the original too, where it is to be changed."""
        self.link = self.places.work_on_copy(self.original, self.computer)
        self.type_in(self.link.copie, "Ici")
        if self.changed:
            self.type_in(self.original, "Ailleurs")
            self.before = every_row(self.original)
        self.after = every_row(self.link.copie)

    @staticmethod
    def type_in(path, commune):
        with opened(path) as workspace:
            workspace.run(UpdateEtablissement(commune=commune))

    def states(self, folder):
        """Return what every dossier of a folder holds, once a cut work is ended."""
        if (folder / f".{self.original.name}.restauration").exists():
            with opened(self.original):
                pass
        return {path.name: every_row(path) for path in folder.glob("*.cpom")}

    def mark(self):
        with opened(self.link.copie, read_only=True) as workspace:
            return workspace.content_mark()


def same(one, other):
    """Tell whether two states say the same, where she is left apart."""
    keys = one.keys() - {"reprise", "empreintes"}
    return all(one[table] == other[table] for table in keys)


def put_back(desk):
    desk.places.put_back(desk.link)


def replace(desk):
    desk.places.put_back(desk.link, over_changes=True)


def keep_both(desk):
    desk.places.keep_both(desk.link)


ACTS = {"remettre": put_back, "remplacer": replace, "garder": keep_both}


def lives(folder, act, step, *, changed=False, begun=True):
    """Yield a desk after moments at which `act` may be killed; the last one was not."""
    events, told = 1 - step, []
    while "fini" not in told:
        events += step
        home = folder / f"{events}"
        desk = Desk(home, changed=changed)
        if begun:
            desk.begin()

        def live(moment, tell, desk=desk):
            del tell
            moment.arm()
            act(desk)

        told = killed(live, events)
        yield desk
        shutil.rmtree(home)
    assert events > 10, "nothing was counted"


@pytest.fixture
def step(pytestconfig):
    """Return how many events lie between two kills: one with `--long`."""
    return 1 if pytestconfig.getoption("--long") else 5


def test_a_copy_that_is_cut_leaves_the_original_and_is_made_again(tmp_path, step):
    seen = Counter()

    def copy_only(desk):
        desk.places.work_on_copy(desk.original, desk.computer)

    for desk in lives(tmp_path, copy_only, step, begun=False):
        assert every_row(desk.original) == desk.before
        assert [path.name for path in desk.key.glob("*.cpom")] == [desk.original.name]
        left = list(desk.computer.glob("*.cpom")) if desk.computer.exists() else []
        for path in left:
            assert every_row(path) == desk.before
            assert desk.places.copy_of(desk.original).copie == path
        seen[len(left)] += 1
        link = desk.places.work_on_copy(desk.original, desk.computer)
        assert every_row(link.copie) == desk.before

    assert set(seen) == {0, 1}


@pytest.mark.parametrize("name", ACTS)
def test_a_way_back_that_is_cut_loses_neither_file_and_is_ended_later(tmp_path, name, step):
    seen = Counter()
    for desk in lives(tmp_path, ACTS[name], step, changed=name != "remettre"):
        assert same(every_row(desk.link.copie), desk.after)
        found = desk.states(desk.key)
        assert any(same(state, desk.before) for state in found.values())
        there = found[desk.original.name]
        assert same(there, desk.before) or same(there, desk.after)
        is_put = any(same(state, desk.after) for state in found.values())
        seen[is_put] += 1

        desk.link = desk.places.link_of(desk.link.copie, desk.link.uuid)
        etat = desk.places.examine(desk.link, desk.mark()).etat
        if name == "remettre":  # never told as changed elsewhere: it was changed by us
            assert etat is (EtatOriginal.A_JOUR if is_put else EtatOriginal.INCHANGE)
        if etat is not EtatOriginal.A_JOUR:
            ACTS[name](desk)
        assert any(same(state, desk.after) for state in desk.states(desk.key).values())
        assert any(same(state, desk.before) for state in desk.states(desk.key).values())

    assert set(seen) == {False, True}
