package pammock

import (
	"context"
	"errors"
	"time"
)

// URLs of the surfaces of a workspace, and of its control plane.
type URLs struct {
	// XTAM such as "http://127.0.0.1:8080/w/team1/xtam".
	XTAM string
	// CAS is XTAM's, "…/cas".
	CAS string
	// SPS, "…/api".
	SPS string
	// PMP is Password Manager Pro and PAM360, "…/restapi/json/v1".
	PMP string
	// Control plane, "…/__mock".
	Control string
}

// World is what a test reaches for by name in the world that a workspace began with.
type World struct {
	XTAM struct {
		// Users' passwords by login.
		Users map[string]string
		// Tokens by their user's login.
		Tokens map[string]string
		// Records, Folders and RecordTypes are ids by name.
		Records, Folders, RecordTypes map[string]string
	}
	SPS struct {
		// Users' passwords by login.
		Users map[string]string
	}
	PMP struct {
		// Tokens by login, and by role ("administrator", "passwordUser") for the first user of it.
		Tokens map[string]string
		// Resources are ids by name.
		Resources map[string]string
		// Accounts are ids by "resource/account".
		Accounts map[string]string
	}
}

// Summary of a workspace.
type Summary struct {
	ID   string
	URLs URLs
	// HTTPS has the same over TLS; clients have to trust the emulator's authority: [Emulator.TLSConfig].
	HTTPS URLs
	// Profiles are what each surface answers as.
	Profiles map[string]string
}

// Workspace is a world of its own: what a test arranges and looks at.
type Workspace struct {
	Summary
	World     World
	Clock     *Clock
	Faults    *Faults
	Journal   *Journal
	Ledger    *Ledger
	State     *State
	Snapshots *Snapshots
	Actions   *Actions

	emulator *Emulator
	caller   *caller
}

// Option says what a workspace begins as.
type Option func(*workspaceOptions)

type workspaceOptions struct {
	id       string
	From     string                    `json:"from,omitempty"`
	Snapshot string                    `json:"snapshot,omitempty"`
	Fixtures map[string]any            `json:"fixtures,omitempty"`
	Profiles map[string]string         `json:"profiles,omitempty"`
	Settings map[string]map[string]any `json:"settings,omitempty"`
	Clock    *clockOptions             `json:"clock,omitempty"`
	Port     *int                      `json:"port,omitempty"`
}

type clockOptions struct {
	Now    string `json:"now,omitempty"`
	Frozen bool   `json:"frozen,omitempty"`
}

// WithProfile has a surface answer as another version of its product: "sps", "7.0".
func WithProfile(surface, profile string) Option {
	return func(o *workspaceOptions) { put(&o.Profiles, surface, profile) }
}

// WithSetting turns a knob of a surface: "sps", "transactions", "parallel".
func WithSetting(surface, knob string, value any) Option {
	return func(o *workspaceOptions) {
		knobs := o.Settings[surface]
		put(&knobs, knob, value)
		put(&o.Settings, surface, knobs)
	}
}

// WithFixtures gives a surface a world of its own, section by section, in place of the emulator's. What a section holds is
// described by the schemas in the emulator's fixtures/schemas.
func WithFixtures(surface string, sections map[string]any) Option {
	return func(o *workspaceOptions) { put(&o.Fixtures, surface, any(sections)) }
}

// WithFrom begins as another workspace, by its id.
func WithFrom(workspace string) Option { return func(o *workspaceOptions) { o.From = workspace } }

// WithSnapshot begins as a snapshot of the workspace that [WithFrom] names, or of the default one.
func WithSnapshot(name string) Option { return func(o *workspaceOptions) { o.Snapshot = name } }

// WithClock begins at this moment; by default at the time of the machine.
func WithClock(now time.Time) Option {
	return func(o *workspaceOptions) { o.clock().Now = moment(now) }
}

// WithFrozenClock begins with a clock that stands.
func WithFrozenClock() Option { return func(o *workspaceOptions) { o.clock().Frozen = true } }

