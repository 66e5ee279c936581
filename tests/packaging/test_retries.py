"""`run.sh check` tries the few tests that failed once more alone."""

from __future__ import annotations

import json
import shutil

import pytest

from tests.packaging.small_project import Project

RUNNER = """\
import json, pathlib, sys
plan = json.loads(pathlib.Path("plan").read_text())
failed = pathlib.Path(".pytest_cache/v/cache/lastfailed")
failed.parent.mkdir(parents=True, exist_ok=True)
failed.write_text(json.dumps({str(number): True for number in range(plan["failed"])}))
word = "alone" if "--last-failed" in sys.argv else "all"
print(word)
sys.exit(plan[word])
"""
"""Stands for pytest: so many tests fail, and it ends as the plan has it, with all of them and with those alone."""


PLANS = {
    "none failed": ({"all": 0, "failed": 0, "alone": 9}, 0, ["all"]),
    "a race": ({"all": 1, "failed": 3, "alone": 0}, 0, ["all", "alone"]),
    "a fault": ({"all": 1, "failed": 3, "alone": 1}, 1, ["all", "alone"]),
    "too many": ({"all": 1, "failed": 4, "alone": 0}, 1, ["all"]),
    "no whole run": ({"all": 3, "failed": 1, "alone": 0}, 3, ["all"]),
}
"""What pytest comes to, the exit code that this leads to, and which runs there were."""


@pytest.mark.slow
def test_ci_tries_the_few_that_failed_once_more_alone(project: Project) -> None:
    shutil.copy(project.folder / "requirements.lock", project.folder / "requirements-dev.lock")
    project.write("pytest.py", RUNNER)
    project.write("plan", json.dumps(PLANS["none failed"][0]))
    project.run("test")  # makes the environment
    for tool in ("ruff", "mypy", "lint-imports"):
        project.write(f".venv/bin/{tool}", "#!/bin/sh\n")
        (project.folder / ".venv/bin" / tool).chmod(0o755)
    for name, (plan, code, runs) in PLANS.items():
        project.write("plan", json.dumps(plan))
        got, output, errors = project.run("check")
        assert (got, output.split()) == (code, runs), (name, errors)
        assert ("have a race" in errors) is (name == "a race"), errors
