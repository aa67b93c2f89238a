package detectors

import "bytes"

// What a device is and what is installed on it, where only names of fields tell it.

var _ = register(detector{
	category: "device.info",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `devicemodel devicebrand devicename devicetype devicemanufacturer deviceinfo deviceos deviceosversion devicelanguage deviceresolution devicetimezone devicememory
		handset handsetmodel phonemodel phonemodels phonebrand phonetype phoneos mobilemodel mobilebrand mobiletype mobileos cellphonemodel cellphonebrand osversion androidversion iosversion screenresolution batterylevel cpumodel
		romversion terminaltype terminalmodel clientos clientosversion carriername simoperator serialnumberofdevice deviceserial deviceserialno deviceserialnumber
		设备型号 设备品牌 设备名称 设备类型 设备信息 设备厂商 设备序列号 手机型号 手机品牌 机型 机型名称 终端型号 终端类型 系统版本 操作系统 操作系统版本 系统类型 屏幕分辨率 屏幕尺寸 电池电量 网络类型 网络制式
		設備型號 裝置型號 手機型號 作業系統 sbxh jixing xtbb`,
	check: shape(func(v []byte) bool { return len(v) <= 512 && bytes.IndexByte(v, '(') < 0 }), // no call of a function
})

var _ = register(detector{
	category: "device.software_list",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `applist appslist installedapps installedapplist installedapplications installedpackages installedsoftware installlist softwarelist runningapps
		appinstalled userapps applicationlist pkglist
		软件列表 应用列表 已安装应用 已安装软件 安装列表 已安装列表 应用程序列表 运行中的进程 进程列表 軟體列表 已安裝應用程式 rjlb yylb`,
	check: shapeOf(withLetter(2, 1<<20), nil),
})
