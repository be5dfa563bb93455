package pammock_test

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

// However a test binary ends, the emulator that it started ends with it.
func TestTheEmulatorEndsWithTheTestBinary(t *testing.T) {
	t.Parallel()
	if os.Getenv("PAM_MOCK_URL") != "" {
		t.Skip("the emulator of PAM_MOCK_URL goes on")
	}
	for _, how := range []string{"well", "without Main", "exit", "panic", "killed"} {
		how := how
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			binary := exec.Command(os.Args[0], "-test.run=^TestThatEnds$")
			binary.Env = append(os.Environ(), "PAM_MOCK_KIT_ENDS="+how)
			stdout, err := binary.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := binary.Start(); err != nil {
				t.Fatal(err)
			}
			url := ""
			for lines := bufio.NewScanner(stdout); url == "" && lines.Scan(); {
				_, url, _ = strings.Cut(lines.Text(), "emulator at ")
			}
			if url == "" {
				t.Fatal("it started no emulator")
			}
			if how == "killed" {
				_ = binary.Process.Kill()
			}
			if err := binary.Wait(); (err == nil) != strings.HasPrefix(how, "w") {
				t.Error(err)
			}
			client := &http.Client{Timeout: time.Second}
			for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
				answer, err := client.Get(url + "/health")
				if err != nil {
					return
				}
				answer.Body.Close()
				if time.Now().After(deadline) {
					t.Fatal("it still runs")
				}
			}
		})
	}
}

// Where nothing can watch, an emulator would be left behind without Main.
func TestWithoutAWatcherMainIsNeeded(t *testing.T) {
	t.Parallel()
	program, rest, _ := strings.Cut(os.Getenv("PAM_MOCK_COMMAND"), " ")
	if program == "" || os.Getenv("PAM_MOCK_URL") != "" {
		t.Skip("needs a command, to be found without the path")
	}
	if where, err := exec.LookPath(program); err == nil {
		program = "'" + where + "'"
	}
	binary := exec.Command(os.Args[0], "-test.run=^TestThatEnds$")
	binary.Env = append(os.Environ(), "PAM_MOCK_KIT_ENDS=without Main", "PAM_MOCK_COMMAND="+program+" "+rest, "PATH="+t.TempDir())
	written, err := binary.CombinedOutput()
	refusedWith(t, err, "exit status 1")
	holds(t, string(written), "nothing ends the emulator after the tests; call pammock.Main(m) in TestMain")
}

// What the tests above run in a process of its own.
func TestThatEnds(t *testing.T) {
	how := os.Getenv("PAM_MOCK_KIT_ENDS")
	if how == "" {
		t.Skip("runs in a process of its own")
	}
	fmt.Println("emulator at", pammock.Start(t).Emulator().URLs.Control)
	switch how {
	case "exit":
		os.Exit(3)
	case "panic":
		// In a goroutine of its own, as go test does it when its -timeout is over.
		go panic("as it was to be")
		time.Sleep(time.Minute)
	case "killed":
		time.Sleep(time.Minute)
	}
}
