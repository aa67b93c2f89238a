package detectors

// Biometric data stand as images, templates or vectors. The field's name says so;
// what stands there must not be a flag or a small number.

var _ = register(detector{
	category: "biometric.face",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `~face faceid facefeature facefeatures facetoken facevector faceembedding facetemplate faceimage faceimg facephoto facedata facerecognition facebase64 faceencoding facialfeature livenessimage
		人脸 人脸特征 人脸图片 人脸照片 人脸数据 人脸识别 面部特征 面部识别 活体照片 人臉 人臉特徵 renlian rlsb rltz`,
	check: shape(template),
})

var _ = register(detector{
	category: "biometric.other",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `fingerprint fingerprints fingerprinttemplate fingervein voiceprint voicefeature irisdata irisfeature iriscode retina palmprint palmvein earprint gaitfeature genome genotype dnasequence dnaprofile geneticdata handgeometry
		指纹 指纹特征 指静脉 声纹 声纹特征 虹膜 视网膜 掌纹 耳廓 步态 基因 基因序列 指紋 聲紋 zhiwen shengwen hongmo`,
	check: shape(template),
})

// template says whether a value may hold a biometric template, or lead to one: it is
// longer than a flag and not a digest of a file (a TLS or SSH fingerprint has
// colons between its bytes, or names its algorithm).
func template(v []byte) bool {
	if len(v) < 8 {
		return false
	}
	if k := digitsFrom(v, 0); k == len(v) {
		return false
	}
	colons := 0
	for _, b := range v[:min(len(v), 64)] {
		if b == ':' {
			colons++
		}
	}
	return colons < 8 && !(len(v) > 7 && (string(v[:7]) == "SHA256:" || string(v[:4]) == "MD5:"))
}

var _ = register(detector{
	category: "id.card_image",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `idcardfront idcardback idcardimage idcardimg idcardphoto idcardpic idfront idback idphoto idcardfronturl idcardbackurl certphoto certimage passportimage passportphoto licencephoto licenseimage
		身份证正面 身份证反面 身份证照片 身份证图片 身份证影像 身份证人像面 身份证国徽面 国徽面 人像面 证件照片 护照照片 證件影像 sfzzm sfzfm sfzzp`,
	check: shape(ofLength(4, 1<<20)),
})
