"""The slow, obvious version of a step: one Mesa agent at a time, plain Python, an oracle for the engine."""

from .model import FINDINGS, SlowModel

__all__ = ["FINDINGS", "SlowModel"]
