package corpus

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
)

// Seeded returns the source of chance of a corpus.
func Seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x7069696e76)) }

// Texts makes n texts that hold each category and as many that look like it and
// hold nothing.
func Texts(r *rand.Rand, n int) []Text {
	var out []Text
	for _, c := range Categories() {
		of := subjectsOf(c)
		for i := range n {
			s := of[i%len(of)]
			out = append(out, hitText(r, s))
			if i%2 == 0 {
				out = append(out, nearText(r, s))
			} else {
				out = append(out, trapText(r, c))
			}
		}
	}
	return out
}

func (s *subject) written(r *rand.Rand) string {
	v := s.make(r)
	if s.write != nil {
		v = s.write(r, v)
	}
	return v
}

func hitText(r *rand.Rand, s *subject) Text {
	f := frameFor(r, s)
	b := &builder{}
	v := s.written(r)
	if f.bare && s.plain {
		v = s.make(r)
	}
	f.put(r, b, s, v)
	return Text{Field: f.field, Text: b.String(), Spans: b.spans, About: s.category, Kind: f.kind, May: f.may(s.may)}
}

// nearText puts what is nearly a value where a value would stand.
func nearText(r *rand.Rand, s *subject) Text {
	if s.nearFields != nil {
		t := *s
		t.fields, t.zh, t.en, t.sentences = s.nearFields, nil, nil, nil
		s = &t
	}
	f := frameFor(r, s)
	b := &builder{}
	f.put(r, b, nil, s.near(r))
	return Text{Field: f.field, Text: b.String(), About: s.category, Kind: "trap nearly, " + f.kind, May: f.may(s.may)}
}

func trapText(r *rand.Rand, about string) Text {
	for {
		t := pick(r, traps)
		if r.IntN(5) == 0 {
			t = pick(r, namesOfThings)
		}
		if slices.Contains(t.may, about) {
			continue
		}
		s := &subject{category: t.name, fields: t.fields, zh: t.zh, en: t.en, cellsOnly: t.zh == nil}
		f := frameFor(r, s)
		b := &builder{}
		f.put(r, b, nil, t.make(r))
		return Text{Field: f.field, Text: b.String(), About: about, Kind: "trap " + t.name + ", " + f.kind, May: f.may(t.may)}
	}
}

// A frame is what stands around one value.
type frame struct {
	kind, field, sentence, word string
	bare                        bool
	escape                      func(string) string
}

// may adds what the frame itself holds: the line of an access log is a record of
// browsing.
func (f *frame) may(list []string) []string {
	if f.kind == "query string" {
		return append(slices.Clone(list), "online.browsing")
	}
	return list
}

func (f *frame) put(r *rand.Rand, b *builder, s *subject, v string) {
	if f.escape != nil {
		if e := f.escape(v); e == v || s == nil {
			v = e
		}
	}
	sentence := strings.NewReplacer("{order}", digits(r, 6)+moment(r).Format("20060102")+digits(r, 4), "{ms}", digits(r, 2),
		"{time}", moment(r).Format("2006-01-02 15:04:05"), "{uuid}", uuid(r), "{snow}", snowflake(r), "{server}", "10.0.3."+digits(r, 1)).Replace(f.sentence)
	b.fill(sentence, f.word, s, v, f.bare)
}

var (
	proseZH = []string{
		"您好，我的{w}是{}，麻烦帮我查一下订单进度。", "客户来电，{w}{}，要求修改收货信息。", "【工单】用户反馈无法登录，{w}：{}，请跟进。",
		"{w}：{}", "乙方{w}为{}，以下简称乙方。", "请核对{w}（{}）后再提交审批。", "经办人已登记，{w}:{};备注无", "{time} 已收到，{w} {}，谢谢",
	}
	proseEN = []string{
		"Hi, my {w} is {} and I would like to update my profile.", "{w}: {}", "The customer gave {w} {} over the phone; please verify.",
		"Please use {w} {} for the refund.", "Party B ({w}: {}) agrees to the terms below.", "Ticket closed, {w} = {} confirmed.", "Regards,\n{w}: {}",
	}
	logs = []struct{ kind, sentence string }{
		{"log of keys and values", "{time} INFO svc=member order_no={order} {f}={} cost={ms}ms"},
		{"JSON log", `{"time":"{time}","trace_id":"{uuid}","{f}":"{}","msg_id":"{snow}"}`},
		{"Java log", "{time} [http-nio-8080-exec-7] INFO  c.q.m.ProfileService - saved {f}={}, result=ok"},
		{"query string", "10.2.3.4 - - [{time}] \"GET /api/v2/member?ts=17{ms}1122334&{f}={}&page=1 HTTP/1.1\" 200 512"},
		{"SQL", "UPDATE member SET {f} = '{}' WHERE order_no = '{order}';"},
		{"form", "{f}: {}\nsubmit: true"},
		{"XML", "<order no=\"{order}\"><{f}>{}</{f}><version>2.4.1.7</version></order>"},
		{"Python", "{'trace': '{uuid}', '{f}': '{}', 'retry': 3}"},
		{"brackets", "{time} WARN [order={order}] [{f}={}] slow call {ms} ms"},
	}
	bareFrames = []string{"{}", "[{}]", "{ms},{},ok", "备注 {}", "<td>{}</td>"}
)

// frameFor draws a frame in which a value of the subject can stand.
func frameFor(r *rand.Rand, s *subject) *frame {
	field := pick(r, s.fields)
	n := r.IntN(100)
	switch {
	case s.cellsOnly || n < 25:
		return &frame{kind: "cell", field: field, sentence: "{}"}
	case s.sentences != nil:
		f := &frame{kind: "sentence", sentence: pick(r, s.sentences), bare: s.bare}
		if len(s.zh) > 0 {
			f.word = pick(r, slices.Concat(s.zh, s.en))
		}
		return f
	case n < 43 && len(s.zh) > 0:
		return &frame{kind: "Chinese prose", sentence: pick(r, proseZH), word: pick(r, s.zh)}
	case n < 61 && len(s.en) > 0:
		return &frame{kind: "English prose", sentence: pick(r, proseEN), word: pick(r, s.en)}
	case n < 70 && s.bare:
		return &frame{kind: "alone", sentence: pick(r, bareFrames), bare: true}
	}
	l := pick(r, logs)
	f := &frame{kind: l.kind, sentence: strings.ReplaceAll(l.sentence, "{f}", field)}
	if l.kind == "query string" {
		f.escape = func(v string) string { return strings.ReplaceAll(url.QueryEscape(v), "%40", "@") }
	}
	return f
}

// Sparse makes n lines of order numbers, one of which holds a resident number.
func Sparse(r *rand.Rand, n int) []Text {
	out := make([]Text, 0, n)
	at := r.IntN(n)
	for i := range n {
		t := Text{About: "id.cn_resident", Kind: "trap order number, sparse log"}
		b := &builder{}
		if i == at {
			b.fill("{time} order {w} shipped, receiver ID card {}, ok", snowflake(r), residentSubject, resident(r), false)
			t.Kind = "sparse log"
		} else {
			order := digits(r, 6) + moment(r).Format("20060102") + digits(r, 4)
			b.WriteString(moment(r).Format("2006-01-02 15:04:05") + fmt.Sprintf(" order %s shipped, order_no=%s, ok", snowflake(r), order))
		}
		t.Text, t.Spans = b.String(), b.spans
		out = append(out, t)
	}
	return out
}
