package detectors

func classify(m *masks, text []byte, blocks, to int, s *starts) {
	classifyPortable(m, text[:blocks*block], to, s)
}
