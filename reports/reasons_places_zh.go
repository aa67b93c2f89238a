package reports

// placesReasonsZH are the reasons why it is not known where a store stands, and the
// names that stand in them.
var placesReasonsZH = map[string]string{
	"the host is an IP address, which names no region: state the country as region in piiventory.yaml":                                        "主机是 IP 地址，不说明地域：请在 piiventory.yaml 中将国家注明为 region",
	"the host is a name of a local network, which names no region: state the country as region in piiventory.yaml":                            "主机名只在本地网络中有意义，不说明地域：请在 piiventory.yaml 中将国家注明为 region",
	"the host is a custom domain, which names no region: state the country as region in piiventory.yaml":                                      "主机是自定义域名，不说明地域：请在 piiventory.yaml 中将国家注明为 region",
	"the host is one of the CDN %s, which keeps copies in many places: state the country of the store behind it as region in piiventory.yaml": "主机属于 {1} 的 CDN，会在多处保存副本：请在 piiventory.yaml 中将其源站存储所在的国家注明为 region",
	"the server was reached through a socket of this machine, which names no region: state the country as region in piiventory.yaml":          "服务器是通过本机的套接字访问的，不说明地域：请在 piiventory.yaml 中将国家注明为 region",
	"hosts of this form name no region: state the country as region in piiventory.yaml":                                                       "这种形式的主机名不说明地域：请在 piiventory.yaml 中将国家注明为 region",
	"the write endpoint of Cloud SQL follows the primary instance and names no region: state the country as region in piiventory.yaml":        "Cloud SQL 的写入端点随主实例而变，不说明地域：请在 piiventory.yaml 中将国家注明为 region",
	"Google does not state which countries ASIA is: state them as region in piiventory.yaml, or move to a region":                             "Google 没有说明 ASIA 包括哪些国家：请在 piiventory.yaml 中注明 region，或迁移到单一地域",
	"the resolver did not say of which host the custom domain is another name":                                                                "域名解析器没有说明该自定义域名是哪台主机的别名",
	"the custom domain is no other name of a host":                                                                                            "该自定义域名不是其他主机的别名",
	"the custom domain is another name of a host that names no region":                                                                        "该自定义域名是另一主机的别名，而那台主机不说明地域",
	"the certificate of the server is for hosts in several regions":                                                                           "服务器证书所对应的主机位于多个地域",
	"the certificate of the server names no host of a known provider":                                                                         "服务器证书没有写明已知服务商的主机",
	"the server's own name, @@hostname, names no region: state the country as region in piiventory.yaml":                                      "服务器自己的名称（@@hostname）不说明地域：请在 piiventory.yaml 中将国家注明为 region",
	"the server was not asked who runs it: %s":                                                                                                "没有询问服务器由谁运营：{1}",
	"the address at the other end of the connection was not seen":                                                                             "没有看到连接对端的地址",
	"the store was reached through a proxy, so that its own address was not seen":                                                             "该存储是通过代理访问的，因此没有看到它自己的地址",

	"R2 has an endpoint for each account: add endpoint=https://ACCOUNT.r2.cloudflarestorage.com to the URL, with .eu or .us behind the account where the bucket has a jurisdiction": "R2 的每个账户各有端点：请在 URL 中加上 endpoint=https://ACCOUNT.r2.cloudflarestorage.com，存储桶指定了司法管辖区时在账户之后加上 .eu 或 .us",
	"MinIO stands where its owner put it: add endpoint=https://HOST:9000 to the URL":                                                                                                "MinIO 由所有者自行部署：请在 URL 中加上 endpoint=https://HOST:9000",
	"the provider has an endpoint for each region, and none is named: add region= to the URL, or give --region":                                                                     "该服务商的每个地域各有端点，而没有注明地域：请在 URL 中加上 region=，或给出 --region",
	"the region is no name that a provider gives: letters, digits and hyphens":                                                                                                      "该地域不是服务商会用的名称：只含字母、数字和连字符",
	"the provider is unknown; did you mean %s? Known are %s; leave it out for another server that speaks S3":                                                                        "不认识该服务商；是否是指 {1}？已知的有 {2}；其他支持 S3 的服务器请不要注明服务商",
	"the provider is unknown; known are %s; leave it out for another server that speaks S3":                                                                                         "不认识该服务商；已知的有 {1}；其他支持 S3 的服务器请不要注明服务商",

	"Amazon CloudFront": "亚马逊 CloudFront",
	"Alibaba Cloud":     "阿里云",
	"Tencent Cloud":     "腾讯云",
	"Huawei Cloud":      "华为云",
	"Kingsoft Cloud":    "金山云",
}
