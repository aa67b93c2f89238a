package detectors

import "bytes"

// Biometric data stand as images, templates or vectors of a model. The field's name
// says so; what stands there must be one of them.

var _ = register(detector{
	category: "biometric.face",
	evidence: "field name, form",
	value:    true,
	chance:   0.5,
	strength: 1,
	words: `faceid faceids facefeature facefeatures facefeat facetoken facevector facevectors faceembedding faceembeddings facetemplate faceimage faceimages faceimg faceimgurl faceimageurl facephoto facephotourl facepic facedata
		facerecognition facebase faceencoding faceencodings facedescriptor facelandmarks faceprint faceprints facialfeature facialfeatures facialtemplate facialdata facialrecognition facialscan facescan faceimagebase
		livenessimage livenessphoto livephoto livingphoto userface memberface employeeface personface faceurl facepath facekey =face =facial ~face ~facial ~imageurl ~imgurl ~photourl ~picurl ~fileurl ~filepath ~imagepath ~objectkey ~filename
		人脸 人脸特征 人脸特征值 人脸特征向量 人脸特征码 人脸向量 人脸图片 人脸图像 人脸照片 人脸数据 人脸识别 人脸信息 人脸模板 人脸库 面部特征 面部识别 面部图像 面部信息 面容 面容特征 ~人脸识别设备 ~人脸识别机 ~人脸识别终端 刷脸照片 活体照片 活体检测照片 人臉 人臉特徵 人臉照片
		renlian renlianshibie ~rlsb ~rltz ~rltp ~rlzp`,
	check: checkFace,
	judge: judgeNamed,
})

// checkFace asks for a vector, an image or a template in fields of faces, for a vector
// of the usual sizes in fields that may be of faces, and for a name that tells what it
// shows in fields of files.
func checkFace(n *number) finding {
	v := n.digits
	if nothing(v) {
		return finding{}
	}
	if n.named < full && n.by == byValue {
		ok := imageEnd(v) > 0 && facePath(v) || vector(v, 128)
		return finding{formed: ok, valid: ok, loose: true}
	}
	ok := template(v) && !programText(v)
	if n.by == byKeyed && (!ok || n.written(v)) {
		return finding{}
	}
	return finding{formed: true, valid: ok}
}

// template says whether a value may be a biometric template, or lead to one.
func template(v []byte) bool {
	return vector(v, 32) || blob(v) || leadsToImage(v)
}

// vector says whether v is a list of at least so many numbers, as JSON and arrays of
// databases have it.
func vector(v []byte, least int) bool {
	if len(v) < 2*least {
		return false
	}
	numbers, inside := 0, false
	for _, c := range v {
		switch {
		case isDigit(c) || c == '.' || c == '-' || c == '+' || (c|0x20 == 'e' && inside):
			if !inside {
				numbers++
			}
			inside = true
		case c == ',' || c == ' ' || c == '[' || c == ']' || c == '{' || c == '}' || c == '\n' || c == '(' || c == ')' || c == ';':
			inside = false
		default:
			return false
		}
	}
	return numbers >= least
}

// blob says whether v is bytes in base64 or hexadecimal, of the size of a template at
// least, or bytes that are no text.
func blob(v []byte) bool {
	if len(v) < 64 {
		return false
	}
	var letters, digits, signs int
	for _, c := range v[:min(len(v), 512)] {
		switch {
		case isLetter(c):
			letters++
		case isDigit(c):
			digits++
		case c == '+' || c == '/' || c == '=' || c == '-' || c == '_':
			signs++
		case c < ' ' || c >= 0x80:
			return c < ' ' && c != '\n' && c != '\t' && c != '\r'
		default:
			return false
		}
	}
	return letters > 0 && digits > 0 && signs*4 < letters+digits
}

// programText says whether v is a path of a program's own files: icons and fonts.
func programText(v []byte) bool {
	return bytes.Contains(v, []byte("node_modules")) || bytes.HasSuffix(v, []byte(".ttf")) || bytes.HasSuffix(v, []byte(".woff"))
}

// facePath says whether a path has a word of faces as a whole token: no interface, no
// surface.
func facePath(v []byte) bool {
	for _, w := range [...]string{"face", "faces", "renlian", "人脸", "人臉", "活体"} {
		for i := 0; i+len(w) <= len(v); i++ {
			if !bytes.EqualFold(v[i:i+len(w)], []byte(w)) {
				continue
			}
			if w[0] >= 0x80 || (i == 0 || !isLetter(v[i-1])) && (i+len(w) == len(v) || !isLetter(v[i+len(w)])) {
				return true
			}
		}
	}
	return false
}

var _ = register(detector{
	category: "biometric.other",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `fingerprintdata fingerprinttemplate fingerprintfeature fingerprintfeatures fingerprintimage fingerprintminutiae userfingerprint fingerprintleft fingerprintright fingertemplate fingerfeature fingerminutiae fingervein fingerveins
		fingerprintid =fingerprint =fingerprints ~fingerprint voiceprint voiceprints voiceprintid voicefeature voiceembedding voicetemplate speakerembedding irisdata irisfeature iriscode iristemplate irisimage irisscan retinascan retinaimage
		palmprint palmprints palmvein palmfeature earprint gaitfeature gaitdata keystrokedynamics genome genotype genotypes genomedata dnasequence dnaprofile dnadata geneticdata genedata snpdata handgeometry biometric biometrics biometricdata biometrictemplate biometricid
		signaturedynamics
		指纹 指纹特征 指纹模板 指纹数据 指纹图像 指静脉 指静脉特征 声纹 声纹特征 声纹模型 虹膜 虹膜特征 虹膜图像 视网膜 掌纹 掌静脉 耳廓 耳纹 步态特征 基因 基因序列 基因数据 基因检测结果 基因型 生物特征 生物识别 生物识别信息 指紋 聲紋 虹膜特徵 基因序列
		zhiwen shengwen hongmo zhangwen`,
	check: shape(func(v []byte) bool {
		if len(v) < 8 || digitsFrom(v, 0) == len(v) || settled.has(v) {
			return false
		}
		return !keyFingerprint(v)
	}),
})

// keyFingerprint says whether v is the fingerprint of a key or of a certificate: it
// names its algorithm, or has colons between the bytes, or is the digest of a file.
func keyFingerprint(v []byte) bool {
	if bytes.HasPrefix(v, []byte("SHA256:")) || bytes.HasPrefix(v, []byte("MD5:")) || bytes.HasPrefix(v, []byte("sha256:")) || bytes.HasPrefix(v, []byte("SHA1:")) {
		return true
	}
	if bytes.Count(v[:min(len(v), 64)], []byte(":")) >= 8 {
		return true
	}
	_, ok := hexDigits(v)
	return ok && digestSizes[len(v)/2] && len(v)%2 == 0
}
