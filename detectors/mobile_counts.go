package detectors

import "bytes"

// countUnits are what numbers of eleven digits count in logs.
var countUnits = words(`rows row bytes byte b kb mb gb kib mib gib bits ns us µs ms sec secs seconds nanoseconds nanosecond nanos microseconds micros milliseconds millis records record
	lines entries events documents docs items objects keys ops operations requests messages packets blocks pages cycles iterations instructions ticks tokens nodes tuples points samples`)

// chineseUnits are the same in Chinese; those in chineseCounts are also the beginning of
// other words.
var (
	chineseUnits  = [...]string{"字节", "纳秒", "毫秒", "微秒", "条记录", "条数据", "条日志", "行记录", "行数据", "位元組", "個位元組", "次请求", "个字节", "個字節", "筆資料"}
	chineseCounts = [...]string{"条", "行", "次", "笔", "筆", "個", "个"}
)

// countsBehind says whether the number that ends at i counts something: what follows it,
// with or without a blank between, is a unit and no more.
func countsBehind(data []byte, i int) bool {
	if i < len(data) && data[i] == ' ' {
		i++
	}
	rest := data[i:min(len(data), i+18)]
	if len(rest) == 0 || rest[0] < 'A' {
		return false
	}
	if rest[0] < 0x80 {
		k := lettersFrom(rest)
		if k+1 < len(rest) && rest[k] == ' ' && rest[k+1]-'A' <= 25 && k == 2 {
			return false // 13912345678 Ms Lin
		}
		return k > 0 && k < 16 && countUnits.has(rest[:k]) && (k == len(rest) || rest[k] < 0x80 && !isDigit(rest[k]) && rest[k] != '_' && rest[k] != '@' && rest[k] != ':' && rest[k] != '=')
	}
	for _, w := range chineseUnits {
		if bytes.HasPrefix(rest, []byte(w)) {
			return true
		}
	}
	for _, w := range chineseCounts {
		if bytes.HasPrefix(rest, []byte(w)) {
			return hanRun(rest) == len(w)
		}
	}
	return false
}
