package reports

// imageReasonsZH are the reasons of images.
var imageReasonsZH = map[string]string{
	"an image is not read, only what it says of itself; use --ocr, with tesseract installed, to read text in it": "图片只读取了其自带的说明信息，图中内容未读取；安装 tesseract 后可用 --ocr 读取图中文本",
	"an image is larger than --ocr reads, and was not read":                                                      "图片超过 --ocr 可读取的大小，未读取",
	"an image is of a kind that --ocr does not read, or is broken; it was not read":                              "图片的种类 --ocr 无法读取，或图片已损坏；未读取",
	"an image was not read, since tesseract does not run here":                                                   "图片未读取，因为此处无法运行 tesseract",
	"an image could not be read with tesseract, or took longer than a minute":                                    "tesseract 未能读取图片，或用时超过一分钟",
	"--ocr needs the program tesseract; install it with the languages that the pictures are in, as with apt-get install tesseract-ocr tesseract-ocr-chi-sim or brew install tesseract tesseract-lang": "--ocr 需要程序 tesseract；请安装它及图片所用的语言，例如 apt-get install tesseract-ocr tesseract-ocr-chi-sim 或 brew install tesseract tesseract-lang",
	"the image says more of itself than is read; what goes beyond a few hundred short texts was not looked at":                                                                                        "图像自带的信息超过读取上限；数百段短文本之外的内容未查看",
}
