package detectors

// Where somebody is or was, where only names of fields tell it.

var _ = register(detector{
	category: "location.coarse",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `bssid ssid wifissid wifibssid apmac wifiname lac lacid cellid ecgi basestation basestationid celltower celllocation ipcity ipprovince ipregion ipcountry iplocation ipgeo geocity
		geoprovince georegion geocountry logincity loginprovince loginlocation clientcity clientprovince usercity userprovince userregion visitorcity currentcity locationcity geohash
		基站 基站编号 基站位置 小区号 位置区码 登录城市 登录地点 登录地 登录省份 所在城市 所在省份 所在地区 所在地 当前城市 定位城市 常驻城市 归属城市 无线网络名称 所在區域 dlcs szcs`,
	check: shape(ofLength(1, 256)),
})

var _ = register(detector{
	category: "location.travel",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `itinerary itineraryno travelhistory travelrecord triphistory triprecord trackpoints gpstrack gpstrace flightno flightnumber trainno trainnumber seatno hotelname hotelcheckin checkindate checkoutdate
		departurecity arrivalcity departurestation arrivalstation departureairport arrivalairport pnr pnrcode boardingpass ticketnumber eticketno rideorigin ridedestination pickuplocation dropofflocation
		行程 行程单 行程记录 行踪 行踪轨迹 轨迹 出行记录 出行轨迹 航班号 航班 车次 座位号 入住日期 退房日期 离店日期 入住酒店 住宿记录 酒店名称 出发城市 到达城市 出发站 到达站 出发地 目的地
		上车地点 下车地点 客票号 登机牌 乘车记录 乘机记录 行程軌跡 航班號 hbh xcgj`,
	check: shape(ofLength(1, 1<<16)),
})
