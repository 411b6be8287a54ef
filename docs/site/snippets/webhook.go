// Package paylinkr verifies webhooks.
package paylinkr

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const tolerance = 300 * time.Second

// Verify tells why a webhook is not to be believed. The body is what came over the wire, not JSON
// that was read before.
func Verify(body []byte, header http.Header, secret string) error {
	id, timestamp := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil {
		return errors.New("webhook-timestamp is no number of seconds")
	}
	if time.Since(time.Unix(seconds, 0)).Abs() > tolerance {
		return errors.New("it was not signed just now")
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil || len(key) == 0 {
		return errors.New("the secret is not whsec_ and Base64")
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.", id, timestamp)
	mac.Write(body)
	due := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	// Two, while a secret is rotated.
	for _, one := range strings.Fields(header.Get("webhook-signature")) {
		if hmac.Equal([]byte(one), due) {
			return nil
		}
	}
	return errors.New("no signature fits body and secret")
}
