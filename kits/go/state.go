package pammock

import (
	"context"
	"encoding/json"
	"fmt"
)

// State is what a workspace holds, for what no request of a product could arrange or show. Rows are the emulator's inside:
// their shape may change between versions.
type State struct{ caller *caller }

// Rows by key, by table.
type Rows map[string]map[string]any

// Change is a row that differs.
type Change struct {
	Surface, Table, Key string
	// Change is "added", "changed" or "removed".
	Change string
	// Before and After are the row as JSON; null where there is none.
	Before, After json.RawMessage
}

// String names the row and what became of it: "pmp.accounts.307 changed".
func (c Change) String() string { return fmt.Sprintf("%s %s", c.Row(), c.Change) }

// Row names the row, as [Mock.Changed] takes it: "pmp.accounts.307".
func (c Change) Row() string { return rowName(c.Surface, c.Table, c.Key) }

func rowName(surface, table, key string) string { return surface + "." + table + "." + key }

// DiffOptions of [State.Diff].
type DiffOptions struct {
	// From a snapshot; from the fixtures by default.
	From string
	// Surface alone; all by default.
	Surface string
	// Bookkeeping of the product too: sessions, trails, counters.
	Bookkeeping bool
}

// Count tells how many rows each table of each surface has.
func (s *State) Count(ctx context.Context) (map[string]map[string]int, error) {
	page, err := ask[struct{ Surfaces map[string]map[string]int }](ctx, s.caller, "GET", "/state", nil, nil)
	return page.Surfaces, err
}

// Get gives all rows of a surface.
func (s *State) Get(ctx context.Context, surface string) (Rows, error) {
	return ask[Rows](ctx, s.caller, "GET", path("/state/{surface}", surface), nil, nil)
}

// Row reads one row into what the last argument points to.
func (s *State) Row(ctx context.Context, surface, table, key string, into any) error {
	return s.caller.call(ctx, "GET", path("/state/{surface}", surface), queryOf("table", table, "key", key), nil, into)
}

// Patch changes rows by a JSON merge patch (RFC 7396), all of it or nothing; nil takes a row away.
func (s *State) Patch(ctx context.Context, surface string, patch Rows) error {
	return s.caller.call(ctx, "PATCH", path("/state/{surface}", surface), nil, patch, nil)
}

// Diff gives the rows that differ from the fixtures, or from a snapshot.
func (s *State) Diff(ctx context.Context, options DiffOptions) ([]Change, error) {
	query := queryOf("from", options.From, "surface", options.Surface)
	if options.Bookkeeping {
		query.Set("bookkeeping", "true")
	}
	page, err := ask[struct{ Changes []Change }](ctx, s.caller, "GET", "/state/diff", query, nil)
	return page.Changes, err
}

// Snapshots are named states. Time, ids, faults and the journal are no part of them.
type Snapshots struct{ caller *caller }

// Take keeps the present state under a name, in place of an earlier one of that name.
func (s *Snapshots) Take(ctx context.Context, name string) error {
	return s.caller.call(ctx, "POST", "/snapshots", nil, map[string]string{"name": name}, nil)
}

// Restore goes back to a snapshot, which stays.
func (s *Snapshots) Restore(ctx context.Context, name string) error {
	return s.caller.call(ctx, "POST", path("/snapshots/{name}/restore", name), nil, nil, nil)
}

// Remove forgets a snapshot.
func (s *Snapshots) Remove(ctx context.Context, name string) error {
	return s.caller.call(ctx, "DELETE", path("/snapshots/{name}", name), nil, nil, nil)
}

// List gives the names, oldest first.
func (s *Snapshots) List(ctx context.Context) ([]string, error) {
	page, err := ask[struct{ Snapshots []string }](ctx, s.caller, "GET", "/snapshots", nil, nil)
	return page.Snapshots, err
}

// Actions are levers that a person at the product would pull.
type Actions struct{ caller *caller }

// Action is a lever.
type Action struct {
	Surface, Action, Summary string
	// Input is the JSON schema of what it has to be told.
	Input json.RawMessage
}

// List gives all levers.
func (a *Actions) List(ctx context.Context) ([]Action, error) {
	page, err := ask[struct{ Actions []Action }](ctx, a.caller, "GET", "/actions", nil, nil)
	return page.Actions, err
}

// Run pulls a lever, such as "sps", "take-config-lock", and gives what it answers, if anything. Input is what it has to be
// told, as JSON; nil for nothing.
func (a *Actions) Run(ctx context.Context, surface, action string, input any) (json.RawMessage, error) {
	return ask[json.RawMessage](ctx, a.caller, "POST", path("/actions/{surface}/{action}", surface, action), nil, input)
}
