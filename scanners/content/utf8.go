package content

import (
	"bufio"
	"errors"
	"io"
)

// ErrNotText is returned by UTF8 for content that is no text.
var ErrNotText = errors.New("it is not text")

// UTF8 returns the text that r holds in UTF-8, whatever charset it is written
// in: UTF-8, UTF-16 or GB18030, or a mixture of them by line. The charset is
// told by the first 64 KiB, for which UTF8 waits.
func UTF8(r io.Reader) (io.Reader, error) {
	br := bufio.NewReaderSize(r, 64<<10)
	head, err := br.Peek(64 << 10)
	if err != nil && err != io.EOF {
		return nil, err
	}
	c := charsetOf(head, err == io.EOF)
	if c == nil {
		return nil, ErrNotText
	}
	return newDecoder(c, c.skip(br)), nil
}
