package reports

// markupReasonsZH are the reasons that lie in marked-up text.
var markupReasonsZH = map[string]string{
	"a name has a character that none has":     "名称中有不允许的字符",
	"an end tag has no end":                    "结束标签没有结束",
	"an end tag has no start tag":              "结束标签没有对应的开始标签",
	"the value of an attribute has no quotes":  "属性值没有引号",
	"neither a comment nor a document type":    "既不是注释，也不是文档类型",
	"something stands outside of the elements": "元素之外还有内容",
	"a slash stands inside a tag":              "标签中间有斜线",
	"a tag has no name":                        "标签没有名称",
	"an attribute has no value":                "属性没有值",
	"the property list has more objects, or deeper ones, than are read of one; the others were not":                   "属性列表的对象过多或嵌套过深，超出读取上限；其余未读取",
	"something in the mail is encrypted (PGP or S/MIME); decrypt it first, nothing in it was looked at":               "邮件中有加密内容（PGP 或 S/MIME）；请先解密，其中的内容均未查看",
	"the transfer encoding of a text in the mail is broken; what came before was read, the rest of that text was not": "邮件中某段文本的传输编码已损坏；损坏之前的内容已读取，该段文本的其余部分未读取",
	"broken transfer encoding":                                "传输编码已损坏",
	"pictures and objects inside the text were not looked at": "文本中的图片和对象未查看",
}
