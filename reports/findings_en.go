package reports

// findingsEN are the English texts of findings, by their codes. Where the
// evidence names a cause, the text with the cause at its end goes before.
var findingsEN = map[string]string{
	"finding.unknown.text":   "Finding {code}[[: {evidence}]].",
	"finding.unknown.remedy": "This version has no text for the code. See the documentation of the version that made the finding.",
	"finding.uncertain":      " It is not certain that the dataset belongs to this system.",
	"finding.assumed":        " This assumes that the data was {assumed}, which cannot be seen from the stores.",
	"finding.collected-in":   "collected in ",

	"finding.category.undeclared.title":     "Personal data that is not declared",
	"finding.category.undeclared.text":      "{category} was found, and nothing in the declaration says that it may be in system {system}: {rows} sampled {rows:row|rows} with a valid value, {distinct} distinct, {confidence} confidence.[[ The values are {state}.]]",
	"finding.category.undeclared.text.name": "{category} stands in {rows} {rows:name|names} of assets or fields themselves, and nothing in the declaration says that it may be in system {system}: {distinct} distinct, {confidence} confidence.",
	"finding.category.undeclared.remedy":    "Delete the data or move it to where it is declared. Where it belongs here, add the category to a rule for the system, and have the policy say so.[[ The system is a backup of {sources}: what is declared there has to be declared for the backup too.]]",

	"finding.category.forbidden.title":     "Personal data that is forbidden here",
	"finding.category.forbidden.text":      "{category} was found, and the declaration forbids it in system {system}: {rows} sampled {rows:row|rows} with a valid value, {distinct} distinct, {confidence} confidence.[[ The values are {state}.]]",
	"finding.category.forbidden.text.name": "{category} stands in {rows} {rows:name|names} of assets or fields themselves, and the declaration forbids it in system {system}: {distinct} distinct, {confidence} confidence.",
	"finding.category.forbidden.remedy":    "Delete the data, and stop what writes it. Copies in backups and exports count too.",

	"finding.category.unresolved.title":  "Traces of a category that is not declared",
	"finding.category.unresolved.text":   "There are {valid} valid {valid:value|values} of {category} among {values}, too few or too unlike the rest of the field to say that it holds this category. System {system} does not declare it.",
	"finding.category.unresolved.remedy": "Look at the field. If it is personal data in the wrong place, clear it; if it is a number of another kind, nothing is to be done.",

	"finding.category.not_found.title":  "Declared, but not found",
	"finding.category.not_found.text":   "{category} is declared and was not found: 0 of {units} {units:unit|units} read, in {assets} {assets:asset|assets} of {datasets} {datasets:dataset|datasets}. That is no proof that it is not there.[[{?detector} No detector of this version looks for it.]]",
	"finding.category.not_found.remedy": "Ask whether the declaration is out of date, or scan deeper.",

	"finding.dataset.undeclared.title":  "A dataset that no system covers",
	"finding.dataset.undeclared.text":   "The store is declared, but no system of the declaration covers this dataset ({assets} {assets:asset|assets}).[[ It holds {categories}.]]",
	"finding.dataset.undeclared.remedy": "Add the dataset to the “at” of the system that it belongs to, or remove it.",

	"finding.store.undeclared.title":  "A store that nobody declared",
	"finding.store.undeclared.text":   "No system of the declaration names this store ({datasets} {datasets:dataset|datasets}).[[ It holds {categories}.]][[{?discovered} It was found on the server.]]",
	"finding.store.undeclared.remedy": "Find out who owns it. Declare it as a system, or give it up.",

	"finding.system.unreachable.title":  "A declared system could not be read",
	"finding.system.unreachable.text":   "System {system} could not be read at all ({kinds}[[: {reason}]]). What lies there is unknown.",
	"finding.system.unreachable.remedy": "Restore the connection or the permission and scan again.",

	"finding.system.empty.title":  "Nothing where the system should be",
	"finding.system.empty.text":   "The store of system {system} was listed, but nothing in it is covered by {selector}.",
	"finding.system.empty.remedy": "Check the pattern in “at”: the path may have moved or be misspelt. If the data is gone, take the system out of the declaration.",

	"finding.system.not_scanned.title":                   "A declared system was not scanned",
	"finding.system.not_scanned.text":                    "System {system} is declared at {selector} and was not scanned.[[ Its data may lie in {allowed} only, and a cache keeps copies wherever it is asked unless its region is declared.]]",
	"finding.system.not_scanned.remedy":                  "Scan it, or say in another way what lies there.",
	"finding.system.not_scanned.text.no-scanner":         "System {system}[[ is declared at {selector}, and it]] is of a kind for which there is no scanner.[[ {reason}]][[ Its data may lie in {allowed} only, and a cache keeps copies wherever it is asked unless its region is declared.]]",
	"finding.system.not_scanned.remedy.no-scanner":       "Examine it by other means and keep the record with this report.",
	"finding.system.not_scanned.text.not-in-inventory":   "System {system} is declared at {selector}, and no store of this inventory answers to that alias.[[ Its data may lie in {allowed} only, and a cache keeps copies wherever it is asked unless its region is declared.]]",
	"finding.system.not_scanned.remedy.not-in-inventory": "Map the alias {store} to its store, or name the store as a target, and scan again.",
	"finding.system.not_scanned.text.other-kind":         "System {system} is declared at {selector}, but the store with that alias is of another kind ({kind}).",
	"finding.system.not_scanned.remedy.other-kind":       "Correct the scheme in “at”, or give the alias {store} to the right store.",

	"finding.system.uncertain.title":  "Not certain which system a dataset belongs to",
	"finding.system.uncertain.text":   "The dataset may belong to system {system} ({selector}), but its path is not definite enough to decide it.",
	"finding.system.uncertain.remedy": "Make the pattern in “at” wider or narrower, so that it covers all of the dataset or none.",

	"finding.retention.exceeded.title":  "Kept longer than declared",
	"finding.retention.exceeded.text":   "{categories}: kept for longer than {max}[[ and {grace} of grace]]. [[{?lower_bound}At least ]][[{records} {records:record|records}]][[{assets} {assets:asset|assets}]] from before {cutoff}; the oldest is from {oldest} (source: {by}).[[{?drawn} Only drawn records are counted, so there may be many more.]][[ Of all that is listed, {assets_before} {assets_before:asset is|assets are} from before then.]][[ {missing} more have no time.]][[ The declaration allows longer for {extend_for}; whether that applies cannot be seen from the stores.]][[{?found} The declaration names no timestamp; this one was found by its name and what is in it.]][[ By the index or the statistics of what was opened, the oldest of all is from {oldest_stated}.]][[ By estimate, {older_share} of all records of the dataset are from before then ({older_share_least} to {older_share_most} with {confidence_level} confidence).]][[ That is about {older} {older:record|records} ({older_least} to {older_most}).]]",
	"finding.retention.exceeded.remedy": "Delete or anonymise what is older, in backups too, and find out why it was not deleted in time. If a longer time is lawful and needed, change the policy first.",

	"finding.retention.unverifiable.title":                    "Retention could not be verified",
	"finding.retention.unverifiable.text":                     "{categories} may be kept for {max} at most, and the age could not be told.",
	"finding.retention.unverifiable.remedy":                   "Declare what tells the age (“timestamp”) and scan again.",
	"finding.retention.unverifiable.text.no-time":             "{categories} may be kept for {max} at most, and nothing tells how old the records are.",
	"finding.retention.unverifiable.remedy.no-time":           "Declare the field that holds the time of a record (“timestamp” of the system) and scan again.",
	"finding.retention.unverifiable.text.timestamp-missing":   "{categories} may be kept for {max} at most, and the declared timestamp field {field} gave no time.",
	"finding.retention.unverifiable.remedy.timestamp-missing": "Check the name of the timestamp field in the declaration and whether it is filled, then scan again.",
	"finding.retention.unverifiable.text.some-without-time":   "{categories} may be kept for {max} at most. Nothing older was found, but {missing} of the records read have no time[[, counting {future} whose time lies in the future]].",
	"finding.retention.unverifiable.remedy.some-without-time": "Fill the missing times, or show in another way that these records are not older.",
	"finding.retention.unverifiable.text.older-not-read":      "{categories} may be kept for {max} at most. There are {assets_before} older {assets_before:asset|assets} (the oldest from {oldest}) that were not read, so that nobody knows whether they hold it.",
	"finding.retention.unverifiable.remedy.older-not-read":    "Scan the older assets (a deeper scan, or one of that prefix alone), or delete them.",

	"finding.retention.unverifiable.text.not-all-read":          "{categories} may be kept for {max} at most. None of the {drawn} records read with a time is older, but not all were read, and the draw allows no bound ({design}).",
	"finding.retention.unverifiable.remedy.not-all-read":        "Scan with --depth full, or ask the database for its oldest record.",
	"finding.retention.unverifiable.text.future":                "{categories} may be kept for {max} at most. Of most records the time lies in the future ({future}), which tells no age.",
	"finding.retention.unverifiable.remedy.future":              "Declare the field that holds the time at which a record was made (“timestamp”), not one that says until when something holds.",
	"finding.retention.unverifiable.text.object-time":           "{categories} may be kept for {max} at most. No object was last written before that, but what an object holds may be older than its last write: a copy, or a backup that was restored.",
	"finding.retention.unverifiable.remedy.object-time":         "Declare the field or the column that holds the time of a record (“timestamp”), put the date into the path, or declare “timestamp: {object: true}” where objects are written once, with new data.",
	"finding.retention.unverifiable.text.assets-without-time":   "{categories} may be kept for {max} at most. Nothing older was found, but not all was read, and {missing} {missing:asset has|assets have} no time.",
	"finding.retention.unverifiable.remedy.assets-without-time": "Scan with --depth full, or declare what tells the age (“timestamp”).",

	"finding.retention.sampled.title":  "Nothing older in a sample",
	"finding.retention.sampled.text":   "{categories} may be kept for {max} at most. None of the {drawn} drawn {drawn:record|records} with it is from before {cutoff}; with {confidence_level} confidence at most {share} of all records are (from {draws} independent {draws:draw|draws}). A few older ones may be there all the same.[[{?found} The declaration names no timestamp; this one was found by its name and what is in it.]][[ By the index or the statistics of what was opened, the oldest of all is from {oldest_stated}.]]",
	"finding.retention.sampled.remedy": "Where the limit must hold for every record, scan with --depth full or ask the database for its oldest record.",

	"finding.retention.open.title":  "Retention without a limit that can be checked",
	"finding.retention.open.text":   "{categories}: the declaration gives no time limit to check against ({kind}).[[ The oldest record is from {oldest} ({by}).]]",
	"finding.retention.open.remedy": "Decide whether keeping the oldest record is still justified, and write a limit down where one can be given.",

	"finding.residency.outside.title":  "Stored outside the declared jurisdictions",
	"finding.residency.outside.text":   "The store stands in {observed}; {allowed} is declared[[ for system {system}]].[[{?partly} Only part of that lies outside.]][[ Personal data there: {categories}.]]",
	"finding.residency.outside.remedy": "Move the data to a store in a declared jurisdiction. If the transfer is lawful, declare it with its mechanism before going on.",

	"finding.residency.unknown.title":  "Place of storage could not be verified",
	"finding.residency.unknown.text":   "{allowed} is declared[[ for system {system}]], and nothing tells in which jurisdiction the store stands.[[ Seen: {observed}.]][[ Reason: {reason}.]][[ Personal data there: {categories}.]]",
	"finding.residency.unknown.remedy": "Grant the right to ask the store for its location, or state the region in the configuration of the store and keep the contract that proves it.",

	"finding.residency.conflict.title":  "Sources disagree on the place of storage",
	"finding.residency.conflict.text":   "The evidence for the place of the store excludes itself: {observed}.",
	"finding.residency.conflict.remedy": "Ask the operator where the data lies, and correct the configuration or the endpoint.",

	"finding.state.clear.title":  "In the clear where that is not declared",
	"finding.state.clear.text":   "{category} was read in the clear: {rows} sampled {rows:row|rows} with a valid value, {distinct} distinct, {confidence} confidence. For system {system} it is declared to be {declared}.",
	"finding.state.clear.remedy": "Encrypt, hash or mask the values, and what was copied from them. Encryption of the disk or the bucket beneath does not change what a reader of the store sees.",

	"finding.state.other.title":  "Protected in another way than declared",
	"finding.state.other.text":   "{category} is {state} in {rows} sampled {rows:row|rows}. For system {system} it is declared to be {declared}.",
	"finding.state.other.remedy": "Protect the values as the policy says, or have the policy say how they are protected.",

	"finding.state.unresolved.title":  "Traces in the clear",
	"finding.state.unresolved.text":   "There are {valid} valid {valid:value|values} of {category} among {values} in the clear, too few or too unlike the rest of the field to say that it holds this category. For system {system} it is declared to be {declared}.",
	"finding.state.unresolved.remedy": "Look at the field. If it is personal data in the clear, protect it; if it is a number of another kind, nothing is to be done.",

	"finding.state.unverifiable.title":  "State could not be verified",
	"finding.state.unverifiable.text":   "The name of the field says that it holds {category}, which for system {system} is declared to be {declared}. Its values do not show whether they are in the clear.",
	"finding.state.unverifiable.remedy": "Look at how the field is written, and keep the record with this report.",

	"finding.minors.undeclared.title":  "Minors in a system that does not declare them",
	"finding.minors.undeclared.text":   "{persons} {persons:value speaks|values speak} of persons below the declared age of {limit}[[{?inclusive}, that year included]], out of {values} that tell an age ({from}). No rule declares minors for system {system}.",
	"finding.minors.undeclared.remedy": "Find out whether guardians consented. Where they did, declare subject.minor for the system; where not, delete or anonymise the data.",

	"finding.minors.consent.title":  "Consent of guardians cannot be seen",
	"finding.minors.consent.text":   "{persons} {persons:value speaks|values speak} of persons below the declared age of {limit}[[{?inclusive}, that year included]], out of {values} that tell an age ({from}). They are declared for system {system} with the consent of a guardian, which no store shows.",
	"finding.minors.consent.remedy": "Keep the record of the consents with this report.",

	"finding.minors.no_limit.title":  "Minors, and no age in the declaration",
	"finding.minors.no_limit.text":   "{persons} {persons:value speaks|values speak} of persons below {limit}, out of {values} that tell an age ({from}). The declaration says nothing of minors.",
	"finding.minors.no_limit.remedy": "State the age below which a guardian has to consent, and scan again.",

	"finding.subjects.threshold.title":              "Number of persons at a threshold",
	"finding.subjects.threshold.text":               "Data of at least {at_least} persons was read, counted by {category} in {datasets} {datasets:dataset|datasets} of all stores, each person once (estimate {estimate}, standard error {error}, {confidence_level} confidence). The threshold of {at} is reached.[[ It asks: {obligation}.]]",
	"finding.subjects.threshold.remedy":             "Do what is asked from there on, and keep the record with this report. No store can show that it is done.",
	"finding.subjects.threshold.text.sample":        "Whether there is data of {at} persons is not known: at least {at_least} were counted in what was read[[ (by {category}, estimate {estimate}, standard error {error})]], and a sample does not say how many more there are.[[ From there on it asks: {obligation}.]]",
	"finding.subjects.threshold.remedy.sample":      "Scan with --depth full, or have the databases count their different persons.",
	"finding.subjects.threshold.text.near":          "The number of persons is too near to the threshold of {at} to tell whether it is reached: by {category} {estimate}, with a standard error of {error}, at least {at_least}.[[ From there on it asks: {obligation}.]]",
	"finding.subjects.threshold.remedy.near":        "Take the threshold as reached, or have the databases count exactly.",
	"finding.subjects.threshold.text.disjoint":      "Whether there is data of {at} persons is not known: by no category alone are there as many, by {category} at least {at_least}, but the categories may be of different persons, and together they are {sum} at most.[[ From there on it asks: {obligation}.]]",
	"finding.subjects.threshold.remedy.disjoint":    "Take the threshold as reached, or count the persons of all categories together where the systems know them, or name one category in the threshold that every person has.",
	"finding.subjects.threshold.text.not-persons":   "Whether there is data of {at} persons is not known: {categories} was found, and its values do not tell persons apart.[[ By {category} at least {at_least} were counted.]][[ From there on it asks: {obligation}.]]",
	"finding.subjects.threshold.remedy.not-persons": "Count the persons in the systems that hold it, or name categories that tell persons in the threshold.",
	"finding.subjects.threshold.text.not-counted":   "Whether there is data of {at} persons is not known: {categories} was found, and this inventory does not say of how many persons.",
	"finding.subjects.threshold.remedy.not-counted": "Scan again with this version.",

	"finding.accounts.residue.title":                "Data of closed accounts",
	"finding.accounts.residue.text":                 "Ids of at least {accounts_closed} closed {accounts_closed:account|accounts} (of {listed} in the list) stand in {rows} {rows:row|rows} of this field, and the declaration has the data go with the account[[, after {max} at most]].[[{?drawn} Only drawn rows are counted, so there may be more.]][[ It allows longer for {extend_for}; whether that applies cannot be seen from the stores.]]",
	"finding.accounts.residue.remedy":               "Have the deletion that follows the closing of an account reach this place, or put another value that points to nobody in the place of the id.",
	"finding.accounts.residue.text.own-time":        "Ids of at least {accounts_closed} closed {accounts_closed:account|accounts} (of {listed} in the list) stand in {rows} {rows:row|rows} of this field. The declaration gives the data a time of its own[[ ({max})]], and whether it is over for them is not known.",
	"finding.accounts.residue.remedy.own-time":      "Compare the time with the dates of closing, and declare what holds after the closing of an account (from: account_closed).",
	"finding.accounts.residue.text.no-retention":    "Ids of at least {accounts_closed} closed {accounts_closed:account|accounts} (of {listed} in the list) stand in {rows} {rows:row|rows} of this field. Nothing is declared of how long data is kept here.",
	"finding.accounts.residue.remedy.no-retention":  "Delete it if nothing asks to keep it, and declare how long it is kept.",
	"finding.accounts.residue.text.short-numbers":   "{rows} {rows:value|values} of this field are equal to short ids of closed accounts. The name of the field names no account, so that they may count something else.",
	"finding.accounts.residue.remedy.short-numbers": "Look whether the field holds accounts. If it does, clear it.",
	"finding.accounts.sampled.title":                "No closed account in a sample",
	"finding.accounts.sampled.text":                 "None of the {listed} closed accounts was met; with {confidence_level} confidence at most {share} of the records hold one (from {draws} independent {draws:draw|draws}).",
	"finding.accounts.sampled.remedy":               "Where none may be left, scan with --depth full, or have the database compare.",
	"finding.accounts.unverifiable.title":           "Closed accounts could not be looked for",
	"finding.accounts.unverifiable.text":            "None of the {listed} closed accounts was met in what was read, but not all was read, and the draw allows no bound.",
	"finding.accounts.unverifiable.remedy":          "Scan with --depth full, or have the database compare.",

	"finding.record.joined.title":  "Device or log data beside an account",
	"finding.record.joined.text":   "{categories} and {accounts} stand in one record, in {rows} sampled {rows:row|rows} at least. By rule {rule} this makes the former personal data.",
	"finding.record.joined.remedy": "Treat it as personal data, or keep the two apart.",

	"finding.record.unjoined.title":  "Whether device or log data is joined with an account is open",
	"finding.record.unjoined.text":   "{categories} is personal data only together with {declared}, by rule {rule}. No sampled record holds both. Whether a key leads from one to the other cannot be seen.",
	"finding.record.unjoined.remedy": "Say in another way whether the two are joined, and keep the record with this report.",

	"finding.rule.not_examined.title":           "A part of the declaration that was not checked",
	"finding.rule.not_examined.text":            "This version does not check “{part}” ({declared}).",
	"finding.rule.not_examined.text.no-age":     "Nothing that was read tells the age of a person, so that nobody can say whether any is below the declared one ({declared}).",
	"finding.rule.not_examined.text.second-way": "The stores of {system} were reached at private addresses. Whether there is a second way in, from the internet, cannot be seen ({part}: {declared}).",
	"finding.rule.not_examined.text.no-address": "Nothing tells at which address the stores of {system} were reached ({part}: {declared}).",
	"finding.rule.not_examined.remedy":          "Examine it by other means and keep the record with this report.",

	"finding.rule.tie.title":  "Rules of equal weight that differ",
	"finding.rule.tie.text":   "The rules {rule} speak equally specifically of the same data in system {system} and differ on {part}. The strictest was used[[ ({used})]][[: {max}]][[: {allowed}]].",
	"finding.rule.tie.remedy": "Make one of them more specific, or have them agree.",

	"finding.evidence.insufficient.title":  "Too little was read for what is asked",
	"finding.evidence.insufficient.text":   "The declaration asks that nothing is missed that is in more than {asked} of the records.[[ With {confidence_level} confidence up to {at_most} could have been missed (from {units} {units:unit|units}).]][[ No bound can be stated: {without}.]] This leaves open: {rules}.",
	"finding.evidence.insufficient.remedy": "Scan with --detect-above at that share, or with --depth full.",

	"finding.waiver.expired.title":         "A waiver has expired",
	"finding.waiver.expired.text":          "The waiver {part} of {owner} held until {expires}; {findings} {findings:finding counts|findings count} again. Its reason was: {why}",
	"finding.waiver.expired.text.unused":   "The waiver {part} of {owner} held until {expires}, and nothing is left that it would waive.",
	"finding.waiver.expired.remedy":        "Mend what was waived, or have the owner renew the waiver with a reason and a new date.",
	"finding.waiver.expired.remedy.unused": "Remove it from the file of waivers.",
	"finding.waiver.expiring.title":        "A waiver expires soon",
	"finding.waiver.expiring.text":         "The waiver {part} of {owner} holds until {expires}; {findings} {findings:finding counts|findings count} after that.",
	"finding.waiver.expiring.remedy":       "Mend what is waived before then, or have the owner renew it.",
	"finding.waiver.outgrown.title":        "A waiver no longer covers what it names",
	"finding.waiver.outgrown.text":         "{findings} {findings:finding that|findings that} the waiver {part} of {owner} names {findings:goes|go} beyond it[[ in {beyond}]][[ (severity {severity})]][[ (verdict {verdict})]][[ (not covered: {categories})]], and {findings:counts|count}.",
	"finding.waiver.outgrown.remedy":       "Mend what is found, or have the owner answer for it as it is now: with its severity, its verdict and its categories.",
	"finding.waiver.unused.title":          "A waiver waives nothing",
	"finding.waiver.unused.text":           "The waiver {part} of {owner} matches no finding.",
	"finding.waiver.unused.remedy":         "Remove it, or correct what it names.",

	"finding.coverage.gap.title":  "Not all was read",
	"finding.coverage.gap.text":   "Part of it was not read ({kinds})[[: {assets} {assets:asset|assets}]].[[ Reason: {reason}.]]",
	"finding.coverage.gap.remedy": "Remove the cause and scan again, or record why what is missing may be left out.",

	"finding.scan.incomplete.title":  "The inventory is incomplete",
	"finding.scan.incomplete.text":   "The scan was stopped, or a store could not be opened or not listed to its end. What is missing is unknown.",
	"finding.scan.incomplete.remedy": "Run the scan to its end before relying on this report.",

	"finding.scan.names_only.title":  "Only names were read",
	"finding.scan.names_only.text":   "The scan was made at depth “names”: no content was read, and none of the {datasets} {datasets:dataset|datasets} was examined.",
	"finding.scan.names_only.remedy": "Scan again with --depth sample or --depth full.",

	"duration.years": "{n} {n:year|years}", "duration.months": "{n} {n:month|months}",
	"duration.weeks": "{n} {n:week|weeks}", "duration.days": "{n} {n:day|days}",
	"duration.hours": "{n} {n:hour|hours}", "duration.minutes": "{n} {n:minute|minutes}", "duration.seconds": "{n} {n:second|seconds}",

	"finding.access.network.title":  "Reached over the public internet",
	"finding.access.network.text":   "System {system} is declared to be reachable from the {declared} only, and was reached at an address of the public internet. So says: {observed_by}.",
	"finding.access.network.remedy": "Take the public address away, and let in what has to reach the store through a private network.",

	"finding.access.public.title":  "Open to everybody",
	"finding.access.public.text":   "Personal data lies where everybody may get at it ({may}): {categories}[[, in {datasets} {datasets:dataset|datasets}]][[, {assets} {assets:asset|assets}]]. So says: {observed_by}.",
	"finding.access.public.remedy": "Take the grant to everybody away. piiventory preflight prints the statement where it can be told.",

	"finding.access.unknown.title":  "Whether it is open to everybody is unknown",
	"finding.access.unknown.text":   "Personal data was found, and nothing told whether everybody may read the store.[[ Reason: {reason}.]]",
	"finding.access.unknown.remedy": "Grant the questions that are named, and scan again.",

	"finding.encryption.none.title":  "Kept unencrypted",
	"finding.encryption.none.text":   "The store keeps what it holds unencrypted, says: {observed_by}.",
	"finding.encryption.none.remedy": "Set a default encryption; what was written before must be written anew.",

	"finding.encryption.unknown.title":  "Encryption at rest is unknown",
	"finding.encryption.unknown.text":   "It is not known whether the store encrypts what it keeps.[[ Reason: {reason}.]]",
	"finding.encryption.unknown.remedy": "Grant the question that is named, or keep the operator’s word for it.",

	"finding.expiry.late.title":  "Deleted later than allowed",
	"finding.expiry.late.text":   "The store deletes {assets} {assets:asset|assets} of this dataset by its own rules, up to {days} {days:day|days} after they were written; {max} is allowed. It holds {categories}.",
	"finding.expiry.late.remedy": "Shorten the lifecycle rule. piiventory preflight prints it.",

	"finding.expiry.none.title":  "Nothing ever deletes it",
	"finding.expiry.none.text":   "No rule of the store ever deletes {assets} {assets:asset|assets} of this dataset, which holds {categories}.[[ It may be kept for {max}.]]",
	"finding.expiry.none.remedy": "Add a lifecycle rule. piiventory preflight prints it.",

	"finding.expiry.none.text.versions":   "No rule of the store ever deletes {assets} {assets:version|versions} that were overwritten or deleted and are still there; they hold {categories}.[[ They may be kept for {max}.]]",
	"finding.expiry.none.remedy.versions": "Add a rule for noncurrent versions. piiventory preflight prints it.",

	"finding.expiry.unknown.title":  "Whether anything deletes it is unknown",
	"finding.expiry.unknown.text":   "Of {assets} {assets:asset|assets} of this dataset it is not known whether a rule of the store deletes them. It holds {categories}.[[ It may be kept for {max}.]]",
	"finding.expiry.unknown.remedy": "Write the lifecycle rule for a prefix instead of tags, or grant the question for it.",

	"finding.residency.copies_unseen.title":  "Copies could not be seen",
	"finding.residency.copies_unseen.text":   "{allowed} is declared for system {system}, and it could not be seen whether the store copies its data elsewhere.[[ Reason: {reason}.]]",
	"finding.residency.copies_unseen.remedy": "Grant the question that is named.",

	"finding.residency.copy.title":  "Copied to where it may not be",
	"finding.residency.copy.text":   "{allowed} is declared for system {system}, and the store copies its data to {observed}.",
	"finding.residency.copy.remedy": "Move the copy, or declare the transfer with what it needs.",

	"finding.residency.copy_unknown.title":  "Copied to an unknown place",
	"finding.residency.copy_unknown.text":   "{allowed} is declared for system {system}, and nothing tells where the copies of the store are.[[ Reason: {reason}.]]",
	"finding.residency.copy_unknown.remedy": "Find out where the copy lies, and scan it as a store of its own.",

	"finding.transport.clear.title":  "Connection in the clear",
	"finding.transport.clear.text":   "The connection to the store is not encrypted and leaves this machine, says: {observed_by}.",
	"finding.transport.clear.remedy": "Switch encryption on at the server, and require it in the URL.",

	"finding.backup.abroad.title":  "Backup in another country",
	"finding.backup.abroad.text":   "Backups of {sources} stay in the country ({allowed}), and system {system} stands at {observed}.",
	"finding.backup.abroad.remedy": "Move the backup.",

	"finding.backup.copies_kept.title":  "Old copies are kept in a backup",
	"finding.backup.copies_kept.text":   "{categories}: the backup of {sources} is made anew every {refresh}, and copies from before {cutoff} are still there ({assets} {assets:asset|assets}). The oldest is from {oldest} ({by}). What a person had deleted since is still in them.",
	"finding.backup.copies_kept.remedy": "Delete the older copies, or give the store a rule that does.",

	"finding.backup.outlives.title":  "Backup outlives its source",
	"finding.backup.outlives.text":   "{categories}: kept for longer than {max} in a backup of {sources}[[, which is made anew every {refresh}]]. The oldest is from {oldest} ({by}); nothing from before {cutoff} should be left.",
	"finding.backup.outlives.remedy": "Delete old backups, or give the store a rule that does.",

	"finding.backup.place_unknown.title":  "Place of a backup is unknown",
	"finding.backup.place_unknown.text":   "Backups of {sources} stay in the country, and it is not known where system {system} or its source stands.[[ Seen: {observed}.]]",
	"finding.backup.place_unknown.remedy": "State the jurisdiction of both stores in the configuration.",

	"finding.backup.stale.title":  "Backup is not made anew",
	"finding.backup.stale.text":   "System {system} is said to be made anew every {refresh}, and the newest of it is from {newest}.",
	"finding.backup.stale.remedy": "Set the job that makes the backup going again.",

	"finding.backup.unverifiable.title":  "Age of a backup is unknown",
	"finding.backup.unverifiable.text":   "Nothing tells how old the backup {system} is.[[ {categories} may be kept for {max}.]]",
	"finding.backup.unverifiable.remedy": "Declare a timestamp for the system.",

	"finding.purpose.outside.title":  "Used for another purpose",
	"finding.purpose.outside.text":   "{categories} may be here for {only_for} only, and system {system} is for {purposes}.",
	"finding.purpose.outside.remedy": "Delete it there, or tell the persons concerned of the purpose and declare it.",

	"finding.purpose.unverifiable.title":                 "Whether the purpose is kept cannot be seen",
	"finding.purpose.unverifiable.text":                  "{categories} may be here for {only_for} only, and nothing says what system {system} is for.",
	"finding.purpose.unverifiable.text.other-purposes":   "{categories} may be here for {only_for} only, and system {system} is also for others ({purposes}): which of them uses it cannot be seen.",
	"finding.purpose.unverifiable.remedy.other-purposes": "Keep these categories in a system of their own, or prove by the rights of its users that the other purposes do not reach them.",
	"finding.purpose.unverifiable.remedy":                "Add “purposes” to the system.",

	"finding.residency.agreement.title":  "Place by agreement could not be verified",
	"finding.residency.agreement.text":   "The store stands in {observed}, outside {allowed}; an agreement or the customer may have chosen that for system {system}, which cannot be seen from the store.",
	"finding.residency.agreement.remedy": "Look up the agreement, and give systems of customers who chose another place a “region” of their own.",

	"finding.retention.below_minimum.title":  "Deleted before the law allows it",
	"finding.retention.below_minimum.text":   "Rule {rule} keeps {categories} for {max}, and the law asks for {min} ({part}[[: {law}]]).",
	"finding.retention.below_minimum.remedy": "Lengthen the maximum for these categories, and say so in the policy.",

	"finding.retention.deleted_early.title":  "The store deletes before the law allows it",
	"finding.retention.deleted_early.text":   "The store deletes {assets} {assets:asset|assets} with {categories} within {days} {days:day|days}, and the law asks to keep them for {min}.",
	"finding.retention.deleted_early.remedy": "Lengthen the lifecycle rule.",

	"finding.expiry.overdue.title":  "Overdue for deletion",
	"finding.expiry.overdue.text":   "By the store’s own rules some of {assets} {assets:asset|assets} of this dataset should have been deleted by {due}, and they are still there. It holds {categories}.",
	"finding.expiry.overdue.remedy": "Look at the rule, at locks on the objects, and at what the provider says of its lifecycle.",

	"finding.access.public.text.nothing-found":   "Everybody may get at the store ({may}). Nothing personal was found in it so far. So says: {observed_by}.",
	"finding.access.public.remedy.nothing-found": "If it is not meant for everybody, take the grant away before anything is put there.",
}
