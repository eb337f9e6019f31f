"""The style guide, as far as a program can check it; every rule is also shown a case that breaks it."""

import re
import subprocess

import pytest
import style_imports
import style_rules

RULES = {
    "no file is over 300 lines": style_rules.long_files,
    "no function body is over 40 lines": style_rules.long_bodies,
    "every public name has a docstring": style_rules.undocumented,
    "no name is vague": style_rules.vague_names,
    "imports inside sim are relative": style_imports.absolute_imports,
    "imports point down the layers": style_imports.upward_imports,
    "every part of sim has its layer": style_imports.unplaced_modules,
    "the dashboard uses only public names": style_imports.inner_imports,
    "nothing below the dashboard reads its files": style_imports.borrowed_files,
    "there is no import cycle": style_imports.cycles,
}

# Folders of a machine this was written on, in pieces so that this file does not contain them.
MACHINE_FOLDERS = re.compile(r"(?<![A-Za-z0-9_.])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "fa" + "rm")) + r")/")

# Each file breaks exactly one rule.
BROKEN = {
    "no file is over 300 lines": {"sim/core/long.js": "let a = 1\n" * 301},
    "no function body is over 40 lines": {"sim/core/a.py": '"""A."""\ndef _f(x):\n' + "    x += 1\n" * 41},
    "every public name has a docstring": {"sim/core/a.py": '"""A."""\nclass Person:\n    """P."""\n    def age(self):\n        return 1\n'},
    "no name is vague": {"sim/core/a.py": '"""A."""\nclass _TieManager:\n    pass\n'},
    "imports inside sim are relative": {"sim/core/a.py": '"""A."""\ndef _f():\n    from sim.run import run\n'},
    "imports point down the layers": {
        "sim/core/a.py": '"""A."""\nfrom ..mechanisms import withdrawal\n',
        "sim/mechanisms/withdrawal.py": '"""W."""\n',
    },
    "every part of sim has its layer": {"sim/misc.py": '"""M."""\n'},
    "the dashboard uses only public names": {"sim/dashboard/page.py": '"""P."""\nfrom ..core import ties\n', "sim/core/ties.py": ""},
    "nothing below the dashboard reads its files": {"sim/studies/a.py": '"""A."""\nfrom pathlib import Path\n_TEXTS = Path(__file__).parent.parent / "dashboard" / "a.toml"\n'},
    "there is no import cycle": {
        "sim/core/a.py": '"""A."""\nfrom . import b\n',
        "sim/core/b.py": '"""B."""\ndef _late():\n    from .a import something\n',
    },
}


@pytest.mark.parametrize("rule", RULES)
def test_the_code_keeps_the_rule_that(rule, repository):
    found = list(RULES[rule](repository))
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("rule", RULES)
def test_a_breach_is_noticed_of_the_rule_that(rule, tmp_path):
    for name, text in BROKEN[rule].items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert [each for each in RULES if list(RULES[each](tmp_path))] == [rule]
    assert re.match(r"sim/[\w/]+\.\w+:\d+: ", next(iter(RULES[rule](tmp_path))))


def test_imports_for_type_checkers_only_are_no_cycle(tmp_path):
    (tmp_path / "sim/core").mkdir(parents=True)
    guarded = '"""A."""\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .b import B\n'
    (tmp_path / "sim/core/a.py").write_text(guarded, encoding="utf-8")
    (tmp_path / "sim/core/b.py").write_text('"""B."""\nfrom .a import A\n', encoding="utf-8")
    assert not list(style_imports.cycles(tmp_path))


def test_no_tracked_file_names_a_folder_of_one_machine(repository):
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in tracked_files(repository)
        for number, line in enumerate(lines_of(repository / name), start=1)
        if MACHINE_FOLDERS.search(line)
    ]
    assert not found, "\n" + "\n".join(found)


def tracked_files(repository):
    """Return the names of the files under version control; skip where there is no checkout, as in an unpacked sdist."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=repository, capture_output=True, text=True, check=False)
    if listed.returncode or not (repository / ".git").exists():
        pytest.skip("not a git checkout, so no list of tracked files")
    return [name for name in listed.stdout.split("\0") if name]


def lines_of(file):
    """Return the lines of a text file, and none of a binary or deleted one."""
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (UnicodeDecodeError, OSError):
        return []
