package pammock

import (
	"os"
	"strings"
	"time"
)

// EmulatorOption says where an emulator is, or how it is started. Each stands for a variable, which holds where the option
// is not given.
type EmulatorOption func(*emulatorOptions)

type emulatorOptions struct {
	url, token, ca string
	command        []string
	image          string
	arguments      []string
	patience       time.Duration
}

// WithURL names an emulator that runs already, such as "http://127.0.0.1:8080", or a workspace of it, "…/w/team1", which the
// handle is then on. Variable: PAM_MOCK_URL.
func WithURL(url string) EmulatorOption { return func(o *emulatorOptions) { o.url = url } }

// WithToken is what the control plane asks for. Variable: PAM_MOCK_CONTROL_TOKEN.
func WithToken(token string) EmulatorOption { return func(o *emulatorOptions) { o.token = token } }

// WithCA names a file with the authority to trust, in PEM, for an emulator at an https URL. Variable: PAM_MOCK_CA.
func WithCA(file string) EmulatorOption { return func(o *emulatorOptions) { o.ca = file } }

// WithCommand is what starts an emulator: a program and its arguments. Variable: PAM_MOCK_COMMAND, split as a shell would.
func WithCommand(program string, arguments ...string) EmulatorOption {
	return func(o *emulatorOptions) { o.command = append([]string{program}, arguments...) }
}

// WithImage is the image of which a container is run. Variable: PAM_MOCK_IMAGE; by default that of this version.
func WithImage(image string) EmulatorOption { return func(o *emulatorOptions) { o.image = image } }

// WithSeed makes ids, tokens and tickets reproducible: those of a workspace follow from the seed and from its id, so give
// it one with [WithID]. For an emulator that is started; one that runs already has its own.
func WithSeed(seed string) EmulatorOption { return WithArguments("--seed", seed) }

// WithArguments are further arguments of the command pam-mock, such as "--fixtures", "world". For an emulator that is started.
func WithArguments(arguments ...string) EmulatorOption {
	return func(o *emulatorOptions) { o.arguments = append(o.arguments, arguments...) }
}

// WithPatience is how long one that is started may take until it is ready; two minutes by default, since npx and a container
// engine may have to fetch it first.
func WithPatience(patience time.Duration) EmulatorOption {
	return func(o *emulatorOptions) { o.patience = patience }
}

// given takes what the options leave out from the environment.
func given(options []EmulatorOption) (emulatorOptions, error) {
	o := emulatorOptions{patience: 2 * time.Minute}
	for _, option := range options {
		option(&o)
	}
	for name, into := range map[string]*string{
		"PAM_MOCK_CONTROL_TOKEN": &o.token,
		"PAM_MOCK_CA":            &o.ca,
		"PAM_MOCK_IMAGE":         &o.image,
	} {
		if *into == "" {
			*into = os.Getenv(name)
		}
	}
	if o.image == "" {
		o.image = "ghcr.io/pam-mock/pam-mock:" + Version
	}
	// An option for a command is nearer than a variable for a URL.
	if o.url == "" && o.command == nil {
		o.url = os.Getenv("PAM_MOCK_URL")
	}
	if command := os.Getenv("PAM_MOCK_COMMAND"); o.url == "" && o.command == nil && strings.TrimSpace(command) != "" {
		words, err := splitWords(command)
		if err != nil {
			return o, err
		}
		o.command = words
	}
	return o, nil
}
