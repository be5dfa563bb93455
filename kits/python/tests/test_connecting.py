"""Handles on an emulator that runs."""

from __future__ import annotations

from pathlib import Path

import pytest

import pam_mock as kit

pytestmark = pytest.mark.usefixtures("nothing_set")


def test_connects_to_a_workspace(pam_mock_workspace: kit.Workspace) -> None:
    url = pam_mock_workspace.urls.control
    assert kit.connect(url).id == pam_mock_workspace.id
    assert kit.connect(url[: -len("/__mock")]).id == pam_mock_workspace.id


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://127.0.0.1", "http://"])
def test_says_what_is_no_url(url: str) -> None:
    with pytest.raises(kit.PamMockError, match="is no URL of an emulator"):
        kit.connect(url)


def test_says_that_there_is_something_else(origin: str) -> None:
    with pytest.raises(kit.PamMockError, match=f'^There is no emulator at "{origin}/xtam"'):
        kit.connect(f"{origin}/xtam")


def test_trusts_an_authority_over_https(
    pam_mock: kit.PamMock, origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = origin.replace("http:", "https:")
    with pytest.raises(kit.PamMockError, match="is not trusted .* PAM_MOCK_CA"):
        kit.connect(url)
    ca = tmp_path / "ca.pem"
    with pytest.raises(kit.PamMockError, match="is no file with an authority"):
        kit.connect(url, ca=ca)
    ca.write_text(pam_mock.ca_certificate)
    monkeypatch.setenv("PAM_MOCK_URL", url)
    monkeypatch.setenv("PAM_MOCK_CA", str(ca))
    with kit.start() as mock:
        assert mock.clock.get()["frozen"] is False
