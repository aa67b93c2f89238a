package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/files"
)

// BenchmarkDirectory takes stock of a whole directory: listing, reading,
// decoding, detection and the fold. The bytes are those of the files.
func BenchmarkDirectory(b *testing.B) {
	for _, c := range corpora {
		b.Run(c.name, func(b *testing.B) {
			folder := filepath.Join(b.TempDir(), c.name)
			size, err := c.write(folder, 16<<20, 1)
			if err != nil {
				b.Fatal(err)
			}
			take(b, folder, size, parts)
		})
	}
	b.Run("2000-small-files", func(b *testing.B) {
		folder := b.TempDir()
		r := rand.New(rand.NewPCG(1, 1))
		var size int64
		for i := range 2000 {
			text := ""
			for len(text) < 4<<10 {
				text += accessLine(r, i)
			}
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("part-%05d.json", i)), []byte(text), 0o644); err != nil {
				b.Fatal(err)
			}
			size += int64(len(text))
		}
		take(b, folder, size, 2000)
	})
}

func take(b *testing.B, folder string, size, assets int64) {
	engine, err := detectors.New(detectors.Options{AsOf: start})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		inv, err := inventory.Take(b.Context(), []scanners.Store{{Alias: "corpus", URL: "file:" + folder}}, inventory.Options{
			Engine: engine, Kinds: map[string]scanners.Kind{"file": files.Kind}, Seed: 1, Depth: scanners.Full,
			Rules: detectors.Rules(), Version: "bench", Now: time.Now,
		})
		if err != nil {
			b.Fatal(err)
		}
		// A run that did not read everything would be fast for no good reason.
		if c := inv.Stores[0].Coverage; c.BytesRead != size || c.Whole != assets {
			b.Fatalf("%d of %d bytes and %d of %d files were read", c.BytesRead, size, c.Whole, assets)
		}
	}
}
