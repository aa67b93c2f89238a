package content

import (
	"bytes"
	"encoding/binary"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	parquetformat "github.com/parquet-go/parquet-go/format"

	"piiventory/scanners"
)

// A parquetColumn is a leaf of the schema.
type parquetColumn struct {
	path   string
	kind   int8
	length int32
	// level is the definition level at which there is a value, and reps the number of
	// lists around it: with one or more there may be several values in a row.
	level, reps int
	parquetMeaning
}

const (
	parquetDeep = 64 // levels of a schema
	// parquetLong is the longest value of a fixed length in bytes.
	parquetLong = 64 << 10
	// parquetWide is the largest number of columns.
	parquetWide = 20_000
)

var errParquetSchema = refuse(scanners.GapCorrupt, "the schema of the Parquet file is broken; nothing can be read without it")

// columns lists the leaves with their paths: "a.b" for a field of a group,
// "a[].b" for a field of a list of groups. The levels that the rules for lists and
// maps (parquet-format, "LogicalTypes") put in between do not show.
func (f *parquetFooter) columns() ([]parquetColumn, error) {
	var all []parquetColumn
	at := 0
	var walk func(prefix string, list parquetLogical, level, reps, deep int) bool
	walk = func(prefix string, list parquetLogical, level, reps, deep int) bool {
		if at >= len(f.schema) || deep > parquetDeep || len(all) >= parquetWide {
			return false
		}
		n := f.schema[at]
		at++
		path := n.name
		if prefix != "" {
			path = prefix + "." + n.name
		}
		if n.repeat != 0 {
			level++
		}
		inner := n.is
		switch {
		case list == parquetList && n.repeat == 2:
			// The repeated level of a list has no name of its own for people, and where it
			// holds one thing only, that has none either.
			path = prefix + "[]"
			if n.children == 1 && n.name != "array" {
				inner = parquetPlain
				list = -1
			}
		case list == parquetMap && n.repeat == 2:
			path, inner = prefix+"[]", parquetPlain
		case list == -1:
			path = prefix
		case n.repeat == 2:
			path += "[]"
		}
		if n.repeat == 2 {
			reps++
		}
		if n.kind >= 0 && n.children <= 0 {
			if n.kind == parquetFixed && (n.length <= 0 || n.length > parquetLong) || n.kind > parquetFixed {
				return false
			}
			all = append(all, parquetColumn{path: path, kind: n.kind, length: n.length, level: level, reps: reps, parquetMeaning: n.parquetMeaning})
			return true
		}
		pass := inner
		if list == -1 && n.repeat == 2 {
			pass = -1
		}
		for range max(n.children, 0) {
			if !walk(path, pass, level, reps, deep+1) {
				return false
			}
		}
		return true
	}
	root := f.schema[0]
	at = 1
	for range max(root.children, 0) {
		if !walk("", parquetPlain, 0, 0, 0) {
			return nil, errParquetSchema
		}
	}
	if at != len(f.schema) {
		return nil, errParquetSchema
	}
	return all, nil
}

// decoders opens an empty file of the same schema, for its decoders. What the library
// gets to see is only that: no logical types, no compression, one row group. So
// its memory does not depend on the real file, and pages go to it unpacked, after
// their sizes were looked at.
func (f *parquetFooter) decoders(columns []parquetColumn) ([]*parquet.FileColumnChunk, error) {
	meta := parquetformat.FileMetaData{Version: 1, RowGroups: []parquetformat.RowGroup{{}}}
	for _, n := range f.schema {
		e := parquetformat.SchemaElement{Name: n.name}
		if len(meta.Schema) > 0 {
			e.RepetitionType = thriftNull(parquetformat.FieldRepetitionType(n.repeat))
		}
		if n.kind >= 0 && n.children <= 0 {
			e.Type = thriftNull(parquetformat.Type(n.kind))
			if n.kind == parquetFixed {
				e.TypeLength = thriftNull(n.length)
			}
		} else {
			e.NumChildren = thriftNull(int32(max(n.children, 0)))
		}
		meta.Schema = append(meta.Schema, e)
	}
	group := &meta.RowGroups[0]
	for _, c := range columns {
		group.Columns = append(group.Columns, parquetformat.ColumnChunk{FileOffset: 4, MetaData: parquetformat.ColumnMetaData{
			Type: parquetformat.Type(c.kind), DataPageOffset: 4, TotalCompressedSize: 1 << 60}})
	}
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &meta)
	if err != nil {
		return nil, errParquetSchema
	}
	b := append([]byte("PAR1"), footer...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(footer)))
	b = append(b, "PAR1"...)
	file, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)),
		parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(256))
	if err != nil || len(file.RowGroups()) != 1 {
		return nil, errParquetSchema
	}
	var all []*parquet.FileColumnChunk
	for _, c := range file.RowGroups()[0].ColumnChunks() {
		all = append(all, c.(*parquet.FileColumnChunk))
	}
	if len(all) != len(columns) {
		return nil, errParquetSchema
	}
	return all, nil
}

func thriftNull[T any](v T) thrift.Null[T] { return thrift.Null[T]{V: v, Valid: true} }
