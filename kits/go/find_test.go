package pammock_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

// machine is one on which just these programs are, and no variable is set; what was asked of them is in its log.
type machine struct {
	t       *testing.T
	folder  string
	running string
}

// machineOf sets variables of the process, so tests with one are not parallel.
func machineOf(t *testing.T) *machine {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the programs are shell scripts")
	}
	running := strings.TrimSuffix(pammock.Start(t).Emulator().URLs.Control, "/__mock")
	m := &machine{t, t.TempDir(), strings.TrimPrefix(running, "http://")}
	for _, name := range []string{"sh", "cat", "sleep"} {
		where, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(where, filepath.Join(m.folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"PAM_MOCK_URL", "PAM_MOCK_COMMAND", "PAM_MOCK_IMAGE", "PAM_MOCK_CONTROL_TOKEN", "PAM_MOCK_CA"} {
		t.Setenv(name, "")
	}
	t.Setenv("PATH", m.folder)
	return m
}

// has puts a program there, which notes its arguments and does what the case for its first one says.
func (m *machine) has(name string, cases string) {
	script := "#!/bin/sh\necho \"" + name + " $*\" >>\"" + m.folder + "/log\"\ncase \"$1\" in\n" + cases + "\nesac\n"
	if err := os.WriteFile(filepath.Join(m.folder, name), []byte(script), 0o755); err != nil {
		m.t.Fatal(err)
	}
}

// engine is a container engine that works; its container is the emulator that runs already.
func (m *machine) engine(image, pull string) string {
	return "info) ;;\nimage) " + image + ";;\npull) " + pull + ";;\nrun) echo \"token $PAM_MOCK_CONTROL_TOKEN\" >>\"" + m.folder +
		"/log\"; echo c0ffee ;;\nport) echo " + m.running + " ;;\nstop) ;;"
}

func (m *machine) log() string {
	text, _ := os.ReadFile(filepath.Join(m.folder, "log"))
	return string(text)
}

// command writes the line of an emulator that is ready, and waits to be ended.
func (m *machine) command() string {
	return `sh -c 'echo "{\"urls\":{\"control\":\"http://` + m.running + `/__mock\"}}"; exec sleep 60' --`
}

func open(options ...pammock.EmulatorOption) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	emulator, err := pammock.Open(ctx, options...)
	if err != nil {
		return err
	}
	return emulator.Close()
}

func refusedWith(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("expected an error")
	}
	holds(t, err.Error(), parts...)
}

func TestTheURLComesFirst(t *testing.T) {
	m := machineOf(t)
	m.has("docker", m.engine("", ""))
	t.Setenv("PAM_MOCK_COMMAND", "sh -c 'exit 1'")
	t.Setenv("PAM_MOCK_URL", "http://"+m.running+"/__mock/")
	if err := open(); err != nil || m.log() != "" {
		t.Error(err, m.log())
	}
	t.Setenv("PAM_MOCK_URL", "http://127.0.0.1:1")
	err := open()
	refusedWith(t, err, `no emulator answers at "http://127.0.0.1:1"`, "refused")
	if strings.Count(err.Error(), "pam-mock: ") != 1 || strings.Count(err.Error(), "127.0.0.1:1\"") != 1 {
		t.Errorf("said more than once: %v", err)
	}
	if m.log() != "" {
		t.Errorf("fell through: %s", m.log())
	}
	t.Setenv("PAM_MOCK_URL", "127.0.0.1:8080")
	refusedWith(t, open(), `"127.0.0.1:8080" is no URL of an emulator; it looks like "http://127.0.0.1:8080"`)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) }))
	defer other.Close()
	t.Setenv("PAM_MOCK_URL", other.URL)
	refusedWith(t, open(), "there is no emulator at", "but something else")
	nothing := httptest.NewServer(http.NotFoundHandler())
	defer nothing.Close()
	t.Setenv("PAM_MOCK_URL", nothing.URL)
	refusedWith(t, open(), "there is no emulator at", "but something else")
	t.Setenv("PAM_MOCK_URL", "http://"+m.running)
	refusedWith(t, open(pammock.WithSeed("s")), `"--seed s" is for an emulator that is started, and one runs at "http://`)
}

