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

// headBits is a set of the first three bytes of words, hashed, in lower case. Words of
// two are in it with whatever follows them.
type headBits [1 << 8]uint64

func headBit(a, b, c byte) uint32 {
	return (uint32(a) | uint32(b)<<8 | uint32(c|0x20)<<16) * 0x9e3779b1 >> (32 - 14)
}

func (t *headBits) add(w string) {
	for c := range 256 {
		if len(w) > 2 {
			c = int(w[2])
		}
		at := headBit(w[0], w[1], byte(c))
		t[at/64] |= 1 << (at % 64)
	}
}

func (t *headBits) has(v []byte) bool {
	if len(v) < 2 {
		return false
	}
	c := byte(0)
	if len(v) > 2 {
		c = v[2]
	}
	at := headBit(v[0]|0x20, v[1]|0x20, c)
	return t[at/64]>>(at%64)&1 != 0
}

// officeBegins are the beginnings of the words for mailboxes that are no person's: most
// are told by them.
var officeBegins = func() *headBits {
	t := &headBits{}
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
