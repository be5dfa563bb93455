package pammock

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Error is what the control plane refused.
type Error struct {
	// Status of its answer.
	Status int
	// Title of the problem, such as "Bad Request".
	Title string
	// Detail is a sentence that says what was expected; for an expectation that does not hold, also what came closest.
	Detail string
	// Hint says what to do, where there is something.
	Hint string
	// Problem is the whole problem document (RFC 9457), as JSON.
	Problem json.RawMessage

	call string
}

// Error tells the call, the status, the detail and the hint; of an expectation that does not hold, the detail alone.
func (e *Error) Error() string {
	text := fmt.Sprintf("pam-mock: %s: %d %s: %s", e.call, e.Status, e.Title, e.Detail)
	if e.Status == http.StatusUnprocessableEntity {
		text = "pam-mock: " + e.Detail
	}
	if e.Hint != "" {
		text += "\n" + e.Hint
	}
	return text
}

// caller asks the control plane of one workspace.
type caller struct {
	client *http.Client
	token  string
	// root is such as "http://127.0.0.1:8080/w/team1/__mock".
	root string
}

// path fills the braces of a template, one after the other.
func path(template string, values ...string) string {
	for _, value := range values {
		from, to := strings.Index(template, "{"), strings.Index(template, "}")
		template = template[:from] + url.PathEscape(value) + template[to+1:]
	}
	return template
}

// ask is call, for an answer of this type.
func ask[Answer any](ctx context.Context, c *caller, method, path string, query url.Values, body any) (Answer, error) {
	var answer Answer
	err := c.call(ctx, method, path, query, body, &answer)
	return answer, err
}

// call sends body as JSON, where it is not nil, and reads the answer's JSON into the last argument, where that is not nil.
func (c *caller) call(ctx context.Context, method, path string, query url.Values, body, into any) error {
	text, err := c.text(ctx, method, path, query, body)
	if err != nil || into == nil || len(text) == 0 {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("pam-mock: %s %s answered what it should not: %w", method, path, err)
	}
	return nil
}

// text is call, for an answer that is no JSON.
func (c *caller) text(ctx context.Context, method, path string, query url.Values, body any) ([]byte, error) {
	target := c.root + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("pam-mock: %s %s: %w", method, path, err)
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, target, content)
	if err != nil {
		return nil, fmt.Errorf("pam-mock: %w", err)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	answer, err := c.client.Do(request)
	if err != nil {
		// The call and its address stand in the sentence already.
		var failed *url.Error
		if errors.As(err, &failed) {
			err = failed.Err
		}
		return nil, fmt.Errorf("pam-mock: no emulator answers at %q: %w", strings.TrimSuffix(c.root, "/__mock"), err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("pam-mock: %s %s: %w", method, path, err)
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return nil, errorOf(method+" "+path, answer, text)
	}
	return text, nil
}

func errorOf(call string, answer *http.Response, text []byte) *Error {
	refused := &Error{Status: answer.StatusCode, call: call}
	var problem struct {
		Title, Detail, Hint string
		Errors              []struct{ Field, Message string }
	}
	if json.Unmarshal(text, &problem) != nil || problem.Detail == "" {
		problem.Title = http.StatusText(answer.StatusCode)
		problem.Detail = string(bytes.TrimSpace(text[:min(len(text), 200)]))
	} else {
		refused.Problem = text
	}
	refused.Title, refused.Detail, refused.Hint = problem.Title, problem.Detail, problem.Hint
	for _, one := range problem.Errors {
		if !strings.Contains(refused.Detail, one.Message) {
			refused.Detail += fmt.Sprintf("\n  %s: %s", one.Field, one.Message)
		}
	}
	return refused
}

// hasStatus tells whether the control plane refused with this status.
func hasStatus(err error, status int) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.Status == status
}
