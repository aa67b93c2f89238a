package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"piiventory/inventory"
	"piiventory/reports"
)

const planStatus = `
EXIT STATUS
  0    planned
  1    the command failed
  2    usage: a flag or a target is wrong
  4    a store could not be reached or listed to its end
  130  interrupted`

func newPlan(c *console) *cobra.Command {
	f := &scanFlags{dryRun: true}
	cmd := &cobra.Command{
		Use:   "plan [TARGET...]",
		Short: "Say what a scan would cost, without reading any content",
		Long: `Plan lists the stores and says what a scan with the same flags would ask of them:
requests, bytes, rows, time and money, by dataset, and what it could state then. It
reads no content; the listing is all that it asks for.

Money is at the prices of a file (--prices), else at list prices of AWS (US East),
Cloudflare R2 and Backblaze B2, where the store is one of theirs. Times are guesses,
from how long the listing took.` + "\n" + planStatus,
		Example: `  piiventory plan s3://my-logs/2026
  piiventory plan s3://my-logs --detect-above 0.1% --format json
  piiventory plan s3://my-logs --depth full --prices prices.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.scan(cmd.Context(), f, args) },
	}
	cmd.Flags().StringVarP(&f.declaration, "declaration", "d", "", "declaration whose systems keep datasets apart")
	cmd.Flags().StringVar(&f.format, "format", "text", "format of the plan: text, json")
	f.drawing(cmd)
	return cmd
}

// conclude prints a plan.
func (c *console) conclude(p *inventory.Plan, format string) error {
	if err := reports.WritePlan(c.out, p, format, c.lang, c.width()); err != nil {
		return fmt.Errorf("the report was not written: %w", err)
	}
	if !p.Complete {
		return codeError(4)
	}
	return nil
}
