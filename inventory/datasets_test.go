package inventory

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

func TestTemplates(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"logs/dt=2026-01-31/part-00017.json.gz", "logs/dt={date}/part-{n}.json.gz"},
		{"logs/2026/01/31/a.log", "logs/{y}/{m}/{d}/a.log"},
		{"logs/year=2026/month=1/day=3/a.log", "logs/year={n}/month={n}/day={n}/a.log"},
		{"logs/20260131T081500Z.log", "logs/{date}.log"},
		{"logs/20260131.log", "logs/{date}.log"},
		{"access.log.1", "access.log.{n}"},
		{"access.log.2.gz", "access.log.{n}.gz"},
		{"a/550e8400-e29b-41d4-a716-446655440000.json", "a/{uuid}.json"},
		{"a/d41d8cd98f00b204e9800998ecf8427e", "a/{hash}"},
		{"a/01ARZ3NDEKTSV4RRFFQ69G5FAV.csv", "a/{hash}.csv"},
		{"video/clip.mp4", "video/clip.mp4"},
		{"video/clip7.mp4", "video/clip{n}.mp4"},
		{"users/{contact.email}/profile.json", "users/{contact.email}/profile.json"},
		{"客户/导出_2026-01.csv", "客户/导出_{date}.csv"},
		{"internationalization/README.md", "internationalization/README.md"},
		{"", ""},
	} {
		if got := strings.Join(foldPath(c.path, false), "/"); got != c.want {
			t.Errorf("%s folds to %s, want %s", c.path, got, c.want)
		}
	}
	for _, c := range []struct{ path, want string }{
		{"orders_2024_01", "orders_{date}"},
		{"orders_202401", "orders_{date}"},
		{"orders20240131", "orders{date}"},
		{"user_07", "user_{n}"},
		{"public.customers", "public.customers"},
		{"v2", "v{n}"},
	} {
		if got := strings.Join(foldPath(c.path, true), "/"); got != c.want {
			t.Errorf("table %s folds to %s, want %s", c.path, got, c.want)
		}
	}
}

func TestKeyDates(t *testing.T) {
	for path, want := range map[string]string{
		"logs/dt=2026-01-31/part-0.gz":       "2026-01-31",
		"logs/2026/02/28/x":                  "2026-02-28",
		"logs/year=2026/month=2/day=3/x":     "2026-02-03",
		"backup/2025-12-01/of-2026-03-04.gz": "2026-03-04",
		"orders_2024_02":                     "2024-02-01",
		"orders_202402":                      "2024-02-01",
		"public.orders_p202402":              "2024-02-01",
		"public.p2024_02":                    "2024-02-01",
		"measurement_y2006m02":               "2006-02-01",
		"measurement_y2006m02d03":            "2006-02-03",
		"play2006m02":                        "",
		"measurement_y2006m13":               "",
		"a/20240229.csv":                     "2024-02-29",
		"a/20230229.csv":                     "",
		"a/part-00001.csv":                   "",
		"a/13800138000.jpg":                  "",
		"a/2026-13-01":                       "",
	} {
		got := ""
		if d, ok := keyDate(path); ok {
			got = d.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("the date in %s is %q, want %q", path, got, want)
		}
	}
}

