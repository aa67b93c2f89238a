package detectors

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A NamedPicture is what the name of a file says that the picture in it shows. The
// name is evidence and no personal value, so that nothing of it is masked.
type NamedPicture struct {
	Category Category
	// Confidence is Medium where the name leaves little doubt, Low where it is one
	// word that other pictures have in their names, too.
	Confidence Confidence
}

// NamedPictures says what the path of a file tells of the picture in it: a card that
// shows who somebody is, or a face. A path without the ending of a picture (or of a
// PDF, for cards) tells nothing, nor do paths of icons, emoji and the like.
func NamedPictures(path string) []NamedPicture {
	if len(path) > maxNamedPath {
		path = path[len(path)-maxNamedPath:]
	}
	dot := strings.LastIndexByte(path, '.')
	if dot <= 0 || !pictureNames.has([]byte(path[dot+1:])) {
		return nil
	}
	parts := strings.FieldsFunc(path[:dot], func(r rune) bool { return r == '/' || r == '\\' || r == '!' })
	if len(parts) == 0 {
		return nil
	}
	names := make([]pictureName, len(parts))
	for i, p := range parts {
		if names[i] = readPictureName(p); names[i].drawn {
			return nil
		}
	}
	paper := strings.EqualFold(path[dot+1:], "pdf")
	var out []NamedPicture
	for _, k := range pictureKinds {
		if paper && !k.paper {
			continue
		}
		if c := k.confidence(names, paper); c != None {
			out = append(out, NamedPicture{k.category, c})
		}
	}
	return out
}

// maxNamedPath bounds, in bytes, the end of a path that is looked at.
const maxNamedPath = 1024

var pictureNames = words("jpg jpeg jpe png gif bmp webp tif tiff heic heif jfif avif pdf")

// A pictureName is one part of a path, in its words.
type pictureName struct {
	words  []string // of Latin letters, in lower case
	han    string   // the part itself, when there are characters beyond ASCII
	digits int
	drawn  bool // it is of icons, emoji and the like, which show nobody
}

func readPictureName(s string) pictureName {
	n := pictureName{drawn: strings.Contains(s, "@2x") || strings.Contains(s, "@3x")}
	b := []byte(s)
	for i := 0; i < len(b); {
		switch {
		case isLetter(b[i]):
			end := tokenEnd(b, i)
			w := strings.ToLower(s[i:end])
			n.drawn = n.drawn || drawnWords[w]
			n.words = append(n.words, w)
			i = end
		case isDigit(b[i]):
			from := i
			for i < len(b) && isDigit(b[i]) {
				i++
			}
			n.drawn = n.drawn || i-from <= 3 && iconSize(b[i:])
			n.digits += i - from
		default:
			if b[i] >= utf8.RuneSelf {
				n.han = s
			}
			i++
		}
	}
	for _, w := range drawnHan {
		n.drawn = n.drawn || n.han != "" && strings.Contains(n.han, w)
	}
	return n
}

// iconSize says whether b, behind a number, goes on as the size of an icon does: 48x48.
func iconSize(b []byte) bool {
	return len(b) > 1 && (b[0] == 'x' || b[0] == 'X') && isDigit(b[1])
}

// confidence says how clearly the parts of a path, the file's own name last, tell of
// the kind.
func (k *pictureKind) confidence(names []pictureName, paper bool) Confidence {
	file := &names[len(names)-1]
	if paper && file.treatise() {
		return None
	}
	best, below := None, 0 // digits in the parts below, which number many such pictures
	for i, n := range slices.Backward(names) {
		own, many := i == len(names)-1, below >= 2
		if k.faint {
			many = below >= 3
		}
		switch says := k.reads(&n); {
		case says == saysClearly && (own || many), says == saysBarely && !own && many:
			return Medium
		case says == saysClearly, says == saysBarely && i >= len(names)-2:
			best = Low
		}
		below += n.digits
	}
	return best
}

// treatise says whether a paper with such a name is about cards and is none: a guide,
// a law, a form.
func (n *pictureName) treatise() bool {
	for _, w := range treatiseHan {
		if strings.Contains(n.han, w) {
			return true
		}
	}
	return false
}

type pictureSays int

const (
	saysNothing pictureSays = iota
	saysBarely
	saysClearly
)

