package pammock

import (
	"context"
	"net/url"
)

// Ledger is what clients have done to the products' objects. It is worked out of the journal and the state when it is asked
// for: what the journal has let go of, it does not know.
type Ledger struct{ caller *caller }

// LedgerFilter names a surface, or one object of it by its id. The zero filter is all.
type LedgerFilter struct{ Surface, Object string }

// LedgerPage is what a ledger holds.
type LedgerPage struct {
	// Secrets that were read, changed, checked out and in, one after the other.
	Secrets []Deed
	// Open is what was begun and has not ended.
	Open []OpenThing
	// Changes since the fixtures.
	Changes []LedgerChange
}

// Deed is what somebody did to a secret.
type Deed struct {
	Surface string
	// Does is "read", "changed", "checked out" or "checked in".
	Does string
	// Object by its id.
	Object string
	// By a user's login; empty where the credentials do not tell.
	By      string
	Request LedgerRequest
}

// OpenThing is a check-out, a transaction or a session that goes on.
type OpenThing struct {
	Surface string
	// Kind is "check-out", "transaction" or "session".
	Kind string
	// Object by its id; empty where it is about none.
	Object string
	// By a user's login.
	By string
	// Requests that explain it, the newest ones.
	Requests []LedgerRequest
}

// LedgerChange is a row that is not as it was.
type LedgerChange struct {
	Surface, Table, Key string
	// Change is "added", "changed" or "removed".
	Change   string
	Requests []LedgerRequest
}

// LedgerRequest is a request in short.
type LedgerRequest struct {
	// ID of its entry in the journal.
	ID string
	// Request is its method and path.
	Request   string
	Status    int
	Operation string
}

// Advice is something that works here and will hurt on the product.
type Advice struct {
	Surface, Rule, Sentence, Source string
	// Count of requests that it is about.
	Count int
	// Requests in question, the newest ones.
	Requests []LedgerRequest
}

// Get tells who read, changed and checked out which secret, what is open, and what has changed since the fixtures.
func (l *Ledger) Get(ctx context.Context, filter LedgerFilter) (LedgerPage, error) {
	query := queryOf("surface", filter.Surface, "object", filter.Object)
	return ask[LedgerPage](ctx, l.caller, "GET", "/ledger", query, nil)
}

// Advice tells what the client does that works here and will hurt on the product.
func (l *Ledger) Advice(ctx context.Context) ([]Advice, error) {
	page, err := ask[struct{ Advice []Advice }](ctx, l.caller, "GET", "/advice", nil, nil)
	return page.Advice, err
}

// queryOf takes names and values in turn, and leaves out what is empty.
func queryOf(namesAndValues ...string) url.Values {
	query := url.Values{}
	for i := 0; i < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			query.Set(namesAndValues[i], namesAndValues[i+1])
		}
	}
	return query
}
