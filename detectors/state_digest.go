package detectors

import "bytes"

const (
	// leastDigest is the length of the shortest digest: MD5 in base64 without padding.
	leastDigest = 22
	// maxSealed bounds a ciphertext, in bytes.
	maxSealed = 8 << 10
)

// sealers begin a value that some well-known tool encrypted: Jasypt and others
// (ENC(…)), Spring Cloud Config, HashiCorp Vault Transit, OpenPGP, age, Ansible
// Vault, AWS KMS (the head of its format in base64), Fernet, OpenSSL ("Salted__" in
// base64), MySQL and Postgres wrappers of applications.
var sealers = [][]byte{
	[]byte("ENC("), []byte("{cipher}"), []byte("vault:v"), []byte("-----BEGIN PGP MESSAGE"), []byte("-----BEGIN AGE ENCRYPTED"),
	[]byte("age-encryption.org/v1"), []byte("$ANSIBLE_VAULT;"), []byte("AQICAH"), []byte("gAAAAA"), []byte("U2FsdGVkX1"),
	[]byte("enc:v"), []byte("ENC["), []byte("kms:"), []byte("encrypted:"),
}

// hashers begin a value that is a digest by its own saying: the modular crypt
// format and the schemes of RFC 2307.
var hashers = [][]byte{
	[]byte("$2a$"), []byte("$2b$"), []byte("$2x$"), []byte("$2y$"), []byte("$argon2"), []byte("$scrypt$"), []byte("$pbkdf2"), []byte("$1$"), []byte("$5$"), []byte("$6$"),
	[]byte("$y$"), []byte("$apr1$"), []byte("{SSHA"), []byte("{SHA"), []byte("{MD5}"), []byte("pbkdf2_sha"), []byte("sha256:"), []byte("sha256$"), []byte("sha1$"), []byte("md5:"), []byte("md5$"),
}

// sealed says whether a value tells by its own form that it is a digest or a
// ciphertext.
func sealed(v []byte) State {
	if len(v) < 16 || !sealBegins[v[0]] {
		return Clear
	}
	for _, p := range sealers {
		if bytes.HasPrefix(v, p) {
			return Encrypted
		}
	}
	for _, p := range hashers {
		if bytes.HasPrefix(v, p) {
			return Hashed
		}
	}
	if bytes.HasPrefix(v, []byte("eyJ")) && bytes.Count(v, []byte(".")) == 4 { // JWE, RFC 7516
		return Encrypted
	}
	return Clear
}

// sealBegins are the first bytes of all that sealed knows.
var sealBegins = func() (t [256]bool) {
	t['e'] = true // of eyJ
	for _, list := range [][][]byte{sealers, hashers} {
		for _, p := range list {
			t[p[0]] = true
		}
	}
	return t
}()

// digestOrCipher tells a digest from a ciphertext in a field that speaks of a
// category. Where the name says which of them it is, the name decides. Otherwise
// hexadecimal digits of the length of a digest are one, and base64 is a ciphertext
// but for lengths that no block cipher gives. 32 bytes of base64 may be either: two
// blocks of a cipher hold a number of 16 digits or more, and shorter ones need but
// one.
func digestOrCipher(n *stateNames, c Category, v []byte) State {
	bytesIn, hex := hexBytes(v)
	if !hex {
		if bytesIn = base64Bytes(v); bytesIn == 0 {
			return Clear
		}
	}
	digest := digestSizes[bytesIn]
	switch {
	case n.cipher && bytesIn >= 12:
		return Encrypted
	case n.digest && digest:
		return Hashed
	case n.digest:
		return Clear
	case hex && digest:
		return Hashed
	case hex && bytesIn >= 16 && bytesIn%8 == 0:
		return Encrypted
	case hex:
		return Clear
	case bytesIn == 20 || bytesIn == 28:
		return Hashed
	case bytesIn == 32 && group(c) != "id" && group(c) != "finance":
		return Hashed
	case bytesIn >= 16:
		return Encrypted
	}
	return Clear
}

// digestSizes are the lengths of digests in bytes: MD5, SHA-1, SHA-224, SHA-256 and
// SM3, SHA-384, SHA-512.
var digestSizes = map[int]bool{16: true, 20: true, 28: true, 32: true, 48: true, 64: true}

// hexBytes returns how many bytes a value of hexadecimal digits of one case holds,
// letters and decimal digits both in it.
func hexBytes(v []byte) (n int, ok bool) {
	v = bytes.TrimPrefix(v, []byte("0x"))
	if len(v)%2 != 0 || len(v) < 24 {
		return 0, false
	}
	var lower, upper, digits int
	for _, b := range v {
		switch {
		case isDigit(b):
			digits++
		case b >= 'a' && b <= 'f':
			lower++
		case b >= 'A' && b <= 'F':
			upper++
		default:
			return 0, false
		}
	}
	// Of 32 random hexadecimal digits one has no letter once in three million times.
	if lower > 0 && upper > 0 || lower+upper == 0 || digits == 0 {
		return 0, false
	}
	return len(v) / 2, true
}

// base64Bytes returns how many bytes a value in base64 of either alphabet (RFC 4648)
// holds, or 0. Words and names are no base64: a value must hold capitals, small
// letters and digits, and change between them as random bytes do.
func base64Bytes(v []byte) int {
	body := bytes.TrimRight(v, "=")
	if len(v)-len(body) > 2 || len(body)%4 == 1 || len(v) != len(body) && len(v)%4 != 0 {
		return 0
	}
	var lower, upper, digits, changes int
	last := 0
	for _, b := range body {
		kind := 0
		switch {
		case b >= 'a' && b <= 'z':
			lower++
			kind = 1
		case b >= 'A' && b <= 'Z':
			upper++
			kind = 2
		case isDigit(b):
			digits++
			kind = 3
		case b == '+' || b == '/' || b == '-' || b == '_':
			kind = 4
		default:
			return 0
		}
		if kind != last {
			changes++
		}
		last = kind
	}
	// Two neighbouring characters of random base64 are of different kinds six times
	// in ten; a third keeps words and paths out. In 24 of them a digit is missing
	// once in sixty times, and then a padding must speak for it.
	if lower == 0 || upper == 0 || digits == 0 && len(v) == len(body) || 3*changes < len(body) {
		return 0
	}
	return len(body) * 3 / 4
}
