package content

import "bytes"

var _ = register(format{name: "netrc", rank: 27, recognise: recogniseNetrc})

// netrc reads the file of accounts that ftp(1) and curl use: words of the form
// "machine name login name password word", on one line or several. Each machine is a
// row. Macros are free text.
type netrc struct{}

// recogniseNetrc wants a machine and a login or a password behind it.
func recogniseNetrc(h head) parser {
	for _, l := range h.lines(sniffed) {
		l = bytes.TrimSpace(l)
		if len(l) == 0 || l[0] == '#' {
			continue
		}
		if !bytes.HasPrefix(l, []byte("machine ")) && !bytes.HasPrefix(l, []byte("default ")) {
			return nil
		}
		break
	}
	words := bytes.Fields(h.text[:min(len(h.text), 4<<10)])
	for i, w := range words {
		if i > 0 && i < 8 && (string(w) == "login" || string(w) == "password") {
			return netrc{}
		}
	}
	return nil
}

func (netrc) parse(in *input, o *out) error {
	var known places
	row, key, macro := false, "", false
	for line := int64(1); ; line = nextLine(line) {
		b, state := in.line(o.s)
		if state == lineLong {
			return textLines(in, o, line)
		}
		if state == lineLast && !in.done() {
			b = o.s.sure(b, in)
		}
		text := macro || len(b) > 0 && b[0] == '#'
		macro = macro && len(b) > 0
		for _, w := range bytes.Fields(b) {
			if text {
				break
			}
			s := string(w[:min(len(w), 8)])
			if key == "" && (s == "machine" || s == "default") && row {
				row = false
				if err := o.endRow(); err != nil {
					return err
				}
			}
			if !row {
				o.begin(line)
				row = true
			}
			switch {
			case key != "":
				o.cell(known.column(o, key), w)
				key = ""
			case s == "machine" || s == "login" || s == "password" || s == "account":
				key = s
			case s == "macdef":
				macro, text = true, true
			case s != "default":
				text = true
			}
		}
		if text && len(b) > 0 {
			if !row {
				o.begin(line)
				row = true
			}
			o.cell(known.column(o, ""), b)
		}
		if state == lineLast {
			if row {
				return o.endRow()
			}
			return o.err
		}
	}
}
