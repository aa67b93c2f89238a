package exchange

import (
	"slices"
	"strings"
	"testing"
)

// A contract keeps each of its promises by the shortest retention of a table, and what
// does not count is listed.
func TestContractOfSeveralRetentions(t *testing.T) {
	contract := func(tables, sla string) string {
		return "kind: DataContract\napiVersion: v3.1.0\nid: shop\nservers:\n  - {server: crm, type: postgres, schema: pub}\nschema:\n" + tables + "slaProperties:\n" + sla
	}
	one := "  - {name: customers, physicalName: cust, properties: [{name: mail, classification: contact.email}]}\n"
	two := one + "  - {name: orders, properties: [{name: mail, classification: contact.email}]}\n"
	for _, c := range []struct {
		name, tables, sla string
		lines, left       []string
	}{
		{"the shortest counts, whatever the order", one, `
  - {property: retention, value: 1, unit: y, element: customers.seen}
  - {property: retention, value: 30, unit: d, element: customers.made}
  - {property: retention, value: 2, unit: y}
`, []string{
			"system crm rdb  [postgres://crm/pub.cust] [] by made",
			"rule crm-data [crm] [contact.email] fixed P30D",
		}, []string{
			"left.retention_other text=P1Y",
			"left.retention_other text=P2Y",
		}},
		{"free text takes nothing away", one, `
  - {property: retention, value: 30, unit: d, element: cust.made}
  - {property: retention, value: as long as needed, element: customers.seen}
`, []string{
			"system crm rdb  [postgres://crm/pub.cust] [] by made",
			"rule crm-data [crm] [contact.email] fixed P30D",
		}, []string{"left.retention text=as long as needed"}},
		{"of one table, and of none", two, `
  - {property: retention, value: 30, unit: d, element: orders}
  - {property: retention, value: 60, unit: d, element: invoices.made}
`, []string{
			"system crm-cust rdb  [postgres://crm/pub.cust] []",
			"system crm-orders rdb  [postgres://crm/pub.orders] []",
			"rule crm-cust-data [crm-cust] [contact.email]",
			"rule crm-orders-data [crm-orders] [contact.email] fixed P30D",
		}, []string{"left.retention_table text=60 d"}},
	} {
		draft, err := Import("contract.yaml", []byte(contract(c.tables, c.sla)), "")
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(again(t, draft)); !slices.Equal(got[1:], c.lines) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.lines, "\n"))
		}
		retentions := slices.DeleteFunc(left(draft.Notes), func(l string) bool { return !strings.HasPrefix(l, "left.retention") })
		if !slices.Equal(retentions, c.left) {
			t.Errorf("%s: left %q, want %q", c.name, retentions, c.left)
		}
	}
}
