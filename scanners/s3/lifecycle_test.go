package s3

import (
	"slices"
	"strings"
	"testing"
	"time"

	"piiventory/scanners"
)

// ruled are the rules of a lifecycle that the document has.
func ruled(t *testing.T, rules string) (*scanner, []scanners.Fact) {
	t.Helper()
	v := &vendor{private: true, settings: map[string]setting{
		"versioning": {body: `<VersioningConfiguration/>`},
		"lifecycle":  {body: `<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` + rules + `</LifecycleConfiguration>`},
	}}
	sc, facts := factsOf(t, v, "&provider=aws")
	return sc, from(facts, "GetBucketLifecycleConfiguration")
}

func TestRulesAreReadInAllForms(t *testing.T) {
	for name, c := range map[string]struct {
		rules string
		want  []scanners.Fact
	}{
		"a prefix of its own": {`<Rule><ID>v1</ID><Prefix>logs/</Prefix><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule>`,
			[]scanners.Fact{{Value: "expire 30d", Scope: "logs/", Detail: `rule "v1"`}}},
		"a filter by prefix": {`<Rule><ID>f</ID><Filter><Prefix>a/b</Prefix></Filter><Status>Enabled</Status><Expiration><Date>2027-01-01T00:00:00.000Z</Date></Expiration></Rule>`,
			[]scanners.Fact{{Value: "expire 2027-01-01", Scope: "a/b", Detail: `rule "f"`}}},
		"an empty filter": {`<Rule><ID>e</ID><Filter/><Status>Enabled</Status><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>`,
			[]scanners.Fact{{Value: "markers", Detail: `rule "e"`}}},
		"a filter by tag, whose value stays out": {`<Rule><ID>t</ID><Filter><Tag><Key>class</Key><Value>secret</Value></Tag></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>`,
			[]scanners.Fact{{Value: "expire 1d", Detail: `rule "t"; only objects with the tags ["class"]`}}},
		"a filter by size": {`<Rule><ID>s</ID><Filter><ObjectSizeGreaterThan>0</ObjectSizeGreaterThan></Filter><Status>Enabled</Status><Expiration><Days>2</Days></Expiration></Rule>`,
			[]scanners.Fact{{Value: "expire 2d", Detail: `rule "s"; only objects of more than 0 bytes`}}},
		"all of them": {`<Rule><ID>a</ID><Filter><And><Prefix>p/</Prefix><Tag><Key>x</Key><Value>1</Value></Tag><Tag><Key>y</Key><Value>2</Value></Tag><ObjectSizeGreaterThan>10</ObjectSizeGreaterThan><ObjectSizeLessThan>99</ObjectSizeLessThan></And></Filter><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule>`,
			[]scanners.Fact{{Value: "expire 3d", Scope: "p/", Detail: `rule "a"; only objects with the tags ["x" "y"]; only objects of more than 10 bytes; only objects of less than 99 bytes`}}},
		"all that a rule can do": {`<Rule><ID>m</ID><Filter><Prefix/></Filter><Status>Enabled</Status>
			<Expiration><Days>400</Days></Expiration>
			<NoncurrentVersionExpiration><NoncurrentDays>30</NoncurrentDays><NewerNoncurrentVersions>5</NewerNoncurrentVersions></NoncurrentVersionExpiration>
			<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>
			<Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition>
			<Transition><Date>2026-06-01T00:00:00Z</Date><StorageClass>DEEP_ARCHIVE</StorageClass></Transition>
			<NoncurrentVersionTransition><NoncurrentDays>3</NoncurrentDays><StorageClass>STANDARD_IA</StorageClass></NoncurrentVersionTransition></Rule>`,
			[]scanners.Fact{
				{Value: "expire 400d", Detail: `rule "m"`}, {Value: "noncurrent 30d", Detail: `rule "m"; the newest 5 older versions are left out`}, {Value: "abort 7d", Detail: `rule "m"`},
				{Value: "transition GLACIER 30d", Detail: `rule "m"`}, {Value: "transition DEEP_ARCHIVE 2026-06-01", Detail: `rule "m"`}, {Value: "noncurrent transition STANDARD_IA 3d", Detail: `rule "m"`}}},
		"one that is disabled": {`<Rule><ID>d</ID><Filter/><Status>Disabled</Status><Expiration><Days>1</Days></Expiration></Rule>`,
			[]scanners.Fact{{Value: "none", Detail: `rule "d" is disabled`}}},
		"one disabled, one not": {`<Rule><ID>d</ID><Filter/><Status>Disabled</Status><Expiration><Days>1</Days></Expiration></Rule><Rule><ID>k</ID><Filter/><Status>Enabled</Status><Expiration><Days>9</Days></Expiration></Rule>`,
			[]scanners.Fact{{Value: "expire 9d", Detail: `rule "k"; rule "d" is disabled`}}},
		"no rule": {``, []scanners.Fact{{Value: "none"}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := ruled(t, c.rules)
			for i := range c.want {
				c.want[i].Name = "lifecycle"
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("\n got %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// TestRulesThatAreNotUnderstood gives rules with words that AWS does not have, or with
// less than it has.
func TestRulesThatAreNotUnderstood(t *testing.T) {
	odd := scanners.Fact{Name: "lifecycle", Scope: "p/", Unknown: true, Reason: `what rule "r" deletes is not understood here: look at it with the provider's own tools`}
	ends := scanners.Fact{Name: "lifecycle", Scope: "p/", Value: "expire 1d", Detail: `rule "r"`}
	rule := func(body string) string {
		return `<Rule><ID>r</ID>` + body + `</Rule>`
	}
	const (
		enabled = `<Status>Enabled</Status>`
		prefix  = `<Prefix>p/</Prefix>`
		one     = `<Expiration><Days>1</Days></Expiration>`
	)
	for name, c := range map[string]struct {
		rules string
		want  []scanners.Fact
		p     scanners.Expiry // of an object below the prefix
	}{
		"in lower case":          {rule(prefix + `<Status>enabled</Status>` + one), []scanners.Fact{ends}, scanners.Expiring},
		"disabled in lower case": {rule(prefix + `<Status>disabled</Status>` + one), []scanners.Fact{{Name: "lifecycle", Value: "none", Detail: `rule "r" is disabled`}}, scanners.Kept},
		"disabled and odd":       {rule(prefix + `<Status>Disabled</Status><Expiration/>`), []scanners.Fact{{Name: "lifecycle", Value: "none", Detail: `rule "r" is disabled`}}, scanners.Kept},
		"another state":          {rule(prefix + `<Status>Paused</Status>` + one), []scanners.Fact{odd}, scanners.Unclear},
		"no state":               {rule(prefix + one), []scanners.Fact{odd}, scanners.Unclear},
		"OSS, written before":    {rule(prefix + enabled + `<Expiration><CreatedBeforeDate>2026-01-01T00:00:00.000Z</CreatedBeforeDate></Expiration>`), []scanners.Fact{odd}, scanners.Unclear},
		"OSS, a tag":             {rule(prefix + `<Tag><Key>k</Key><Value>v</Value></Tag>` + enabled + one), []scanners.Fact{odd}, scanners.Unclear},
		"OSS, all but":           {rule(prefix + `<Filter><Not><Prefix>p/x</Prefix></Not></Filter>` + enabled + one), []scanners.Fact{odd}, scanners.Unclear},
		"OSS, uploads":           {rule(prefix + enabled + `<AbortMultipartUpload><Days>1</Days></AbortMultipartUpload>` + one), []scanners.Fact{ends}, scanners.Expiring},
		"an expiration of none":  {rule(prefix + enabled + `<Expiration/>`), []scanners.Fact{odd}, scanners.Unclear},
		"older ones at no time":  {rule(prefix + enabled + `<NoncurrentVersionExpiration/>`), []scanners.Fact{odd}, scanners.Unclear},
		"another action":         {rule(prefix + enabled + `<DelMarkerExpiration><Days>1</Days></DelMarkerExpiration>`), []scanners.Fact{odd}, scanners.Unclear},
		"the newest two":         {rule(prefix + enabled + `<NoncurrentVersionExpiration><NewerNoncurrentVersions>2</NewerNoncurrentVersions></NoncurrentVersionExpiration>`), []scanners.Fact{{Name: "lifecycle", Scope: "p/", Value: "noncurrent 0d", Detail: `rule "r"; the newest 2 older versions are left out`}}, scanners.Kept},
		"a move at a new time":   {rule(prefix + enabled + one + `<Transition><Days>1</Days><IsAccessTime>true</IsAccessTime><StorageClass>IA</StorageClass></Transition>`), []scanners.Fact{ends, {Name: "lifecycle", Scope: "p/", Value: "transition IA 1d", Detail: `rule "r"`}}, scanners.Expiring},
		"odd, and a plain one":   {rule(prefix+enabled+`<Expiration/>`) + rule(prefix+enabled+one), []scanners.Fact{odd, ends}, scanners.Expiring},
	} {
		t.Run(name, func(t *testing.T) {
			sc, got := ruled(t, c.rules)
			if !slices.Equal(got, c.want) {
				t.Errorf("\n got %+v\nwant %+v", got, c.want)
			}
			for path, want := range map[string]scanners.Expiry{"p/k": c.p, "k": scanners.Kept} {
				a := scanners.Asset{Path: path, Kind: kindObject, Size: 1, Modified: day("2026-01-01")}
				sc.rules.expire(&a, versioningOff, edition{latest: true}, 0, 0)
				if a.Expiry != want {
					t.Errorf("%s: %v, want %v", path, a.Expiry, want)
				}
			}
		})
	}
}

func TestRuleOfTwoPrefixesMayBeAboutAll(t *testing.T) {
	sc, facts := ruled(t, `<Rule><ID>r</ID><Prefix>p/</Prefix><Prefix>q/</Prefix><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule>`)
	if len(facts) != 1 || !facts[0].Unknown || facts[0].Scope != "" {
		t.Errorf("%+v", facts)
	}
	a := scanners.Asset{Path: "p/k", Kind: kindObject, Size: 1, Modified: day("2026-01-01")}
	if sc.rules.expire(&a, versioningOff, edition{latest: true}, 0, 0); a.Expiry != scanners.Unclear {
		t.Errorf("%v", a.Expiry)
	}
}

func TestRulesOfOtherPrefixesAreNotOfTheStore(t *testing.T) {
	v := &vendor{objects: map[string]string{"crm/a": "x\n"}, private: true, settings: map[string]setting{"lifecycle": {body: `<LifecycleConfiguration>
		<Rule><ID>o</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>`}}}
	sc := openURL(t, strings.Replace(v.url(t), "@b?", "@b/crm/?", 1))
	facts, err := sc.Facts(t.Context())
	if got := from(facts, "GetBucketLifecycleConfiguration"); err != nil || len(got) != 1 || got[0].Value != "none" || got[0].Detail != "the rules of the bucket are about other prefixes" {
		t.Errorf("%+v, %v", got, err)
	}
}

func day(s string) time.Time {
	for _, layout := range []string{time.DateOnly, "2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	panic(s)
}

// The moments are worked out by hand from the words of the documentation.
func TestWhatExpiresWhen(t *testing.T) {
	const (
		days60     = `<Rule><Filter/><Status>Enabled</Status><Expiration><Days>60</Days></Expiration></Rule>`
		logs7      = `<Rule><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>`
		logsApp2   = `<Rule><Filter><Prefix>logs/app</Prefix></Filter><Status>Enabled</Status><Expiration><Days>2</Days></Expiration></Rule>`
		old10      = `<Rule><Filter/><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>10</NoncurrentDays></NoncurrentVersionExpiration></Rule>`
		old10b2    = `<Rule><Filter/><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>10</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions></NoncurrentVersionExpiration></Rule>`
		newYear    = `<Rule><Filter/><Status>Enabled</Status><Expiration><Date>2027-01-01T00:00:00Z</Date></Expiration></Rule>`
		tagged     = `<Rule><Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter><Status>Enabled</Status><Expiration><Days>5</Days></Expiration></Rule>`
		large      = `<Rule><Filter><ObjectSizeGreaterThan>100</ObjectSizeGreaterThan></Filter><Status>Enabled</Status><Expiration><Days>5</Days></Expiration></Rule>`
		small      = `<Rule><Filter><ObjectSizeLessThan>100</ObjectSizeLessThan></Filter><Status>Enabled</Status><Expiration><Days>5</Days></Expiration></Rule>`
		old10small = `<Rule><Filter><ObjectSizeLessThan>100</ObjectSizeLessThan></Filter><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>10</NoncurrentDays></NoncurrentVersionExpiration></Rule>`
		markers    = `<Rule><Filter/><Status>Enabled</Status><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration></Rule>`
		archive    = `<Rule><Filter/><Status>Enabled</Status><Transition><Days>1</Days><StorageClass>GLACIER</StorageClass></Transition></Rule>`
		forever    = `<Rule><Filter/><Status>Enabled</Status><Expiration><Days>2147483647</Days></Expiration></Rule>`
	)
	current, old := edition{id: "v1", latest: true}, edition{id: "v0"}
	object := func(path, written string, size int64) scanners.Asset {
		return scanners.Asset{Path: path, Kind: kindObject, Size: size, Modified: day(written)}
	}
	version := func(written, superseded string) scanners.Asset {
		a := object("k", written, 50)
		a.Kind = kindVersion
		if superseded != "" {
			a.Superseded = day(superseded)
		}
		return a
	}
	marker := func(written, superseded string) scanners.Asset {
		a := version(written, superseded)
		a.Kind, a.Size = kindMarker, 0
		return a
	}
	for name, c := range map[string]struct {
		rules string
		asset scanners.Asset
		state versioning
		of    edition
		rank  [2]int // versions and markers that are not current, with this one
		want  scanners.Expiry
		at    string
	}{
		// The example of the documentation of AWS CLI users: HEAD said 14 October.
		"60 days, up to midnight":         {days60, object("k", "2018-08-14 19:57:04", 641), versioningOff, current, [2]int{}, scanners.Expiring, "2018-10-14"},
		"written at midnight":             {days60, object("k", "2026-01-01", 1), versioningOff, current, [2]int{}, scanners.Expiring, "2026-03-03"},
		"over a leap day":                 {days60, object("k", "2028-01-01 00:00:01", 1), versioningOff, current, [2]int{}, scanners.Expiring, "2028-03-02"},
		"the earliest of two":             {days60 + logs7, object("logs/x", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Expiring, "2026-03-18"},
		"the earliest of three":           {days60 + logs7 + logsApp2, object("logs/app.1", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Expiring, "2026-03-13"},
		"another prefix":                  {logs7 + logsApp2, object("login", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Kept, ""},
		"a shorter key":                   {logs7, object("logs", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Kept, ""},
		"a date":                          {newYear, object("k", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Expiring, "2027-01-01"},
		"a date that is over":             {newYear, object("k", "2027-05-01 12:00", 1), versioningOff, current, [2]int{}, scanners.Expiring, "2027-05-02"},
		"only with a tag":                 {tagged, object("k", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Unclear, ""},
		"with a tag or later":             {tagged + days60, object("k", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Expiring, "2026-05-10"},
		"large enough":                    {large, object("k", "2026-03-10 12:00", 101), versioningOff, current, [2]int{}, scanners.Expiring, "2026-03-16"},
		"not large enough":                {large, object("k", "2026-03-10 12:00", 100), versioningOff, current, [2]int{}, scanners.Kept, ""},
		"small enough":                    {small, object("k", "2026-03-10 12:00", 99), versioningOff, current, [2]int{}, scanners.Expiring, "2026-03-16"},
		"not small enough":                {small, object("k", "2026-03-10 12:00", 100), versioningOff, current, [2]int{}, scanners.Kept, ""},
		"of unknown size":                 {small, object("k", "2026-03-10 12:00", -1), versioningOff, current, [2]int{}, scanners.Unclear, ""},
		"of unknown time":                 {days60, scanners.Asset{Path: "k", Kind: kindObject, Size: 1}, versioningOff, current, [2]int{}, scanners.Unclear, ""},
		"a move is no end":                {archive, object("k", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Kept, ""},
		"in six million years":            {forever, object("k", "2026-03-10 12:00", 1), versioningOff, current, [2]int{}, scanners.Expiring, "9999-12-31"},
		"versions: data stays":            {days60, object("k", "2026-01-01 12:00", 1), versioningEnabled, current, [2]int{}, scanners.Kept, ""},
		"versions: both rules":            {days60 + old10, object("k", "2026-01-01 12:00", 1), versioningEnabled, current, [2]int{}, scanners.Expiring, "2026-03-14"}, // 3 March, and 10 days on the midnight after
		"versions: nothing ends":          {old10, object("k", "2026-01-01 12:00", 1), versioningEnabled, current, [2]int{}, scanners.Kept, ""},
		"versions: the newest are kept":   {days60 + old10b2, object("k", "2026-01-01 12:00", 1), versioningEnabled, current, [2]int{}, scanners.Kept, ""},
		"versions: only with a tag":       {tagged + old10, object("k", "2026-01-01 12:00", 1), versioningEnabled, current, [2]int{}, scanners.Unclear, ""},
		"versions: a tag, and data stays": {tagged, object("k", "2026-01-01 12:00", 1), versioningEnabled, current, [2]int{}, scanners.Kept, ""},
		"suspended: no id":                {days60, object("k", "2026-01-01 12:00", 1), versioningSuspended, edition{id: "null", latest: true}, [2]int{}, scanners.Expiring, "2026-03-03"},
		"suspended: an id":                {days60, object("k", "2026-01-01 12:00", 1), versioningSuspended, current, [2]int{}, scanners.Kept, ""},
		"unknown: data may stay":          {days60, object("k", "2026-01-01 12:00", 1), versioningUnknown, current, [2]int{}, scanners.Unclear, ""},
		"unknown: both rules":             {days60 + old10, object("k", "2026-01-01 12:00", 1), versioningUnknown, current, [2]int{}, scanners.Expiring, "2026-03-14"},
		"unknown: no rule":                {old10, object("k", "2026-01-01 12:00", 1), versioningUnknown, current, [2]int{}, scanners.Kept, ""},
		"old: ten days":                   {old10, version("2025-01-01", "2026-02-01 11:30"), versioningEnabled, old, [2]int{1, 0}, scanners.Expiring, "2026-02-12"},
		"old: no rule for it":             {days60, version("2025-01-01", "2026-02-01 11:30"), versioningEnabled, old, [2]int{1, 0}, scanners.Kept, ""},
		"old: since when is unknown":      {old10, version("2025-01-01", ""), versioningEnabled, old, [2]int{1, 0}, scanners.Unclear, ""},
		"old: the second of two kept":     {old10b2, version("2025-01-01", "2026-02-01 11:30"), versioningEnabled, old, [2]int{2, 0}, scanners.Kept, ""},
		"old: the third":                  {old10b2, version("2025-01-01", "2026-02-01 11:30"), versioningEnabled, old, [2]int{3, 0}, scanners.Expiring, "2026-02-12"},
		"old: the second behind a marker": {old10b2, version("2025-01-01", "2026-02-01 11:30"), versioningEnabled, old, [2]int{2, 1}, scanners.Unclear, ""},
		"marker: versions stay behind it": {markers, marker("2026-02-01 11:30", ""), versioningEnabled, current, [2]int{}, scanners.Unclear, ""},
		"marker: they go, and it":         {markers + old10, marker("2026-02-01 11:30", ""), versioningEnabled, current, [2]int{}, scanners.Expiring, "2026-02-12"},
		"marker: by age":                  {days60 + old10, marker("2026-02-01 11:30", ""), versioningEnabled, current, [2]int{}, scanners.Expiring, "2026-04-03"},
		"marker: no rule":                 {old10, marker("2026-02-01 11:30", ""), versioningEnabled, current, [2]int{}, scanners.Kept, ""},
		"marker: small versions go":       {markers + old10small, marker("2026-02-01 11:30", ""), versioningEnabled, current, [2]int{}, scanners.Unclear, ""},
		"marker: small markers go":        {small + old10, marker("2026-02-01 11:30", ""), versioningEnabled, current, [2]int{}, scanners.Unclear, ""},
		"marker: not current, small":      {old10small, marker("2026-02-01 11:30", "2026-03-01 08:00"), versioningEnabled, old, [2]int{0, 1}, scanners.Unclear, ""},
		"marker: not current":             {old10, marker("2026-02-01 11:30", "2026-03-01 08:00"), versioningEnabled, old, [2]int{0, 1}, scanners.Expiring, "2026-03-12"},
	} {
		t.Run(name, func(t *testing.T) {
			sc, _ := ruled(t, c.rules)
			a := c.asset
			sc.rules.expire(&a, c.state, c.of, c.rank[0], c.rank[1])
			at := time.Time{}
			if c.at != "" {
				at = day(c.at)
			}
			if a.Expiry != c.want || !a.Expires.Equal(at) {
				t.Errorf("%v at %v, want %v at %v", a.Expiry, a.Expires, c.want, at)
			}
		})
	}
}

// TestPrefixesOfManyRules compares the search with looking at each rule.
func TestPrefixesOfManyRules(t *testing.T) {
	prefixes := []string{"", "a", "a/", "a/b", "a/b/c", "a/c", "ab", "b", "b/b/", "ba", "数", "数据/"}
	for n := range 1 << len(prefixes) {
		if n%37 != 0 && n < len(prefixes)*200 {
			continue
		}
		var rules []rule
		for i, p := range prefixes {
			if n>>i&1 == 1 {
				rules = append(rules, rule{prefix: p}, rule{prefix: p, above: int64(i)})
			}
		}
		l := newLifecycle(rules)
		for _, key := range []string{"", "a", "a/b/c/d", "a/bb", "a/d", "aa", "abc", "b/b", "b/b/x", "bz", "c", "数据/x", "数x", "\xff"} {
			want := 0
			for _, r := range rules {
				if strings.HasPrefix(key, r.prefix) {
					want++
				}
			}
			if got := l.of(key); len(got) != want {
				t.Fatalf("%q of %d rules: %d, want %d", key, len(rules), len(got), want)
			}
		}
	}
}

// Expiry is worked out for each of millions of keys.
func TestExpiryCostsNoMemory(t *testing.T) {
	sc, _ := ruled(t, `<Rule><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>7</Days></Expiration></Rule>`+
		`<Rule><Filter/><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>10</NoncurrentDays></NoncurrentVersionExpiration></Rule>`)
	a := scanners.Asset{Path: "logs/2026/01/01/part-0001.gz", Kind: kindObject, Size: 1, Modified: day("2026-01-01 10:00")}
	for _, v := range []versioning{versioningOff, versioningEnabled} {
		if n := testing.AllocsPerRun(100, func() { sc.rules.expire(&a, v, edition{latest: true}, 0, 0) }); n > 0 {
			t.Errorf("%v allocations for a key", n)
		}
	}
}
