package reports

// officeReasonsZH are the reasons of office documents.
var officeReasonsZH = map[string]string{
	"a workbook in the binary form xlsb: no reader for it; save it as xlsx first, nothing in its sheets was looked at":                                                                                      "二进制形式 xlsb 的工作簿：没有相应的读取程序；请先另存为 xlsx，其工作表中的内容均未查看",
	"this document is encrypted with a password; decrypt it first, nothing in it was looked at":                                                                                                             "此文档已用密码加密；请先解密，其中的内容均未查看",
	"texts in the document are longer than 1 MiB; the rest of them was not read":                                                                                                                            "文档中有超过 1 MiB 的文本；其余部分未读取",
	"a part of the document (%s) is broken or cut off; what came before in it was read, the rest of it cannot be":                                                                                           "文档的一部分（{1}）已损坏或被截断；此前的内容已读取，其余无法读取",
	"a sheet of the workbook is not where the workbook says; it was not read":                                                                                                                               "工作簿的一个工作表不在其所说的位置；未读取",
	"a sheet of the workbook can only be read from its first row; it was read as far as the bytes allowed for one object go, with the other sheets; use --depth full or a larger --budget to read the rest": "工作表只能从第一行读起；已连同其他工作表读到单个对象允许的字节数为止；可用 --depth full 或更大的 --budget 读取其余部分",
	"the workbook has more texts than %s in the table that its sheets share; those behind were read as text without field names as far as the budget went":                                                  "工作簿共享文本表中的文本超过 {1}；其后的文本在预算范围内按没有字段名称的文本读取",

	"numbers of 16 to 19 digits were rounded to 15 digits by the spreadsheet program when they were typed in; whether they are cards or identity numbers cannot be told any more": "16 至 19 位的数字在输入时已被电子表格程序舍入到 15 位；是否为银行卡号或身份证号已无法判断",
	"what was written by hand with a pen on the document is kept as lines, which nobody here reads":                                                                               "文档上用笔手写的内容以线条保存，此处无法读取",
	"a workbook in one piece of XML (flat OPC): its sheets are not read; save it as xlsx first":                                                                                   "以单个 XML 文件保存的工作簿（flat OPC）：其工作表未读取；请先另存为 xlsx",
	"this part of the book is encrypted; nothing in it was looked at":                                                                                                             "该电子书的这一部分已加密；其中的内容均未查看",
	"a document of Pages, Numbers or Keynote: no reader for its texts and tables; save it as PDF or for Microsoft Office first, only pictures and files in it were looked at":     "Pages、Numbers 或 Keynote 文档：其文本和表格没有相应的读取程序；请先另存为 PDF 或 Microsoft Office 格式，只查看了其中的图片和文件",
}
