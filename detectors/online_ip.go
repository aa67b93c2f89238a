package detectors

import "net/netip"

// An IP address of a client: IPv4 in four decimal groups (RFC 791), or IPv6 in any of
// the forms of RFC 4291. Versions, masks and networks look the same. A public address
// is personal data where it was a person's, so only words for clients make it sure;
// addresses of private networks (RFC 1918, 6598, 4193), of the host itself and of one
// link count only beside such a word, and little: everybody has them.
var _ = register(detector{
	category:  "online.ip",
	evidence:  "format, range",
	dotted:    true,
	hexGroups: true,
	value:     true,
	peaceful:  true,
	holds:     true,
	// Of versions with four parts, each below 1,000 as a rule, most have all below 256.
	chance:   0.7,
	strength: 4,
	words: `clientip clientips clientaddr clientaddress clientipaddr clientipaddress remoteip remoteaddr remoteaddress remoteipaddress remotehost rhost xforwardedfor forwardedfor
		xrealip realip xclientip trueclientip cfconnectingip connectingip originatingip xoriginatingip requestip requesterip userip useripaddress useraddr loginip loginipaddress
		lastloginip lastlogonip lastip currentsigninip lastsigninip signinip signupip registerip registrationip registeredip regip createip createdip creatorip orderip
		sourceip sourceaddr sourceaddress sourceipaddress srcip srcaddr saddr peerip peeraddr visitorip customerip guestip accessip deviceip phoneip mobileip buyerip memberip
		playerip callerip callersourceip attackerip operatorip senderip subscriberip origh idorigh clienthost clientport viewerip =cip
		登录IP 登陆IP 登录ip 登陆ip 登录地址IP 客户端IP 客户端ip 客户端地址 客户IP 客户ip 用户IP 用户ip 访问IP 访问ip 来源IP 来源ip 来访IP 注册IP 注册ip 源IP 源ip 源地址
		访客IP 访客ip 真实IP 请求IP 请求ip 操作IP 操作ip 外网IP 公网IP 上网IP 下单IP 下单ip 申请IP 会员IP 终端IP 登錄IP 登入IP 用戶IP 來源IP 客戶端IP dengluip yonghuip
		~ip ~ips ~ipaddr ~ipaddrs ~ipaddress ~ipaddresses ~ipdizhi ~ipdz ~src ~peer ~client ~remote ~IP地址 ~IPv4地址 ~IPv6地址
		-serverip -serveripaddress -serveraddr -serveraddress -server -servers -hostip -host -hostname -hosts -localip -localaddr -localaddress -upstream -upstreamaddr -upstreamip
		-dst -resph -idresph -cshost -hostheader -xhostheader -dstip -dstaddr -destip -destaddr -daddr -destinationip -destinationaddr -destinationaddress -targetip -target -backend -backendip -backendaddr -gatewayip -gateway -gw
		-dns -dnsserver -dnsservers -nameserver -nameservers -resolver -resolvers -listen -listener -listenip -listenaddr -listenaddress -bind -bindip -bindaddr -bindaddress
		-podip -nodeip -clusterip -serviceip -vip -internalip -proxyip -proxy -netmask -subnet -subnetmask -networkmask -network -cidr -broadcast -route -endpoint -endpoints
		-instanceip -machineip -lanip -privateip -containerip -masterip -slaveip -loadbalancerip -lbip -ntp -syslog -registry -mirror -originip -sip -firmware -version -appversion -softwareversion -sdkversion -versionname -versionno -versioncode -oid -assembly
		-服务器IP -服务器ip -服务端IP -服务器地址 -服务端地址 -目标IP -目标ip -目的IP -目的ip -目的地址 -本机IP -本地IP -内网IP -网关 -掩码 -子网掩码 -网段 -主机IP -主机ip -主机 -域名服务器 -DNS地址 -NTP地址 -回源IP -节点IP -集群IP -代理IP`,
	check: checkIP,
	judge: judgeIP,
})

// judgeIP is as sure as the common verdict only where a client is named, by the field
// or beside the values; fields of servers and versions stay low.
func judgeIP(e *Engine, in *verdictInput) Verdict {
	v := e.verdict(in)
	switch {
	case in.header == full:
		return v
	case in.header == faint || in.other >= faint:
		v.Confidence, v.Unresolved, v.Reasons = Low, true, []string{"format"}
	case v.Confidence == High && !(2*in.Keyword >= in.Valid-in.Known && in.Keyword >= minDistinct):
		v.Confidence = Medium
	}
	return v
}

