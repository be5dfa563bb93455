package pammock_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Client is a client of SPS as it might be tested: it signs in once more when its session is over, and tries again when
// nobody answers, or when it is told to.
type Client struct {
	// Sleep between two attempts.
	Sleep func(time.Duration)

	url, user, password string
	http                *http.Client
}

func NewClient(url, user, password string) *Client {
	jar, _ := cookiejar.New(nil)
	return &Client{time.Sleep, url, user, password, &http.Client{Jar: jar}}
}

// SSHConnections are the names of the connection policies.
func (c *Client) SSHConnections() ([]string, error) {
	const path = "/configuration/ssh/connections"
	status, body, err := c.get(path, false)
	if err == nil && status == http.StatusUnauthorized {
		if status, body, err = c.get("/authentication", true); err == nil && status == http.StatusOK {
			status, body, err = c.get(path, false)
		}
	}
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("SPS answered %d", status)
	}
	if err != nil {
		return nil, err
	}
	var page struct {
		Items []struct{ Body struct{ Name string } }
	}
	err = json.Unmarshal(body, &page)
	var names []string
	for _, item := range page.Items {
		names = append(names, item.Body.Name)
	}
	return names, err
}

func (c *Client) get(path string, signIn bool) (status int, body []byte, err error) {
	for attempt := 0; attempt < 3; attempt++ {
		request, err := http.NewRequest(http.MethodGet, c.url+path, nil)
		if err != nil {
			return 0, nil, err
		}
		if signIn {
			request.SetBasicAuth(c.user, c.password)
		}
		var header http.Header
		if status, header, body, err = ask(c.http, request); err == nil && status != http.StatusServiceUnavailable {
			return status, body, nil
		}
		seconds, _ := strconv.Atoi(header.Get("Retry-After"))
		c.Sleep(time.Duration(seconds) * time.Second)
	}
	return status, body, err
}

// PMPClient reads and changes passwords of Password Manager Pro.
type PMPClient struct{ url, token string }

func NewPMPClient(url, token string) *PMPClient { return &PMPClient{url, token} }

// Password of an account.
func (c *PMPClient) Password(resource, account string) (string, error) {
	var answer struct {
		Operation struct{ Details struct{ PASSWORD string } }
	}
	err := c.ask(http.MethodGet, resource, account, nil, &answer)
	return answer.Operation.Details.PASSWORD, err
}

// ChangePassword of an account.
func (c *PMPClient) ChangePassword(resource, account, to, reason string) error {
	details := map[string]any{"NEWPASSWORD": to, "RESETTYPE": "LOCAL", "REASON": reason}
	input := map[string]any{"operation": map[string]any{"Details": details}}
	return c.ask(http.MethodPut, resource, account, input, nil)
}

func (c *PMPClient) ask(method, resource, account string, input, into any) error {
	var body io.Reader
	if input != nil {
		text, err := json.Marshal(input)
		if err != nil {
			return err
		}
		body = strings.NewReader(url.Values{"INPUT_DATA": {string(text)}}.Encode())
	}
	request, err := http.NewRequest(method, c.url+"/resources/"+resource+"/accounts/"+account+"/password", body)
	if err != nil {
		return err
	}
	request.Header.Set("AUTHTOKEN", c.token)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	status, answer, err := send(http.DefaultClient, request)
	if err == nil && (status != http.StatusOK || !bytes.Contains(answer, []byte(`"status":"Success"`))) {
		err = fmt.Errorf("PMP answered %d: %s", status, answer)
	}
	if err == nil && into != nil {
		err = json.Unmarshal(answer, into)
	}
	return err
}

func send(client *http.Client, request *http.Request) (int, []byte, error) {
	status, _, body, err := ask(client, request)
	return status, body, err
}

func ask(client *http.Client, request *http.Request) (int, http.Header, []byte, error) {
	answer, err := client.Do(request)
	if err != nil {
		return 0, nil, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer.StatusCode, answer.Header, body, err
}
