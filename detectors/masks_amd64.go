package detectors

import "golang.org/x/sys/cpu"

// classifyWide is the fastest way that this processor knows.
var classifyWide = func() func(m *masks, text *byte, blocks, to int, s *starts) {
	switch {
	case cpu.X86.HasAVX512F && cpu.X86.HasAVX512BW:
		return classifyAVX512
	case cpu.X86.HasAVX2:
		return classifyAVX2
	}
	return nil
}()

// classify makes the bit maps of blocks whole blocks of text; the first becomes
// number to. Two bytes behind the last are read, so text must be longer by two.
func classify(m *masks, text []byte, blocks, to int, s *starts) {
	if classifyWide == nil || blocks == 0 {
		classifyPortable(m, text[:blocks*block], to, s)
		return
	}
	_ = text[blocks*block+1]
	classifyWide(m, &text[0], blocks, to, s)
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
