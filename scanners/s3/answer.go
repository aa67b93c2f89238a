package s3

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/aws/smithy-go/middleware"
	smithytime "github.com/aws/smithy-go/time"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"piiventory/scanners"
)

// An answer is what one answer to a listing says.
type answer struct {
	objects  []scanners.Asset // with keys as they were written
	prefixes []string         // with a delimiter, what stands before it
	more     bool
	token    string // NextContinuationToken
	marker   string // NextMarker, or of versions NextKeyMarker
	encoding string
	// Of a listing of versions.
	editions      []edition // one for each object
	versionMarker string    // NextVersionIdMarker
}

// The elements around a listing and a listing of versions.
const (
	rootOfObjects  = "ListBucketResult"
	rootOfVersions = "ListVersionsResult"
	// What some servers write instead, which is left to the SDK.
	otherOfVersions = "ListBucketVersionsResult"
)

// longestAnswer is how much of an answer is held to be read here; a thousand keys of a
// thousand bytes are 1 MiB.
const longestAnswer = 16 << 20

// answers are the buffers into which answers are read.
var answers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// readAnswer reads the answer to a listing before the SDK does, whose decoder takes most
// of the time of a long listing. Documents that hold anything but plain elements are left
// to the SDK, and so are broken ones, so that nothing is read here that it would not read.
//
// A listing of versions must be one: a store that does not know them lists objects.
func readAnswer(a *answer, known *bool, held *bytes.Buffer, versions bool) func(*middleware.Stack) error {
	root := rootOfObjects
	if versions {
		root = rootOfVersions
	}
	read := func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		resp, ok := out.RawResponse.(*smithyhttp.Response)
		if err == nil && ok && versions && resp.StatusCode > http.StatusOK && resp.StatusCode < 300 {
			return out, metadata, errNotAsked
		}
		if err != nil || !ok || resp.StatusCode != http.StatusOK {
			return out, metadata, err
		}
		held.Reset() // of the attempt before
		if _, err := held.ReadFrom(io.LimitReader(resp.Body, longestAnswer)); err != nil {
			// The SDK meets the same error and knows what to make of it.
			resp.Body = withBody(io.MultiReader(bytes.NewReader(held.Bytes()), failing{err}), resp.Body)
			return out, metadata, nil
		}
		if *known = held.Len() < longestAnswer && a.parse(held.Bytes(), root); *known {
			resp.Body = withBody(strings.NewReader("<"+root+"></"+root+">"), resp.Body)
		} else if r := rootOf(held.Bytes()); versions && r != root && r != otherOfVersions {
			return out, metadata, errNotAsked
		} else {
			resp.Body = withBody(io.MultiReader(bytes.NewReader(held.Bytes()), resp.Body), resp.Body)
		}
		return out, metadata, nil
	}
	return func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("ReadAnswer", read), middleware.After)
	}
}

// failing is a reader of one error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func withBody(r io.Reader, c io.Closer) io.ReadCloser {
	return struct {
		io.Reader
		io.Closer
	}{r, c}
}

// A document is XML that is read from its start, without anything but elements and
// text. What else there is, and what breaks the rules, makes it odd.
type document struct {
	b     []byte
	odd   bool
	empty bool   // the last start tag was an end tag, too
	plain []byte // the last text in which references were replaced
}

// parse reads a document with an element around all, and says whether it could.
func (a *answer) parse(b []byte, root string) bool {
	if !plainText(b) {
		return false
	}
	d := &document{b: b}
	d.space()
	if bytes.HasPrefix(d.b, []byte("<?xml")) {
		end := bytes.Index(d.b, []byte("?>"))
		if end < 0 {
			return false
		}
		if head := bytes.ToLower(d.b[:end]); bytes.Contains(head, []byte("encoding")) && !bytes.Contains(head, []byte("utf-8")) {
			return false
		}
		d.b = d.b[end+2:]
		d.space()
	}
	*a = answer{}
	if string(d.open()) != root {
		return false
	}
	versions := root == rootOfVersions
	for !d.odd {
		name := d.open()
		switch string(name) {
		case "":
			d.close(root)
			d.space()
			return !d.odd && len(d.b) == 0
		case "Contents":
			d.odd = d.odd || versions
			a.object(d, "Contents", false)
		case "Version", "DeleteMarker":
			d.odd = d.odd || !versions
			a.object(d, string(name), versions)
		case "NextKeyMarker":
			a.marker = string(d.text("NextKeyMarker"))
		case "NextVersionIdMarker":
			a.versionMarker = string(d.text("NextVersionIdMarker"))
		case "CommonPrefixes":
			for !d.odd {
				if name = d.open(); len(name) == 0 {
					break
				}
				if string(name) == "Prefix" {
					a.prefixes = append(a.prefixes, string(d.text("Prefix")))
				} else {
					d.pass(name)
				}
			}
			d.close("CommonPrefixes")
		case "IsTruncated":
			v := string(d.text("IsTruncated"))
			a.more = v == "true"
			d.odd = d.odd || v != "true" && v != "false"
		case "NextContinuationToken":
			a.token = string(d.text("NextContinuationToken"))
		case "NextMarker":
			a.marker = string(d.text("NextMarker"))
		case "EncodingType":
			a.encoding = string(d.text("EncodingType"))
		default:
			d.pass(name)
		}
	}
	return false
}

