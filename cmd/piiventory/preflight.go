package main

import (
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/scanners"
)

// launchFlags are what preflight asks for beside a scan.
type launchFlags struct {
	allow, maxAge string
}

func newPreflight(c *console) *cobra.Command {
	f := &scanFlags{launch: &launchFlags{}}
	cmd := &cobra.Command{
		Use:   "preflight TARGET...",
		Short: "Check a bucket or database before it goes into service",
		Long: `Preflight scans like piiventory scan and answers what an engineer asks before launch:
what personal data is there, is it open to everybody, is it encrypted on the way and
at rest, does it lie in the right jurisdiction, does anything ever delete it, and does
it fit the declaration. It lists what blocks and how to mend it, with the very rule or
statement to apply. It takes 60 seconds at most, or what --budget says.

Without a declaration --allow names the jurisdictions where the data may lie, and
--max-age how long it may stay. What could not be checked is said, and the exit code
is then 4.` + "\n" + exitStatus,
		Example: `  piiventory preflight s3://my-exports
  piiventory preflight s3://my-exports --allow CN --max-age P30D
  piiventory preflight exports=s3://my-exports -d declaration.yaml --format sarif > preflight.sarif
  piiventory preflight postgres://reader@db.internal/crm --format github`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.scan(cmd.Context(), f, args) },
	}
	f.register(cmd, true)
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "also save the inventory as JSON in this file")
	cmd.Flags().StringVar(&f.launch.allow, "allow", "", "jurisdictions where the data may lie, as in CN or DE,EU (ISO 3166)")
	cmd.Flags().StringVar(&f.launch.maxAge, "max-age", "", "how long the data may stay, as in P30D or P6M (ISO 8601)")
	f.drawing(cmd)
	f.comparing(cmd)
	cmd.Flags().Lookup("format").DefValue = "preflight"
	f.format = "preflight"
	return cmd
}

// demands reads what is asked of the stores.
func (f *launchFlags) demands() (*policy.PreflightDemands, error) {
	if f == nil {
		return nil, nil
	}
	d := &policy.PreflightDemands{}
	for code := range strings.SplitSeq(f.allow, ",") {
		if code = strings.TrimSpace(code); code == "" {
			continue
		}
		j, err := policy.ParseJurisdiction(code)
		if err != nil {
			return nil, usagef("--allow: %w", err)
		}
		d.Allow = append(d.Allow, j)
	}
	if f.maxAge != "" {
		var err error
		if d.MaxAge, err = policy.ParseDuration(f.maxAge); err != nil {
			return nil, usagef("--max-age: %w", err)
		}
	}
	return d, nil
}

// bucketsOf are the names of the buckets behind aliases.
func bucketsOf(stores []scanners.Store) map[string]string {
	out := map[string]string{}
	for _, s := range stores {
		if u, err := url.Parse(s.URL); err == nil && inventory.Scheme(s.URL) == "s3" && u.Host != "" {
			out[s.Alias] = u.Host
		}
	}
	return out
}
