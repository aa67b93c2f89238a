package detectors

import (
	"fmt"
	"strings"
	"testing"
)

// ordinaryNames are names of fields in tables and programs that are about no person.
const ordinaryNames = `title name code content message status type position state kind label text body value key data info note remark description subject
	log_message error_message commit_message message_id message_count content_type content_length page_title book_title title_id page image images usage stage storage
	max_age min_age cache_age cabin_age average_age age_limit_type retention_age language package manage version release build_date created_at updated_at release_date valid_from
	date time order_date birth_rate birthmark sex_ratio unisex gender_distribution race_condition race_time donation national international nation_rank country country_code region
	single status_code state_code error_code zip product_code promo_code encoding option otp_enabled verify_status interface surface typeface facebook font_face face_value face_count
	facet api_call callback callback_url recall function_call system_call caller_class call_count duration record records recording_level audio_codec video_format album voice
	orientation screen_orientation object_oriented union union_all credit_union reunion union_find criminal_law crime_rate sentence charge fence party third_party party_size view
	faith_id denomination_id health health_check health_status disk_health code_health patience general gene_count height width weight font_weight line_height row_height temperature
	cpu_temperature pulse_width steps build_steps rate grade rating size login_count last_login hostname filename path url host server service app module function method class
	user_agent users user_count group_id order_id request_id session_id product_id uuid gid pid fluid friend_count followers_count contact_lens electrical_contacts playlist
	company_size company_id company_name supplier_company accompany sector trade industrial job_id job_status job_queue role_id position_x cursor_position entitled
	fingerprint_enabled browser_language iris_dataset avatar_size avatar_count logo header_image product_photo background_image photo_count photosynthesis frontend front_image back_image
	card_image ui_image question answer hint security security_group github_url google_analytics apple oauth_provider social_score line signal seqqno timeline
	标题 名称 编码 内容 消息 状态 类型 位置 备注 描述 说明 版本 时间 日期 创建时间 更新时间 生产日期 注册时间 国家 地区 单位 公司 部门 分类 标签 图片 文件 附件 数量 金额 商品名称 房龄 高度 宽度 重量
	温度 语言 页面 市场 药店 消息类型 政治课成绩 体重秤型号 人脸识别设备编号 处罚类型 行业数量 职位数量 产地 性能 特性 属性 指标 日志级别 诊断日志级别 会话状态`

// Names of fields that are about no person do not name a category of persons in full.
func TestOrdinaryNamesNameNothing(t *testing.T) {
	e := newEngine(t)
	groups := []string{"identity", "account", "biometric", "health", "comm", "work", "special"}
	for _, field := range strings.Fields(ordinaryNames) {
		for _, h := range e.Header(field) {
			g := group(h.Category)
			for _, of := range groups {
				if g == of && h.Strength == "full" {
					t.Errorf("%q names %s", field, h.Category)
				}
			}
		}
	}
}

// A field is of a category when its values are, too, and no more sure than its name
// and their form allow.
func TestVerdictsOnFacts(t *testing.T) {
	e := newEngine(t)
	for _, test := range []struct {
		category      Category
		field, values string
		want          Confidence
	}{
		{"identity.gender", "sex", "男 女 女 男 女", High},
		{"identity.gender", "sex", "1 2 2 1 0", High},
		{"identity.gender", "sex", "17 204 88 9912 3", None},
		{"identity.gender", "sex", "M F ratio of both", Low},
		{"identity.gender", "xb", "男 女 女 男 女", Medium},
		{"identity.gender", "xb", "1 2 2 1 0", None},
		{"identity.gender", "flag", "男 女 女", None},
		{"identity.birth_date", "birthday", "1987-03-05 1990-12-31 1962-07-04", High},
		{"identity.birth_date", "birthday", "1900-01-01 1900-01-01", Low},
		{"identity.birth_date", "created_at", "1987-03-05 1990-12-31", None},
		{"identity.birth_date", "birthday", "no yes maybe", None},
		{"identity.age", "age", "34 7 61", High},
		{"identity.age", "age", "3600 86400 120000 300 34", Low},
		{"identity.age", "cabin_age", "34 7 61", None},
		{"identity.ethnicity", "民族", "汉族 回族 壮族", High},
		{"identity.ethnicity", "民族", "音乐 舞蹈 服饰", None},
		{"identity.marital", "marital_status", "single married divorced", High},
		{"identity.marital", "status", "single married divorced", None},
		{"identity.nationality", "国籍", "中国 美国 日本", High},
		{"work.title", "job_title", "nurse teacher driver", Medium},
		{"work.title", "title", "nurse teacher driver", None},
		{"account.user_id", "user_id", "10048231 10048232", Medium},
		{"health.metric", "height", "170 180 165", None},
		{"health.metric", "身高", "170 180 165", High},
	} {
		ev, ok := count(e, test.field, strings.Fields(test.values))[test.category]
		got := None
		if ok {
			got = e.Judge(test.category, test.field, ev).Confidence
		}
		if got != test.want {
			t.Errorf("%s in %q of %s: %s, want %s (%+v)", test.category, test.field, test.values, got, test.want, ev)
		}
	}
}

// Ages are told by dates of birth and by ages, for the count of minors.
func TestAgesAreTold(t *testing.T) {
	e := newEngine(t)
	y := e.asOf / 10000
	for field, values := range map[string]map[string]int{
		"birthday": {"1900-01-01": -1, date8(y-10, 1, 1): 10, date8(y-40, 1, 1): 40},
		"age":      {"9": 9, "34岁": 34, "0-13": 13, "8个月": 0, "65+": 65},
	} {
		for v, want := range values {
			cands, _ := scan(e, field, v)
			got := -1
			for _, c := range cands {
				if c.Aged {
					got = int(c.Years)
				}
			}
			if got != want {
				t.Errorf("%s %q: %d years, want %d", field, v, got, want)
			}
		}
	}
}

func date8(y, m, d int) string { return fmt.Sprintf("%04d%02d%02d", y, m, d) }
