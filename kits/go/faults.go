package pammock

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Faults are what goes wrong in a workspace, for which requests, how often.
type Faults struct{ caller *caller }

// Fault is something that is made to go wrong. It holds until it is used up, removed, or the workspace is reset.
type Fault struct {
	// Match says for which requests; for all by default.
	Match FaultMatch `json:"match"`
	// Times that it is acted out; without limit by default.
	Times int `json:"times,omitempty"`
	// Effect is what goes wrong: [Status], [Delay], [ConnectionReset] and the others that give an Effect.
	Effect *Effect `json:"effect,omitempty"`
	// Effects in place of Effect are acted out in turn, each once.
	Effects []*Effect `json:"effects,omitempty"`
	// Until is when it ends by the workspace's clock: such as "5m" from now, or a moment in ISO 8601.
	Until string `json:"until,omitempty"`
}

// FaultMatch says for which requests, as far as it can be asked before there is an answer, and for which of those that fit.
type FaultMatch struct {
	Surface    string `json:"surface,omitempty"`
	Operation  string `json:"operation,omitempty"`
	Method     string `json:"method,omitempty"`
	Path       string `json:"path,omitempty"`
	Credential string `json:"credential,omitempty"`
	Headers    Values `json:"headers,omitempty"`
	Query      Values `json:"query,omitempty"`
	Body       *Body  `json:"body,omitempty"`
	// Nth alone: 2 is the second.
	Nth int `json:"nth,omitempty"`
	// After so many: 3 is those after the third.
	After int `json:"after,omitempty"`
	// Probability from 0 to 1: 0.1 is one in ten.
	Probability float64 `json:"probability,omitempty"`
}

// Effect is what a fault does to a request.
type Effect struct {
	// Type is "status", "delay", "refuse", "reset", "close", "truncate", "malformed", "drip", "vendor" or "pass".
	Type    string            `json:"type"`
	MS      float64           `json:"ms,omitempty"`
	Status  int               `json:"status,omitempty"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    any               `json:"body,omitempty"`
	Rule    string            `json:"rule,omitempty"`
	Facts   map[string]string `json:"facts,omitempty"`
	After   *int              `json:"after,omitempty"`
	Name    string            `json:"name,omitempty"`
}

// Status is an answer with this status and nothing else; WithHeader and WithBody add to it.
func Status(status int) *Effect { return &Effect{Type: "status", Status: status} }

// WithHeader adds a header to the answer of [Status], such as "Retry-After".
func (e *Effect) WithHeader(name, value string) *Effect {
	changed := *e
	changed.Headers = map[string]string{name: value}
	for other, its := range e.Headers {
		if other != name {
			changed.Headers[other] = its
		}
	}
	return &changed
}

// WithBody gives the answer of [Status] a body: a text as it is, anything else as JSON.
func (e *Effect) WithBody(body any) *Effect {
	changed := *e
	changed.Body = body
	return &changed
}

// Delay is a slow answer.
func Delay(by time.Duration) *Effect { return &Effect{Type: "delay", MS: milliseconds(by)} }

// Refuse is the product's own refusal by any of its rules, such as "pmp.account.in-use", as the product words it.
func Refuse(rule string) *Effect { return &Effect{Type: "refuse", Rule: rule} }

// ConnectionReset is a connection that is reset without an answer. Where an earlier request has kept the connection open,
// net/http sends a GET once more by itself; a client's own retry is tested by [Truncate], or by a fault before the first request.
func ConnectionReset() *Effect { return &Effect{Type: "reset"} }

// ConnectionClose is a connection that is ended without an answer; see [ConnectionReset].
func ConnectionClose() *Effect { return &Effect{Type: "close"} }

// Truncate is a body that ends after so many bytes, before its promised length.
func Truncate(after int) *Effect { return &Effect{Type: "truncate", After: &after} }

// Malformed is a body that does not parse.
func Malformed() *Effect { return &Effect{Type: "malformed"} }

// Drip is an answer byte by byte, with so much time for each.
func Drip(each time.Duration) *Effect { return &Effect{Type: "drip", MS: milliseconds(each)} }

// Vendor is a failure of the product's own, by its name; [Faults.Vendor] lists them.
func Vendor(name string) *Effect { return &Effect{Type: "vendor", Name: name} }

// Pass is nothing: one of several effects that lets a request through.
func Pass() *Effect { return &Effect{Type: "pass"} }

// PlacedFault is a fault that is in place.
type PlacedFault struct {
	ID string `json:"id"`
	Fault
	// Seen requests that matched.
	Seen int `json:"seen"`
	// Fired so often.
	Fired int `json:"fired"`
}

// VendorFault is a failure that only one product has.
type VendorFault struct{ Surface, Name, Summary, Source string }

// String tells what it is and what became of it: `fault f-1 (status 503; surface "sps") has fired once`.
func (f PlacedFault) String() string {
	became := "was met by none"
	switch {
	case f.Fired == 1:
		became = "has fired once"
	case f.Fired > 1:
		became = fmt.Sprintf("has fired %d times", f.Fired)
	case f.Seen > 0:
		became = fmt.Sprintf("was met by %s, and has not fired", plural(f.Seen, "request"))
	}
	effects := f.Effects
	if f.Effect != nil {
		effects = []*Effect{f.Effect}
	}
	var what []string
	for _, one := range effects {
		what = append(what, one.describe())
	}
	about := strings.Join(what, ", ")
	if match := f.Match.describe(); match != "" {
		about += "; " + match
	}
	return fmt.Sprintf("fault %s (%s) %s", f.ID, about, became)
}

// describe gives the type, and what tells the effect from others of that type.
func (e *Effect) describe() string {
	text := e.Type
	if e.Status != 0 {
		text += fmt.Sprintf(" %d", e.Status)
	}
	return strings.TrimSpace(strings.Join([]string{text, e.Rule, e.Name}, " "))
}

// describe names what is asked for: `surface "sps", nth 2`.
func (m FaultMatch) describe() string {
	text, err := json.Marshal(m)
	members := map[string]json.RawMessage{}
	if err != nil || json.Unmarshal(text, &members) != nil {
		return ""
	}
	var all []string
	for name, value := range members {
		all = append(all, name+" "+string(value))
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

type faultPage struct {
	Faults []PlacedFault
	Vendor []VendorFault
}

// Add puts a fault in place.
func (f *Faults) Add(ctx context.Context, fault Fault) (PlacedFault, error) {
	return ask[PlacedFault](ctx, f.caller, "POST", "/faults", nil, fault)
}

// List gives all faults, with how often each was met.
func (f *Faults) List(ctx context.Context) ([]PlacedFault, error) {
	page, err := ask[faultPage](ctx, f.caller, "GET", "/faults", nil, nil)
	return page.Faults, err
}

// Get gives one fault, with how often it was met.
func (f *Faults) Get(ctx context.Context, id string) (PlacedFault, error) {
	return ask[PlacedFault](ctx, f.caller, "GET", path("/faults/{id}", id), nil, nil)
}

// Vendor gives what the products can fail with by themselves.
func (f *Faults) Vendor(ctx context.Context) ([]VendorFault, error) {
	page, err := ask[faultPage](ctx, f.caller, "GET", "/faults", nil, nil)
	return page.Vendor, err
}

// Remove takes a fault away.
func (f *Faults) Remove(ctx context.Context, id string) error {
	return f.caller.call(ctx, "DELETE", path("/faults/{id}", id), nil, nil, nil)
}

// Clear takes all faults away.
func (f *Faults) Clear(ctx context.Context) error {
	return f.caller.call(ctx, "DELETE", "/faults", nil, nil, nil)
}
