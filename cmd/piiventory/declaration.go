package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/reports"
)

// lintStatus says what the exit codes of lint mean.
const lintStatus = `
EXIT STATUS
  0    nothing to remark at or above --fail-on
  1    the command failed
  2    usage: a flag or an argument is wrong, or the declaration cannot be read
  3    a remark at or above --fail-on
  4    the inventory leaves a remark open, and nothing as in 3`

func newDeclaration(c *console) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "declaration",
		Short: "Write, examine and convert declarations",
		Long: `Declaration gathers the commands that work on declarations themselves, without a
store: init writes a draft that fits a saved inventory, lint says what is wrong with a
declaration, import reads one from other formats, and export writes one for others.` + "\n" + renderStatus,
		Example: `  piiventory declaration init --from inventory.json -o declaration.yaml
  piiventory declaration lint declaration.yaml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newLint(c), newInit(c), newImport(c), newExport(c))
	return cmd
}

func newLint(c *console) *cobra.Command {
	var against, format, failOn string
	cmd := &cobra.Command{
		Use:   "lint FILE",
		Short: "Say what a declaration leaves out, contradicts or can never do",
		Long: `Lint reads a declaration and says, with line and column, what was never filled in,
what contradicts itself or a legal minimum, what can never take effect, and what is
missing. It needs no store. With --inventory it also says which selectors match
nothing of what was scanned.

docs/lint.md describes every remark with an example and what to do.` + "\n" + lintStatus,
		Example: `  piiventory declaration lint declaration.yaml
  piiventory declaration lint declaration.yaml --inventory inventory.json
  piiventory declaration lint declaration.yaml --format github --fail-on high`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if !slices.Contains(reports.LintFormats, format) {
				return usagef("--format must be one of %s, not %q", strings.Join(reports.LintFormats, ", "), format)
			}
			least := policy.Severity(failOn)
			if least.Rank() < 0 {
				return usagef("--fail-on must be info, low, medium, high or critical, not %q", failOn)
			}
			d, err := readDeclaration(args[0])
			var unreadable policy.Errors
			if errors.As(err, &unreadable) && format == "github" {
				if err := reports.WriteLintErrors(c.out, unreadable, c.lang); err != nil {
					return fmt.Errorf("the report was not written: %w", err)
				}
			}
			if err != nil {
				return err
			}
			var inv *inventory.Inventory
			if against != "" {
				if inv, err = readInventory(c, against); err != nil {
					return err
				}
			}
			l := &reports.Linted{File: args[0], ID: d.ID, Remarks: policy.Lint(d, inv), Lang: c.lang}
			if err := reports.WriteLint(c.out, format, l); err != nil {
				return fmt.Errorf("the report was not written: %w", err)
			}
			fmt.Fprintln(c.err, "piiventory:", reports.LintSummary(l))
			if code, _ := policy.LintOutcome(l.Remarks, least); code != 0 {
				return codeError(code)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&against, "inventory", "", "also hold the selectors against this saved inventory (- for standard input)")
	cmd.Flags().StringVar(&format, "format", "text", "format of the remarks: "+strings.Join(reports.LintFormats, ", "))
	cmd.Flags().StringVar(&failOn, "fail-on", string(policy.Medium), "lowest severity of a remark that makes the exit code 3: info, low, medium, high, critical")
	return cmd
}
