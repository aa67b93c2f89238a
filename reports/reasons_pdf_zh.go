package reports

// pdfReasonsZH are the reasons of PDF documents.
var pdfReasonsZH = map[string]string{
	"this pdf is protected by a password or a certificate; remove the protection first, nothing in it was looked at":                                     "此 pdf 受密码或证书保护；请先解除保护，其中的内容均未查看",
	"pages drawn at random were read, and none of the files that may be attached; use --depth full or a larger --budget to read the rest":                "读取了随机抽取的若干页，可能存在的附件均未读取；可用 --depth full 或更大的 --budget 读取其余部分",
	"a file attached to the pdf is packed in a way that nobody here unpacks; it was not read":                                                            "pdf 的一个附件采用了无法解包的压缩方式；未读取",
	"the pdf has pages that are pictures without text, which were not read; use --ocr, with tesseract installed, to read them":                           "pdf 中有些页是没有文本的图片，未读取；安装 tesseract 后可用 --ocr 读取",
	"the pdf has pages with pictures beside their text, which were not read; use --ocr, with tesseract installed, to read them":                          "pdf 中有些页除文本外还有图片，图片未读取；安装 tesseract 后可用 --ocr 读取",
	"the pdf has pages with fonts that do not say which characters they show, which were not read whole; have them printed and scanned, or look at them": "pdf 中有些页的字体未说明其字符，未能完整读取；请打印后扫描识别，或人工查看",
	"the pdf has pages with single signs that its fonts do not name, which were left out of the text":                                                    "pdf 中有些页含有字体未命名的个别符号，文本中已略去",
	"the pdf holds pictures that none of its pages shows, which were not read":                                                                           "pdf 中有未在任何页面显示的图片，未读取",
	"the pdf has more notes, fields, pictures on a page or files attached than are read of one; the others were not":                                     "pdf 的批注、表单域、单页图片或附件超出读取上限；其余未读取",
	"the pdf holds earlier revisions of what was changed in it, which were not read; print it to a new file to be rid of them":                           "pdf 中保留了修改前的旧版本内容，未读取；可将其打印为新文件以去除",
	"the pdf has damaged pages, which were not read whole":                                                                                               "pdf 中有些页已损坏，未能完整读取",
	"the pdf has no pages": "pdf 中没有页面",
}
