package detectors

import "bytes"

// A crypt is a form in which a digest of a password is kept: its beginning, then parts
// with $ between them.
type crypt struct {
	begin string
	// last is the length of the digest, the last part; most when it may be longer.
	last, most int
	// parts are how many parts follow the beginning: at least, at most.
	parts, maxParts int
}

// crypts are the forms of the modular crypt format as passlib's documentation and
// crypt(5) of libxcrypt list them, and the PHC string format.
var crypts = []crypt{
	{begin: "$2a$", last: 53, most: 53, parts: 2, maxParts: 2},
	{begin: "$2b$", last: 53, most: 53, parts: 2, maxParts: 2},
	{begin: "$2y$", last: 53, most: 53, parts: 2, maxParts: 2},
	{begin: "$2x$", last: 53, most: 53, parts: 2, maxParts: 2},
	{begin: "$argon2id$", last: 16, most: 128, parts: 3, maxParts: 4},
	{begin: "$argon2i$", last: 16, most: 128, parts: 3, maxParts: 4},
	{begin: "$argon2d$", last: 16, most: 128, parts: 3, maxParts: 4},
	{begin: "$scrypt$", last: 20, most: 128, parts: 3, maxParts: 3},
	{begin: "$pbkdf2$", last: 20, most: 128, parts: 3, maxParts: 3},
	{begin: "$pbkdf2-sha1$", last: 20, most: 128, parts: 3, maxParts: 3},
	{begin: "$pbkdf2-sha256$", last: 20, most: 128, parts: 3, maxParts: 3},
	{begin: "$pbkdf2-sha512$", last: 20, most: 128, parts: 3, maxParts: 3},
	{begin: "$1$", last: 22, most: 22, parts: 2, maxParts: 2},
	{begin: "$5$", last: 43, most: 43, parts: 2, maxParts: 3},
	{begin: "$6$", last: 86, most: 86, parts: 2, maxParts: 3},
	{begin: "$7$", last: 43, most: 43, parts: 2, maxParts: 2},
	{begin: "$y$", last: 43, most: 43, parts: 3, maxParts: 3},
	{begin: "$gy$", last: 43, most: 43, parts: 3, maxParts: 3},
	{begin: "$apr1$", last: 22, most: 22, parts: 2, maxParts: 2},
	{begin: "$P$", last: 31, most: 31, parts: 1, maxParts: 1},
	{begin: "$H$", last: 31, most: 31, parts: 1, maxParts: 1},
	{begin: "$S$", last: 52, most: 52, parts: 1, maxParts: 1},
	{begin: "$sha1$", last: 28, most: 28, parts: 3, maxParts: 3},
	{begin: "$md5$", last: 22, most: 22, parts: 2, maxParts: 3},
	// Django and Werkzeug.
	{begin: "pbkdf2_sha256$", last: 40, most: 48, parts: 3, maxParts: 3},
	{begin: "pbkdf2_sha1$", last: 24, most: 32, parts: 3, maxParts: 3},
	{begin: "pbkdf2_sha512$", last: 80, most: 90, parts: 3, maxParts: 3},
	{begin: "pbkdf2:sha256:", last: 64, most: 64, parts: 3, maxParts: 3},
	{begin: "pbkdf2:sha1:", last: 40, most: 40, parts: 3, maxParts: 3},
	{begin: "pbkdf2:sha512:", last: 128, most: 128, parts: 3, maxParts: 3},
	{begin: "scrypt:32768:", last: 128, most: 128, parts: 3, maxParts: 3},
	// RFC 2307 and OpenLDAP; Spring Security.
	{begin: "{SSHA}", last: 30, most: 64, parts: 1, maxParts: 1},
	{begin: "{SSHA256}", last: 44, most: 96, parts: 1, maxParts: 1},
	{begin: "{SSHA512}", last: 88, most: 128, parts: 1, maxParts: 1},
	{begin: "{SHA}", last: 28, most: 28, parts: 1, maxParts: 1},
	{begin: "{SHA256}", last: 44, most: 44, parts: 1, maxParts: 1},
	{begin: "{SHA512}", last: 88, most: 88, parts: 1, maxParts: 1},
	{begin: "{SMD5}", last: 24, most: 48, parts: 1, maxParts: 1},
	{begin: "{MD5}", last: 24, most: 32, parts: 1, maxParts: 1},
	{begin: "{PBKDF2-SHA256}", last: 40, most: 44, parts: 3, maxParts: 3},
	{begin: "{PBKDF2-SHA512}", last: 80, most: 88, parts: 3, maxParts: 3},
}

