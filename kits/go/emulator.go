package pammock

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// answerPatience is the longest that an answer of the control plane is waited for.
const answerPatience = 30 * time.Second

// Emulator is one that runs. It is itself a handle on its default workspace.
type Emulator struct {
	*Workspace
	Workspaces *Workspaces
	// CACertificate is the authority to trust for https, in PEM; empty where the emulator has been given a certificate
	// without one.
	CACertificate []byte

	origin string
	// server is the control plane of the default workspace, by which workspaces are made.
	server  *caller
	started *started
}

// Open finds an emulator as [Start] does, or starts one, which ends when it is closed or when this process ends (on Windows
// only when it is closed). The context is for the opening alone.
func Open(ctx context.Context, options ...EmulatorOption) (*Emulator, error) {
	o, err := given(options)
	if err != nil {
		return nil, err
	}
	if o.url != "" {
		if len(o.arguments) > 0 {
			return nil, fmt.Errorf("pam-mock: %q is for an emulator that is started, and one runs at %q already", strings.Join(o.arguments, " "), o.url)
		}
		return connect(ctx, o)
	}
	running, err := start(ctx, o)
	if err != nil {
		return nil, err
	}
	o.url, o.ca = running.origin, ""
	emulator, err := connect(ctx, o)
	if err != nil {
		_ = running.stop()
		return nil, err
	}
	emulator.started = running
	return emulator, nil
}

// Connect gives a handle on an emulator that runs: at "http://127.0.0.1:8080", or on a workspace of it, at "…/w/team1".
func Connect(ctx context.Context, url string, options ...EmulatorOption) (*Emulator, error) {
	return Open(ctx, append(options[:len(options):len(options)], WithURL(url))...)
}

// Close ends an emulator that was started here, and lets go of one that was only connected to.
func (e *Emulator) Close() error {
	e.server.client.CloseIdleConnections()
	if e.started == nil {
		return nil
	}
	return e.started.stop()
}

// TLSConfig trusts the emulator's authority, beside those that the system trusts: for the https URLs of a workspace.
func (e *Emulator) TLSConfig() *tls.Config {
	return &tls.Config{RootCAs: poolWith(e.CACertificate), MinVersion: tls.VersionTLS12}
}

func connect(ctx context.Context, o emulatorOptions) (*Emulator, error) {
	address, err := url.Parse(o.url)
	if err != nil || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
		return nil, fmt.Errorf("pam-mock: %q is no URL of an emulator; it looks like %q", o.url, "http://127.0.0.1:8080")
	}
	client, err := clientOf(o)
	if err != nil {
		return nil, err
	}
	origin := address.Scheme + "://" + address.Host
	prefix := strings.TrimSuffix(strings.TrimRight(address.Path, "/"), "/__mock")
	here := &caller{client, o.token, origin + prefix + "/__mock"}
	health, err := ask[struct{ Workspace string }](ctx, here, "GET", "/health", nil, nil)
	var refused *Error
	isRefused := errors.As(err, &refused)
	switch {
	case isRefused && refused.Status == http.StatusNotFound && refused.Problem == nil, err == nil && health.Workspace == "":
		return nil, fmt.Errorf("pam-mock: there is no emulator at %q, but something else", o.url)
	case err != nil:
		return nil, err
	}
	emulator := &Emulator{origin: origin, server: &caller{client, o.token, origin + "/__mock"}}
	emulator.Workspaces = &Workspaces{emulator}
	if emulator.Workspace, err = emulator.Workspaces.Get(ctx, health.Workspace); err != nil {
		return nil, err
	}
	emulator.CACertificate, err = emulator.server.text(ctx, "GET", "/ca.pem", nil, nil)
	if err != nil && !hasStatus(err, http.StatusNotFound) {
		return nil, err
	}
	return emulator, nil
}

func clientOf(o emulatorOptions) (*http.Client, error) {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 32
	if o.ca != "" {
		pem, err := os.ReadFile(o.ca)
		if err != nil {
			return nil, fmt.Errorf("pam-mock: the authority to trust cannot be read: %w", err)
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("pam-mock: %q holds no certificate in PEM", o.ca)
		}
		transport.TLSClientConfig = &tls.Config{RootCAs: poolWith(pem), MinVersion: tls.VersionTLS12}
	}
	return &http.Client{Transport: transport, Timeout: answerPatience}, nil
}

func poolWith(pem []byte) *x509.CertPool {
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	pool.AppendCertsFromPEM(pem)
	return pool
}

func randomID() string {
	var bytes [8]byte
	if _, err := rand.Read(bytes[:]); err != nil {
		panic(err)
	}
	return hex.EncodeToString(bytes[:])
}
