package reports

// scanReasonsZH are the reasons of a scan as a whole.
var scanReasonsZH = map[string]string{
	"not drawn: the assets to read were drawn at random from all that were listed":                                                                             "未抽中：要读取的资产是从列出的全部资产中随机抽取的",
	"not read: at depth names no content is read":                                                                                                              "未读取：深度为 names 时不读取内容",
	"not drawn: the budget of the store allowed no more; give it more with --budget, or read everything with --depth full":                                     "未抽中：该存储的预算不允许读取更多；可用 --budget 增加预算，或用 --depth full 全部读取",
	"what was read says less of the records than --detect-above asks for; give it a larger --budget":                                                           "已读取的内容对记录的说明不及 --detect-above 的要求；请增加 --budget",
	"too much of it could not be drawn from at random, so that what was read says less of the records than --detect-above asks for; read it with --depth full": "其中过多内容无法随机抽取，因此已读取的内容对记录的说明不及 --detect-above 的要求；可用 --depth full 读取",
	"nothing could be read, so that nothing can be said of the records as --detect-above asks for":                                                             "什么都未能读取，因此不能按 --detect-above 的要求对记录作出说明",
	"not all of it was drawn at random with equal chances, so that nothing can be said of the records as --detect-above asks for; read it with --depth full":   "并非全部以相等的机会随机抽取，因此不能按 --detect-above 的要求对记录作出说明；可用 --depth full 读取",
	"the confidence must be from 50 % to below 100 %, and the share to detect below 100 %":                                                                     "置信度必须在 50 % 到 100 % 之间（不含 100 %），要发现的比例必须小于 100 %",
	"fewer rows were drawn than a sample wants, since the budget of the store allowed no more; give it more with --budget":                                     "抽取的行数少于样本所需，因为该存储的预算不允许更多；可用 --budget 增加预算",
	"the store is empty, or this user may see nothing in it":                                                                                                   "该存储为空，或该用户无权查看其中的任何内容",
	"the listing was cut off by the budget: there are more assets than were listed; give it more with --budget":                                                "列举因预算用尽而中断：还有未列出的资产；可用 --budget 增加预算",
	"the budget for all stores is too small for each of them to get a part; give it more with --total-budget":                                                  "所有存储合计的预算太小，不能每个都分到一份；可用 --total-budget 增加预算",
	"the budget is not enough for reading everything: what is listed first is read, and nothing can be said of the rest; give it more with --budget":           "预算不足以全部读取：先列出的先读取，其余部分无法作出说明；可用 --budget 增加预算",
	"the listing broke off: %s": "列举中断：{1}",
	"the reader broke down on this content; please report it with a sample that holds no personal data": "读取程序在该内容上出错；请附上不含个人信息的样本报告此问题",
	"the server shows no bucket or database to this user":                                               "服务器没有向该用户显示任何存储桶或数据库",
	"the store's own configuration could not be read: %s":                                               "未能读取该存储自身的配置：{1}",

	"the budget of the store was used up; give it more with --budget":        "该存储的预算已用尽；可用 --budget 增加预算",
	"the time allowed for the store was used up; give it more with --budget": "该存储的允许时间已用尽；可用 --budget 增加预算",
	"the scan was stopped before this was read":                              "读取之前扫描已被停止",
	"the store failed while this was read":                                   "读取时该存储发生故障",

	"%s is no country or set of countries that is known": "{1} 不是已知的国家或国家集合",
}