// mixedKeys makes n keys as they lie in real buckets, in an order of its own.
func mixedKeys(n int, r *rand.Rand) []string {
	words := []string{"alice", "bob", "report", "invoice", "photo", "contract", "scan", "draft"}
	exts := []string{".csv", ".json.gz", ".parquet", ".jpg", ".pdf", ".log", ""}
	keys := make([]string, n)
	for i := range keys {
		switch r.IntN(8) {
		case 0:
			keys[i] = fmt.Sprintf("logs/dt=2026-%02d-%02d/part-%05d.json.gz", 1+r.IntN(12), 1+r.IntN(28), i)
		case 1:
			keys[i] = fmt.Sprintf("users/%s%x/profile.json", words[r.IntN(8)], r.Uint32())
		case 2:
			keys[i] = fmt.Sprintf("uploads/%08x-%04x-4%03x-a%03x-%012x/%s%s", r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Uint64N(1<<48), words[r.IntN(8)], exts[r.IntN(7)])
		case 3:
			keys[i] = fmt.Sprintf("%s/%s/%s-%d%s", words[r.IntN(8)], words[r.IntN(8)], words[r.IntN(8)], i, exts[r.IntN(7)])
		case 4:
			keys[i] = fmt.Sprintf("cache/%02x/%02x/%032x", r.IntN(256), r.IntN(256), r.Uint64())
		case 5:
			keys[i] = fmt.Sprintf("export/%c%c%c%c%c/%s.csv", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), words[r.IntN(8)])
		case 6:
			keys[i] = fmt.Sprintf("2026/%02d/%02d/%s%s", 1+r.IntN(12), 1+r.IntN(28), words[r.IntN(8)], exts[r.IntN(7)])
		default:
			keys[i] = fmt.Sprintf("客户资料/%s_%06d%s", words[r.IntN(8)], i, exts[r.IntN(7)])
		}
	}
	return keys
}

func treeOf(keys []string) *tree {
	t := newTree(mostPerCell)
	for _, key := range keys {
		a := scanners.Asset{Path: key, Size: int64(len(key)) << 10, Rows: -1}
		t.add(1, "s", placeOf("", key, "object"), a, key)
	}
	t.settle()
	return t
}

func templates(t *tree) map[string]int64 {
	out := map[string]int64{}
	t.each(func(p place, l *leaf) { out[p.template()] += l.Listed })
	return out
}

func TestAMillionKeysAreAHundredDatasets(t *testing.T) {
	keys := mixedKeys(1_000_000, rand.New(rand.NewPCG(1, 1)))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tr := treeOf(keys)
	runtime.GC()
	runtime.ReadMemStats(&after)
	got := templates(tr)
	if len(got) > maxDatasets {
		t.Errorf("%d datasets, want at most %d", len(got), maxDatasets)
	}
	if len(got) < 20 {
		t.Errorf("only %d datasets: unlike shapes were folded together", len(got))
	}
	var sum int64
	for _, n := range got {
		sum += n
	}
	if sum != 1_000_000 {
		t.Errorf("the datasets hold %d keys, want a million", sum)
	}
	if got["logs/dt={date}/part-{n}.json.gz"] == 0 {
		t.Errorf("the log partitions are not one dataset: %v", got)
	}
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > 128<<20 {
		t.Errorf("the tree holds %d MiB, want at most 128", held>>20)
	}
	for tmpl := range got {
		if strings.Contains(tmpl, "*.*") {
			t.Errorf("%s: files of unlike kinds were folded together", tmpl)
		}
	}
	runtime.KeepAlive(tr)
}

func TestDatasetsDoNotDependOnTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 20 {
		keys := mixedKeys(3000, r)
		want := fmt.Sprint(templates(treeOf(keys)))
		drawn := drawnOf(treeOf(keys))
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		if got := fmt.Sprint(templates(treeOf(keys))); got != want {
			t.Fatalf("another order of listing gives other datasets:\n%s\n%s", want, got)
		}
		if got := drawnOf(treeOf(keys)); !slices.Equal(got, drawn) {
			t.Fatal("another order of listing draws other assets")
		}
	}
}

func drawnOf(t *tree) []string {
	assets := plan(t, Limits{Bytes: 1 << 28, Requests: 800}, Goal{}, scanners.Price{}, nil)
	var out []string
	for _, a := range assets {
		out = append(out, a.asset.Path)
	}
	return out
}

func TestTablesNeverFoldTogether(t *testing.T) {
	tr := newTree(mostPerCell)
	for i := range 500 {
		name := fmt.Sprintf("t_%c%c%c", 'a'+i%26, 'a'+i/26%26, 'a'+i/7%26)
		tr.add(1, "db", placeOf("", name, "table"), scanners.Asset{Path: name, Size: -1, Rows: 5}, name)
	}
	before := len(templates(tr))
	tr.settle()
	if got := len(templates(tr)); got != before || got < 400 {
		t.Errorf("%d datasets of 500 tables", got)
	}
}

