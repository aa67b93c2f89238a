package reports

// findingsZH are the Chinese texts of findings, by their codes.
var findingsZH = map[string]string{
	"finding.unknown.text":   "结果 {code}[[：{evidence}]]。",
	"finding.unknown.remedy": "本版本没有该代码的说明，请查阅产生该结果的版本的文档。",
	"finding.uncertain":      "该数据集是否属于这一系统尚不确定。",
	"finding.assumed":        "此处假定数据{assumed}，这一点无法从存储中看出。",
	"finding.collected-in":   "收集于 ",

	"finding.category.undeclared.title":     "存在未声明的个人信息",
	"finding.category.undeclared.text":      "发现{category}，而声明中没有任何内容允许其存在于系统 {system}：抽样中 {rows} 行含有效值，{distinct} 个不同值，把握{confidence}。[[这些值为{state}。]]",
	"finding.category.undeclared.text.name": "{rows} 个资产或字段的名称本身含有{category}，而声明中没有任何内容允许其存在于系统 {system}：{distinct} 个不同值，把握{confidence}。",
	"finding.category.undeclared.remedy":    "删除这些数据，或移至已声明的位置。确需存放于此的，应在该系统的规则中加入这一类别，并在政策中写明。[[该系统是 {sources} 的备份：在那里声明的类别，也必须为备份声明。]]",

	"finding.category.forbidden.title":     "存在此处禁止存放的个人信息",
	"finding.category.forbidden.text":      "发现{category}，而声明禁止其存在于系统 {system}：抽样中 {rows} 行含有效值，{distinct} 个不同值，把握{confidence}。[[这些值为{state}。]]",
	"finding.category.forbidden.text.name": "{rows} 个资产或字段的名称本身含有{category}，而声明禁止其存在于系统 {system}：{distinct} 个不同值，把握{confidence}。",
	"finding.category.forbidden.remedy":    "删除这些数据，并停止写入。备份和导出中的副本同样计算在内。",

	"finding.category.unresolved.title":  "未声明类别的痕迹",
	"finding.category.unresolved.text":   "{values} 个值中有 {valid} 个是有效的{category}，数量太少或与字段其余内容差别太大，不足以认定该字段属于这一类别。系统 {system} 没有声明这一类别。",
	"finding.category.unresolved.remedy": "请查看该字段。若为放错位置的个人信息，应予清除；若为其他数字，无需处理。",

	"finding.category.not_found.title":  "已声明但未发现",
	"finding.category.not_found.text":   "已声明{category}，但未发现：在 {datasets} 个数据集的 {assets} 个资产中读取 {units} 个抽样单元，其中 0 个。这不能证明不存在。[[{?detector}本版本没有查找这一类别的检测器。]]",
	"finding.category.not_found.remedy": "请确认声明是否已过时，或进行更深入的扫描。",

	"finding.dataset.undeclared.title":  "没有系统涵盖的数据集",
	"finding.dataset.undeclared.text":   "存储已声明，但声明中没有系统涵盖该数据集（{assets} 个资产）。[[其中含有{categories}。]]",
	"finding.dataset.undeclared.remedy": "将该数据集加入所属系统的“at”，或将其移除。",

	"finding.store.undeclared.title":  "无人声明的存储",
	"finding.store.undeclared.text":   "声明中没有系统提到该存储（{datasets} 个数据集）。[[其中含有{categories}。]][[{?discovered}它是在服务器上发现的。]]",
	"finding.store.undeclared.remedy": "查明归谁所有，将其声明为系统，或予以停用。",

	"finding.system.unreachable.title":  "已声明的系统无法读取",
	"finding.system.unreachable.text":   "系统 {system} 完全无法读取（{kinds}[[：{reason}]]）。其中的内容未知。",
	"finding.system.unreachable.remedy": "恢复连接或权限后重新扫描。",

	"finding.system.empty.title":  "系统所在之处没有内容",
	"finding.system.empty.text":   "系统 {system} 的存储已列举，但其中没有任何内容符合 {selector}。",
	"finding.system.empty.remedy": "检查“at”中的模式：路径可能已迁移或写错。若数据已不存在，应从声明中删去该系统。",

	"finding.system.not_scanned.title":                   "已声明的系统没有扫描",
	"finding.system.not_scanned.text":                    "系统 {system} 声明位于 {selector}，没有扫描。[[其数据只能存放在 {allowed}，而缓存在被访问的任何地方都会留存副本，除非声明了其所在地。]]",
	"finding.system.not_scanned.remedy":                  "对其进行扫描，或以其他方式说明其中的内容。",
	"finding.system.not_scanned.text.no-scanner":         "系统 {system}[[ 声明位于 {selector}，]]属于没有扫描器的类型。[[{reason}]][[其数据只能存放在 {allowed}，而缓存在被访问的任何地方都会留存副本，除非声明了其所在地。]]",
	"finding.system.not_scanned.remedy.no-scanner":       "以其他方式检查，并将记录与本报告一并保存。",
	"finding.system.not_scanned.text.not-in-inventory":   "系统 {system} 声明位于 {selector}，而本清单中没有存储使用该别名。[[其数据只能存放在 {allowed}，而缓存在被访问的任何地方都会留存副本，除非声明了其所在地。]]",
	"finding.system.not_scanned.remedy.not-in-inventory": "将别名 {store} 对应到其存储，或将该存储列为目标，然后重新扫描。",
	"finding.system.not_scanned.text.other-kind":         "系统 {system} 声明位于 {selector}，而使用该别名的存储属于另一种类型（{kind}）。",
	"finding.system.not_scanned.remedy.other-kind":       "更正“at”中的类型，或将别名 {store} 指定给正确的存储。",

	"finding.system.uncertain.title":  "数据集属于哪个系统尚不确定",
	"finding.system.uncertain.text":   "该数据集可能属于系统 {system}（{selector}），但其路径不够明确，无法判定。",
	"finding.system.uncertain.remedy": "放宽或收窄“at”中的模式，使其涵盖整个数据集或完全不涵盖。",

	"finding.retention.exceeded.title":  "保存时间超过声明",
	"finding.retention.exceeded.text":   "{categories}：保存超过 {max}[[ 及宽限期 {grace}]]。[[{?lower_bound}至少]][[有 {records} 条记录]][[有 {assets} 个资产]]早于 {cutoff}；最早为 {oldest}（来源：{by}）。[[{?drawn}只计入了抽取的记录，实际可能多得多。]][[在列出的全部内容中，有 {assets_before} 个资产早于该时间。]][[另有 {missing} 条没有时间。]][[声明允许因{extend_for}延长；是否适用无法从存储中看出。]][[{?found}声明未指定时间字段，此来源是按名称和内容识别的。]][[按已打开内容的索引或统计信息，最早的一条为 {oldest_stated}。]][[据估计，数据集全部记录中有 {older_share} 早于该时间（{older_share_least} 至 {older_share_most}，置信度 {confidence_level}）。]][[约合 {older} 条记录（{older_least} 至 {older_most}）。]]",
	"finding.retention.exceeded.remedy": "删除超期数据或将其匿名化，备份中的也包括在内，并查明为何没有按时删除。若更长的期限合法且必要，应先修改政策。",

	"finding.retention.unverifiable.title":                    "保存期限无法核实",
	"finding.retention.unverifiable.text":                     "{categories}至多可保存 {max}，而其时间无法得知。",
	"finding.retention.unverifiable.remedy":                   "声明以什么判断时间（“timestamp”），然后重新扫描。",
	"finding.retention.unverifiable.text.no-time":             "{categories}至多可保存 {max}，而没有任何依据说明记录的时间。",
	"finding.retention.unverifiable.remedy.no-time":           "声明记录时间所在的字段（系统的“timestamp”），然后重新扫描。",
	"finding.retention.unverifiable.text.timestamp-missing":   "{categories}至多可保存 {max}，而声明的时间戳字段 {field} 没有给出时间。",
	"finding.retention.unverifiable.remedy.timestamp-missing": "检查声明中时间戳字段的名称以及该字段是否有值，然后重新扫描。",
	"finding.retention.unverifiable.text.some-without-time":   "{categories}至多可保存 {max}。没有发现更早的记录，但读取的记录中有 {missing} 条没有时间[[，其中 {future} 条的时间在将来]]。",
	"finding.retention.unverifiable.remedy.some-without-time": "补全缺失的时间，或以其他方式证明这些记录没有超期。",
	"finding.retention.unverifiable.text.older-not-read":      "{categories}至多可保存 {max}。有 {assets_before} 个更早的资产（最早为 {oldest}）没有读取，其中是否含有这些信息无人知晓。",
	"finding.retention.unverifiable.remedy.older-not-read":    "扫描这些较早的资产（更深入的扫描，或单独扫描该前缀），或将其删除。",

	"finding.retention.unverifiable.text.not-all-read":          "{categories}至多可保存 {max}。读取的 {drawn} 条有时间的记录均未超期，但没有全部读取，且抽取方式不允许给出上限（{design}）。",
	"finding.retention.unverifiable.remedy.not-all-read":        "以 --depth full 扫描，或向数据库查询最早的记录。",
	"finding.retention.unverifiable.text.future":                "{categories}至多可保存 {max}。多数记录的时间在将来（{future} 条），无法说明其保存了多久。",
	"finding.retention.unverifiable.remedy.future":              "声明保存记录产生时间的字段（“timestamp”），而不是表示有效期至何时的字段。",
	"finding.retention.unverifiable.text.object-time":           "{categories}至多可保存 {max}。没有最后写入早于此的对象，但对象中的内容可能早于其最后写入时间：例如副本，或恢复的备份。",
	"finding.retention.unverifiable.remedy.object-time":         "声明记录时间所在的字段或列（“timestamp”），或把日期写入路径；若对象只写入一次且内容是新的，则声明“timestamp: {object: true}”。",
	"finding.retention.unverifiable.text.assets-without-time":   "{categories}至多可保存 {max}。没有发现更早的内容，但没有全部读取，且有 {missing} 个资产没有时间。",
	"finding.retention.unverifiable.remedy.assets-without-time": "以 --depth full 扫描，或声明以什么判断时间（“timestamp”）。",

	"finding.retention.sampled.title":  "抽样中没有超期数据",
	"finding.retention.sampled.text":   "{categories}至多可保存 {max}。抽取的 {drawn} 条含有它的记录均不早于 {cutoff}；在 {confidence_level} 的置信度下，全部记录中至多有 {share} 早于该时间（依据 {draws} 次独立抽取）。仍可能存在少量更早的记录。[[{?found}声明未指定时间字段，此来源是按名称和内容识别的。]][[按已打开内容的索引或统计信息，最早的一条为 {oldest_stated}。]]",
	"finding.retention.sampled.remedy": "若期限必须对每条记录成立，应以 --depth full 扫描，或向数据库查询最早的记录。",

	"finding.retention.open.title":  "保存期限没有可核对的上限",
	"finding.retention.open.text":   "{categories}：声明没有给出可核对的期限（{kind}）。[[最早的记录为 {oldest}（{by}）。]]",
	"finding.retention.open.remedy": "判断继续保存最早的记录是否仍有理由，能够确定期限的应予写明。",

	"finding.residency.outside.title":  "存放在声明的司法管辖区之外",
	"finding.residency.outside.text":   "该存储位于 {observed}；[[系统 {system} ]]声明的是 {allowed}。[[{?partly}其中只有一部分在声明范围之外。]][[其中的个人信息：{categories}。]]",
	"finding.residency.outside.remedy": "将数据移至位于所声明管辖区的存储。若转移合法，应先声明转移及其机制，再继续进行。",

	"finding.residency.unknown.title":  "存放地点无法核实",
	"finding.residency.unknown.text":   "[[系统 {system} ]]声明的是 {allowed}，而没有任何依据说明该存储位于哪个司法管辖区。[[所见：{observed}。]][[原因：{reason}。]][[其中的个人信息：{categories}。]]",
	"finding.residency.unknown.remedy": "授予查询存储所在地的权限，或在存储的配置中注明地域，并保存能够证明这一点的合同。",

	"finding.residency.conflict.title":  "各来源对存放地点说法不一",
	"finding.residency.conflict.text":   "关于该存储所在地的证据相互排斥：{observed}。",
	"finding.residency.conflict.remedy": "向运营方询问数据位于何处，并更正配置或端点。",

	"finding.state.clear.title":  "应加密或散列的数据为明文",
	"finding.state.clear.text":   "读到明文{category}：抽样中 {rows} 行含有效值，{distinct} 个不同值，把握{confidence}。对系统 {system} 声明的状态为：{declared}。",
	"finding.state.clear.remedy": "对这些值及其副本加密、散列或脱敏。磁盘或存储桶底层的加密不改变读取者看到的内容。",

	"finding.state.other.title":  "保护方式与声明不同",
	"finding.state.other.text":   "抽样中 {rows} 行的{category}为{state}。对系统 {system} 声明的状态为：{declared}。",
	"finding.state.other.remedy": "按政策所述方式保护这些值，或在政策中写明实际的保护方式。",

	"finding.state.unresolved.title":  "明文痕迹",
	"finding.state.unresolved.text":   "{values} 个值中有 {valid} 个是有效的明文{category}，数量太少或与字段其余内容差别太大，不足以认定该字段属于这一类别。对系统 {system} 声明的状态为：{declared}。",
	"finding.state.unresolved.remedy": "请查看该字段。若为明文个人信息，应予保护；若为其他数字，无需处理。",

	"finding.state.unverifiable.title":  "状态无法核实",
	"finding.state.unverifiable.text":   "字段名称表明其含有{category}，对系统 {system} 声明的状态为：{declared}。从其值看不出是否为明文。",
	"finding.state.unverifiable.remedy": "请查看该字段的写入方式，并将记录与本报告一并保存。",

	"finding.minors.undeclared.title":  "系统中有未声明的未成年人信息",
	"finding.minors.undeclared.text":   "在可得出年龄的 {values} 个值（{from}）中，{persons} 个涉及低于声明年龄 {limit} 周岁[[{?inclusive}（含）]]的人。没有规则为系统 {system} 声明未成年人信息。",
	"finding.minors.undeclared.remedy": "请查明监护人是否同意。已同意的，为该系统声明 subject.minor；未同意的，删除或匿名化这些数据。",

	"finding.minors.consent.title":  "监护人同意无法从存储中看出",
	"finding.minors.consent.text":   "在可得出年龄的 {values} 个值（{from}）中，{persons} 个涉及低于声明年龄 {limit} 周岁[[{?inclusive}（含）]]的人。系统 {system} 已声明此类信息须经监护人同意，而同意无法从存储中看出。",
	"finding.minors.consent.remedy": "将同意的记录与本报告一并保存。",

	"finding.minors.no_limit.title":  "有未成年人信息而声明未规定年龄",
	"finding.minors.no_limit.text":   "在可得出年龄的 {values} 个值（{from}）中，{persons} 个涉及未满 {limit} 周岁的人。声明没有涉及未成年人。",
	"finding.minors.no_limit.remedy": "在声明中写明须经监护人同意的年龄，然后重新扫描。",

	"finding.subjects.threshold.title":              "个人数量达到门槛",
	"finding.subjects.threshold.text":               "已读取的数据至少涉及 {at_least} 人：按{category}统计，分布于全部存储的 {datasets} 个数据集，同一人只计一次（估计 {estimate}，标准误差 {error}，置信度 {confidence_level}）。已达到 {at} 人的门槛。[[要求：{obligation}。]]",
	"finding.subjects.threshold.remedy":             "履行达到门槛后的义务，并将记录与本报告一并保存。存储无法显示其是否已履行。",
	"finding.subjects.threshold.text.sample":        "是否达到 {at} 人尚不可知：已读取的部分至少有 {at_least} 人[[（按{category}统计，估计 {estimate}，标准误差 {error}）]]，抽样不能说明其余部分还有多少人。[[达到后要求：{obligation}。]]",
	"finding.subjects.threshold.remedy.sample":      "以 --depth full 扫描，或由数据库统计不重复的人数。",
	"finding.subjects.threshold.text.near":          "人数与 {at} 人的门槛过于接近，无法判断是否达到：按{category}估计 {estimate}，标准误差 {error}，至少 {at_least}。[[达到后要求：{obligation}。]]",
	"finding.subjects.threshold.remedy.near":        "按已达到处理，或由数据库精确统计。",
	"finding.subjects.threshold.text.disjoint":      "是否达到 {at} 人尚不可知：按任何单一类别都未达到，按{category}至少 {at_least} 人，但各类别可能涉及不同的人，合计至多 {sum} 人。[[达到后要求：{obligation}。]]",
	"finding.subjects.threshold.remedy.disjoint":    "按已达到处理，或在掌握对应关系的系统中统计全部类别的人数，或在门槛中写明人人都有的一个类别。",
	"finding.subjects.threshold.text.not-persons":   "是否达到 {at} 人尚不可知：发现了{categories}，其值不能区分个人。[[按{category}统计至少有 {at_least} 人。]][[达到后要求：{obligation}。]]",
	"finding.subjects.threshold.remedy.not-persons": "在保存该类信息的系统中统计人数，或在门槛中写明能区分个人的类别。",
	"finding.subjects.threshold.text.not-counted":   "是否达到 {at} 人尚不可知：发现了{categories}，而本清单没有统计人数。",
	"finding.subjects.threshold.remedy.not-counted": "用本版本重新扫描。",

	"finding.accounts.residue.title":                "已注销账号的数据",
	"finding.accounts.residue.text":                 "该字段有 {rows} 行含有至少 {accounts_closed} 个已注销账号的标识（名单共 {listed} 个），而声明规定数据应随账号注销而删除[[，至多保留 {max}]]。[[{?drawn}仅统计了抽取的行，实际可能更多。]][[声明允许因{extend_for}延长；存储无法显示其是否适用。]]",
	"finding.accounts.residue.remedy":               "使注销后的删除覆盖此处，或以不指向任何人的值替换该标识。",
	"finding.accounts.residue.text.own-time":        "该字段有 {rows} 行含有至少 {accounts_closed} 个已注销账号的标识（名单共 {listed} 个）。声明为这些数据规定了自身的期限[[（{max}）]]，是否已届满尚不可知。",
	"finding.accounts.residue.remedy.own-time":      "将期限与注销日期对照，并声明账号注销后适用的期限（from: account_closed）。",
	"finding.accounts.residue.text.no-retention":    "该字段有 {rows} 行含有至少 {accounts_closed} 个已注销账号的标识（名单共 {listed} 个）。声明没有规定此处数据的保存期限。",
	"finding.accounts.residue.remedy.no-retention":  "如无须保留则予以删除，并声明保存期限。",
	"finding.accounts.residue.text.short-numbers":   "该字段有 {rows} 个值与已注销账号的短标识相同。字段名并不表示账号，这些值可能另有所指。",
	"finding.accounts.residue.remedy.short-numbers": "核对该字段是否保存账号；如是，予以清除。",
	"finding.accounts.sampled.title":                "抽样中没有已注销账号",
	"finding.accounts.sampled.text":                 "未遇到名单中 {listed} 个已注销账号的任何一个；在 {confidence_level} 的置信度下，至多有 {share} 的记录含有它们（依据 {draws} 次独立抽取）。",
	"finding.accounts.sampled.remedy":               "若一个也不得残留，应以 --depth full 扫描，或由数据库比对。",
	"finding.accounts.unverifiable.title":           "无法核查已注销账号",
	"finding.accounts.unverifiable.text":            "在已读取的部分未遇到名单中 {listed} 个已注销账号的任何一个，但并未全部读取，抽取方式也不允许给出上限。",
	"finding.accounts.unverifiable.remedy":          "以 --depth full 扫描，或由数据库比对。",

	"finding.record.joined.title":  "设备或日志信息与账号同在一处",
	"finding.record.joined.text":   "{categories}与{accounts}同在一条记录中，抽样中至少 {rows} 行。依规则 {rule}，前者因此成为个人信息。",
	"finding.record.joined.remedy": "按个人信息对待，或将两者分开存放。",

	"finding.record.unjoined.title":  "设备或日志信息是否与账号关联尚不确定",
	"finding.record.unjoined.text":   "依规则 {rule}，{categories}仅在与 {declared} 结合时属于个人信息。抽样记录中没有两者并存的。是否可通过键值关联无法看出。",
	"finding.record.unjoined.remedy": "以其他方式说明两者是否关联，并将记录与本报告一并保存。",

	"finding.rule.not_examined.title":           "声明中未核对的部分",
	"finding.rule.not_examined.text":            "本版本不核对“{part}”（{declared}）。",
	"finding.rule.not_examined.text.no-age":     "读到的内容都看不出个人的年龄，因此无法判断是否有人低于声明的年龄（{declared}）。",
	"finding.rule.not_examined.text.second-way": "{system} 的存储经由内网地址访问。是否另有来自互联网的入口，无法看出（{part}：{declared}）。",
	"finding.rule.not_examined.text.no-address": "没有信息说明经由哪个地址访问了 {system} 的存储（{part}：{declared}）。",
	"finding.rule.not_examined.remedy":          "以其他方式检查，并将记录与本报告一并保存。",

	"finding.rule.tie.title":  "同等效力的规则不一致",
	"finding.rule.tie.text":   "规则 {rule} 对系统 {system} 中的同一数据规定得同样具体，而在 {part} 上不一致。已采用最严格的[[（{used}）]][[：{max}]][[：{allowed}]]。",
	"finding.rule.tie.remedy": "使其中一条更具体，或使各条一致。",

	"finding.evidence.insufficient.title":  "读取得不够，达不到要求",
	"finding.evidence.insufficient.text":   "声明要求不遗漏占记录 {asked} 以上的内容。[[在 {confidence_level} 的置信度下，至多可能遗漏 {at_most}（依据 {units} 个抽样单元）。]][[无法给出上限：{without}。]]因此下列各项未决：{rules}。",
	"finding.evidence.insufficient.remedy": "以该比例使用 --detect-above 扫描，或使用 --depth full。",

	"finding.waiver.expired.title":         "豁免已过期",
	"finding.waiver.expired.text":          "{owner} 的豁免 {part} 有效至 {expires}，{findings} 项结果重新计入。其理由是：{why}",
	"finding.waiver.expired.text.unused":   "{owner} 的豁免 {part} 有效至 {expires}，已没有可由它豁免的结果。",
	"finding.waiver.expired.remedy":        "解决被豁免的问题，或由负责人说明理由并以新的日期续期。",
	"finding.waiver.expired.remedy.unused": "从豁免文件中删除它。",
	"finding.waiver.expiring.title":        "豁免即将过期",
	"finding.waiver.expiring.text":         "{owner} 的豁免 {part} 有效至 {expires}，之后 {findings} 项结果将重新计入。",
	"finding.waiver.expiring.remedy":       "在此之前解决被豁免的问题，或由负责人续期。",
	"finding.waiver.outgrown.title":        "结果已超出豁免的范围",
	"finding.waiver.outgrown.text":         "{owner} 的豁免 {part} 所指的 {findings} 项结果[[在{beyond}上]]已超出其范围[[（严重程度：{severity}）]][[（结论：{verdict}）]][[（未涵盖：{categories}）]]，因此仍然计入。",
	"finding.waiver.outgrown.remedy":       "解决所发现的问题，或由负责人按其现状（严重程度、结论和类别）重新豁免。",
	"finding.waiver.unused.title":          "豁免没有对应的结果",
	"finding.waiver.unused.text":           "{owner} 的豁免 {part} 不对应任何结果。",
	"finding.waiver.unused.remedy":         "删除它，或更正其所指。",

	"finding.coverage.gap.title":  "没有全部读取",
	"finding.coverage.gap.text":   "有一部分没有读取（{kinds}）[[：{assets} 个资产]]。[[原因：{reason}。]]",
	"finding.coverage.gap.remedy": "排除原因后重新扫描，或记录为何可以不读取缺失部分。",

	"finding.scan.incomplete.title":  "清单不完整",
	"finding.scan.incomplete.text":   "扫描被停止，或有存储未能打开、未能列举到底。缺少什么尚不可知。",
	"finding.scan.incomplete.remedy": "在依据本报告作出判断之前，先完成扫描。",

	"finding.scan.names_only.title":  "只读取了名称",
	"finding.scan.names_only.text":   "扫描深度为“names”：没有读取任何内容，{datasets} 个数据集均未检查。",
	"finding.scan.names_only.remedy": "以 --depth sample 或 --depth full 重新扫描。",

	"duration.years": "{n} 年", "duration.months": "{n} 个月",
	"duration.weeks": "{n} 周", "duration.days": "{n} 天",
	"duration.hours": "{n} 小时", "duration.minutes": "{n} 分钟", "duration.seconds": "{n} 秒",

	"finding.access.network.title":  "经公共互联网可达",
	"finding.access.network.text":   "系统 {system} 声明只能从 {declared} 访问，却是通过公共互联网的地址连上的。依据：{observed_by}。",
	"finding.access.network.remedy": "撤掉公网地址，让确需访问者经专用网络连接该存储。",

	"finding.access.public.title":  "对所有人开放",
	"finding.access.public.text":   "个人信息所在之处任何人都可以{may}：{categories}[[，涉及 {datasets} 个数据集]][[，{assets} 个资产]]。依据：{observed_by}。",
	"finding.access.public.remedy": "收回授予所有人的权限。能够确定语句时，piiventory preflight 会给出。",

	"finding.access.unknown.title":  "是否对所有人开放未知",
	"finding.access.unknown.text":   "发现了个人信息，而没有任何依据说明是否所有人都能读取该存储。[[原因：{reason}。]]",
	"finding.access.unknown.remedy": "授予所列的查询权限，然后重新扫描。",

	"finding.encryption.none.title":  "未加密保存",
	"finding.encryption.none.text":   "该存储以未加密的形式保存其内容，依据：{observed_by}。",
	"finding.encryption.none.remedy": "设置默认加密；此前写入的内容需要重新写入。",

	"finding.encryption.unknown.title":  "静态加密情况未知",
	"finding.encryption.unknown.text":   "不清楚该存储是否加密其保存的内容。[[原因：{reason}。]]",
	"finding.encryption.unknown.remedy": "授予所列的查询权限，或保存运营方的书面说明。",

	"finding.expiry.late.title":  "删除晚于允许的期限",
	"finding.expiry.late.text":   "存储按自身规则删除该数据集中的 {assets} 个资产，最晚在写入后 {days} 天；允许的期限是 {max}。其中含 {categories}。",
	"finding.expiry.late.remedy": "缩短生命周期规则。piiventory preflight 会给出该规则。",

	"finding.expiry.none.title":  "永远不会被删除",
	"finding.expiry.none.text":   "存储没有任何规则会删除该数据集中的 {assets} 个资产，其中含 {categories}。[[最长可保存 {max}。]]",
	"finding.expiry.none.remedy": "添加生命周期规则。piiventory preflight 会给出该规则。",

	"finding.expiry.none.text.versions":   "存储没有任何规则会删除 {assets} 个已被覆盖或删除但仍然存在的版本，其中含 {categories}。[[最长可保存 {max}。]]",
	"finding.expiry.none.remedy.versions": "为非当前版本添加规则。piiventory preflight 会给出该规则。",

	"finding.expiry.unknown.title":  "是否会被删除未知",
	"finding.expiry.unknown.text":   "不清楚存储的规则是否会删除该数据集中的 {assets} 个资产。其中含 {categories}。[[最长可保存 {max}。]]",
	"finding.expiry.unknown.remedy": "按前缀而不是按标签编写生命周期规则，或授予查询该规则的权限。",

	"finding.residency.copies_unseen.title":  "无法查看副本",
	"finding.residency.copies_unseen.text":   "系统 {system} 声明的是 {allowed}，而无法查看该存储是否把数据复制到别处。[[原因：{reason}。]]",
	"finding.residency.copies_unseen.remedy": "授予所列的查询权限。",

	"finding.residency.copy.title":  "被复制到不允许的地方",
	"finding.residency.copy.text":   "系统 {system} 声明的是 {allowed}，而该存储把数据复制到 {observed}。",
	"finding.residency.copy.remedy": "迁移副本，或声明这一传输及其所需条件。",

	"finding.residency.copy_unknown.title":  "副本所在地未知",
	"finding.residency.copy_unknown.text":   "系统 {system} 声明的是 {allowed}，而没有任何依据说明该存储的副本在哪里。[[原因：{reason}。]]",
	"finding.residency.copy_unknown.remedy": "查明副本的位置，并把它作为单独的存储扫描。",

	"finding.transport.clear.title":  "连接未加密",
	"finding.transport.clear.text":   "到该存储的连接未加密且离开本机，依据：{observed_by}。",
	"finding.transport.clear.remedy": "在服务器上启用加密，并在 URL 中要求加密。",

	"finding.backup.abroad.title":  "备份在境外",
	"finding.backup.abroad.text":   "{sources} 的备份不得离开所在法域（{allowed}），而系统 {system} 位于 {observed}。",
	"finding.backup.abroad.remedy": "迁移备份。",

	"finding.backup.copies_kept.title":  "备份中保留了旧副本",
	"finding.backup.copies_kept.text":   "{categories}：{sources} 的备份每 {refresh} 更新一次，而 {cutoff} 之前的副本仍在（{assets} 个资产），最早的来自 {oldest}（{by}）。个人此后要求删除的内容仍在其中。",
	"finding.backup.copies_kept.remedy": "删除旧副本，或为该存储设置删除规则。",

	"finding.backup.outlives.title":  "备份的保存时间超过来源",
	"finding.backup.outlives.text":   "{categories}：在 {sources} 的备份中保存超过 {max}[[（备份每 {refresh} 更新一次）]]。最早的来自 {oldest}（{by}）；{cutoff} 之前的内容不应再有。",
	"finding.backup.outlives.remedy": "删除旧备份，或为该存储设置删除规则。",

	"finding.backup.place_unknown.title":  "备份所在地未知",
	"finding.backup.place_unknown.text":   "{sources} 的备份不得离开所在法域，而不清楚系统 {system} 或其来源位于哪里。[[所见：{observed}。]]",
	"finding.backup.place_unknown.remedy": "在配置中注明两个存储的司法管辖区。",

	"finding.backup.stale.title":  "备份没有更新",
	"finding.backup.stale.text":   "系统 {system} 声明每 {refresh} 更新一次，而其中最新的内容来自 {newest}。",
	"finding.backup.stale.remedy": "恢复制作备份的任务。",

	"finding.backup.unverifiable.title":  "备份的时间未知",
	"finding.backup.unverifiable.text":   "没有任何依据说明备份 {system} 有多旧。[[{categories} 最长可保存 {max}。]]",
	"finding.backup.unverifiable.remedy": "为该系统声明时间戳。",

	"finding.purpose.outside.title":  "用于其他目的",
	"finding.purpose.outside.text":   "{categories} 只能用于 {only_for}，而系统 {system} 的目的是 {purposes}。",
	"finding.purpose.outside.remedy": "从那里删除，或将该目的告知个人并加以声明。",

	"finding.purpose.unverifiable.title":                 "无法看出是否符合目的",
	"finding.purpose.unverifiable.text":                  "{categories} 只能用于 {only_for}，而没有说明系统 {system} 的目的。",
	"finding.purpose.unverifiable.text.other-purposes":   "{categories} 只能用于 {only_for}，而系统 {system} 还有其他目的（{purposes}）：无法看出由哪个目的使用。",
	"finding.purpose.unverifiable.remedy.other-purposes": "将这些类别放在单独的系统中，或以用户权限证明其他目的接触不到它们。",
	"finding.purpose.unverifiable.remedy":                "为该系统添加“purposes”。",

	"finding.residency.agreement.title":  "约定的存放地点无法核实",
	"finding.residency.agreement.text":   "该存储位于 {observed}，在 {allowed} 之外；协议或客户可能为系统 {system} 选择了那里，这从存储中看不出来。",
	"finding.residency.agreement.remedy": "查阅协议，并为选择其他地点的客户的系统单独声明“region”。",

	"finding.retention.below_minimum.title":  "在法律允许之前删除",
	"finding.retention.below_minimum.text":   "规则 {rule} 将 {categories} 保存 {max}，而法律要求保存 {min}（{part}[[：{law}]]）。",
	"finding.retention.below_minimum.remedy": "延长这些类别的最长期限，并在政策中说明。",

	"finding.retention.deleted_early.title":  "存储在法律允许之前删除",
	"finding.retention.deleted_early.text":   "存储在 {days} 天内删除含 {categories} 的 {assets} 个资产，而法律要求保存 {min}。",
	"finding.retention.deleted_early.remedy": "延长生命周期规则。",

	"finding.expiry.overdue.title":  "到期未删除",
	"finding.expiry.overdue.text":   "按存储自身的规则，该数据集 {assets} 个资产中的一部分应在 {due} 前删除，但仍然存在。其中含 {categories}。",
	"finding.expiry.overdue.remedy": "检查该规则、对象上的锁定，以及服务商对生命周期的说明。",

	"finding.access.public.text.nothing-found":   "任何人都可以{may}该存储。目前未在其中发现个人信息。依据：{observed_by}。",
	"finding.access.public.remedy.nothing-found": "如果它并非面向所有人，请在存入内容之前收回该权限。",
}
