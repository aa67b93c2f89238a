package reports

// databaseReasonsZH are the reasons that several kinds of databases share.
var databaseReasonsZH = map[string]string{
	"rows were drawn at random; the others were not read":                                                         "随机抽取了若干行；其余的行未读取",
	"rows were drawn at random, but some were more likely than others; the others were not read":                  "随机抽取了若干行，但各行被抽中的机会不等；其余的行未读取",
	"the rows at and behind random keys were read: gap-weighted, not equal probability; the others were not read": "读取了随机键处及其后的行：机会按键的间隔加权，并非等概率；其余的行未读取",
	"only the first rows were read, which says nothing of the others":                                             "只读取了最前面的行，不能说明其余的行",
	"%s: only the first rows were read":                                                                           "{1}：只读取了最前面的行",
	"the rows of a view lie in tables that are listed too and cannot be drawn at random":                          "视图的行存放在同样已列出的表中，无法随机抽取",
	"a database server does not say where it stands: state the region of the store in the configuration":          "数据库服务器不说明自己位于何处：请在配置中注明该存储的地域",
	"the password is to come from the environment variable %s, which is not set: set it, or change password_env":  "密码应取自环境变量 {1}，但该变量未设置：请设置，或更改 password_env",
	"the password is to come from the file %q, which cannot be read: make it readable, or change password_file":   "密码应取自文件 {1}，但该文件无法读取：请使其可读，或更改 password_file",
	"column %q holds binary data that is not text in %d of the rows read: not looked at":                          "列 {1} 在读取的行中有 {2} 行是非文本的二进制数据：未查看",
	"values longer than %d characters were read only that far, in %d of the rows read, column %s":                 "超过 {1} 个字符的值只读取到该长度，涉及读取的行中的 {2} 行，列 {3}",
	"values of more than %d bytes were not read at all, in %d of the rows read":                                   "超过 {1} 字节的值完全未读取，涉及读取的行中的 {2} 行",

	"the socket %s":                               "套接字 {1}",
	"the socket in %s, port %d":                   "{1} 中的套接字（端口 {2}）",
	"user %q may not read it: GRANT SELECT on it": "用户 {1} 无权读取：请对其执行 GRANT SELECT",

	"the connection was refused: is the server running there, and is the port right?":                                "连接被拒绝：服务器是否在该处运行，端口是否正确？",
	"the host name cannot be resolved: check it, and the name server":                                                "无法解析主机名：请检查主机名和域名服务器",
	"there was no answer in time: check host, port and firewall":                                                     "未及时得到应答：请检查主机、端口和防火墙",
	"it did not answer within %d s: check host, port and firewall":                                                   "在 {1} 秒内没有应答：请检查主机、端口和防火墙",
	"it is no longer there: it was dropped or renamed during the scan":                                               "已不存在：在扫描期间被删除或改名",
	"another session holds a lock that keeps readers out for more than a second: scan again when it is done":         "另一个会话持有锁，使读取等待超过一秒：请在其结束后重新扫描",
	"the server ended the connection: it is shutting down, or an administrator intervened":                           "服务器结束了连接：服务器正在关闭，或管理员进行了干预",
	"there is no database %q: check the name, or leave it out of the URL to scan all databases that user %q may see": "没有数据库 {1}：请检查名称，或在 URL 中省略名称，以扫描用户 {2} 可见的全部数据库",

	"the budget of the store is too small to ask this as well: give it more with --budget":                                                    "该存储的预算不足以再询问此项：可用 --budget 增加预算",
	"the server took longer to answer than questions about itself are given: scan again when it has less to do, or with more time (--budget)": "服务器回答有关自身的问题用时超过所给的时间：请在其负载较低时重新扫描，或给予更多时间（--budget）",
	"%s may keep copies of the servers that it runs which these do not list: look for replicas in its console, or ask who runs it":            "{1} 可能为其运行的服务器保留副本，而服务器自身并不列出：请在其控制台查看副本，或询问其管理者",
	"the copy lies on the machine of the server itself: it stands where the server does":                                                      "该副本就在服务器所在的机器上：其所在地与服务器相同",
	"an address of a private network names no place: ask where this host stands":                                                              "专用网络的地址不说明地点：请询问该主机位于何处",
	"an address does not say where its host stands: ask where this one does":                                                                  "地址不说明其主机位于何处：请询问该主机位于何处",
	"the name of the host does not say where it stands: ask where this one does":                                                              "主机名不说明其位于何处：请询问该主机位于何处",
}
