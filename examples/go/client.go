// Package spsclient is a small client of Safeguard for Privileged Sessions: it reads the configuration.
package spsclient

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
)

// Client keeps one session, and begins another when it is over.
type Client struct {
	// URL such as https://sps.example.com/api
	URL, User, Password string
	// Attempts when nobody answers, or with 503; 3 if it is 0.
	Attempts int

	http *http.Client
}

// Connection is a connection policy.
type Connection struct {
	Name   string `json:"name"`
	Active bool   `json:"active"`
}

// StatusError is an answer that is no success.
type StatusError struct {
	Status int
	Type   string
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("SPS answered %d (%s)", e.Status, e.Type)
}

// Connections lists the connection policies of a protocol such as "ssh".
func (c *Client) Connections(protocol string) ([]Connection, error) {
	var page struct {
		Items []struct {
			Body Connection `json:"body"`
		} `json:"items"`
	}
	if err := c.get("/configuration/"+protocol+"/connections", &page); err != nil {
		return nil, err
	}
	connections := make([]Connection, 0, len(page.Items))
	for _, item := range page.Items {
		connections = append(connections, item.Body)
	}
	return connections, nil
}

func (c *Client) get(path string, into any) error {
	if c.http == nil {
		if err := c.signIn(); err != nil {
			return err
		}
	}
	status, body, err := c.send(path, false)
	if err == nil && status == http.StatusUnauthorized {
		if err = c.signIn(); err == nil {
			status, body, err = c.send(path, false)
		}
	}
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return errorOf(status, body)
	}
	return json.Unmarshal(body, into)
}

func (c *Client) signIn() error {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	c.http = &http.Client{Jar: jar}
	status, body, err := c.send("/authentication", true)
	if err == nil && status != http.StatusOK {
		err = errorOf(status, body)
	}
	if err != nil {
		c.http = nil
	}
	return err
}

func (c *Client) send(path string, basic bool) (status int, body []byte, err error) {
	attempts := c.Attempts
	if attempts == 0 {
		attempts = 3
	}
	for ; attempts > 0; attempts-- {
		status, body, err = c.sendOnce(path, basic)
		if err == nil && status != http.StatusServiceUnavailable {
			return status, body, nil
		}
	}
	return status, body, err
}

func (c *Client) sendOnce(path string, basic bool) (int, []byte, error) {
	request, err := http.NewRequest(http.MethodGet, c.URL+path, nil)
	if err != nil {
		return 0, nil, err
	}
	if basic {
		request.SetBasicAuth(c.User, c.Password)
	}
	answer, err := c.http.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

func errorOf(status int, body []byte) error {
	var problem struct {
		Error struct {
			Type string `json:"type"`
		} `json:"error"`
	}
	_ = json.Unmarshal(body, &problem)
	return &StatusError{Status: status, Type: problem.Error.Type}
}
