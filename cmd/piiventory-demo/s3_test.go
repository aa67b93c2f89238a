package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestServerAnswersItsRegionAndRefusesStrangers(t *testing.T) {
	s, err := Serve(t.Context(), []Bucket{{Name: "archive", Region: regionDE, Objects: []Object{{"a.txt", []byte("hello")}}}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ask := func(method, path string) (int, string, http.Header) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), method, s.Endpoint+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body), resp.Header
	}
	if code, body, _ := ask("GET", "/archive?location"); code != 200 || !strings.Contains(body, ">eu-central-1</LocationConstraint>") {
		t.Errorf("location: %d %s", code, body)
	}
	if code, body, h := ask("GET", "/archive/a.txt"); code != 403 || strings.Contains(body, "hello") || h.Get("X-Amz-Bucket-Region") != regionDE {
		t.Errorf("an unsigned request got %d %q", code, body)
	}
	if code, _, _ := ask("DELETE", "/archive/a.txt"); code != 405 {
		t.Errorf("a DELETE got %d", code)
	}
}
