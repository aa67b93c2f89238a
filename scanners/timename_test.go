package scanners

import "testing"

func TestTimeRank(t *testing.T) {
	for name, want := range map[string]int{
		"created_at": 1, "createTime": 1, "CREATE_TIME": 1, "gmt_create": 1, "gmt-created": 1, "order_create_time": 1, "CreatedOn": 1,
		"meta.created_at": 1, "user.profile.regTime": 1, "创建时间": 1, "注册时间": 1, "用户注册时间": 1, "t_用户创建时间": 1, "createtime": 1, "ctime": 1,
		"created": 1, "event_time": 2, "ts": 2, "timestamp": 2, "@timestamp": 2, "time": 2, "dt": 2, "时间": 2, "log_time": 2, "last_login_time": 2, "发生时间": 2,
		"updated_at": 3, "updateTime": 3, "gmt_modified": 3, "mtime": 3, "更新时间": 3, "last_modified": 3,

		"birth_time": 0, "birthday": 0, "date_of_birth": 0, "dob": 0, "birth_created_at": 0, "出生时间": 0, "出生日期": 0, "card_expiry_date": 0, "expires_at": 0,
		"expire_time": 0, "valid_until": 0, "到期时间": 0, "有效日期": 0, "end_time": 0, "due_date": 0, "hire_date": 0, "入职时间": 0, "passport_issue_date": 0,
		"response_time": 0, "created_by": 0, "create_user": 0, "is_created": 0, "events[]": 0, "tags[].ts": 0, "name": 0, "": 0, "生日": 0, "timeout": 0, "update_count": 0, "service_time": 0,
		"delivery_time": 0, "工作时间": 0, "days": 0,
	} {
		if got, _ := TimeRank(name); got != want {
			t.Errorf("%q: %d, want %d", name, got, want)
		}
	}
	_, plain := TimeRank("create_time")
	_, longer := TimeRank("order_item_create_time")
	_, han := TimeRank("用户创建时间")
	if plain != 0 || longer != 2 || han != 2 {
		t.Errorf("other words: %d, %d, %d", plain, longer, han)
	}
}
