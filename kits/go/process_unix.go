//go:build unix

package pammock

import (
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"syscall"
)

// inGroupOfItsOwn has a command and whatever it starts (npx starts a shell, which starts the emulator) in one group, which
// can be ended as a whole, and which Ctrl-C in a terminal does not reach before the tests have ended.
func inGroupOfItsOwn(program *exec.Cmd) {
	program.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

// groupKiller is the command that ends the group of a command that was started.
func groupKiller(program *exec.Cmd) []string {
	return []string{"kill", "-s", "TERM", "--", "-" + strconv.Itoa(program.Process.Pid)}
}

func askToEnd(program *exec.Cmd) error {
	err := syscall.Kill(-program.Process.Pid, syscall.SIGTERM)
	if errors.Is(err, syscall.ESRCH) {
		return nil
	}
	return err
}

func killGroup(program *exec.Cmd) {
	_ = syscall.Kill(-program.Process.Pid, syscall.SIGKILL)
}

// watch has a command run when this process is gone, however it went: a panic, a time limit, SIGKILL. Go has no other way to
// do something at the end of a process. What notices is a shell that reads from a pipe whose other end is held here alone.
func watch(then []string) (unwatch func(), err error) {
	watcher := exec.Command("sh", append([]string{"-c", `cat >/dev/null; "$@"`, "pam-mock-watch"}, then...)...)
	// Of its own too, so that Ctrl-C does not end it first.
	inGroupOfItsOwn(watcher)
	if _, err := watcher.StdinPipe(); err != nil {
		return func() {}, err
	}
	if err := watcher.Start(); err != nil {
		return func() {}, fmt.Errorf("nothing ends the emulator when the test binary is killed: %w", err)
	}
	return func() {
		killGroup(watcher)
		_ = watcher.Wait()
	}, nil
}
