package main

import (
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

var (
	aliased = regexp.MustCompile(`^([\pL\pN][\pL\pN_.-]*)=(.+)$`)
	// driverForm is user:password@… as database drivers write it; it must not be
	// taken for a path and shown.
	driverForm = regexp.MustCompile(`^[^/@]*:[^/@][^@]*@`)
	schemed    = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
)

// parseTarget reads one TARGET, "[alias=]URL": a URL, a path, or an alias of
// the store file.
func parseTarget(arg string, known []policy.StoreConfig) (scanners.Store, error) {
	if i := slices.IndexFunc(known, func(s policy.StoreConfig) bool { return s.Alias == arg }); i >= 0 && !exists(arg) {
		return storeOf(known[i])
	}
	alias, addr := "", arg
	if m := aliased.FindStringSubmatch(arg); m != nil && !exists(arg) {
		alias, addr = m[1], m[2]
	}
	s := policy.StoreConfig{Alias: alias, URL: addr}
	if i := slices.IndexFunc(known, func(k policy.StoreConfig) bool { return k.Alias == alias && alias != "" }); i >= 0 {
		s = known[i] // provider, region and credentials of the file hold for it too
		s.URL = addr
	}
	return storeOf(s)
}

// storeOf makes a store of its description, naming it where nobody has.
func storeOf(c policy.StoreConfig) (scanners.Store, error) {
	s := scanners.Store{
		Alias: c.Alias, URL: c.URL, Provider: c.Provider, Region: c.Region,
		User: c.User, PasswordEnv: c.PasswordEnv, PasswordFile: c.PasswordFile, Listing: c.Listing,
	}
	scheme := inventory.Scheme(s.URL)
	switch {
	case driverForm.MatchString(s.URL) && !exists(s.URL):
		return s, usagef("a target is a URL or a path; write a database as mysql://user@host/db or postgres://user@host/db, and leave the password to the environment")
	case !schemed.MatchString(s.URL):
		s.URL = "file:" + s.URL
	case kinds[scheme].Open != nil:
	case strings.Contains(s.URL, "://"):
		return s, usagef("there is no scanner for %s://; the schemes are %s, or give a path", scheme, strings.Join(slices.Sorted(maps.Keys(kinds)), ", "))
	default: // a path with a colon in it
		s.URL = "file:" + s.URL
	}
	if s.Alias == "" {
		s.Alias = defaultAlias(s.URL)
	}
	return s, nil
}

// defaultAlias names a store after its bucket, database, file or folder.
func defaultAlias(raw string) string {
	scheme := inventory.Scheme(raw)
	if scheme == "file" || scheme == "sqlite" {
		p := strings.TrimPrefix(strings.TrimPrefix(raw[len(scheme)+1:], "//"), "localhost")
		p, _, _ = strings.Cut(p, "?")
		if abs, err := filepath.Abs(p); err == nil {
			p = abs
		}
		base := filepath.Base(p)
		if scheme == "sqlite" {
			base = strings.TrimSuffix(base, filepath.Ext(base))
		}
		return base
	}
	u, err := url.Parse(raw)
	if err != nil {
		return scheme
	}
	if scheme == "s3" {
		if u.Host != "" {
			return u.Hostname()
		}
		if e, err := url.Parse(u.Query().Get("endpoint")); err == nil && e.Host != "" {
			return scheme + "://" + e.Host // a server; its buckets get their own names
		}
		return scheme
	}
	if db := strings.Trim(u.Path, "/"); db != "" {
		return db
	}
	if u.Host != "" {
		return scheme + "://" + u.Host // a server; its databases get their own names
	}
	return scheme
}

func exists(p string) bool {
	_, err := os.Lstat(p)
	return err == nil
}
