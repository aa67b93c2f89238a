package content

import "bytes"

// foreigners are formats that nobody here reads, by the bytes they have at an
// offset. The names are for people.
var foreigners = []struct {
	off   int
	magic string
	name  string
}{
	{0, "PAR1", "parquet"},
	{0, "PARE", "parquet, encrypted"},
	{0, "%PDF-", "pdf"},
	{0, "\x89PNG\r\n\x1a\n", "png"},
	{0, "\xff\xd8\xff", "jpeg"},
	{0, "GIF87a", "gif"},
	{0, "GIF89a", "gif"},
	{0, "BM", "bmp"},
	{0, "II*\x00", "tiff"},
	{0, "MM\x00*", "tiff"},
	{8, "WEBP", "webp"},
	{8, "WAVE", "wav"},
	{8, "AVI ", "avi"},
	{4, "ftypheic", "heic"},
	{4, "ftyp", "mp4"},
	{0, "\x1aE\xdf\xa3", "matroska"},
	{0, "ID3", "mp3"},
	{0, "OggS", "ogg"},
	{0, "fLaC", "flac"},
	{0, "SQLite format 3\x00", "sqlite"},
	{0, "\x1f\x9d", "compress"},
	{0, "MSCF", "cab"},
	{257, "ustar", "tar"},
	{0, "Obj\x01", "avro"},
	{0, "ORC", "orc"},
	{0, "SEQ\x06", "hadoop sequence file"},
	{0, "ARROW1", "arrow"},
	{0, "\x89HDF\r\n\x1a\n", "hdf5"},
	{0, "{\\rtf", "rtf"},
	{0, "REDIS0", "redis dump"},
	{0, "\x7fELF", "elf program"},
	{0, "MZ", "windows program"},
	{0, "\xca\xfe\xba\xbe", "java class"},
	{0, "\x00asm", "webassembly"},
	{0, "!BDN", "outlook pst"},
	{0, "\x78\x9f\x3e\x22", "winmail.dat of outlook"},
	{0, "\x93NUMPY", "numpy"},
}

// foreign names the format of content that nobody here reads, or returns "".
// Short magics of printable characters may begin a text as well, so they count
// only when there is something in the head that is not text.
func foreign(b []byte) string {
	for _, f := range foreigners {
		if len(b) < f.off || !bytes.HasPrefix(b[f.off:], []byte(f.magic)) {
			continue
		}
		if plain([]byte(f.magic)) && f.name != "pdf" && f.name != "rtf" && controls(b) == 0 {
			continue
		}
		return f.name
	}
	if ebcdic(b) {
		return "ebcdic"
	}
	return ""
}

// ebcdic says whether the bytes are text of mainframes: blanks, letters and digits of
// EBCDIC throughout, where in ASCII would stand hardly anything but signs.
func ebcdic(b []byte) bool {
	if asciiPrefix(b)*2 >= len(b) {
		return false // nearly all that mainframes write is beyond ASCII
	}
	var n uint64
	for _, c := range b[:min(len(b), ebcdicCount)] {
		n += ebcdicKinds[c]
	}
	blanks, own, ascii := int(n&ebcdicCount), int(n>>21&ebcdicCount), int(n>>42)
	return len(b) >= 32 && blanks*30 > len(b) && own*2 > len(b) && (own+blanks)*10 > len(b)*8 && ascii*10 < len(b)
}

// ebcdicCount is the most that one of three counts in one number can be.
const ebcdicCount = 1<<21 - 1

// ebcdicKinds are by byte what ebcdic counts: blanks, letters and digits of EBCDIC, and
// those of ASCII, 21 bits for each.
var ebcdicKinds = func() (kinds [256]uint64) {
	for i := range kinds {
		switch c := byte(i); {
		case c == 0x40:
			kinds[i] = 1
		case c >= 0x81 && c <= 0xA9 && c&0xF != 0 && c&0xF < 0xA, c >= 0xC1 && c <= 0xE9 && c&0xF != 0 && c&0xF < 0xA, c >= 0xF0 && c <= 0xF9:
			kinds[i] = 1 << 21
		case c == ' ' || c == '\n' || letter(c) || c >= '0' && c <= '9':
			kinds[i] = 1 << 42
		}
	}
	return kinds
}()

func plain(b []byte) bool {
	for _, c := range b {
		if c < 0x20 || c >= 0x7f {
			return false
		}
	}
	return true
}
