package reports

// Message returns a message of the command in the language, or as it is when
// there is no text for it.
func Message(lang, english string) string { return reason(wordsOf(lang), english) }

// commandReasonsZH are the messages of the command itself and of the library
// that reads its command line.
var commandReasonsZH = map[string]string{
	"there is nothing to scan: give a TARGET, or a declaration with -d":                                                 "没有可扫描的内容：请给出 TARGET，或用 -d 给出声明",
	"two targets have the alias %q; name one of them with alias=URL":                                                    "有两个目标的别名都是 {1}；请用 别名=URL 给其中一个命名",
	"the inventory cannot be saved in %s: %w":                                                                           "清单无法保存到 {1}：{2}",
	"the inventory was not saved in %s: %w":                                                                             "清单没有保存到 {1}：{2}",
	"the report was not written: %w":                                                                                    "报告没有写出：{1}",
	"--format must be text or json, not %q":                                                                             "--format 必须是 text 或 json，不能是 {1}",
	"--format must be one of %s, not %q":                                                                                "--format 必须是 {1} 之一，不能是 {2}",
	"the store file cannot be read: %w":                                                                                 "存储文件无法读取：{1}",
	"the declaration cannot be read: %w":                                                                                "声明无法读取：{1}",
	"the inventory cannot be read: %w":                                                                                  "清单无法读取：{1}",
	"the text cannot be read: %w":                                                                                       "文本无法读取：{1}",
	"%s is not an inventory: %w":                                                                                        "{1} 不是清单：{2}",
	"it is not JSON; give the file that scan -o wrote":                                                                  "不是 JSON；请给出 scan -o 写出的文件",
	`it has no key "piiventory"; give the file that scan -o wrote`:                                                      "没有 piiventory 这个键；请给出 scan -o 写出的文件",
	"--lang must be en or zh, not %q":                                                                                   "--lang 必须是 en 或 zh，不能是 {1}",
	"--fail-on must be info, low, medium, high or critical, not %q":                                                     "--fail-on 必须是 info、low、medium、high 或 critical，不能是 {1}",
	"--show and --digest have no effect with --jsonl, which gives offsets only":                                         "--show 和 --digest 对 --jsonl 不起作用，后者只给出位置",
	"--show, --digest and --jsonl are about places, and --count prints none":                                            "--show、--digest 和 --jsonl 说的是位置，而 --count 不输出位置",
	"--digest needs a rules file with a digest_key (--rules FILE)":                                                      "--digest 需要带有 digest_key 的规则文件（--rules 文件）",
	"the rules file cannot be read: %w":                                                                                 "规则文件无法读取：{1}",
	"--depth must be names, sample or full, not %q":                                                                     "--depth 必须是 names、sample 或 full，不能是 {1}",
	"--seed must be at most %d, which every reader of JSON keeps whole":                                                 "--seed 最大为 {1}，更大的数有些 JSON 读取程序会失真",
	"--as-of must be a date such as 2026-01-31 or a time such as 2026-01-31T08:00:00Z, not %q":                          "--as-of 必须是日期（如 2026-01-31）或时间（如 2026-01-31T08:00:00Z），不能是 {1}",
	"%s: %q is none of bytes (2GiB), requests (10000req), rows (50000rows), time (5min) or money (2USD); or write none": "{1}：{2} 不是字节数（2GiB）、请求数（10000req）、行数（50000rows）、时间（5min）或金额（2USD）；也可以写 none",
	"--confidence must be from 50 to below 100 per cent, such as 95 or 99.9, not %q":                                    "--confidence 必须在百分之 50 到 100 之间（不含 100），如 95 或 99.9，不能是 {1}",
	"--detect-above must be per cent with the sign, from 0.0001 to below 100, not %q":                                   "--detect-above 必须是带百分号的比例，从 0.0001 到 100（不含），不能是 {1}",
	"no price is known for the store %s, so that a budget in money cannot be kept; name it in a file with --prices":     "存储 {1} 的价格未知，因此无法遵守以金额给出的预算；请在 --prices 文件中给出",
	"the price for the store %s is in %s and the budget in %s; give both in one currency":                               "存储 {1} 的价格以 {2} 计，预算以 {3} 计；请使用同一货币",
	"the file of prices cannot be read: %w":                                                                             "价格文件无法读取：{1}",
	"give the declaration to check against with -d":                                                                     "请用 -d 给出用来核对的声明",
	"there is no scanner for %s://; the schemes are %s, or give a path":                                                 "没有能扫描 {1}:// 的扫描器；可用的是 {2}，也可以给出路径",
	"a target is a URL or a path; write a database as mysql://user@host/db or postgres://user@host/db, and leave the password to the environment": "目标是 URL 或路径；数据库请写成 mysql://user@host/db 或 postgres://user@host/db，密码由环境变量提供",
	"line %d is longer than %d MiB; scan the file instead":        "第 {1} 行超过 {2} MiB；请改用 scan 扫描这个文件",
	"%s: %w; scan it instead":                                     "{1}：{2}；请改用 scan",
	"it is not text":                                              "不是文本",
	"%d lines of the input are not records, the first is line %d": "输入中有 {1} 行不是记录，第一处在第 {2} 行",
	"open %s: no such file or directory":                          "{1} 不存在",
	"open %s: permission denied":                                  "没有权限打开 {1}",
	"open %s: is a directory":                                     "{1} 是目录",

	"unknown command %q for %q":           "{2} 没有 {1} 这个命令",
	"unknown flag: %s":                    "没有 {1} 这个选项",
	"unknown shorthand flag: %q in %s":    "{2} 中没有 {1} 这个选项",
	"flag needs an argument: %s":          "选项缺少参数：{1}",
	"accepts %d arg(s), received %d":      "需要 {1} 个参数，给出了 {2} 个",
	"invalid argument %q for %q flag: %s": "选项 {2} 不能取 {1}：{3}",
}