// object reads what stands inside an element of one object, version or marker.
func (a *answer) object(d *document, element string, versions bool) {
	o := described{size: -1}
	var e edition
	for !d.odd {
		name := d.open()
		switch string(name) {
		case "":
			d.close(element)
			if !versions {
				a.objects = append(a.objects, o.asset())
				return
			}
			a.objects = append(a.objects, e.asset(&o, element == "DeleteMarker"))
			a.editions = append(a.editions, e)
			return
		case "VersionId":
			if versions {
				e.id = string(d.text("VersionId"))
			} else {
				d.skip("VersionId", 0)
			}
		case "IsLatest":
			v := string(d.text("IsLatest"))
			e.latest = v == "true"
			d.odd = d.odd || versions && v != "true" && v != "false"
		case "Key":
			o.key = string(d.text("Key"))
		case "ETag":
			o.etag = string(d.text("ETag"))
		case "StorageClass":
			o.class = className(d.text("StorageClass"))
		case "Size":
			n, err := strconv.ParseInt(string(d.text("Size")), 10, 64)
			o.size, d.odd = n, d.odd || err != nil
		case "LastModified":
			var ok bool
			o.modified, ok = moment(d.text("LastModified"))
			d.odd = d.odd || !ok
		default:
			d.pass(name)
		}
	}
}

// plainText says that b is UTF-8 without characters that XML cannot hold or changes.
func plainText(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return utf8.Valid(b) && !bytes.Contains(b, []byte("\uFFFE")) && !bytes.Contains(b, []byte("\uFFFF"))
}

// space passes over white space.
func (d *document) space() { d.b = bytes.TrimLeft(d.b, " \n\t") }

// open reads the next start tag and returns its name; it is empty at an end tag, which
// stays.
func (d *document) open() []byte {
	if d.empty {
		return nil
	}
	d.space()
	if len(d.b) < 3 || d.b[0] != '<' {
		d.odd = true
		return nil
	}
	if d.b[1] == '/' {
		return nil
	}
	end := bytes.IndexByte(d.b, '>')
	if end < 2 || d.b[1] == '!' || d.b[1] == '?' {
		d.odd = true
		return nil
	}
	tag := d.b[1:end]
	n := bytes.IndexAny(tag, " \n\t/")
	if n < 0 {
		n = len(tag)
	}
	if quotes := bytes.Count(tag, []byte(`"`)); quotes%2 != 0 || n < len(tag) && bytes.ContainsAny(tag, "'<") || bytes.IndexByte(tag[:n], ':') >= 0 {
		d.odd = true
		return nil
	}
	if tag[len(tag)-1] == '/' {
		d.empty = true
		d.odd = len(tag) == 1
	}
	d.b = d.b[end+1:]
	return tag[:n]
}

// close reads the end tag of an element.
func (d *document) close(name string) {
	if d.empty {
		d.empty = false
		return
	}
	d.space()
	n := 2 + len(name)
	if d.odd || len(d.b) <= n || d.b[0] != '<' || d.b[1] != '/' || string(d.b[2:n]) != name || d.b[n] != '>' {
		d.odd = true
		return
	}
	d.b = d.b[n+1:]
}

