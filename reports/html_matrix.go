package reports

import (
	"cmp"
	"fmt"
	"slices"

	"piiventory/detectors"
	"piiventory/inventory"
)

// htmlMatrix shows which category lies where.
type htmlMatrix struct {
	Caption, Head string
	Categories    []string
	Rows          []htmlMatrixRow
}

type htmlMatrixRow struct {
	Store, Dataset, Anchor string
	Cells                  []htmlMatrixCell
}

// htmlMatrixCell is a confidence with the number of fields, or what was read
// without finding any.
type htmlMatrixCell struct{ Text, Note, Class string }

// newMatrix returns the matrix by store and the one by dataset; both are nil
// when nothing was found.
func newMatrix(w words, stores []inventory.Store) (byStore, byDataset *htmlMatrix) {
	categories := foundCategories(stores)
	if len(categories) == 0 {
		return nil, nil
	}
	byStore = &htmlMatrix{Caption: w.t("doc.matrix-stores"), Head: w.t("col.store")}
	byDataset = &htmlMatrix{Caption: w.t("doc.matrix-by-dataset"), Head: w.t("col.dataset")}
	for _, c := range categories {
		byStore.Categories = append(byStore.Categories, category(w, c))
	}
	byDataset.Categories = byStore.Categories
	for i := range stores {
		s := &stores[i]
		anchor := fmt.Sprintf("store-%d", i+1)
		var all []inventory.Entry
		for _, d := range s.Datasets {
			found, _ := split(d.Entries)
			all = append(all, found...)
		}
		byStore.Rows = append(byStore.Rows, htmlMatrixRow{storeName(w, s), "", anchor, matrixCells(w, categories, all, s.Coverage)})
		with, _ := holders(s.Datasets)
		for _, d := range with {
			found, _ := split(d.Entries)
			byDataset.Rows = append(byDataset.Rows, htmlMatrixRow{clean(s.Alias), clean(d.Path), anchor, matrixCells(w, categories, found, d.Coverage)})
		}
	}
	return byStore, byDataset
}

// matrixCells fills one line of a matrix.
func matrixCells(w words, categories []detectors.Category, entries []inventory.Entry, c inventory.Coverage) []htmlMatrixCell {
	cells := make([]htmlMatrixCell, len(categories))
	for i, k := range categories {
		best, fields, masked := detectors.None, 0, 0
		for _, e := range entries {
			switch {
			case e.Category != k:
			case e.State == detectors.Masked:
				masked++
			default:
				fields++
				best = max(best, e.Confidence)
			}
		}
		switch {
		case fields == 0 && masked > 0:
			cells[i] = htmlMatrixCell{w.t("state.masked"), w.t("doc.fields", "n", masked), "c-low"}
		case fields > 0:
			cells[i] = htmlMatrixCell{confidence(w, best), w.t("doc.fields", "n", fields), "c-" + confidenceClass(best)}
		case !looked(c):
			cells[i] = htmlMatrixCell{w.t("doc.not-read"), "", "c-unread"}
		default:
			cells[i] = htmlMatrixCell{"", w.t("doc.zero", "units", c.Units), "c-zero"}
		}
	}
	return cells
}

// foundCategories are the categories that were found anywhere, sorted by key.
func foundCategories(stores []inventory.Store) []detectors.Category {
	var out []detectors.Category
	for _, s := range stores {
		for _, d := range s.Datasets {
			found, _ := split(d.Entries)
			for _, e := range found {
				out = append(out, e.Category)
			}
		}
	}
	slices.SortFunc(out, cmp.Compare)
	return slices.Compact(out)
}

// categoriesOf names the categories found in datasets, sorted by key.
func categoriesOf(w words, datasets []*inventory.Dataset) []string {
	var list []inventory.Dataset
	for _, d := range datasets {
		list = append(list, *d)
	}
	var names []string
	for _, c := range foundCategories([]inventory.Store{{Datasets: list}}) {
		names = append(names, category(w, c))
	}
	return names
}
