package inventory

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Write saves the inventory as indented JSON with a newline at the end.
func (inv *Inventory) Write(w io.Writer) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(inv); err != nil {
		return fmt.Errorf("writing the inventory: %w", err)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// maxSaved bounds a saved inventory, in bytes.
const maxSaved = 1 << 30

// Read reads a saved inventory of this or any earlier version. Its errors name
// no content.
func Read(r io.Reader) (*Inventory, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxSaved+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxSaved {
		return nil, errors.New("it is larger than an inventory can be")
	}
	var head struct {
		Format string `json:"piiventory"`
	}
	if err := json.Unmarshal(b, &head); err != nil {
		return nil, errors.New("it is not JSON; give the file that scan -o wrote")
	}
	switch head.Format {
	case Format:
	case "":
		return nil, errors.New(`it has no key "piiventory"; give the file that scan -o wrote`)
	default:
		if strings.HasPrefix(head.Format, "report/") {
			return nil, errors.New("it is a report made of an inventory; give the file that scan -o wrote")
		}
		return nil, fmt.Errorf("its format is %q and this version reads %q; use a newer piiventory", head.Format, Format)
	}
	inv := &Inventory{}
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(inv); err != nil {
		return nil, fmt.Errorf("it does not follow the format %s; was it changed by hand?", Format)
	}
	return inv, nil
}
