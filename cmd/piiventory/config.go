package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/bmatcuk/doublestar/v4"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

// storeFile is the file that is looked for in the working directory.
const storeFile = "piiventory.yaml"

// readStores reads the file that maps aliases to stores. Without a name, a
// missing file is no error.
func readStores(name string) ([]policy.StoreConfig, error) {
	b, err := os.ReadFile(cmp.Or(name, storeFile))
	if err != nil {
		if name == "" && errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, usagef("the store file cannot be read: %w", err)
	}
	stores, err := policy.ParseStores(cmp.Or(name, storeFile), b)
	if err != nil {
		return nil, usageError{err}
	}
	return stores, nil
}

// readDeclaration reads a declaration; an empty name gives nil.
func readDeclaration(name string) (*policy.Declaration, error) {
	if name == "" {
		return nil, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("the declaration cannot be read: %w", err)
	}
	d, err := policy.Parse(name, b)
	if err != nil {
		return nil, usageError{err}
	}
	return d, nil
}

// readWaivers reads a file of waivers; an empty name gives nil.
func readWaivers(name string) (*policy.Waivers, error) {
	if name == "" {
		return nil, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("the file of waivers cannot be read: %w", err)
	}
	w, err := policy.ParseWaivers(name, b)
	if err != nil {
		return nil, usageError{err}
	}
	return w, nil
}

// readRules reads a rules file; an empty name gives nil.
func readRules(name string) (*policy.Rules, error) {
	if name == "" {
		return nil, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("the rules file cannot be read: %w", err)
	}
	r, err := policy.ParseRules(name, b)
	if err != nil {
		return nil, usageError{err}
	}
	return r, nil
}

// readPrices reads a file of prices; an empty name gives nil.
func readPrices(name string) (*policy.Prices, error) {
	if name == "" {
		return nil, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, usagef("the file of prices cannot be read: %w", err)
	}
	p, err := policy.ParsePrices(name, b)
	if err != nil {
		return nil, usageError{err}
	}
	return p, nil
}

// readInventory reads a saved inventory.
func readInventory(c *console, name string) (*inventory.Inventory, error) {
	r := c.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, usagef("the inventory cannot be read: %w", err)
		}
		defer f.Close()
		r = f
	}
	inv, err := inventory.Read(r)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s is not an inventory: %w", name, err)}
	}
	return inv, nil
}

// declaredStores are the stores of the file that a declaration names.
func declaredStores(d *policy.Declaration, known []policy.StoreConfig) ([]scanners.Store, error) {
	var out []scanners.Store
	for _, k := range known {
		named := slices.ContainsFunc(d.Aliases(), func(t policy.Target) bool {
			ok, err := doublestar.Match(t.Alias, k.Alias)
			return err == nil && ok
		})
		if !named {
			continue
		}
		s, err := storeOf(k)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
