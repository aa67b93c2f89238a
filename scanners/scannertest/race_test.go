//go:build race

package scannertest

const raceDetector = true
