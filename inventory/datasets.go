package inventory

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"piiventory/scanners"
)

// Datasets are found by folding every path into a tree of segments. Dates,
// counters, hashes and UUIDs fold by themselves; beyond that, a folder with
// very many names of one kind (folders, or files with one extension) folds
// those names into "*". Names of unlike kinds never fold together, and neither
// do tables.

const (
	// maxDatasets is the number of datasets that a store is folded into at most.
	// It is exceeded only by stores with more kinds of files than that, and by
	// databases with more tables.
	maxDatasets = 100
	// maxLeaves bounds the tree while keys stream past.
	maxLeaves = 4096
	// widestNode is the number of names of one kind that a folder may have
	// before they fold.
	widestNode = 64
	// mixedFiles is the name of files of unlike kinds in a folder that has more
	// than widestNode kinds of them.
	mixedFiles = "*.*"
	// maxPicked bounds the assets that are kept as candidates for sampling in
	// one store while it is listed, about 250 bytes each, and maxRunning those that
	// may be drawn in the end.
	maxPicked, maxRunning = 800_000, 200_000
	// mostPerCell is k, the number of assets kept of each cell; it is halved
	// whenever maxPicked is exceeded.
	mostPerCell = 2048
)

// tree folds the listing of one store into datasets. What it holds depends on
// the set of keys, not on their order, as long as maxLeaves is not reached.
type tree struct {
	roots  map[root]*node
	step   int         // how far along foldingSteps the tree is
	first  int         // k at the start
	since  []time.Time // of earlier scans
	k      int
	leaves int
	picked int
}

// root is what never folds together: assets on two sides of a declared border,
// or of two kinds.
type root struct{ border, kind string }

// node is a folder: folders in it, and files by their folded names.
type node struct {
	dirs  map[string]*node
	files map[string]*leaf
	mixed bool // too many kinds of files; they all are mixedFiles
}

// place is where an asset belongs: its root and the folded segments of its path.
type place struct {
	root   root
	labels []string
}

// leaf is what was counted of the assets with one template.
type leaf struct {
	Listed   int64
	Bytes    int64 // -1 when any size is unknown
	Rows     int64 // -1 when unknown
	Times    map[string]*Times
	Unlisted map[scanners.Gap]*gapCount
	Names    []CategoryTally // in the paths
	// Facts counts the assets by what the store says of them, Markers are marks of
	// deletions.
	Facts     map[scanners.Fact]int64
	Lifecycle Lifecycle
	Markers   int64
	cells     cells
	// carried are the assets that need not be read, since an earlier scan read them whole,
	// and their bytes. They are counted where everything is read.
	carried, carriedBytes int64
	since                 []time.Time // of the tree
}

// newTree returns an empty tree that keeps k assets of each cell for the sample.
func newTree(k int, since ...time.Time) *tree {
	return &tree{roots: map[root]*node{}, first: k, k: k, since: since}
}

// deepest is the depth from which on folders are treated alike.
const deepest = 8

// foldingSteps are the widths by depth that a tree goes through, one after the
// other, while it has too many datasets: names deep down fold first, and the
// folders at the top last, since they say most.
var foldingSteps = func() [][deepest + 1]int {
	var w [deepest + 1]int
	for d := range w {
		w[d] = widestNode
	}
	steps := [][deepest + 1]int{w}
	for _, width := range []int{16, 4, 1} {
		for d := deepest; d >= 1; d-- {
			w[d] = width
			steps = append(steps, w)
		}
	}
	for _, width := range []int{16, 4, 1} {
		w[0] = width
		steps = append(steps, w)
	}
	return steps
}()

// width is the number of names of one kind that a folder at a depth may hold.
func (t *tree) width(depth int) int { return foldingSteps[t.step][min(depth, deepest)] }

// narrow goes one step further and folds the whole tree again; it returns false
// when there is no step left.
func (t *tree) narrow() bool {
	if t.step == len(foldingSteps)-1 {
		return false
	}
	t.step++
	for r, n := range t.roots {
		if !isTable(r.kind) {
			t.refold(n, 0)
		}
	}
	t.recount()
	return true
}

func newNode() *node { return &node{dirs: map[string]*node{}, files: map[string]*leaf{}} }

func (t *tree) newLeaf() *leaf {
	return &leaf{since: t.since, Times: map[string]*Times{}, Unlisted: map[scanners.Gap]*gapCount{}, Facts: map[scanners.Fact]int64{}, cells: cells{}}
}

// placeOf folds a path in which personal data has been masked.
func placeOf(border, maskedPath, kind string) place {
	return place{root{border, kind}, foldPath(maskedPath, isTable(kind))}
}

func isTable(kind string) bool { return kind == "table" || kind == "partition" || kind == "view" }

