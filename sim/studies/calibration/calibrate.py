"""The study behind `noaber calibrate`: a table of draws, a fit, and the files that tell of them."""

from dataclasses import dataclass
from pathlib import Path

from ...core import catalogue
from ...core.chance import key, uniforms
from ...timeline.load import load_scenario
from ..code import made_by
from .contacts import read_waves  # noqa: F401  (for those who call calibrate)
from .design import Design, OtherDraws, keep_design, kept_design  # noqa: F401  (OtherDraws for those who call calibrate)
from .fit import Fit, fit
from .prior import can_be, drawn_parameters
from .probing import sorted_out
from .shipping import RULE, ranges_of, thinned
from .table import DrawTable, read_table, simulate, write_table
from .targets import targets
from .told import WORDS, fact_rows, not_fitted, parameter_rows, recovery_rows, tables

FILES = ("table.parquet", "posterior.csv", "accepted_sets.csv", "report.md")
DRAWS, PEOPLE, MEMBERS = 4000, 500, 25
SCENARIO = "lockdown_year"  # whose mechanisms are calibrated, those on by default; see the facts for what else is lived


@dataclass(frozen=True)
class Calibration:
    """A finished calibration: its design, its table of draws, and what it taught; `idle` are parameters that do nothing in a pandemic."""

    design: Design
    idle: tuple
    n_draws: int
    table: DrawTable
    fit: Fit

    def tables(self):
        """Return [(title, head, rows of texts)] for the screen."""
        return tables(self.fit, self.table)

    def remarks(self):
        """Return sentences on what is not in the tables."""
        said = [not_fitted(self.fit)]
        if self.idle:
            said.append(f"{len(self.idle)} more parameters act under other crises or interventions only; they keep their declared ranges.")
        if self.fit.out_of_reach:
            said.append(f"Out of reach, so not fitted: {', '.join(self.fit.out_of_reach)}. No values within the declared ranges bring them near.")
        if self.fit.left_out:
            said.append(f"Left out, because too many draws are too small to have them: {', '.join(self.fit.left_out)}.")
        return said

    def document(self):
        """Return the result as a dict for JSON."""
        design, fitted = self.design, [self.design.drawn[k].path for k in self.fit.columns]
        return {"draws": self.n_draws, "people": design.people, "members": design.members, "seed": design.seed, "scenario": SCENARIO,
                "waves": [[str(each.first), str(each.last)] for each in design.waves], **made_by(), "rule": RULE,
                "ranges": ranges_of(design.drawn + self.idle), "fitted": fitted, "gains": dict(zip(fitted, self.fit.gains, strict=True)), "parameters": parameter_rows(self.fit),
                "facts": fact_rows(self.fit, self.table), "recovery": recovery_rows(self.fit), "left_out": list(self.fit.left_out), "out_of_reach": list(self.fit.out_of_reach),
                "idle": [each.path for each in self.idle]}

    def posterior(self):
        """Return a DataFrame of accepted sets: a row each, a column for every parameter, idle ones evenly from their ranges."""
        import pandas as pd
        n, accepted = len(self.fit.accepted), {each.path: each.at(self.fit.accepted[:, k]) for k, each in enumerate(self.design.drawn)}
        luck = {each.path: uniforms(key(self.design.seed, f"idle {each.path}"), n) for each in self.idle}
        rows = pd.DataFrame({**accepted, **{each.path: each.at(luck[each.path]) for each in self.idle}})
        return rows[[can_be(row) for row in rows.to_dict("records")]].reset_index(drop=True)

    def write(self, folder):
        """Write table.parquet, posterior.csv, an even part of it as accepted_sets.csv, and report.md to a folder."""
        write_table(self.design, self.n_draws, folder)
        for name, rows in (("posterior.csv", self.posterior()), ("accepted_sets.csv", thinned(self.posterior()))):
            rows.to_csv(Path(folder) / name, index=False, float_format="%.6g", lineterminator="\n")
        (Path(folder) / "report.md").write_text(self.report(), "utf-8")

    def report(self):
        """Return report.md."""
        design, fitted = self.design, self.fit
        lines = ["# Calibration", "",
                 f"{self.n_draws:,} draws of {len(design.drawn)} parameters, each a population of {design.people} people; seed {design.seed}. "
                 f"At most eight parameters are fitted: those the facts say most about ({len(fitted.columns)} here). The others keep their declared "
                 "ranges; each accepted set holds values of them under which it meets the facts.", "",
                 f"How much the facts taught, by what is left of the spread of a parameter: {WORDS}.", "",
                 "*Now* is the model with the values of now, *accepted* the model over the accepted sets (told by the emulator, for populations of "
                 "ordinary size), *to ship* the model with the fitted values shipped and the others as they are now.", "", RULE]
        lines += [line for remark in self.remarks() for line in ("", remark)]
        for title, head, rows in self.tables():
            lines += ["", f"## {title}", "", _row(head), _row(["---"] * len(head)), *map(_row, rows)]
        return "\n".join(lines) + "\n"


def calibrate(folder, draws=DRAWS, people=PEOPLE, members=MEMBERS, seed=1, *, waves=(), jobs=1, plugins=(), progress=None, stop=None):
    """Calibrate the model and return the Calibration, or None if `stop()` ended it; what was simulated stays in the folder.

    Parameters
    ----------
    folder : path
        Where the draws are kept; those of an earlier call with the same model, sizes and seed are used again.
    draws, people, members : int
        How many draws, how many people each has, and how many are lived at once.
    waves : tuple of Wave, optional
        Waves of a contact survey that the model is to follow relatively, see `read_waves`.

    Raises
    ------
    OtherDraws
        If the folder holds draws of another model, other sizes or another seed.
    """
    catalogue.ensure_registered()
    drawn = drawn_parameters(load_scenario(SCENARIO))
    kept = kept_design(folder, drawn, members, people, seed, tuple(waves))
    if kept is None:
        active, idle = sorted_out(drawn)
        kept = Design(active, members, people, seed, tuple(waves)), idle
        keep_design(folder, *kept)
    design, idle = kept
    if not simulate(design, draws, folder, jobs=jobs, plugins=plugins, progress=progress, stop=stop):
        return None
    table = read_table(design, draws, folder)
    return Calibration(design, idle, draws, table, fit(table, design.drawn, targets(waves), seed))


def _row(cells):
    return f"| {' | '.join(str(each).replace('|', '/') for each in cells)} |"
