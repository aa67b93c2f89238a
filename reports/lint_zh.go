package reports

// lintZH are the Chinese texts of what lint says of a declaration, by its codes.
var lintZH = map[string]string{
	"lint.line":    "{place}: {severity}：{text}（{code}）",
	"lint.nothing": "{id} 没有需要指出之处",
	"lint.summary": "{id} 有 {n} 处需要注意[[：{counts}]]",
	"lint.more":    "{names}等（另有 {n} 个）",

	"lint.placeholder.title":  "模板残留",
	"lint.placeholder.text":   "“{text}”未填写，也未删除。",
	"lint.placeholder.remedy": "写明实际内容，并删除提示语。",

	"lint.publisher_missing.title":  "没有发布者",
	"lint.publisher_missing.text":   "没有写明这是谁的声明。应当告知个人由谁处理其信息（《个人信息保护法》第十七条第一款第一项，GDPR 第 13 条第 1 款 (a) 项）。",
	"lint.publisher_missing.remedy": "在 policy.publisher 中写明组织名称。",

	"lint.cache_everywhere.title":  "缓存无法遵守地域清单",
	"lint.cache_everywhere.text":   "{system} 中的 {categories} 只能存放在 {allowed}，而缓存在被访问的任何地方都会留存副本，除非声明了其所在地。",
	"lint.cache_everywhere.remedy": "将缓存限制在这些地方的节点，并声明为其所在地；或不让这些类别进入缓存。",
	"lint.contact_missing.title":   "没有联系方式",
	"lint.contact_missing.text":    "没有写明个人可以联系谁。应当告知处理者的联系方式（《个人信息保护法》第十七条第一款第一项，GDPR 第 13 条第 1 款 (a) 项），设有数据保护官的还应告知其联系方式（GDPR 第 13 条第 1 款 (b) 项）。",
	"lint.contact_missing.remedy":  "在 contact 中写明 privacy、dpo、email、phone、address、url 之一。",

	"lint.effective_missing.title":  "没有生效日期",
	"lint.effective_missing.text":   "没有写明政策自何时起生效。没有条文直接要求写明日期，但变更应当告知（《个人信息保护法》第十七条第二款），没有日期就无法说明何时适用哪一版本。",
	"lint.effective_missing.remedy": "在 policy.effective 中写明日期，如 2026-01-31。",

	"lint.role_missing.title":  "处理者还是受托人？",
	"lint.role_missing.text":   "没有写明组织是系统 {system} 的个人信息处理者（控制者），还是受他人委托处理。只有处理者须向个人告知自己是谁、为何处理、保存多久（《个人信息保护法》第十七条，GDPR 第 13 条）。",
	"lint.role_missing.remedy": "写明 role：controller、processor 或 joint。",

	"lint.minors_needs.title":  "有年龄而无要求",
	"lint.minors_needs.text":   "声明把未满 {age} 岁的人视为未成年人，却没有写明处理其信息需要什么。不满十四周岁须取得父母或其他监护人同意（《个人信息保护法》第三十一条）；基于同意的在线服务，界限为 16 岁，最低可至 13 岁（GDPR 第 8 条）。",
	"lint.minors_needs.remedy": "写明 needs: guardian_consent。",

	"lint.legal_minimum.title":  "短于法定期限",
	"lint.legal_minimum.text":   "规则 {rule} 规定 {systems} 中的 {categories} 最多保存 {max}，而 {minimum} 要求至少保存 {min}[[（{law}）]]。",
	"lint.legal_minimum.remedy": "把上限提高到 {min}，或为这些类别单独制定规则。仅因法律而延长保存的，写明 extend_for: [law]。",

	"lint.rule_tie.title":  "两条规则不一致",
	"lint.rule_tie.text":   "规则 {rules} 同样具体，对 {systems} 中的 {categories} 在 {part} 上却不一致。[[核对时采用 {used}。]]",
	"lint.rule_tie.remedy": "使两者一致，或在应当适用的规则中更具体地写明系统或类别。",

	"lint.rule_unreachable.title":  "从不起作用的规则",
	"lint.rule_unreachable.text":   "规则 {rule} [[在 {part} 上]]从不起作用：凡其适用之处，都由更具体的规则（{rules}）决定。",
	"lint.rule_unreachable.remedy": "删除该规则，或更具体地写明其系统或类别。",

	"lint.rule_empty.title":  "没有内容的规则",
	"lint.rule_empty.text":   "规则 {rule} 针对所有类别，却没有写明保存期限、地域或状态，也没有声明这些类别可以存在。",
	"lint.rule_empty.remedy": "补充内容，写明类别，或删除该规则。",

	"lint.category_twice.title":  "重复声明的类别",
	"lint.category_twice.text":   "{category} 在规则 {rule} 中[[，对 {systems} 又已在 {rules} 中]][[{?within}出现了两次]]。",
	"lint.category_twice.remedy": "只保留一处，以免修改一处后互相矛盾。",

	"lint.no_detector.title":  "没有检测器的类别",
	"lint.no_detector.text":   "没有检测器能发现 {category}：扫描既不会说它存在，也不会说它不存在。",
	"lint.no_detector.remedy": "在规则文件（--rules）中为它定义检测方式，或以其他方式检查。",

	"lint.residency_empty.title":  "没有允许的地域",
	"lint.residency_empty.text":   "规则 {rules} 共同决定 {systems} 中的 {categories} 可以存放在哪里，却没有共同的法域。",
	"lint.residency_empty.remedy": "使其含有共同允许的法域，或在其中一条中更具体地写明系统或类别。",

	"lint.region_outside.title":  "系统所在地不允许存放其数据",
	"lint.region_outside.text":   "系统 {system} 写明位于 {region}，而其中的 {categories} 只能存放在 {allowed}。",
	"lint.region_outside.remedy": "更正所在地，放宽地域限制，或迁移数据。",

	"lint.backup_place.title":  "备份所在地不允许存放其来源的数据",
	"lint.backup_place.text":   "系统 {system} 是 {source} 的备份，后者的数据（{categories}）只能存放在 {allowed}，而备份[[位于 {region}]][[{?elsewhere}可以存放在别处]]。",
	"lint.backup_place.remedy": "使备份的地域限制与来源一致，或迁移备份。",

	"lint.duration_zero.title":  "期限为零",
	"lint.duration_zero.text":   "{duration} 不是一段时间。",
	"lint.duration_zero.remedy": "写明所指的期限，或删去这个键。",

	"lint.grace_longer.title":  "删除所需时间长于保存期限",
	"lint.grace_longer.text":   "规则 {rule} 规定保存 {max}，而删除可用 {grace}，实际保存可能超过所写期限的两倍。",
	"lint.grace_longer.remedy": "缩短宽限期，或写明实际的上限。",

	"lint.timestamp_missing.title":  "无法得知行的时间",
	"lint.timestamp_missing.text":   "规则 {rules} 限制 {categories} 在数据库 {system} 中的保存时间，而该系统没有声明时间字段：只有扫描自行找到时间列时才能核实。",
	"lint.timestamp_missing.remedy": "写明表示时间的列，如 column: created_at，以免取决于扫描把哪一列当作时间。",

	"lint.retention_missing.title":  "没有写明保存多久",
	"lint.retention_missing.text":   "规则 {rule} 声明 {systems} 中有 {categories}，而没有规则写明保存多久。应当告知个人（《个人信息保护法》第十七条第一款第二项，GDPR 第 13 条第 2 款 (a) 项）。",
	"lint.retention_missing.remedy": "写明保存期限：一段时间，或何时终止。",

	"lint.system_without_rule.title":  "没有任何声明的系统",
	"lint.system_without_rule.text":   "没有规则为系统 {system} 声明类别：在那里发现的任何个人信息都属于未声明。",
	"lint.system_without_rule.remedy": "在规则中为它写明类别。确实没有的，保持不变即可。",

	"lint.no_scanner.title":  "无法读取的存储类型",
	"lint.no_scanner.text":   "没有扫描器读取 {scheme}://，因此 {selector} 从不会被核对。",
	"lint.no_scanner.remedy": "以其他方式检查并保留记录，或写明其底层存储。",

	"lint.selector_empty.title":  "没有匹配内容的选择式",
	"lint.selector_empty.text":   "清单中没有内容属于系统 {system} 的 {selector}。",
	"lint.selector_empty.remedy": "更正选择式，或将其删除。",

	"lint.selector_unknown.title":  "不知道选择式是否有匹配内容",
	"lint.selector_unknown.text":   "清单中没有内容属于系统 {system} 的 {selector}，但其存储没有读完。",
	"lint.selector_unknown.remedy": "把该存储扫描完整，再次检查。",

	"lint.store_unknown.title":  "清单中没有的存储",
	"lint.store_unknown.text":   "清单中没有存储对应系统 {system} 的 {selector}。[[同名的存储属于 {kind} 类型。]]",
	"lint.store_unknown.remedy": "更正别名或协议，或扫描该存储。",
}
