package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"piiventory/inventory"
	"piiventory/reports"
	"piiventory/scanners"
)

// ledgerOf is the file beside an inventory that a later scan goes on from.
func ledgerOf(inventory string) string { return inventory + ".ledger" }

// since reads what --since names. It returns nil without an error when there is
// nothing to go on from because the earlier scan was made otherwise, and says so.
func (f *scanFlags) readSince(c *console) (*inventory.Ledger, error) {
	if f.since == "" {
		return nil, nil
	}
	inv, err := readInventory(c, f.since)
	if err != nil {
		return nil, err
	}
	in, err := os.Open(ledgerOf(f.since))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("%s was saved without a ledger; scan once with -o and --ledger to go on from it", f.since)
	}
	if err != nil {
		return nil, usagef("the ledger cannot be read: %w", err)
	}
	defer in.Close()
	l, err := inventory.ReadLedger(in)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s cannot be used: %w", ledgerOf(f.since), err)}
	}
	if !l.Scans[len(l.Scans)-1].Equal(inv.Run.Started) {
		return nil, usagef("%s and its ledger are of two scans; scan once with -o and --ledger to go on from it", f.since)
	}
	return l, nil
}

// fits tells the person when an earlier scan is of no use for this one.
func (c *console) fits(l *inventory.Ledger, s inventory.Settings, stores []scanners.Store, name string) {
	if l == nil {
		return
	}
	if err := l.Fits(&s); err != nil {
		fmt.Fprintln(c.err, "piiventory:", reports.Message(c.lang, fmt.Sprintf("nothing is taken over from %s, and all is read anew: %s", name, err)))
		return
	}
	for i := range stores {
		if l.Elsewhere(&stores[i]) {
			fmt.Fprintln(c.err, "piiventory:", reports.Message(c.lang, fmt.Sprintf("nothing is taken over for the store %s, which was another one in %s", stores[i].Alias, name)))
		}
	}
}
