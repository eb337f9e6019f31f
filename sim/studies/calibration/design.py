"""Which values each draw gets: points of a Sobol sequence, so that a table can be made longer and what is there stays valid."""

import json
import warnings
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.stats import qmc

from ...core.chance import key, run_seed
from ...version import __version__
from ..code import digest_of
from .prior import Drawn

# Stacks whose members all have the values of now: of small populations, to see what luck does, and of one as large as
# all of a stack together, to see what smallness does.
SMALL_AS_NOW, LARGE_AS_NOW = (-1, -2), (-3, -4)
# What a table depends on; how results are shown does not matter to it.
MODEL = ("core", "population", "mechanisms", "timeline", "studies/facts", "gather.py", "hand_over.py", "run.py", "step.py", "usual.py", "world.py")


class OtherDraws(ValueError):
    """A folder holds draws of another design."""


@dataclass(frozen=True)
class Design:
    """Draws of parameters in stacks of `members` populations of `people` each; all follows from `seed`.

    `waves` are those of a contact survey that the model is to follow.
    """

    drawn: tuple
    members: int
    people: int
    seed: int
    waves: tuple = ()

    def shares(self, stack):
        """Return float64 (members, n_drawn): places in the ranges, 0 to 1, of the draws of one stack."""
        if stack < 0:
            now = [each.share_of(each.default) for each in self.drawn]
            return np.tile(now, (self.members if stack in SMALL_AS_NOW else 1, 1))
        by_member = np.array([each.by_member for each in self.drawn])
        shares = np.empty((self.members, len(self.drawn)))
        first = stack * self.members
        shares[:, by_member] = _sobol(by_member.sum(), key(self.seed, "draws"), first + self.members)[first:first + self.members]
        shares[:, ~by_member] = _sobol((~by_member).sum(), key(self.seed, "draws of stacks"), stack + 1)[stack]
        return shares

    def stacks(self, n_draws):
        """Return the numbers of the stacks that hold at least `n_draws` draws, those with the values of now first."""
        return [*SMALL_AS_NOW, *LARGE_AS_NOW, *range(-(-n_draws // self.members))]

    def people_in(self, stack):
        """Return the number of people of each member of a stack."""
        return self.people * (self.members if stack in LARGE_AS_NOW else 1)

    def luck_of(self, stack):
        """Return (run seed of a stack, population seeds of its members)."""
        number = stack % 2**40  # those with the values of now come last
        return run_seed(self.seed, number), [run_seed(key(self.seed, "people of draws"), number * self.members + m) for m in range(self.members)]

    def document(self):
        """Return what makes draws comparable, as a dict for JSON: ranges, sizes, seed, version, and a digest of the model's code."""
        return {"drawn": [asdict(each) for each in self.drawn], "members": self.members, "people": self.people, "seed": self.seed,
                "waves": [[str(each.first), str(each.last), each.contacts] for each in self.waves], "version": __version__, "model": code_digest()}


@lru_cache(maxsize=8)
def _sobol(n_dimensions, seed, n_at_least):
    if n_dimensions == 0:
        return np.empty((n_at_least, 0))
    size = int(np.ceil(np.log2(max(2, n_at_least))))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return qmc.Sobol(n_dimensions, scramble=True, rng=np.random.default_rng(seed)).random_base2(size)


def code_digest():
    """Return 16 hex digits of the code that a simulated draw depends on."""
    return digest_of(MODEL)


def kept_design(folder, drawn, members, people, seed, waves):
    """Return (Design, idle) of the draws in a folder, or None where there are none.

    Raises
    ------
    OtherDraws
        If they are of another model, other parameters, sizes, waves or another seed.
    """
    file = Path(folder) / "design.json"
    if not file.is_file():
        return None
    try:
        kept = json.loads(file.read_text("utf-8"))
        idle = tuple(Drawn(**each) for each in kept.pop("idle"))
        design = Design(tuple(Drawn(**each) for each in kept["drawn"]), members, people, seed, waves)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise OtherDraws("holds a design.json that cannot be read; choose another folder") from None
    same = sorted(each.path for each in design.drawn + idle) == sorted(each.path for each in drawn)
    if not same or kept != json.loads(json.dumps(design.document())):
        raise OtherDraws("holds draws of another model, or of other sizes or another seed; choose another folder")
    return design, idle


def keep_design(folder, design, idle):
    """Write down whose draws a folder is to hold."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    text = json.dumps({**design.document(), "idle": [asdict(each) for each in idle]}, indent=1)
    (Path(folder) / "design.json").write_text(text + "\n", "utf-8")
