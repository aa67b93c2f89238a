package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"piiventory/policy"
	"piiventory/policy/exchange"
	"piiventory/reports"
)

// writtenStatus says what the exit codes of commands mean that write a file.
const writtenStatus = `
EXIT STATUS
  0    written
  1    the command failed
  2    usage: a flag or an argument is wrong, or the file cannot be read`

func newInit(c *console) *cobra.Command {
	var from, output string
	cmd := &cobra.Command{
		Use:   "init --from INVENTORY",
		Short: "Write a draft of a declaration that fits a saved inventory",
		Long: `Init reads an inventory that scan -o saved (- for standard input) and writes a
declaration that fits what was found, for a person to correct: a system for each
store, or for its folders where they hold different things; rules with the categories
that were found; and where each store stands. It promises nothing that nobody
promised: how long data is kept is left open, with the oldest record that was seen as
a comment. Comments say what only a person can decide.` + "\n" + writtenStatus,
		Example: `  piiventory scan s3://my-exports -o inventory.json
  piiventory declaration init --from inventory.json -o declaration.yaml`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if from == "" {
				return usagef("give the saved inventory to start from with --from")
			}
			inv, err := readInventory(c, from)
			if err != nil {
				return err
			}
			d, err := policy.NewDraft(inv)
			if err != nil {
				return err
			}
			return c.writeDraft(d, output)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "saved inventory to start from (- for standard input)")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write the declaration to this file, which must not be there yet; default standard output")
	return cmd
}

func newImport(c *console) *cobra.Command {
	var as, output string
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Read a declaration from fideslang, a data contract or dbt",
		Long: `Import reads systems, datasets, categories and retentions from a file of Fides
(fideslang), a data contract of the Open Data Contract Standard (odcs) or the meta of
a dbt properties file (dbt), and writes a declaration for a person to correct. What
cannot be carried over is listed, in the file and on standard error: keys that say
something else, categories without a counterpart, retentions in free text.` + "\n" + writtenStatus,
		Example: `  piiventory declaration import .fides/systems.yml -o declaration.yaml
  piiventory declaration import contract.odcs.yaml
  piiventory declaration import models/schema.yml --as dbt`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			data, err := os.ReadFile(args[0])
			if err != nil {
				return usagef("the file cannot be read: %w", err)
			}
			d, err := exchange.Import(args[0], data, as)
			if err != nil {
				return usageError{err}
			}
			return c.writeDraft(d, output)
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "format of the file: "+strings.Join(exchange.Sources, ", ")+"; default what its keys say")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write the declaration to this file, which must not be there yet; default standard output")
	return cmd
}

func newExport(c *console) *cobra.Command {
	var as, output string
	cmd := &cobra.Command{
		Use:   "export FILE",
		Short: "Write a declaration for Fides, or as linked data with terms of DPV",
		Long: `Export reads a declaration and writes it in another format: fideslang, for Fides, or
dpv, as JSON-LD with the terms of the W3C Data Privacy Vocabulary 2.2. What the format
has no word for is listed on standard error.` + "\n" + writtenStatus,
		Example: `  piiventory declaration export declaration.yaml --as fideslang > systems.yml
  piiventory declaration export declaration.yaml --as dpv > declaration.jsonld`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if as == "" {
				return usagef("give the format to write with --as: %s", strings.Join(exchange.Targets, ", "))
			}
			d, err := readDeclaration(args[0])
			if err != nil {
				return err
			}
			file, left, err := exchange.Export(d, as)
			if err != nil {
				return usageError{err}
			}
			if as == "fideslang" { // YAML has comments
				head := "# " + reports.LeftTitle(c.lang) + "\n"
				for _, line := range reports.Left(left, c.lang) {
					head += "# - " + line + "\n"
				}
				file = append([]byte(head), file...)
			}
			if err := c.writeFile(file, output); err != nil {
				return err
			}
			c.sayLeft(left)
			return nil
		},
	}
	cmd.Flags().StringVar(&as, "as", "", "format to write: "+strings.Join(exchange.Targets, ", "))
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this file, which must not be there yet; default standard output")
	return cmd
}

// writeDraft writes a declaration with its comments, and says what is not in it.
func (c *console) writeDraft(d *policy.Draft, output string) error {
	file, err := reports.Draft(d, c.lang)
	if err != nil {
		return err
	}
	if err := c.writeFile(file, output); err != nil {
		return err
	}
	c.sayLeft(d.Notes)
	return nil
}

// writeFile writes to a new file, or to standard output. A file that is there is never
// written over: it may be a draft that a person has corrected.
func (c *console) writeFile(data []byte, name string) error {
	if name == "" {
		if _, err := c.out.Write(data); err != nil {
			return fmt.Errorf("the file was not written: %w", err)
		}
		return nil
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s is there already; give another name, or take it away first, since it may have been corrected", name)
	}
	if err == nil {
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return fmt.Errorf("the file was not written: %w", err)
	}
	return nil
}

// sayLeft lists what was not carried over, for people.
func (c *console) sayLeft(notes []policy.DraftNote) {
	left := reports.Left(notes, c.lang)
	if len(left) == 0 {
		return
	}
	fmt.Fprintln(c.err, "piiventory:", reports.LeftTitle(c.lang))
	for _, line := range left {
		fmt.Fprintln(c.err, "  -", line)
	}
}
