package main

import (
	"fmt"
	"os"

	"piiventory/inventory"
)

// readClosed reads the list of closed accounts, once; nothing but digests is left of it.
func readClosed(name string) (*inventory.ClosedAccounts, error) {
	if name == "" {
		return nil, nil
	}
	in, err := os.Open(name)
	if err != nil {
		return nil, usagef("the list of closed accounts cannot be read: %w", err)
	}
	defer in.Close()
	c, err := inventory.ReadClosedAccounts(in)
	if err != nil {
		return nil, usageError{fmt.Errorf("the list of closed accounts %s cannot be used: %w", name, err)}
	}
	return c, nil
}
