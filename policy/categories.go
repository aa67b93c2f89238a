package policy

import "strings"

// knownCategories returns the keys of all categories.
func knownCategories() []string { return categoryKeys }

var categoryKeys = strings.Fields(`identity.name identity.birth_date identity.age identity.gender id.cn_resident id.card_image id.passport
id.social_security_card contact.mobile contact.phone contact.email contact.address contact.postal_code contact.region contact.im contact.url
contact.address_book account.username account.user_id account.nickname account.password account.credential finance.bank_card
finance.bank_account finance.pay_account finance.transaction biometric.face health.record location.precise location.coarse location.travel
device.imei device.info online.ip online.browsing online.search online.cookie online.user_agent comm.content work.title work.industry work.employer
subject.minor org.uscc`)

// detectable says whether any detector finds a category of the pattern.
func detectable(p Pattern) bool {
	for _, k := range detectedKeys {
		if p.Match(k) {
			return true
		}
	}
	return false
}

var detectedKeys = strings.Fields("id.cn_resident finance.bank_card contact.mobile contact.phone contact.email")
