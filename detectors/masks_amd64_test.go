//go:build !purego

package detectors

import "golang.org/x/sys/cpu"

// classifiers returns the ways that this processor knows.
func classifiers() map[string]func(m *masks, text []byte, blocks, to int, s *starts) {
	out := map[string]func(m *masks, text []byte, blocks, to int, s *starts){"default": classify}
	if cpu.X86.HasAVX2 {
		out["AVX2"] = func(m *masks, text []byte, blocks, to int, s *starts) { classifyAVX2(m, &text[0], blocks, to, s) }
	}
	if cpu.X86.HasAVX512BW {
		out["AVX-512"] = func(m *masks, text []byte, blocks, to int, s *starts) { classifyAVX512(m, &text[0], blocks, to, s) }
	}
	return out
}
