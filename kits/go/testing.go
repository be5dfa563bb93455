package pammock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// Mock is the workspace of a test. Its own methods fail the test when the emulator refuses, or when what they check does not
// hold; call them from the test's goroutine. Those of the [Workspace] in it take a context and give an error.
type Mock struct {
	*Workspace
	t   testing.TB
	ctx context.Context
}

// shared is the emulator of the test binary.
var shared struct {
	sync.Mutex
	options  []EmulatorOption
	hasMain  bool
	emulator *Emulator
	// err is kept: what was not found for the first test is not looked for again by each.
	err error
}

// Start gives a test, benchmark or fuzz test a workspace of its own, which is removed when that ends. Tests may be parallel.
//
// All workspaces of a test binary are in one emulator, which the first Start finds, or starts (see the package's
// documentation), and which ends with the test binary. When a test has failed, its log tells what the emulator refused last,
// and why, and what became of the faults.
func Start(t testing.TB, options ...Option) *Mock {
	t.Helper()
	emulator, err := sharedEmulator()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	workspace, err := emulator.Workspaces.Create(ctx, options...)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	mock := &Mock{workspace, t, ctx}
	t.Cleanup(func() {
		t.Helper()
		defer cancel()
		if t.Failed() {
			mock.logRefusals()
			mock.logFaults()
		}
		if err := workspace.Remove(ctx); err != nil && !hasStatus(err, 404) {
			t.Error(err)
		}
	})
	return mock
}

// Main runs the tests, and ends the emulator after them. It has to be the last call of TestMain:
//
//	func TestMain(m *testing.M) {
//		pammock.Main(m, pammock.WithSeed("a seed"))
//	}
//
// It is needed for options of the emulator. Without it the emulator ends too, when the test binary has: a watching process
// notices, also when the binary is killed. On Windows there is none, so there Main is always needed, and an emulator of a
// binary that is killed goes on.
func Main(m interface{ Run() int }, options ...EmulatorOption) {
	os.Exit(run(m, options))
}

func run(m interface{ Run() int }, options []EmulatorOption) (code int) {
	shared.Lock()
	shared.options, shared.hasMain = options, true
	shared.Unlock()
	defer func() {
		shared.Lock()
		defer shared.Unlock()
		if shared.emulator == nil {
			return
		}
		if err := shared.emulator.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
		shared.emulator, shared.err = nil, errors.New("pam-mock: the emulator has ended, as pammock.Main is over")
	}()
	return m.Run()
}

func sharedEmulator() (*Emulator, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.emulator != nil || shared.err != nil {
		return shared.emulator, shared.err
	}
	emulator, err := Open(context.Background(), shared.options...)
	if err == nil && emulator.started != nil && !emulator.started.watched && !shared.hasMain {
		err = errors.Join(errors.New("pam-mock: here nothing ends the emulator after the tests; call pammock.Main(m) in TestMain"), emulator.Close())
	}
	if err != nil {
		emulator = nil
	}
	shared.emulator, shared.err = emulator, err
	return emulator, err
}

// mostRefusals that are shown when a test fails; more only hide them.
const mostRefusals = 3

func (m *Mock) logRefusals() {
	m.t.Helper()
	page, err := m.Journal.List(m.ctx, JournalFilter{Match: Match{Refused: Bool(true)}, Limit: mostRefusals})
	if err != nil {
		return
	}
	for _, one := range page.Entries {
		if one.Reason != nil {
			m.t.Logf("pam-mock refused %s: %s (%s; %s)", m.describe(one), one.Reason.Message, one.Reason.Rule, one.Reason.Source)
		}
	}
}

// mostFaults that are shown when a test fails.
const mostFaults = 10

// logFaults tells what became of the faults, and of a connection that was cut nothing else does.
func (m *Mock) logFaults() {
	m.t.Helper()
	placed, err := m.Faults.List(m.ctx)
	if err != nil {
		return
	}
	for _, one := range placed[:min(len(placed), mostFaults)] {
		last := ""
		if one.Fired > 0 {
			page, err := m.Journal.List(m.ctx, JournalFilter{Match: Match{Fault: one.ID}, Limit: 1})
			if err == nil && len(page.Entries) > 0 {
				last = ", last for " + m.describe(page.Entries[0])
			}
		}
		m.t.Logf("pam-mock: %s%s", one, last)
	}
}

// describe is such as "GET /api/configuration → 401", without the prefix that all paths of the workspace have.
func (m *Mock) describe(entry Entry) string {
	path := entry.Request.Path
	if rest := strings.TrimPrefix(path, "/w/"+m.ID); strings.HasPrefix(rest, "/") {
		path = rest
	}
	return fmt.Sprintf("%s %s → %d", entry.Request.Method, path, entry.Response.Status)
}

// Context ends when the test does.
func (m *Mock) Context() context.Context { return m.ctx }

// WithContext gives the same handle, whose own methods go by this context.
func (m *Mock) WithContext(ctx context.Context) *Mock { return &Mock{m.Workspace, m.t, ctx} }

// Advance moves time forward: whatever has expired by then is expired for the next request. It may be a client's sleep.
func (m *Mock) Advance(by time.Duration) ClockState {
	m.t.Helper()
	return must(m, func() (ClockState, error) { return m.Clock.Advance(m.ctx, by) })
}

// Break puts a fault in place.
func (m *Mock) Break(fault Fault) PlacedFault {
	m.t.Helper()
	return must(m, func() (PlacedFault, error) { return m.Faults.Add(m.ctx, fault) })
}

// Patch changes rows of a surface, all of it or nothing; nil takes a row away.
func (m *Mock) Patch(surface string, patch Rows) {
	m.t.Helper()
	must(m, func() (struct{}, error) { return struct{}{}, m.State.Patch(m.ctx, surface, patch) })
}

// Act pulls a lever that a person at the product would pull: "sps", "take-config-lock". Input is what it has to be told.
func (m *Mock) Act(surface, action string, input any) {
	m.t.Helper()
	must(m, func() (struct{}, error) {
		_, err := m.Actions.Run(m.ctx, surface, action, input)
		return struct{}{}, err
	})
}

// Changes gives the rows that are not as they were in the fixtures, without what the product notes down by itself.
func (m *Mock) Changes() []Change {
	m.t.Helper()
	return must(m, func() ([]Change, error) { return m.State.Diff(m.ctx, DiffOptions{}) })
}

// must fails the test now where the emulator refuses.
func must[Answer any](m *Mock, do func() (Answer, error)) Answer {
	m.t.Helper()
	answer, err := do()
	if err != nil {
		m.t.Fatal(err)
	}
	return answer
}
