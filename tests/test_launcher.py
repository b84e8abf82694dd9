"""The launcher sets up once, into `.venv`, and then only starts: told by stand-ins for uv and Python that record."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ("sh", "dirname", "basename", "cat", "cksum", "rm", "ln", "mkdir", "cp", "chmod")

INTERPRETER = """#!/bin/sh
[ "$1" = -c ] && exit 0
echo "python $*" >>"{log}"
[ "$1" = -m ] && [ "$2" = venv ] && {{
    mkdir -p "$3/bin" "$3/lib/python3.11/site-packages/pip"
    cp "$0" "$3/bin/python"
}}
[ "$1" = -m ] && [ "$2" = pip ] && {{ [ -f "{fail}" ] && exit 9; cp "{command}" "$(dirname "$0")/mithaq"; }}
exit 0
"""
UV = """#!/bin/sh
echo "uv $*" >>"{log}"
if [ "$1" = venv ]; then
    for folder in "$@"; do :; done
    mkdir -p "$folder/bin"
    cp "{bin}/python3.11" "$folder/bin/python"
else
    cp "{command}" "{tree}/.venv/bin/mithaq"
fi
"""
COMMAND = """#!/bin/sh
for argument in "$@"; do echo "<$argument>"; done
"""


class Machine:
    """A clone in a folder of its own, with nothing on the PATH but what a launcher may use."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "my clone"
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.fail = folder / "fail"
        self.tree.mkdir()
        self.bin.mkdir()
        for name in ("mithaq", "requirements.txt", "requirements-test.txt", "pyproject.toml"):
            shutil.copy(ROOT / name, self.tree)
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (self.bin / tool).symlink_to(found)
        self.script(folder / "command", COMMAND)
        self.script(self.bin / "python3.11", INTERPRETER)

    def script(self, path: Path, text: str) -> None:
        places = {"log": self.log, "fail": self.fail, "bin": self.bin, "tree": self.tree}
        path.write_text(
            text if text is COMMAND else text.format(command=self.bin.parent / "command", **places), encoding="utf-8"
        )
        path.chmod(0o755)

    def start(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.tree / "mithaq", *arguments],
            env={"PATH": str(self.bin)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def calls(self) -> list[str]:
        """What was called since the last time."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines


@pytest.fixture(params=["uv", "pip"])
def machine(tmp_path: Path, request: pytest.FixtureRequest) -> Machine:
    made = Machine(tmp_path)
    if request.param == "uv":
        made.script(made.bin / "uv", UV)
    return made


@pytest.mark.parametrize("script", ["mithaq", ".ci/run"])
def test_the_scripts_are_executable_and_parse(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    shell = (ROOT / script).read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").split()
    subprocess.run([*shell, "-n", ROOT / script], check=True)


def test_the_first_start_installs_hashed_dependencies_and_the_second_nothing(machine: Machine) -> None:
    first = machine.start("query", "SELECT * { ?s ?p ?o }")
    assert (first.returncode, first.stdout) == (0, "<query>\n<SELECT * { ?s ?p ?o }>\n")
    assert "setting up .venv" in first.stderr
    made, dependencies, project = machine.calls()
    assert "venv" in made
    assert "--require-hashes" in dependencies
    assert dependencies.endswith("requirements.txt")
    assert "--no-deps" in project
    assert project.endswith(f"-e {machine.tree}")
    second = machine.start("--help")
    assert (second.returncode, second.stdout, second.stderr) == (0, "<--help>\n", "")
    assert machine.calls() == []


@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_a_changed_list_is_installed_into_the_same_environment(machine: Machine, changed: str) -> None:
    machine.start()
    machine.calls()
    with (machine.tree / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    machine.start()
    calls = machine.calls()
    assert len(calls) == 2
    assert not any("venv " in call and "install" not in call for call in calls)
    machine.start()
    assert machine.calls() == []


def test_a_moved_clone_makes_its_environment_anew(machine: Machine) -> None:
    machine.start()
    machine.calls()
    machine.tree = machine.tree.rename(machine.tree.with_name("moved"))
    if (machine.bin / "uv").exists():
        machine.script(machine.bin / "uv", UV)
    assert machine.start("relations").stdout == "<relations>\n"
    assert len(machine.calls()) == 3


def test_an_environment_without_pip_is_made_anew_where_uv_is_gone(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.script(machine.bin / "uv", UV)
    machine.start()
    (machine.bin / "uv").unlink()
    with (machine.tree / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    machine.calls()
    assert machine.start("relations").stdout == "<relations>\n"
    assert "venv" in machine.calls()[0]


def test_what_the_tests_need_is_enough_to_run(machine: Machine) -> None:
    for tool in ("ruff", "mypy", "lint-imports", "pytest"):
        machine.script(machine.bin / tool, COMMAND)
    tested = machine.start("test", "-k", "reading")
    assert (tested.returncode, tested.stdout) == (
        0,
        "<check>\n<.>\n<format>\n<--check>\n<.>\n<-n>\n<auto>\n<-k>\n<reading>\n",
    )
    assert any(call.endswith("requirements-test.txt") for call in machine.calls())
    machine.start("serve")
    assert machine.calls() == []


def test_checks_that_fail_fail_the_test_command(machine: Machine) -> None:
    for tool in ("mypy", "lint-imports", "pytest"):
        machine.script(machine.bin / tool, COMMAND)
    (machine.bin / "ruff").write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    (machine.bin / "ruff").chmod(0o755)
    assert machine.start("test").returncode == 3


def test_a_failed_installation_is_tried_again(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.fail.touch()
    assert machine.start().returncode == 9
    machine.fail.unlink()
    machine.calls()
    assert machine.start().returncode == 0
    assert any("--require-hashes" in call for call in machine.calls())


def test_a_machine_without_python_is_told_what_is_needed(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    (machine.bin / "python3.11").unlink()
    start = machine.start()
    assert start.returncode == 1
    assert "Python 3.11 or newer is needed" in start.stderr
    assert not (machine.tree / ".venv").exists()
