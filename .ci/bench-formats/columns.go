package main

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/hamba/avro/v2/ocf"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress"
	_ "modernc.org/sqlite" // the driver
)

type user struct {
	ID     int64   `parquet:"id" avro:"id"`
	Name   string  `parquet:"name,dict" avro:"name"`
	Phone  string  `parquet:"phone" avro:"phone"`
	Email  *string `parquet:"email,optional" avro:"email"`
	Amount float64 `parquet:"amount" avro:"amount"`
	Note   string  `parquet:"note" avro:"note"`
}

func users(n int) (all []user, plain int64) {
	for i := range n {
		u := user{ID: int64(i), Name: fmt.Sprintf("user%d", i%1000), Phone: phone(i), Amount: float64(i%977) + .5, Note: fmt.Sprintf("note %d %x", i, uint64(i)*0x9e3779b97f4a7c15)}
		if i%2 == 0 {
			email := fmt.Sprintf("user%d@example.com", i)
			u.Email = &email
			plain += int64(len(email))
		}
		plain += int64(16 + len(u.Name) + len(u.Phone) + len(u.Note))
		all = append(all, u)
	}
	return all, plain
}

func parquetUsers(n int, codec compress.Codec) func() (made, error) {
	return func() (made, error) {
		all, plain := users(n)
		var b bytes.Buffer
		w := parquet.NewGenericWriter[user](&b, parquet.Compression(codec), parquet.MaxRowsPerRowGroup(50_000))
		if _, err := w.Write(all); err != nil {
			return made{}, err
		}
		err := w.Close()
		return made{b.Bytes(), plain}, err
	}
}

func parquetRows(in []byte) (*parquet.GenericReader[user], error) {
	f, err := parquet.OpenFile(bytes.NewReader(in), int64(len(in)))
	if err != nil {
		return nil, err
	}
	return parquet.NewGenericReader[user](f), nil
}

var parquetStructs = bare{"`parquet-go`, GenericReader of a struct", func(in []byte) (n int, err error) {
	r, err := parquetRows(in)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	rows := make([]user, 1024)
	for {
		k, err := r.Read(rows)
		n += 6 * k
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}}

var parquetValues = bare{"`parquet-go`, Reader.ReadRows, rows of values", func(in []byte) (n int, err error) {
	r := parquet.NewReader(bytes.NewReader(in))
	defer r.Close()
	rows := make([]parquet.Row, 1024)
	for {
		k, err := r.ReadRows(rows)
		for _, row := range rows[:k] {
			n += len(row)
		}
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}}

const avroSchema = `{"type":"record","name":"User","fields":[{"name":"id","type":"long"},{"name":"name","type":"string"},{"name":"phone","type":"string"},{"name":"email","type":["null","string"]},{"name":"amount","type":"double"},{"name":"note","type":"string"}]}`

func avroUsers(n int, codec ocf.CodecName) func() (made, error) {
	return func() (made, error) {
		all, plain := users(n)
		var b bytes.Buffer
		e, err := ocf.NewEncoder(avroSchema, &b, ocf.WithCodec(codec), ocf.WithBlockLength(1000), ocf.WithSyncBlock([16]byte([]byte("0123456789abcdef"))))
		if err != nil {
			return made{}, err
		}
		for _, u := range all {
			if err := e.Encode(u); err != nil {
				return made{}, err
			}
		}
		err = e.Close()
		return made{b.Bytes(), plain}, err
	}
}

var avroAny = bare{"`hamba/avro/v2`, ocf.Decoder into any", func(in []byte) (n int, err error) {
	d, err := ocf.NewDecoder(bytes.NewReader(in))
	if err != nil {
		return 0, err
	}
	for d.HasNext() {
		var v any
		if err := d.Decode(&v); err != nil {
			return n, err
		}
		n += len(v.(map[string]any))
	}
	return n, d.Error()
}}

var avroStructs = bare{"`hamba/avro/v2`, ocf.Decoder into a struct that is known", func(in []byte) (n int, err error) {
	d, err := ocf.NewDecoder(bytes.NewReader(in))
	if err != nil {
		return 0, err
	}
	for d.HasNext() {
		var v user
		if err := d.Decode(&v); err != nil {
			return n, err
		}
		n += 6
	}
	return n, d.Error()
}}

func sqliteUsers(n int) func() (made, error) {
	return func() (made, error) {
		all, plain := users(n)
		folder, err := os.MkdirTemp("", "bench-formats-")
		if err != nil {
			return made{}, err
		}
		defer os.RemoveAll(folder)
		name := filepath.Join(folder, "users.db")
		db, err := sql.Open("sqlite", name)
		if err != nil {
			return made{}, err
		}
		defer db.Close()
		if _, err := db.Exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, email TEXT, amount REAL, note TEXT)"); err != nil {
			return made{}, err
		}
		tx, err := db.Begin()
		if err != nil {
			return made{}, err
		}
		for _, u := range all {
			if _, err := tx.Exec("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)", u.ID, u.Name, u.Phone, u.Email, u.Amount, u.Note); err != nil {
				return made{}, err
			}
		}
		if err := tx.Commit(); err != nil {
			return made{}, err
		}
		if err := db.Close(); err != nil {
			return made{}, err
		}
		b, err := os.ReadFile(name)
		return made{b, plain}, err
	}
}

// files are where content lies that a library reads from a file, by its first byte.
var files = map[*byte]string{}

// filed writes content to a file, the first time, and returns its name.
func filed(in []byte) (string, error) {
	if name := files[&in[0]]; name != "" {
		return name, nil
	}
	f, err := os.CreateTemp("", "bench-formats-")
	if err != nil {
		return "", err
	}
	files[&in[0]] = f.Name()
	_, err = f.Write(in)
	return f.Name(), errors.Join(err, f.Close())
}

// tidy removes the files.
func tidy() {
	for first, name := range files {
		os.Remove(name)
		delete(files, first)
	}
}

// sqliteRows reads the database from a file, as the library does.
var sqliteRows = bare{"`modernc.org/sqlite` by `database/sql`, from a file, Rows.Scan into RawBytes", func(in []byte) (n int, err error) {
	name, err := filed(in)
	if err != nil {
		return 0, err
	}
	db, err := sql.Open("sqlite", "file:"+name+"?mode=ro&immutable=1")
	if err != nil {
		return 0, err
	}
	defer db.Close()
	rows, err := db.Query("SELECT * FROM users")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	var cells [6]sql.RawBytes
	var to []any
	for i := range cells {
		to = append(to, &cells[i])
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return n, err
		}
		n += len(cells)
	}
	return n, rows.Err()
}}
