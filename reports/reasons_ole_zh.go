package reports

// oleReasonsZH are the reasons of documents in compound files.
var oleReasonsZH = map[string]string{
	"the directory of the file is broken or cut off; the streams that it names before were read, the rest cannot be":                                                              "文件的目录已损坏或被截断；此前列出的流已读取，其余无法读取",
	"a stream of the document is broken or cut off; what came before in it was read, the rest of it cannot be":                                                                    "文档的一个流已损坏或被截断；此前的内容已读取，其余无法读取",
	"objects lie too deep in one another; open them on their own, nothing in them was looked at":                                                                                  "对象嵌套过深；请单独打开，其中的内容均未查看",
	"pictures of objects in the document were not looked at":                                                                                                                      "文档中对象的图片未查看",
	"drawings as Windows metafiles in the document were not looked at":                                                                                                            "文档中的 Windows 图元文件未查看",
	"streams in the file that belong to no format known here were not looked at":                                                                                                  "文件中不属于已知格式的流未查看",
	"macros in the document whose source is not kept with them were not read":                                                                                                     "文档中未保存源代码的宏未读取",
	"the source of macros in the document is broken or cut off; it was read as far as it goes":                                                                                    "文档中宏的源代码已损坏或被截断；已读取可读部分",
	"this is a document of Office 2007 or later that is encrypted with a password or by rights management; decrypt it first, nothing in it was looked at":                         "这是用密码或权限管理加密的 Office 2007 及以后版本的文档；请先解密，其中的内容均未查看",
	"this workbook is encrypted, with a password or with the one that Excel itself sets where only changes are forbidden; save it without one first, nothing in it was looked at": "此工作簿已加密（使用密码，或 Excel 在仅禁止修改时自行设置的密码）；请先另存为无密码的文件，其中的内容均未查看",
	"this workbook is older than those of Excel 5; save it in a newer form first, nothing in it was looked at":                                                                    "此工作簿的格式早于 Excel 5；请先另存为较新的格式，其中的内容均未查看",
	"cells of the workbook have texts that are not in the table that its sheets share; they were not read":                                                                        "工作簿中有单元格的文本不在工作表共享的文本表中；未读取",

	"this text of Word is encrypted with a password; save it without one first, nothing in it was looked at":    "此 Word 文档已用密码加密；请先另存为无密码的文件，其中的内容均未查看",
	"this text is older than those of Word 6; save it in a newer form first, nothing in it was looked at":       "此文档的格式早于 Word 6；请先另存为较新的格式，其中的内容均未查看",
	"this text of Word 6 or 95 was saved in pieces; save it in a newer form first, nothing in it was looked at": "此 Word 6 或 95 文档分段保存；请先另存为较新的格式，其中的内容均未查看",
	"a table of the text is longer than any that programs write; what it leads to was read in part":             "文档中的一个表比任何程序写出的都长；其所指内容只读取了一部分",
	"data beside the text, such as pictures, was not looked at":                                                 "正文之外的数据（例如图片）未查看",
	"this presentation is encrypted with a password; save it without one first, nothing in it was looked at":    "此演示文稿已用密码加密；请先另存为无密码的文件，其中的内容均未查看",
	"texts in the message are longer than 4 MiB; the rest of them was not read":                                 "邮件中有超过 4 MiB 的文本；其余部分未读取",
	"properties of the message that hold bytes for some program were not looked at":                             "邮件中供程序使用的字节属性未查看",
	"the small picture of its first page that is kept with the document was not looked at":                      "文档中保存的首页缩略图未查看",
	"pictures behind the cells of the workbook were not looked at":                                              "工作簿单元格的背景图片未查看",
	"text boxes and other objects on sheets of this workbook of Excel 5 or 95 were not looked at":               "此 Excel 5 或 95 工作簿中工作表上的文本框及其他对象未查看",
	"properties of shapes on sheets that are longer than a record were not looked at":                           "工作表上超过一条记录长度的形状属性未查看",
	"pictures and objects in this text of Word 6 or 95 were not looked at":                                      "此 Word 6 或 95 文档中的图片和对象未查看",
	"the workbook is kept a second time in the form of Excel 5 and 95; only the newer of the two was looked at": "工作簿另以 Excel 5 和 95 的格式保存了一份；只查看了两者中较新的一份",
}
