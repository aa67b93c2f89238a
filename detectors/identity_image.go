package detectors

import "bytes"

// Pictures of persons and of their papers. The field's name says what the picture
// shows; what stands there must be a picture or lead to one.

var _ = register(detector{
	category: "identity.portrait",
	evidence: "field name, image",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `avatar avatars avatarurl avatarimg avatarpath avatarkey headimg headimgurl headimage headimageurl headpic headpicurl headurl headphoto headshot profilephoto profilephotourl
		profilepicture profilepictureurl profilepic profileimage profileimageurl userphoto userpic useravatar userimage selfie selfieurl =portrait portraiturl portraitimage memberphoto
		employeephoto studentphoto patientphoto photoofuser iconurlofuser =photo ~avatarsize ~avatarwidth ~avatarheight ~avatarcount
		头像 头像地址 头像链接 头像图片 用户头像 个人照片 证件照 證件照 登记照 一寸照 免冠照片 自拍照 頭像 touxiang zhaopian ~tx ~照片`,
	check: shape(leadsToImage),
})

// leadsToImage says whether a value is a picture or a way to one: an address, a path,
// the key of an object, the bytes in base64.
func leadsToImage(v []byte) bool {
	if len(v) < 5 || bytes.IndexByte(v, ' ') >= 0 && !bytes.Contains(v, []byte("/")) {
		return false
	}
	return imageEnd(v) > 0 || bytes.Contains(v, []byte("://")) || bytes.HasPrefix(v, []byte("data:image/")) || bytes.IndexByte(v, '/') >= 0 && len(v) > 8 ||
		imageBytes(v) || objectKey(v)
}

// imageBytes says whether v begins as JPEG, PNG, GIF, BMP or WebP do, in bytes or in
// base64.
func imageBytes(v []byte) bool {
	for _, head := range imageHeads {
		if bytes.HasPrefix(v, head) {
			return true
		}
	}
	return false
}

var imageHeads = [][]byte{
	[]byte("\xff\xd8\xff"), []byte("\x89PNG"), []byte("GIF8"), []byte("/9j/"), []byte("iVBORw0KGgo"), []byte("R0lGOD"), []byte("UklGR"), []byte("Qk0"),
	[]byte("FFD8FF"), []byte("ffd8ff"), []byte("0xFFD8FF"), []byte(`\xffd8ff`), []byte("89504E47"), []byte("89504e47"),
}

// objectKey says whether v may be the key of an object: a name made by a machine,
// with digits in it.
func objectKey(v []byte) bool {
	if len(v) < 16 || len(v) > 128 {
		return false
	}
	digits := 0
	for _, c := range v {
		switch {
		case isDigit(c):
			digits++
		case !isLetter(c) && c != '-' && c != '_' && c != '.':
			return false
		}
	}
	return digits > 2 && digits < len(v)
}

// imageEnd returns where the name of a file with the ending of a picture ends in v
// (a query may follow), or 0.
func imageEnd(v []byte) int {
	v = v[:min(len(v), 2048)]
	for i := len(v) - 1; i > 0; i-- {
		if v[i] != '.' {
			continue
		}
		end := i + 1
		for end < len(v) && (isLetter(v[end]) || isDigit(v[end])) {
			end++
		}
		if imageEndings.has(v[i+1 : end]) {
			return end
		}
	}
	return 0
}

var imageEndings = words("jpg jpeg jpe png gif bmp webp tif tiff heic heif jfif avif pdf")

var _ = register(detector{
	category: "id.card_image",
	evidence: "field name, image",
	value:    true,
	chance:   0.5,
	strength: 1,
	words: `idcardfront idcardback idcardimage idcardimages idcardimg idcardphoto idcardpic idcardpicture idcardscan idcardurl idfront idback idfrontimage idbackimage idphotofront idphotoback
		idcardfronturl idcardbackurl idcardfrontimg idcardbackimg idcardfrontimage idcardbackimage idcardfrontpic idcardbackpic idcardpositive idcardnegative idcardobverse idcardreverse
		idcardhold idcardhand handheldidcard holdidcard certphoto certimage certimg certfront certback certfrontimg certbackimg documentphoto documentimage documentfront documentback documentscan
		passportimage passportphoto passportscan passportpic licencephoto licenceimage licensephoto licenseimage driverlicenseimage driverlicensephoto drivinglicenceimage identityimage identityphoto
		frontofid backofid frontidcard backidcard identitycardimage identitycardphoto kycdocument kycimage
		身份证正面 身份证反面 身份证背面 身份证照片 身份证照 身份证图片 身份证影像 身份证影像件 身份证扫描件 身份证复印件 身份证人像面 身份证国徽面 身份证正反面 国徽面 人像面 手持身份证 手持身份证照
		证件照片 证件图片 证件影像 证件扫描件 证件正面 证件反面 证件复印件 护照照片 护照扫描件 护照首页 驾驶证照片 驾照照片 港澳通行证照片 證件影像 證件照片 身份證正面 身份證反面 身份證照片
		sfzzm sfzfm sfzzp sfztp sfzyx sfzzmz sfzfmz shenfenzhengzhengmian shenfenzhengfanmian
		~imageurl ~imgurl ~photourl ~picurl ~fileurl ~filepath ~imagepath ~imgpath ~attachment ~attachments ~objectkey ~filename ~附件 ~附件地址 ~图片地址 ~图片链接 ~文件路径 ~文件名`,
	check: checkCardImage,
	judge: judgeNamed,
})

// checkCardImage asks for an image in a field that names one of a card, and in other
// fields of files for a name that tells what it shows.
func checkCardImage(n *number) finding {
	v := n.digits
	if nothing(v) || n.by == byKeyed && n.written(v) {
		return finding{}
	}
	if n.named == full || n.by == byKeyed {
		ok := leadsToImage(v)
		return finding{formed: ok || n.by == byValue, valid: ok}
	}
	ok := imageEnd(v) > 0 && cardPath(v)
	return finding{formed: ok, valid: ok, loose: true}
}

// cardPath says whether a path names a card that shows who somebody is.
func cardPath(v []byte) bool {
	var low [256]byte
	if len(v) > len(low) {
		v = v[len(v)-len(low):]
	}
	for i, c := range v {
		if c-'A' <= 25 {
			c |= 0x20
		}
		low[i] = c
	}
	for _, w := range cardWords {
		if k := bytes.Index(low[:len(v)], w); k >= 0 && (k == 0 || !isLetter(low[k-1])) {
			return true
		}
	}
	return false
}

var cardWords = func() (out [][]byte) {
	for _, w := range []string{
		"idcard", "id_card", "id-card", "identitycard", "identity_card", "idfront", "id_front", "id-front", "idback", "id_back", "id-back", "passport", "sfz", "shenfenzheng",
		"driving_licence", "drivinglicence", "driver_license", "driverlicense", "驾驶证", "身份证", "身份證", "护照", "国徽面", "人像面",
	} {
		out = append(out, []byte(w))
	}
	return out
}()
