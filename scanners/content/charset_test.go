package content

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode/utf32"

	"piiventory/scanners"
)

// prose is text in each language of which pieces are told apart, made up of what
// stands in tables, letters and logs.
var prose = map[string]string{
	"simplified": "姓名,手机号,身份证号码,家庭住址\n张三,一三八零零零零零零零零,北京市海淀区中关村大街,已婚\n李四,上海市浦东新区世纪大道,工程师\n" +
		"尊敬的客户您好，您的订单已经发货，请注意查收。如有问题请与我们联系，谢谢您的支持。\n" +
		"系统启动失败，请检查网络连接后重试。用户登录成功，会话已经建立，权限验证通过。\n" +
		"根据合同约定，甲方应于收到发票后三十日内支付全部款项，逾期按照每日万分之五支付违约金。\n",
	"traditional": "姓名,手機號碼,身分證字號,住址\n王小明,台北市信義區市府路,已婚\n陳大文,香港九龍彌敦道,經理\n林美麗,高雄市前鎮區中山路,會計\n" +
		"親愛的客戶您好，您的訂單已經出貨，請留意查收。如有任何問題請與我們聯絡，謝謝您的支持。\n" +
		"系統啟動失敗，請檢查網路連線後再試一次。使用者登入成功，工作階段已經建立，權限驗證通過。\n" +
		"依照合約規定，甲方應於收到發票後三十日內支付全部款項，逾期每日加計萬分之五的違約金。\n",
	"japanese": "氏名,電話番号,住所,備考\n山田太郎,東京都千代田区丸の内,会社員\n鈴木花子,大阪府大阪市北区梅田,主婦\n" +
		"お客様のご注文を承りました。商品の発送が完了しましたらメールでお知らせいたします。\n" +
		"システムの起動に失敗しました。ネットワークの接続を確認してから、もう一度お試しください。\n",
	"korean": "이름,전화번호,주소,비고\n홍길동,서울특별시 강남구 테헤란로,회사원\n김철수,부산광역시 해운대구,학생\n" +
		"고객님의 주문이 접수되었습니다. 상품이 발송되면 이메일로 알려 드리겠습니다.\n시스템을 시작하지 못했습니다. 네트워크 연결을 확인한 후 다시 시도하십시오.\n",
	"french":     "Nom,Téléphone,Adresse\nLe numéro de téléphone a été modifié après vérification. Réservé à l'administration générale. Où êtes-vous né ? À bientôt, très sincèrement.\n",
	"german":     "Straße,Größe,Änderung\nDie Übertragung wurde für alle geöffneten Konten durchgeführt. Größere Beträge müssen überprüft werden. Schöne Grüße aus München.\n",
	"dutch":      "Naam,Geboorteplaats,Opmerking\nDe coördinatie van de vergadering is geannuleerd, zei zij. Eén reünie in België, drieëntwintig financiële vragen, een café met patiënten.\n",
	"swedish":    "Förnamn,Ägare,Gatuadress\nÅtgärden är slutförd för alla användare. Vänligen försök igen när nätverket är tillgängligt. Hälsningar från Malmö.\n",
	"portuguese": "Nome,Endereço,Observação\nA operação não foi concluída. Você já possui uma conta? Não é possível enviar a informação até amanhã. São Paulo, João e Conceição.\n",
	"russian":    "Фамилия,Телефон,Адрес\nПользователь успешно вошёл в систему. Проверьте подключение к сети и повторите попытку. Москва, улица Ленина, дом пять. Сумма к оплате указана в договоре.\n",
	"spanish":    "Dirección,Teléfono,Año\nLa contraseña del señor ha caducado. ¿Dónde está la página de inicio? Mañana se enviará la información según el número de sesión.\n",
}

// TestCharsetRows reads tables in each charset, whole and in pieces from the middle.
// Second bytes that are '|' and '\' in Big5 and Shift-JIS are no delimiters.
func TestCharsetRows(t *testing.T) {
	for _, tc := range []struct {
		name string
		enc  encoding.Encoding
		a, b string
	}{
		{"big5", traditionalchinese.Big5, "許功蓋|王小明", "么育|陳大文"},
		{"shift-jis", japanese.ShiftJIS, "表示ソ|山田", "ポ能十|鈴木"},
		{"euc-jp", japanese.EUCJP, "表示ソ|山田", "ポ能の|鈴木"},
		{"euc-kr", korean.EUCKR, "홍길동|서울특별시", "김철수|부산광역시"},
		{"utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "张三|北京", "李四|上海"},
		{"utf-32be", utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "张三|北京", "李四|上海"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("編號|n|a|b\n")
			if strings.HasPrefix(tc.name, "euc-kr") {
				b.Reset()
				b.WriteString("번호|n|a|b\n")
			}
			for i := range 3000 {
				fmt.Fprintf(&b, "%d|%d|%s\n", i, i*7, []string{tc.a, tc.b}[i%2])
			}
			raw, err := tc.enc.NewEncoder().String(b.String())
			if err != nil {
				t.Fatal(err)
			}
			rows, drawn := gather(t, &standard, memory("x.txt", []byte(raw)), full)
			if drawn.Format != "csv+"+tc.name || len(rows) != 3000 || len(drawn.Gaps) > 0 {
				t.Fatalf("%d rows, %+v", len(rows), drawn)
			}
			check := func(rows []row) {
				t.Helper()
				for _, r := range rows {
					if got := r.values["a"] + "|" + r.values["b"]; got != tc.a && got != tc.b {
						t.Fatalf("row %v", r.values)
					}
				}
			}
			check(rows)
			for seed := range uint64(5) {
				rows, drawn := gather(t, &standard, memory("x.txt", []byte(raw)), sampled(seed, 32<<10, 500))
				if drawn.Design != scanners.Equal || len(rows) < 50 {
					t.Fatalf("%d rows, %+v", len(rows), drawn)
				}
				check(rows)
			}
		})
	}
}
