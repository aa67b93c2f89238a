package main

import (
	"context"

	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/s3"
)

// withListing gives the only target the listing of --listing, and sees that no store has
// the listing of another.
func withListing(ctx context.Context, listing string, stores []scanners.Store) error {
	if listing != "" {
		if len(stores) != 1 {
			return usagef("--listing is the list of one bucket: give one TARGET, s3://bucket")
		}
		stores[0].Listing = listing
	}
	for _, s := range stores {
		if s.Listing == "" {
			continue
		}
		if inventory.Scheme(s.URL) != "s3" {
			return usagef("store %s is no bucket: only buckets have a listing that their store has written", s.Alias)
		}
		if err := s3.CheckListing(ctx, s); err != nil {
			return usagef("store %s: %w", s.Alias, err)
		}
	}
	return nil
}
