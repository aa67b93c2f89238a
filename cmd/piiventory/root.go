package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
)

func newRoot(c *console) *cobra.Command {
	root := &cobra.Command{
		Use:   "piiventory",
		Short: "Find personal data in stores and check it against a declaration",
		Long: `piiventory samples object storage, databases and directories, flags personal
data in them and holds what it found against declared retention and residency.

It only reads. No value that it finds leaves it: not in a report, a log or an
error. Reports go to standard output, messages to standard error.` + "\n" + exitStatus,
		Example: `  piiventory scan ./exports
  piiventory scan crm=postgres://reader@db.internal/crm logs=s3://my-logs -d declaration.yaml
  piiventory check inventory.json -d declaration.yaml`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.PersistentFlags().StringVar(&c.lang, "lang", defaultLang(), "language of reports and messages: en or zh")
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if c.lang != "en" && c.lang != "zh" {
			return usagef("--lang must be en or zh, not %q", c.lang)
		}
		return nil
	}
	root.AddCommand(newScan(c), newPlan(c), newPreflight(c), newCheck(c), newReport(c), newDeclaration(c), newDetect(c), newDetectors(c), newVersion(c))
	completions(root)
	chineseHelp(c, root)
	usageErrors(root)
	return root
}

// usageErrors makes a wrong number of arguments a mistake of the person who called, for
// all commands below one.
func usageErrors(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if args := cmd.Args; args != nil {
			cmd.Args = func(cmd *cobra.Command, a []string) error {
				if err := args(cmd, a); err != nil {
					return usageError{err}
				}
				return nil
			}
		}
		usageErrors(cmd)
	}
}

// defaultLang follows the locale of the terminal.
func defaultLang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(strings.ToLower(v), "zh") {
				return "zh"
			}
			return "en"
		}
	}
	return "en"
}

// completions gives cobra's own commands what every command here has.
func completions(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "completion":
			cmd.Example = "  piiventory completion bash > /etc/bash_completion.d/piiventory"
			cmd.Long += "\n" + renderStatus
			for _, shell := range cmd.Commands() {
				shell.Example = "  piiventory completion " + shell.Name()
				shell.Long += "\n" + renderStatus
			}
		case "help":
			cmd.Example = "  piiventory help scan"
			cmd.Long += "\n" + renderStatus
		}
	}
}
