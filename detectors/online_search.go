package detectors

import "bytes"

// What somebody searched for: the parameter of a query that search pages have, or a
// field that names it.
var _ = register(detector{
	category: "online.search",
	evidence: "query parameter, field name",
	literals: []string{
		"?q=", "&q=", "u0026q=", "?wd=", "&wd=", "?kw=", "&kw=", "?word=", "&word=", "?query=", "&query=", "?keyword", "&keyword", "?search", "&search",
	},
	value:    true,
	peaceful: true,
	holds:    true,
	// Of parameters called q some are asked by programs.
	chance:   0.5,
	strength: 2,
	words: `searchkeyword searchkeywords searchkey searchkeys searchterm searchterms searchword searchwords searchquery searchqueries searchtext searchcontent searchhistory searchhistories searchphrase searchstring
		searchedkeyword searchedterm keywordsearched lastsearch recentsearch recentsearches userquery userqueries querykeyword querykeywords querytext searchlog searchrecord searchrecords
		搜索词 搜索关键词 搜索关键字 搜索内容 搜索记录 搜索历史 搜索文本 检索词 检索关键词 检索记录 查询关键词 查询词 热搜词 用户搜索 搜索字段值 搜尋關鍵字 搜尋紀錄 搜索紀錄 sousuo sousuoci sousuojilu
		~keyword ~keywords ~query ~search ~关键词 ~关键字`,
	check: checkSearch,
	judge: judgeSearch,
})

// judgeSearch takes a column of addresses that search for several things for a record
// of searches, whatever it is called; in a field of other things it stays low. What
// people search for repeats itself, so few distinct ones are enough.
func judgeSearch(e *Engine, in *verdictInput) Verdict {
	v := judgeBrowsing(e, in)
	valid := in.Valid - in.Known
	inQueries := valid - in.Whole
	if v.Confidence == Low && in.header != faint && in.other == silent && valid >= minDistinct && in.Distinct >= fewSearches &&
		float64(inQueries) >= manyPass*float64(valid) && v.PassRate >= manyPass {
		v.Confidence, v.Unresolved, v.Reasons = Medium, false, []string{"pass-rate", "distinct", "format"}
	}
	return v
}

// fewSearches are more than a menu has links that search.
const fewSearches = 5

func checkSearch(n *number) finding {
	if n.by != byLiteral {
		v := n.data[n.start:n.end]
		if !searchedFor(v) || n.by == byKeyed && (codeLike(n.data, n.start, n.end) || n.behindSentence()) {
			return finding{}
		}
		return finding{formed: true, valid: true, vague: n.named < full && n.by == byValue}
	}
	data := n.data
	i := n.end
	if data[i-1] != '=' { // ?keyword, &search: to the end of the name
		for i < len(data) && i-n.end < 12 && (isAlnum(data[i]) || data[i] == '_') {
			i++
		}
		if i >= len(data) || data[i] != '=' || !searchKeys[string(data[n.start+1:i])] {
			return finding{}
		}
		i++
	} else if data[n.start] == 'u' && (n.start == 0 || data[n.start-1] != '\\') {
		return finding{}
	}
	end := i
	for limit := min(len(data), i+maxKeyed); end < limit && data[end] > ' ' && data[end] != '&' && data[end] != '#' && data[end] != '"' && data[end] != '\'' && data[end] != '\\' && data[end] != '<' && data[end] != ')' && data[end] != ']' && data[end] != '`'; end++ {
	}
	// Behind the address a sentence may end.
	for end > i && (data[end-1] == '.' || data[end-1] == ',' || data[end-1] == ';' || data[end-1] == '?') {
		end--
	}
	place := n.pathBefore(n.start)
	n.start, n.end = i, end
	v := data[i:end]
	if !place || !searchedFor(v) || placeholderIn(v) || sampleQueries[string(v)] {
		return finding{}
	}
	// What has operators (label:bug) was written by a program or for one.
	return finding{formed: true, valid: true, loose: bytes.Contains(v, []byte("%3A"))}
}

// behindSentence says whether words of prose stand before an equals sign: "the search
// term=bold".
func (n *number) behindSentence() bool {
	i := n.start - 1
	for i > 0 && n.data[i] == ' ' {
		i--
	}
	if i < 0 || n.data[i] != '=' {
		return false
	}
	for i > 0 && n.data[i-1] == ' ' {
		i--
	}
	for _, w := range [...]string{"search term", "search terms", "search text", "search string", "search word", "search words", "search query"} {
		if k := i - len(w); k >= 0 && equalFold(n.data[k:i], w) {
			return true
		}
	}
	return false
}

// searchKeys are the parameters that begin with keyword or search and hold what was
// searched for.
var searchKeys = wordSet(`keyword keywords keyWord keyWords key_word search searchword searchWord search_word searchkey searchKey search_key searchquery searchQuery search_query searchkeyword
	searchKeyword search_keyword searchterm searchTerm search_term searchtext searchText search_text`)

// sampleQueries are what manuals search for.
var sampleQueries = wordSet(`foo bar baz test query search keyword keywords term xxx abc value string hello example something golang 1 true false`)

// pathBefore says whether an address of the web, or its path, stands before a query.
func (n *number) pathBefore(i int) bool {
	k := i
	for k > 0 && i-k < 2048 && n.data[k-1] > ' ' && n.data[k-1] != '"' && n.data[k-1] != '\'' && n.data[k-1] != '(' && n.data[k-1] < 0x80 && n.data[k-1] != '`' && n.data[k-1] != '=' {
		if k--; n.data[k] == '/' {
			return true
		}
	}
	// An earlier parameter stands between.
	for k > 0 && i-k < 2048 && n.data[k-1] > ' ' && n.data[k-1] != '"' && n.data[k-1] != '`' {
		k--
	}
	return bytes.IndexByte(n.data[k:i], '/') >= 0
}

// searchedFor says whether a value may be what a person searched for: it holds a letter
// or several digits.
func searchedFor(v []byte) bool {
	if len(v) == 0 || len(v) > maxKeyed || standsIn(v) || v[0] == '{' || v[0] == '[' || v[0] == '$' {
		return false
	}
	for i, c := range v {
		if c >= 0x80 || isLetter(c) && !(i > 0 && v[i-1] == '%') || c == '%' && i+2 < len(v) && v[i+1] >= 'A' {
			return string(v) != "null" && string(v) != "undefined" && string(v) != "NULL" && string(v) != "None" && string(v) != "true" && string(v) != "false"
		}
	}
	return digitsFrom(v, 0) >= 4
}
