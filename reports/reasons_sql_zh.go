package reports

// sqlReasonsZH are the reasons that lie in dumps of databases.
var sqlReasonsZH = map[string]string{
	"lines of tables whose names stand further up, in a part that was not drawn, were read as plain text; use --depth full to read them as fields": "表名位于前面未被抽中部分的表数据行按纯文本读取；可用 --depth full 按字段读取",
	"the text ends inside a tuple": "文本在一个元组中间结束",
}
