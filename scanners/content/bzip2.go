package content

import (
	"bufio"
	"compress/bzip2"
	"io"
)

// bzip2 (no standard; the format of the program of that name), with any number
// of streams one behind the other. Memory: 3.6 MB for the largest block.
var _ = registerCodec(codec{
	name: "bzip2",
	is: func(b []byte, _ string) bool {
		return len(b) >= 10 && string(b[:3]) == "BZh" && b[3] >= '1' && b[3] <= '9' &&
			(string(b[4:10]) == "1AY&SY" || string(b[4:10]) == "\x17\x72\x45\x38\x50\x90")
	},
	ext: []string{".bz2", ".bz", ".tbz2", ".tbz"},
	open: func(r io.Reader, _ int) (io.Reader, error) {
		return bzip2.NewReader(bufio.NewReaderSize(r, 64<<10)), nil
	},
})
