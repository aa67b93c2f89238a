package main

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"piiventory/detectors"
)

func newVersion(c *console) *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program and of its detection rules",
		Long:    "Version prints the version of the program and the digest of its detection rules,\nwhich an inventory carries too." + "\n" + renderStatus,
		Example: "  piiventory version\n  piiventory version --format json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			switch format {
			case "json":
				return json.NewEncoder(c.out).Encode(map[string]string{"version": version, "rules": detectors.Rules(), "go": runtime.Version()})
			case "text":
				_, err := fmt.Fprintf(c.out, "piiventory %s\nrules %s\n%s\n", version, detectors.Rules(), runtime.Version())
				return err
			}
			return usagef("--format must be text or json, not %q", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "text or json")
	return cmd
}
