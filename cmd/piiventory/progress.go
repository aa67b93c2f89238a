package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"piiventory/detectors"
	"piiventory/inventory"
)

// showProgress draws how far the scan has come on stderr, when that is a
// terminal, and returns a function that ends it.
func (c *console) showProgress(p *inventory.Progress) (stop func()) {
	f, ok := c.err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func() {}
	}
	d := &display{lang: c.lang, out: c.err, started: time.Now(), said: map[string]bool{}}
	d.bar = progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(c.err),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionSetWidth(16),
		progressbar.OptionSetElapsedTime(false),
		progressbar.OptionSetPredictTime(false),
		progressbar.OptionThrottle(0),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetMaxDetailRow(1),
	)
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				d.draw(p.Snapshot())
			case <-quit:
				d.bar.Finish()
				return
			}
		}
	}()
	return func() { close(quit); <-done }
}

// display draws snapshots of a scan.
type display struct {
	lang    string
	out     io.Writer
	bar     *progressbar.ProgressBar
	started time.Time
	said    map[string]bool // first results that were shown
}

func (d *display) draw(stores []inventory.StoreProgress) {
	var listed, planned, sampled, bytes int64
	var busy []string
	for _, s := range stores {
		listed += s.Listed
		planned += s.Planned
		sampled += s.Sampled
		bytes += s.Bytes
		if !s.Done {
			busy = append(busy, s.Alias)
		}
		d.first(s)
	}
	d.bar.Describe(progressText(d.lang, busy, listed, planned, sampled, bytes, time.Since(d.started)))
	d.bar.Add(0)
}

// first says once for each store what was met first, while the scan goes on.
func (d *display) first(s inventory.StoreProgress) {
	if len(s.Found) == 0 || d.said[s.Alias] {
		return
	}
	d.said[s.Alias] = true
	var names []string
	for _, key := range slices.Sorted(maps.Keys(s.Found)) {
		if i, ok := detectors.Lookup(detectors.Category(key)); ok {
			key = i.Name(d.lang)
		}
		names = append(names, key)
	}
	d.bar.Clear()
	if d.lang == "zh" {
		fmt.Fprintf(d.out, "%s：已见疑似 %s（尚未判定）\n", s.Alias, strings.Join(names, "、"))
		return
	}
	fmt.Fprintf(d.out, "%s: first values that look like %s; no verdict yet\n", s.Alias, strings.Join(names, ", "))
}

func progressText(lang string, busy []string, listed, planned, sampled, bytes int64, since time.Duration) string {
	rate := humanize.IBytes(uint64(float64(bytes)/max(since.Seconds(), 0.1))) + "/s"
	stores := strings.Join(busy, ", ")
	if len(stores) > 30 {
		stores = fmt.Sprintf("%d stores", len(busy))
		if lang == "zh" {
			stores = fmt.Sprintf("%d 个存储", len(busy))
		}
	}
	of := ""
	if planned > 0 {
		of = "/" + humanize.Comma(planned)
	}
	if lang == "zh" {
		return fmt.Sprintf("%s  已列 %s  已读 %s%s  %s  %s", stores, humanize.Comma(listed), humanize.Comma(sampled), of, humanize.IBytes(uint64(bytes)), rate)
	}
	return fmt.Sprintf("%s  listed %s  read %s%s  %s  %s", stores, humanize.Comma(listed), humanize.Comma(sampled), of, humanize.IBytes(uint64(bytes)), rate)
}
