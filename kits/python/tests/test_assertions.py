"""What assertions hold, and what they say when they do not."""

from __future__ import annotations

from typing import Any

import pytest
import requests

import pam_mock as kit

GUEST = "FAKE0002-0000-4000-8000-00000000002A"


@pytest.fixture
def token(pam_mock_workspace: kit.Workspace) -> str:
    return pam_mock_workspace.world["pmp"]["tokens"]["administrator"]


def read(workspace: kit.Workspace, token: str, account: str = "307") -> None:
    url = f"{workspace.urls.pmp}/resources/303/accounts/{account}/password"
    requests.get(url, headers={"AUTHTOKEN": token})


def message_of(call: Any, *args: Any, **options: Any) -> str:
    with pytest.raises(AssertionError) as failure:
        call(*args, **options)
    return str(failure.value)


def test_shows_what_came_closest(pam_mock_workspace: kit.Workspace, token: str) -> None:
    read(pam_mock_workspace, token, "308")
    wanted: kit.Match = {"operation": "pmp.account.password.get", "credential": "another", "status": 200}
    said = message_of(pam_mock_workspace.assert_received, wanted, exactly=1)
    assert said.replace(f"/w/{pam_mock_workspace.id}", "") == (
        'Expected exactly 1 request with operation "pmp.account.password.get", credential "another", status 200,'
        " but 0 of 1 match.\n"
        "  GET /restapi/json/v1/resources/303/accounts/308/password → 200:"
        ' credential is another, not "another"'
    )


@pytest.mark.parametrize(
    "test, words",
    [
        ({"absent": True}, "not absent"),
        ({"contains": "text"}, 'not containing "text"'),
        ({"pattern": "^x", "flags": "i"}, "not matching /^x/i"),
        ({"equals": "x"}, 'not "x"'),
    ],
)
def test_says_a_test_in_words(pam_mock_workspace: kit.Workspace, token: str, test: Any, words: str) -> None:
    read(pam_mock_workspace, token)
    assert words in message_of(pam_mock_workspace.assert_received, {"headers": {"accept": test}})


def test_shows_which_are_too_many(pam_mock_workspace: kit.Workspace, token: str) -> None:
    read(pam_mock_workspace, token)
    said = message_of(pam_mock_workspace.assert_received, exactly=0)
    assert said.replace(f"/w/{pam_mock_workspace.id}", "") == (
        "Expected exactly 0 requests with any properties, but 1 of 1 match.\n"
        "  GET /restapi/json/v1/resources/303/accounts/307/password → 200"
    )
    with pytest.raises(TypeError, match="one of exactly"):
        pam_mock_workspace.assert_received(exactly=1, at_most=2)


def test_refuses_a_match_that_nobody_knows(pam_mock_workspace: kit.Workspace) -> None:
    with pytest.raises(kit.PamMockError, match="pmp.account.password.get"):
        pam_mock_workspace.assert_received({"operation": "pmp.account.pasword.get"})


def test_tells_faults_that_have_not_fired(pam_mock_workspace: kit.Workspace, token: str) -> None:
    faults = pam_mock_workspace.faults
    assert message_of(pam_mock_workspace.assert_faults_met) == (
        "Expected faults that have fired, but none is in place."
    )
    faults.add({"type": "status", "status": 503}, match={"operation": "pmp.account.password.get"}, times=1)
    second = faults.add({"type": "reset"}, match={"surface": "pmp", "nth": 2})
    third = faults.add([{"type": "close"}, {"type": "pass"}], match={"path": "/api/*"})
    read(pam_mock_workspace, token)
    requests.get(f"{pam_mock_workspace.urls.pmp}/resources", headers={"AUTHTOKEN": token})
    assert message_of(pam_mock_workspace.assert_faults_met) == (
        "Expected all faults to have fired, but 2 of 3 have not.\n"
        f'  fault {second["id"]} (reset; surface "pmp", nth 2) was met by 1 request, and has not fired\n'
        f'  fault {third["id"]} (close, pass; path "/api/*") was met by none'
    )
    faults.remove(second["id"])
    faults.remove(third["id"])
    pam_mock_workspace.assert_faults_met()


