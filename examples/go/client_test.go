package spsclient

import (
	"errors"
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

// start gives a test a world of its own, and a client that is led to it.
func start(t *testing.T) (*pammock.Mock, *Client) {
	t.Helper()
	t.Parallel()
	mock := pammock.Start(t)
	return mock, &Client{URL: mock.URLs.SPS, User: "admin", Password: "a"}
}

func TestReadsConnections(t *testing.T) {
	mock, client := start(t)
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
	mock.Received(pammock.Match{Path: "*/authentication"}, pammock.Exactly(1))
}

func TestSignsInAgainWhenItsSessionIsOver(t *testing.T) {
	mock, client := start(t)
	if _, err := client.Connections("ssh"); err != nil {
		t.Fatal(err)
	}
	mock.Advance(20 * time.Minute)
	if _, err := client.Connections("ssh"); err != nil {
		t.Fatal(err)
	}
	mock.Received(pammock.Match{Rule: "sps.session.expired"}, pammock.Exactly(1))
	mock.Received(pammock.Match{Path: "*/authentication"}, pammock.Exactly(2))
}

func TestTriesAgainWhenTheApplianceIsBusy(t *testing.T) {
	mock, client := start(t)
	mock.Break(pammock.Fault{Effect: pammock.Status(503), Times: 2})
	if _, err := client.Connections("ssh"); err != nil {
		t.Fatal(err)
	}
	mock.Received(pammock.Match{Status: 503}, pammock.Exactly(2))
}

func TestTriesAgainWhenAnAnswerIsCutOff(t *testing.T) {
	mock, client := start(t)
	// Not a reset: where a connection was kept open, net/http asks again by itself.
	mock.Break(pammock.Fault{Effect: pammock.Truncate(10), Times: 2})
	if _, err := client.Connections("ssh"); err != nil {
		t.Fatal(err)
	}
	mock.FaultsMet()
}

func TestTellsAWrongPassword(t *testing.T) {
	mock, client := start(t)
	client.Password = "wrong"
	_, err := client.Connections("ssh")
	var refused *StatusError
	if !errors.As(err, &refused) || refused.Status != 401 {
		t.Fatalf("expected a 401, got %v", err)
	}
	// Workspaces are apart: in this one nobody ever signed in.
	mock.Received(pammock.Match{Surface: "sps", Status: 200}, pammock.Exactly(0))
}
