package reports

// addressReasonsZH are the reasons why an S3 URL or its credentials cannot be
// used.
var addressReasonsZH = map[string]string{
	"the S3 URL cannot be read": "无法解读该 S3 URL",
	"the S3 URL cannot be read: it is s3://bucket/prefix?endpoint=https://host, and # % ? / : @ inside a key, secret or prefix are written as %23 %25 %3F %2F %3A %40": "无法解读该 S3 URL：其形式为 s3://bucket/prefix?endpoint=https://host，密钥、私钥或前缀中的 # % ? / : @ 写作 %23 %25 %3F %2F %3A %40",
	"the S3 URL names a port where the bucket stands: the server goes into ?endpoint=http://host:port, and a secret with a slash is written with %2F":                  "该 S3 URL 在存储桶的位置写了端口：服务器写在 ?endpoint=http://host:port 中，私钥中的斜线写作 %2F",
	"the S3 URL has a prefix and no bucket: write s3://bucket/prefix with two slashes":                                                                                 "该 S3 URL 有前缀而没有存储桶：请写作 s3://bucket/prefix，用两条斜线",
	"the parameters of the S3 URL cannot be read: & separates them, and % is written as %25":                                                                           "无法解读该 S3 URL 的参数：参数之间用 & 分隔，% 写作 %25",
	"the S3 URL has an unknown parameter; known are %s":                                                                                                                "该 S3 URL 含有未知参数；可用的参数有 {1}",
	"the S3 URL has the parameter %s twice":                                                                                                                            "该 S3 URL 中参数 {1} 出现了两次",
	"the S3 URL asks for anonymous access and names credentials: leave out one of them":                                                                                "该 S3 URL 既要求匿名访问，又写有凭据：请去掉其中之一",
	"the endpoint of the S3 URL is http://host:port or https://host, without path, user or parameters":                                                                 "S3 URL 的端点形式为 http://host:port 或 https://host，不带路径、用户或参数",
	"anonymous in the S3 URL is true or false":                                                                                                                         "S3 URL 中的 anonymous 取 true 或 false",
	"path_style in the S3 URL is true or false":                                                                                                                        "S3 URL 中的 path_style 取 true 或 false",
	"the S3 URL names no bucket: write s3://bucket, or discover the buckets of the server first":                                                                       "该 S3 URL 没有存储桶：请写作 s3://bucket，或先发现服务器上的存储桶",

	"the AWS profile asked for is in neither ~/.aws/config nor ~/.aws/credentials: check profile in the URL and AWS_PROFILE":                                                        "所要求的 AWS 配置档既不在 ~/.aws/config，也不在 ~/.aws/credentials 中：请检查 URL 中的 profile 和 AWS_PROFILE",
	"the AWS configuration cannot be loaded: check the AWS_* variables, AWS_CA_BUNDLE and the files below ~/.aws":                                                                   "无法载入 AWS 配置：请检查 AWS_* 变量、AWS_CA_BUNDLE 和 ~/.aws 下的文件",
	"no AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, name a user for the store, or add anonymous=true to the URL of a public bucket": "没有找到 AWS 凭据：请设置 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY 或 AWS_PROFILE，为该存储指定用户，或在公开存储桶的 URL 中加上 anonymous=true",
	"a secret key is configured without the access key id it belongs to: state user beside it":                                                                                      "配置了私有密钥，却没有其所属的访问密钥 ID：请在旁边注明 user",
	"the environment variable %s, which is to hold the secret key, is not set":                                                                                                      "应存放私有密钥的环境变量 {1} 未设置",
	"the file that is to hold the secret key cannot be read: check password_file and its permissions":                                                                               "无法读取应存放私有密钥的文件：请检查 password_file 及其权限",
	"the file that is to hold the secret key is empty":                                                                                                                              "应存放私有密钥的文件为空",
	"an access key id is given without its secret: add the secret to the URL, or name it with password_env or password_file":                                                        "给出了访问密钥 ID，却没有其私钥：请在 URL 中加上私钥，或用 password_env 或 password_file 指明",
	"an address of this machine": "本机地址",
}