def test_tells_a_password_that_is_checked_out(pam_mock_workspace: kit.Workspace) -> None:
    pam_mock_workspace.assert_nothing_checked_out()
    headers = {"AUTHTOKEN": GUEST}
    form = {"INPUT_DATA": '{"operation":{"Details":{"REASON":"test"}}}'}
    base = f"{pam_mock_workspace.urls.pmp}/accounts/7"
    requests.post(f"{base}/requestpassword", headers=headers, data=form)
    pam_mock_workspace.actions.run("pmp", "approve-request", {"account": "7", "user": "guest"})
    requests.post(f"{base}/checkout", headers=headers, data=form)
    said = message_of(pam_mock_workspace.assert_nothing_checked_out)
    assert said.startswith('Expected no password checked out, but there is 1.\n  pmp "7", by "guest"\n    #')
    assert "/restapi/json/v1/accounts/7/checkout → 200" in said
    pam_mock_workspace.assert_nothing_checked_out(by="admin")
    pam_mock_workspace.assert_nothing_checked_out(surface="xtam")


def test_tells_an_open_transaction_and_session(pam_mock_workspace: kit.Workspace) -> None:
    sps = requests.Session()
    base = pam_mock_workspace.urls.sps
    sps.get(f"{base}/authentication", auth=("admin", "a"))
    pam_mock_workspace.assert_no_open_transaction()
    sps.post(f"{base}/transaction")
    assert "Expected no open transaction, but there is 1.\n  sps" in message_of(
        pam_mock_workspace.assert_no_open_transaction
    )
    assert 'by "admin"' in message_of(pam_mock_workspace.assert_no_open_session)
    sps.delete(f"{base}/transaction")
    sps.delete(f"{base}/authentication")
    pam_mock_workspace.assert_no_open_transaction()
    pam_mock_workspace.assert_no_open_session()


def test_tells_who_read_a_secret(pam_mock_workspace: kit.Workspace, token: str) -> None:
    assert message_of(pam_mock_workspace.assert_read_secret, "307") == (
        'Secret "307" was read 0 times; expected was at least once.'
    )
    read(pam_mock_workspace, token)
    pam_mock_workspace.assert_read_secret("307")
    (deed,) = pam_mock_workspace.ledger.get(object="307")["secrets"]
    pam_mock_workspace.assert_read_secret("307", times=1, by=deed["by"])
    said = message_of(pam_mock_workspace.assert_read_secret, "307", times=1, by="guest")
    assert said.startswith('Secret "307" was read 0 times by "guest"; expected was 1 time.\n  read by "')


def test_tells_what_changed(pam_mock_workspace: kit.Workspace) -> None:
    changed = pam_mock_workspace.assert_changed
    changed({})
    assert message_of(changed) == "Nothing has changed."
    pam_mock_workspace.state.patch("pmp", {"accounts": {"307": {"notes": "x"}, "1": None}})
    changed()
    changed({"pmp": {"accounts": ["307", "1"]}})
    changed({"pmp": {"accounts": {"307": "changed", "1": "removed"}}})
    assert message_of(changed, {"pmp": {"accounts": {"307": "added"}, "resources": ["303"]}}) == (
        "Other things have changed than expected.\n"
        "  pmp.accounts.307 was to be added, and is not\n"
        "  pmp.resources.303 was to differ, and does not\n"
        "  pmp.accounts.1 was removed\n"
        "  pmp.accounts.307 was changed"
    )
    assert "pmp.accounts.1 was removed" in message_of(changed, {})


def test_refuses_names_that_nobody_knows(pam_mock_workspace: kit.Workspace) -> None:
    with pytest.raises(ValueError, match='no table of pmp "acounts".* Did you mean "accounts"'):
        pam_mock_workspace.assert_changed({"pmp": {"acounts": []}})
    with pytest.raises(ValueError, match='no surface "pmq"; there are xtam, sps, pmp'):
        pam_mock_workspace.assert_changed({"pmq": {}})
    with pytest.raises(ValueError, match='no surface "pmq"'):
        pam_mock_workspace.assert_no_advice(surface="pmq")  # type: ignore[arg-type]
    with pytest.raises(kit.PamMockError, match="pmq"):
        pam_mock_workspace.assert_no_open_session(surface="pmq")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match='as a list, \\["307"\\]'):
        pam_mock_workspace.assert_changed({"pmp": {"accounts": "307"}})


def test_gives_advice(pam_mock_workspace: kit.Workspace, token: str) -> None:
    pam_mock_workspace.assert_no_advice()
    requests.get(f"{pam_mock_workspace.urls.pmp}/resources?AUTHTOKEN={token}")
    (advice,) = pam_mock_workspace.ledger.advice()
    said = message_of(pam_mock_workspace.assert_no_advice)
    assert f"  {advice['rule']} (1 request): {advice['sentence']}" in said
    assert token not in said
    pam_mock_workspace.assert_no_advice(except_=[advice["rule"]])
    pam_mock_workspace.assert_no_advice(surface="sps")
