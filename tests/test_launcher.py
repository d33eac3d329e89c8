"""The launcher, in a checkout of its own where the packages it starts only say what they were told.

The folder has a space in its name and the person stands elsewhere.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TELL = """
import json, os, sys
told = {name: os.environ.get(name) for name in os.environ if name.startswith("TAVOLO_")}
print(json.dumps({"words": sys.argv[1:], "told": told, "where": os.getcwd()}))
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """Requirements that ask for nothing, so nothing is fetched."""
    house = tmp_path_factory.mktemp("a house")
    shutil.copy(ROOT / "tavolo.py", house)
    (house / "requirements.txt").write_text("# nothing\n")
    (house / "requirements-test.txt").write_text("-r requirements.txt\n")
    for package, code in {"streamlit": "", "pytest": "", "ruff": "sys.exit(3)"}.items():
        _module(house / package / "__main__.py", TELL + code)
    _module(house / "services" / "operator.py", TELL)
    return house


def _module(path: Path, code: str) -> None:
    path.parent.mkdir()
    path.write_text(code)


def run(checkout: Path, *words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess:
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("TAVOLO_", "PYTHON"))}
    return subprocess.run(
        [sys.executable, str(checkout / "tavolo.py"), *words],
        cwd=cwd,
        env=plain | environment,
        capture_output=True,
        text=True,
    )


def told(done: subprocess.CompletedProcess) -> dict:
    return json.loads([line for line in done.stdout.splitlines() if line.startswith("{")][-1])


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


def test_it_sets_up_once_and_starts(checkout, tmp_path):
    first = run(checkout, "--port", str(free_port()), cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert "first time" in first.stdout

    again = run(checkout, "--port", str(free_port()), cwd=tmp_path)
    assert "first time" not in again.stdout

    (checkout / "requirements.txt").write_text("# still nothing, but another release\n")
    assert "first time" in run(checkout, "--port", str(free_port()), cwd=tmp_path).stdout


def test_streamlit_is_told_port_address_and_hosts(checkout, tmp_path):
    port = str(free_port())
    heard = told(run(checkout, "--port", port, cwd=tmp_path, TAVOLO_URL="https://tavolo.org/x"))

    assert heard["words"][:2] == ["run", "dashboard.py"]
    assert heard["words"][heard["words"].index("--server.port") + 1] == port
    hosts = heard["words"][7::2]
    assert hosts == ["localhost", "127.0.0.1", "tavolo.org"]
    assert Path(heard["where"]) == checkout
    assert (heard["told"]["TAVOLO_PORT"], heard["told"]["TAVOLO_OPEN"]) == (port, "1")


def test_the_browser_is_left_alone_when_asked(checkout, tmp_path):
    heard = told(run(checkout, "--no-browser", cwd=tmp_path, TAVOLO_PORT=str(free_port())))
    assert heard["told"]["TAVOLO_OPEN"] == ""


def test_a_taken_port_is_said_kindly(checkout, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(checkout, "--port", str(port), "--address", "127.0.0.1", cwd=tmp_path)

    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_operators_files_are_where_the_operator_stands(checkout, tmp_path):
    heard = told(run(checkout, "backup", "copy.db", cwd=tmp_path))
    assert heard["words"] == ["backup", str(tmp_path / "copy.db")]

    heard = told(run(checkout, "link", "giulia@example.org", cwd=tmp_path))
    assert heard["words"] == ["link", "giulia@example.org"]


def test_tests_go_on_after_a_failure_and_do_not_hide_it(checkout, tmp_path):
    done = run(checkout, "test", cwd=tmp_path, TAVOLO_CHROMIUM=sys.executable)

    assert done.returncode == 3
    steps = [json.loads(line)["words"] for line in done.stdout.splitlines() if line[:1] == "{"]
    assert steps[0][0] == "check"
    assert steps[-1] == ["-n", "2", "--dist", "loadfile", "tests/browser"]
    assert told(done)["told"]["TAVOLO_CHROMIUM"] == sys.executable


def test_arguments_go_to_pytest(checkout, tmp_path):
    done = run(checkout, "test", "-k", "word", cwd=tmp_path, TAVOLO_CHROMIUM=sys.executable)
    assert told(done)["words"] == ["-k", "word"]
    assert done.returncode == 0


def test_help_names_every_command(checkout, tmp_path):
    done = run(checkout, "--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in ("test", "link", "backup", "restore", "check", "--port", "--no-browser"):
        assert command in done.stdout


def test_ci_runs_the_same_command():
    assert "tavolo.py" in (ROOT / ".ci/run").read_text()
    assert len((ROOT / ".ci/run").read_text().splitlines()) == 2
    assert os.access(ROOT / ".ci/run", os.X_OK)
