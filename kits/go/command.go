package pammock

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// stopPatience is how long an emulator may take to end before it is killed.
const stopPatience = 5 * time.Second

// startCommand starts an emulator by its command, and waits until it is ready.
func startCommand(ctx context.Context, command []string, token string) (*started, error) {
	program := exec.Command(command[0], append(command[1:len(command):len(command)], "--port", "0", "--json", "--log", "silent")...)
	program.Env = os.Environ()
	if token != "" {
		program.Env = append(program.Env, "PAM_MOCK_CONTROL_TOKEN="+token)
	}
	inGroupOfItsOwn(program)
	stderr := &tail{}
	program.Stderr = stderr
	// Of what a shell in between leaves open, nobody waits for the end.
	program.WaitDelay = time.Second
	stdout, err := program.StdoutPipe()
	if err != nil {
		return nil, err
	}
	shown := strings.Join(command, " ")
	if err := program.Start(); err != nil {
		return nil, fmt.Errorf("the command %q did not start: %w", shown, err)
	}
	unwatch, watchError := watch(groupKiller(program))

	ready := make(chan string, 1)
	ended := make(chan error, 1)
	go func() {
		line, _ := bufio.NewReader(stdout).ReadString('\n')
		ready <- line
		_, _ = io.Copy(io.Discard, stdout)
		ended <- program.Wait()
		// So that whoever asks again is told too.
		close(ended)
	}()
	stop := func() error {
		defer unwatch()
		return endGroup(program, ended)
	}

	var urls struct{ URLs URLs }
	select {
	case <-ctx.Done():
		_ = stop()
		return nil, fmt.Errorf("the command %q was not ready in time (%w)%s", shown, context.Cause(ctx), stderr)
	case line := <-ready:
		if json.Unmarshal([]byte(line), &urls) == nil && urls.URLs.Control != "" {
			origin := strings.TrimSuffix(urls.URLs.Control, "/__mock")
			return &started{origin: origin, watched: watchError == nil, stop: stop}, nil
		}
		if line != "" {
			_ = stop()
			return nil, fmt.Errorf("the command %q wrote %q where its URLs were expected, as one line of JSON%s", shown, strings.TrimSpace(line), stderr)
		}
	}
	// It closed its output without a word, so it has ended or is about to.
	select {
	case err = <-ended:
		unwatch()
	case <-time.After(stopPatience):
		err = errors.Join(errors.New("no output"), stop())
	}
	if err == nil {
		err = errors.New("exit status 0")
	}
	return nil, fmt.Errorf("the command %q ended before it was ready (%w)%s", shown, err, stderr)
}

// endGroup asks the command and whatever it started to end, and kills what does not.
func endGroup(program *exec.Cmd, ended <-chan error) error {
	if err := askToEnd(program); err != nil {
		return fmt.Errorf("pam-mock: the emulator was not ended: %w", err)
	}
	select {
	case <-ended:
		return nil
	case <-time.After(stopPatience):
	}
	killGroup(program)
	<-ended
	return nil
}

// tail keeps the last of what a program wrote.
type tail struct {
	mutex sync.Mutex
	text  []byte
}

const tailBytes = 8 << 10

func (t *tail) Write(text []byte) (int, error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.text = append(t.text, text...)
	t.text = t.text[max(0, len(t.text)-tailBytes):]
	return len(text), nil
}

// String is what was written, as the end of a message.
func (t *tail) String() string {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if text := strings.TrimSpace(string(t.text)); text != "" {
		return ":\n" + text
	}
	return ""
}
