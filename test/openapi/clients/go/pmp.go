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
	signIn := api.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.Header.Set("AUTHTOKEN", "B9A1809A-5BF7-4459-9ED2-8D4F499CB902")
		return nil
	})
	pmp, err := api.NewClientWithResponses(os.Args[1], signIn)
	if err != nil {
		log.Fatal(err)
	}
	answer, err := pmp.AccountPasswordGetWithResponse(context.Background(), "303", "307", nil)
	if err != nil {
		log.Fatal(err)
	}
	success, err := answer.JSON200.AsPmpAccountPasswordGetAnswer()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(success.Operation.Details.PASSWORD)
}
