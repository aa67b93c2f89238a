//go:build !amd64 || purego

package detectors

// classify makes the bit maps of blocks whole blocks of text; the first becomes
// number to.
func classify(m *masks, text []byte, blocks, to int, s *starts) {
	classifyPortable(m, text[:blocks*block], to, s)
}
