package pammock

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// engineAnswers is how long a container engine may take to say that it is there.
const engineAnswers = 5 * time.Second

// startContainer runs the image by the first engine whose daemon answers, and waits until the emulator is ready.
func startContainer(ctx context.Context, o emulatorOptions) (*started, error) {
	var reasons []string
	for _, name := range []string{"docker", "podman"} {
		engine, err := exec.LookPath(name)
		if err != nil {
			reasons = append(reasons, name+" is not on the path")
			continue
		}
		running, err := runImage(ctx, engine, o)
		if err == nil {
			return running, nil
		}
		reasons = append(reasons, name+" "+oneLine(err.Error()))
	}
	return nil, errors.New(strings.Join(reasons, "; "))
}

func runImage(ctx context.Context, engine string, o emulatorOptions) (*started, error) {
	soon, cancel := context.WithTimeout(ctx, engineAnswers)
	defer cancel()
	if _, err := runProgram(soon, engine, nil, "info"); err != nil {
		return nil, fmt.Errorf("has no daemon that answers: %w", err)
	}
	if _, err := runProgram(ctx, engine, nil, "image", "inspect", o.image); err != nil {
		if _, err := runProgram(ctx, engine, nil, "pull", "--quiet", o.image); err != nil {
			return nil, fmt.Errorf("cannot get the image %s: %w", o.image, err)
		}
	}
	arguments := []string{"run", "--rm", "-d", "-p", "127.0.0.1::8080"}
	var env []string
	if o.token != "" {
		// By its name alone: arguments can be read by everybody on the machine.
		arguments = append(arguments, "-e", "PAM_MOCK_CONTROL_TOKEN")
		env = []string{"PAM_MOCK_CONTROL_TOKEN=" + o.token}
	}
	id, err := runProgram(ctx, engine, env, append(append(arguments, o.image), o.arguments...)...)
	if err != nil {
		return nil, fmt.Errorf("does not run the image %s: %w", o.image, err)
	}
	unwatch, watchError := watch([]string{engine, "stop", "-t", "5", id})
	stop := func() error {
		defer unwatch()
		late, cancel := context.WithTimeout(context.Background(), 4*stopPatience)
		defer cancel()
		_, err := runProgram(late, engine, nil, "stop", "-t", "5", id)
		return err
	}
	address, err := runProgram(ctx, engine, nil, "port", id, "8080/tcp")
	if err == nil {
		// One line for each address family; the port is published on one.
		address, _, _ = strings.Cut(address, "\n")
		err = untilReady(ctx, "http://"+address)
	}
	if err != nil {
		logs, _ := runProgram(context.WithoutCancel(ctx), engine, nil, "logs", id)
		_ = stop()
		return nil, fmt.Errorf("runs the image %s, but it was not ready: %w %s", o.image, err, logs)
	}
	return &started{origin: "http://" + address, watched: watchError == nil, stop: stop}, nil
}

// runProgram runs a program and gives what it wrote; the error is what it complained of.
func runProgram(ctx context.Context, program string, env []string, arguments ...string) (string, error) {
	command := exec.CommandContext(ctx, program, arguments...)
	command.Env = append(os.Environ(), env...)
	command.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if ctx.Err() != nil {
		err = ctx.Err()
	} else if complaint := strings.TrimSpace(stderr.String()); err != nil && complaint != "" {
		err = errors.New(complaint)
	}
	return strings.TrimSpace(stdout.String()), err
}

// untilReady waits until the emulator welcomes requests.
func untilReady(ctx context.Context, origin string) error {
	client := &http.Client{Timeout: engineAnswers}
	for {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, origin+"/__mock/ready", nil)
		if err != nil {
			return err
		}
		answer, err := client.Do(request)
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
