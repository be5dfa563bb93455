package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"

	"example.test/clients/api"
)

func main() {
	signIn := api.WithRequestEditorFn(func(_ context.Context, request *http.Request) error {
		request.SetBasicAuth("xtam_login", "xtam_password")
		return nil
	})
	xtam, err := api.NewClientWithResponses(os.Args[1], signIn)
	if err != nil {
		log.Fatal(err)
	}
	answer, err := xtam.RecordUnlockWithResponse(context.Background(), "i-2qhyGh2UB0V")
	if err != nil {
		log.Fatal(err)
	}
	var fields struct{ Password string }
	if err := json.Unmarshal([]byte(answer.JSON200.Custom), &fields); err != nil {
		log.Fatal(err)
	}
	fmt.Println(fields.Password)
}
