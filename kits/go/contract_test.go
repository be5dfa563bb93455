package pammock_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

// uncovered operations are those for people, for machines that watch, and for the console.
var uncovered = []string{
	"consoleFile", "consoleGet", "coverageGet", "handleList", "journalStream", "metricsGet", "openapiGet",
	"openapiYaml", "productOpenapiGet", "readyGet", "requestSend", "rulesGet", "settingsGet", "statePage", "workspaceCreate",
}

// seen is a call of the control plane.
type seen struct {
	method, path string
	query        url.Values
	body         []byte
}

// proxy passes everything on to the emulator, and notes the calls of the control plane.
type proxy struct {
	*httptest.Server
	mutex sync.Mutex
	calls []seen
}

func proxyOf(t *testing.T, before func(http.ResponseWriter, *http.Request) bool) *proxy {
	t.Helper()
	target, err := url.Parse(strings.TrimSuffix(pammock.Start(t).Emulator().URLs.Control, "/__mock"))
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{}
	pass := httputil.NewSingleHostReverseProxy(target)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		if _, path, isControl := strings.Cut(r.URL.EscapedPath(), "/__mock"); isControl {
			p.mutex.Lock()
			p.calls = append(p.calls, seen{r.Method, path, r.URL.Query(), body})
			p.mutex.Unlock()
		}
		if before == nil || before(w, r) {
			pass.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// everyCall makes each call that the kit knows.
func everyCall(t *testing.T, emulator *pammock.Emulator) {
	t.Helper()
	ctx := context.Background()
	w, err := emulator.Workspaces.Create(ctx, pammock.WithProfile("sps", "7.0"), pammock.WithSetting("sps", "transactions", "parallel"),
		pammock.WithClock(time.Now()), pammock.WithFrozenClock(), pammock.WithPort(0), pammock.WithFixtures("pmp", map[string]any{}), pammock.WithFrom("default"))
	if err == nil {
		t.Error("expected a refusal: fixtures and another workspace to begin as")
	}
	if w, err = emulator.Workspaces.Create(ctx, pammock.WithProfile("sps", "7.0"), pammock.WithClock(time.Now()), pammock.WithFrozenClock()); err != nil {
		t.Fatal(err)
	}
	match := pammock.Match{
		Surface: "sps", Operation: "sps.*", Method: "GET", Path: "*", Credential: "admin", Status: 401, Refused: pammock.Bool(true),
		Rule: "sps.*", Headers: pammock.Values{"accept": pammock.Absent()}, Query: pammock.Values{"a": pammock.Equals([]string{"b"})},
		Body: &pammock.Body{Text: pammock.Contains("a"), JSON: pammock.Values{"a[*].b": pammock.Pattern("c")}},
	}
	fault, faultErr := w.Faults.Add(ctx, pammock.Fault{
		Match: pammock.FaultMatch{
			Surface: "sps", Operation: "sps.*", Method: "GET", Path: "*", Credential: "admin", Nth: 2, Probability: 0.5,
			Headers: pammock.Values{"accept": pammock.Absent()}, Query: pammock.Values{"a": pammock.Equals("b")},
			Body: &pammock.Body{Form: pammock.Values{"a": pammock.Equals("b")}},
		},
		Effect: pammock.Status(503).WithHeader("retry-after", "1").WithBody("busy"), Times: 1, Until: "5m",
	})
	var row any
	calls := map[string]func() error{
		"clock.get":     func() error { _, err := w.Clock.Get(ctx); return err },
		"clock.advance": func() error { _, err := w.Clock.Advance(ctx, time.Hour); return err },
		"clock.set":     func() error { _, err := w.Clock.Set(ctx, time.Now()); return err },
		"clock.freeze":  func() error { _, err := w.Clock.Freeze(ctx); return err },
		"clock.thaw":    func() error { _, err := w.Clock.Thaw(ctx); return err },
		"faults.add":    func() error { return faultErr },
		"faults.list":   func() error { _, err := w.Faults.List(ctx); return err },
		"faults.vendor": func() error { _, err := w.Faults.Vendor(ctx); return err },
		"faults.get":    func() error { _, err := w.Faults.Get(ctx, fault.ID); return err },
		"faults.remove": func() error { return w.Faults.Remove(ctx, fault.ID) },
		"faults.clear":  func() error { return w.Faults.Clear(ctx) },
		"journal.list": func() error {
			_, err := w.Journal.List(ctx, pammock.JournalFilter{Match: match, ID: "1", Limit: 2, Unmasked: true})
			return err
		},
		"journal.har":    func() error { _, err := w.Journal.HAR(ctx, pammock.JournalFilter{}); return err },
		"journal.verify": func() error { _, err := w.Journal.Verify(ctx, match, pammock.AtMost(0)); return err },
		"journal.clear":  func() error { return w.Journal.Clear(ctx) },
		"ledger.get": func() error {
			_, err := w.Ledger.Get(ctx, pammock.LedgerFilter{Surface: "pmp", Object: "307"})
			return err
		},
		"ledger.advice": func() error { _, err := w.Ledger.Advice(ctx); return err },
		"state.count":   func() error { _, err := w.State.Count(ctx); return err },
		"state.get":     func() error { _, err := w.State.Get(ctx, "pmp"); return err },
		"state.row":     func() error { return w.State.Row(ctx, "pmp", "accounts", "307", &row) },
		"state.patch": func() error {
			return w.State.Patch(ctx, "pmp", pammock.Rows{"accounts": {"307": map[string]any{"notes": "changed"}}})
		},
		"state.diff": func() error {
			_, err := w.State.Diff(ctx, pammock.DiffOptions{Surface: "pmp", Bookkeeping: true})
			return err
		},
		"snapshots.take":  func() error { return w.Snapshots.Take(ctx, "a.b") },
		"snapshots.list":  func() error { _, err := w.Snapshots.List(ctx); return err },
		"actions.list":    func() error { _, err := w.Actions.List(ctx); return err },
		"actions.run":     func() error { _, err := w.Actions.Run(ctx, "sps", "take-config-lock", nil); return err },
		"certificate":     func() error { _, err := w.ClientCertificate(ctx, "certuser"); return err },
		"workspaces.list": func() error { _, err := emulator.Workspaces.List(ctx); return err },
		"workspaces.get":  func() error { _, err := emulator.Workspaces.Get(ctx, w.ID); return err },
	}
	order := []string{"faults.add", "faults.get", "faults.remove", "snapshots.take"}
	for name := range calls {
		if !slices.Contains(order, name) {
			order = append(order, name)
		}
	}
	for _, name := range order {
		if err := calls[name](); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, call := range map[string]func() error{
		"snapshots.restore": func() error { return w.Snapshots.Restore(ctx, "a.b") },
		"snapshots.diff":    func() error { _, err := w.State.Diff(ctx, pammock.DiffOptions{From: "a.b"}); return err },
		"reset":             func() error { return w.Reset(ctx) },
	} {
		if err := call(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := w.Snapshots.Remove(ctx, "a.b"); err != nil {
		t.Error(err)
	}
	if err := w.Remove(ctx); err != nil {
		t.Error(err)
	}
}

// The emulator's own description of its control plane knows each call, each parameter and each member that the kit sends.
func TestTheKitHoldsTheContract(t *testing.T) {
	t.Parallel()
	p := proxyOf(t, nil)
	emulator, err := pammock.Connect(context.Background(), p.URL)
	if err != nil {
		t.Fatal(err)
	}
	everyCall(t, emulator)
	document := documentOf(t, p.URL)
	met := map[string]bool{}
	for _, call := range p.calls {
		if call.path == "/openapi.json" {
			continue
		}
		name, operation := document.find(call)
		if operation == nil {
			t.Errorf("%s %s is no call of the control plane", call.method, call.path)
			continue
		}
		met[call.method+" "+strings.TrimPrefix(name, "/__mock")] = true
		for parameter := range call.query {
			if !slices.ContainsFunc(operation.Parameters, func(one queryParameter) bool { return one.Name == parameter }) {
				t.Errorf("%s %s has no parameter %q", call.method, call.path, parameter)
			}
		}
		if len(call.body) > 0 {
			var body any
			if err := json.Unmarshal(call.body, &body); err != nil {
				t.Error(err)
			}
			if unknown := document.unknown(operation.RequestBody.Content["application/json"].Schema, body, ""); unknown != "" {
				t.Errorf("%s %s: the body has the member %q, which is not in the document: %s", call.method, call.path, unknown, call.body)
			}
		}
	}
	for _, call := range callsInSource(t) {
		if !met[call] {
			t.Errorf("no test makes the call %s of the kit's source", call)
		}
	}
	var missing []string
	for path, methods := range document.Paths {
		for method, operation := range methods {
			if operation.OperationID != "" && !met[strings.ToUpper(method)+" "+strings.TrimPrefix(path, "/__mock")] {
				missing = append(missing, operation.OperationID)
			}
		}
	}
	slices.Sort(missing)
	if !slices.Equal(missing, uncovered) {
		t.Errorf("the kit does not cover\n%s\nbut it was to leave out\n%s", missing, uncovered)
	}
}

var calling = regexp.MustCompile(`"(GET|POST|PUT|PATCH|DELETE)", (?:path\()?"(/[^"]*)"`)

func callsInSource(t *testing.T) (calls []string) {
	files, _ := filepath.Glob("*.go")
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range calling.FindAllStringSubmatch(string(source), -1) {
			calls = append(calls, found[1]+" "+found[2])
		}
	}
	if len(calls) < 30 {
		t.Errorf("expected more calls in the source than %v", calls)
	}
	return calls
}
