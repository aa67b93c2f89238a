package people

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestChecksums(t *testing.T) {
	// Published specimens: GB 11643-1999, ISO/IEC 7812-1 (a test card), 3GPP TS 23.003.
	if got := MOD112("11010519491231002"); got != 'X' {
		t.Errorf("mod112 is %c, want X", got)
	}
	if got := Luhn("411111111111111"); got != '1' {
		t.Errorf("luhn is %c, want 1", got)
	}
	if got := Luhn("49015420323751"); got != '8' {
		t.Errorf("luhn is %c, want 8", got)
	}
}

func TestNothingIsAnybodys(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		if id := ResidentID(r); len(id) != 18 || id[14:17] != "000" {
			t.Fatalf("%s has a serial that could have been given out", id)
		}
		if card := BankCard(r); !strings.HasPrefix(card, "6299") || len(card) != 16 && len(card) != 19 {
			t.Fatalf("%s is outside the block that no bank has", card)
		}
		if tel := LondonPhone(r); !strings.HasPrefix(tel, "+44 20 7946 0") {
			t.Fatalf("%s is outside the block for drama", tel)
		}
	}
}
