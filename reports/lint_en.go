package reports

// lintEN are the English texts of what lint says of a declaration, by its codes.
var lintEN = map[string]string{
	"lint.line":    "{place}: {severity}: {text} ({code})",
	"lint.nothing": "nothing to remark on {id}",
	"lint.summary": "{n} {n:remark|remarks} on {id}[[: {counts}]]",
	"lint.more":    "{names} and {n} more",

	"lint.placeholder.title":  "Left from a template",
	"lint.placeholder.text":   "“{text}” was never filled in or taken out.",
	"lint.placeholder.remedy": "Write what holds here, and take the remark out.",

	"lint.publisher_missing.title":  "No publisher",
	"lint.publisher_missing.text":   "Nothing says whose declaration this is. Persons have to be told who handles their data (PIPL art. 17(1) no. 1, GDPR art. 13(1)(a)).",
	"lint.publisher_missing.remedy": "Give the name of the organisation in policy.publisher.",

	"lint.cache_everywhere.title":  "A cache that cannot keep to a list of places",
	"lint.cache_everywhere.text":   "{categories} in {system} may lie in {allowed} only, and a cache keeps copies wherever it is asked unless its region is declared.",
	"lint.cache_everywhere.remedy": "Limit the cache to nodes in these places and declare them as its region, or keep these categories out of it.",
	"lint.contact_missing.title":   "No contact",
	"lint.contact_missing.text":    "Nothing says where persons can turn to. They have to be told how to reach who handles their data (PIPL art. 17(1) no. 1, GDPR art. 13(1)(a)), and its data protection officer where it has one (GDPR art. 13(1)(b)).",
	"lint.contact_missing.remedy":  "Give one of contact.privacy, dpo, email, phone, address and url.",

	"lint.effective_missing.title":  "No date from which it holds",
	"lint.effective_missing.text":   "Nothing says from when the policy holds. No article asks for the date by name, but changes have to be told (PIPL art. 17(2)), and without it nobody can say which text held when.",
	"lint.effective_missing.remedy": "Give the date in policy.effective, as in 2026-01-31.",

	"lint.role_missing.title":  "Controller or processor?",
	"lint.role_missing.text":   "Nothing says whether the organisation is the controller of system {system} or works for another. Only the controller has to tell persons who it is, what for and how long (PIPL art. 17, GDPR art. 13).",
	"lint.role_missing.remedy": "Write role: controller, processor or joint.",

	"lint.minors_needs.title":  "An age without a consequence",
	"lint.minors_needs.text":   "Persons below {age} are named as minors, and nothing says what their data needs. The consent of a parent or guardian is asked for below 14 (PIPL art. 31) and, for online services on consent, below 16 or down to 13 (GDPR art. 8).",
	"lint.minors_needs.remedy": "Write needs: guardian_consent.",

	"lint.legal_minimum.title":  "Shorter than the law asks",
	"lint.legal_minimum.text":   "Rule {rule} keeps {categories} in {systems} for {max} at most, and {minimum} asks for {min} at least[[ ({law})]].",
	"lint.legal_minimum.remedy": "Raise the maximum to {min}, or give these categories a rule of their own. Where the data is kept on for the law alone, write extend_for: [law].",

	"lint.rule_tie.title":  "Two rules that differ",
	"lint.rule_tie.text":   "The rules {rules} are equally specific, and differ in {part} for {categories} in {systems}.[[ A check uses {used}.]]",
	"lint.rule_tie.remedy": "Have both say the same, or name the systems or categories more specifically in the one that is to hold.",

	"lint.rule_unreachable.title":  "A rule that never decides",
	"lint.rule_unreachable.text":   "Rule {rule} never decides[[ on {part}]]: wherever it applies, a more specific one does ({rules}).",
	"lint.rule_unreachable.remedy": "Take it out, or name its systems or categories more specifically.",

	"lint.rule_empty.title":  "A rule that says nothing",
	"lint.rule_empty.text":   "Rule {rule} is about every category and states neither a retention nor a place nor a state. It does not even declare that the categories may be there.",
	"lint.rule_empty.remedy": "Add what it is to say, name the categories, or take it out.",

	"lint.category_twice.title":  "A category declared twice",
	"lint.category_twice.text":   "{category} stands in rule {rule}[[, and for {systems} in {rules} already]][[{?within} twice]].",
	"lint.category_twice.remedy": "Keep it in one place, so that a change of one is not a contradiction to the other.",

	"lint.no_detector.title":  "A category that nobody looks for",
	"lint.no_detector.text":   "There is no detector for {category}: no scan will say that it is there, or that it is not.",
	"lint.no_detector.remedy": "Give it one in a rules file (--rules), or examine it by other means.",

	"lint.residency_empty.title":  "No place is allowed",
	"lint.residency_empty.text":   "The rules {rules} decide together where {categories} in {systems} may lie, and have no jurisdiction in common.",
	"lint.residency_empty.remedy": "Have them name a jurisdiction that both allow, or name the systems or categories more specifically in one of them.",

	"lint.region_outside.title":  "The system stands where its data may not lie",
	"lint.region_outside.text":   "System {system} is said to stand in {region}, and {categories} there may lie in {allowed} only.",
	"lint.region_outside.remedy": "Correct the region, widen the residency, or move the data.",

	"lint.backup_place.title":  "A backup where its source may not lie",
	"lint.backup_place.text":   "System {system} is a backup of {source}, whose data ({categories}) may lie in {allowed} only, and [[stands in {region}]][[{?elsewhere}may lie elsewhere]].",
	"lint.backup_place.remedy": "Give the backup the residency of its source, or move it.",

	"lint.duration_zero.title":  "A time that is none",
	"lint.duration_zero.text":   "{duration} is no time at all.",
	"lint.duration_zero.remedy": "Write the time that is meant, or take the key out.",

	"lint.grace_longer.title":  "Deleting takes longer than keeping",
	"lint.grace_longer.text":   "Rule {rule} keeps data for {max} and gives its deletion {grace}, so that it may stay more than twice as long as it says.",
	"lint.grace_longer.remedy": "Shorten the grace period, or state the maximum that is meant.",

	"lint.timestamp_missing.title":  "Nothing tells the age of the rows",
	"lint.timestamp_missing.text":   "The time that {categories} may stay in the database {system} is limited ({rules}), and it declares no timestamp: it can be verified only where a scan finds a column of times by itself.",
	"lint.timestamp_missing.remedy": "Name the column that tells the age, as in column: created_at, so that nothing rests on which column a scan takes for it.",

	"lint.retention_missing.title":  "Nothing says how long",
	"lint.retention_missing.text":   "Rule {rule} has {categories} in {systems}, and no rule says how long. Persons have to be told (PIPL art. 17(1) no. 2, GDPR art. 13(2)(a)).",
	"lint.retention_missing.remedy": "State a retention: a time, or what ends it.",

	"lint.system_without_rule.title":  "A system of which nothing is declared",
	"lint.system_without_rule.text":   "No rule declares a category for system {system}: whatever personal data is found there is undeclared.",
	"lint.system_without_rule.remedy": "Name the categories in a rule for it. Where there is none, leave it so.",

	"lint.no_scanner.title":  "A kind of store that nobody reads",
	"lint.no_scanner.text":   "No scanner reads {scheme}://, so that {selector} is never checked.",
	"lint.no_scanner.remedy": "Examine it by other means and keep the record, or name the store beneath it.",

	"lint.selector_empty.title":  "A selector that matches nothing",
	"lint.selector_empty.text":   "Nothing in the inventory is covered by {selector} of system {system}.",
	"lint.selector_empty.remedy": "Correct the pattern, or take it out.",

	"lint.selector_unknown.title":  "Not known whether a selector matches",
	"lint.selector_unknown.text":   "Nothing in the inventory is covered by {selector} of system {system}, but its store was not read to the end.",
	"lint.selector_unknown.remedy": "Scan the store to its end, and ask again.",

	"lint.store_unknown.title":  "A store that the inventory does not have",
	"lint.store_unknown.text":   "No store of the inventory answers to {selector} of system {system}.[[ One of that name is of the kind {kind}.]]",
	"lint.store_unknown.remedy": "Correct the alias or the scheme, or scan the store.",
}
