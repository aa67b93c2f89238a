package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/minio/simdjson-go"
	"github.com/valyala/fastjson"
)

// jsonRecord is one record of seven fields, one of them in an object of its own.
func jsonRecord(b []byte, i int) []byte {
	b = append(strconv.AppendInt(append(b, `{"id":`...), int64(i), 10), `,"name":"user`...)
	b = append(append(strconv.AppendInt(b, int64(i), 10), `","phone":"`...), phone(i)...)
	b = strconv.AppendInt(append(b, `","amount":`...), int64(i%977), 10)
	b = append(append(b, `.50,"address":{"city":"Shanghai"},"status":"active","created":"`...), day(i)...)
	return append(b, `","note":"some words of a note"}`...)
}

func jsonLines(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte { return append(jsonRecord(b, i), '\n') })
}

func jsonArray(size int) func() (made, error) {
	return textOf(size, "[\n", "{}]\n", func(b []byte, i int) []byte { return append(jsonRecord(b, i), ",\n"...) })
}

var encodingJSON = bare{"`encoding/json`, Decoder.Token", func(in []byte) (n int, err error) {
	d := json.NewDecoder(bytes.NewReader(in))
	d.UseNumber()
	for {
		switch _, err := d.Token(); err {
		case nil:
			n++
		case io.EOF:
			return n, nil
		default:
			return n, err
		}
	}
}}

var experimentJSON = bare{"`go-json-experiment/json`, jsontext.Decoder.ReadToken", func(in []byte) (n int, err error) {
	d := jsontext.NewDecoder(bytes.NewReader(in), jsontext.AllowDuplicateNames(true))
	for {
		switch _, err := d.ReadToken(); err {
		case nil:
			n++
		case io.EOF:
			return n, nil
		default:
			return n, err
		}
	}
}}

var fastJSON = bare{"`valyala/fastjson`, Scanner, which wants all of the text in memory", func(in []byte) (n int, err error) {
	fastScanner.InitBytes(in)
	for fastScanner.Next() {
		n += visit(fastScanner.Value())
	}
	return n, fastScanner.Error()
}}

// Both keep their memory from one reading to the next, as their documentations advise.
var (
	fastScanner fastjson.Scanner
	simdParsed  *simdjson.ParsedJson
)

func visit(v *fastjson.Value) (n int) {
	switch v.Type() {
	case fastjson.TypeObject:
		v.GetObject().Visit(func(_ []byte, v *fastjson.Value) { n += visit(v) })
	case fastjson.TypeArray:
		for _, v := range v.GetArray() {
			n += visit(v)
		}
	default:
		n++
	}
	return n
}

var simdJSON = bare{"`minio/simdjson-go`, ParseND and Iter, all of the text in memory, with AVX2 only", func(in []byte) (n int, err error) {
	if !simdjson.SupportedCPU() {
		return 0, errors.New("this processor has no AVX2")
	}
	parse := simdjson.Parse
	if in[0] == '{' {
		parse = simdjson.ParseND
	}
	p, err := parse(in, simdParsed, simdjson.WithCopyStrings(false))
	if err != nil {
		return 0, err
	}
	simdParsed = p
	for i := p.Iter(); i.AdvanceInto() != simdjson.TagEnd; n++ {
		if i.Type() == simdjson.TypeString {
			if _, err := i.StringBytes(); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}}