func checkIP(n *number) finding {
	if n.by != byDotted {
		return n.sixIP()
	}
	if n.inSix() {
		return finding{} // found with the IPv6 address around it
	}
	a, leading, ok := readFour(n.digits)
	if !ok || leading || n.inDrawing() || n.versionLike() || a[2] == 0 && a[3] == 0 && n.named < full {
		return finding{formed: true}
	}
	f := fourClass(a)
	if !f.formed || n.isNetwork(32) {
		return finding{}
	}
	// The parts of versions are small numbers.
	f.loose = a[0] < 32 && a[1] < 32 && a[2] < 32
	if f.loose && n.named == faint {
		return finding{formed: true} // of a server or a version, and so small: a version
	}
	// One address in 150 of those that are given out looks so, and most versions do: in a
	// column without a name they tell it from one of addresses.
	f.against = n.named < weak && a[0] < 32 && a[1] < 32 && (a[2] < 64 || a[1] == 0)
	// In text the numbers of sections and object identifiers are as small, and more frequent.
	f.needsWord = f.needsWord || f.loose && a[3] < 64 && n.named < weak && n.end-n.start < len(n.data) && !n.saidAddress()
	return n.clientOf(f)
}

// clientOf says what the place of an address tells of whose it is.
func (n *number) clientOf(f finding) finding {
	f.modest = n.named < full
	switch n.ownerOf() {
	case aServer:
		f.vague = f.vague || n.named < full
	case aClient:
		f.sure, f.needsWord = !f.loose, false
	}
	if n.named == faint || n.named < full && n.others[len(n.e.dets)] > silent {
		f.vague, f.sure = true, false
	}
	return f
}

// readFour reads four groups of digits. A group with a leading zero may be octal, and
// mostly is part of something else.
func readFour(v []byte) (a [4]byte, leading, ok bool) {
	k := 0
	for i := 0; i < len(v); k++ {
		size := digitsFrom(v, i)
		x := decimal(v[i : i+min(size, 4)])
		if k == 4 || size == 0 || size > 3 || x > 255 {
			return a, leading, false
		}
		leading = leading || size > 1 && v[i] == '0'
		a[k] = byte(x)
		if i += size + 1; i <= len(v) && v[i-1] != '.' {
			return a, leading, false
		}
	}
	return a, leading, k == 4
}

// resolvers are addresses of public name servers, which manuals and configurations are
// full of, and those that samples have.
var resolvers = map[[4]byte]bool{
	{8, 8, 8, 8}: true, {8, 8, 4, 4}: true, {1, 1, 1, 1}: true, {1, 0, 0, 1}: true, {9, 9, 9, 9}: true, {1, 2, 3, 4}: true, {208, 67, 222, 222}: true, {208, 67, 220, 220}: true,
	{114, 114, 114, 114}: true, {114, 114, 115, 115}: true, {223, 5, 5, 5}: true, {223, 6, 6, 6}: true, {119, 29, 29, 29}: true, {180, 76, 76, 76}: true, {1, 2, 4, 8}: true,
}

// fourClass judges an address by its range (the registry of special addresses of RFC
// 6890): what is no host's at all is not formed.
func fourClass(a [4]byte) finding {
	ip := netip.AddrFrom4(a)
	shared := a[0] == 100 && a[1]&0xc0 == 64 // RFC 6598
	switch {
	case a[0] == 0 || a[0] >= 224:
		return finding{}
	case ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || shared:
		return finding{formed: true, valid: true, needsWord: true, vague: true}
	}
	known := resolvers[a] || // and RFC 5737, RFC 2544
		a[0] == 192 && a[1] == 0 && a[2] == 2 || a[0] == 198 && a[1] == 51 && a[2] == 100 || a[0] == 203 && a[1] == 0 && a[2] == 113 || a[0] == 198 && a[1]&0xfe == 18
	return finding{formed: true, valid: true, known: known}
}

// isNetwork says whether a prefix length follows that means a network and not one
// address.
func (n *number) isNetwork(host int) bool {
	i := n.end
	if i+1 >= len(n.data) || n.data[i] != '/' {
		return false
	}
	k := digitsFrom(n.data, i+1)
	if k < 1 || k > 3 || i+1+k < len(n.data) && (isLetter(n.data[i+1+k]) || n.data[i+1+k] == '/') {
		return false
	}
	return decimal(n.data[i+1:i+1+k]) < host
}