// at returns the leaf for a place, making it when it is new.
func (t *tree) at(p place) *leaf {
	n := t.roots[p.root]
	if n == nil {
		n = newNode()
		t.roots[p.root] = n
	}
	table := isTable(p.root.kind)
	last := len(p.labels) - 1
	for depth, label := range p.labels[:last] {
		n = t.dir(n, label, table, depth)
	}
	name := p.labels[last]
	if l := n.file(name); l != nil {
		return l
	}
	l := t.newLeaf()
	n.files[name] = l
	t.leaves++
	n.mixed = n.mixed || name == mixedFiles
	if !table {
		t.foldFiles(n, last)
		for t.leaves > maxLeaves && t.narrow() {
		}
	}
	return t.at(p)
}

func (t *tree) dir(n *node, label string, table bool, depth int) *node {
	if d := n.dirs[label]; d != nil {
		return d
	}
	if d := n.dirs["*"]; d != nil && !table {
		return d
	}
	d := newNode()
	n.dirs[label] = d
	if !table && (len(n.dirs) > t.width(depth) || label == "*" && len(n.dirs) > 1) {
		t.foldDirs(n, depth)
		return n.dirs["*"]
	}
	return d
}

// file returns the leaf in which a name of the folder is counted, or nil.
func (n *node) file(name string) *leaf {
	if l := n.files[name]; l != nil {
		return l
	}
	return n.files[n.class(name)]
}

// class is the name into which a file folds together with its like.
func (n *node) class(name string) string {
	if n.mixed {
		return mixedFiles
	}
	_, ext := splitExt(name)
	return "*" + ext
}

// find returns the name under which a place is counted, and its leaf, or nil.
func (t *tree) find(p place) (place, *leaf) {
	n := t.roots[p.root]
	found := place{p.root, make([]string, 0, len(p.labels))}
	last := len(p.labels) - 1
	for _, label := range p.labels[:last] {
		if n == nil {
			return place{}, nil
		}
		d := n.dirs[label]
		if d == nil {
			d, label = n.dirs["*"], "*"
		}
		found.labels = append(found.labels, label)
		n = d
	}
	if n == nil {
		return place{}, nil
	}
	name := p.labels[last]
	if n.files[name] == nil {
		name = n.class(name)
	}
	found.labels = append(found.labels, name)
	return found, n.files[name]
}

func (t *tree) foldDirs(n *node, depth int) {
	star := newNode()
	for _, label := range slices.Sorted(maps.Keys(n.dirs)) {
		t.graft(star, n.dirs[label])
	}
	n.dirs = map[string]*node{"*": star}
	t.refold(star, depth+1)
}

// foldFiles folds the names of each kind of which the folder has too many.
func (t *tree) foldFiles(n *node, depth int) {
	classes := map[string]int{}
	for name := range n.files {
		classes[n.class(name)]++
	}
	if len(classes) > widestNode {
		n.mixed = true
		classes = map[string]int{mixedFiles: len(n.files)}
	}
	for class, count := range classes {
		if count <= t.width(depth) && !(n.files[class] != nil && count > 1) {
			continue
		}
		star := t.newLeaf()
		for _, name := range slices.Sorted(maps.Keys(n.files)) {
			if n.class(name) == class {
				star.merge(t.k, n.files[name])
				delete(n.files, name)
				t.leaves--
			}
		}
		n.files[class] = star
		t.leaves++
	}
}

// graft merges src into dst.
func (t *tree) graft(dst, src *node) {
	dst.mixed = dst.mixed || src.mixed
	for name, l := range src.files {
		if have := dst.files[name]; have != nil {
			have.merge(t.k, l)
			t.leaves--
		} else {
			dst.files[name] = l
		}
	}
	for label, d := range src.dirs {
		if have := dst.dirs[label]; have != nil {
			t.graft(have, d)
		} else {
			dst.dirs[label] = d
		}
	}
}

// refold folds whatever is too wide below n, from the top.
func (t *tree) refold(n *node, depth int) {
	if len(n.dirs) > t.width(depth) || n.dirs["*"] != nil && len(n.dirs) > 1 {
		t.foldDirs(n, depth)
	}
	t.foldFiles(n, depth)
	for _, d := range n.dirs {
		t.refold(d, depth+1)
	}
}

// add folds one listed asset into its dataset and offers it for selection;
// masked is its path without personal data.
func (t *tree) add(seed uint64, store string, p place, a scanners.Asset, masked string) {
	l := t.at(p)
	l.count(&a, masked)
	if a.Unlisted != nil || a.Kind == markerKind {
		return
	}
	k := t.keeps(p.root.kind)
	t.picked += l.cells.offer(k, cellFor(p.root.kind, a.Size, a.Rows, a.Modified, t.since), picked{rank(seed, store, &a), a})
	if t.picked > maxPicked && t.k > 1 {
		t.k /= 2
		t.picked = 0
		t.each(func(p place, l *leaf) { t.picked += l.cells.truncate(t.keeps(p.root.kind)) })
	}
}

