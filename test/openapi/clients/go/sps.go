package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	"example.test/clients/api"
)

func main() {
	ctx := context.Background()
	sps, err := api.NewClientWithResponses(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	login, err := sps.AuthenticationLoginWithResponse(ctx, nil, func(_ context.Context, request *http.Request) error {
		request.SetBasicAuth("admin", "a")
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	session := login.HTTPResponse.Cookies()[0]
	answer, err := sps.ConfigurationNetworkDnsGetWithResponse(ctx, func(_ context.Context, request *http.Request) error {
		request.AddCookie(session)
		return nil
	})
	if err != nil {
		log.Fatal(err)
	}
	dns, err := answer.JSON200.Body.AsNetworkDns()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*dns.Primary)
}
