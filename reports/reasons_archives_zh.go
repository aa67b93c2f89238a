package reports

// archiveReasonsZH are the reasons that lie in compressions and archives.
var archiveReasonsZH = map[string]string{
	"a dictionary of %s":  "{1} 的字典",
	"a larger dictionary": "更大的字典",
	"the stream was packed with %s, of which %s fit the memory for one object; what needs more was not read: unpack it first, or pack it at a lower level": "该流压缩时使用了{1}，而单个对象的内存只容得下 {2}；需要更多内存的部分未读取：请先解压，或以较低级别重新压缩",
	"the stream was packed with a dictionary that is not in it; unpack it first with that dictionary, nothing that needs it was looked at":                 "该流压缩时使用了不在其中的字典；请先用该字典解压，需要它的内容均未查看",
	"the xz stream uses a filter for programs or for numbers that no reader here knows; unpack it first, nothing from there on was looked at":              "该 xz 流使用了面向程序或数值的过滤器，此处无法读取；请先解压，其后的内容均未查看",
}
