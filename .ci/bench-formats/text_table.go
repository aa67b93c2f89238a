package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"gopkg.in/ini.v1"
)

func prose(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "%s,123 INFO [http-%d] c.e.Orders - order %d for item %d placed in %d ms\n", day(i), i%16, i, i%199, i*37)
	})
}

// record is what tables hold in each row.
func record(i int) []any {
	return []any{i, fmt.Sprintf("user%d", i), phone(i), i % 977, day(i)}
}

const header = "id,name,phone,amount,city,status,created,note\n"

func csvTable(size int) func() (made, error) {
	return textOf(size, header, "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "%d,%s,%s,%d.50,Shanghai,active,%s,some words of a note\n", record(i)...)
	})
}

func csvQuoted(size int) func() (made, error) {
	return textOf(size, header, "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "\"%d\",\"%s\",\"%s\",\"%d.50\",\"Shanghai\",\"active\",\"%s\",\"some words, of a note\"\n", record(i)...)
	})
}

func tsvTable(size int) func() (made, error) {
	return textOf(size, strings.ReplaceAll(header, ",", "\t"), "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "%d\t%s\t%s\t%d.50\tShanghai\tactive\t%s\tsome words of a note\n", record(i)...)
	})
}

func iniSections(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "[host%d]\nname = user%d\nphone = %s\nquota = %d\ncreated = %s\nnote = some words of a note\n\n", append([]any{i}, record(i)...)...)
	})
}

func netrc(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "machine host%d.example.com login user%d password word-%d\n", i, i, i)
	})
}

// lines is the least that a text asks for.
var lines = bare{"`bufio.Scanner`, lines; a lower bound", func(in []byte) (int, error) { return scan(bytes.NewReader(in)) }}

func scan(r io.Reader) (n int, err error) {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		n++
	}
	return n, s.Err()
}

var fieldsOfLines = bare{"`bufio.Scanner` and `bytes.FieldsSeq`", func(in []byte) (n int, err error) {
	s := bufio.NewScanner(bytes.NewReader(in))
	for s.Scan() {
		for range bytes.FieldsSeq(s.Bytes()) {
			n++
		}
	}
	return n, s.Err()
}}

var encodingCSV = bare{"`encoding/csv`, ReuseRecord", func(in []byte) (n int, err error) {
	r := csv.NewReader(bytes.NewReader(in))
	r.ReuseRecord = true
	if !bytes.ContainsRune(in[:80], ',') {
		r.Comma = '\t'
	}
	for {
		record, err := r.Read()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		n += len(record)
	}
}}

var iniFile = bare{"`gopkg.in/ini.v1`, Load", func(in []byte) (n int, err error) {
	f, err := ini.Load(in)
	if err != nil {
		return 0, err
	}
	for _, s := range f.Sections() {
		n += len(s.Keys())
	}
	return n, nil
}}
