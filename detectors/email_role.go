package detectors

import "bytes"

// A mailbox that is no person's (RFC 2142 names some): senders are those from which
// programs send and which nobody reads, roles those that whoever is on duty reads.
var (
	senders = words(`noreply no-reply no_reply no.reply noreplies donotreply do-not-reply do_not_reply do.not.reply dontreply dont-reply not-reply notreply reply-not
		mailer-daemon mailerdaemon mail-daemon mailer_daemon postmaster bounce bounces bounced unsubscribe auto-reply autoreply auto_reply auto-confirm automailer nobody devnull no-replies
		notification notifications notify alerts-noreply noreply-notification`)
	roles = words(`info information support service services sales contact contactus contact-us admin administrator webmaster hostmaster abuse security help helpdesk help-desk hr jobs job careers
		career recruitment recruiting marketing press media office enquiries enquiry inquiry inquiries feedback billing accounting accounts invoices invoice orders order newsletter news customerservice
		customer-service customercare customer.service custserv cs kefu zhaopin fuwu bd pr market business partners partner privacy legal compliance dpo noc soc ops devops it itsupport it-support
		team hello root daemon system alert alerts monitor reception frontdesk booking bookings reservation reservations editor editors webadmin sysadmin dns domain registrar trust uucp usenet www ftp`)
)

// senderEnds are the last letters of noreply, bounce, bounces and daemon.
var senderEnds = byteSet("yesn")

// twoLetters is a set of the first two bytes of words, in lower case.
type twoLetters [1 << 10]uint64

func (t *twoLetters) add(w string) {
	at := int(w[0])<<8 | int(w[1])
	t[at/64] |= 1 << (at % 64)
}

func (t *twoLetters) has(v []byte) bool {
	if len(v) < 2 {
		return false
	}
	at := int(v[0]|0x20)<<8 | int(v[1]|0x20)
	return t[at/64]>>(at%64)&1 != 0
}

// officeBegins are the beginnings of the words for mailboxes that are no person's: most
// are told by them.
var officeBegins = func() *twoLetters {
	t := &twoLetters{}
	for _, set := range []vocabulary{senders, roles} {
		for w := range set {
			t.add(w)
		}
	}
	return t
}()

// nobodysMailbox says whether programs send from a local part that nobody reads.
func nobodysMailbox(local []byte) bool {
	if officeBegins.has(local) && senders.has(local) {
		return true
	}
	if len(local) <= 8 || len(local) > longestWord || !officeBegins.has(local) && !senderEnds[local[len(local)-1]|0x20] {
		return false
	}
	// noreply-orders@, bounces+1234@, orders.noreply@
	for _, w := range [...]string{"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "bounce", "bounces", "mailer-daemon"} {
		if k := len(w); len(local) > k+1 {
			if c := local[k]; equalFold(local[:k], w) && (c == '-' || c == '+' || c == '_' || c == '.') {
				return true
			}
			if c := local[len(local)-k-1]; equalFold(local[len(local)-k:], w) && (c == '-' || c == '+' || c == '_' || c == '.') {
				return true
			}
		}
	}
	return false
}

// roleMailbox says whether a local part names an office and no person, also with a
// country or a number behind it: info.de@, support2@.
func roleMailbox(local []byte) bool {
	if !officeBegins.has(local) {
		return false
	}
	v := bytes.TrimRight(local, "0123456789")
	if k := bytes.IndexAny(v, "+._-"); k > 0 && len(v)-k <= 3 {
		v = v[:k]
	}
	return len(v) > 1 && (roles.has(v) || roles.has(local))
}
