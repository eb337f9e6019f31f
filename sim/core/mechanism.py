"""A mechanism: one published finding as a small frozen declaration that acts at moments of a step."""

from functools import lru_cache
from typing import ClassVar

from .catalogue import position
from .parameters import Declared

MOMENTS = ("plan", "meet", "exchange", "feel", "bond")
# What a person is inclined to do in a step: factors multiply, 1 is usual, and the product stays within these bounds.
PLANS = {
    "initiate": "start meetings with people one knows",
    "accept": "accept meetings with people one knows",
    "approach": "talk with strangers and familiar faces",
    "go_out": "be out and about",
    "call": "phone, text or call by video",
    "attend": "take part in groups at work, school and clubs",
    "look_in": "look in on neighbours, beside what `initiate` says",
}
PLAN_BOUNDS = (0.0, 2.0)
PLAN_MOST = {"look_in": 4.0}  # where more than twice the usual can be meant: crises let `neighbourly` be set up to 3 more


class Mechanism(Declared):
    """Subclass it, fill in the class variables, declare parameters as fields and define one or more moments as methods.

    ========== ============================================================= =================================
    moment     may                                                           returns
    ========== ============================================================= =================================
    plan       scale what a person is inclined to do                         {plan: factor (n_people,)}
    meet       decide who meets                                              list of meetings, see core.meeting
    exchange   pass something between those who met                          {name: Passing}
    feel       change a person's state                                       {quantity: float32 (n_people,)}
    bond       strengthen or weaken ties                                     {"strength": float32 (n_ties,)}
    ========== ============================================================= =================================

    Each takes `today` (see core.today) and changes nothing in place. With `meets_row_by_row` what `meet` says of a person hangs on
    the rows of that person alone, and the meetings it lists differ between people in their arrays (n_people,) alone: many people are
    then asked in blocks. Whoever defines `meet` says so; it is not inherited. `changes` names what it returns, `reads` the
    traits, state, feelings, conditions, plans, received amounts and offers it looks at. A contested finding has
    `on_by_default` False and acts only where a scenario file says `mechanisms.NAME = true` or gives it values.
    """

    shelf: ClassVar[str] = "mechanism"
    name: ClassVar[str]
    finding: ClassVar[str]
    source: ClassVar[str]
    evidence: ClassVar[str]
    on_by_default: ClassVar[bool] = True
    reads: ClassVar[tuple[str, ...]] = ()
    changes: ClassVar[tuple[str, ...]] = ()
    meets_row_by_row: ClassVar[bool] = False

    @classmethod
    def catalogue_name(cls):
        """Return the name under which scenario files switch and set this mechanism."""
        return cls.name

    @classmethod
    def meets_in_blocks(cls):
        """Return whether the class that defines `meet` says that it may be asked of some people apart from the others."""
        says = next((vars(each) for each in cls.__mro__ if "meet" in vars(each)), {})
        return says.get("meets_row_by_row", False)

    @classmethod
    def moments(cls):
        """Return the moments at which this mechanism acts, in the order of a step."""
        return _moments_of(cls)


@lru_cache(maxsize=None)
def _moments_of(cls):
    return tuple(moment for moment in MOMENTS if callable(getattr(cls, moment, None)))


def acting_at(moment, mechanisms):
    """Return the mechanisms that act at a moment, in catalogue order."""
    acting = [mechanism for mechanism in mechanisms if moment in mechanism.moments()]
    return tuple(sorted(acting, key=lambda mechanism: position("mechanism", mechanism.name)))
