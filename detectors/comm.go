package detectors

// What people say to each other, and that they did. Text can be about anything, so
// only names of fields that mean talk between people count.

var _ = register(detector{
	category: "comm.content",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `chatcontent chatmessage chatmsg chattext chathistory chatlog smscontent smsbody smstext smsmessage messagecontent messagebody msgcontent msgbody mailbody mailcontent emailbody emailcontent imcontent
		ticketcontent feedbackcontent conversation dialogue usermessage customermessage commentcontent
		聊天记录 聊天内容 短信内容 消息内容 邮件内容 邮件正文 通信内容 通讯内容 工单内容 留言内容 留言 对话内容 咨询内容 反馈内容 聊天紀錄 簡訊內容 ltjl dxnr`,
	check: shape(withLetter(1, 1<<20)),
})

var _ = register(detector{
	category: "comm.record",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `calllog callrecord callrecords callhistory callduration calltime callstart callernumber calleenumber caller callee callingnumber callednumber callingparty calledparty smslog smsrecord
		通话记录 通话时长 主叫 被叫 主叫号码 被叫号码 通话详单 通信记录 通讯记录 短信记录 通話記錄 thjl`,
	check: shape(ofLength(1, 1<<16)),
})

var _ = register(detector{
	category: "comm.media",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `voicemail voicemessage recordingurl callrecording audiorecording voicerecord userphotos useralbum photoalbum uservideo chatimage chatvideo chatvoice
		语音消息 通话录音 录音文件 录音地址 相册 用户相册 聊天图片 聊天视频 語音留言`,
	check: shape(ofLength(3, 1<<16)),
})
