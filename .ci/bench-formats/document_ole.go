package main

import (
	"bytes"
	"io"

	"github.com/richardlehane/mscfb"
)

// compoundStreams unpacks the streams of a compound file and understands nothing of them.
var compoundStreams = bare{"`richardlehane/mscfb`, bytes of the streams", func(in []byte) (n int, err error) {
	r, err := mscfb.New(bytes.NewReader(in))
	if err != nil {
		return 0, err
	}
	for f, err := r.Next(); err == nil; f, err = r.Next() {
		m, err := io.Copy(io.Discard, f)
		if err != nil {
			return n, err
		}
		n += int(m)
	}
	return n, nil
}}
