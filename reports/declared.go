package reports

import "strconv"

// A Declared names the declaration that was checked against, so that the report
// can be traced to the exact file.
type Declared struct {
	// ID and Version are those of the declaration and of the policy text.
	ID      string `json:"id"`
	Version string `json:"version,omitempty"`
	// SHA256 (hex) is of the declaration file's bytes.
	SHA256 string `json:"sha256"`
	// Title, Publisher and Effective name the policy text that it was taken from.
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Effective string `json:"effective,omitempty"`
	// TakenWith is the SHA-256 of the declaration with which the inventory was
	// taken, where that was another one: its timestamp fields and its borders of
	// datasets were then not those of this declaration.
	TakenWith string `json:"taken_with,omitempty"`
}

// declared describes the declaration of a report, nil without one.
func declared(r *Report) *Declared {
	d := r.Declaration
	if d == nil {
		return nil
	}
	out := &Declared{
		ID: d.ID, SHA256: d.SHA256, Title: d.Policy.Title, Publisher: d.Policy.Publisher,
		Version: d.Policy.Version, Effective: stamp(d.Policy.Effective.Time),
	}
	if r.Inventory != nil {
		if with := r.Inventory.Settings.Declaration; with != "" && with != d.SHA256 {
			out.TakenWith = with
		}
	}
	return out
}

// plainNumber writes a number that is a name, without separators.
func plainNumber(n uint64) string { return strconv.FormatUint(n, 10) }
