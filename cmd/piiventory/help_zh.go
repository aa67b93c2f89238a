package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// chineseHelp shows the help texts in Chinese where that is asked for.
func chineseHelp(c *console, root *cobra.Command) {
	show := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if c.lang == "zh" {
			translate(root)
		}
		show(cmd, args)
	})
}

// translate replaces what the commands say of themselves.
func translate(root *cobra.Command) {
	root.SetUsageTemplate(usageWords.Replace(root.UsageTemplate()))
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if t, ok := helpZH[cmd.CommandPath()]; ok {
			cmd.Short, cmd.Long = t.short, t.long
		}
		for _, flags := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags(), cmd.InheritedFlags()} {
			flags.VisitAll(func(f *pflag.Flag) {
				if usage, ok := flagsZH[cmd.CommandPath()+" --"+f.Name]; ok {
					f.Usage = usage
				} else if usage, ok := flagsZH[f.Name]; ok {
					f.Usage = usage
				}
			})
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	root.InitDefaultHelpFlag()
	walk(root)
}

var usageWords = strings.NewReplacer(
	"Usage:", "用法：", "Examples:", "示例：", "Available Commands:", "命令：",
	"Global Flags:", "全局选项：", "Flags:", "选项：", "Aliases:", "别名：",
	`Use "{{.CommandPath}} [command] --help" for more information about a command.`, `命令的详细说明：{{.CommandPath}} [command] --help`,
)

const exitStatusZH = `

退出码
  0    无需报告：扫描完整，没有发现
  1    命令失败
  2    用法错误：选项、目标或声明有误
  3    与声明不符，且不低于 --fail-on（或使用 --fail-on-found 时发现了个人信息）
  4    不完整或无法核实，且没有第 3 项的情况
  130  被中断`

const renderStatusZH = `

退出码
  0    已输出
  1    命令失败
  2    用法错误：选项或参数有误`

const planStatusZH = `

退出码
  0    已给出计划
  1    命令失败
  2    用法错误：选项或目标有误
  4    有存储无法访问或未能列举完
  130  被中断`

const lintStatusZH = `

退出码
  0    没有不低于 --fail-on 的问题
  1    命令失败
  2    用法错误：选项或参数有误，或声明无法读取
  3    有不低于 --fail-on 的问题
  4    有问题因清单不完整而无法判断，且没有第 3 项的情况`

const writtenStatusZH = `

退出码
  0    已写出
  1    命令失败
  2    用法错误：选项或参数有误，或文件无法读取`

type helpText struct{ short, long string }

