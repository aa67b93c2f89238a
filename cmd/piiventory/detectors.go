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
		Use:   "detectors",
		Short: "List the categories of personal data and how each is detected",
		Long: `Detectors lists every category that declarations may name, whether this version
detects it and by what evidence, and how sensitive each profile holds it to be.` + "\n" + renderStatus,
		Example: "  piiventory detectors\n  piiventory detectors --lang zh\n  piiventory detectors --format json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			list := detectors.Categories()
			switch format {
			case "json":
				enc := json.NewEncoder(c.out)
				enc.SetIndent("", "  ")
				enc.SetEscapeHTML(false)
				return enc.Encode(list)
			case "text":
				_, err := fmt.Fprint(c.out, reports.Categories(c.lang, c.width()))
				return err
			}
			return usagef("--format must be text or json, not %q", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "text or json")
	return cmd
}