// reads says what one part of a path tells. A word of the kind counts among words that
// tell nothing else (a side, a number, a person's id), so that no passport_office.png
// and no clock-face.jpg is taken for a person's.
func (k *pictureKind) reads(n *pictureName) pictureSays {
	for _, w := range k.han {
		if n.han != "" && strings.Contains(n.han, w) {
			return saysClearly
		}
	}
	says, strange := saysNothing, 0
	for i := 0; i < len(n.words); {
		w, took, clear := "", 0, false
		for take := min(4, len(n.words)-i); take > 0; take-- {
			if w = strings.Join(n.words[i:i+take], ""); k.words[w] || k.clear[w] {
				took, clear = take, k.clear[w]
				break
			}
		}
		switch {
		case took > 0 && clear:
			says = saysClearly
		case took > 0:
			says = max(says, saysBarely)
		default:
			took = 1
			if w = n.words[i]; !neutralWords[w] && !k.sides[w] && len(w) > 1 {
				strange++
			}
		}
		i += took
	}
	if says == saysNothing || strange > 0 && n.digits < 4 {
		return saysNothing
	}
	if says == saysBarely && !k.faint {
		for _, w := range n.words {
			if k.sides[w] {
				return saysClearly
			}
		}
		if n.digits >= 3 {
			return saysClearly
		}
	}
	return says
}

// A pictureKind is one category of pictures that names of files tell of.
type pictureKind struct {
	category Category
	paper    bool // PDF files may be such pictures
	faint    bool // its words are common: one by itself is a hint only
	// clear are names that mean nothing else, words are names that may; sides are words
	// that make one of those clear. han are names in Chinese characters.
	clear, words, sides map[string]bool
	han                 []string
}

var pictureKinds = []pictureKind{
	{
		category: "id.card_image", paper: true,
		clear: wordSet(`idcardfront idcardback idcardhand idcardhold handheldidcard holdidcard idcardscan idcardphoto idcardcopy passportscan passportphoto passportcopy
			sfzzm sfzfm sfzzp shenfenzheng shenfenzhengzhengmian shenfenzhengfanmian huzhao jiashizheng`),
		words: wordSet(`idcard idcards identitycard identitycards nationalid idfront idback frontid backid passport passports driverlicense driverlicence driverslicense driverslicence
			drivinglicense drivinglicence sfz residencepermit hkid`),
		sides: wordSet(`front back hand hold handheld holding scan scans scanned copy obverse reverse positive negative photo photos bio zm fm`),
		han: []string{"身份证", "身份證", "护照", "護照", "驾驶证", "駕駛證", "驾照", "國徽面", "国徽面", "人像面", "手持证件", "手持證件", "证件正面", "证件反面", "港澳通行证",
			"台胞证", "居住证", "户口本", "户口簿", "军官证", "证件扫描", "证件照片", "證件照片"},
	},
	{
		category: "biometric.face", faint: true,
		clear: wordSet(`faceimage faceimages facephoto facephotos faceimg facepic facecapture facesnapshot facedb facelibrary facecrop livenessimage livenessphoto userface userfaces memberface
			employeeface renlian renlianshibie`),
		words: wordSet(`face faces selfie selfies`),
		sides: wordSet(`capture captures captured snapshot snapshots db library register registered liveness live detect detected aligned crop cropped feature recognition recog`),
		han:   []string{"人脸", "人臉", "刷脸", "活体检测", "活体照片", "自拍照"},
	},
}

// neutralWords say nothing of what a picture shows.
var neutralWords = wordSet(`img image images pic pics picture pictures photo photos file files upload uploads uploaded user users uid id ids member members customer customers client employee
	staff person personal people kyc raw data original origin orig src new old tmp temp thumb small large big hd high low res left right up down top my the of no cn en zh jpg jpeg png pdf page pages
	main first second side ocr ekyc auth verify verified cert certs oss prod dev batch day date img0 p
	jan feb mar apr may jun jul aug sep oct nov dec`)

// drawnWords are of pictures that somebody drew for a page, a program or a lesson.
var drawnWords = wordSet(`icon icons ico iconfont emoji emojis emoticon emoticons emotes smiley smileys smilies smile sticker stickers theme themes logo logos sprite sprites drawable mipmap
	pixmap pixmaps placeholder placeholders template templates generator font fonts typeface texture textures banner banners button btn bg background backgrounds cursor cursors wallpaper
	wallpapers illustration illustrations clipart avatar avatars svg fontawesome glyph glyphs node_modules xcassets testdata fixtures mockup mockups diagram diagrams cartoon symbol symbols
	favicon badge badges`)

var drawnHan = []string{"图标", "圖標", "表情", "模板", "模版", "示例", "样例", "示意", "背景", "占位", "按钮", "插图", "贴纸", "卡通", "水印底图"}

// treatiseHan are words in titles of papers about cards.
var treatiseHan = []string{"办理", "指南", "流程", "须知", "办法", "规定", "说明", "通知", "条例", "手册", "管理", "接口", "文档", "教程", "统计", "清单", "汇总", "方案", "识别", "论文", "研究", "算法"}
