"""The answer of a comparison: what was run, what differs, and what to tell people about it."""

from dataclasses import dataclass, field
from functools import cached_property

from .differences import all_pairs, effects_of
from .files import results_in, runs_table, series_frame, write_effects, write_ensemble
from .report import called, write_report
from .robustness_verdict import robustness_verdict
from .spoken import speaking
from .summary import verdict_text
from .verdict import rounded, verdict_of


@dataclass(frozen=True)
class Answer:
    """What `compare` returns.

    `effects`, `series` and `runs` are DataFrames with the columns of the files; `summary()` is the verdict in words, `write`
    puts all of it into a folder. `stopped` tells that it was ended early.
    """

    ensemble: object = field(repr=False)
    command: str
    matters: dict = field(default_factory=dict)
    plugins: tuple = ()
    panel_folder: object = field(default=None, repr=False)  # a temporary folder, gone with the answer
    robust: object = field(default=None, repr=False)  # a Robustness, where uncertainty was asked for

    @property
    def scenarios(self):
        """The scenarios in the order of the comparison, `no_crisis` last."""
        return self.ensemble.scenarios

    @property
    def stopped(self):
        """Whether the comparison was ended before all of it was run."""
        return self.ensemble.stopped or bool(self.robust and self.robust.stopped)

    @property
    def failed(self):
        """The runs that failed."""
        return tuple(each for each in self.ensemble.runs if not each.finished)

    @cached_property
    def pairs(self):
        """The pairs behind every difference, a list of `differences.Pairs`."""
        return all_pairs(self.ensemble)

    @cached_property
    def effects(self):
        """One row for each comparison, group, outcome and window."""
        return effects_of(self.pairs, self.matters)

    @cached_property
    def runs(self):
        """One row for each run, finished or failed."""
        return runs_table(self.ensemble)

    @cached_property
    def series(self):
        """One row for each run, step, group and outcome."""
        return series_frame(self.ensemble)

    @cached_property
    def verdict(self):
        """The verdict as a dict of numbers and names, as manifest.json holds it."""
        found = verdict_of(self.ensemble, self.pairs, self.effects, self.matters)
        if self.robust is None:
            return found
        ranked = [each["name"] for each in found["policies"]]
        more = rounded(robustness_verdict(self.robust, ranked, found["limits"]["high_distress"]))
        return {**found, "stopped": self.stopped, "robustness": more}

    @cached_property
    def robustness(self):
        """One row for each parameter set or switched finding, comparison and outcome; None where uncertainty was not asked for."""
        return None if self.robust is None else self.robust.table()

    def summary(self, language="en"):
        """Return the verdict in plain sentences, in English or Dutch ("nl")."""
        with speaking(language):
            return verdict_text(called(self.verdict))

    def write(self, folder, command=None, language="en", titles=None):
        """Write runs.csv, series.parquet, effects.csv, manifest.json, report.html and, where asked for, people.parquet and robustness.csv.

        Earlier results in the folder are replaced only when everything is written. `language` is that of the report, "en" or "nl";
        `titles` are what it calls scenarios, by name, in place of their own titles.
        """
        with results_in(folder) as unfinished:
            write_ensemble(self.ensemble, unfinished, command or self.command, self.plugins, {"verdict": self.verdict})
            write_effects(self.effects, unfinished / "effects.csv")
            if self.robust is not None:
                write_effects(self.robustness, unfinished / "robustness.csv")
                write_effects(self.robust.sets(), unfinished / "parameter_sets.csv")
            write_report(unfinished, language, titles)
