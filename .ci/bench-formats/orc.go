package main

import (
	"bytes"
	"compress/flate"

	"github.com/scritchley/orc"
)

const orcSchema = "struct<id:bigint,name:string,phone:string,email:string,amount:double,note:string>"

func orcUsers(n int) func() (made, error) {
	return func() (made, error) {
		all, plain := users(n)
		schema, err := orc.ParseSchema(orcSchema)
		if err != nil {
			return made{}, err
		}
		var b bytes.Buffer
		w, err := orc.NewWriter(&b, orc.SetSchema(schema), orc.SetCompression(orc.CompressionZlib{Level: flate.DefaultCompression}))
		if err != nil {
			return made{}, err
		}
		for _, u := range all {
			var email any
			if u.Email != nil {
				email = *u.Email
			}
			if err := w.Write(u.ID, u.Name, u.Phone, email, u.Amount, u.Note); err != nil {
				return made{}, err
			}
		}
		err = w.Close()
		return made{b.Bytes(), plain}, err
	}
}

// orcBytes is what the library reads from.
type orcBytes struct{ *bytes.Reader }

var orcRows = bare{"`scritchley/orc`, Cursor.Row", func(in []byte) (n int, err error) {
	r, err := orc.NewReader(orcBytes{bytes.NewReader(in)})
	if err != nil {
		return 0, err
	}
	c := r.Select("id", "name", "phone", "email", "amount", "note")
	for c.Stripes() {
		for c.Next() {
			n += len(c.Row())
		}
	}
	return n, c.Err()
}}
