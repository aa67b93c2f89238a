//go:build !amd64 || purego

package detectors

func classifiers() map[string]func(m *masks, text []byte, blocks, to int, s *starts) {
	return map[string]func(m *masks, text []byte, blocks, to int, s *starts){"default": classify}
}
