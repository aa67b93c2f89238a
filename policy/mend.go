package policy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"piiventory/inventory"
)

// A Mend is what a person can apply to a store so that findings go away. Nothing here
// applies it: this program only reads.
type Mend struct {
	Store string `json:"store"`
	// Codes are those of the findings that it is for, sorted.
	Codes []string `json:"codes"`
	// What is "lifecycle", "policy", "public-access-block", "encryption" or "sql".
	What string `json:"what"`
	// Document is what to apply, as JSON or SQL, and Command how, with DOCUMENT where
	// the file with it stands; it is empty for SQL.
	Document string `json:"document"`
	Command  string `json:"command,omitempty"`
	// Example says that a number of days in it is one that nobody declared.
	Example bool `json:"example,omitempty"`
	// Also are datasets that lifecycle rules delete as well, for which they are not.
	Also []string `json:"also,omitempty"`
}

// exampleDays is what stands in a rule where nobody said how long data may be kept.
const exampleDays = 365

// Mends returns what would mend the findings of a Preflight, by store. names are the
// names of the buckets by alias.
func Mends(inv *inventory.Inventory, findings []Finding, names map[string]string) []Mend {
	var out []Mend
	for i := range inv.Stores {
		s := &inv.Stores[i]
		var of []Finding
		for _, f := range findings {
			if f.Store == s.Alias && f.Verdict == Broken {
				of = append(of, f)
			}
		}
		bucket := cmp.Or(names[s.Alias], s.Alias)
		if s.Kind == "s3" {
			out = slices.Concat(out, keyless(s, of, bucket), encrypting(s, of, bucket), expiring(s, of, bucket))
		} else {
			out = append(out, revoking(s, of)...)
		}
	}
	return out
}

func document(v any) string {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err) // there is nothing in it that could not be written
	}
	return string(b)
}

func coded(fs []Finding, codes ...string) []Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f Finding) bool { return !slices.Contains(codes, f.Code) })
}

func codesFound(fs []Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Code)
	}
	return unique(out)
}

