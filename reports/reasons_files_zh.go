package reports

// fileReasonsZH are the reasons of files and folders.
var fileReasonsZH = map[string]string{
	"there is no file or directory %q; check the path":                                                                "没有文件或目录 {1}；请检查路径",
	"%q may not be read by this user; grant it, or run as another user":                                               "该用户无权读取 {1}；请授权，或以其他用户运行",
	"%q is a file, not a directory; to scan the file itself give its path without a slash or anything else behind it": "{1} 是文件，不是目录；要扫描该文件本身，请给出其路径，后面不带斜线或其他内容",
	"%q cannot be opened": "无法打开 {1}",
	"a directory does not tell in which region it lies; state it in piiventory.yaml":                                                  "目录本身不说明它位于哪个地域；请在 piiventory.yaml 中注明",
	"%q is neither a directory nor a regular file, and cannot be scanned":                                                             "{1} 既不是目录，也不是普通文件，无法扫描",
	"%q names another host: a file URL has three slashes before an absolute path (file:///data), or none before any path (file:data)": "{1} 指向另一台主机：文件 URL 在绝对路径前有三条斜线（file:///data），或在任何路径前都没有斜线（file:data）",
	"%q has a percent sign that two hexadecimal digits do not follow: write %%25, or file:PATH without slashes before the path":       "{1} 中的百分号后面没有两位十六进制数字：请写作 %25，或写作 file:PATH，路径前不带斜线",
	"a file URL without a path: write file:. for the working directory":                                                               "文件 URL 没有路径：当前目录请写作 file:.",
	"a path cannot hold a NUL":                                                    "路径中不能含有 NUL",
	"the folder could not be listed to its end":                                   "未能将该文件夹列举到底",
	"the folder may not be listed by this user; grant it, or run as another user": "该用户无权列举该文件夹；请授权，或以其他用户运行",
	"the folder was removed during the scan":                                      "该文件夹在扫描期间被删除",
	"a link that leads out of the directory, or in a circle, is not followed; scan its target as a store of its own": "指向目录之外或循环的链接不予跟随；请将其目标作为单独的存储扫描",
	"not a regular file (a device, a socket or a pipe), and so not read":                                             "不是普通文件（而是设备、套接字或管道），因此未读取",
	"nothing may be learned of the file by this user; grant it, or run as another user":                              "该用户无权获知该文件的任何情况；请授权，或以其他用户运行",
	"the file was removed during the scan":                                                                           "该文件在扫描期间被删除",
	"the file was removed or changed after it was listed; scan it again":                                             "该文件在列出之后被删除或更改；请重新扫描",
	"the file changed while it was read, so that parts of it may be missing; scan it again":                          "该文件在读取期间发生变化，可能缺少部分内容；请重新扫描",
	"the file may not be read by this user; grant it, or run as another user":                                        "该用户无权读取该文件；请授权，或以其他用户运行",
	"the file could not be opened":                                                                                   "未能打开该文件",
	"the file system failed while the file was read":                                                                 "读取该文件时文件系统发生故障",

	"what every user of the machine may do":                                                 "机器上每个用户可做的操作",
	"what every user of the machine may do; the files in it may be closed one by one":       "机器上每个用户可做的操作；其中的文件可能各自不开放",
	"it is closed to other users of the machine":                                            "对机器上的其他用户不开放",
	"a folder above it is closed to other users of the machine":                             "其上级文件夹对机器上的其他用户不开放",
	"its permissions cannot be looked up: see who may read it":                              "无法查找其权限：请查看谁可以读取",
	"what others may do is not looked at on this system: see the permissions of the folder": "在该系统上不查看他人的权限：请查看文件夹的权限",
}
