package pammock_test

import (
	"fmt"
	"strings"
	"testing"
)

// recorder is a test that may fail without failing the one that looks at it.
type recorder struct {
	testing.TB
	failed   bool
	lines    []string
	cleanups []func()
}

func (r *recorder) Helper()          {}
func (r *recorder) Failed() bool     { return r.failed }
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Logf(format string, args ...any) {
	r.lines = append(r.lines, fmt.Sprintf(format, args...))
}
func (r *recorder) Error(args ...any) { r.failed = true; r.Logf("%s", fmt.Sprint(args...)) }
func (r *recorder) Errorf(format string, args ...any) {
	r.failed = true
	r.Logf(format, args...)
}

// Fatal ends the test; here a panic that watched takes up.
func (r *recorder) Fatal(args ...any) { r.Error(args...); panic(r) }

// watched gives what a test that does this would have written.
func watched(t *testing.T, do func(r *recorder)) string {
	t.Helper()
	r := &recorder{}
	func() {
		defer func() {
			if cause := recover(); cause != nil && cause != r {
				panic(cause)
			}
		}()
		do(r)
	}()
	for i := len(r.cleanups) - 1; i >= 0; i-- {
		r.cleanups[i]()
	}
	return strings.Join(r.lines, "\n")
}

func holds(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in:\n%s", part, text)
		}
	}
}
