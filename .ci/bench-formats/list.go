package main

import (
	"archive/zip"

	"github.com/bep/imagemeta"
	"github.com/hamba/avro/v2/ocf"
	"github.com/parquet-go/parquet-go"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// families are all that is measured, a line for each format beside each library, with
// content of the size in bytes or so. Every format that is registered in scanners/content
// has a line, which a test there holds.
func families(size int) []family {
	return []family{
		{title: "Text", entries: []entry{
			{"text", "x.txt", prose(size), lines, ""},
			{"csv", "x.csv", csvTable(size), encodingCSV, ""},
			{"csv, all quoted", "x.csv", csvQuoted(size), encodingCSV, ""},
			{"tsv", "x.tsv", tsvTable(size), encodingCSV, ""},
			{"json", "x.json", jsonArray(size), encodingJSON, ""},
			{"json", "x.json", jsonArray(size), experimentJSON, ""},
			{"json", "x.json", jsonArray(size), fastJSON, ""},
			{"json", "x.json", jsonArray(size), simdJSON, ""},
			{"jsonl", "x.jsonl", jsonLines(size), encodingJSON, ""},
			{"jsonl", "x.jsonl", jsonLines(size), fastJSON, ""},
			{"jsonl", "x.jsonl", jsonLines(size), simdJSON, ""},
			{"xml", "x.xml", xmlRecords(size), encodingXML, ""},
			{"yaml", "x.yaml", yamlRecords(size / 4), yamlNodes, ""},
			{"yaml, tiny documents", "x.yaml", yamlDocuments(size / 4), yamlNodes, ""},
			{"markdown", "x.md", markdownTable(size), lines, ""},
			{"html", "x.html", htmlTable(size), htmlTokens, ""},
			{"ini", "x.ini", iniSections(size), iniFile, ""},
			{"netrc", ".netrc", netrc(size), fieldsOfLines, ""},
			{"sql, COPY", "x.sql", sqlCopy(size), sqlFields, ""},
			{"sql, INSERT", "x.sql", sqlInsert(size), sqlFields, ""},
			{"vcard", "x.vcf", vCards(size), goVCard, ""},
			{"icalendar", "x.ics", iCalendar(size), goICal, ""},
			{"ldif", "x.ldif", ldifEntries(size), goLDIF, ""},
			{"access-log", "x.log", accessLog(size), matching(`^(\S+) (\S+) (\S+) \[([^\]]+)\] "(\S+) (\S+) (\S+)" (\d{3}) (\S+) "([^"]*)" "([^"]*)"$`), ""},
			{"access-log", "x.log", accessLog(size), byHand, ""},
			{"w3c-log", "x.log", w3cLog(size), fieldsOfLines, ""},
			{"s3-log", "x.log", s3Log(size), byHand, ""},
			{"elb-log", "x.log", elbLog(size), byHand, ""},
			{"syslog, RFC 3164", "x.log", syslogOld(size), goSyslogOld, ""},
			{"syslog, RFC 5424", "x.log", syslogNew(size), goSyslogNew, ""},
			{"logfmt", "x.log", logfmtLines(size), goLogfmt, ""},
		}},
		{title: "Charsets", entries: []entry{
			{"text in GB18030", "x.txt", foreign(size, simplifiedchinese.GB18030, "信息 用户登录成功，来源城市上海 "), decoding(simplifiedchinese.GB18030), ""},
			{"text in Big5", "x.txt", foreign(size, traditionalchinese.Big5, "信息 用戶登錄成功，來源城市上海 "), decoding(traditionalchinese.Big5), ""},
			{"text in Shift-JIS", "x.txt", foreign(size, japanese.ShiftJIS, "ユーザーがログインしました、東京都から "), decoding(japanese.ShiftJIS), ""},
			{"text in EUC-KR", "x.txt", foreign(size, korean.EUCKR, "사용자가 서울에서 로그인했습니다 "), decoding(korean.EUCKR), ""},
			{"text in UTF-16", "x.txt", foreign(size, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "信息 用户登录成功，来源城市上海 "), decoding(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), ""},
			{"text in Chinese, UTF-8", "x.txt", foreign(size, unicode.UTF8, "信息 用户登录成功，来源城市上海 "), lines, ""},
		}},
		{title: "Documents", entries: []entry{
			{"pdf", "x.pdf", pdfPages(size / 20_000), ledongthucPDF, ""},
			{"rtf", "x.rtf", rtf(size), rtfWords, ""},
			{"xlsx", "x.xlsx", xlsx(size / 200), excelizeRows, ""},
			{"docx", "x.docx", docx(size), zipXML, ""},
			{"pptx", "x.pptx", pptx(size), zipXML, ""},
			{"ods", "x.ods", ods(size), zipXML, ""},
			{"odt", "x.odt", odt(size), zipXML, ""},
			{"odp", "x.odp", odp(size, "presentation"), zipXML, ""},
			{"odg", "x.odg", odp(size, "graphics"), zipXML, ""},
			{"flat-odf", "x.fodt", flatODT(size), encodingXMLTokens, ""},
			{"word-xml", "x.xml", wordXML(size), encodingXMLTokens, ""},
			{"flat-opc", "x.xml", flatOPC(size), encodingXMLTokens, ""},
			{"excel-xml", "x.xml", excelXML(size), encodingXMLTokens, ""},
			{"epub", "x.epub", epub(size), zipXML, ""},
			{"eml", "x.eml", eml(size), netMail, ""},
			{"mbox", "x.mbox", mbox(size), netMails, ""},
			{"plist", "x.plist", plistRecords(size / 400), howettPlist, ""},
		}},
		{title: "Column stores and databases", entries: []entry{
			{"parquet, Snappy", "x.parquet", parquetUsers(size/40, &parquet.Snappy), parquetStructs, ""},
			{"parquet, Snappy", "x.parquet", parquetUsers(size/40, &parquet.Snappy), parquetValues, ""},
			{"parquet, Zstandard", "x.parquet", parquetUsers(size/40, &parquet.Zstd), parquetValues, ""},
			{"orc, zlib", "x.orc", orcUsers(size / 60), orcRows, ""},
			{"avro, deflate", "x.avro", avroUsers(size/80, ocf.Deflate), avroAny, ""},
			{"avro", "x.avro", avroUsers(size/80, ocf.Null), avroAny, ""},
			{"avro", "x.avro", avroUsers(size/80, ocf.Null), avroStructs, ""},
			{"sqlite", "x.db", sqliteUsers(size / 80), sqliteRows, ""},
		}},
		{title: "Archives", entries: []entry{
			{"zip", "x.zip", zipOf(zip.Deflate, 16, size/16), archiveZip, ""},
			{"zip, small entries", "x.zip", zipOf(zip.Deflate, size/4096, 4<<10), archiveZip, ""},
			{"zip, stored", "x.zip", zipOf(zip.Store, 16, size/16), archiveZip, ""},
			{"tar", "x.tar", tarOf(16, size/16), archiveTar, ""},
			{"tar, small entries", "x.tar", tarOf(size/4096, 4<<10), archiveTar, ""},
			{"7z", "x.7z", sevenZip(size), bodgitSevenZip, ""},
			{"rar, stored", "x.rar", rarOf(16, size/16), rarDecode, ""},
		}},
		{title: "Compressions of a text", entries: []entry{
			{"gzip", "x.log.gz", packed(size, gzipped), gunzip, ""},
			{"zlib", "x.log.zz", packed(size, zlibbed), unzlib, ""},
			{"zstd", "x.log.zst", packed(size, zstded), unzstd, ""},
			{"bzip2", "x.csv.bz2", repeated("bzip2/users.csv.bz2", size/5000, 1356), bunzip, ""},
			{"xz", "x.log.xz", packed(size, xzed), unxz, ""},
			{"lzma", "x.log.lzma", packed(size, lzmaed), unlzma, ""},
			{"lzip", "x.log.lz", lzipped(size), unlzip, ""},
			{"lz4", "x.log.lz4", packed(size, lz4ed), unlz4, ""},
			{"lz4-hadoop", "x.log.lz4", framed(size, "", true, lz4Block), lz4Hadoop, ""},
			{"snappy", "x.log.sz", packed(size, snapped), unsnap, ""},
			{"snappy-java", "x.log.snappy", framed(size, "\x82SNAPPY\x00\x00\x00\x00\x01\x00\x00\x00\x01", false, snappyBlock), snapBlocks, ""},
			{"snappy-hadoop", "x.log.snappy", framed(size, "", true, snappyBlock), snapHadoop, ""},
			{"brotli", "x.log.br", packed(size, brotlied), unbrotli, ""},
		}},
		{title: "Small objects", small: true, entries: []entry{
			{"text", "x.txt", prose(1 << 10), lines, ""},
			{"csv", "x.csv", csvTable(1 << 10), encodingCSV, ""},
			{"csv", "x.csv", csvTable(8 << 10), encodingCSV, ""},
			{"json", "x.json", jsonArray(1 << 10), encodingJSON, ""},
			{"json", "x.json", jsonArray(8 << 10), encodingJSON, ""},
			{"jsonl", "x.jsonl", jsonLines(1 << 10), encodingJSON, ""},
			{"xml", "x.xml", xmlRecords(1 << 10), encodingXML, ""},
			{"yaml", "x.yaml", yamlRecords(1 << 10), yamlNodes, ""},
			{"html", "x.html", htmlTable(1 << 10), htmlTokens, ""},
			{"eml", "x.eml", eml(2 << 10), netMail, ""},
			{"gzip", "x.log.gz", packed(4<<10, gzipped), gunzip, ""},
			{"zstd", "x.log.zst", packed(4<<10, zstded), unzstd, ""},
			{"zip", "x.zip", zipOf(zip.Deflate, 4, 1<<10), archiveZip, ""},
			{"pdf", "x.pdf", pdfPages(1), ledongthucPDF, ""},
			{"docx", "x.docx", docx(4 << 10), zipXML, ""},
			{"xls", "x.xls", specimen("xls/calc.xls"), compoundStreams, ""},
			{"xlsx", "x.xlsx", xlsx(50), excelizeRows, ""},
			{"parquet", "x.parquet", parquetUsers(50, &parquet.Snappy), parquetStructs, ""},
			{"avro", "x.avro", avroUsers(50, ocf.Deflate), avroAny, ""},
			{"sqlite", "x.db", sqliteUsers(50), sqliteRows, ""},
			{"plist", "x.plist", plistRecords(10), howettPlist, ""},
			{"jpeg", "x.jpg", specimen("jpeg/photo.jpg"), tags(imagemeta.JPEG), ""},
			{"png", "x.png", specimen("png/texts.png"), tags(imagemeta.PNG), ""},
			{"tiff", "x.tif", specimen("tiff/photo.tif"), tags(imagemeta.TIFF), ""},
			{"webp", "x.webp", specimen("webp/photo.webp"), tags(imagemeta.WebP), ""},
			{"heic", "x.heic", specimen("heic/photo.heic"), tags(imagemeta.HEIF), ""},
			{"avif", "x.avif", specimen("avif/photo.avif"), tags(imagemeta.AVIF), ""},
			{"gif", "x.gif", specimen("gif/photo.gif"), imageConfig, ""},
			{"bmp", "x.bmp", specimen("bmp/photo.bmp"), imageConfig, ""},
		}},
	}
}