var helpZH = map[string]helpText{
	"piiventory": {"在存储中查找个人信息，并与声明核对", `piiventory 对对象存储、数据库和目录进行抽样，标出其中的个人信息，并把结果与声明的
保存期限和存储地域核对。

它只读取，从不写入。它看到的任何值都不会离开本机：报告、日志和错误信息里都没有。
报告写到标准输出，消息写到标准错误。` + exitStatusZH},
	"piiventory scan": {"扫描存储，并把结果与声明核对", `scan 列举存储、读取样本，说明发现了哪些个人信息、在哪里、有多大把握，以及哪些内容
没有读取。使用 -d 时还说明哪些地方与声明不符。

TARGET 的写法是 [别名=]URL：

  s3://bucket/prefix          s3://bucket?endpoint=http://host:9000
  postgres://user@host/db     mysql://user@host/db
  sqlite:path                 file:path，或者直接写路径

s3://?endpoint=… 或不带库名的数据库服务器，代表在那里能看到的所有存储桶或数据库。
使用 -d 而不给 TARGET 时，扫描声明中列出的存储；piiventory.yaml 把别名对应到 URL。

密码不必写在命令行里：可来自环境变量（PGPASSWORD、MYSQL_PWD、AWS_…）、PGPASSFILE、
pg_service、MySQL 选项文件、AWS 配置，或存储文件中指明的来源。

使用 --provider（服务商的每个地域各有端点时再加 --region），存储桶便不必给出端点：
服务商的端点、寻址方式、列举版本和特殊之处都已知。各服务商所需的权限见
docs/providers.md。

使用 --closed-accounts 时，将字段的值与已注销账号的标识比对，并统计其残留。

使用 --listing 时不列举存储桶中的对象，而是取自存储写出的清单报告（CSV、Parquet 或
ORC）：其 manifest.json 的 URL，或在本机上的路径。之后写入的内容不在其中。

每个存储的预算是 60 秒、256 MiB 和 2,000 次请求（本机文件不计请求），可用 --budget 或
--depth full 改变。使用 --detect-above 时按需要确定样本量，只有给出 --budget 才受其限制。
因预算未读的内容会作为缺口报告，并说明其中至多还可能有多大比例。` + exitStatusZH},
	"piiventory plan": {"说明一次扫描的代价，不读取任何内容", `plan 列举存储，说明以相同选项扫描将产生的访问量：请求、字节、行数、时间和金额（按数据集），
以及届时能够说明什么。它不读取内容，只做列举。

金额按价格文件（--prices）计算，否则按 AWS（美国东部）、Cloudflare R2 和 Backblaze B2 的
公开价格（存储属于其中之一时）。时间是根据列举所用时间的估计。` + planStatusZH},
	"piiventory preflight": {"在存储桶或数据库上线前检查它", `preflight 像 piiventory scan 一样扫描，并回答工程师在上线前的问题：那里有哪些个人信息，是否
对所有人开放，传输和保存时是否加密，是否位于正确的司法管辖区，是否有规则会删除它，是否符合
声明。它列出妨碍上线的问题以及处理办法，并给出可直接应用的规则或语句。最多用时 60 秒，或按
--budget 的设定。

没有声明时，--allow 指定数据可以存放的司法管辖区，--max-age 指定可以保存多久。未能检查的内容
会列出，退出码为 4。` + exitStatusZH},
	"piiventory check":  {"不扫描，把已保存的清单与声明核对", "check 读取 scan -o 保存的清单（- 表示标准输入），按现在或 --as-of 的时间与声明核对。\n--waivers 所指的结果仍在报告中，在豁免到期之前不计入退出码。" + exitStatusZH},
	"piiventory report": {"不扫描，以另一种格式输出已保存的清单", "report 读取 scan -o 保存的清单（- 表示标准输入）并输出。使用 -d 时也包含核对结果；\n退出码与核对结果无关（需要时请用 check）。" + renderStatusZH},
	"piiventory declaration": {"编写、检查和转换声明", `declaration 汇集针对声明本身的命令，不需要存储：init 写出符合已保存清单的草稿，lint 指出
声明中的问题，import 从其他格式读取，export 写成其他格式。` + renderStatusZH},
	"piiventory declaration init": {"写出符合已保存清单的声明草稿", `init 读取 scan -o 保存的清单（- 表示标准输入），写出符合所见内容的声明，供人工修改：每个存储
（或内容不同的目录）是一个系统；规则中是所发现的类别；并写明各存储位于哪里。它不作任何没有人
作过的承诺：保存多久留待填写，并以注释给出所见最早的记录。注释说明只有人才能决定的事项。` + writtenStatusZH},
	"piiventory declaration import": {"从 fideslang、数据合同或 dbt 读取声明", `import 从 Fides 的文件（fideslang）、开放数据合同标准的数据合同（odcs）或 dbt 属性文件的 meta
（dbt）中读取系统、数据集、类别和保存期限，写出声明供人工修改。无法带入的内容会列出，写在文件
里和标准错误上：表达其他内容的键，没有对应的类别，以自由文字写的保存期限。` + writtenStatusZH},
	"piiventory declaration export": {"把声明写成 Fides 的文件，或使用 DPV 术语的关联数据", `export 读取声明并写成另一种格式：fideslang（供 Fides 使用），或 dpv（JSON-LD，使用 W3C 数据隐私
词汇表 2.2 的术语）。该格式无法表达的内容会列在标准错误上。` + writtenStatusZH},
	"piiventory declaration lint": {"指出声明中的缺失、矛盾和无效之处", `lint 读取声明，按行和列指出：未填写的内容，自相矛盾或与法定期限矛盾之处，永远不起作用的规则，
以及缺失的内容。不需要存储。使用 --inventory 时还指出哪些选择式没有匹配任何已扫描的内容。

docs/lint.md 说明每一项，并给出示例和处理办法。` + lintStatusZH},
	"piiventory detect":     {"说明文本中看到了什么、在哪里、为什么", "detect 读取文本（不给文件时读标准输入），输出每一处看起来像个人信息的地方：行、列、\n类别、把握及其依据。内容会被遮蔽；--show 则原样显示。\n\n使用 --jsonl 时，每行输入 {\"id\":…,\"field\":…,\"text\":…} 对应一行输出\n{\"id\":…,\"matches\":[{\"category\":…,\"start\":…,\"end\":…,\"confidence\":…}]}，\n位置是 UTF-8 文本中的字节偏移。不是这种记录的行以 \"error\" 作答，命令最后失败。\n\n使用 --count 时，每个文件的每个类别输出一行：找到多少处、在多少行里、多少行符合格式，\n以及把整个文件当作一列时的结论。校验位不对的只算格式。超过 8 MiB 的行\n分段统计，每段算一行。" + renderStatusZH},
	"piiventory detectors":  {"列出个人信息类别及其检测方式", "detectors 列出声明中可以使用的所有类别，依据什么检测，以及各标准下的敏感程度。给出类别\n或使用 --format json 时，还说明能否从值识别、用哪些词，以及 DPV、fideslang、Google、\nPresidio 中的对应名称。" + renderStatusZH},
	"piiventory version":    {"显示程序和检测规则的版本", "version 显示程序的版本和检测规则的摘要，清单中也有这一摘要。" + renderStatusZH},
	"piiventory completion": {"生成命令行补全脚本", "completion 为指定的 shell 生成补全脚本。" + renderStatusZH},
	"piiventory help":       {"显示命令的说明", "help 显示任一命令的说明。" + renderStatusZH},

	"piiventory completion bash":       {"生成 bash 的补全脚本", "输出 bash 的补全脚本。" + renderStatusZH},
	"piiventory completion zsh":        {"生成 zsh 的补全脚本", "输出 zsh 的补全脚本。" + renderStatusZH},
	"piiventory completion fish":       {"生成 fish 的补全脚本", "输出 fish 的补全脚本。" + renderStatusZH},
	"piiventory completion powershell": {"生成 PowerShell 的补全脚本", "输出 PowerShell 的补全脚本。" + renderStatusZH},
}

