package reports

// archiveReasonsZH are the reasons that lie in compressions and archives.
var archiveReasonsZH = map[string]string{
	"a dictionary of %s":  "{1} 的字典",
	"a larger dictionary": "更大的字典",
	"the stream was packed with %s, of which %s fit the memory for one object; what needs more was not read: unpack it first, or pack it at a lower level": "该流压缩时使用了{1}，而单个对象的内存只容得下 {2}；需要更多内存的部分未读取：请先解压，或以较低级别重新压缩",
	"the stream was packed with a dictionary that is not in it; unpack it first with that dictionary, nothing that needs it was looked at":                 "该流压缩时使用了不在其中的字典；请先用该字典解压，需要它的内容均未查看",
	"the xz stream uses a filter for programs or for numbers that no reader here knows; unpack it first, nothing from there on was looked at":              "该 xz 流使用了面向程序或数值的过滤器，此处无法读取；请先解压，其后的内容均未查看",

	"the entry does not lie where the directory says, or its header is broken; nothing in it was looked at":                                                                                             "条目不在目录所示位置，或其头部损坏；其中的内容均未查看",
	"it is encrypted, a password is needed; decrypt it first, nothing in it was looked at":                                                                                                              "已加密，需要密码；请先解密，其中的内容均未查看",
	"it is packed with a method that no reader here knows (%s); unpack it first, nothing in it was looked at":                                                                                           "使用了此处无法读取的压缩方法（{1}）；请先解压，其中的内容均未查看",
	"the directory of the zip archive is missing, and the length of an entry stands nowhere else; what came before was read, the rest cannot be":                                                        "zip 归档没有目录，而某个条目的长度在别处也没有记录；此前的内容已读取，其余无法读取",
	"the directory of the zip archive is broken or cut off; the entries before it were read by their own headers":                                                                                       "zip 归档的目录损坏或被截断；其前的条目已按各自的头部读取",
	"the directory of the zip archive is broken or cut off; the entries that it states before were read, the rest cannot be":                                                                            "zip 归档的目录损坏或被截断；此前列出的条目已读取，其余无法读取",
	"entries of the archive were drawn at random, as many as the bytes or rows allowed for one object let read; use --depth full to read it all":                                                        "随机抽取归档中的条目，数量以单个对象允许的字节数或行数为限；可用 --depth full 全部读取",
	"entries of the archive were drawn at random, but they are so different in size, or so many, that large ones had a smaller chance to be read; use --depth full or a larger --budget to read it all": "随机抽取归档中的条目，但各条目大小悬殊或数量过多，大条目被读取的机会较小；可用 --depth full 或更大的 --budget 全部读取",

	"the archive goes on in further files; put the parts together first, what came before was read and the rest was not":                                "该归档在其他文件中继续；请先合并各分卷，此前的内容已读取，其余未读取",
	"the archive needs a dictionary that is larger than the memory for one object; unpack it first, nothing from there on was looked at":                "该归档所需的字典超过单个对象的内存；请先解压，其后的内容均未查看",
	"the archive lists more than %d files or %d blocks, which is more than fit the memory for one object; unpack it first, nothing in it was looked at": "该归档列出的文件超过 {1} 个或数据块超过 {2} 个，单个对象的内存容纳不下；请先解压，其中的内容均未查看",
	"the header of the archive is packed in a way that no reader here knows; unpack it first, nothing in it was looked at":                              "该归档的头部以此处无法读取的方式压缩；请先解压，其中的内容均未查看",
	"the header of the archive is longer than %s; unpack it first, nothing in it was looked at":                                                         "该归档的头部超过 {1}；请先解压，其中的内容均未查看",
}
