package pammock_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

func TestAFailedTestSaysWhatBecameOfItsFaults(t *testing.T) {
	t.Parallel()
	written := watched(t, func(r *recorder) {
		mock := pammock.Start(r)
		mock.FaultsMet()
		mock.Break(pammock.Fault{Effect: pammock.Truncate(1), Match: pammock.FaultMatch{Surface: "pmp"}, Times: 2})
		second := mock.Break(pammock.Fault{
			Effects: []*pammock.Effect{pammock.Status(503), pammock.Refuse("pmp.account.in-use")},
			Match:   pammock.FaultMatch{Surface: "pmp", Operation: "pmp.account.list", Nth: 2},
		})
		mock.Break(pammock.Fault{Effect: pammock.ConnectionReset(), Match: pammock.FaultMatch{Path: "/api/*"}})
		_, _ = NewPMPClient(mock.URLs.PMP, "wrong").Password("303", "307")
		mock.FaultsMet()
		if err := mock.Faults.Remove(mock.Context(), second.ID); err != nil {
			t.Error(err)
		}
	})
	holds(t, written,
		"pam-mock: expected faults that have fired, but none is in place.\n",
		"pam-mock: expected all faults to have fired, but 2 of 3 have not.\n"+
			`  fault f-2 (status 503, refuse pmp.account.in-use; nth 2, operation "pmp.account.list", surface "pmp") was met by none`+"\n"+
			`  fault f-3 (reset; path "/api/*") was met by none`+"\n",
		`pam-mock: fault f-1 (truncate; surface "pmp") has fired once, last for GET /restapi/json/v1/resources/303/accounts/307/password → `,
		`pam-mock: fault f-3 (reset; path "/api/*") was met by none`,
	)
	if n := strings.Count(written, ": expected "); n != 2 {
		t.Errorf("expected 2 failures, not %d:\n%s", n, written)
	}
}

func TestFaultsThatAreShownAgain(t *testing.T) {
	t.Parallel()
	mock := pammock.Start(t)
	effects := []*pammock.Effect{
		pammock.Status(429).WithHeader("Retry-After", "3").WithBody(map[string]any{"busy": true}), pammock.Delay(time.Millisecond),
		pammock.Refuse("sps.session.expired"), pammock.ConnectionReset(), pammock.ConnectionClose(), pammock.Truncate(0),
		pammock.Malformed(), pammock.Drip(50 * time.Millisecond), pammock.Vendor("config-locked"), pammock.Pass(),
	}
	match := pammock.FaultMatch{Surface: "sps", Method: "GET", After: 1, Headers: pammock.Values{"accept": pammock.Contains("json")}, Body: &pammock.Body{Text: pammock.Contains("a")}}
	placed := mock.Break(pammock.Fault{Match: match, Effects: effects, Until: "5m"})
	got, err := mock.Faults.Get(mock.Context(), placed.ID)
	if err != nil {
		t.Fatal(err)
	}
	sent, _ := json.Marshal([]any{match, effects})
	shown, _ := json.Marshal([]any{got.Match, got.Effects})
	if string(sent) != string(shown) {
		t.Errorf("sent %s, shown %s", sent, shown)
	}
}