var flagsZH = map[string]string{
	"lang":                                   "报告和消息的语言：en 或 zh",
	"declaration":                            "用来核对的声明",
	"format":                                 "报告格式：text、json 等，见各命令",
	"as-of":                                  "核对的时间：日期（2026-01-31，即 UTC 当日零点）或 RFC 3339 时间；默认现在",
	"fail-on":                                "使退出码为 3 的最低严重程度：info、low、medium、high、critical",
	"fail-on-found":                          "只要发现个人信息就以 3 退出",
	"output":                                 "同时把清单以 JSON 保存到此文件",
	"config":                                 "把别名对应到存储的文件（默认 piiventory.yaml，如果存在）",
	"depth":                                  "读取什么：names（名称）、sample（抽样）或 full（全部）",
	"ocr":                                    "同时读取图片和扫描页中的文本（中文和英文）；需要安装 tesseract",
	"budget":                                 "每个存储的上限，如 2GiB,10000req,50000rows,5min,2USD，或 none",
	"total-budget":                           "所有存储合计的上限，每个存储各得一份",
	"confidence":                             "每个上限的置信度，以百分数表示",
	"detect-above":                           "按需要确定样本量，不遗漏占记录此比例以上的内容，如 0.1%",
	"prices":                                 "说明请求和字节价格的文件",
	"ledger":                                 "同时在清单旁保存供 --since 接续的账本；须像密钥一样保管",
	"since":                                  "以 --ledger 保存的先前扫描的清单：未变的对象中已读取的内容不再读取",
	"dry-run":                                "只列举并说明扫描的代价，不读取；与 piiventory plan 相同",
	"provider":                               "未注明服务商的存储桶属于哪个服务商：aws、oss、cos、obs、ks3、kodo、us3、wangsu、r2、gcs、b2、minio 等",
	"region":                                 "未注明地域的存储桶所在的地域（按服务商的叫法），或国家，如 CN",
	"listing":                                "存储桶清单报告的 manifest.json，用来代替列举",
	"seed":                                   "随机抽样的种子；相同的种子读取相同的内容（默认随机）",
	"field":                                  "文本所属的字段或列的名称",
	"show":                                   "原样显示所发现的内容，不遮蔽",
	"allow":                                  "数据可以存放的司法管辖区，如 CN 或 DE,EU（ISO 3166）",
	"max-age":                                "数据可以保存多久，如 P30D 或 P6M（ISO 8601）",
	"rules":                                  "自定义规则文件：自己的类别，以及允许存在的内容",
	"digest":                                 "输出所发现内容的摘要，用于规则文件中的放行项",
	"count":                                  "按类别输出数量，不输出位置",
	"jsonl":                                  "批量形式：输入输出都是 JSON 行",
	"help":                                   "显示说明",
	"no-descriptions":                        "补全不带说明",
	"inventory":                              "同时用这一已保存的清单核对选择式（- 表示标准输入）",
	"piiventory declaration lint --format":   "输出格式：text、json、github",
	"piiventory declaration lint --fail-on":  "使退出码为 3 的最低严重程度：info、low、medium、high、critical",
	"waivers":                                "豁免文件：指明由谁负责、在何日之前不计入的结果",
	"from":                                   "作为起点的已保存清单（- 表示标准输入）",
	"piiventory declaration init --output":   "写到此文件（不能已存在）；默认写到标准输出",
	"piiventory declaration import --output": "写到此文件（不能已存在）；默认写到标准输出",
	"piiventory declaration export --output": "写到此文件（不能已存在）；默认写到标准输出",
	"piiventory declaration import --as":     "文件的格式：fideslang、odcs、dbt；默认按文件中的键判断",
	"piiventory declaration export --as":     "要写的格式：fideslang、dpv",
	"older-than":                             "除声明的期限外，还估计早于这些期限的记录有多少，如 P1Y,P6M",
	"closed-accounts":                        "已注销账号的标识名单文件，每行一个：按字段统计其残留，任何输出中都没有标识本身",
}
