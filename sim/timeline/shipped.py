"""The scenarios that come with noaber, found by name wherever it is installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_scenarios():
    """Return the shipped scenario files by name, in alphabetical order.

    Returns
    -------
    dict of str to Path
        File stem to file, such as ``"lockdown"`` to ``.../lockdown.toml``; empty if none are found.
    """
    # A wheel carries them as sim/_scenarios; in a checkout, also when installed editable, they lie beside sim/.
    for folder in (_PACKAGE / "_scenarios", _PACKAGE.parent / "scenarios"):
        files = sorted(folder.glob("*.toml"))
        if files:
            return {file.stem: file for file in files}
    return {}
