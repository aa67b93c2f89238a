package detectors

import "bytes"

// The province or the city of a person, told by the field's name and the names of
// the divisions of China and of the states of the USA. "region" and "state" mean
// too many other things, so there the dictionary decides.
var _ = register(detector{
	category: "contact.region",
	evidence: "field name, dictionary",
	value:    true,
	closing:  true,
	peaceful: true,
	chance:   1.0 / 10,
	words: `province provincename city cityname homecity homeprovince usercity userprovince residencecity county prefecture birthcity hometown
		~region ~regionname ~state ~statename ~area ~areaname ~district ~districtname ~town ~sheng ~shengfen ~chengshi ~diqu ~cs
		省份 省 城市 所在城市 所在省份 省市 省市区 所在地区 居住城市 常住城市 归属省份 归属城市 区县 所在区县 户籍省份 籍贯 现居城市 工作城市 城市名称 省份名称 收货省份 收货城市 收件省 收件市
		~地区 ~区域 ~所在地 ~地市 ~市 ~区 ~县 ~市区`,
	check: checkRegion,
})

// stateNamesOfUS are the states of the USA in lower case, without spaces.
var usStateNames = latinSet(`alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa
	kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada newhampshire
	newjersey newmexico newyork northcarolina northdakota ohio oklahoma oregon pennsylvania rhodeisland southcarolina southdakota tennessee
	texas utah vermont virginia washington westvirginia wisconsin wyoming districtofcolumbia puertorico`)

func checkRegion(n *number) finding {
	v := n.digits
	if n.by == byKeyed && n.unsure {
		return finding{}
	}
	f := finding{formed: true}
	if v[0] >= 0xe3 {
		f.valid = n.divisionsOnly(v)
		if !f.valid && n.named == full && n.by != byKeyed && len(v) >= 6 && len(v) <= 24 && allHan(v) {
			last := string(v[len(v)-3:])
			f.valid = last == "市" || last == "县" || last == "区" || last == "省" || last == "州" || last == "縣" || last == "區"
			f.loose = true
		}
		return f
	}
	if !latinLetter(v[0]) || len(v) > 40 {
		f.formed = n.by != byKeyed && !isDigit(v[0])
		return f
	}
	var low [40]byte
	k := 0
	for _, b := range v {
		switch {
		case latinLetter(b):
			low[k] = b | 0x20
			k++
		case b != ' ' && b != '.' && b != '-' && b != '\'' && b != ',':
			return f
		}
	}
	upper := v[0]-'A' <= 25 || v[0] >= 0xc3
	switch {
	case usStateNames[string(low[:k])], greatCities[string(low[:k])] && upper, len(v) == 2 && usStates[string(low[:2])] && upper && v[1]-'A' <= 25:
		f.valid = true
	case n.named == full && n.by != byKeyed:
		f.valid = upper && k >= 3 && bytes.Count(v, []byte(" ")) < 4
		f.loose = true
	}
	return f
}

// divisionsOnly says whether v is nothing but names of divisions.
func (n *number) divisionsOnly(v []byte) bool {
	t := divisionsOfChina()
	for count := 0; count < 5; count++ {
		size, _ := t.at(v)
		if size == 0 {
			return false
		}
		if v = v[size:]; len(v) == 0 {
			return true
		}
		for len(v) > 0 && (v[0] == ' ' || v[0] == '-' || v[0] == '/' || v[0] == ',') {
			v = v[1:]
		}
	}
	return false
}

// greatCities are cities whose names say in any field that a city is meant, in lower case,
// without spaces: capitals, and the larger ones of countries where English is written.
var greatCities = latinSet(`london manchester birmingham liverpool leeds sheffield bristol glasgow edinburgh cardiff belfast dublin newcastle nottingham southampton
	newyork newyorkcity losangeles chicago houston philadelphia phoenix sanantonio sandiego dallas sanjose sanfrancisco seattle denver boston detroit nashville memphis portland
	lasvegas baltimore milwaukee albuquerque tucson fresno sacramento kansascity atlanta miami oakland minneapolis tulsa cleveland tampa neworleans honolulu pittsburgh cincinnati
	stlouis orlando newark buffalo omaha raleigh charlotte columbus indianapolis fortworth jacksonville elpaso anchorage spokane saltlakecity longbeach washingtondc
	toronto montreal vancouver calgary ottawa edmonton winnipeg quebeccity halifax sydney melbourne brisbane perth adelaide canberra hobart auckland wellington christchurch
	singapore hongkong kowloon macau taipei kaohsiung taichung tainan hsinchu tokyo osaka kyoto yokohama nagoya sapporo fukuoka kobe seoul busan incheon bangkok hanoi hochiminhcity saigon
	manila cebu jakarta surabaya bandung kualalumpur penang yangon phnompenh vientiane delhi newdelhi mumbai bangalore bengaluru chennai kolkata hyderabad pune ahmedabad jaipur
	karachi lahore islamabad dhaka colombo kathmandu dubai abudhabi doha riyadh jeddah kuwaitcity muscat manama tehran baghdad beirut amman damascus jerusalem telaviv istanbul ankara
	cairo alexandria casablanca rabat tunis algiers lagos abuja accra nairobi addisababa kampala daressalaam johannesburg capetown durban pretoria
	paris lyon marseille toulouse bordeaux berlin hamburg munich cologne frankfurt stuttgart dusseldorf vienna zurich geneva basel bern brussels antwerp amsterdam rotterdam thehague
	madrid barcelona valencia seville lisbon porto rome milan naples turin florence venice athens stockholm gothenburg oslo bergen copenhagen helsinki reykjavik warsaw krakow prague
	budapest bucharest sofia belgrade zagreb kyiv kiev moscow saintpetersburg minsk riga vilnius tallinn
	mexicocity guadalajara monterrey havana bogota medellin lima quito caracas santiago buenosaires montevideo saopaulo riodejaneiro brasilia
	beijing shanghai guangzhou shenzhen tianjin chongqing chengdu hangzhou wuhan nanjing xian suzhou qingdao dalian xiamen ningbo changsha zhengzhou shenyang harbin kunming jinan fuzhou hefei urumqi lhasa`)
