package policy

import (
	"fmt"
	"slices"

	"piiventory/inventory"
)

// scanners finds selectors of kinds of stores that no scanner reads. What lies there has
// to be examined in another way, and no report will ever pass it.
func (l *linter) scanners() {
	for i := range l.d.Systems {
		for j, sel := range l.d.Systems[i].At {
			if !openable(sel.Scheme) {
				l.remark("lint.no_scanner", selectorPath(i, j), Remark{System: l.d.Systems[i].ID,
					Evidence: map[string]string{"selector": sel.String(), "scheme": sel.Scheme}})
			}
		}
	}
}

func selectorPath(system, selector int) string {
	return fmt.Sprintf("systems[%d].at[%d]", system, selector)
}

// selectors holds every selector against an inventory: whether a store answers to it,
// and whether anything in that store is covered. A store that was not listed to its end
// does not tell.
func (l *linter) selectors(inv *inventory.Inventory) {
	for i := range l.d.Systems {
		sys := &l.d.Systems[i]
		for j, sel := range sys.At {
			if !openable(sel.Scheme) {
				continue
			}
			var kinds []string
			named, covered, open := 0, false, !inv.Complete
			for k := range inv.Stores {
				s := &inv.Stores[k]
				if !sel.store(s.Kind, s.Alias) {
					if sel.store("", s.Alias) {
						kinds = append(kinds, s.Kind)
					}
					continue
				}
				named++
				open = open || len(unread(s.Gaps)) > 0
				covered = covered || slices.ContainsFunc(s.Datasets, func(ds inventory.Dataset) bool { return sel.dataset(ds.Path) != no })
			}
			r := Remark{System: sys.ID, Evidence: map[string]string{"selector": sel.String()}}
			switch {
			case covered:
			case named == 0:
				// An inventory that was cut off has all the stores that were to be scanned.
				if len(kinds) > 0 {
					r.Evidence["kind"] = list(kinds)
				}
				l.remark("lint.store_unknown", selectorPath(i, j), r)
			case open:
				r.Open = true
				l.remark("lint.selector_unknown", selectorPath(i, j), r)
			default:
				r.Evidence["stores"] = number(int64(named))
				l.remark("lint.selector_empty", selectorPath(i, j), r)
			}
		}
	}
}
