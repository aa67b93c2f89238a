package content

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"piiventory/scanners"
)

func appendRune(dst []byte, r rune) []byte { return utf8.AppendRune(dst, r) }

// mostMacro bounds the stream of one module.
const mostMacro = 4 << 20

// macros reads the source of macros (MS-OVBA): each module is a text. Where the source
// begins in a module's stream is found by the words that all sources begin with.
func (d *oleDoc) macros(s oleStorage) error {
	kids := slices.Clone(s.f.dir[s.node].kids)
	slices.SortFunc(kids, func(a, b int) int { return strings.Compare(s.f.dir[a].name, s.f.dir[b].name) })
	for _, i := range kids {
		n := &s.f.dir[i]
		d.done[i] = true
		if n.kind == 1 {
			if err := d.one(d.rest(oleStorage{s.f, i})); err != nil {
				return err
			}
			continue
		}
		if name := strings.ToLower(n.name); n.kind != 2 || oleTechnical[name] || strings.HasPrefix(name, "__srp_") {
			continue
		}
		b, err := s.f.stream(i).small(mostMacro)
		if err := d.one(err); err != nil {
			return err
		}
		at := bytes.Index(b, []byte("\x00Attribut"))
		if at < 3 || b[at-3] != 1 {
			d.lose(scanners.GapFormat, "macros in the document whose source is not kept with them were not read")
			continue
		}
		src, ok := unpackMacro(b[at-3:])
		if !ok || n.size > mostMacro {
			d.lose(scanners.GapCorrupt, "the source of macros in the document is broken or cut off; it was read as far as it goes")
		}
		for line := range bytes.Lines(toUTF8(src, "")) {
			if err := d.line(line); err != nil {
				return err
			}
		}
	}
	return nil
}

// unpackMacro unpacks the compression of macros (MS-OVBA 2.4.1): chunks of 4096 bytes,
// in which eight literals or copies follow a byte of flags.
func unpackMacro(b []byte) (out []byte, ok bool) {
	b = b[1:]
	for len(b) >= 2 {
		if len(out) >= 2*mostMacro {
			return out, false
		}
		head := u16(b)
		size := int(head&0x0FFF) + 1
		b = b[2:]
		ok = size <= len(b) && head>>12&7 == 3
		if !ok {
			size = min(size, len(b))
		}
		chunk, from := b[:size], len(out)
		b = b[size:]
		if head&0x8000 == 0 {
			out = append(out, chunk...)
			continue
		}
		for len(chunk) > 0 {
			flags := chunk[0]
			chunk = chunk[1:]
			for bit := 0; bit < 8 && len(chunk) > 0; bit++ {
				if flags>>bit&1 == 0 {
					out = append(out, chunk[0])
					chunk = chunk[1:]
					continue
				}
				if len(chunk) < 2 {
					return out, false
				}
				token := int(u16(chunk))
				chunk = chunk[2:]
				bits := 4 // of the distance, as many as the chunk so far needs
				for 1<<bits < len(out)-from {
					bits++
				}
				bits = min(bits, 12)
				n := token&(1<<(16-bits)-1) + 3
				back := token>>(16-bits) + 1
				if back > len(out)-from || len(out)-from+n > 4096 {
					return out, false
				}
				for range n {
					out = append(out, out[len(out)-back])
				}
			}
		}
	}
	return out, ok
}
