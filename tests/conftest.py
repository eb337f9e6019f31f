"""What tests of several kinds share: the folder of published data, the scripts of experiments/, and a browser."""

import importlib
import os
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def repository():
    """Return the top folder of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared():
    """Return the folder `shared` beside the repository, which holds published data; skip where there is none."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder ../shared beside the repository, so no published data to test on")
    return folder


@pytest.fixture(scope="session")
def experiment(repository):
    """Return what imports a script of experiments/ by its name, as the script would import another."""
    def imported(name):
        with pytest.MonkeyPatch.context() as patch:
            patch.syspath_prepend(repository / "experiments")
            return importlib.import_module(name)
    return imported


@pytest.fixture(scope="session")
def browser_path():
    """Return the Chromium of this machine; where there is none skip, or fail if NOABER_REQUIRE_BROWSER is 1."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    message = f"no browser found (looked for {', '.join(BROWSERS)})"
    if os.environ.get("NOABER_REQUIRE_BROWSER") == "1":
        pytest.fail(message + ", and NOABER_REQUIRE_BROWSER=1 asks for one", pytrace=False)
    pytest.skip(message)
