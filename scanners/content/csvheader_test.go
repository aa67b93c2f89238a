package content

import (
	"fmt"
	"strings"
	"testing"
)

// TestHeaders reads first rows as they are met, names and values.
func TestHeaders(t *testing.T) {
	for _, tc := range []struct {
		rows   string
		header bool
	}{
		{"emp_no,name,v9,v10\n10001,a b,x,y\n10002,c d,z,w", true},
		{"c1,c10,c100\nred,x,13800000000\nblue,y,13800000001", true},
		{"id,e164,country\n1,+8613800000000,CN\n2,+8613800000001,CN", true},
		{"name,col12,addr1\na b,x,1 High Street\nc d,y,2 High Street", true},
		{"sha256,md5,p95,p99\nab12,cd34,1.5,2.5\nef56,0a78,3.5,4.5", true},
		{"address_line_1,address_line_2,zip5\n1 High Street,,12345\n2 High Street,,12346", true},
		{"h264,v9,a\nyes,no,1\nno,yes,2", true},
		{"@timestamp,level,message\n2026-01-02T03:04:05Z,info,up\n2026-01-02T03:04:06Z,info,down", true},
		{"#,name,share %\n1,a,10\n2,b,20", true},
		{"user_id,email,created_at\n1,a@example.com,2026-01-02\n2,b@example.com,2026-01-03", true},
		{"姓名,手机号1,手机号2\n甲,13800000000,\n乙,13800000001,", true},
		{"序号,姓名,1月,2月,10月,11月,12月\n1,甲,1,2,3,4,5\n2,乙,1,2,3,4,6", true},
		{"编号,备注(选填),字段10\n1,无,甲\n2,有,乙", true},
		{"工号,身份证号,Q1,Q2\n1,无,3,4\n2,无,5,6", true},
		{"How satisfied are you with the service that you were given at our branch?,age,city\nvery,30,x\nnot,40,y", true},
		{"region,quarter Q1 2023,quarter Q2 2023\nnorth,x,y\nsouth,z,w", true},

		{"a b,13800000000,red\nc d,13800000001,blue", false},
		{"a b,+86 138-0000-0000,red\nc d,+86 138-0000-0001,blue", false},
		{"a b,a@example.com,red\nc d,b@example.com,blue", false},
		{"1,a b,red\n2,c d,blue", false},
		{"a b,2026-01-02,red\nc d,2026-01-03,blue", false},
		{"a b,2026-01-02T03:04:05Z,red\nc d,2026-01-03T03:04:05Z,blue", false},
		{"甲,2024年1月2日,北京\n乙,2024年1月3日,上海", false},
		{"甲,13800000000,北京\n乙,13800000001,上海", false},
		{"甲,１３８００００００００,北京\n乙,１３８０００００００１,上海", false},
		{"甲,京A8888,北京\n乙,沪B9999,上海", false},
		{"a b,11010119000101001X,red\nc d,110101190001010028,blue", false},
		{"a b,0f8fad5b-d9cb-469f-a165-70867728950e,red\nc d,7c9e6679-7425-40de-944b-e07fc1f90ae7,blue", false},
		{"a b,K7,red\nc d,M3,blue\ne f,P9,blue", false},
		{"a b,12.50,red\nc d,13.50,blue", false},
		{"a b,https://example.com/a,red\nc d,https://example.com/b,blue", false},
		{"true,north,red\nfalse,south,blue", false},
		{"a@b,c@d,e\nf@g,h@i,j", false},
	} {
		rows, _ := gather(t, &standard, memory("a.csv", []byte(tc.rows+"\n")), full)
		got := len(rows) == strings.Count(tc.rows, "\n")
		if got != tc.header {
			first, _, _ := strings.Cut(tc.rows, "\n")
			t.Errorf("%q: taken for a header: %v, want %v", first, got, tc.header)
			continue
		}
		if name, _, _ := strings.Cut(tc.rows, ","); tc.header {
			if _, ok := rows[0].values[name]; !ok {
				t.Errorf("there is no column %q: %v", name, fmt.Sprint(rows[0].values))
			}
		}
	}
}
