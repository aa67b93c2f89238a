package exchange

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"piiventory/policy"
)

// A node is one of JSON-LD 1.1.
type node map[string]any

// dpvContext has the prefixes of the vocabularies that are used: the W3C Data Privacy
// Vocabulary 2.2 with its extensions for personal data and for locations.
var dpvContext = node{
	"dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#", "loc": "https://w3id.org/dpv/loc#",
	"dct": "http://purl.org/dc/terms/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}

// saidInDPV are the parts of a declaration that the vocabulary says.
var saidInDPV = []string{
	"piiventory", "id", "policy.publisher", "policy.title", "policy.url", "policy.effective", "policy.updated", "policy.version", "policy.language", "contact",
	"systems[].id", "systems[].role", "systems[].region", "systems[].subjects", "systems[].purposes", "systems[].recipients", "systems[].residency.mode", "systems[].residency.allow",
	"rules[].id", "rules[].source", "rules[].systems", "rules[].categories", "rules[].optional", "rules[].subjects", "rules[].purposes", "rules[].recipients", "rules[].state",
	"rules[].retention.kind", "rules[].retention.max", "rules[].retention.on_expiry", "rules[].residency.mode", "rules[].residency.allow",
}

// exportDPV writes JSON-LD with the terms of DPV: the policy as a notice, who is
// responsible, and a process for each rule in each system.
func exportDPV(d *policy.Declaration) ([]byte, []policy.DraftNote, error) {
	x := &dpvExport{d: d, seen: map[string]bool{}}
	x.note("left.terms", "format", "DPV")
	base := "urn:piiventory:" + d.ID
	graph := []any{}
	notice := node{"@id": base, "@type": "dpv:PrivacyNotice", "dct:identifier": d.ID}
	for key, text := range map[string]string{"dct:title": d.Policy.Title, "dct:source": d.Policy.URL, "dct:hasVersion": d.Policy.Version, "dct:language": d.Policy.Language} {
		if text != "" {
			notice[key] = text
		}
	}
	for key, date := range map[string]policy.Date{"dct:valid": d.Policy.Effective, "dct:modified": d.Policy.Updated} {
		if !date.IsZero() {
			notice[key] = node{"@value": date.Format("2006-01-02"), "@type": "xsd:date"}
		}
	}
	publisher := base + ":publisher"
	if who := x.publisher(publisher); who != nil {
		graph = append(graph, who)
		notice["dct:publisher"] = ref(publisher)
	} else {
		publisher = ""
	}
	var processes []any
	for i := range d.Systems {
		s := &d.Systems[i]
		for j := range d.Rules {
			if r := &d.Rules[j]; r.Covers(s.ID) {
				if p := x.process(base, publisher, s, r); p != nil {
					processes = append(processes, p)
				}
			}
		}
	}
	if refs := idsOf(processes); len(refs) > 0 {
		notice["dpv:hasProcess"] = refs
	}
	graph = append(append([]any{notice}, graph...), processes...)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(node{"@context": dpvContext, "@graph": graph}); err != nil {
		return nil, nil, err
	}
	return b.Bytes(), append(x.left, unsaid(d, saidInDPV)...), nil
}

type dpvExport struct {
	d    *policy.Declaration
	left []policy.DraftNote
	seen map[string]bool
}

// note lists what cannot be said, once.
func (x *dpvExport) note(code string, evidence ...string) {
	n := policy.DraftNote{Code: code, Evidence: map[string]string{}}
	for i := 0; i+1 < len(evidence); i += 2 {
		n.Evidence[evidence[i]] = evidence[i+1]
	}
	if key := code + fmt.Sprint(evidence); !x.seen[key] {
		x.seen[key] = true
		x.left = append(x.left, n)
	}
}

func ref(id string) node { return node{"@id": id} }

func idsOf(nodes []any) []any {
	var out []any
	for _, n := range nodes {
		out = append(out, ref(n.(node)["@id"].(string)))
	}
	return out
}

func titled(class string, texts ...[]string) []any {
	var out []any
	for _, t := range slices.Compact(slices.Concat(texts...)) {
		out = append(out, node{"@type": class, "dct:title": t})
	}
	return out
}

// publisher writes the organisation and how to reach it, nil when it is not named.
func (x *dpvExport) publisher(id string) node {
	c := x.d.Contact
	who := node{"@id": id, "@type": "dpv:LegalEntity"}
	if x.d.Policy.Publisher != "" {
		who["dpv:hasName"] = x.d.Policy.Publisher
	}
	var contacts []string
	for _, text := range []string{c.Privacy, c.Email, c.Phone, c.URL} {
		if text != "" {
			contacts = append(contacts, text)
		}
	}
	if len(contacts) > 0 {
		who["dpv:hasContact"] = contacts
	}
	if c.Address != "" {
		who["dpv:hasAddress"] = c.Address
	}
	if c.DPO != "" {
		who["dpv:hasDataProtectionOfficer"] = node{"@type": "dpv:DataProtectionOfficer", "dpv:hasContact": c.DPO}
	}
	if len(who) == 2 {
		return nil
	}
	return who
}

// roles are the properties by which a process names who is responsible for it.
var roles = map[string]string{"controller": "dpv:hasDataController", "processor": "dpv:hasDataProcessor", "joint": "dpv:hasJointDataControllers"}

// process writes what a rule says in a system. A rule for everything is about personal
// data as such.
func (x *dpvExport) process(base, publisher string, s *policy.System, r *policy.Rule) node {
	p := node{"@id": base + ":" + s.ID + ":" + r.ID, "@type": "dpv:Process", "dct:identifier": r.ID, "dct:isPartOf": s.ID}
	if r.Source != "" {
		p["dct:source"] = r.Source
	}
	data := x.personalData(append(slices.Clone(r.Categories), r.Optional...))
	if slices.Contains(r.State, "forbidden") {
		p["dpv:hasProhibition"] = node{"@type": "dpv:Prohibition", "dpv:hasProcessing": ref("dpv:Store"), "dpv:hasPersonalData": data}
		return p
	}
	p["dpv:hasProcessing"] = ref("dpv:Store")
	p["dpv:hasPersonalData"] = data
	if role := roles[s.Role]; role != "" && publisher != "" {
		p[role] = ref(publisher)
	}
	for key, list := range map[string][]any{
		"dpv:hasPurpose":          titled("dpv:Purpose", r.Purposes, s.Purposes),
		"dpv:hasDataSubject":      titled("dpv:DataSubject", r.Subjects, s.Subjects),
		"dpv:hasRecipient":        titled("dpv:Recipient", r.Recipients, s.Recipients),
		"dpv:hasStorageCondition": append(x.storage(r), x.location(s, r)...),
		"dpv:hasTechnicalMeasure": measures(r.State),
	} {
		if len(list) > 0 {
			p[key] = list
		}
	}
	return p
}

// personalData names categories by their terms; own ones stand as personal data with
// their names.
func (x *dpvExport) personalData(ps []policy.Pattern) []any {
	var out []any
	add := func(n node) {
		if !slices.ContainsFunc(out, func(o any) bool { return fmt.Sprint(o) == fmt.Sprint(n) }) {
			out = append(out, n)
		}
	}
	for _, p := range ps {
		if p == "*" {
			add(ref("dpv:PersonalData"))
			continue
		}
		if strings.HasPrefix(string(p), "x.") {
			add(node{"@type": "dpv:PersonalData", "dct:title": string(p)})
			continue
		}
		found, without := toTerms("dpv-pd", []policy.Pattern{p})
		for _, t := range found {
			add(ref("pd:" + t))
		}
		for _, c := range without {
			x.note("left.no_term", "category", c, "format", "DPV")
		}
	}
	return out
}

// storage writes how long, and what is done then.
func (x *dpvExport) storage(r *policy.Rule) []any {
	t := r.Retention
	if t == nil {
		return nil
	}
	var out []any
	value := node{"@value": t.Max.String(), "@type": "xsd:duration"}
	switch {
	case t.Kind == "fixed" && (t.From == "" || t.From == "record" || t.From == "collected"):
		out = append(out, node{"@type": "dpv:StorageDuration", "dpv:hasDuration": node{"@type": "dpv:TemporalDuration", "rdf:value": value}})
	case t.Max.Given():
		out = append(out, node{"@type": "dpv:StorageDuration", "dpv:hasDuration": node{"@type": "dpv:UntilEventDuration", "dct:description": cmp.Or(t.From, t.Kind), "rdf:value": value}})
	case t.Kind == "event":
		out = append(out, node{"@type": "dpv:StorageDuration", "dpv:hasDuration": node{"@type": "dpv:UntilEventDuration", "dct:description": cmp.Or(t.From, t.Kind)}})
	case t.Kind == "undeclared":
		x.note("left.undeclared", "rule", r.ID)
	default:
		out = append(out, node{"@type": "dpv:StorageDuration", "dpv:hasDuration": node{"@type": "dpv:IndeterminateDuration", "dct:description": t.Kind}})
	}
	for _, then := range t.OnExpiry {
		switch then {
		case "delete":
			out = append(out, node{"@type": "dpv:StorageDeletion"})
		case "anonymize":
			out = append(out, node{"@type": "dpv:StorageCondition", "dpv:hasProcessing": ref("dpv:Anonymise")})
		case "deidentify":
			out = append(out, node{"@type": "dpv:StorageCondition", "dpv:hasTechnicalMeasure": ref("dpv:Deidentification")})
		}
	}
	return out
}

// location writes where the system stands, or else where the data may lie.
func (x *dpvExport) location(s *policy.System, r *policy.Rule) []any {
	var out []any
	at := func(title string, codes []policy.Jurisdiction) {
		var list []any
		for _, c := range codes {
			list = append(list, ref("loc:"+string(c)))
		}
		if len(list) > 0 {
			out = append(out, node{"@type": "dpv:StorageLocation", "dct:title": title, "dpv:hasLocation": list})
		}
	}
	at("stands in", s.Region)
	for _, res := range []*policy.Residency{r.Residency, s.Residency} {
		switch {
		case res == nil:
		case len(res.Allow) > 0:
			at("may lie in", res.Allow)
		default:
			out = append(out, node{"@type": "dpv:StorageLocation", "dct:title": "may lie in", "dct:description": res.Mode})
		}
	}
	return out
}

func measures(state []string) []any {
	var out []any
	for _, s := range state {
		if term := map[string]string{"encrypted": "dpv:Encryption", "hashed": "dpv:HashFunctions", "deidentified": "dpv:Deidentification"}[s]; term != "" {
			out = append(out, ref(term))
		}
	}
	return out
}