func TestBordersKeepDatasetsApart(t *testing.T) {
	tr := newTree(mostPerCell)
	for i := range 200 {
		for _, border := range []string{"a", "b"} {
			key := fmt.Sprintf("x/%s%c%c.csv", border, 'a'+i%26, 'a'+i/26)
			tr.add(1, "s", placeOf(border, key, "object"), scanners.Asset{Path: key}, key)
		}
	}
	tr.settle()
	n := 0
	tr.each(func(p place, l *leaf) {
		n++
		if l.Listed != 200 {
			t.Errorf("%s of %s holds %d", p.template(), p.root.border, l.Listed)
		}
	})
	if n != 2 {
		t.Errorf("%d datasets, want one on each side of the border", n)
	}
}

func TestEveryDatasetIsDrawnFirst(t *testing.T) {
	tr := newTree(mostPerCell)
	for i := range 100_000 {
		key := fmt.Sprintf("logs/part-%06d.json", i)
		tr.add(9, "s", placeOf("", key, "object"), scanners.Asset{Path: key, Size: 1000}, key)
	}
	last := "zz/secret.csv"
	tr.add(9, "s", placeOf("", last, "object"), scanners.Asset{Path: last, Size: 1000}, last)
	tr.settle()
	got := drawnOf(tr)
	if !slices.Contains(got[:2], last) {
		t.Errorf("the one asset of another shape is not among the first two drawn: %v", got[:2])
	}
	if len(got) < 600 {
		t.Errorf("%d assets drawn within 800 requests", len(got))
	}
}

// TestSelectionIsUniform draws with many seeds: each asset of a cell has the
// same chance, whatever its name and place in the listing.
func TestSelectionIsUniform(t *testing.T) {
	const n, k, seeds = 50, 5, 4000
	hits := make([]int, n)
	for seed := range uint64(seeds) {
		c := cells{}
		for i := range n {
			a := scanners.Asset{Path: fmt.Sprintf("part-%d", i), Size: 10}
			c.offer(k, cellKey{2, 0}, picked{rank(seed, "s", &a), a})
		}
		for _, p := range c[cellKey{2, 0}].picked {
			var i int
			fmt.Sscanf(p.asset.Path, "part-%d", &i)
			hits[i]++
		}
	}
	// Each count is binomial with mean 400 and standard deviation 19; five of them
	// for 50 counts is one false alarm in 30,000 such tests, and the seeds are fixed.
	for i, h := range hits {
		if h < 400-95 || h > 400+95 {
			t.Errorf("asset %d was drawn %d times, want about 400", i, h)
		}
	}
}

func TestCellsMergeToTheSmallest(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 9))
	for range 50 {
		whole, a, b := cells{}, cells{}, cells{}
		for i := range 3000 {
			at := time.Date(2000+r.IntN(20), time.Month(1+r.IntN(12)), 1, 0, 0, 0, 0, time.UTC)
			p := picked{r.Uint64(), scanners.Asset{Path: fmt.Sprint(i)}}
			key := cellKey{2, quarterOf(at)}
			whole.offer(4, key, p)
			if r.IntN(2) == 0 {
				a.offer(4, key, p)
			} else {
				b.offer(4, key, p)
			}
		}
		a.merge(4, b)
		paths := func(c cells) (out []string) {
			for _, o := range c.order() {
				out = append(out, o.asset.Path)
			}
			return out
		}
		if !slices.Equal(paths(a), paths(whole)) || !slices.Equal(a.list(), whole.list()) {
			t.Fatal("two halves of a listing merge to another selection than the whole")
		}
		if len(whole) > maxQuarters {
			t.Fatalf("%d cells", len(whole))
		}
	}
}
