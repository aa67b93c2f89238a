package content

import (
	"bytes"
	"errors"
	"slices"
)

var _ = register(format{name: "json", rank: 20, recognise: recogniseJSON})

// jsonDoc reads one JSON document or several one behind the other (RFC 8259,
// RFC 7464). The elements of an array at the top are rows, and so is each
// document that is no array. In a document that is one single object, the
// elements of its arrays are rows as well ({"total":2,"items":[{…},{…}]}), with
// paths like "items[].name"; what stands beside the arrays makes rows of its
// own.
//
// Comments and commas at the end, single quotes and names without quotes, and a call
// or an assignment around the document are no fault; see jsonlenient.go.
type jsonDoc struct {
	wrap bool
	// front says that there is a call or an assignment around the document.
	front bool
}

func ended(err error) bool {
	var bad *corrupt
	return errors.As(err, &bad) && bad.ended
}

// recogniseJSON wants a text that begins with a bracket and follows the grammar
// at least as far as 256 bytes, so that log lines which begin with "[" are not
// taken for it. The name decides for what is broken earlier.
func recogniseJSON(h head) parser {
	named := slices.Contains([]string{".json", ".geojson", ".har", ".ipynb", ".json5", ".jsonc", ".hjson", ".webmanifest"}, h.ext)
	t := h.text[behindRemarks(h.text):]
	if n := front(t); n > 0 {
		// Source code begins like that as well.
		if values, err := tryJSON(h.s, t); values > 0 && (err == nil || !h.whole && errors.As(err, new(*corrupt)) && ended(err)) {
			return jsonDoc{wrap: t[n] == '{' && values <= 1, front: true}
		}
	}
	if len(t) == 0 || t[0] != '{' && t[0] != '[' && !(named && bytes.IndexByte([]byte(`"-0123456789tfn`), t[0]) >= 0) {
		return nil
	}
	values, err := tryJSON(h.s, t)
	var bad *corrupt
	if errors.As(err, &bad) && !bad.ended && bad.off < 256 && !named {
		return nil
	}
	if t[0] != '{' && t[0] != '[' && err != nil && (h.whole || bad == nil || !bad.ended) {
		return nil // lines of something else, whatever the name says
	}
	d := jsonDoc{wrap: t[0] == '{' && values <= 1}
	if !h.whole && (err == nil || bad != nil && bad.ended) {
		kind := byte(0)
		if t[0] == '[' || d.wrap {
			kind = t[0]
		}
		if rows := jsonRows(t, kind); rows != nil {
			return jsonPieces{d, rows}
		}
	}
	return d
}

// tryJSON reads text without handing anything on, and counts the values.
func tryJSON(s *sizes, b []byte) (values int, err error) {
	o := newOut(s, discard)
	defer o.free()
	r := newJSONReader(bytesInput(b), o)
	for {
		if !r.nextDocument(front(b) > 0) {
			return values, nil
		}
		if err := r.one(); err != nil {
			// A second value that breaks off has begun all the same.
			if r.in.at() > 0 && values > 0 {
				values++
			}
			return values, err
		}
		values++
	}
}

func (d jsonDoc) parse(in *input, o *out) error {
	r := newJSONReader(in, o)
	r.wrap, r.rows = d.wrap, true
	for {
		if !r.nextDocument(d.front) {
			if o.rowSize > 0 { // a comment
				return o.endRow()
			}
			return o.err
		}
		err := r.one()
		var bad *corrupt
		if errors.As(err, &bad) {
			return r.restAsText(bad)
		}
		if err != nil {
			return err
		}
	}
}

// restAsText goes on where the grammar was broken, so that nothing is lost.
func (r *jsonReader) restAsText(bad *corrupt) error {
	if r.o.rowSize > 0 {
		if err := r.o.endRow(); err != nil {
			return err
		}
	}
	bad.text = !bad.ended
	if err := textLines(r.in, r.o, 0); err != nil {
		return err
	}
	return bad
}
