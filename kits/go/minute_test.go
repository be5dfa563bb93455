package pammock_test

import (
	"testing"
	"time"

	pammock "github.com/pam-mock/pam-mock/kits/go"
)

func TestSignsInAgain(t *testing.T) {
	t.Parallel()
	mock := pammock.Start(t)                         // a world of its own, gone after the test
	client := NewClient(mock.URLs.SPS, "admin", "a") // your client
	if _, err := client.SSHConnections(); err != nil {
		t.Fatal(err)
	}
	mock.Advance(20 * time.Minute) // the session is over now
	if _, err := client.SSHConnections(); err != nil {
		t.Fatal(err)
	}
	mock.Received(pammock.Match{Path: "*/authentication", Status: 200}, pammock.Exactly(2))
}
