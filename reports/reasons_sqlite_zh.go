package reports

// sqliteReasonsZH are the reasons of SQLite.
var sqliteReasonsZH = map[string]string{
	"the URL names no file: write it as sqlite:PATH or sqlite:///ABSOLUTE/PATH":                                                           "URL 中没有文件：请写作 sqlite:PATH 或 sqlite:///ABSOLUTE/PATH",
	"there is no file %q: check the path":                                                                                                 "没有文件 {1}：请检查路径",
	"the file %q may not be looked up: give the user who scans access to its folder":                                                      "无权查找文件 {1}：请为运行扫描的用户开放其所在文件夹",
	"the file %q cannot be looked up":                                                                                                     "无法查找文件 {1}",
	"%q is a folder, not a database file: scan it as file:PATH, or name the database file in it":                                          "{1} 是文件夹，不是数据库文件：请以 file:PATH 扫描，或指明其中的数据库文件",
	"%q is not a regular file":                                                                                                            "{1} 不是普通文件",
	"the file %q may not be read: give the user who scans the right to":                                                                   "无权读取文件 {1}：请为运行扫描的用户授权",
	"the file %q is not a SQLite database, or it is encrypted: scan a decrypted copy, or scan it as file:PATH":                            "文件 {1} 不是 SQLite 数据库，或已加密：请扫描解密后的副本，或以 file:PATH 扫描",
	"the integer key of the table holds something else":                                                                                   "该表的整数键含有其他内容",
	"it took longer than the statement timeout of %d s":                                                                                   "用时超过语句超时 {1} 秒",
	"the SQLite engine failed":                                                                                                            "SQLite 引擎发生故障",
	"another process keeps the database locked for more than a second: scan again when it is done":                                        "另一个进程锁定数据库超过一秒：请在其结束后重新扫描",
	"the database file is damaged: run PRAGMA integrity_check on a copy":                                                                  "数据库文件已损坏：请在副本上运行 PRAGMA integrity_check",
	"the file is not a SQLite database, or it is encrypted: scan a decrypted copy":                                                        "该文件不是 SQLite 数据库，或已加密：请扫描解密后的副本",
	"the database cannot be opened: with a write-ahead log beside it (-wal) its folder must be writable; otherwise scan a copy":           "无法打开数据库：旁边有预写日志（-wal）时，其所在文件夹须可写；否则请扫描副本",
	"reading the database file failed: is the disk or the share all right?":                                                               "读取数据库文件失败：磁盘或共享是否正常？",
	"SQLite cannot read it: it was altered during the scan, or refers to tables, functions or modules that are not there (result code 1)": "SQLite 无法读取：它在扫描期间被修改，或引用了不存在的表、函数或模块（结果码 1）",
	"SQLite answered with result code %d":                                                                                                 "SQLite 以结果码 {1} 应答",
	"the table has no integer key by which rows could be drawn at random":                                                                 "该表没有可用于随机抽取行的整数键",
	"the path %q cannot be opened as a SQLite database":                                                                                   "路径 {1} 无法作为 SQLite 数据库打开",
	"the database file could not be closed properly":                                                                                      "数据库文件未能正常关闭",
	"a file does not say where it lies: state the region of the store in the configuration":                                               "文件本身不说明它位于何处：请在配置中注明该存储的地域",

	"a SQLite file is not encrypted itself, and does not say whether its disk is: ask who runs the machine": "SQLite 文件本身不加密，也不说明其磁盘是否加密：请询问机器的管理者",
}