// WithPort opens a port for the workspace alone, for clients that take no path in their URL; 0 takes any free one.
func WithPort(port int) Option { return func(o *workspaceOptions) { o.Port = &port } }

// WithID names the workspace: 1 to 63 lower-case letters, digits and inner hyphens. By default it has an id that is free.
func WithID(id string) Option { return func(o *workspaceOptions) { o.id = id } }

func (o *workspaceOptions) clock() *clockOptions {
	if o.Clock == nil {
		o.Clock = &clockOptions{}
	}
	return o.Clock
}

func put[V any](into *map[string]V, key string, value V) {
	if *into == nil {
		*into = map[string]V{}
	}
	(*into)[key] = value
}

// Reset goes back to what the workspace began with: state, sessions, clock, faults and journal.
func (w *Workspace) Reset(ctx context.Context) error {
	return w.caller.call(ctx, "POST", "/reset", nil, nil, nil)
}

// Remove removes the workspace with all it holds. The default one stays.
func (w *Workspace) Remove(ctx context.Context) error {
	return w.emulator.server.call(ctx, "DELETE", path("/workspaces/{id}", w.ID), nil, nil, nil)
}

// ClientCertificate gives the certificate and key of a user who signs in by them, in one PEM: for [crypto/tls.X509KeyPair]
// as both of its arguments.
func (w *Workspace) ClientCertificate(ctx context.Context, user string) ([]byte, error) {
	return w.caller.text(ctx, "GET", path("/client-certificates/{user}", user), nil, nil)
}

// Emulator that the workspace is in.
func (w *Workspace) Emulator() *Emulator { return w.emulator }

// Workspaces of an emulator.
type Workspaces struct{ emulator *Emulator }

// Create makes a world apart; remove it when it is not needed any more.
func (w *Workspaces) Create(ctx context.Context, options ...Option) (*Workspace, error) {
	var wanted workspaceOptions
	for _, option := range options {
		option(&wanted)
	}
	if wanted.id == "" {
		wanted.id = "go-" + randomID()
	}
	// The id in the path is what a proxy in front of several instances goes by.
	summary, err := ask[Summary](ctx, w.emulator.server, "PUT", path("/workspaces/{id}", wanted.id), nil, wanted)
	if err != nil {
		return nil, err
	}
	opened, err := w.open(ctx, summary)
	if err != nil {
		return nil, errors.Join(err, opened.Remove(ctx))
	}
	return opened, nil
}

// Get gives a workspace that exists.
func (w *Workspaces) Get(ctx context.Context, id string) (*Workspace, error) {
	summary, err := ask[Summary](ctx, w.emulator.server, "GET", path("/workspaces/{id}", id), nil, nil)
	if err != nil {
		return nil, err
	}
	opened, err := w.open(ctx, summary)
	if err != nil {
		return nil, err
	}
	return opened, nil
}

// List gives all workspaces, "default" first.
func (w *Workspaces) List(ctx context.Context) ([]Summary, error) {
	page, err := ask[struct{ Workspaces []Summary }](ctx, w.emulator.server, "GET", "/workspaces", nil, nil)
	return page.Workspaces, err
}

// open gives the handle also when its world cannot be read, so that whoever made the workspace can remove it.
func (w *Workspaces) open(ctx context.Context, summary Summary) (*Workspace, error) {
	c := *w.emulator.server
	if summary.ID != "default" {
		c.root = w.emulator.origin + "/w/" + summary.ID + "/__mock"
	}
	world, err := ask[World](ctx, &c, "GET", "/world", nil, nil)
	return &Workspace{
		Summary:   summary,
		World:     world,
		Clock:     &Clock{&c},
		Faults:    &Faults{&c},
		Journal:   &Journal{&c},
		Ledger:    &Ledger{&c},
		State:     &State{&c},
		Snapshots: &Snapshots{&c},
		Actions:   &Actions{&c},
		emulator:  w.emulator,
		caller:    &c,
	}, err
}
