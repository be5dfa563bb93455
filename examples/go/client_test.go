package spsclient

import (
	"errors"
	"net/http"
	"testing"
)

type object = map[string]any

func (w *workspace) client() *Client {
	return &Client{URL: w.URLs["sps"], User: "admin", Password: "a"}
}

func TestReadsConnections(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t)
	client := w.client()
	for range 2 {
		connections, err := client.Connections("ssh")
		if err != nil {
			t.Fatal(err)
		}
		if len(connections) == 0 || connections[0].Name != "inband-ssh" || !connections[0].Active {
			t.Fatalf("not as expected: %+v", connections)
		}
	}
	// One session serves both.
	w.received(1, object{"path": "*/authentication"})
}

func TestSignsInAgainWhenItsSessionIsOver(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t)
	client := w.client()
	if _, err := client.Connections("ssh"); err != nil {
		t.Fatal(err)
	}
	w.control(http.MethodPatch, "/clock", object{"advance": "20m"})
	if _, err := client.Connections("ssh"); err != nil {
		t.Fatal(err)
	}
	w.received(1, object{"rule": "sps.session.expired"})
	w.received(2, object{"path": "*/authentication"})
}

func TestTriesAgainWhenTheApplianceIsBusy(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t)
	w.control(http.MethodPost, "/faults", object{"effect": object{"type": "status", "status": 503}, "times": 2})
	if _, err := w.client().Connections("ssh"); err != nil {
		t.Fatal(err)
	}
	w.received(2, object{"status": 503})
}

func TestTellsAWrongPassword(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t)
	client := w.client()
	client.Password = "wrong"
	_, err := client.Connections("ssh")
	var refused *StatusError
	if !errors.As(err, &refused) || refused.Status != 401 {
		t.Fatalf("expected a 401, got %v", err)
	}
	// Workspaces are apart: in this one nobody ever signed in.
	w.received(0, object{"surface": "sps", "status": 200})
}
