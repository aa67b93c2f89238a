package main

import (
	"net/url"

	"piiventory/inventory"
	"piiventory/scanners"
	"piiventory/scanners/s3"
)

// withProvider gives the buckets that name no provider or region the ones of --provider
// and --region.
func withProvider(provider, region string, stores []scanners.Store) error {
	if provider == "" && region == "" {
		return nil
	}
	if provider != "" {
		if err := s3.CheckProvider(provider); err != nil {
			return usageError{err}
		}
	}
	buckets := 0
	for i := range stores {
		s := &stores[i]
		if inventory.Scheme(s.URL) != "s3" {
			continue
		}
		buckets++
		u, err := url.Parse(s.URL)
		if err != nil {
			continue // the scanner says what is wrong with it
		}
		if s.Provider == "" && !u.Query().Has("provider") {
			s.Provider = provider
		}
		if s.Region == "" && !u.Query().Has("region") {
			s.Region = region
		}
	}
	if buckets == 0 {
		return usagef("--provider and --region are of buckets, and no target is one; state those of other stores in %s", storeFile)
	}
	return nil
}
