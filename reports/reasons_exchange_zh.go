package reports

// exchangeReasonsZH are the messages about drafts, imports and exports of declarations.
var exchangeReasonsZH = map[string]string{
	"the inventory has no store that a declaration could name":                                        "清单中没有声明可以指明的存储",
	"%s is none of %s: it has none of the keys that these begin with; say which it is with --as":      "{1} 不属于 {2}：没有这些格式开头的键；请用 --as 说明是哪一种",
	"--as must be one of %s, not %q":                                                                  "--as 必须是 {1} 之一，不能是 {2}",
	"%s has no system or dataset that a declaration could name":                                       "{1} 中没有声明可以指明的系统或数据集",
	"%s repeats itself through aliases more than can be read":                                         "{1} 通过别名重复的内容太多，无法读取",
	"%s is larger than %d bytes; is it the right file?":                                               "{1} 大于 {2} 字节；文件是否正确？",
	"%s is not UTF-8; save it as UTF-8":                                                               "{1} 不是 UTF-8；请以 UTF-8 保存",
	"%s is not YAML: %s":                                                                              "{1} 不是 YAML：{2}",
	"%s holds several documents; put each into a file of its own":                                     "{1} 含有多个文档；请把每个文档放进各自的文件",
	"%s is not a mapping of keys":                                                                     "{1} 不是由键组成的映射",
	"the declaration cannot be written: %w":                                                           "声明无法写出：{1}",
	"give the saved inventory to start from with --from":                                              "请用 --from 给出作为起点的已保存清单",
	"give the format to write with --as: %s":                                                          "请用 --as 给出要写的格式：{1}",
	"%s is there already; give another name, or take it away first, since it may have been corrected": "{1} 已经存在；请换一个名称，或先将其移走，因为它可能已被修改",
	"the file cannot be read: %w":                                                                     "文件无法读取：{1}",
	"the file was not written: %w":                                                                    "文件没有写出：{1}",
}
