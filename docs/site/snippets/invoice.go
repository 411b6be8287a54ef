// Makes an invoice and reads it again. KEY is your API key.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

const api = "https://pay.example.com/api/v1"

var client = http.Client{Timeout: 30 * time.Second}

type invoice struct {
	PublicID string `json:"publicId"`
	PayURL   string `json:"payUrl"`
	Status   string `json:"status"`
}

func main() {
	order := `{
		"title": "Consulting deposit",
		"amount": "250.00",
		"asset": "USDC",
		"orderId": "ORD-9002"
	}`
	made, err := ask(http.MethodPost, "/invoices", order)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(made.PayURL)

	read, err := ask(http.MethodGet, "/invoices/"+made.PublicID, "")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(read.Status)
}

func ask(method, path, body string) (found invoice, err error) {
	request, err := http.NewRequest(method, api+path, strings.NewReader(body))
	if err != nil {
		return found, err
	}
	request.Header.Set("Authorization", "Bearer "+os.Getenv("KEY"))
	if method == http.MethodPost {
		request.Header.Set("Content-Type", "application/json")
		// One for each order: sent again, say after a lost connection, it makes no second invoice.
		request.Header.Set("Idempotency-Key", "order-9002")
	}
	answer, err := client.Do(request)
	if err != nil {
		return found, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return found, err
	}
	if answer.StatusCode >= 300 {
		return found, fmt.Errorf("%s: %s", answer.Status, text)
	}
	return found, json.Unmarshal(text, &found)
}
