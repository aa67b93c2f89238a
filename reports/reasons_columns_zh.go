package reports

// columnReasonsZH are the reasons that lie in files of column stores, tables and
// records in binary form.
var columnReasonsZH = map[string]string{
	"the Parquet file is encrypted; give the scan a decrypted copy, nothing in it was looked at":                                                                                                                       "Parquet 文件已加密；请提供解密后的副本，其中的内容均未查看",
	"the footer of the Parquet file is encrypted; give the scan a decrypted copy, nothing in it was looked at":                                                                                                         "Parquet 文件的尾部元数据已加密；请提供解密后的副本，其中的内容均未查看",
	"the Parquet file does not end with its footer: it was cut off or is still being written; nothing can be found without it":                                                                                         "Parquet 文件的结尾没有尾部元数据：文件被截断或仍在写入；没有它无法找到任何内容",
	"the footer of the Parquet file is longer than %s; nothing can be found without it":                                                                                                                                "Parquet 文件的尾部元数据超过 {1}；没有它无法找到任何内容",
	"the footer of the Parquet file is broken; nothing can be found without it":                                                                                                                                        "Parquet 文件的尾部元数据已损坏；没有它无法找到任何内容",
	"the schema of the Parquet file is broken; nothing can be read without it":                                                                                                                                         "Parquet 文件的模式已损坏；没有它无法读取任何内容",
	"columns of the Parquet file are encrypted and were left out; give the scan a decrypted copy":                                                                                                                      "Parquet 文件的部分列已加密，未读取；请提供解密后的副本",
	"columns of the Parquet file lie in another file and were left out":                                                                                                                                                "Parquet 文件的部分列位于另一个文件中，未读取",
	"columns of the Parquet file do not lie where its footer says and were left out":                                                                                                                                   "Parquet 文件的部分列不在尾部元数据所说的位置，未读取",
	"columns of the Parquet file have fewer rows than its footer says":                                                                                                                                                 "Parquet 文件的部分列的行数少于尾部元数据所说的行数",
	"columns of the Parquet file have pages of more than %s in an encoding or a compression that cannot be read in parts, and were left out; write them with smaller pages":                                            "Parquet 文件的部分列含有超过 {1} 且其编码或压缩方式无法分段读取的页，未读取；请以较小的页写入",
	"values of the Parquet file of more than %s were not read":                                                                                                                                                         "Parquet 文件中超过 {1} 的值未读取",
	"columns of the Parquet file begin with more bytes than may be read and were left out; use --depth full or a larger --budget":                                                                                      "Parquet 文件的部分列开头的字节多于允许读取的字节，未读取；可用 --depth full 或更大的 --budget",
	"columns of the Parquet file are compressed in a way that nobody here reads (LZO) and were left out; write them with another compression":                                                                          "Parquet 文件的部分列使用了无法读取的压缩方式（LZO），未读取；请以其他压缩方式写入",
	"columns of the Parquet file are broken in some row groups; what came before was read, the rest of them cannot be":                                                                                                 "Parquet 文件的部分列在某些行组中已损坏；此前的内容已读取，其余无法读取",
	"columns of the Parquet file hold pages of an unknown kind and were left out":                                                                                                                                      "Parquet 文件的部分列含有未知类型的页，未读取",
	"rows of the Parquet file hold lists of more than %s and were left out":                                                                                                                                            "Parquet 文件的部分行含有超过 {1} 的列表，未读取",
	"values that are binary data and no text were not looked at":                                                                                                                                                       "不是文本的二进制值未查看",
	"read as a random sample of ranges of rows; use --depth full to read it all":                                                                                                                                       "随机抽取了若干行范围读取；可用 --depth full 全部读取",
	"the Parquet file has no offset index and its row groups are larger than what may be read, so that only the first rows of one of them were read; use --depth full or a larger --budget, or write it with an index": "Parquet 文件没有偏移索引，且行组大于允许读取的字节，因此只读取了其中一个行组的开头几行；可用 --depth full 或更大的 --budget，或写入时带上索引",

	"the header of the Avro file is broken; nothing can be read without it":                                                                                     "Avro 文件的头部已损坏；没有它无法读取任何内容",
	"the Avro file has blocks of more than %s; what lies behind the first of them was not read; write it with smaller blocks":                                   "Avro 文件含有超过 {1} 的块；第一个这样的块之后的内容未读取；请以较小的块写入",
	"the schema in the header of the Avro file is broken; nothing can be read without it":                                                                       "Avro 文件头部中的模式已损坏；没有它无法读取任何内容",
	"the Avro file is compressed in a way that nobody here reads; write it with deflate, snappy, zstandard, bzip2 or xz":                                        "Avro 文件使用了无法读取的压缩方式；请以 deflate、snappy、zstandard、bzip2 或 xz 写入",
	"the SQLite database is in write-ahead mode: changes that lie only in a file -wal beside it were not read with it; a copy made with VACUUM INTO holds them": "SQLite 数据库处于预写日志模式：仅存在于旁边 -wal 文件中的更改未随之读取；用 VACUUM INTO 制作的副本会包含这些更改",
	"values of more than %s were not read":                                                                                        "超过 {1} 的值未读取",
	"the SQLite database has more than %d tables; the others were not read":                                                       "SQLite 数据库的表超过 {1} 个；其余的未读取",
	"tables of the SQLite database are damaged; their rows were read as far as they can be; run PRAGMA integrity_check on a copy": "SQLite 数据库的部分表已损坏；其行已尽可能读取；请对副本运行 PRAGMA integrity_check",
	"read as a sample of ranges of rows of each table; use --depth full to read it all":                                           "抽取了每个表的若干行范围读取；可用 --depth full 全部读取",
}
