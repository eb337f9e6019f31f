"""What can be wrong with an archive, in one clear message each; whatever it is, runs that were stored stay stored."""

import os


class ArchiveError(Exception):
    """An archive that cannot be used as asked; `full` if there is no room left to write."""

    def __init__(self, message, full=False):
        super().__init__(message, full)
        self.message, self.full = message, full

    def __str__(self):
        return self.message


NO_ROOM = ("no space left", "disk full", "file too large", "quota exceeded", "could not write", "enospc")
LOCKED = ("could not set lock", "conflicting lock", "being used by another process")
NEWER = ("newer version", "storage version", "version number")
REFUSED = ("permission denied", "read-only")
# What DuckDB calls a file that is not as it left it; anything else is a mistake of ours and is shown as it is.
DAMAGE = ("IOException", "FatalException", "InternalException", "SerializationException", "InvalidInputException", "ConnectionException")


def typed(folder):
    """Return a folder as one would type it after --out."""
    try:
        return os.path.relpath(folder)
    except ValueError:  # another drive
        return str(folder)


def told(error, file):
    """Return the ArchiveError for what DuckDB or the disk said about a file; another error as it is."""
    if isinstance(error, ArchiveError):
        return error
    kind, out = type(error).__name__, typed(file.parent)
    said = " ".join(str(error).split())
    small = said.lower()
    for texts, message in ((LOCKED, "in use by another process, perhaps a sweep that is still running; wait for it or end it. Its finished runs "
                                    "can be read meanwhile from the folder published"),
                           (REFUSED, "cannot be written to: permission denied"),
                           (NEWER, "made by a newer DuckDB than the one installed; update duckdb, or choose another folder")):
        if any(each in small for each in texts):
            return ArchiveError(f"{file.name}: {message}")
    if isinstance(error, OSError) or any(each in small for each in NO_ROOM):
        return ArchiveError(f"{file.name}: no room left to write, or the disk is gone; the runs stored before are kept. Mend that, then: "
                            f"noaber resume --out {out}", full=True)
    if kind not in DAMAGE:
        return error
    return ArchiveError(f"{file.name}: damaged, or not an archive of noaber ({said[:120]}). Move it away, then: noaber resume --out {out}; "
                        "it takes over the runs in the folder published")
