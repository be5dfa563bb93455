//go:build !unix

package pammock

import (
	"errors"
	"os/exec"
	"strconv"
)

func inGroupOfItsOwn(*exec.Cmd) {}

func groupKiller(*exec.Cmd) []string { return nil }

// askToEnd ends the command and whatever it started; Windows has no signal by which to ask.
func askToEnd(program *exec.Cmd) error {
	return exec.Command("taskkill", "/t", "/f", "/pid", strconv.Itoa(program.Process.Pid)).Run()
}

func killGroup(program *exec.Cmd) { _ = program.Process.Kill() }

func watch([]string) (unwatch func(), err error) {
	return func() {}, errors.New("here nothing ends the emulator when the test binary is killed")
}
