"""What was published, back into a new archive: for a folder whose archive was damaged and moved away."""

import json

from .layout import PUBLISHED, STUDY_FILE
from .tables import KeptPlan, Record


def take_over(folder, archive):
    """Store the published runs and study of a folder in its new archive, as far as they can be read."""
    import pyarrow.parquet as pq
    for file in sorted((folder / PUBLISHED).glob("runs-*.parquet")):
        try:
            rows = pq.read_table(file).to_pylist()
        except Exception:
            continue  # what cannot be read is run again
        archive.add([_record(row) for row in rows])
    try:
        about = json.loads((folder / PUBLISHED / STUDY_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    # Hashes are not published; without the code under which they were made they are made anew.
    archive.keep_plan(KeptPlan(about["plan"], json.dumps(about["document"]), json.dumps(about["points"]), "[]", ""))


def _record(row):
    numbers = tuple(row["numbers"])
    return Record(row["run"], row["scenario_hash"], row["seed"], row["error"], row["seconds"], row["people"], row["labels"], numbers, row["series"],
                  row["version"], row["code"])
