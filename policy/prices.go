package policy

import (
	"fmt"
	"net/url"
	"reflect"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v3"

	"piiventory/scanners"
	"piiventory/scanners/places"
)

// PricesFormat is the version of a file of prices, as it stands in its "piiventory"
// key.
const PricesFormat = "prices/v1"

// A PriceConfig is what the provider of some stores asks for.
type PriceConfig struct {
	// Stores is a pattern of aliases, "logs-*" say; it stands for all when it is empty.
	Stores string `yaml:"stores"`
	// Currency is an ISO 4217 code.
	Currency string `yaml:"currency" decl:"required"`
	// Thousand requests that list, and that read, and a gibibyte that leaves the store.
	Lists    float64 `yaml:"per_1000_lists"`
	Requests float64 `yaml:"per_1000_requests"`
	GiB      float64 `yaml:"per_gib"`
}

// Prices say what is asked for requests and bytes: first what a file says, then the list
// prices of some providers.
type Prices struct{ list []PriceConfig }

type priceFile struct {
	Version string        `yaml:"piiventory" decl:"required"`
	Prices  []PriceConfig `yaml:"prices" decl:"required"`
}

// ParsePrices reads a file of prices, as strictly as Parse reads a declaration.
func ParsePrices(name string, data []byte) (*Prices, error) {
	p := &parser{file: name, what: "file of prices", format: PricesFormat, nodes: map[string]*yaml.Node{}}
	root := p.document(data)
	if root == nil {
		return nil, p.result()
	}
	f := &priceFile{}
	p.decode(root, "", reflect.ValueOf(f).Elem(), "")
	if f.Version != "" && f.Version != PricesFormat {
		p.at("piiventory", "must be %s, not %q", PricesFormat, f.Version)
	}
	for i, c := range f.Prices {
		at := fmt.Sprintf("prices[%d].", i)
		if c.Currency != "" && !IsCurrency(c.Currency) {
			p.at(at+"currency", "must be three capital letters (ISO 4217), CNY say, not %q", c.Currency)
		}
		if !doublestar.ValidatePattern(c.Stores) {
			p.at(at+"stores", "the pattern %q is broken", c.Stores)
		}
		for key, v := range map[string]float64{"per_1000_lists": c.Lists, "per_1000_requests": c.Requests, "per_gib": c.GiB} {
			if !(v >= 0 && v < 1e6) {
				p.at(at+key, "must be a price, not %v", v)
			}
		}
	}
	if err := p.result(); err != nil {
		return nil, err
	}
	return &Prices{f.Prices}, nil
}

// IsCurrency says whether s has the form of a currency's code in ISO 4217.
func IsCurrency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// Of returns what the provider of a store asks for; the zero Price where that is not
// known. An S3 store of which nothing says where it is is one of AWS. p may be nil.
func (p *Prices) Of(s *scanners.Store) scanners.Price {
	if p != nil {
		for _, c := range p.list {
			if ok, err := doublestar.Match(c.Stores, s.Alias); c.Stores == "" || err == nil && ok {
				return scanners.Price{Currency: c.Currency, List: c.Lists / 1000, Request: c.Requests / 1000, Byte: c.GiB / (1 << 30)}
			}
		}
	}
	return listPrices[providerOf(s)]
}

// listPrices are what providers publish for storage of the usual class, without free
// amounts, in US dollars: compiled in November 2026.
//
//   - aws: US East (N. Virginia), for 1,000 requests 0.005 (PUT, COPY, POST, LIST) and
//     0.0004 (GET), and 0.09 for a GB (10^9 bytes) to the internet up to 10 TB a month;
//     aws.amazon.com/s3/pricing. Other regions cost more, and transfer within a region
//     nothing.
//   - r2: for a million operations 4.50 (class A, listing) and 0.36 (class B, reading),
//     transfer is free; developers.cloudflare.com/r2/pricing.
//   - b2: 0.004 for 1,000 transactions of class C (listing) and for 10,000 of class B
//     (reading), www.backblaze.com/cloud-storage/transaction-pricing; 0.01 for a GB.
var listPrices = map[string]scanners.Price{
	"aws": {Currency: "USD", List: 0.005 / 1000, Request: 0.0004 / 1000, Byte: 0.09 / 1e9},
	"r2":  {Currency: "USD", List: 4.5 / 1e6, Request: 0.36 / 1e6},
	"b2":  {Currency: "USD", List: 0.004 / 1000, Request: 0.004 / 10000, Byte: 0.01 / 1e9},
}

// providerOf returns the provider of an S3 store by what is configured, or by its host.
func providerOf(s *scanners.Store) string {
	u, err := url.Parse(s.URL)
	if err != nil || !strings.EqualFold(u.Scheme, "s3") {
		return ""
	}
	q := u.Query()
	switch {
	case s.Provider != "":
		return places.Provider(s.Provider)
	case q.Get("provider") != "":
		return places.Provider(q.Get("provider"))
	case q.Get("endpoint") == "":
		return "aws"
	}
	e, err := url.Parse(q.Get("endpoint"))
	if err != nil {
		return ""
	}
	return places.OfHost(e.Host).Provider
}
