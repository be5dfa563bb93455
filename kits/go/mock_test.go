package pammock_test

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

func TestWorkspacesAreApart(t *testing.T) {
	t.Parallel()
	for i := 0; i < 4; i++ {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			mock := pammock.Start(t)
			if _, err := NewClient(mock.URLs.SPS, "admin", "a").SSHConnections(); err != nil {
				t.Fatal(err)
			}
			mock.Received(pammock.Match{}, pammock.Exactly(3))
		})
	}
}

func TestAWorkspaceIsGoneAfterItsTest(t *testing.T) {
	t.Parallel()
	var id string
	var emulator *pammock.Emulator
	written := watched(t, func(r *recorder) {
		mock := pammock.Start(r)
		id, emulator = mock.ID, mock.Emulator()
		if _, err := emulator.Workspaces.Get(mock.Context(), id); err != nil {
			t.Error(err)
		}
	})
	if emulator == nil {
		t.Fatal(written)
	}
	var refused *pammock.Error
	if _, err := emulator.Workspaces.Get(context.Background(), id); !errors.As(err, &refused) || refused.Status != 404 || written != "" {
		t.Errorf("expected a 404, got %v; written was %q", err, written)
	}
}

func TestAFailedTestSaysWhatCameClosestAndWhatWasRefused(t *testing.T) {
	t.Parallel()
	written := watched(t, func(r *recorder) {
		mock := pammock.Start(r)
		_, _ = NewPMPClient(mock.URLs.PMP, "wrong").Password("303", "307")
		mock.Received(pammock.Match{
			Operation: "pmp.account.password.get",
			Status:    200,
			Query:     pammock.Values{"limit": pammock.Pattern("^1", "i")},
		}, pammock.Exactly(1))
	})
	holds(t, written,
		`Expected exactly 1 request with operation "pmp.account.password.get", status 200`,
		"/restapi/json/v1/resources/303/accounts/307/password → 200: ",
		"query.limit is absent, not matching /^1/i",
		"pam-mock refused GET /restapi/json/v1/resources/303/accounts/307/password → 200: ",
		"pmp.token.unknown",
	)
	if strings.Contains(written, "Unprocessable") || strings.Contains(written, "fault") {
		t.Errorf("expected the sentence alone, and no faults: %s", written)
	}
}

func TestChecksFailWithTheRequestsThatTellWhy(t *testing.T) {
	t.Parallel()
	written := watched(t, func(r *recorder) {
		mock := pammock.Start(r)
		client := NewPMPClient(mock.URLs.PMP, mock.World.PMP.Tokens["administrator"])
		_, _ = client.Password("303", "307")
		_ = client.ChangePassword("303", "307", "Aa1!changed", "test")
		_, _ = NewClient(mock.URLs.SPS, "admin", "a").SSHConnections()
		request, _ := http.NewRequest(http.MethodPost, mock.URLs.SPS+"/transaction", nil)
		request.SetBasicAuth("admin", "a")
		_, _, _ = send(http.DefaultClient, request)
		mock.NoOpenSession(pammock.On("sps"), pammock.By("admin"))
		mock.NoOpenSession(pammock.By("somebody"))
		mock.ReadSecret("307", pammock.Exactly(1))
		mock.ReadSecret("307", pammock.AtLeast(2), pammock.By("operations"))
		mock.Changed()
		mock.Changed("pmp.accounts.308", "pmp.accounts.307")
		mock.Changed("pmp.accounts.307")
	})
	holds(t, written,
		`expected no open session, but found 1.`, `sps, by "admin"`,
		`secret "307" was read 1 time by "operations"; expected was at least 2 times.`,
		`pmp.accounts.307 was changed`, "/restapi/json/v1/resources/303/accounts/307/password → 200",
		`pmp.accounts.308 was to differ, and does not`,
	)
	if n := strings.Count(written, "pam-mock: "); n != 4 {
		t.Errorf("expected 4 failures, not %d:\n%s", n, written)
	}
}

func TestCheckOutsAndTransactionsThatAreLeftOpen(t *testing.T) {
	t.Parallel()
	written := watched(t, func(r *recorder) {
		mock := pammock.Start(r)
		client := NewClient(mock.URLs.SPS, "admin", "a")
		_, _ = client.SSHConnections()
		request, _ := http.NewRequest(http.MethodPost, mock.URLs.SPS+"/transaction", nil)
		if status, body, err := send(client.http, request); err != nil || status >= 300 {
			t.Errorf("%d %s %v", status, body, err)
		}
		mock.NoOpenTransaction()
		mock.NoOpenTransaction(pammock.On("pmp"))
		mock.NothingCheckedOut()
	})
	holds(t, written, `expected no open transaction, but found 1.`, "/api/transaction → 200")
	if n := strings.Count(written, "pam-mock: "); n != 1 {
		t.Errorf("expected 1 failure, not %d:\n%s", n, written)
	}
}

