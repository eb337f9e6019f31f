"""Sweeps: one question of thousands of runs, by a design, into an archive that neither loses nor repeats a run."""
