"""The plug-in, in runs of pytest of its own."""

from __future__ import annotations

import importlib.util
import re
from importlib import metadata
from typing import Dict, Tuple

import pytest

import pam_mock as kit


def is_installed() -> bool:
    try:
        metadata.distribution("pam-mock")
    except metadata.PackageNotFoundError:
        return False
    return True


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, child_env: Dict[str, str]) -> Run:
    for name, value in child_env.items():
        monkeypatch.setenv(name, value)
    return Run(pytester)


class Run:
    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester

    def __call__(self, source: str, *args: str) -> Tuple[Dict[str, int], str]:
        """Outcomes, and what was printed."""
        self.pytester.makepyfile(source)
        plugin = () if is_installed() else ("-p", "pam_mock.pytest_plugin")
        ran = self.pytester.runpytest_subprocess(*plugin, "-p", "no:cacheprovider", *args)
        return ran.parseoutcomes(), ran.stdout.str()


def test_each_test_has_a_world_that_goes_with_it(run: Run, pam_mock: kit.PamMock) -> None:
    before = pam_mock.workspaces.list()
    outcomes, output = run(
        """
        ids = set()

        def test_one(pam_mock_workspace, pam_mock):
            assert pam_mock.id == "default"
            ids.add(pam_mock_workspace.id)
            pam_mock_workspace.state.patch("pmp", {"accounts": {"307": None}})

        def test_two(pam_mock_workspace):
            assert pam_mock_workspace.id not in ids
            pam_mock_workspace.assert_changed({})
            raise ValueError("it fails")
        """
    )
    assert outcomes == {"passed": 1, "failed": 1}, output
    assert "it fails" in output
    assert pam_mock.workspaces.list() == before


def test_markers_come_on_top_of_options(run: Run) -> None:
    run.pytester.makeini(
        """
        [pytest]
        addopts = --strict-markers
        pam_mock_profiles =
            sps=7.0
            pmp = 12
        pam_mock_settings =
            sps.transactions=parallel
            sps.apiKeys=false
        """
    )
    outcomes, output = run(
        """
        import pytest

        pytestmark = pytest.mark.pam_mock(profiles={"pmp": "pam360"}, clock={"frozen": True})

        def test_options_of_the_module(pam_mock_workspace):
            assert pam_mock_workspace.profiles == {"xtam": "2019", "sps": "7.0", "pmp": "pam360"}
            assert pam_mock_workspace.clock.get()["frozen"] is True

        @pytest.mark.pam_mock(profiles={"sps": "6.0"}, settings={"sps.transactions": "exclusive"})
        def test_options_of_the_test(pam_mock_workspace, pam_mock_workspace_options):
            assert pam_mock_workspace.profiles == {"xtam": "2019", "sps": "6.0", "pmp": "pam360"}
            assert pam_mock_workspace_options["settings"] == {
                "sps": {"transactions": "exclusive", "apiKeys": False}
            }
        """
    )
    assert outcomes == {"passed": 2}, output


def test_says_which_marker_is_wrong(run: Run) -> None:
    outcomes, output = run(
        """
        import pytest

        @pytest.mark.parametrize("marker", [
            pytest.param(1, marks=pytest.mark.pam_mock("sps")),
            pytest.param(2, marks=pytest.mark.pam_mock(profile={"sps": "7.0"})),
            pytest.param(3, marks=pytest.mark.pam_mock(profiles={"sps": "77"})),
        ])
        def test_it(pam_mock_workspace, marker):
            pass
        """
    )
    assert outcomes == {"errors": 3}, output
    assert "takes its options by name" in output
    assert 'The marker pam_mock takes no "profile", but id, from_, ' in output
    assert 'Did you mean "profiles"?' in output
    assert 'pam_mock.PamMockError: Bad Request: "77" is no profile of sps' in output


@pytest.mark.parametrize(
    "line, sentence",
    [
        ("pam_mock_profiles = sps", '"sps" is to look like sps=7.0'),
        ("pam_mock_settings = transactions=parallel", "is to look like sps.transactions=parallel"),
    ],
)
def test_says_which_option_is_wrong(run: Run, line: str, sentence: str) -> None:
    run.pytester.makeini(f"[pytest]\n{line}")
    outcomes, output = run("def test_it(pam_mock_workspace):\n    pass\n")
    assert outcomes == {"errors": 1}, output
    assert sentence in output


def test_shows_refusals_beside_a_failure(run: Run) -> None:
    outcomes, output = run(
        """
        from urllib.request import urlopen

        def test_reads(pam_mock_workspace):
            urlopen(pam_mock_workspace.urls.sps + "/configuration")

        def test_received(pam_mock_workspace):
            pam_mock_workspace.assert_received({"surface": "sps"})
        """
    )
    assert outcomes == {"failed": 2}, output
    assert output.count("pam-mock: the last refusals") == 1
    assert re.search(r"^GET /api/configuration → 401: .* \(sps.session.missing\)$", output, re.MULTILINE)
    assert "pam-mock: the faults" not in output
    # A failed assertion is shown where the test makes it, not inside the kit.
    assert "E       AssertionError: Expected at least 1 request" in output
    assert "_journal.py" not in output


def test_shows_faults_beside_a_failure(run: Run) -> None:
    outcomes, output = run(
        """
        from urllib.request import urlopen

        def test_reads(pam_mock_workspace):
            pam_mock_workspace.faults.add({"type": "reset"}, match={"surface": "sps"}, times=2)
            pam_mock_workspace.faults.add({"type": "status", "status": 503}, match={"path": "/xtam/rest/*"})
            urlopen(pam_mock_workspace.urls.sps + "/configuration")

        def test_passes(pam_mock_workspace):
            pam_mock_workspace.faults.add({"type": "reset"})
        """,
        "-rA",
    )
    assert outcomes == {"failed": 1, "passed": 1}, output
    assert output.count("pam-mock: the faults") == 1
    lines = output.splitlines()
    assert 'fault f-1 (reset; surface "sps") has fired once, last for GET /api/configuration → 0' in lines
    assert 'fault f-2 (status 503; path "/xtam/rest/*") was met by none' in lines


def test_says_once_that_there_is_no_emulator(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAM_MOCK_URL", "http://127.0.0.1:9")
    outcomes, output = run("def test_it(pam_mock_workspace):\n    pass\n")
    assert outcomes == {"errors": 1}, output
    assert 'No emulator answers at "http://127.0.0.1:9"' in output


@pytest.mark.skipif(importlib.util.find_spec("xdist") is None, reason="pytest-xdist is not there")
def test_runs_on_several_workers(run: Run, pam_mock: kit.PamMock) -> None:
    before = pam_mock.workspaces.list()
    outcomes, output = run(
        """
        import os
        from urllib.error import HTTPError
        from urllib.request import urlopen

        import pytest

        @pytest.mark.parametrize("number", range(12))
        def test_it(pam_mock_workspace, number):
            assert os.environ["PYTEST_XDIST_WORKER"] in ("gw0", "gw1")
            for _ in range(number):
                with pytest.raises(HTTPError):
                    urlopen(pam_mock_workspace.urls.sps + "/configuration")
            pam_mock_workspace.assert_received(exactly=number)
        """,
        "-n2",
    )
    assert outcomes == {"passed": 12}, output
    assert pam_mock.workspaces.list() == before
