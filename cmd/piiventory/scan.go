package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"piiventory/detectors"
	"piiventory/inventory"
	"piiventory/policy"
	"piiventory/reports"
	"piiventory/scanners"
	"piiventory/scanners/content"
	"piiventory/scanners/s3"
)

type scanFlags struct {
	checkFlags
	output, stores, depth, budget, rules         string
	totalBudget, confidence, detectAbove, prices string
	since, listing, provider, region, olderThan  string
	closed                                       string
	seed                                         uint64
	ocr, dryRun, ledger                          bool
	seeded                                       func() bool  // a seed was given
	launch                                       *launchFlags // of preflight
}

func newScan(c *console) *cobra.Command {
	f := &scanFlags{}
	cmd := &cobra.Command{
		Use:   "scan [TARGET...]",
		Short: "Scan stores, and check what is found against a declaration",
		Long: `Scan lists the stores, reads samples of them, and prints what personal data it
found, where, how sure that is and what was not read. With -d it also says what
breaks the declaration.

A TARGET is [alias=]URL:

  s3://bucket/prefix          s3://bucket?endpoint=http://host:9000
  postgres://user@host/db     mysql://user@host/db
  sqlite:path                 file:path, or just a path

s3://?endpoint=…, or a database server without a database, stands for every
bucket or database that may be seen there. With -d and no TARGET, the stores
that the declaration names are scanned; piiventory.yaml maps their aliases to
URLs.

Passwords need not stand on the command line: they are taken from the
environment (PGPASSWORD, MYSQL_PWD, AWS_…), PGPASSFILE, pg_service, MySQL option
files, AWS profiles, or what the store file names.

With --provider, and --region where the vendor has an endpoint for each, a bucket
needs no endpoint: the vendor's endpoint, way of addressing buckets, form of listing
and oddities are known. docs/providers.md says of each what it takes.

With --closed-accounts the values of fields are compared with the ids of closed
accounts, and what is left of those is counted.

With --listing the objects of a bucket are not listed but taken from an inventory
report that the store has written (CSV, Parquet or ORC): the URL of its
manifest.json, or its path on this machine. What was written later is not in it.

A store is given 60 s, 256 MiB and 2,000 requests (files on this machine are not
counted as requests), unless --budget or --depth full says otherwise. With
--detect-above the sample is as large as that takes, and --budget bounds it only
where it is given. What a budget cuts off is reported as a gap, with the share that
could still be there.` + "\n" + exitStatus,
		Example: `  piiventory scan ./exports
  piiventory scan s3://my-logs/2026 -d declaration.yaml -o inventory.json
  piiventory scan crm=postgres://reader@db.internal/crm orders=mysql://reader@db2/orders
  piiventory scan 's3://?endpoint=http://minio.internal:9000' --format html > report.html
  piiventory scan s3://my-logs --provider oss --region cn-hangzhou
  piiventory scan s3://my-logs --detect-above 0.1% --confidence 99
  piiventory scan s3://my-logs -o week1.json --ledger
  piiventory scan s3://my-logs -o week2.json --since week1.json
  piiventory scan s3://logs --listing s3://reports/logs/daily/2026-01-31T01-00Z/manifest.json
  piiventory scan crm=postgres://reader@db.internal/crm -d declaration.yaml --closed-accounts closed.txt
  piiventory scan -d declaration.yaml            # stores from piiventory.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.scan(cmd.Context(), f, args) },
	}
	f.register(cmd, true)
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "also save the inventory as JSON in this file")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "list and say what the scan would cost, without reading; the same as piiventory plan")
	cmd.Flags().BoolVar(&f.ledger, "ledger", false, "also save what --since can go on from, beside the inventory; keep it like a secret")
	f.drawing(cmd)
	f.comparing(cmd)
	return cmd
}

// comparing registers the flag that says with what values are compared.
func (f *scanFlags) comparing(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.closed, "closed-accounts", "", "file with the ids of closed accounts, one in a line: what is left of them is counted by field, and no id is in any output")
}

// drawing registers the flags that say what is read, and how much of it.
func (f *scanFlags) drawing(cmd *cobra.Command) {
	f.seeded = func() bool { return cmd.Flags().Changed("seed") }
	cmd.Flags().StringVarP(&f.stores, "config", "c", "", "file that maps aliases to stores (default "+storeFile+", if it is there)")
	cmd.Flags().StringVar(&f.rules, "rules", "", "file with categories of your own, and what you allow to lie where it is")
	cmd.Flags().StringVar(&f.depth, "depth", string(scanners.Sample), "what to read: names, sample or full")
	cmd.Flags().BoolVar(&f.ocr, "ocr", false, "also read text in pictures and scanned pages (Chinese and English); needs tesseract")
	cmd.Flags().StringVar(&f.budget, "budget", "", "bounds for each store, as in 2GiB,10000req,50000rows,5min,2USD, or none")
	cmd.Flags().StringVar(&f.totalBudget, "total-budget", "", "bounds for all stores together, of which each gets an equal part")
	cmd.Flags().StringVar(&f.confidence, "confidence", "95", "confidence of each bound in per cent")
	cmd.Flags().StringVar(&f.detectAbove, "detect-above", "", "read as much as it takes to miss nothing that is in more than this share of the records, as in 0.1%")
	cmd.Flags().StringVar(&f.prices, "prices", "", "file that says what requests and bytes cost")
	cmd.Flags().StringVar(&f.since, "since", "", "inventory of an earlier scan, saved with --ledger: what it read of objects that are as they were is not read again")
	cmd.Flags().StringVar(&f.listing, "listing", "", "manifest.json of an inventory report of the bucket, to be taken for its listing")
	cmd.Flags().StringVar(&f.provider, "provider", "", "vendor of buckets that name none: "+strings.Join(s3.Providers(), ", "))
	cmd.Flags().StringVar(&f.region, "region", "", "region of buckets that name none, as their vendor calls it, or a country as in CN")
	cmd.Flags().StringVar(&f.olderThan, "older-than", "", "also estimate how many records are older than these, as in P1Y,P6M, beside the limits that are declared")
	cmd.Flags().Uint64Var(&f.seed, "seed", 0, "seed of the random draw; the same seed reads the same (default random)")
}

// scan runs the scan command.
func (c *console) scan(ctx context.Context, f *scanFlags, args []string) error {
	if f.dryRun && f.format != "text" && f.format != "json" {
		return usagef("a plan is written as text or json, not as %q", f.format)
	}
	if f.dryRun && (f.output != "" || f.ledger) {
		return usagef("a plan reads nothing, so that there is no inventory for -o or --ledger; send what is printed to a file instead")
	}
	check, err := f.parse(c)
	if err != nil {
		return err
	}
	if check.launch, err = f.launch.demands(); err != nil {
		return err
	}
	if err := check.waivable(); err != nil {
		return err
	}
	depth := scanners.Depth(f.depth)
	if depth != scanners.Names && depth != scanners.Sample && depth != scanners.Full {
		return usagef("--depth must be names, sample or full, not %q", f.depth)
	}
	if f.ocr {
		if err := content.CheckOCR(); err != nil {
			return usageError{err}
		}
	}
	goal, err := f.goal()
	if err != nil {
		return err
	}
	limits, total, err := f.limits(depth, goal)
	if err != nil {
		return err
	}
	prices, err := readPrices(f.prices)
	if err != nil {
		return err
	}
	stores, err := c.targets(f, args, check.declaration)
	if err != nil {
		return err
	}
	if err := withProvider(f.provider, f.region, stores); err != nil {
		return err
	}
	check.buckets = bucketsOf(stores)
	if err := priced(stores, pricesOf(prices), limits, total); err != nil {
		return err
	}
	if err := withListing(ctx, f.listing, stores); err != nil {
		return err
	}
	if f.seed > maxSeed {
		return usagef("--seed must be at most %d, which every reader of JSON keeps whole", uint64(maxSeed))
	}
	if f.ledger && f.output == "" {
		return usagef("--ledger is saved beside the inventory; give the name of that with -o")
	}
	earlier, err := f.readSince(c)
	if err != nil {
		return err
	}
	closed, err := readClosed(f.closed)
	if err != nil {
		return err
	}
	seed := f.seed
	switch {
	case f.seeded():
	case earlier != nil:
		seed = earlier.Settings.Seed
	default:
		seed = rand.Uint64N(maxSeed) + 1
	}
	out, err := create(f.output)
	if err != nil {
		return err
	}
	defer out.discard()
	kept := &output{}
	if f.ledger || earlier != nil && f.output != "" {
		if kept, err = create(ledgerOf(f.output)); err != nil {
			return err
		}
		defer kept.discard()
	}
	rules, err := readRules(f.rules)
	if err != nil {
		return err
	}
	engine, err := detectors.New(detectors.Options{AsOf: check.asOf, Own: rules.Own()})
	if err != nil {
		return err
	}
	progress := inventory.NewProgress()
	o := inventory.Options{
		Engine: engine, Kinds: kinds, Seed: seed, Depth: depth, OCR: f.ocr, Limits: limits, Total: total, Goal: goal, Price: pricesOf(prices),
		Rules: detectors.Rules(), Progress: progress, Version: version, Now: time.Now,
	}
	if rules != nil {
		o.Rules += "+" + rules.SHA256[:12]
		o.Own, o.Allowances = rules.Named()
		o.Allow = func(kind, alias, path, field string) inventory.Allow { return rules.AllowAt(kind, alias, path, field) }
	}
	if d := check.declaration; d != nil {
		o.Declaration = d.SHA256
		o.Timestamp = func(alias, _, path string) (string, bool) { return d.Timestamp(alias, path) }
		o.Border = func(alias, _, path string) string { return d.Border(alias, path) }
	}
	if o.Cutoffs, err = f.cutoffs(check); err != nil {
		return err
	}
	o.Since, o.Closed = earlier, closed
	c.fits(earlier, inventory.SettingsOf(&o), stores, f.since)
	if kept.tmp != nil {
		o.Keep = &inventory.Ledger{}
	}
	stop := c.showProgress(progress)
	if f.dryRun {
		plan, err := inventory.Estimate(ctx, stores, o)
		stop()
		if err != nil {
			return usageError{err}
		}
		return c.conclude(plan, f.format)
	}
	inv, err := inventory.Take(ctx, stores, o)
	stop()
	if err != nil {
		return usageError{err}
	}
	// Both are written before one of them takes the place of an earlier one.
	saved := out.write(inv.Write)
	if saved == nil && o.Keep != nil {
		saved = kept.write(o.Keep.Write)
	}
	if saved == nil {
		saved = errors.Join(out.keep(), kept.keep())
	}
	err = check.conclude(c, inv)
	if saved != nil {
		return fmt.Errorf("the inventory was not saved in %s: %w", f.output, saved)
	}
	return err
}

// maxSeed is the largest number that JSON readers with 64-bit floats keep whole.
const maxSeed = 1<<53 - 1

// targets are the stores to scan.
func (c *console) targets(f *scanFlags, args []string, d *policy.Declaration) ([]scanners.Store, error) {
	known, err := readStores(f.stores)
	if err != nil {
		return nil, err
	}
	if len(args) == 0 {
		if d == nil {
			return nil, usagef("there is nothing to scan: give a TARGET, or a declaration with -d")
		}
		return declaredStores(d, known)
	}
	var stores []scanners.Store
	seen := map[string]string{}
	for _, arg := range args {
		s, err := parseTarget(arg, known)
		if err != nil {
			return nil, err
		}
		if _, dup := seen[s.Alias]; dup {
			return nil, usagef("two targets have the alias %q; name one of them with alias=URL", s.Alias)
		}
		seen[s.Alias] = arg
		stores = append(stores, s)
	}
	return stores, nil
}

// output is the file in which the inventory will be saved. It is whole or not
// there, and that it can be written is known before the scan.
type output struct {
	name string
	tmp  *os.File
}

// create makes room for the inventory; an empty name needs none.
func create(name string) (*output, error) {
	if name == "" {
		return &output{}, nil
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".piiventory-*")
	if err != nil {
		return nil, usagef("the inventory cannot be saved in %s: %w", name, err)
	}
	return &output{name, tmp}, nil
}

func (o *output) write(write func(io.Writer) error) error {
	if o.tmp == nil {
		return nil
	}
	err := write(o.tmp)
	return errors.Join(err, o.tmp.Sync(), o.tmp.Close())
}

// keep gives what was written its name.
func (o *output) keep() error {
	if o.tmp == nil {
		return nil
	}
	return os.Rename(o.tmp.Name(), o.name)
}

// discard removes what was not saved.
func (o *output) discard() {
	if o.tmp != nil {
		o.tmp.Close()
		os.Remove(o.tmp.Name())
	}
}

// render prints the report and its summary.
func (c *console) render(r *reports.Report, format reports.Format) error {
	if err := format(c.out, r); err != nil {
		return fmt.Errorf("the report was not written: %w", err)
	}
	return nil
}
