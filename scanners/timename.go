package scanners

import (
	"strings"
	"unicode"
)

// TimeRank says how well the name of a column or field tells that it holds the time at
// which a record was made: 1 for a time of creation, 2 for that of an event, 3 for that of
// a change, and 0 for none of them. Among names of one rank those with fewer other words
// come first, which is what rest counts.
//
// Words are parted by signs and capitals (created_at, createTime, gmt-create), or written
// in one (createtime). A name that speaks of a person's dates, or of a date that lies
// ahead (birth, expiry, due), has no rank, whatever else it says.
func TimeRank(name string) (rank, rest int) {
	if strings.Contains(name, "[]") {
		return 0, 0 // many in one record
	}
	if i := strings.LastIndexAny(name, "./"); i >= 0 {
		name = name[i+1:]
	}
	words := nameWords(name)
	if SpeaksOfBirth(name) {
		return 0, 0
	}
	for _, w := range words {
		for _, bad := range otherDates {
			if strings.HasPrefix(w, bad) {
				return 0, 0
			}
		}
	}
	for _, bad := range otherDatesHan {
		if strings.Contains(name, bad) {
			return 0, 0
		}
	}
	for i := range words {
		joined := strings.Join(words[i:], "")
		if r := timeNames[joined]; r > 0 && (i == 0 || !generic[joined]) {
			return r, i
		}
		// Chinese names have no signs between their words: 用户注册时间. The longest counts.
		chars := []rune(joined)
		for j := range chars {
			han := string(chars[j:])
			if r := timeNamesHan[han]; r > 0 && (j == 0 || !genericHan[han]) {
				return r, j + i
			}
		}
	}
	return 0, 0
}

// SpeaksOfBirth says whether a name is that of dates of birth. The smallest and largest of
// those are values of persons, and are never asked for.
func SpeaksOfBirth(name string) bool {
	for _, w := range nameWords(name) {
		for _, b := range birthWords {
			if strings.HasPrefix(w, b) {
				return true
			}
		}
	}
	return strings.Contains(name, "出生") || strings.Contains(name, "生日")
}

var birthWords = []string{"birth", "bday", "dob", "born"}

// nameWords parts a name at signs and before capitals.
func nameWords(name string) []string {
	var out []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = word[:0]
		}
	}
	lower := false
	for _, r := range name {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			end()
			lower = false
			continue
		case unicode.IsUpper(r) && lower:
			end()
		}
		lower = unicode.IsLower(r) || unicode.IsDigit(r)
		word = append(word, unicode.ToLower(r))
	}
	end()
	return out
}

// timeNames are names of times as schemas have them, written in one.
var timeNames = ranked(map[int]string{
	1: "createdat,createdon,created,createtime,createdtime,createdate,createddate,createts,createdts,creationtime,creationdate," +
		"creationts,creationtimestamp,createtimestamp,createdtimestamp,gmtcreate,gmtcreated,gmtcreatetime,datecreated,timecreated,createat," +
		"ctime,addtime,addedat,dateadded,inserttime,insertedat,insertdate,insertts,registertime,registeredat,registerdate,registrationtime," +
		"registrationdate,regtime,regdate,signuptime,signupdate,signedupat,joinedat,submittedat,submittime,ordertime,orderdate,orderedat,placedat",
	2: "eventtime,eventtimestamp,eventts,eventdate,occurredat,occurtime,happenedat,timestamp,ts,time,datetime,date,logtime,loggedat,logtimestamp," +
		"recordtime,recordedat,receivedat,receivetime,receivedtime,sentat,sendtime,visittime,visitedat,accesstime,accessedat,logintime,loginat," +
		"loggedinat,collectedat,collecttime,capturedat,paidat,paytime,paymenttime,transactiontime,transactiondate,transtime,tradetime," +
		"postedat,publishedat,uploadtime,uploadedat,calltime,starttime,startedat,dt,ds,day,recordts,eventday",
	3: "updatedat,updatedon,updated,updatetime,updatedtime,updatedate,updateddate,updatets,gmtmodified,gmtupdate,gmtupdated,modifiedat,modifiedon," +
		"modifytime,modifiedtime,modified,lastmodified,lastmodifiedat,lastmodifieddate,lastmodifiedtime,lastupdated,lastupdatedat,lastupdatetime," +
		"mtime,dateupdated,datemodified,lastupdate,changedat",
})

// generic names say nothing behind other words: "response_time", "hire_date".
var generic = words("created,updated,modified,timestamp,ts,time,datetime,date,dt,ds,day,ctime,mtime")

var timeNamesHan = ranked(map[int]string{
	1: "创建时间,创建日期,建立时间,生成时间,注册时间,注册日期,下单时间,下单日期,订单时间,录入时间,录入日期,添加时间,新增时间,入库时间,提交时间,申请时间,登记时间,登记日期",
	2: "发生时间,发生日期,时间戳,登录时间,访问时间,记录时间,采集时间,交易时间,交易日期,支付时间,付款时间,发送时间,接收时间,操作时间,上传时间,日志时间,事件时间,通话时间,时间,日期",
	3: "更新时间,更新日期,修改时间,修改日期,最后修改时间,最后更新时间,变更时间",
})

var genericHan = words("时间,日期")

// otherDates begin words of dates of persons and of such as lie ahead.
var otherDates = []string{"expir", "valid", "due", "deadline", "until", "end", "hire", "death", "wedding", "anniversary",
	"renew", "next", "schedul", "plan", "deliver", "arriv", "depart", "checkin", "checkout", "issue"}

var otherDatesHan = []string{"到期", "有效", "截止", "失效", "过期", "结束", "入职", "离职", "签发", "计划", "预计", "预约"}

func ranked(names map[int]string) map[string]int {
	out := map[string]int{}
	for rank, list := range names {
		for _, n := range strings.Split(list, ",") {
			out[n] = rank
		}
	}
	return out
}

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Split(list, ",") {
		out[n] = true
	}
	return out
}