// text reads an element that holds text only, and its end tag.
func (d *document) text(name string) []byte {
	if d.empty {
		d.empty = false
		return nil
	}
	end := bytes.IndexByte(d.b, '<')
	if end < 0 {
		d.odd = true
		return nil
	}
	t := d.b[:end]
	d.b = d.b[end:]
	d.close(name)
	if bytes.IndexByte(t, '&') >= 0 {
		return d.unescape(t)
	}
	if bytes.Contains(t, []byte("]]>")) {
		d.odd = true
	}
	return t
}

// The elements that are read, which some store may write in another case.
var elements = []string{"Version", "DeleteMarker", "NextKeyMarker", "NextVersionIdMarker", "VersionId", "IsLatest", "Contents", "CommonPrefixes", "IsTruncated", "NextContinuationToken", "NextMarker", "EncodingType", "Key", "ETag", "StorageClass", "Size", "LastModified"}

// deepestAnswer is how deep elements that nobody reads may lie in one another.
const deepestAnswer = 32

// pass passes over an element that is not read, with all that stands in it.
func (d *document) pass(name []byte) {
	for _, e := range elements {
		if len(e) == len(name) && strings.EqualFold(e, string(name)) {
			d.odd = true
		}
	}
	d.skip(string(name), 0)
}

func (d *document) skip(name string, depth int) {
	d.odd = d.odd || depth > deepestAnswer
	for !d.odd {
		if !d.empty {
			end := bytes.IndexByte(d.b, '<')
			if end < 0 {
				d.odd = true
				return
			}
			d.b = d.b[end:]
		}
		inner := d.open()
		if len(inner) == 0 {
			d.close(name)
			return
		}
		d.skip(string(inner), depth+1)
	}
}

// unescape replaces the references in a text. What it returns is valid until it is
// called again; the document stays as it is for the SDK, which may yet read it.
func (d *document) unescape(t []byte) []byte {
	out := d.plain[:0]
	defer func() { d.plain = out }()
	for len(t) > 0 {
		i := bytes.IndexByte(t, '&')
		if i < 0 {
			out = append(out, t...)
			return out
		}
		out = append(out, t[:i]...)
		end := bytes.IndexByte(t[i:], ';')
		if end < 0 {
			d.odd = true
			return nil
		}
		switch name := string(t[i+1 : i+end]); name {
		case "quot":
			out = append(out, '"')
		case "amp":
			out = append(out, '&')
		case "lt":
			out = append(out, '<')
		case "gt":
			out = append(out, '>')
		case "apos":
			out = append(out, '\'')
		default:
			r, ok := reference(name)
			if !ok {
				d.odd = true
				return nil
			}
			out = utf8.AppendRune(out, r)
		}
		t = t[i+end+1:]
	}
	return out
}

// reference reads a reference by number, "#13" or "#xD", to a character of XML.
func reference(name string) (rune, bool) {
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	switch {
	case err != nil, n > utf8.MaxRune, !utf8.ValidRune(r), r == '\uFFFE', r == '\uFFFF', r < ' ' && r != '\t' && r != '\n' && r != '\r':
		return 0, false
	}
	return r, true
}

// className returns the storage class without copying the usual one.
func className(b []byte) string {
	if string(b) == "STANDARD" {
		return "STANDARD"
	}
	return string(b)
}

// moment reads a time as S3 writes it, "2026-01-02T03:04:05.000Z".
func moment(b []byte) (time.Time, bool) {
	if len(b) >= 20 && len(b) <= 24 && b[4] == '-' && b[7] == '-' && b[10] == 'T' && b[13] == ':' && b[16] == ':' && b[len(b)-1] == 'Z' && (len(b) == 20 || len(b) == 24 && b[19] == '.') {
		n := [7]int{}
		for i, part := range [7][]byte{b[0:4], b[5:7], b[8:10], b[11:13], b[14:16], b[17:19], b[min(20, len(b)-1) : len(b)-1]} {
			for _, c := range part {
				if c < '0' || c > '9' {
					return time.Time{}, false
				}
				n[i] = n[i]*10 + int(c-'0')
			}
		}
		t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], n[6]*1e6, time.UTC)
		// 30 February is no day, although Date knows one.
		return t, n[1] >= 1 && n[1] <= 12 && t.Day() == n[2] && n[3] < 24 && n[4] < 60 && n[5] < 60
	}
	t, err := smithytime.ParseDateTime(string(b))
	return t.UTC(), err == nil
}
