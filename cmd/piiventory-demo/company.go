package main

import "math/rand/v2"

// A Company is everything that the demo scans.
type Company struct {
	Buckets []Bucket
	Tables  []Table
	Plan    Plan
}

// A Bucket is one bucket of the embedded S3 server.
type Bucket struct {
	Name string
	// Region is what the server answers to GetBucketLocation.
	Region  string
	Objects []Object
}

// An Object is one object of a bucket.
type Object struct {
	Key  string
	Body []byte
}

// A Table is one table of the SQLite file. Types are SQLite's.
type Table struct {
	Name    string
	Columns []Column
	Rows    [][]any
}

// A Column is one column of a table.
type Column struct{ Name, Type string }

// NewCompany makes the company. The same seed makes the same bytes. Each part
// draws from a stream of its own, so that a change of one leaves the others as
// they are.
func NewCompany(seed uint64) *Company {
	c := &Company{}
	parts := []func(*Company, *rand.Rand){
		addChineseCustomers, addEnglishCustomers, addOrders, addNotes,
		addAccessLogs, addExports, addArchive, addMetrics,
	}
	for i, part := range parts {
		part(c, rand.New(rand.NewPCG(seed, uint64(i+1))))
	}
	c.Plan.Regions = map[string]string{}
	for _, b := range c.Buckets {
		c.Plan.Regions[b.Name] = b.Region
	}
	return c
}