func TestTheCommandComesBeforeTheEngineAndIsNotFallenThrough(t *testing.T) {
	m := machineOf(t)
	m.has("docker", m.engine("", ""))
	t.Setenv("PAM_MOCK_COMMAND", m.command())
	if err := open(); err != nil || m.log() != "" {
		t.Error(err, m.log())
	}
	t.Setenv("PAM_MOCK_COMMAND", `sh -c 'echo "the port is in use" >&2; exit 3'`)
	refusedWith(t, open(), "ended before it was ready (exit status 3):\nthe port is in use")
	t.Setenv("PAM_MOCK_COMMAND", "no-such-program 'with an argument'")
	refusedWith(t, open(), `the command "no-such-program with an argument" did not start`, "executable file not found")
	t.Setenv("PAM_MOCK_COMMAND", "sh -c 'echo hello; exec sleep 60'")
	refusedWith(t, open(), `wrote "hello" where its URLs were expected`)
	t.Setenv("PAM_MOCK_COMMAND", "sh -c 'echo starting >&2; exec sleep 60'")
	refusedWith(t, open(pammock.WithPatience(200*time.Millisecond)), "was not ready in time", ":\nstarting")
	t.Setenv("PAM_MOCK_COMMAND", `sh -c "unfinished`)
	refusedWith(t, open(), "ends within a quotation")
	if m.log() != "" {
		t.Errorf("fell through: %s", m.log())
	}
}

func TestAContainer(t *testing.T) {
	m := machineOf(t)
	m.has("docker", m.engine("", "exit 9"))
	if err := open(pammock.WithSeed("s")); err != nil {
		t.Fatal(err)
	}
	image := "ghcr.io/pam-mock/pam-mock:" + pammock.Version
	expected := "docker info\ndocker image inspect " + image + "\ndocker run --rm -d -p 127.0.0.1::8080 " + image +
		" --seed s\ntoken \ndocker port c0ffee 8080/tcp\ndocker stop -t 5 c0ffee\n"
	if m.log() != expected {
		t.Errorf("expected\n%s, got\n%s", expected, m.log())
	}
}

func TestAContainerOfAnImageThatIsPulled(t *testing.T) {
	m := machineOf(t)
	m.has("podman", m.engine("exit 1", ""))
	t.Setenv("PAM_MOCK_IMAGE", "registry.example/mine:1")
	t.Setenv("PAM_MOCK_CONTROL_TOKEN", "secret")
	if err := open(); err != nil {
		t.Fatal(err)
	}
	holds(t, m.log(), "podman pull --quiet registry.example/mine:1", "-e PAM_MOCK_CONTROL_TOKEN registry.example/mine:1\ntoken secret")
}

func TestPodmanWhereDockerHasNoDaemon(t *testing.T) {
	m := machineOf(t)
	m.has("docker", "info) echo 'Cannot connect' >&2; exit 1;;")
	m.has("podman", m.engine("", ""))
	if err := open(); err != nil {
		t.Fatal(err)
	}
	holds(t, m.log(), "docker info\npodman info\n", "podman stop")
}

func TestNpxWhereTheImageCannotBeHad(t *testing.T) {
	m := machineOf(t)
	m.has("docker", m.engine("exit 1", "echo 'denied' >&2; exit 1"))
	m.has("npx", `--yes) `+m.command()+` ;;`)
	if err := open(pammock.WithSeed("s")); err != nil {
		t.Fatal(err)
	}
	holds(t, m.log(), "docker pull", "npx --yes pam-mock@"+pammock.Version+" --seed s --port 0 --json --log silent\n")
}

