package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"piiventory/detectors"
	"piiventory/reports"
)

func newDetectors(c *console) *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use:   "detectors [KEY...]",
		Short: "List the categories of personal data and how each is detected",
		Long: `Detectors lists every category that declarations may name, by what evidence it is
detected, and how sensitive each profile holds it to be. With keys, or with
--format json, it also says whether a category can be told from values or from names
of fields only, by which words, and what DPV, fideslang, Google and Presidio call it.` + "\n" + renderStatus,
		Example: "  piiventory detectors\n  piiventory detectors --lang zh\n  piiventory detectors id.hkid\n  piiventory detectors --format json",
		RunE: func(_ *cobra.Command, keys []string) error {
			list := detectors.Categories()
			if len(keys) > 0 {
				list = list[:0]
			}
			for _, k := range keys {
				i, ok := detectors.Lookup(detectors.Category(k))
				if !ok {
					return usagef("there is no category %q; piiventory detectors lists them", k)
				}
				list = append(list, i)
			}
			switch format {
			case "json":
				enc := json.NewEncoder(c.out)
				enc.SetIndent("", "  ")
				enc.SetEscapeHTML(false)
				return enc.Encode(list)
			case "text":
				if len(keys) == 0 {
					_, err := fmt.Fprint(c.out, reports.Categories(c.lang, c.width()))
					return err
				}
				for k, i := range list {
					if k > 0 {
						fmt.Fprintln(c.out)
					}
					if _, err := fmt.Fprint(c.out, reports.Category(c.lang, c.width(), i)); err != nil {
						return err
					}
				}
				return nil
			}
			return usagef("--format must be text or json, not %q", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "text or json")
	return cmd
}
