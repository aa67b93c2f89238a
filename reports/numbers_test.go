package reports

import (
	"math"
	"testing"
	"time"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 123456: "123,456", 1234567: "1,234,567",
		-1000: "-1,000", math.MaxInt64: "9,223,372,036,854,775,807", math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        string
	}{
		{0, 100, "0 %"},
		{3, 100_000, "<0.1 %"},
		{1, math.MaxInt64, "<0.1 %"},
		{1, 1000, "0.1 %"},
		{37, 1000, "3.7 %"},
		{1, 8, "12 %"},
		{999, 1000, "99.9 %"},
		{9996, 10_000, ">99.9 %"},
		{999_999, 1_000_000, ">99.9 %"},
		{100, 100, "100 %"},
		{101, 100, "100 %"},
		{1, 0, ""},
		{-1, 10, ""},
		{1, -1, ""},
	} {
		if got := percent(c.part, c.whole); got != c.want {
			t.Errorf("percent(%d, %d) = %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

// No share of something is called nothing and no share of less than all is
// called all.
func TestPercentHonest(t *testing.T) {
	for whole := int64(1); whole < 5000; whole += 7 {
		for part := int64(1); part < whole; part += max(whole/97, 1) {
			if got := percent(part, whole); got == "0 %" || got == "0.0 %" || got == "100 %" || got == "100.0 %" {
				t.Fatalf("percent(%d, %d) = %q", part, whole, got)
			}
		}
	}
}

func TestSize(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0 B", 1023: "1023 B", 1024: "1.0 KiB", 1536: "1.5 KiB",
		1023 * 1024: "1.0 MiB", 1 << 20: "1.0 MiB", 268435456: "256.0 MiB", 1<<30 - 1: "1.0 GiB",
		math.MaxInt64: "8.0 EiB",
	} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestStamp(t *testing.T) {
	shanghai := time.FixedZone("", 8*3600)
	for want, at := range map[string]time.Time{
		"":                     {},
		"2026-01-31":           time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC),
		"2026-01-30T16:00:00Z": time.Date(2026, 1, 31, 0, 0, 0, 0, shanghai),
		"2026-01-31T23:59:59Z": time.Date(2026, 1, 31, 23, 59, 59, 5, time.UTC),
		"1969-12-31":           time.Date(1969, 12, 31, 0, 0, 0, 0, time.UTC),
	} {
		if got := stamp(at); got != want {
			t.Errorf("stamp(%v) = %q, want %q", at, got, want)
		}
	}
}

// A bound is rounded away from what it bounds.
func TestBounds(t *testing.T) {
	for x, want := range map[float64][2]string{0: {"0 %", "0 %"}, 1: {"100 %", "100 %"}, 0.00249: {"0.24 %", "0.25 %"}, 0.0025: {"0.25 %", "0.25 %"},
		0.0000123: {"0.0012 %", "0.0013 %"}, 0.999: {"99 %", "100 %"}, 0.051: {"5.1 %", "5.1 %"}, 0.0996: {"9.9 %", "10 %"}, 0.3: {"30 %", "30 %"}} {
		if got := [2]string{atLeast(x), atMost(x)}; got != want {
			t.Errorf("%v is from %s to %s, want %s and %s", x, got[0], got[1], want[0], want[1])
		}
	}
}

func TestDuration(t *testing.T) {
	for in, want := range map[string][2]string{
		"P1M":                    {"1 month", "1 个月"},
		"P3Y":                    {"3 years", "3 年"},
		"P1Y6M":                  {"1 year 6 months", "1 年 6 个月"},
		"PT24H":                  {"24 hours", "24 小时"},
		"P1DT2H3M4S":             {"1 day 2 hours 3 minutes 4 seconds", "1 天 2 小时 3 分钟 4 秒"},
		"P2W":                    {"2 weeks", "2 周"},
		"P":                      {},
		"PT":                     {},
		"P1":                     {},
		"PX":                     {},
		"P1H":                    {},
		"P99999999999999999999Y": {},
		"Pause":                  {},
		"":                       {},
	} {
		for i, lang := range []string{"en", "zh"} {
			if got := duration(wordsOf(lang), in); got != want[i] {
				t.Errorf("duration(%q, %s) = %q, want %q", in, lang, got, want[i])
			}
		}
	}
}
