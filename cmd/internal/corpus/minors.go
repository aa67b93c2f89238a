package corpus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// An AgeColumn is one field whose values tell how old people are, or look so.
type AgeColumn struct {
	Field, Kind string
	Values      []string
	// Years says of each value how many full years its person has on Day, and -1
	// where it speaks of nobody's age.
	Years []int
}

// yearsOn counts full years as a birthday is counted: the day itself is included, and
// who was born on 29 February is a year older on 1 March.
func yearsOn(born, day time.Time) int {
	n := day.Year() - born.Year()
	if day.Month() < born.Month() || day.Month() == born.Month() && day.Day() < born.Day() {
		n--
	}
	return n
}

// pupil draws a date of birth of somebody who may be a minor.
func pupil(r *rand.Rand) time.Time { return Day.AddDate(-3-r.IntN(22), -r.IntN(12), -r.IntN(30)) }

// aged are ways in which a field tells an age.
var aged = []struct {
	name   string
	fields []string
	write  func(*rand.Rand, time.Time) string
}{
	{"resident number", list("id_card 身份证号 student_id_card sfzh"), func(r *rand.Rand, born time.Time) string {
		body := pick(r, Areas()) + born.Format("20060102") + "000"
		return body + mod112(body)
	}},
	{"date with hyphens", list("birthday birth_date 出生日期 user.dob"), func(_ *rand.Rand, t time.Time) string { return t.Format("2006-01-02") }},
	{"date with strokes", list("birthday dateOfBirth 生日"), func(_ *rand.Rand, t time.Time) string { return t.Format("2006/1/2") }},
	{"date of digits", list("birth_date csrq 出生日期"), func(_ *rand.Rand, t time.Time) string { return t.Format("20060102") }},
	{"Chinese date", list("出生日期 生日 birthday"), func(_ *rand.Rand, t time.Time) string { return t.Format("2006年1月2日") }},
	{"date with a time", list("birthday birth_date 出生日期"), func(_ *rand.Rand, t time.Time) string { return t.Format("2006-01-02") + " 00:00:00" }},
	{"age", list("age user_age 年龄 student_age"), func(_ *rand.Rand, t time.Time) string { return strconv.Itoa(yearsOn(t, Day)) }},
	{"age with a word", list("年龄 age"), func(_ *rand.Rand, t time.Time) string { return strconv.Itoa(yearsOn(t, Day)) + "岁" }},
}

// ageless look like dates of birth and ages and are none.
var ageless = []trap{
	{name: "order number with a date", make: func(r *rand.Rand) string { return digits(r, 6) + moment(r).Format("20060102") + digits(r, 4) }, fields: list("order_no 订单号 c4 trade_id")},
	{name: "order number with an area", make: func(r *rand.Rand) string { return pick(r, Areas()) + moment(r).Format("20060102") + digits(r, 4) }, fields: list("order_no 流水号 c4")},
	{name: "day of an event", make: func(r *rand.Rand) string { return moment(r).Format("2006-01-02") }, fields: list("created_at updated_at reg_date 注册日期 order_date 入学日期 due_date expire_date hire_date 生产日期 c3")},
	{name: "day of digits", make: func(r *rand.Rand) string { return moment(r).Format("20060102") }, fields: list("dt stat_date 统计日期 batch_no c3")},
	{name: "small number", make: func(r *rand.Rand) string { return strconv.Itoa(r.IntN(18)) }, fields: list("max_age cache_age 车龄 工龄 账龄 page retry_count quantity level grade min_age storage image_count c3")},
	{name: "product for an age", make: func(r *rand.Rand) string { return fmt.Sprintf("适用%d-%d岁", 1+r.IntN(4), 6+r.IntN(6)) }, fields: list("product_name 适用年龄段 spec")},
}

// AgeColumns makes columns that tell ages, and columns that look so.
func AgeColumns(r *rand.Rand, rows int) []AgeColumn {
	var out []AgeColumn
	for _, a := range aged {
		for _, field := range a.fields {
			c := AgeColumn{Field: field, Kind: a.name}
			for range rows/2 + r.IntN(rows) {
				born := pupil(r)
				if r.IntN(3) == 0 {
					born = birth(r)
				}
				c.Values, c.Years = append(c.Values, a.write(r, born)), append(c.Years, yearsOn(born, Day))
			}
			out = append(out, c)
		}
	}
	for _, t := range ageless {
		for _, field := range t.fields {
			c := AgeColumn{Field: field, Kind: "trap " + t.name}
			for range rows {
				c.Values, c.Years = append(c.Values, t.make(r)), append(c.Years, -1)
			}
			out = append(out, c)
		}
	}
	return append(out, bornOnTheDay())
}

// bornOnTheDay holds the days on which people turn 14 and 18, and those around them.
func bornOnTheDay() AgeColumn {
	c := AgeColumn{Field: "birth_date", Kind: "birthdays around the day"}
	for _, years := range strings.Fields("14 18 10 30") {
		n, err := strconv.Atoi(years)
		if err != nil {
			panic(err)
		}
		for _, days := range []int{-2, -1, 0, 1, 2} {
			born := Day.AddDate(-n, 0, days)
			c.Values, c.Years = append(c.Values, born.Format("2006-01-02")), append(c.Years, yearsOn(born, Day))
		}
	}
	return c
}
