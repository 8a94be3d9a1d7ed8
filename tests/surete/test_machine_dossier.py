"""A dossier lived in at random, kills and clock included: what the model says is what there is.

After each act of its life (`tests/outils/vie_dossier.py`) and after each process killed between
any two of its own, the file is read anew and compared with a model in memory; at the end every
file that was put aside, copied or backed up is opened and compared too.
"""

from __future__ import annotations

import os
import sys
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from cpom_desktop.services import operations as ops
from cpom_desktop.services.backups import Reason
from db.beside import restore_mark
from db.lock import lock_path
from tests.outils.enfant_tue import killed
from tests.outils.vie_dossier import SEEN, DossierLife

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="SIGKILL, fork"),
]
ACTS = {
    "saisies": 75,
    "ouverture": 5,
    "fermeture": 4,
    "sauvegarde": 17,
    "restauration": 37,
    "retour": 14,
    "copie": 11,
}
"""What a process is killed in → about how many events it is made of."""


class DossierMachine(DossierLife):
    """The same life, in which processes are killed too."""

    @rule(
        data=st.data(),
        act=st.sampled_from(sorted(ACTS)),
        edits=st.integers(0, 3),
    )
    def die(self, data, act, edits):
        """Another process goes on with the dossier, and is killed between two of its acts."""
        backup = self.a_backup(data) if self.kept.states else None
        aside = self.asides[-1] if self.asides else None
        if (act == "restauration" and not backup) or (act == "retour" and not aside):
            return
        self.workspace.close()
        files = set(self.path.parent.glob("*.cpom"))
        live = partial(self.live, act=act, edits=edits, backup=backup, aside=aside)
        self.number += edits

        told = killed(live, data.draw(st.sampled_from(range(1, ACTS[act] + 1))))

        SEEN[f"{act}, killed" if "fini" not in told else f"{act}, left"] += 1
        SEEN["cut restore"] += restore_mark(self.path).exists()
        left = lock_path(self.path).exists()
        self.workspace = self.opened(self.path)
        assert self.workspace.stopped == left
        self.kept.held |= self.workspace.backups.held
        new = sorted(set(self.path.parent.glob("*.cpom")) - files - {self.path})
        swapped = act in {"restauration", "retour"} and bool(new)
        self.follow_edits([line for line in told if line.startswith("v")], edits, swapped)
        assert swapped or "fini" not in told or act not in {"restauration", "retour"}
        if swapped:
            (moved,) = new
            self.follow_swap(act, moved, backup, aside)
        else:
            self.follow_backups()
            self.others.update({copy: self.kept.states[backup].copy() for copy in new})

    def live(self, moment, tell, *, act, edits, backup, aside):
        """Be the other process: a few edits, then one act."""
        if act == "ouverture":
            moment.arm()
        workspace = self.opened(self.path)
        workspace._storage._connection.execute("PRAGMA cache_size=1")  # half a step on the disk
        workspace._storage._prepare()
        if act == "saisies":
            moment.arm(workspace)
        for rank in range(self.number - edits + 1, self.number + 1):
            workspace.run(ops.UpdateEtablissement(commune=f"v{rank}"))
            tell(f"v{rank}")
        moment.arm(workspace)
        match act:
            case "sauvegarde":
                workspace.backups.write(Reason.DEMANDE).verify()
            case "copie" if backup:
                self.restorer().copy_beside(backup, self.path, self.moment)
            case "fermeture":
                workspace.close()
            case "restauration":
                workspace.close()
                self.restorer().restore(backup, self.path)
            case "retour":
                workspace.close()
                self.restorer().undo(self.path, aside)

    def follow_edits(self, told, edits, swapped):
        """Note the edits that were said to be saved, and one more if it is in the file."""
        for commune in told:
            self.state.note(self.state.with_commune(commune))
        if swapped or len(told) == edits:
            assert len(told) == edits
            return
        found = self.workspace.snapshot.etablissement.commune
        if found == f"v{self.number - edits + len(told) + 1}":
            self.state.note(self.state.with_commune(found))

    def follow_swap(self, act, moved, backup, aside):
        """Note a swap that had begun: the opening has ended it."""
        if act == "restauration":
            self.follow_restore(moved, self.kept.states[backup])
        else:
            self.asides.remove(aside)
            self.follow_way_back(aside, moved)


def test_a_dossier_lived_in_at_random_is_what_its_model_says(pytestconfig):
    """A failure is not shrunk: that would take minutes."""
    long = pytestconfig.getoption("--long")
    lives = 1000 if long else 20
    SEEN.clear()

    run_state_machine_as_test(
        DossierMachine,
        settings=settings(
            max_examples=lives,
            stateful_step_count=50,
            phases={*Phase} - {Phase.shrink, Phase.explain},
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )

    seen = ", ".join(f"{act} {times}" for act, times in sorted(SEEN.items()))
    sys.stdout.write(f"{lives} lives of a dossier: {seen}\n")
    assert {"backup", "restore", "restore undone", "beside", "corbeille"} <= SEEN.keys()
    kills = {act for act in ACTS if SEEN[f"{act}, killed"]}
    assert kills == ACTS.keys() if long else len(kills) > len(ACTS) // 2
