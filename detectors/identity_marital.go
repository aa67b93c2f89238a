package detectors

// Whether a person is married, told by the field's name and a small set of values:
// words, and the codes of GB/T 2261.2 (10 never married, 20 to 23 married, 30
// widowed, 40 divorced, 90 not stated).
var _ = register(detector{
	category: "identity.marital",
	evidence: "field name, set of values",
	value:    true,
	chance:   0.3,
	strength: 1,
	words: `marital maritalstatus maritalstate maritalcode maritalstatuscode maritalsts marriage marriagestatus marriagestate =married ismarried civilstatus civilstate relationshipstatus hyzkdm` +
		of("maritalstatus") + ` 婚姻 婚姻状况 婚姻状态 婚姻情况 婚姻状况代码 婚姻代码 婚否 是否已婚 婚姻狀況 婚况 hunyin hunyinzhuangkuang hyzk hyzt ~hy`,
	check: checkMarital,
	judge: judgeNamed,
})

func checkMarital(n *number) finding {
	v := n.digits
	if nothing(v) && !flags.has(v) && !truths.has(v) {
		return finding{}
	}
	word := maritalWords.has(v)
	code := !word && (maritalCodes.has(v) || flags.has(v) || truths.has(v))
	if n.by == byKeyed && !word && !code {
		return finding{}
	}
	return finding{formed: true, valid: word || code, needsWord: n.by == byValue && !word, loose: n.named < full}
}

var (
	truths       = words("true false")
	maritalWords = phrases(`single,married,divorced,widowed,widow,widower,separated,legally separated,unmarried,never married,cohabiting,engaged,partnered,domestic partnership,civil partnership,
		in a relationship,common law,common-law,annulled,remarried,
		未婚,已婚,离异,离婚,丧偶,初婚,再婚,复婚,单身,分居,已婚已育,已婚未育,未婚未育,离异带孩,未说明的婚姻状况,未說明,離婚,離異,喪偶,單身,10-未婚,20-已婚,30-丧偶,40-离婚,1-未婚,2-已婚`)
	maritalCodes = words("0 1 2 3 4 5 9 10 20 21 22 23 30 40 90 s m d w u")
)
