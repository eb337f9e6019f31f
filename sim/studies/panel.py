"""The panel: every person on every step, one parquet file a run, joined when an answer is written."""

from pathlib import Path

import numpy as np

from ..core.feelings import FACETS
from .measurement import scores_of


def write_panel(folder, scenario, replicate, result):
    """Write the people of one run to a file of their own in `folder` and return its path as text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    population, file = result.population, Path(folder) / f"{replicate:06d}_{scenario.name}.parquet"
    traits = {f"trait {name}" if name in result.panel[0] else name: np.asarray(values)
              for name, values in population.traits.arrays.items()}
    for sheet in result.panel:
        sheet.update(_scores(sheet, population.traits.social_anxiety))
    names = sorted({name for sheet in result.panel for name in sheet} - {"step"})
    nobody = np.zeros(population.n_people, np.int16)  # contacts of a kind that nobody had in that step
    writer = None
    for sheet in result.panel:
        columns = {"scenario": [scenario.name] * population.n_people, "replicate": np.full(population.n_people, replicate, np.int32),
                   "person": np.arange(population.n_people, dtype=np.int32),
                   "step": np.full(population.n_people, sheet["step"], np.int32),
                   **traits, **{name: np.asarray(sheet.get(name, nobody)) for name in names}}
        page = pa.table(columns)
        writer = writer or pq.ParquetWriter(file, page.schema)
        writer.write_table(page)
    writer.close()
    return str(file)


def _scores(sheet, social_anxiety):
    """Return what questionnaires would give each person in a step, int16 (n_people,), by the names of `measurement.SCALES`."""
    latent = {name: sheet[name] for name in ("distress", "loneliness")} | {facet: sheet[f"felt_{facet}"] for facet in FACETS}
    latent["social_anxiety"] = social_anxiety
    return {name: values.astype(np.int16) for name, values in scores_of(latent).items()}


def join_panels(runs, file):
    """Write the panels of all finished runs into one parquet file, run by run, with run_id first."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    shown = [each for each in runs if each.panel_file]
    if not shown:
        return
    names = list(dict.fromkeys(name for each in shown for name in pq.read_schema(each.panel_file).names))
    types = {name: pq.read_schema(each.panel_file).field(name).type for each in shown for name in pq.read_schema(each.panel_file).names}
    schema = pa.schema([("run_id", pa.string()), *((name, types[name]) for name in names)])
    with pq.ParquetWriter(file, schema) as writer:
        for each in shown:
            page = pq.read_table(each.panel_file)
            columns = {"run_id": pa.array([each.run_id] * page.num_rows)}
            columns |= {name: page[name] if name in page.column_names else pa.array(np.zeros(page.num_rows), types[name])
                        for name in names}
            writer.write_table(pa.table(columns, schema=schema))
