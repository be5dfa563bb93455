package pammock

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// started is an emulator that was started here.
type started struct {
	// origin such as "http://127.0.0.1:8080".
	origin string
	// watched tells that it ends when this process does, also when nobody stops it.
	watched bool
	stop    func() error
}

// start finds a way to start an emulator; the first that applies is taken.
func start(ctx context.Context, o emulatorOptions) (*started, error) {
	ctx, cancel := context.WithTimeout(ctx, o.patience)
	defer cancel()
	if o.command != nil {
		// It was asked for, so nothing else is tried.
		running, err := startCommand(ctx, append(o.command[:len(o.command):len(o.command)], o.arguments...), o.token)
		if err != nil {
			return nil, fmt.Errorf("pam-mock: %w", err)
		}
		return running, nil
	}
	var tried []string
	for _, way := range []func() (*started, error){
		func() (*started, error) { return startContainer(ctx, o) },
		func() (*started, error) { return startByNpx(ctx, o) },
	} {
		running, err := way()
		if err == nil {
			return running, nil
		}
		tried = append(tried, oneLine(err.Error()))
	}
	return nil, errors.New("pam-mock: no emulator was found: PAM_MOCK_URL and PAM_MOCK_COMMAND are not set; " +
		strings.Join(tried, "; ") +
		"; set PAM_MOCK_URL to an emulator that runs, or PAM_MOCK_COMMAND to a command that starts one " +
		"(\"node PATH/dist/cli/main.js\" of a checkout that is built)" + toInstall() +
		"; see https://github.com/pam-mock/pam-mock/tree/main/kits/go#finding-an-emulator")
}

// toInstall advises to install what is not there; what is there and fails has another reason.
func toInstall() string {
	isThere := func(program string) bool { _, err := exec.LookPath(program); return err == nil }
	var names []string
	if !isThere("docker") && !isThere("podman") {
		names = append(names, "Docker")
	}
	if !isThere("npx") {
		names = append(names, "Node.js 20.19 or newer")
	}
	if names == nil {
		return ""
	}
	return ", or install " + strings.Join(names, " or ")
}

func startByNpx(ctx context.Context, o emulatorOptions) (*started, error) {
	npx, err := exec.LookPath("npx")
	if err != nil {
		return nil, errors.New("npx is not on the path")
	}
	command := append([]string{npx, "--yes", "pam-mock@" + Version}, o.arguments...)
	return startCommand(ctx, command, o.token)
}

// oneLine makes part of a sentence of what a program wrote.
func oneLine(text string) string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > 4 {
		lines = append(lines[:4], "…")
	}
	return strings.TrimRight(strings.ReplaceAll(strings.Join(lines, " | "), ": | ", ": "), ".")
}
