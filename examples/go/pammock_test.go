package spsclient

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// emulator is the URL of the one that runs already (PAM_MOCK_URL), or of one that is started here.
var emulator = strings.TrimRight(os.Getenv("PAM_MOCK_URL"), "/")

func TestMain(m *testing.M) {
	stop := func() {}
	if emulator == "" {
		stop = start()
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

func start() (stop func()) {
	command := exec.Command("pam-mock", "--port", "0", "--json", "--log", "silent")
	command.Stderr = os.Stderr
	stdout, err := command.StdoutPipe()
	must(err)
	must(command.Start())
	// It prints this one line when it is ready.
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	must(err)
	var ready struct{ Urls map[string]string }
	must(json.Unmarshal(line, &ready))
	emulator = strings.TrimSuffix(ready.Urls["control"], "/__mock")
	return func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
	}
}

// workspace is a world of a test's own, gone after it.
type workspace struct {
	t    *testing.T
	URLs map[string]string `json:"urls"`
}

func newWorkspace(t *testing.T) *workspace {
	t.Helper()
	id := strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(t.Name()))
	url := fmt.Sprintf("%s/__mock/workspaces/go-%d-%s", emulator, os.Getpid(), id)
	w := &workspace{t: t}
	must(json.Unmarshal(w.request(http.MethodPut, url, nil), w))
	t.Cleanup(func() { w.request(http.MethodDelete, url, nil) })
	return w
}

// control calls the control plane of the workspace: its clock, faults, journal.
func (w *workspace) control(method, path string, body any) {
	w.t.Helper()
	w.request(method, w.URLs["control"]+path, body)
}

// received fails the test, and shows what came closest, unless the journal holds so many requests that match.
func (w *workspace) received(count int, match map[string]any) {
	w.t.Helper()
	w.control(http.MethodPost, "/journal/verify", map[string]any{
		"match": match,
		"count": map[string]int{"exactly": count},
	})
}

func (w *workspace) request(method, url string, body any) []byte {
	w.t.Helper()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		must(err)
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, url, content)
	must(err)
	answer, err := http.DefaultClient.Do(request)
	must(err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(err)
	if answer.StatusCode >= 300 {
		w.t.Fatalf("%s %s: %d %s", method, url, answer.StatusCode, text)
	}
	return text
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
