"""Where the files of a study lie in its folder."""

ARCHIVE = "archive.duckdb"
PUBLISHED = "published"
SERIES = "series"
PLAN_FILE, STUDY_FILE = "plan.parquet", "study.json"
