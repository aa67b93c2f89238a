package main

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"piiventory/cmd/internal/corpus"
	"piiventory/cmd/internal/people"
)

// pool are values of each category that belong to nobody.
var pool = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	for _, c := range corpus.Columns(rand.New(rand.NewPCG(3, 9)), 40) {
		if c.Kind != "column with a name" {
			continue
		}
		for _, v := range c.Values {
			if v = strings.TrimSpace(v); v != "" && !strings.ContainsAny(v, "\"\\'\n") {
				out[c.Is[0]] = append(out[c.Is[0]], v)
			}
		}
	}
	return out
})

// makers make values of categories that only the name of a field tells, and those of
// which the estates need others than the corpus has.
var makers = map[string]func(*rand.Rand) string{
	"id.cn_resident":          people.ResidentID,
	"contact.mobile":          people.Mobile,
	"finance.bank_card":       people.BankCard,
	"contact.email":           func(r *rand.Rand) string { return people.Email(r, "u"+people.Digits(r, 6)) },
	"identity.name":           people.Name,
	"account.user_id":         func(r *rand.Rand) string { return people.Digits(r, 8) },
	"account.password":        func(r *rand.Rand) string { return "Tiger" + people.Digits(r, 4) + "!" },
	"biometric.face":          func(r *rand.Rand) string { return "faces/" + people.Digits(r, 6) + ".jpg" },
	"id.card_image":           func(r *rand.Rand) string { return "kyc/" + people.Digits(r, 6) + "_front.png" },
	"identity.portrait":       func(r *rand.Rand) string { return "u/" + people.Digits(r, 6) + ".png" },
	"org.domain_cert":         func(r *rand.Rand) string { return "certs/" + people.Digits(r, 6) + ".pem" },
	"org.licence":             func(r *rand.Rand) string { return "up/licence" + people.Digits(r, 6) + ".png" },
	"comm.record":             func(r *rand.Rand) string { return people.Digits(r, 3) },
	"contact.address_book":    func(r *rand.Rand) string { return people.Name(r) + ";" + people.Name(r) },
	"finance.invoice":         func(r *rand.Rand) string { return people.Digits(r, 8) },
	"id.social_security_card": func(r *rand.Rand) string { return "A" + people.Digits(r, 8) },
	"location.coarse":         func(r *rand.Rand) string { return "home-" + people.Digits(r, 4) },
	"health.metric":           func(r *rand.Rand) string { return fmt.Sprint(60 + r.IntN(40)) },
	"finance.bank_account":    iban,
	"identity.birth_date": func(r *rand.Rand) string {
		return fmt.Sprintf("%d-%02d-%02d", 1960+r.IntN(40), 1+r.IntN(12), 1+r.IntN(28))
	},
	"minor.birthday": func(r *rand.Rand) string { return fmt.Sprintf("2013-%02d-%02d", 1+r.IntN(5), 1+r.IntN(28)) },
	"minor.14":       func(r *rand.Rand) string { return born(r, "20120301") },
	"minor.13":       func(r *rand.Rand) string { return born(r, "20130301") },
}

// iban is an account that begins with a country, so that it is nothing else by chance.
func iban(r *rand.Rand) string {
	for {
		if v := pool()["finance.bank_account"][r.IntN(len(pool()["finance.bank_account"]))]; v[0] >= 'A' {
			return v
		}
	}
}

// born is a resident number of a person of that day of birth, with the serial 000.
func born(r *rand.Rand, day string) string {
	body := people.Areas[r.IntN(len(people.Areas))] + day + "000"
	return body + string(people.MOD112(body))
}

// value makes the value of a field in a record.
func value(t *testing.T, r *rand.Rand, spec string) string {
	w := strings.Fields(spec)
	if text, ok := strings.CutPrefix(w[1], "="); ok {
		return text
	}
	var v string
	switch m := makers[w[1]]; {
	case m != nil:
		v = m(r)
	case len(pool()[w[1]]) > 0:
		v = pool()[w[1]][r.IntN(len(pool()[w[1]]))]
	default:
		t.Fatalf("nothing makes values of %s", w[1])
	}
	// Forty-eight bytes are no digest that is in use, and three blocks of a cipher.
	noise := make([]byte, 48)
	for i := range noise {
		noise[i] = byte(r.IntN(256))
	}
	switch {
	case len(w) < 3:
	case w[2] == "hashed":
		v = hex.EncodeToString(noise[:32])
	case w[2] == "encrypted":
		v = base64.StdEncoding.EncodeToString(noise)
	}
	return v
}
