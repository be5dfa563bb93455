package pammock

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Journal is what was asked and answered in a workspace, and why.
type Journal struct{ caller *caller }

// JournalFilter says which entries are wanted, and how they are shown. The zero filter is all of them.
type JournalFilter struct {
	Match
	// ID of one entry.
	ID string
	// Limit to so many, the newest ones.
	Limit int
	// Unmasked shows secrets as they are.
	Unmasked bool
}

// JournalPage holds entries, oldest first.
type JournalPage struct {
	Entries []Entry
	// Total number of entries that match.
	Total int
}

// Entry is a request and its answer.
type Entry struct {
	ID        string
	At        time.Time
	Workspace string
	// Surface is "xtam", "sps" or "pmp"; empty where it is none.
	Surface string
	// Operation such as "sps.transaction.commit"; empty where it is none.
	Operation string
	Request   EntryRequest
	Response  EntryResponse
	// DurationMs until the answer was written, in milliseconds.
	DurationMs float64
	// Reason of a refusal; nil where nothing was refused.
	Reason *Reason
	// Fault is the id of the one that was acted out; empty where none was.
	Fault string
}

// EntryRequest is what came.
type EntryRequest struct {
	Method, Path string
	Headers      Headers
	Body         string
}

// EntryResponse is what went.
type EntryResponse struct {
	Status  int
	Headers Headers
	Body    string
}

// Reason says why something was refused.
type Reason struct {
	// Rule such as "sps.session.expired".
	Rule string
	// Message is a sentence: what was expected, and what came.
	Message string
	// Source is where the rule is documented.
	Source string
}

// Headers by their names in lower case.
type Headers map[string][]string

// Get gives a header's first value, or "" when it is not there. Upper and lower case are the same.
func (h Headers) Get(name string) string {
	if values := h[strings.ToLower(name)]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// UnmarshalJSON reads headers of which each is a text, or a list of texts.
func (h *Headers) UnmarshalJSON(text []byte) error {
	var wire map[string]any
	if err := json.Unmarshal(text, &wire); err != nil {
		return err
	}
	*h = make(Headers, len(wire))
	for name, value := range wire {
		several, isList := value.([]any)
		if !isList {
			several = []any{value}
		}
		for _, one := range several {
			(*h)[strings.ToLower(name)] = append((*h)[strings.ToLower(name)], fmt.Sprint(one))
		}
	}
	return nil
}

// List gives entries, oldest first.
func (j *Journal) List(ctx context.Context, filter JournalFilter) (JournalPage, error) {
	query, err := filter.query()
	if err != nil {
		return JournalPage{}, err
	}
	return ask[JournalPage](ctx, j.caller, "GET", "/journal", query, nil)
}

// HAR gives entries as an HTTP archive (HAR 1.2), for the network panel of a browser and other tools.
func (j *Journal) HAR(ctx context.Context, filter JournalFilter) (json.RawMessage, error) {
	query, err := filter.query()
	if err != nil {
		return nil, err
	}
	return ask[json.RawMessage](ctx, j.caller, "GET", "/journal.har", query, nil)
}

// Verify checks how many entries match, and gives their number. When it is not as expected, the [Error] has the status 422
// and tells what was expected and found, and what came closest.
func (j *Journal) Verify(ctx context.Context, match Match, count Count) (int, error) {
	body := struct {
		Match Match `json:"match"`
		Count Count `json:"count"`
	}{match, count}
	answer, err := ask[struct{ Matched int }](ctx, j.caller, "POST", "/journal/verify", nil, body)
	var refused *Error
	if errors.As(err, &refused) && refused.Status == http.StatusUnprocessableEntity {
		refused.Detail += misfit(refused.Problem)
	}
	return answer.Matched, err
}

// Clear forgets all entries.
func (j *Journal) Clear(ctx context.Context) error {
	return j.caller.call(ctx, "DELETE", "/journal", nil, nil, nil)
}

func (f JournalFilter) query() (url.Values, error) {
	match, err := json.Marshal(f.Match)
	if err != nil {
		return nil, fmt.Errorf("pam-mock: %w", err)
	}
	query := url.Values{"match": {string(match)}}
	if f.ID != "" {
		query.Set("id", f.ID)
	}
	if f.Limit != 0 {
		query.Set("limit", strconv.Itoa(f.Limit))
	}
	if f.Unmasked {
		query.Set("unmasked", "true")
	}
	return query, nil
}

// misfit shows what an expectation that does not hold has met, a line for each request.
func misfit(problem json.RawMessage) string {
	type seen struct {
		Request     string
		Status      int
		Differences []struct {
			Field            string
			Expected, Actual json.RawMessage
		}
	}
	var found struct{ Matches, Nearest []seen }
	if json.Unmarshal(problem, &found) != nil {
		return ""
	}
	lines := ""
	for _, one := range append(found.Matches, found.Nearest...) {
		lines += fmt.Sprintf("\n  %s → %d", one.Request, one.Status)
		for i, where := range one.Differences {
			actual := string(where.Actual)
			if actual == "" {
				actual = "absent"
				if where.Field == "credential" {
					actual = "another"
				}
			}
			separator := ": "
			if i > 0 {
				separator = "; "
			}
			lines += fmt.Sprintf("%s%s is %s, not %s", separator, where.Field, actual, describeValue(where.Expected))
		}
	}
	return lines
}

// describeValue says in words what a value has to be.
func describeValue(wire json.RawMessage) string {
	var test struct {
		Equals, Contains json.RawMessage
		Pattern          *string
		Flags            string
		Absent           bool
	}
	switch err := json.Unmarshal(wire, &test); {
	case err != nil:
		return string(wire)
	case test.Equals != nil:
		return string(test.Equals)
	case test.Contains != nil:
		return "containing " + string(test.Contains)
	case test.Pattern != nil:
		return "matching /" + *test.Pattern + "/" + test.Flags
	case test.Absent:
		return "absent"
	}
	return string(wire)
}
