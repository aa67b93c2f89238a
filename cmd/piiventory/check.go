package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/reports"
)

// checkFlags are the flags of the commands that check and report.
type checkFlags struct {
	declaration, format, failOn, asOf, waivers string
	failOnFound                                bool
}

func (f *checkFlags) register(cmd *cobra.Command, codes bool) {
	cmd.Flags().StringVarP(&f.declaration, "declaration", "d", "", "declaration to check against")
	cmd.Flags().StringVar(&f.waivers, "waivers", "", "file that names the findings that somebody answers for, and until when")
	cmd.Flags().StringVar(&f.format, "format", "text", "format of the report: "+strings.Join(reports.Names(), ", "))
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "check as of this date (2026-01-31, its first instant in UTC) or time (RFC 3339); default now")
	if codes {
		cmd.Flags().StringVar(&f.failOn, "fail-on", string(policy.Medium), "lowest severity of a finding that makes the exit code 3: info, low, medium, high, critical")
		cmd.Flags().BoolVar(&f.failOnFound, "fail-on-found", false, "exit with 3 when personal data is found at all")
	}
}

// checking is what the flags of a check come to.
type checking struct {
	declaration *policy.Declaration
	waivers     *policy.Waivers
	format      reports.Format
	failOn      policy.Severity
	failOnFound bool
	asOf        time.Time
	// launch is there for a check before launch, with the names of the buckets by alias.
	launch  *policy.PreflightDemands
	buckets map[string]string
}

func (f *checkFlags) parse(c *console) (*checking, error) {
	k := &checking{failOn: policy.Severity(f.failOn), failOnFound: f.failOnFound, asOf: time.Now().UTC().Truncate(time.Second)}
	var ok bool
	if k.format, ok = reports.Lookup(f.format); !ok {
		return nil, usagef("--format must be one of %s, not %q", strings.Join(reports.Names(), ", "), f.format)
	}
	if f.failOn != "" && k.failOn.Rank() < 0 {
		return nil, usagef("--fail-on must be info, low, medium, high or critical, not %q", f.failOn)
	}
	if f.asOf != "" {
		t, err := time.Parse(time.DateOnly, f.asOf)
		if err != nil {
			t, err = time.Parse(time.RFC3339, f.asOf)
		}
		if err != nil {
			return nil, usagef("--as-of must be a date such as 2026-01-31 or a time such as 2026-01-31T08:00:00Z, not %q", f.asOf)
		}
		k.asOf = t.UTC()
	}
	var err error
	if k.declaration, err = readDeclaration(f.declaration); err != nil {
		return nil, err
	}
	k.waivers, err = readWaivers(f.waivers)
	return k, err
}

// waivable makes sure that waivers are given only where there are findings.
func (k *checking) waivable() error {
	if k.waivers != nil && k.declaration == nil && k.launch == nil {
		return usagef("--waivers needs a declaration (-d): without one there is no finding to waive")
	}
	return nil
}

// report checks the inventory and makes the report of it.
func (k *checking) report(c *console, inv *inventory.Inventory) *reports.Report {
	r := &reports.Report{Inventory: inv, Declaration: k.declaration, AsOf: k.asOf, Lang: c.lang, Width: c.width()}
	if k.declaration != nil {
		r.Findings, r.Verdicts = policy.Check(inv, k.declaration, k.asOf), policy.Verdicts(inv, k.declaration, k.asOf)
	}
	if k.launch != nil {
		r.Verdicts = policy.VerdictsOn(inv, r.Verdicts)
		r.Findings = policy.Preflight(inv, k.declaration, *k.launch, k.asOf)
		r.Launch = &reports.Launch{FailOn: k.failOn, Demanded: len(k.launch.Allow) > 0, Mends: policy.Mends(inv, r.Findings, k.buckets)}
	}
	r.Findings, r.Verdicts = k.waivers.Apply(r.Findings, r.Verdicts, k.asOf)
	r.Color = c.terminal() && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return r
}

// conclude checks, prints the report and returns the exit code as an error.
func (k *checking) conclude(c *console, inv *inventory.Inventory) error {
	r := k.report(c, inv)
	if err := c.render(r, k.format); err != nil {
		return err
	}
	fmt.Fprintln(c.err, "piiventory:", reports.Summary(r))
	return outcome(policy.OutcomeOf(inv, r.Findings, k.failOn, k.failOnFound))
}

func newCheck(c *console) *cobra.Command {
	f := &checkFlags{}
	cmd := &cobra.Command{
		Use:   "check INVENTORY",
		Short: "Check a saved inventory against a declaration, without scanning",
		Long: `Check reads an inventory that scan -o saved (- for standard input) and holds it
against the declaration, as of now or of --as-of. What --waivers names stays in the
report and does not count for the exit code, until its waiver expires.` + "\n" + exitStatus,
		Example: `  piiventory check inventory.json -d declaration.yaml
  piiventory check inventory.json -d declaration.yaml --as-of 2026-12-31 --fail-on high
  piiventory check inventory.json -d declaration.yaml --waivers waivers.yaml`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if f.declaration == "" {
				return usagef("give the declaration to check against with -d")
			}
			k, err := f.parse(c)
			if err != nil {
				return err
			}
			inv, err := readInventory(c, args[0])
			if err != nil {
				return err
			}
			return k.conclude(c, inv)
		},
	}
	f.register(cmd, true)
	return cmd
}

func newReport(c *console) *cobra.Command {
	f := &checkFlags{}
	cmd := &cobra.Command{
		Use:   "report INVENTORY",
		Short: "Print a saved inventory in another format, without scanning",
		Long: `Report reads an inventory that scan -o saved (- for standard input) and prints it.
With -d the report holds the findings of the check too; the exit code does not
depend on them (use check for that).` + "\n" + renderStatus,
		Example: `  piiventory report inventory.json --format html > report.html
  piiventory report inventory.json -d declaration.yaml --format html --lang zh > report.html`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			k, err := f.parse(c)
			if err != nil {
				return err
			}
			if err := k.waivable(); err != nil {
				return err
			}
			inv, err := readInventory(c, args[0])
			if err != nil {
				return err
			}
			return c.render(k.report(c, inv), k.format)
		},
	}
	f.register(cmd, false)
	return cmd
}
