package main

import (
	"fmt"
	"hash/maphash"
	"io"
	"strings"
	"testing"
	"time"

	"piiventory/detectors"
)

// A line that never ends is counted in parts, and nothing at their seams is missed.
func TestCountOneLineWithoutEnd(t *testing.T) {
	engine, err := detectors.New(detectors.Options{AsOf: time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	for name, sep := range map[string]string{"blanks": " ", "commas": ",", "Chinese signs": "。"} {
		var text strings.Builder
		want := int64(0)
		for text.Len() < 2*countLine+countLine/2 {
			if want++; sep == "。" { // no sign to cut at but at the ends of 64 KiB
				fmt.Fprintf(&text, "%s电话13912345678%s", strings.Repeat("中", 9000), sep)
			} else {
				fmt.Fprintf(&text, "电话13912345678%s", sep)
			}
		}
		k := counter{engine: engine, seed: maphash.MakeSeed()}
		// A reader that gives little at a time, as pipes do.
		if err := k.read(t.Context(), io.MultiReader(strings.NewReader(text.String()[:1000]), strings.NewReader(text.String()[1000:]))); err != nil {
			t.Fatal(err)
		}
		got := int64(0)
		for _, n := range k.byKind {
			if n.category == "contact.mobile" {
				got = n.found
			}
		}
		if got != want || k.lines != 3 {
			t.Errorf("%s: %d of %d numbers in %d parts", name, got, want, k.lines)
		}
	}
}

func TestSeam(t *testing.T) {
	fill := strings.Repeat("a", 64<<10)
	for text, want := range map[string]int{
		fill + " bc": len(fill) + 1, fill + "b,c": len(fill) + 2, fill: len(fill) - 1, fill + "中": len(fill), fill + "中"[:2]: len(fill), " " + fill: len(fill),
		fill + "\x80\x80\x80\x80\x80": len(fill) + 1,
	} {
		if got := seam([]byte(text)); got != want {
			t.Errorf("%q is cut at %d, want %d", text[len(text)-5:], got, want)
		}
	}
}
