package policy

import (
	"fmt"
	"reflect"

	"go.yaml.in/yaml/v3"
)

// StoresFormat is the version of the store file, as it stands in its
// "piiventory" key.
const StoresFormat = "stores/v1"

// A StoreConfig says how a store that declarations name by its alias is reached.
// It is kept apart from declarations: a policy knows systems, not hosts and
// credentials.
type StoreConfig struct {
	Alias string `yaml:"alias" decl:"required"`
	URL   string `yaml:"url" decl:"required"`
	// Provider is the vendor of the storage, Region the region or jurisdiction
	// in which the store stands; both are evidence for the check of residency.
	Provider string `yaml:"provider"`
	Region   string `yaml:"region"`
	// User, and where the password or secret key is: in an environment variable
	// or in a file.
	User         string `yaml:"user"`
	PasswordEnv  string `yaml:"password_env"`
	PasswordFile string `yaml:"password_file"`
	// Listing is the manifest of an inventory report that the store writes of a bucket,
	// to be taken for its listing.
	Listing string `yaml:"listing"`
}

type storeFile struct {
	Version string        `yaml:"piiventory" decl:"required"`
	Stores  []StoreConfig `yaml:"stores" decl:"required"`
}

// ParseStores reads a store file, as strictly as Parse reads a declaration.
func ParseStores(name string, data []byte) ([]StoreConfig, error) {
	p := &parser{file: name, what: "store file", format: StoresFormat, nodes: map[string]*yaml.Node{}}
	root := p.document(data)
	if root == nil {
		return nil, p.result()
	}
	f := &storeFile{}
	p.decode(root, "", reflect.ValueOf(f).Elem(), "")
	if f.Version != "" && f.Version != StoresFormat {
		p.at("piiventory", "must be %s, not %q", StoresFormat, f.Version)
	}
	seen := map[string]bool{}
	for i, s := range f.Stores {
		if s.Alias != "" && seen[s.Alias] {
			p.at(fmt.Sprintf("stores[%d].alias", i), "the alias %q is there twice", s.Alias)
		}
		seen[s.Alias] = true
	}
	if err := p.result(); err != nil {
		return nil, err
	}
	return f.Stores, nil
}
