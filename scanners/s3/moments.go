package s3

import "time"

// lastMoment is the last that can be written, which AWS lets rules go beyond.
var lastMoment = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)

// midnight adds days to a moment and goes on to the next midnight in UTC, as S3 does: an
// object of 14 August, 19:57 that expires after 60 days does so on 14 October, 00:00. A
// moment that is unknown stays so.
func midnight(t time.Time, days int32) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.UTC().Date()
	if days > 365*10_000 {
		return lastMoment
	}
	if at := time.Date(y, m, d+int(days)+1, 0, 0, 0, 0, time.UTC); at.Before(lastMoment) {
		return at
	}
	return lastMoment
}

// laterOf returns the later of two moments, unknown when one of them is.
func laterOf(a, b time.Time) time.Time {
	if a.IsZero() || b.IsZero() {
		return time.Time{}
	}
	if a.Before(b) {
		return b
	}
	return a
}
