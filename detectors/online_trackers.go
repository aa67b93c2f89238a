package detectors

// Marks by which browsers are told again without a cookie. Their values have no form
// of their own, and the ETag of an object in a bucket tracks nobody, so only names
// that speak of visitors count.

var _ = register(detector{
	category: "online.etag",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `visitoretag useretag clientetag browseretag etagtracker etagtracking trackingetag etagid etaguserid visitoretags`,
	check:    shape(ofLength(4, 512)),
})

var _ = register(detector{
	category: "online.beacon",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `webbeacon webbeaconid beaconid beaconurl beaconvisitor pixelid trackingpixel pixeltracking pixeluserid trackingpixelid cleargif emailopenpixel 网络信标 网页信标 像素标签 追踪像素 跟踪像素 信标标识`,
	check:    shape(ofLength(4, 1024)),
})
