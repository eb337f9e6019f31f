"""The slow, obvious version of a step: one agent at a time, plain Python, an oracle for the engine."""

from .model import FINDINGS, PlainWorld, SlowModel
from .person import Inhabitant

__all__ = ["FINDINGS", "Inhabitant", "PlainWorld", "SlowModel"]
