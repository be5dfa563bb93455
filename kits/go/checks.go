package pammock

import (
	"fmt"
	"slices"
	"strings"
)

// Whose says whose things are checked, or those of which surface: [By], [On]. Everybody's and all by default.
type Whose func(*whose)

type whose struct{ by, surface string }

// By a user, by login.
func By(login string) Whose { return func(w *whose) { w.by = login } }

// On a surface: "xtam", "sps" or "pmp".
func On(surface string) Whose { return func(w *whose) { w.surface = surface } }

func whoseOf(options []Whose) (w whose) {
	for _, option := range options {
		option(&w)
	}
	return w
}

// Received checks that so many requests match; when they do not, the test fails with what came closest and where it differs.
func (m *Mock) Received(match Match, count Count) {
	m.t.Helper()
	if _, err := m.Journal.Verify(m.ctx, match, count); err != nil {
		m.t.Error(err)
	}
}

// FaultsMet checks that each fault in place has fired, once at least. That none is in place is a slip, and fails.
func (m *Mock) FaultsMet() {
	m.t.Helper()
	placed := must(m, func() ([]PlacedFault, error) { return m.Faults.List(m.ctx) })
	if len(placed) == 0 {
		m.t.Error("pam-mock: expected faults that have fired, but none is in place.")
		return
	}
	n, found := 0, ""
	for _, one := range placed {
		if one.Fired == 0 {
			n++
			found += "\n  " + one.String()
		}
	}
	if n == 0 {
		return
	}
	have := "have"
	if n == 1 {
		have = "has"
	}
	m.t.Errorf("pam-mock: expected all faults to have fired, but %d of %d %s not.%s", n, len(placed), have, found)
}

// NothingCheckedOut checks that no password is checked out (PMP), and that no approved request goes on (XTAM).
func (m *Mock) NothingCheckedOut(of ...Whose) {
	m.t.Helper()
	m.nothingOpen("check-out", "password checked out", of)
}

// NoOpenTransaction checks that no transaction of the configuration is open (SPS).
func (m *Mock) NoOpenTransaction(of ...Whose) {
	m.t.Helper()
	m.nothingOpen("transaction", "open transaction", of)
}

// NoOpenSession checks that all who signed in have signed out, or that their sessions are over.
func (m *Mock) NoOpenSession(of ...Whose) {
	m.t.Helper()
	m.nothingOpen("session", "open session", of)
}

// ReadSecret checks how often an account (PMP) or a record (XTAM) was read, by its id.
func (m *Mock) ReadSecret(id string, count Count, by ...Whose) {
	m.t.Helper()
	who := whoseOf(by)
	page := must(m, func() (LedgerPage, error) {
		return m.Ledger.Get(m.ctx, LedgerFilter{Surface: who.surface, Object: id})
	})
	reads, deeds := 0, ""
	for _, deed := range page.Secrets {
		if deed.Does == "read" && (who.by == "" || deed.By == who.by) {
			reads++
		}
		somebody := "somebody"
		if deed.By != "" {
			somebody = fmt.Sprintf("%q", deed.By)
		}
		deeds += fmt.Sprintf("\n  %s by %s%s", deed.Does, somebody, describeRequests(deed.Request))
	}
	if !count.holds(reads) {
		whom := ""
		if who.by != "" {
			whom = fmt.Sprintf(" by %q", who.by)
		}
		m.t.Errorf("pam-mock: secret %q was read %s%s; expected was %s.%s", id, plural(reads, "time"), whom, count, deeds)
	}
}

// Changed checks that just these rows have changed since the fixtures, such as "pmp.accounts.307"; without any, that nothing
// has. What a product notes down by itself (sessions, trails, counters) is left out. A surface or table that there is not ends
// the test; a row is not looked for.
func (m *Mock) Changed(rows ...string) {
	m.t.Helper()
	m.knowTables(rows)
	page := must(m, func() (LedgerPage, error) { return m.Ledger.Get(m.ctx, LedgerFilter{}) })
	missing := map[string]bool{}
	for _, row := range rows {
		missing[row] = true
	}
	extra, all := "", ""
	for _, one := range page.Changes {
		name := rowName(one.Surface, one.Table, one.Key)
		line := fmt.Sprintf("\n  %s was %s%s", name, one.Change, describeRequests(one.Requests...))
		all += line
		if missing[name] {
			delete(missing, name)
		} else {
			extra += line
		}
	}
	if extra == "" && len(missing) == 0 {
		return
	}
	var names []string
	for row := range missing {
		names = append(names, "\n  "+row+" was to differ, and does not")
	}
	slices.Sort(names)
	if extra == "" {
		extra = all
	}
	m.t.Errorf("pam-mock: other things have changed than expected.%s%s", strings.Join(names, ""), extra)
}

// knowTables ends the test where a name is a slip; it would be missed in a list of changes, but not understood.
func (m *Mock) knowTables(rows []string) {
	m.t.Helper()
	if len(rows) == 0 {
		return
	}
	surfaces := must(m, func() (map[string]map[string]int, error) { return m.State.Count(m.ctx) })
	for _, row := range rows {
		parts := strings.SplitN(row, ".", 3)
		if len(parts) < 3 {
			m.t.Fatal(fmt.Sprintf("pam-mock: %q names no row; one looks like \"pmp.accounts.307\"", row))
		}
		tables, isSurface := surfaces[parts[0]]
		if !isSurface {
			m.t.Fatal(fmt.Sprintf("pam-mock: there is no surface %q; there are %s", parts[0], namesOf(surfaces)))
		}
		if _, isTable := tables[parts[1]]; !isTable {
			m.t.Fatal(fmt.Sprintf("pam-mock: there is no table of %s %q; there are %s", parts[0], parts[1], namesOf(tables)))
		}
	}
}

func namesOf[V any](of map[string]V) string {
	var names []string
	for name := range of {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// NoAdvice checks that nothing the client does works here and will hurt on the product, but for some rules.
func (m *Mock) NoAdvice(except ...string) {
	m.t.Helper()
	found := ""
	for _, one := range must(m, func() ([]Advice, error) { return m.Ledger.Advice(m.ctx) }) {
		if !slices.Contains(except, one.Rule) {
			found += fmt.Sprintf("\n  %s (%s): %s [%s]%s", one.Rule, plural(one.Count, "request"), one.Sentence, one.Source, describeRequests(one.Requests...))
		}
	}
	if found != "" {
		m.t.Errorf("pam-mock: what the client does works here and will hurt on the product:%s", found)
	}
}

func (m *Mock) nothingOpen(kind, what string, of []Whose) {
	m.t.Helper()
	who := whoseOf(of)
	page := must(m, func() (LedgerPage, error) { return m.Ledger.Get(m.ctx, LedgerFilter{Surface: who.surface}) })
	n, found := 0, ""
	for _, one := range page.Open {
		if one.Kind != kind || (who.by != "" && one.By != who.by) {
			continue
		}
		n++
		object := ""
		if one.Object != "" {
			object = fmt.Sprintf(" %q", one.Object)
		}
		found += fmt.Sprintf("\n  %s%s, by %q%s", one.Surface, object, one.By, describeRequests(one.Requests...))
	}
	if n > 0 {
		m.t.Errorf("pam-mock: expected no %s, but found %d.%s", what, n, found)
	}
}

func describeRequests(requests ...LedgerRequest) string {
	lines := ""
	for _, one := range requests {
		lines += fmt.Sprintf("\n    #%s %s → %d", one.ID, one.Request, one.Status)
	}
	return lines
}

func plural(n int, what string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, what)
	}
	return fmt.Sprintf("%d %ss", n, what)
}
