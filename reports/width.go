package reports

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"
)

// columns returns how many terminal columns a text takes. Chinese characters
// take two (UAX #11).
func columns(s string) int { return uniseg.StringWidth(s) }

// unitGap is the blank between a number and its unit, where no line ends.
var unitGap = regexp.MustCompile(`(\d) (B|[KMGTPE]iB|%)`)

// wrap breaks a text into lines of at most width columns, at the places where
// UAX #14 allows it and, where a word is longer than a line, between any two
// characters. It returns one line at least.
func wrap(s string, width int) []string {
	width = max(width, 2)
	if columns(s) <= width {
		return []string{s}
	}
	s = unitGap.ReplaceAllString(s, "$1\u00a0$2")
	var lines []string
	var line, word strings.Builder
	lineWidth, wordWidth := 0, 0
	flushLine := func() {
		lines = append(lines, strings.ReplaceAll(strings.TrimRight(line.String(), " "), "\u00a0", " "))
		line.Reset()
		lineWidth = 0
	}
	flushWord := func() {
		line.WriteString(word.String())
		lineWidth += wordWidth
		word.Reset()
		wordWidth = 0
	}
	state := -1
	for len(s) > 0 {
		var cluster string
		var boundaries int
		cluster, s, boundaries, state = uniseg.StepString(s, state)
		w := boundaries >> uniseg.ShiftWidth
		blank := cluster == " "
		// A blank at the end of a line needs no room.
		if !blank && lineWidth+wordWidth+w > width {
			if lineWidth > 0 {
				flushLine()
			}
			if wordWidth+w > width {
				flushWord()
				flushLine()
			}
		}
		if blank && lineWidth+wordWidth == 0 && len(lines) > 0 {
			continue
		}
		if blank && lineWidth+wordWidth+w > width {
			flushWord()
			flushLine()
			continue
		}
		word.WriteString(cluster)
		wordWidth += w
		if boundaries&uniseg.MaskLine != uniseg.LineDontBreak {
			flushWord()
		}
	}
	flushWord()
	if line.Len() > 0 || len(lines) == 0 {
		flushLine()
	}
	return lines
}

// shorten cuts the middle out of a text that takes more than width columns:
// both ends of a path tell more than its middle.
func shorten(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	width = max(width, 3)
	var clusters []string
	var widths []int
	for state, rest := -1, s; len(rest) > 0; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		clusters, widths = append(clusters, cluster), append(widths, w)
	}
	room := width - columns("…")
	head, tail := 0, len(clusters)
	headWidth, tailWidth := 0, 0
	for head < tail && headWidth+widths[head] <= room/2 {
		headWidth += widths[head]
		head++
	}
	for tail > head && headWidth+tailWidth+widths[tail-1] <= room {
		tail--
		tailWidth += widths[tail]
	}
	return strings.Join(clusters[:head], "") + "…" + strings.Join(clusters[tail:], "")
}