// cryptEnd returns where the digest of a password ends that starts at i, or 0.
func cryptEnd(data []byte, i int) int {
	if i >= len(data) {
		return 0
	}
	if scheme := schemeAt(data, i); scheme > 0 { // {CRYPT}$6$…, {bcrypt}$2a$…
		return cryptEnd(data, i+scheme)
	}
	for k := range crypts {
		c := &crypts[k]
		if len(data)-i > len(c.begin) && data[i] == c.begin[0] && data[i+1] == c.begin[1] && string(data[i:i+len(c.begin)]) == c.begin {
			if end := c.end(data, i+len(c.begin)); end > 0 {
				return end
			}
		}
	}
	return 0
}

// schemeAt returns the length of a scheme in braces before a form that has one of its
// own.
func schemeAt(data []byte, i int) int {
	for _, s := range [...]string{"{CRYPT}", "{bcrypt}", "{BLF-CRYPT}", "{ARGON2}", "{crypt}"} {
		if len(data)-i > len(s)+8 && data[i] == '{' && string(data[i:i+len(s)]) == s {
			return len(s)
		}
	}
	return 0
}

// end reads the parts behind the beginning.
func (c *crypt) end(data []byte, i int) int {
	part := func(at int) int {
		k := at
		for k < len(data) && k-at <= 128 && (isAlnum(data[k]) || data[k] == '.' || data[k] == '/' || data[k] == '+' || data[k] == '=' || data[k] == ',' || data[k] == '-' || data[k] == '_' || data[k] == ':') {
			k++
		}
		return k
	}
	for k := 1; k <= c.maxParts; k++ {
		end := part(i)
		more := end < len(data) && data[end] == '$'
		if k >= c.parts && !more || k == c.maxParts {
			last := data[i:end]
			if n := len(last); n > 0 && last[n-1] == '.' && len(bytes.TrimRight(last, ".")) == c.most { // a sentence ends behind it
				last = last[:c.most]
			}
			for len(last) > c.most && (last[len(last)-1] == ',' || last[len(last)-1] == ':') { // the fields of /etc/shadow
				last = last[:len(last)-1]
			}
			if k := bytes.IndexByte(last, ':'); k >= 0 {
				last = last[:k]
			}
			if k := bytes.IndexByte(last, ','); k >= 0 {
				last = last[:k]
			}
			if len(last) < c.last || len(last) > c.most || uniform(last) {
				return 0
			}
			return i + len(last)
		}
		if !more || end == i && k > 1 {
			return 0
		}
		i = end + 1
	}
	return 0
}

// cryptStart takes the name of an algorithm with it that frameworks write before a
// form: argon2$argon2id$…, bcrypt_sha256$$2b$…, {CRYPT}$6$….
func cryptStart(data []byte, i int) int {
	for _, s := range [...]string{"argon2", "bcrypt_sha256$", "bcrypt$", "{CRYPT}", "{bcrypt}", "{BLF-CRYPT}", "{ARGON2}", "{crypt}", "{argon2}", "{scrypt}", "{pbkdf2}"} {
		if k := i - len(s); k >= 0 && string(data[k:i]) == s && (k == 0 || !isAlnum(data[k-1])) {
			return k
		}
	}
	return i
}
