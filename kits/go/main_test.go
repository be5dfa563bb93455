package pammock_test

import (
	"fmt"
	"os"
	"testing"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

func TestMain(m *testing.M) {
	if os.Getenv("PAM_MOCK_KIT_ENDS") == "without Main" {
		os.Exit(m.Run())
	}
	pammock.Main(withExamples{m})
}

// withExamples removes the workspaces of the examples after them.
type withExamples struct{ m *testing.M }

func (w withExamples) Run() int {
	defer t.cleanUp()
	return w.m.Run()
}

// t is what the examples take for their test: examples have none. What fails is written, and so is not the output that is
// expected of them.
var t = &exampleT{}

type exampleT struct {
	// TB has a method that only package testing can write.
	testing.TB
	cleanups []func()
}

func (*exampleT) Helper()            {}
func (*exampleT) Failed() bool       { return false }
func (e *exampleT) Cleanup(f func()) { e.cleanups = append(e.cleanups, f) }
func (*exampleT) Error(args ...any)  { fmt.Println(args...) }
func (*exampleT) Errorf(format string, args ...any) {
	fmt.Printf(format+"\n", args...)
}
func (*exampleT) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func (e *exampleT) cleanUp() {
	for _, one := range e.cleanups {
		one()
	}
}
