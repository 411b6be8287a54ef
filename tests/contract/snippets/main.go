// Asks webhook.go about the webhook in the environment and the file `body`, and prints its answer.
package main

import (
	"fmt"
	"log"
	"net/http"
	"os"

	"example.com/snippets/paylinkr"
)

func main() {
	body, err := os.ReadFile("body")
	if err != nil {
		log.Fatal(err)
	}
	header := http.Header{}
	header.Set("webhook-id", os.Getenv("ID"))
	header.Set("webhook-timestamp", os.Getenv("TIMESTAMP"))
	header.Set("webhook-signature", os.Getenv("SIGNATURE"))
	if err := paylinkr.Verify(body, header, os.Getenv("SECRET")); err != nil {
		fmt.Printf("refused: %v\n", err)
		return
	}
	fmt.Println("accepted")
}
