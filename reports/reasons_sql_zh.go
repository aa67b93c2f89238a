package reports

// sqlReasonsZH are the reasons that lie in dumps of databases.
var sqlReasonsZH = map[string]string{
	"lines of tables whose names stand further up, in a part that was not drawn, were read as plain text; use --depth full to read them as fields": "表名位于前面未被抽中部分的表数据行按纯文本读取；可用 --depth full 按字段读取",
	"the text ends inside a tuple": "文本在一个元组中间结束",

	"this dump of PostgreSQL is of a version that no reader here knows; turn it into SQL with pg_restore first, nothing in it was looked at":                                                                                       "该 PostgreSQL 转储的版本没有相应的读取程序；请先用 pg_restore 转换为 SQL，其中的内容均未查看",
	"the rows in this dump of PostgreSQL are compressed in a way that no reader here knows; turn it into SQL with pg_restore first, only the definitions were looked at":                                                           "该 PostgreSQL 转储中的数据行以此处无法读取的方式压缩；请先用 pg_restore 转换为 SQL，只查看了定义",
	"the table of contents of this dump of PostgreSQL holds a name or a statement that is longer than any; it is broken there, and nothing behind it was read":                                                                     "该 PostgreSQL 转储的目录中有长得不合理的名称或语句；目录在该处损坏，其后的内容均未读取",
	"the dump of PostgreSQL ends before the rows of all tables that it lists; it may have been cut off":                                                                                                                            "该 PostgreSQL 转储在其所列各表的数据行全部出现之前结束；可能被截断",
	"the rows of a table in the dump of PostgreSQL are broken; what came before was read, the rest of that table was not":                                                                                                          "该 PostgreSQL 转储中某个表的数据行损坏；此前的内容已读取，该表的其余部分未读取",
	"the dump of PostgreSQL holds rows that its table of contents does not list, or lists behind more tables than fit the memory for one object; they were read without the names of their fields":                                 "该 PostgreSQL 转储含有目录未列出的数据行，或目录所列的表多到单个对象的内存容纳不下；这些数据行在没有字段名的情况下读取",
	"the dump of PostgreSQL has more definitions than the rows allowed for one object; they were looked at in part; use --depth full to read them all":                                                                             "该 PostgreSQL 转储的定义多于单个对象允许的行数；只查看了一部分；可用 --depth full 全部读取",
	"a statement in the dump of PostgreSQL breaks off in the middle; what came before was read as fields, the rest as lines of text or not at all":                                                                                 "该 PostgreSQL 转储中有语句在中途断开；此前的内容按字段读取，其余按文本行读取或未读取",
	"of the tables in the dump of PostgreSQL some were drawn at random, and of each of them the first rows were read, as many as the bytes or rows allowed for one object; use --depth full or a larger --budget to read the rest": "随机抽取了该 PostgreSQL 转储中的部分表，每个表读取开头的数据行，数量以单个对象允许的字节数或行数为限；可用 --depth full 或更大的 --budget 读取其余部分",
	"of each table in the dump of PostgreSQL the first rows were read, as many as the bytes or rows allowed for one object; use --depth full or a larger --budget to read the rest":                                                "该 PostgreSQL 转储中每个表读取了开头的数据行，数量以单个对象允许的字节数或行数为限；可用 --depth full 或更大的 --budget 读取其余部分",
	"the table of contents of this dump of PostgreSQL does not say rightly where the rows of some tables lie; they were not looked at":                                                                                             "该 PostgreSQL 转储的目录未正确说明某些表的数据行所在的位置；这些数据行未查看",
}
