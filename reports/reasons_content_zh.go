package reports

// contentReasonsZH are the reasons that lie in the content of files and
// objects.
var contentReasonsZH = map[string]string{
	"content is not read at depth names; use --depth sample to look into it":                                    "深度为 names 时不读取内容；可用 --depth sample 查看内容",
	"the compressed content unpacks to more than %d times its size or to more than %s; only that much was read": "压缩内容解压后超过其大小的 {1} 倍或超过 {2}；只读取了这么多",
	"a %s document":       "{1} 文档",
	"a compressed stream": "压缩流",
	"%d bytes":            "{1} 字节",
	"%s can only be read from its start: the first %d of %d bytes were read; use --depth full to read it all":          "{1}只能从头读取：已读取 {3} 字节中的前 {2} 字节；可用 --depth full 全部读取",
	"the %s stream is broken or cut off after %d unpacked bytes; what came before was read, the rest cannot be":        "{1} 流在解压出 {2} 字节后损坏或被截断；此前的内容已读取，其余无法读取",
	"the %s breaks off at byte %d of the text (%s); it was read as fields up to there and as lines of text from there": "{1} 在文本的第 {2} 字节处中断（{3}）；此前按字段读取，此后按文本行读取",
	"the %s ends at byte %d of the text in the middle of a value or a record; it may have been cut off":                "{1} 在文本的第 {2} 字节处结束，正处于一个值或一条记录的中间；可能被截断",
	"lines that are no valid record of the format were read as plain text, without field names":                        "不是该格式有效记录的行按纯文本读取，没有字段名称",
	"compressed %d times over and still compressed; unpack it first, nothing in it was looked at":                      "已多层压缩，解压 {1} 层后仍是压缩内容；请先解压，其中的内容均未查看",
	"the content starts like %s and its header is broken or cut off; nothing in it was looked at":                      "内容开头像 {1}，但其头部损坏或被截断；其中的内容均未查看",
	"content starts with bytes % x (%s): no reader for it; nothing in it was looked at":                                "内容以字节 {1} 开头（{2}）：没有相应的读取程序；其中的内容均未查看",
	"content starts with bytes % x and is not text in a known encoding: no reader for it; nothing in it was looked at": "内容以字节 {1} 开头，且不是已知编码的文本：没有相应的读取程序；其中的内容均未查看",
	"read as a random sample of pieces; use --depth full to read it all":                                               "随机抽取了若干片段读取；可用 --depth full 全部读取",
	"records that go on far beyond their piece were read in part; use --depth full to read them whole":                 "远超出所在片段的记录只读取了一部分；可用 --depth full 完整读取",
	"the store gave fewer bytes than it had listed; the content changed during the scan, scan it again":                "存储给出的字节少于列出的数量；内容在扫描期间发生了变化，请重新扫描",

	"%s can only be read from its start: the first %d of %d bytes were read and nothing behind them; use --depth full or a larger --budget to read the rest": "{1}只能从头读取：已读取 {3} 字节中的前 {2} 字节，其后的内容未读取；可用 --depth full 或更大的 --budget 读取其余部分",
	"no record begins in %d of the %d pieces that were drawn, because records are far longer than a piece; %s; use --depth full to read them whole":          "抽取的 {2} 个片段中有 {1} 个没有记录的开头，因为记录远长于片段；{3}；可用 --depth full 完整读取",
	"their bytes were looked at in part, as text without field names":                                                                                        "对其中的字节作为没有字段名称的文本查看了一部分",
	"nothing in them was looked at": "其中的内容均未查看",

	"something follows the value":                          "值之后还有其他内容",
	"a comma or the end of the array or object is missing": "缺少逗号，或数组、对象没有结束",
	"a member has no name":                                 "有成员没有名称",
	"a colon is missing":                                   "缺少冒号",
	"a name is too long":                                   "名称过长",
	"the text ends":                                        "文本到此结束",
	"nested too deeply":                                    "嵌套过深",
	"a number is too long":                                 "数字过长",
	"neither a value nor an end":                           "既不是值，也不是结尾",

	"parquet, encrypted":   "加密的 parquet",
	"hadoop sequence file": "Hadoop 序列文件",
	"microsoft office 97":  "Microsoft Office 97 文档",
	"postgresql dump":      "PostgreSQL 转储",
	"redis dump":           "Redis 转储",
	"elf program":          "ELF 程序",
	"windows program":      "Windows 程序",
	"java class":           "Java 类文件",
	"outlook pst":          "Outlook PST 文件",
}