// keyless keeps everybody without a key out of a bucket: by the setting that AWS has for
// it, elsewhere by a statement, which is added to those that are there.
func keyless(s *inventory.Store, fs []Finding, bucket string) []Mend {
	fs = coded(fs, "access.public")
	if len(fs) == 0 {
		return nil
	}
	for _, f := range factsNamed(s, "provider") {
		if f.Unknown {
			continue
		}
		if f.Value != "aws" && f.Value != "minio" {
			return nil // the policies of other vendors are of other forms
		}
		if f.Value == "aws" {
			return []Mend{{
				Store: s.Alias, Codes: codesFound(fs), What: "public-access-block",
				Document: document(map[string]bool{"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}),
				Command:  "aws s3api put-public-access-block --bucket " + bucket + " --public-access-block-configuration file://DOCUMENT",
			}}
		}
	}
	arn := "arn:aws:s3:::" + bucket
	return []Mend{{
		Store: s.Alias, Codes: codesFound(fs), What: "policy",
		Document: document(bucketPolicy{"2012-10-17", []denial{{
			Sid: "NobodyWithoutAKey", Effect: "Deny", Principal: "*", Action: []string{"s3:*"},
			Resource:  []string{arn, arn + "/*"},
			Condition: map[string]any{"StringEquals": map[string]string{"aws:principaltype": "Anonymous"}},
		}}}),
		Command: "aws s3api get-bucket-policy --bucket " + bucket + " --query Policy --output text | jq --slurpfile more DOCUMENT '.Statement += $more[0].Statement' > merged.json && aws s3api put-bucket-policy --bucket " + bucket + " --policy file://merged.json",
	}}
}

// A bucketPolicy is one as the API of S3 takes it.
type bucketPolicy struct {
	Version   string
	Statement []denial
}

type denial struct {
	Sid, Effect, Principal string
	Action, Resource       []string
	Condition              map[string]any
}

// encrypting sets a default encryption.
func encrypting(s *inventory.Store, fs []Finding, bucket string) []Mend {
	fs = coded(fs, "encryption.none")
	if len(fs) == 0 {
		return nil
	}
	return []Mend{{
		Store: s.Alias, Codes: codesFound(fs), What: "encryption",
		Document: document(map[string]any{"Rules": []any{map[string]any{"ApplyServerSideEncryptionByDefault": map[string]string{"SSEAlgorithm": "AES256"}}}}),
		Command:  "aws s3api put-bucket-encryption --bucket " + bucket + " --server-side-encryption-configuration file://DOCUMENT",
	}}
}

// A lifecycleRule is one as the API of S3 takes it.
type lifecycleRule struct {
	ID     string
	Status string
	Filter struct{ Prefix string }

	Expiration                  *expiration  `json:",omitempty"`
	NoncurrentVersionExpiration *supersedure `json:",omitempty"`
}

type (
	expiration  struct{ Days int64 }
	supersedure struct{ NoncurrentDays int64 }
)

// expiring deletes what nothing deletes, or not in time: one rule for each folder.
func expiring(s *inventory.Store, fs []Finding, bucket string) []Mend {
	fs = coded(fs, "expiry.none", "expiry.late")
	if len(fs) == 0 {
		return nil
	}
	versioned := false
	for _, f := range factsNamed(s, "versioning") {
		versioned = versioned || f.Value == "enabled" || f.Value == "suspended"
	}
	put := "aws s3api put-bucket-lifecycle-configuration --bucket " + bucket + " --lifecycle-configuration file://"
	m := Mend{Store: s.Alias, Codes: codesFound(fs), What: "lifecycle", Command: put + "DOCUMENT"}
	for _, f := range s.Facts {
		if f.Name == "lifecycle" && f.Value != "none" { // others are there, or may be
			m.Command = "aws s3api get-bucket-lifecycle-configuration --bucket " + bucket + " | jq --slurpfile more DOCUMENT '{Rules: (.Rules + $more[0].Rules)}' > merged.json && " + put + "merged.json"
		}
	}
	meant := map[string]bool{}
	days := map[string]int64{}
	for _, f := range fs {
		d := int64(exampleDays)
		if limit, err := ParseDuration(f.Evidence["max"]); err == nil {
			d = max(1, limit.LeastDays())
		} else {
			m.Example = true
		}
		prefix := folderOf(f.Dataset)
		meant[f.Dataset] = true
		if have, ok := days[prefix]; !ok || d < have {
			days[prefix] = d
		}
	}
	var rules []lifecycleRule
	for _, prefix := range slices.Sorted(maps.Keys(days)) {
		r := lifecycleRule{ID: fmt.Sprintf("personal-data-%d", len(rules)+1), Status: "Enabled", Expiration: &expiration{days[prefix]}}
		r.Filter.Prefix = prefix
		if versioned { // what a rule deletes is kept as an old version until another deletes that
			later := min(7, max(1, days[prefix]/4))
			r.Expiration.Days = max(1, days[prefix]-later)
			r.NoncurrentVersionExpiration = &supersedure{later}
		}
		rules = append(rules, r)
	}
	m.Document = document(map[string]any{"Rules": rules})
	for i := range s.Datasets {
		path := s.Datasets[i].Path
		if !meant[path] && slices.ContainsFunc(rules, func(r lifecycleRule) bool {
			return strings.HasPrefix(path, r.Filter.Prefix) || strings.HasPrefix(r.Filter.Prefix, folderOf(path))
		}) {
			m.Also = append(m.Also, path)
		}
	}
	m.Also = unique(m.Also)
	return []Mend{m}
}

// folderOf returns the beginning that all paths of a dataset have in common, as its
// template says.
func folderOf(template string) string {
	if i := strings.IndexAny(template, "{*"); i >= 0 {
		return template[:i]
	}
	return template
}

// revoking takes from everybody what was granted on tables, as far as their names are
// known: those of tables that only differ in a number or a date are not.
func revoking(s *inventory.Store, fs []Finding) []Mend {
	fs = coded(fs, "access.public")
	var sql []string
	var of []Finding
	for _, f := range fs {
		table := quoted(s.Kind, f.Dataset)
		if table == "" || !grantForm.MatchString(f.Evidence["may"]) {
			continue
		}
		sql = append(sql, "REVOKE "+strings.ToUpper(f.Evidence["may"])+" ON "+table+" FROM PUBLIC;")
		of = append(of, f)
	}
	if len(sql) == 0 {
		return nil
	}
	return []Mend{{Store: s.Alias, Codes: codesFound(of), What: "sql", Document: strings.Join(sql, "\n")}}
}

// grantForm is that of a list of privileges.
var grantForm = regexp.MustCompile(`^[a-z]+( [a-z]+)*(, [a-z]+( [a-z]+)*)*$`)

// quoted writes the name of a table as SQL has it, whatever is in it; it is empty for a
// template, and for names that no line of text can hold.
func quoted(kind, path string) string {
	if path == "" || strings.ContainsAny(path, "{}*") || strings.ContainsFunc(path, unicode.IsControl) {
		return ""
	}
	if kind == "mysql" || kind == "mariadb" {
		return "`" + strings.ReplaceAll(path, "`", "``") + "`"
	}
	var out []string
	for rest := path; rest != ""; {
		var part string
		if strings.HasPrefix(rest, `"`) { // a part that holds a full stop or a quote
			end := 1
			for end < len(rest) {
				if rest[end] == '"' {
					if end+1 < len(rest) && rest[end+1] == '"' {
						end += 2
						continue
					}
					break
				}
				end++
			}
			if end >= len(rest) {
				return ""
			}
			part, rest = strings.ReplaceAll(rest[1:end], `""`, `"`), strings.TrimPrefix(rest[end+1:], ".")
		} else {
			part, rest, _ = strings.Cut(rest, ".")
		}
		out = append(out, `"`+strings.ReplaceAll(part, `"`, `""`)+`"`)
	}
	return strings.Join(out, ".")
}
