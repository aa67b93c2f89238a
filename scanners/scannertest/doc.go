// Package scannertest holds what the tests of the scanners share: the
// conformance suite that each of them runs, and the real servers that they run
// it against. Nothing but tests imports it.
package scannertest