func TestAdviceNamesRuleAndRequests(t *testing.T) {
	t.Parallel()
	mock := pammock.Start(t)
	request, _ := http.NewRequest(http.MethodGet, mock.URLs.PMP+"/resources?AUTHTOKEN="+mock.World.PMP.Tokens["administrator"], nil)
	if _, _, err := send(http.DefaultClient, request); err != nil {
		t.Fatal(err)
	}
	advice, err := mock.Ledger.Advice(mock.Context())
	if err != nil || len(advice) == 0 {
		t.Fatalf("expected advice: %v, %v", advice, err)
	}
	var rules []string
	written := watched(t, func(r *recorder) {
		other := pammock.Start(r)
		request.URL.Path = strings.Replace(request.URL.Path, mock.ID, other.ID, 1)
		_, _, _ = send(http.DefaultClient, request)
		other.NoAdvice()
		for _, one := range advice {
			rules = append(rules, one.Rule)
		}
		other.NoAdvice(rules...)
	})
	holds(t, written, rules[0]+" (1 request): ", "/restapi/json/v1/resources?")
	if n := strings.Count(written, "will hurt on the product:"); n != 1 {
		t.Errorf("expected 1 failure, not %d:\n%s", n, written)
	}
}

func TestASlipIsRefusedWithTheNameThatWasMeant(t *testing.T) {
	t.Parallel()
	holds(t, watched(t, func(r *recorder) { pammock.Start(r, pammock.WithProfile("sps", "77")) }),
		"PUT /workspaces/go-", "400 Bad Request", "there are 8.0, 7.5")
	holds(t, watched(t, func(r *recorder) {
		pammock.Start(r).Received(pammock.Match{Operation: "pmp.account.pasword.get"}, pammock.Exactly(0))
	}), "POST /journal/verify: 400", "pmp.account.password.get")
	for row, sentence := range map[string]string{
		"307":               `"307" names no row; one looks like "pmp.accounts.307"`,
		"pnp.accounts.307":  `there is no surface "pnp"; there are pmp, sps, xtam`,
		"pmp.acounts.307":   `there is no table of pmp "acounts"; there are `,
		"pmp.accounts.9999": "pmp.accounts.9999 was to differ, and does not",
	} {
		holds(t, watched(t, func(r *recorder) { pammock.Start(r).Changed(row) }), sentence)
	}
}

func TestNanosecondsAreRefused(t *testing.T) {
	t.Parallel()
	holds(t, watched(t, func(r *recorder) { pammock.Start(r).Advance(20) }),
		"20ns is less than a millisecond", "20 * time.Minute")
	mock := pammock.Start(t)
	mock.Advance(0)
	if state := mock.Advance(-time.Millisecond); state.Offset != -time.Millisecond {
		t.Errorf("expected a millisecond: %v", state.Offset)
	}
}

func TestCallsGoByTheirContext(t *testing.T) {
	t.Parallel()
	mock := pammock.Start(t)
	over, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := mock.Clock.Get(over); !errors.Is(err, context.Canceled) {
		t.Errorf("expected context.Canceled, got %v", err)
	}
	if written := watched(t, func(r *recorder) { pammock.Start(r).WithContext(over).Advance(time.Minute) }); !strings.Contains(written, "context canceled") {
		t.Errorf("expected the context's error, got %q", written)
	}
	if _, err := mock.Clock.Get(mock.Context()); err != nil {
		t.Error(err)
	}
}

func TestHTTPSAndPort(t *testing.T) {
	t.Parallel()
	mock := pammock.Start(t, pammock.WithPort(0))
	if strings.Contains(mock.URLs.SPS, "/w/") {
		t.Errorf("expected a port of its own: %s", mock.URLs.SPS)
	}
	pem, err := mock.ClientCertificate(mock.Context(), "certuser")
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := tls.X509KeyPair(pem, pem)
	if err != nil {
		t.Fatal(err)
	}
	config := mock.Emulator().TLSConfig()
	config.Certificates = []tls.Certificate{certificate}
	client := NewClient(mock.HTTPS.SPS, "admin", "a")
	client.http.Transport = &http.Transport{TLSClientConfig: config}
	if _, err := client.SSHConnections(); err != nil {
		t.Fatal(err)
	}
}

func TestFromSeveralGoroutines(t *testing.T) {
	t.Parallel()
	mock := pammock.Start(t)
	var all sync.WaitGroup
	for i := 0; i < 8; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			if _, err := mock.Clock.Advance(mock.Context(), time.Minute); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
	state, err := mock.Clock.Get(mock.Context())
	if err != nil || state.Offset.Round(time.Second) != 8*time.Minute {
		t.Errorf("expected 8 minutes: %+v, %v", state, err)
	}
}

func BenchmarkPassword(b *testing.B) {
	mock := pammock.Start(b)
	client := NewPMPClient(mock.URLs.PMP, mock.World.PMP.Tokens["administrator"])
	for i := 0; i < b.N; i++ {
		if _, err := client.Password("303", "307"); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzPassword(f *testing.F) {
	mock := pammock.Start(f)
	token := mock.World.PMP.Tokens["administrator"]
	f.Add("Aa1!changed")
	f.Fuzz(func(t *testing.T, password string) {
		_ = NewPMPClient(mock.URLs.PMP, token).ChangePassword("303", "307", password, "fuzz")
		if page, err := mock.Journal.List(mock.Context(), pammock.JournalFilter{Match: pammock.Match{Status: 500}}); err != nil || page.Total > 0 {
			t.Errorf("expected no 500: %+v, %v", page, err)
		}
	})
}
