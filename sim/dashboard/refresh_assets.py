"""Fetch again the front-end files that are shipped with the dashboard, so that it works without a network.

Run `python -m sim.dashboard.refresh_assets` after raising the version of Solara, with npm installed. The versions below
are the ones that Solara's page asks for by name; a browser test fails if the page asks for anything that is not here.
"""

from __future__ import annotations

import fnmatch
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"

# Package, and which of its files the page may ask for. No source maps: browsers want them only with developer tools open.
SERVED = {
    "@widgetti/solara-vuetify-app@10.1.1": [
        "dist/main8.css",
        "dist/fonts.css",
        "dist/solara-vuetify-app8.min.js",
        "dist/*.woff2",
    ],
    "requirejs@2.3.6": ["require.js"],
}
CHART = {"uplot@1.6.32": ["uPlot.iife.min.js", "uPlot.min.css"]}

# The licence texts of what is inside the bundle, one for each author who wrote their own.
LICENSED = [
    "vue@2.6.14",
    "vuetify@2.2.34",
    "@mdi/font@4.9.95",
    "material-design-icons-iconfont@5.0.1",
    "uplot@1.6.32",
    "katex@0.16.11",
    "underscore@1.13.6",
    "lodash@4.17.21",
    "semver@7.5.4",
    "d3-color@3.1.0",
    "d3-format@3.1.0",
    "entities@4.5.0",
    "domhandler@5.0.3",
]
BUNDLE_NOTICES = "dist/solara-vuetify-app8.min.js.LICENSE.txt"


def unpacked(package: str, folder: Path) -> Path:
    """Download one npm package into `folder` and return where its files are."""
    place = folder / package.replace("/", "_")
    if place.exists():
        return place / "package"
    place.mkdir()
    subprocess.run(["npm", "pack", "--silent", package], cwd=place, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(place.glob("*.tgz"))) as archive:
        archive.extractall(place, filter="data")
    # A few packages name their top folder otherwise.
    top = next(path for path in place.iterdir() if path.is_dir())
    if top.name != "package":
        top.rename(place / "package")
    return place / "package"


def copy_matching(source: Path, patterns: list[str], target: Path) -> None:
    """Copy the files of `source` that match one of `patterns` to `target`, keeping their folders."""
    names = [path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()]
    for pattern in patterns:
        found = fnmatch.filter(names, pattern)
        if not found:
            raise FileNotFoundError(f"{source.parent.name} has no file {pattern}")
        for name in found:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, target / name)


def copy_licence(source: Path, package: str) -> None:
    """Copy the licence of an unpacked package to the folder of licences, named after the package."""
    texts = [path for path in source.iterdir() if path.name.lower().startswith(("license", "licence"))]
    if not texts:
        raise FileNotFoundError(f"{package} has no licence file")
    shutil.copyfile(texts[0], ASSETS / "licences" / (package.strip("@").replace("/", "-") + ".txt"))


def refresh() -> None:
    """Replace the vendored files by those of the packages named above; licences written by hand stay."""
    shutil.rmtree(ASSETS / "cdn", ignore_errors=True)
    (ASSETS / "licences").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package, patterns in SERVED.items():
            copy_matching(unpacked(package, folder), patterns, ASSETS / "cdn" / package)
        for package, patterns in CHART.items():
            copy_matching(unpacked(package, folder) / "dist", patterns, ASSETS / "uplot")
        for package in LICENSED:
            copy_licence(unpacked(package, folder), package)
        bundle = unpacked("@widgetti/solara-vuetify-app@10.1.1", folder)
        shutil.copyfile(bundle / BUNDLE_NOTICES, ASSETS / "licences" / "notices-in-solara-vuetify-app.txt")


if __name__ == "__main__":
    refresh()
