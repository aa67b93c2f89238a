"""Makes scanners/content/pdfcids.txt.gz from the maps Adobe-GB1-UCS2 and so on of
Adobe's mapping resources for PDF (Debian's package poppler-data, BSD-3-Clause): a
line for each collection of glyphs with its name, a blank, and a character for each
number of a glyph, U+FFFD where there is none."""

import glob, gzip, re, sys

lines = []
for name in ['CNS1', 'GB1', 'Japan1', 'KR', 'Korea1']:
    s = open(glob.glob('/usr/share/poppler/cMap/*/Adobe-%s-UCS2' % name)[0]).read()
    to = {}
    for block in re.findall(r'beginbf(?:char|range)(.*?)endbf', s, re.S):
        for line in block.strip().splitlines():
            w = re.findall(r'<([0-9a-fA-F]+)>', line)
            lo, hi = int(w[0], 16), int(w[-2], 16)
            text = bytes.fromhex(w[-1]).decode('utf-16-be')
            if len(text) == 1 and text >= ' ':
                for cid in range(lo, hi + 1):
                    to[cid] = chr(ord(text) + cid - lo)
    lines.append(name + ' ' + ''.join(to.get(i, '\ufffd') for i in range(max(to) + 1)))
with gzip.GzipFile('scanners/content/pdfcids.txt.gz', 'wb', 9, mtime=0) as f:
    f.write('\n'.join(lines).encode())