func TestOneSentenceWhereNothingIsFound(t *testing.T) {
	m := machineOf(t)
	refusedWith(t, open(), "pam-mock: no emulator was found: PAM_MOCK_URL and PAM_MOCK_COMMAND are not set; docker is not on the path; podman is not on the path; "+
		"npx is not on the path; set PAM_MOCK_URL to an emulator that runs, or PAM_MOCK_COMMAND to a command that starts one "+
		"(\"node PATH/dist/cli/main.js\" of a checkout that is built), or install Docker or Node.js 20.19 or newer; see https://")
	m.has("docker", m.engine("exit 1", "echo 'denied.' >&2; exit 1"))
	m.has("podman", "info) echo no daemon >&2; exit 1;;")
	m.has("npx", "--yes) echo 'npm error 404' >&2; echo 'npm error not found' >&2; exit 1;;")
	err := open()
	refusedWith(t, err, "docker cannot get the image ghcr.io/pam-mock/pam-mock:", ": denied; ",
		"podman has no daemon that answers: no daemon; ", "(exit status 1): npm error 404 | npm error not found; set PAM_MOCK_URL")
	if text := err.Error(); strings.Contains(text, "\n") || strings.Contains(text, "install") {
		t.Errorf("more than a line, or advice to install what is there: %v", err)
	}
}

func TestATokenAndAnAuthority(t *testing.T) {
	p := proxyOf(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.Header.Get("Authorization") == "Bearer secret" {
			return true
		}
		http.Error(w, "the token is missing", http.StatusUnauthorized)
		return false
	})
	refusedWith(t, open(pammock.WithURL(p.URL)), "401 Unauthorized: the token is missing")
	t.Setenv("PAM_MOCK_CONTROL_TOKEN", "secret")
	if err := open(pammock.WithURL(p.URL)); err != nil {
		t.Error(err)
	}
	t.Setenv("PAM_MOCK_CONTROL_TOKEN", "")

	emulator := pammock.Start(t).Emulator()
	https := emulator.HTTPS.Control
	refusedWith(t, open(pammock.WithURL(https)), "certificate")
	file := filepath.Join(t.TempDir(), "ca.pem")
	t.Setenv("PAM_MOCK_CA", file)
	refusedWith(t, open(pammock.WithURL(https)), "the authority to trust cannot be read")
	if err := os.WriteFile(file, []byte("no PEM"), 0o600); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, open(pammock.WithURL(https)), "holds no certificate in PEM")
	if err := os.WriteFile(file, emulator.CACertificate, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := open(pammock.WithURL(https)); err != nil {
		t.Error(err)
	}
}

func TestTheHandleOfAWorkspaceByItsURL(t *testing.T) {
	t.Parallel()
	mock := pammock.Start(t)
	same, err := pammock.Connect(mock.Context(), strings.TrimSuffix(mock.URLs.Control, "/__mock"))
	if err != nil || same.ID != mock.ID {
		t.Errorf("expected %s: %v, %v", mock.ID, same, err)
	}
}

func TestASeedAndAnIDMakeTokensReproducible(t *testing.T) {
	t.Parallel()
	if os.Getenv("PAM_MOCK_URL") != "" {
		t.Skip("the emulator of PAM_MOCK_URL has a seed of its own, or none")
	}
	session := func(seed string) string {
		emulator, err := pammock.Open(context.Background(), pammock.WithSeed(seed))
		if err != nil {
			t.Fatal(err)
		}
		defer emulator.Close()
		workspace, err := emulator.Workspaces.Create(context.Background(), pammock.WithID("same"))
		if err != nil {
			t.Fatal(err)
		}
		request, _ := http.NewRequest(http.MethodGet, workspace.URLs.SPS+"/authentication", nil)
		request.SetBasicAuth("admin", "a")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.Cookies()[0].Value
	}
	if first := session("a"); first == "" || first != session("a") || first == session("b") {
		t.Errorf("expected the same session for the same seed alone: %q", first)
	}
}
