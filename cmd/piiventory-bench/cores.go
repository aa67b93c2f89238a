package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/klauspost/compress/gzip"
)

// cores compares a stock of a folder of several files with two processors and with one.
func (b *bench) cores() error {
	if runtime.NumCPU() < 2 {
		fmt.Fprintln(b.stderr, "piiventory-bench: there is one processor here")
		return nil
	}
	var rows []row
	for _, c := range corpora {
		folder := filepath.Join(b.dir, c.name)
		fmt.Fprintf(b.stderr, "%s: making %d files with %d MiB\n", c.title, parts, b.size>>20)
		size, err := c.write(folder, b.size, b.seed)
		if err != nil {
			return err
		}
		with := func(name, which string, n int) side {
			return side{name, func() error { return taken(on(b.ctx, which, n, stock(b.binary, folder)...), size) }}
		}
		r, err := b.compare(c.title, size, 1.7, with("two", "0,1", 2), with("one", "0", 1))
		if err != nil {
			return err
		}
		rows = append(rows, r)
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
	}
	b.table(fmt.Sprintf("Two processors, %d files", parts), "two processors", "one processor", "times as fast", rows)
	return nil
}

// gzip compares a stock of one gzip file with decoding it alone. The rates are those of
// what is in it.
func (b *bench) gzip() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var rows []row
	for _, c := range corpora {
		folder := filepath.Join(b.dir, c.name)
		if err := os.Mkdir(folder, 0o755); err != nil {
			return err
		}
		f, err := b.file(&c, b.size)
		if err != nil {
			return err
		}
		packed := filepath.Join(folder, filepath.Base(f.name)+".gz")
		if err := pack(packed, f.name); err != nil {
			return err
		}
		info, err := os.Stat(packed)
		if err != nil {
			return err
		}
		if err := os.Remove(f.name); err != nil {
			return err
		}
		n := min(2, runtime.NumCPU())
		which := [...]string{"0", "0,1"}[n-1]
		r, err := b.compare(c.title, f.size, 0.85,
			side{"stock", func() error { return taken(on(b.ctx, which, n, stock(b.binary, folder)...), info.Size()) }},
			side{"decoding", func() error { return on(b.ctx, which, n, self, "decode", packed).Run() }})
		if err != nil {
			return err
		}
		rows = append(rows, r)
		if err := os.RemoveAll(folder); err != nil {
			return err
		}
	}
	b.table("One gzip file", "decoding and detection", "decoding alone", "share", rows)
	return nil
}

// pack writes a gzip file, with the level that is the default of gzip programs.
func pack(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	w, err := gzip.NewWriterLevel(out, 6)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, in); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return out.Close()
}

// decode reads a gzip file and throws away what is in it.
func decode(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	r, err := gzip.NewReader(bufio.NewReaderSize(f, 256<<10))
	if err != nil {
		return err
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{io.Discard}, struct{ io.Reader }{r}, make([]byte, 256<<10))
	return err
}
