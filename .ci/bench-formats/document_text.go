package main

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"github.com/ledongthuc/pdf"
	"howett.net/plist"
)

// pdfPages is a PDF of pages of forty lines in Helvetica, each packed.
func pdfPages(pages int) func() (made, error) {
	return func() (made, error) {
		var kids strings.Builder
		objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
		plain := 0
		for i := range pages {
			text := "BT /F1 10 Tf 14 TL 50 780 Td\n"
			for k := range 40 {
				text += fmt.Sprintf("[(User %d)-300(can)-280(be)-300(called)] TJ ( at %s during the day) Tj T*\n", i*40+k, phone(i*40+k))
			}
			text += "ET"
			plain += len(text)
			var z bytes.Buffer
			w := zlib.NewWriter(&z)
			io.WriteString(w, text)
			w.Close()
			n := len(objects) + 1
			fmt.Fprintf(&kids, "%d 0 R ", n)
			objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", n+1),
				fmt.Sprintf("<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream", z.Len(), z.Bytes()))
		}
		objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), pages)
		b := []byte("%PDF-1.7\n")
		var at []int
		for i, o := range objects {
			at = append(at, len(b))
			b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, o)
		}
		x := len(b)
		b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
		for _, o := range at {
			b = fmt.Appendf(b, "%010d 00000 n \n", o)
		}
		return made{fmt.Appendf(b, "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, x), int64(plain)}, nil
	}
}

var ledongthucPDF = bare{"`ledongthuc/pdf`, GetPlainText", func(in []byte) (int, error) {
	r, err := pdf.NewReader(bytes.NewReader(in), int64(len(in)))
	if err != nil {
		return 0, err
	}
	text, err := r.GetPlainText()
	if err != nil {
		return 0, err
	}
	return scan(text)
}}

func rtf(size int) func() (made, error) {
	return textOf(size, `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman Times;}{\f1\fcharset134 SimSun;}}`+"\n", "}", func(b []byte, i int) []byte {
		return fmt.Appendf(b, "\\pard\\plain \\s0\\f0\\fs24 {\\b User %d} can be called at \\hich\\af4\\loch %s\\f1\\'d5\\'c5\\'c8\\'fd\\u24352?\\f0 during the day.\\par\n", i, phone(i))
	})
}

// rtfWords cuts RTF at its control words, braces and escapes.
var rtfWords = bare{"`bytes.IndexAny`, cut by hand at control words and braces; a lower bound", func(in []byte) (n int, err error) {
	for b := in; len(b) > 0; n++ {
		i := bytes.IndexAny(b[1:], "\\{}\n")
		if i < 0 {
			break
		}
		b = b[i+1:]
	}
	return n, nil
}}

const mailHead = "From: User %[1]d <user%[1]d@example.com>\r\nTo: Jane Doe <jane@example.com>\r\nSubject: =?UTF-8?B?5byg5LiJ?= %[1]d\r\nDate: Fri, 2 Jan 2026 03:04:05 +0800\r\nMessage-ID: <%[1]d@example.com>\r\nMIME-Version: 1.0\r\n"

// oneMail is a mail of a quoted text and an attachment in base64.
func oneMail(b []byte, i, size int) []byte {
	b = fmt.Appendf(b, mailHead+"Content-Type: multipart/mixed; boundary=\"part%[1]d\"\r\n\r\n--part%[1]d\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", i)
	var text bytes.Buffer
	w := quotedprintable.NewWriter(&text)
	for k := 0; text.Len() < size/2; k++ {
		fmt.Fprintf(w, "用户 %d can be called at %s during the day.\r\n", k, phone(k))
	}
	w.Close()
	b = append(b, text.Bytes()...)
	b = fmt.Appendf(b, "\r\n--part%d\r\nContent-Type: text/csv; name=\"users.csv\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"users.csv\"\r\n\r\n", i)
	table, _ := csvTable(size * 3 / 8)()
	packed := base64.StdEncoding.EncodeToString(table.bytes)
	for len(packed) > 76 {
		b, packed = append(append(b, packed[:76]...), "\r\n"...), packed[76:]
	}
	return fmt.Appendf(b, "%s\r\n--part%d--\r\n", packed, i)
}

func eml(size int) func() (made, error) {
	return func() (made, error) {
		b := oneMail(nil, 1, size)
		return made{b, int64(len(b))}, nil
	}
}

func mbox(size int) func() (made, error) {
	return textOf(size, "", "", func(b []byte, i int) []byte {
		b = fmt.Appendf(b, "From user%d@example.com Fri Jan  2 03:04:05 2026\r\n", i)
		return append(oneMail(b, i, 4<<10), "\r\n"...)
	})
}

var netMail = bare{"`net/mail`, `mime/multipart`, lines by `bufio.Scanner`", readMail}

func readMail(in []byte) (n int, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(in))
	if err != nil {
		return 0, err
	}
	var words mime.WordDecoder
	for _, values := range m.Header {
		for _, v := range values {
			if _, err := words.DecodeHeader(v); err != nil {
				return n, err
			}
			n++
		}
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return n, err
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		p, err := parts.NextPart() // which decodes quoted-printable
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		var r io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "base64" {
			r = base64.NewDecoder(base64.StdEncoding, p)
		}
		k, err := scan(r)
		if n += k; err != nil {
			return n, err
		}
	}
}

var netMails = bare{"mails parted at \"From \", then as `eml`", func(in []byte) (n int, err error) {
	for len(in) > 0 {
		start := bytes.IndexByte(in, '\n') + 1
		end := bytes.Index(in, []byte("\nFrom "))
		if end < 0 {
			end = len(in) - 1
		}
		k, err := readMail(in[start : end+1])
		if n += k; err != nil {
			return n, err
		}
		in = in[end+1:]
	}
	return n, nil
}}

// plistRecords is a binary property list of dictionaries.
func plistRecords(records int) func() (made, error) {
	return func() (made, error) {
		var all []map[string]any
		for i := range records {
			all = append(all, map[string]any{"id": i, "name": fmt.Sprintf("user%d", i), "phone": phone(i), "note": fmt.Sprintf("note %d for this user", i)})
		}
		b, err := plist.Marshal(all, plist.BinaryFormat)
		return made{b, int64(len(b))}, err
	}
}

var howettPlist = bare{"`howett.net/plist`, Unmarshal into any", func(in []byte) (n int, err error) {
	var v any
	if _, err := plist.Unmarshal(in, &v); err != nil {
		return 0, err
	}
	all, ok := v.([]any)
	if !ok {
		return 0, errors.New("no array")
	}
	for _, d := range all {
		n += len(d.(map[string]any))
	}
	return n, nil
}}
