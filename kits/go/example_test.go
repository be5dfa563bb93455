package pammock_test

import (
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

// A fresh world: the test has its own users, tokens and objects, whatever other tests do.
func Example() {
	mock := pammock.Start(t)
	client := NewClient(mock.URLs.SPS, "admin", mock.World.SPS.Users["admin"])

	names, err := client.SSHConnections()
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 || names[0] != "inband-ssh" {
		t.Errorf("not as expected: %v", names)
	}
	// Output:
}

// Time: nothing waits, it is later.
func Example_time() {
	mock := pammock.Start(t)
	client := NewClient(mock.URLs.SPS, "admin", "a")

	if _, err := client.SSHConnections(); err != nil {
		t.Fatal(err)
	}
	mock.Advance(20 * time.Minute) // SPS ends a session after 20 minutes without a request
	if _, err := client.SSHConnections(); err != nil {
		t.Fatal(err)
	}
	mock.Received(pammock.Match{Rule: "sps.session.expired"}, pammock.Exactly(1))
	// Output:
}

// A client that waits is given the clock as its sleep.
func Example_sleep() {
	mock := pammock.Start(t)
	client := NewClient(mock.URLs.SPS, "admin", "a")
	client.Sleep = func(d time.Duration) { mock.Advance(d) }

	mock.Break(pammock.Fault{Effect: pammock.Status(503).WithHeader("Retry-After", "30"), Times: 2})
	if _, err := client.SSHConnections(); err != nil {
		t.Fatal(err)
	}
	state, err := mock.Clock.Get(mock.Context())
	if err != nil || state.Offset != time.Minute {
		t.Errorf("not as expected: %v, %v", state.Offset, err)
	}
	// Output:
}

// A fault: for which requests, what goes wrong, and how often.
func Example_fault() {
	mock := pammock.Start(t)
	client := NewClient(mock.URLs.SPS, "admin", "a")

	mock.Break(pammock.Fault{
		Match:  pammock.FaultMatch{Surface: "sps"},
		Effect: pammock.Status(503),
		Times:  2,
	})
	if _, err := client.SSHConnections(); err != nil {
		t.Error("it should have tried again:", err)
	}
	mock.Received(pammock.Match{Status: 503}, pammock.Exactly(2))
	mock.FaultsMet() // none was in vain
	// Output:
}

// An assertion on the journal: what did the client send? When it fails, it shows what came closest.
func Example_journal() {
	mock := pammock.Start(t)
	token := mock.World.PMP.Tokens["administrator"]

	err := NewPMPClient(mock.URLs.PMP, token).ChangePassword("303", "307", "Aa1!changed", "rotation of March")
	if err != nil {
		t.Fatal(err)
	}
	mock.Received(pammock.Match{
		Operation: "pmp.account.password.change",
		Headers:   pammock.Values{"authtoken": pammock.Equals(token)},
		Query:     pammock.Values{"AUTHTOKEN": pammock.Absent()},
		Body: &pammock.Body{Form: pammock.Values{
			"INPUT_DATA.operation.Details.REASON": pammock.Contains("March"),
		}},
	}, pammock.Exactly(1))
	// Output:
}

// Entries of the journal, for what no match says.
func Example_entries() {
	mock := pammock.Start(t)
	_, _ = NewPMPClient(mock.URLs.PMP, "wrong").Password("303", "307")

	refused := pammock.JournalFilter{Match: pammock.Match{Refused: pammock.Bool(true)}, Limit: 1}
	page, err := mock.Journal.List(mock.Context(), refused)
	if err != nil {
		t.Fatal(err)
	}
	if reason := page.Entries[0].Reason; reason.Rule != "pmp.token.unknown" {
		t.Errorf("not as expected: %s (%s)", reason.Rule, reason.Message)
	}
	// Output:
}

// Data of one's own: a surface's world, a version of the product, a knob, a clock.
func Example_data() {
	mock := pammock.Start(t,
		pammock.WithProfile("sps", "7.0"),
		pammock.WithSetting("sps", "transactions", "parallel"),
		pammock.WithClock(time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)),
		pammock.WithFixtures("pmp", map[string]any{
			"users": []any{map[string]any{
				"id": "1", "login": "me", "role": "Administrator", "api": map[string]any{"token": "MY-TOKEN"},
			}},
			"resources": []any{map[string]any{
				"id": "900", "name": "mine", "type": "Linux", "owner": "me",
				"accounts": []any{map[string]any{"id": "901", "name": "root", "password": "hunter2"}},
			}},
		}),
	)
	password, err := NewPMPClient(mock.URLs.PMP, "MY-TOKEN").Password("900", "901")
	if err != nil || password != "hunter2" {
		t.Errorf("not as expected: %q, %v", password, err)
	}
	// Output:
}

// What changed, and what was left open.
func Example_changed() {
	mock := pammock.Start(t)
	client := NewPMPClient(mock.URLs.PMP, mock.World.PMP.Tokens["administrator"])

	if err := client.ChangePassword("303", "307", "Aa1!changed", "test"); err != nil {
		t.Fatal(err)
	}
	mock.Changed("pmp.accounts.307") // this row, and no other
	mock.NothingCheckedOut()
	mock.NoOpenTransaction()
	mock.NoOpenSession()
	mock.NoAdvice() // nothing that works here and will hurt on the product
	// Output:
}

var m *testing.M

// In TestMain, with options of the emulator; without any, TestMain is not needed.
func ExampleMain() {
	// func TestMain(m *testing.M)
	pammock.Main(m, pammock.WithSeed("reproducible"), pammock.WithArguments("--fixtures", "testdata/world"))
}
