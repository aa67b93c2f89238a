package detectors

// Identifiers for advertising and what took their place: IDFA and IDFV, the
// advertising ID of Google, OAID, VAID and AAID of the Mobile Security Alliance,
// OpenUDID. They are UUIDs or 16, 32, 40 or 64 hexadecimal digits, as every request
// has one, so they count only where they are named.
var _ = register(detector{
	category: "device.ad_id",
	evidence: "format",
	uuid:     true,
	tokens:   []int{16, 32, 40, 64},
	shapes:   map[int]string{16: "xxxxx", 32: "xxxxx", 40: "xxxxx"},
	value:    true,
	// Nothing in the digits tells such an identifier from another one.
	chance:   0.9,
	strength: 3,
	words: `idfa idfas idfv idfvs gaid gaids aaid adid adids oaid oaids vaid openudid udid advertisingid advertisingidentifier advertiserid adidentifier
		googleadvertisingid googleadid androidadid identifierforvendor identifierforadvertising deviceid deviceids devid deviceuuid deviceguid
		deviceidentifier deviceuid uniquedeviceid clientdeviceid devicefingerprint mobileadid adtrackingid maid maids ifa ~did
		广告标识 广告标识符 广告ID 广告id 设备标识 设备标识符 设备唯一标识 设备ID 设备id 设备识别码 匿名设备标识 匿名设备标识符 唯一设备标识 開放匿名設備標識
		设备指纹 guanggaobiaoshi shebeibiaoshi ~sbbs`,
	check: func(n *number) finding { return n.identifier(uuidLength, 32, 40, 64, 16) },
})

// The identifier of an Android installation (Settings.Secure.ANDROID_ID): 16
// hexadecimal digits, which only a name tells from others.
var _ = register(detector{
	category: "device.android_id",
	evidence: "format",
	tokens:   []int{16},
	shapes:   map[int]string{16: "xxxxx"},
	value:    true,
	// Nothing in the digits tells such an identifier from another one.
	chance:   0.9,
	strength: 4,
	words: `androidid androidids ssaid androiddeviceid secureandroidid settingssecureandroidid anid
		安卓ID 安卓id 安卓标识 安卓设备ID 安卓设备标识 安卓设备号 Android标识 anzhuoid`,
	check: func(n *number) finding {
		f := n.identifier(16)
		f.known = f.valid && string(n.data[n.start:n.end]) == "9774d56d682e549c" // the same on many devices of 2010
		return f
	},
})

// uuidLength is the number of characters of a UUID with its hyphens.
const uuidLength = 36

// identifier judges a UUID or a row of hexadecimal digits of one of the lengths.
func (n *number) identifier(lengths ...int) finding {
	if (n.by == byUUID || n.by == byToken) && !n.aside() || n.tokenLike() {
		return finding{}
	}
	v := n.data[n.start:n.end]
	if uniform(v) {
		return finding{} // what systems give where tracking is switched off
	}
	f := finding{formed: true, valid: true, needsWord: true}
	if len(v) == uuidLength && lengths[0] == uuidLength && (n.by == byUUID || isUUID(v)) {
		f.known = string(v) == "6D92078A-8246-4BA4-AE5B-76104861E7DC" || string(v) == "38400000-8cf0-11bd-b23e-10b96e40000d"
		return f
	}
	if _, ok := hexDigits(v); !ok {
		return finding{}
	}
	for _, l := range lengths {
		if len(v) == l {
			return f
		}
	}
	return finding{}
}

// isUUID says whether 36 characters have the form of RFC 9562.
func isUUID(v []byte) bool {
	for i, c := range v {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !isHex(c) {
			return false
		}
	}
	return true
}
