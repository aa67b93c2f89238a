package policy

import (
	"strings"
	"testing"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/scanners"
)

// An estate is the inventory of a made-up organisation, built by hand, so that one thing
// can be changed in it.
type estate struct {
	inv *inventory.Inventory
	t   *testing.T
}

func newEstate(stores ...inventory.Store) *estate {
	return &estate{inv: stock(stores...)}
}

// kept is a store of an estate about which nothing is to be said: it stands in a place, is
// closed to the public and copies nothing.
func kept(kind, alias, place string, ds ...inventory.Dataset) inventory.Store {
	return inventory.Store{Alias: alias, Kind: kind, Datasets: ds, Coverage: inventory.Coverage{Listed: 4}, Facts: []scanners.Fact{
		{Name: "jurisdiction", Value: place, Source: "configuration"},
		{Name: "public", Value: "no", Source: "policy"},
		{Name: "replication", Value: "off", Source: "GetBucketReplication"},
	}}
}

// holding is a dataset that was read to its end, with fields "CATEGORY FIELD [STATE]".
func holding(path string, times []inventory.Times, fields ...string) inventory.Dataset {
	ds := inventory.Dataset{Path: path, Kind: "object", Times: times,
		Coverage: inventory.Coverage{Listed: 4, Sampled: 4, Whole: 4, Units: 4, Design: scanners.Census}}
	lay(&ds, fields)
	return ds
}

func lay(ds *inventory.Dataset, fields []string) {
	for _, f := range fields {
		w := strings.Fields(f)
		e := entry(w[0], w[1])
		e.Times = ds.Times
		if len(w) > 2 {
			if err := e.State.UnmarshalText([]byte(w[2])); err != nil {
				panic(err)
			}
		}
		ds.Entries = append(ds.Entries, e)
	}
}

func (e *estate) store(alias string) *inventory.Store {
	for i := range e.inv.Stores {
		if s := &e.inv.Stores[i]; s.Alias == alias {
			return s
		}
	}
	e.t.Fatalf("the estate has no store %s", alias)
	return nil
}

func (e *estate) dataset(alias, path string) *inventory.Dataset {
	s := e.store(alias)
	for i := range s.Datasets {
		if d := &s.Datasets[i]; d.Path == path {
			return d
		}
	}
	e.t.Fatalf("the store %s has no dataset %s", alias, path)
	return nil
}

func (e *estate) field(alias, path, field string) *inventory.Entry {
	ds := e.dataset(alias, path)
	for i := range ds.Entries {
		if en := &ds.Entries[i]; en.Field == field {
			return en
		}
	}
	e.t.Fatalf("%s of %s has no field %s", path, alias, field)
	return nil
}

// add puts fields into a dataset.
func (e *estate) add(alias, path string, fields ...string) { lay(e.dataset(alias, path), fields) }

// found puts another dataset into a store.
func (e *estate) found(alias string, ds inventory.Dataset) {
	s := e.store(alias)
	s.Datasets = append(s.Datasets, ds)
}

// appears puts another store into the estate.
func (e *estate) appears(s inventory.Store) { e.inv.Stores = append(e.inv.Stores, s) }

// state changes the state in which a field is kept.
func (e *estate) state(alias, path, field string, s detectors.State) {
	e.field(alias, path, field).State = s
}

// aged gives a dataset and all of its fields other times.
func (e *estate) aged(alias, path string, times []inventory.Times) {
	ds := e.dataset(alias, path)
	ds.Times = times
	for i := range ds.Entries {
		ds.Entries[i].Times = times
	}
}

// persons lets the values of a field tell of persons of some age.
func (e *estate) persons(alias, path, field, years string, n int64) {
	from := e.field(alias, path, field).Category
	m := entry(minorCategory, field)
	m.From, m.Ages, m.Valid = from, map[string]int64{years: n}, n
	ds := e.dataset(alias, path)
	ds.Entries = append(ds.Entries, m)
}

// place moves a store; an empty one is unknown.
func (e *estate) place(alias, country string) {
	f := &e.store(alias).Facts[0]
	if f.Value = country; country == "" {
		f.Unknown, f.Reason = true, "the address names no place"
	}
}

// says lets a store tell something of itself.
func (e *estate) says(alias, name, value, source string) {
	s := e.store(alias)
	s.Facts = append(s.Facts, scanners.Fact{Name: name, Value: value, Source: source})
}

// copies lets a store copy what it holds to a place; an empty one is unknown.
func (e *estate) copies(alias, to string) {
	s := e.store(alias)
	s.Facts[2].Value = "elsewhere"
	f := scanners.Fact{Name: "copy-jurisdiction", Value: to, Detail: "elsewhere", Source: "GetBucketReplication"}
	if to == "" {
		f.Unknown, f.Reason = true, "the target names no place"
	}
	s.Facts = append(s.Facts, f)
}

// opened lets everybody read a store.
func (e *estate) opened(alias string) { e.store(alias).Facts[1].Value = "read" }

// closed lets a store answer nothing at all.
func (e *estate) closed(alias string) {
	s := e.store(alias)
	s.Datasets, s.Coverage, s.Facts = nil, inventory.Coverage{}, nil
	s.Gaps = []inventory.Gap{{Kind: scanners.GapUnreachable, Reason: "it does not answer"}}
}

// unread leaves some of a dataset unread.
func (e *estate) unread(alias, path string) {
	ds := e.dataset(alias, path)
	ds.Gaps = []inventory.Gap{{Kind: scanners.GapPermission, Reason: "the key may not read it", Assets: 1}}
}
