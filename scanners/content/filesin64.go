package content

import "bytes"

// leastFile is how long a value is at least that is taken for a file in base64. Icons are
// shorter.
const leastFile = 1 << 10

// filesIn64 are the beginnings of files in base64 that somebody could read here.
var filesIn64 = []string{
	"JVBERi0", "/9j/", "iVBORw0KGgo", "UEsDB", "0M8R4KGx", "R0lGOD", "SUkqA", "TU0AK", "H4sI", "UklGR", "N3q8ryc", "UmFyIR", "e1xydGY", "PD94bWwg", "QlpoO", "/Td6WFoA", "KLUv/", "U1FMaXRlIGZvcm1hdC", "UEFSM",
}

// fileIn64 reports whether the value is a file in base64, going by its beginning.
func fileIn64(v []byte) bool {
	v = v[:min(len(v), leastFile)]
	if rest, ok := bytes.CutPrefix(v, []byte("data:")); ok {
		kind, rest, ok := bytes.Cut(rest[:min(len(rest), 256)], []byte(";base64,"))
		return ok && len(rest) > 0 && !bytes.Contains(kind, []byte("font"))
	}
	for _, f := range filesIn64 {
		if v[0] == f[0] && bytes.HasPrefix(v, []byte(f)) {
			return in64(v)
		}
	}
	return false
}

// in64 reports whether all of b are digits of base64, or line breaks between them.
func in64(b []byte) bool {
	for _, c := range b {
		if base64Digit(c) < 0 && c != '=' && c != '\n' && c != '\r' {
			return false
		}
	}
	return true
}

// notice counts the value if it is a file.
func (o *out) notice(v []byte) {
	if len(v) >= leastFile && fileIn64(v) {
		o.files++
	}
}