// running is the number of assets of each cell that a sample without a goal may draw. It
// follows from what was listed alone and is four times smaller than what is kept in the
// meantime, when there are more cells since folders are not folded together yet: so it is
// the same in whatever order the assets were listed, unless that was not enough.
func (t *tree) running() int {
	k := t.first
	for ; k > 1; k /= 2 {
		sum := int64(0)
		t.each(func(_ place, l *leaf) {
			for _, c := range l.cells {
				sum += min(c.listed, int64(k))
			}
		})
		if sum <= maxRunning {
			break
		}
	}
	return min(k, t.k)
}

// tablesKept is how many times as many tables as objects are kept of a cell: draws in
// proportion to their rows need all of them. With k of 2048 these are 8,192, a partition
// for each day of 22 years.
const tablesKept = 4

// keeps is the number of assets of a kind that are kept of each cell.
func (t *tree) keeps(kind string) int {
	if isTable(kind) {
		return tablesKept * t.k
	}
	return t.k
}

// each calls f for every leaf, in the order of the templates.
func (t *tree) each(f func(place, *leaf)) {
	roots := slices.SortedFunc(maps.Keys(t.roots), func(a, b root) int {
		return cmp.Or(cmp.Compare(a.border, b.border), cmp.Compare(a.kind, b.kind))
	})
	for _, r := range roots {
		eachBelow(t.roots[r], place{root: r}, f)
	}
}

func eachBelow(n *node, p place, f func(place, *leaf)) {
	in := slices.Clip(p.labels)
	for _, name := range slices.Sorted(maps.Keys(n.files)) {
		f(place{p.root, append(in, name)}, n.files[name])
	}
	for _, label := range slices.Sorted(maps.Keys(n.dirs)) {
		eachBelow(n.dirs[label], place{p.root, append(in, label)}, f)
	}
}

// settle folds the tree until it has at most maxDatasets datasets, as far as
// that can be done without folding unlike kinds.
func (t *tree) settle() {
	t.recount()
	for t.leaves > maxDatasets && t.narrow() {
	}
}

func (t *tree) empty() bool { return len(t.roots) == 0 }

func (t *tree) recount() {
	t.leaves = 0
	t.each(func(p place, _ *leaf) {
		if !isTable(p.root.kind) { // tables never fold, so counting them is no use
			t.leaves++
		}
	})
}

// template writes a place as a dataset's path.
func (p place) template() string { return strings.Join(p.labels, "/") }

func (l *leaf) count(a *scanners.Asset, masked string) {
	if a.Unlisted != nil {
		addGap(l.Unlisted, *a.Unlisted, masked)
		return
	}
	if a.Kind == markerKind {
		l.Markers++
		return
	}
	l.Listed++
	l.Lifecycle.count(a)
	l.Bytes = sumKnown(l.Bytes, a.Size)
	l.Rows = sumKnown(l.Rows, a.Rows)
	if t, ok := keyDate(a.Path); ok {
		l.time("key").add(t)
	} else {
		l.time("key").Missing++
	}
	if !a.Modified.IsZero() {
		l.time("object").add(a.Modified)
	} else {
		l.time("object").Missing++
	}
	if a.Kind != versionKind {
		return
	}
	if !a.Superseded.IsZero() {
		l.time(sourceSuperseded).add(a.Superseded)
	} else {
		l.time(sourceSuperseded).Missing++
	}
}

// sourceSuperseded is the source of times that tell since when versions are not the
// current ones any more.
const sourceSuperseded = "superseded"

func (l *leaf) time(source string) *Times {
	t := l.Times[source]
	if t == nil {
		t = &Times{Source: source}
		l.Times[source] = t
	}
	return t
}

func (l *leaf) merge(k int, o *leaf) {
	l.Listed += o.Listed
	l.Bytes = sumKnown(l.Bytes, o.Bytes)
	l.Rows = sumKnown(l.Rows, o.Rows)
	for s, t := range o.Times {
		l.time(s).merge(t)
	}
	mergeGaps(l.Unlisted, o.Unlisted)
	l.addFacts(o.Facts, &o.Lifecycle, o.Markers)
	l.Names = mergeNames(l.Names, o.Names)
	l.carried += o.carried
	l.carriedBytes += o.carriedBytes
	l.cells.merge(k, o.cells)
}

func (l *leaf) addFacts(facts map[scanners.Fact]int64, lc *Lifecycle, markers int64) {
	for f, n := range facts {
		l.Facts[f] += n
	}
	l.Lifecycle.merge(lc)
	l.Markers += markers
}

// sumKnown adds two numbers of which -1 means unknown.
func sumKnown(a, b int64) int64 {
	if a < 0 || b < 0 {
		return -1
	}
	return a + b
}
