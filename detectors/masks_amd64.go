//go:build !purego

package detectors

import "golang.org/x/sys/cpu"

// What this processor knows. A branch calls the assembly, not a variable, so that
// what it is given may stay on the stack.
var (
	hasAVX2   = cpu.X86.HasAVX2
	hasAVX512 = cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW
)

// classify makes the bit maps of blocks whole blocks of text; the first becomes
// number to. Two bytes behind the last are read, so text must be longer by two.
func classify(m *masks, text []byte, blocks, to int, s *starts) {
	if blocks == 0 {
		return
	}
	_ = text[blocks*block+1]
	switch {
	case hasAVX512:
		classifyAVX512(m, &text[0], blocks, to, s)
	case hasAVX2:
		classifyAVX2(m, &text[0], blocks, to, s)
	default:
		classifyPortable(m, text[:blocks*block], to, s)
	}
}

// The assembly relies on the places of the bit maps and the size of a row.
var (
	_ [520]byte = [row]byte{}
	_ [16]byte  = [classes]byte{}
)

//go:noescape
func classifyAVX2(m *masks, text *byte, blocks, to int, s *starts)

//go:noescape
func classifyAVX512(m *masks, text *byte, blocks, to int, s *starts)
