package detectors

// Papers of organisations. They are no personal data unless the organisation is
// one person, but declarations speak of them.

var _ = register(detector{
	category: "org.licence",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `businesslicence businesslicense licenceno licenseno businesslicenseno businesslicensenumber businesslicenseurl businesslicenseimage registrationno 营业执照 营业执照号 营业执照注册号 营业执照照片 工商注册号 经营许可证 營業執照 yyzz yyzzh`,
	check:    shape(ofLength(4, 4096)),
})

var _ = register(detector{
	category: "org.corp_account",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `corporateaccount companyaccount companybankaccount corpaccount corpbankaccount enterpriseaccount 对公账户 对公账号 企业账户 公司账户 企业银行账号 公司银行账号 對公帳戶`,
	check:    shape(ofLength(6, 64)),
})

var _ = register(detector{
	category: "org.domain_cert",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words:    `domaincert domaincertificate sslcert sslcertificate icplicence icpno icpnumber icprecord domainowner 域名证书 备案号 icp备案号 网站备案号 域名备案 备案号码`,
	check:    shape(ofLength(4, 1<<16)),
})
