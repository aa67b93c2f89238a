package detectors

import "bytes"

// standsIn says whether a value stands in the place of one, as in descriptions of
// data, forms and manuals: the name of a type ("string", "varchar(32)"), what is filled
// in later (${name}, <name>, :name), the name of the field itself, a row of x, or a
// request to put something in.
func standsIn(v []byte) bool {
	if len(v) < 2 || len(v) > longestWord {
		return false
	}
	last := v[len(v)-1]
	switch v[0] {
	case '<':
		return last == '>'
	case '$', '#':
		return v[1] == '{' && last == '}' || v[1] == '(' && last == ')'
	case '{':
		return last == '}' && (v[1] == '{' || nameOnly(v[1:len(v)-1]))
	case '[':
		return last == ']' && nameOnly(v[1:len(v)-1])
	case ':':
		return nameOnly(v[1:])
	case '%':
		return len(v) == 2 && isLetter(last) || v[1] == '(' && last == 's'
	case 'x', 'X':
		if k := rowOf(v, v[0]); k >= 3 && (k == len(v) || !isAlnum(v[k])) {
			return true
		}
	case 'y', 'Y':
		if len(v) > 4 && equalFold(v[:4], "your") && (v[4] == '_' || v[4] == '-' || v[4] == ' ' && bytes.Count(v, []byte(" ")) < 3 || v[4]-'A' <= 25) {
			return true
		}
	case 0xe8: // 请
		for _, w := range [...]string{"请输入", "请选择", "请填写"} {
			if bytes.HasPrefix(v, []byte(w)) {
				return true
			}
		}
	}
	return sizedType(v) || typesOfData.has(v) || labelsOfData.has(v)
}

// sizedType says whether a value is a type of a column with its size: varchar(32).
func sizedType(v []byte) bool {
	k := bytes.IndexByte(v, '(')
	if k < 3 || v[len(v)-1] != ')' {
		return false
	}
	for _, c := range v[k+1 : len(v)-1] {
		if !isDigit(c) && c != ',' && c != ' ' {
			return false
		}
	}
	return typesOfData.has(v[:k])
}

// nameOnly says whether v is the name of a variable: letters, and signs between them.
func nameOnly(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) && c != '_' && c != '-' && c != '.' {
			return false
		}
	}
	return len(v) > 0
}

// typesOfData are types of columns and of schemas; labelsOfData what forms and samples
// write in the place of a value.
var (
	typesOfData = words(`string str int integer bigint smallint tinyint mediumint float double decimal numeric number bool boolean char nchar varchar varchar2 nvarchar
		nvarchar2 text tinytext mediumtext longtext clob blob bytea date datetime timestamp timestamptz time json jsonb object array enum uuid long`)
	labelsOfData = phrases(`example,placeholder,username,user_name,user-name,user name,userid,user_id,user-id,user id,nickname,nick_name,nick name,login,loginname,login_name,
		password,passwd,account,account_name,用户名,用户名称,用户账号,用户编号,用户昵称,登录名,登录账号,昵称,账号,帐号,姓名,真实姓名,密码,手机号,手机号码,邮箱,用户名称,字符串,字符型,整型,整数,数字,文本,示例,用户ID,用户id`)
)
