package detectors

import "bytes"

// What people say to each other, and that they did. Text can be about anything, so
// only names of fields that mean talk between people count.

var _ = register(detector{
	category: "comm.content",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `chatcontent chatmessage chatmessages chatmsg chattext chathistory chatlog chatlogs chatbody chattranscript chatrecord chatrecords smscontent smsbody smstext smsmessage smsmsg textmessage textmessages messagecontent messagebody messagetext messagetxt
		msgcontent msgbody msgtext mailbody mailcontent mailtext emailbody emailcontent emailtext emailmessage imcontent immessage immsg privatemessage privatemessages directmessage directmessages dmcontent dmtext inboxmessage usermessage usermessages customermessage
		ticketcontent ticketbody ticketdescription ticketmessage feedbackcontent feedbacktext complaintcontent complainttext inquirycontent consultcontent consultationcontent commentcontent commenttext replycontent replytext conversation conversations conversationtext dialogue dialogues calltranscript
		transcript transcripts voicetranscript
		聊天记录 聊天内容 聊天消息 聊天文本 短信内容 短信正文 短信文本 消息内容 消息正文 邮件内容 邮件正文 通信内容 通讯内容 通话内容 工单内容 工单描述 留言 留言内容 私信 私信内容 对话内容 对话记录 会话内容 咨询内容 反馈内容 反馈意见 投诉内容 评论内容 回复内容 弹幕内容 语音转文字 聊天紀錄 聊天記錄 簡訊內容 訊息內容 郵件內容 留言內容
		liaotianjilu liaotianneirong duanxinneirong ~ltjl ~dxnr`,
	check: shape(func(v []byte) bool {
		return lettered(v) && len(v) > 1 && !isUUID36(v) && !hexDump(v) && !flags.has(v)
	}),
})

var _ = register(detector{
	category: "comm.record",
	evidence: "field name",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `calllog calllogs callrecord callrecords callrecording callhistory callduration calldurationsec callseconds callstart callstarttime callend callendtime calltime calldirection callernumber callerphone callerid callerno calleenumber calleephone calleeno =callee
		callingnumber callednumber callingparty calledparty callingno calledno =caller phonecalls cdr calldetail calldetails calldetailrecord smslog smslogs smsrecord smsrecords smssender smsreceiver messagelog maillog
		通话记录 通话时长 通话时间 通话详单 通话清单 通话明细 主叫 主叫号码 被叫 被叫号码 呼叫记录 呼叫时长 呼入号码 呼出号码 来电号码 去电号码 通信记录 通讯记录 通信详单 话单 短信记录 短信发送记录 通話記錄 通話紀錄 通話時長 主叫號碼 被叫號碼
		tonghuajilu tonghuashichang ~thjl ~zjhm ~bjhm`,
	check: shape(ofLength(1, 1<<16)),
})

var _ = register(detector{
	category: "comm.media",
	evidence: "field name, file",
	value:    true, headerOnly: true,
	chance:   0.5,
	strength: 1,
	words: `voicemail voicemails voicemailurl voicemessage voicemessages voicemsg voiceurl voicefile voicepath voicerecord voicerecording audiorecording audiomessage audiourl audiofile audiopath recordingurl recordingfile recordingpath recordurl recordfile callrecording callrecordingurl callaudio
		useraudio uservideo uservideos videomessage videocallrecording chatimage chatimages chatvideo chatvoice chataudio chatfile chatmedia messageattachment mmsurl userphotos useralbum photoalbum albumphotos userimages uploadedphotos
		语音消息 语音文件 语音地址 语音留言 语音记录 通话录音 通话录音地址 录音 录音文件 录音地址 录音链接 录像文件 视频通话录像 相册 用户相册 用户照片 用户视频 聊天图片 聊天视频 聊天语音 聊天文件 上传照片 語音訊息 語音留言 通話錄音 錄音檔
		yuyinxiaoxi luyin luyinwenjian ~ly`,
	check: shape(func(v []byte) bool {
		return len(v) > 4 && (mediaFile(v) || bytes.Contains(v, []byte("://")) || bytes.HasPrefix(v, []byte("data:")) || bytes.IndexByte(v, '/') >= 0 || imageBytes(v) || objectKey(v) || blob(v))
	}),
})

// mediaFile says whether v ends as files of pictures, sounds and films do.
func mediaFile(v []byte) bool {
	if imageEnd(v) > 0 {
		return true
	}
	k := bytes.LastIndexByte(v, '.')
	return k > 0 && soundEndings.has(v[k+1:])
}

var soundEndings = words("mp3 wav amr m4a aac ogg opus flac silk wma mp4 mov avi mkv webm 3gp flv wmv m3u8")
