package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

func imei(r *rand.Rand) string {
	body := pick(r, []string{"35", "86"}) + digits(r, 12)
	return body + luhn(body)
}

func iccid(r *rand.Rand) string {
	body := pick(r, strings.Fields("898600 898601 898603 898606 894411 890141")) + digits(r, 13)
	if body[2] == '8' {
		return body + luhn(body) // 20 digits, as Chinese operators print them
	}
	body = body[:18]
	return body + luhn(body)
}

func mac(r *rand.Rand) string {
	// The first octet is even and not local: a block of a manufacturer.
	s := pick(r, strings.Fields("3c 00 f0 a4 8c d8 b8 28 64 ac")) + hexes(r, 10)
	return grouped(s, ":", 2, 2, 2, 2, 2)
}

func uuid(r *rand.Rand) string {
	return hexes(r, 8) + "-" + hexes(r, 4) + "-4" + hexes(r, 3) + "-" + drawn(r, "89ab", 1) + hexes(r, 3) + "-" + hexes(r, 12)
}

var provinces = strings.Split("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼", "")

func plate(r *rand.Rand) string {
	const free = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
	p := pick(r, provinces) + drawn(r, "ABCDEFGHJK", 1)
	if r.IntN(4) == 0 { // electric
		return p + drawn(r, "DF", 1) + drawn(r, free, 1) + digits(r, 4)
	}
	return p + drawn(r, free, 1) + digits(r, 1) + drawn(r, free, 1) + digits(r, 2)
}

func vehicle(r *rand.Rand) string {
	const free = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
	s := []byte(pick(r, strings.Fields("LSV LFV LVS WBA WDB 1HG JTD KMH LGX LRW")) + drawn(r, free, 5) + "0" +
		drawn(r, "KLMNPRST", 1) + drawn(r, "ABCDEFGH", 1) + digits(r, 6))
	s[8] = vin(string(s))[0]
	return string(s)
}

var devices = []*subject{
	{
		category: "device.imei", make: imei, write: oneOf(in(" ", 6, 2, 6), in("-", 2, 6, 6)),
		// A last digit of 0 is how some systems send a number without its check digit.
		near: func(r *rand.Rand) string {
			for {
				if s := wrongLast(imei)(r); s[14] != '0' {
					return s
				}
			}
		},

		fields: list("imei device_imei imeiNumber 国际移动设备识别码 手机串号 device.imei"), zh: list("IMEI 手机串号 设备IMEI"), en: list("IMEI ~IMEI_number"),
		alone: true,
	},
	{
		category: "device.imsi", make: func(r *rand.Rand) string {
			return pick(r, strings.Fields("46000 46001 46002 46003 46007 46011")) + digits(r, 10)
		},
		near:   func(r *rand.Rand) string { return "199" + digits(r, 12) },
		fields: list("imsi sim_imsi subscriberImsi 国际移动用户识别码"), zh: list("IMSI 用户IMSI"), en: list("IMSI"),
	},
	{
		category: "device.iccid", make: iccid, near: func(r *rand.Rand) string { return "88" + iccid(r)[2:] },
		fields: list("iccid sim_iccid simCardIccid SIM卡号"), zh: list("ICCID SIM卡ICCID"), en: list("ICCID ~SIM_ICCID"), alone: true, bare: true,
		may: []string{"finance.bank_card"},
	},
	{
		category: "device.meid", make: func(r *rand.Rand) string { return "A" + strings.ToUpper("000"+hexes(r, 10)) },
		near:   func(r *rand.Rand) string { return "0G" + hexes(r, 12) },
		fields: list("meid device_meid meidHex"), zh: list("MEID"), en: list("MEID"),
	},
	{
		category: "device.mac", make: mac, write: oneOf(strings.ToUpper, func(s string) string { return strings.ReplaceAll(s, ":", "-") }),
		near: func(r *rand.Rand) string {
			return fmt.Sprintf("%02d:%02d:%02d:%02d", r.IntN(24), r.IntN(60), r.IntN(60), r.IntN(30))
		},
		fields: list("mac mac_address macAddr wifi_mac device.mac 物理地址 MAC地址 wlmac"), zh: list("MAC地址 物理地址"), en: list("MAC ~MAC_address"),
		alone: true, bare: true, may: []string{"location.coarse"},
	},
	{
		category: "device.ad_id", make: uuid, write: oneOf(strings.ToUpper), near: func(r *rand.Rand) string { return "0000" + hexes(r, 6) },
		fields: list("idfa oaid gaid advertising_id adId device.idfa 广告标识符"), zh: list("IDFA OAID 广告标识"), en: list("IDFA GAID ~advertising_ID"),
		may: []string{"online.cookie", "device.android_id"}, also: []string{"device.android_id"},
	},
	{
		category: "device.android_id", make: func(r *rand.Rand) string { return "9" + hexes(r, 15) }, near: func(r *rand.Rand) string { return hexes(r, 9) },
		fields: list("android_id androidId device.android_id 安卓ID"), zh: list("AndroidID 安卓ID"), en: list("~Android_ID android_id"),
	},
	{
		category: "vehicle.plate", make: plate, write: func(r *rand.Rand, s string) string {
			if r.IntN(5) == 0 {
				return s[:4] + "·" + s[4:]
			}
			return s
		},
		near:   func(r *rand.Rand) string { return pick(r, provinces) + "O" + drawn(r, "IO", 1) + digits(r, 4) },
		fields: list("plate plate_no licensePlate car_plate 车牌 车牌号 车牌号码 cph"), zh: list("车牌 车牌号 车牌号码"), en: list("~license_plate ~plate_number"),
		alone: true, bare: true,
	},
	{
		category: "vehicle.vin", make: vehicle, near: func(r *rand.Rand) string {
			// Europe's numbers have no check digit, so only what no number has is wrong.
			s := vehicle(r)
			return s[:5] + pick(r, []string{"O", "I", "Q"}) + s[6:]
		},
		fields: list("vin vin_code vehicleVin 车架号 车辆识别代号 cjh"), zh: list("车架号 车辆识别代码 VIN"), en: list("VIN ~vehicle_identification_number"),
		alone: true, bare: true,
	},
}
