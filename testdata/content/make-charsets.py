"""Makes scanners/content/charsets.txt: how many bits the characters of a language
carry in its texts.

    python3 make-charsets.py TEXTS DATA >scanners/content/charsets.txt

TEXTS is a folder with a file for each language in UTF-8 (zh_CN.train …): here
translations of programs as they come with Debian (the catalogues of two programs in
three; the third is what rates are measured with). DATA is detectors/data, whose names
of people and places count as well."""

import collections, math, sys

texts, data = sys.argv[1:3]


def count(s):
    return collections.Counter(c for c in s if not c.isspace() and '\x80' <= c < '\U00010000' and not '\ue000' <= c < '\uf900' and c != '\ufffd')


names, fold = set(), {}
for line in open(data + '/names_zh.txt'):
    w = line.split()
    if len(w) == 3 and w[0] in ('surname', 'middle', 'last', 'only') and w[1].lstrip('-').isdigit() and int(w[1]) >= 0:
        names.update(w[2])
    elif w and w[0] == 'fold':
        fold.update(zip(w[1][1::2], w[1][::2]))  # simplified: traditional
places = ''.join(l for l in open(data + '/divisions.txt') if l[0] != '#')
traditional = str.maketrans(fold)

# Provinces, the commonest surnames and parts of given names, and words of forms, which
# texts about programs lack.
forms = {
    'zh_TW': '臺台北新桃園中南高雄基隆竹嘉義苗栗彰化投雲林屏東宜蘭花蓮澎湖金門馬祖香港九龍界市縣區鄉鎮村里鄰路街巷弄號樓段'
             '陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游詹胡施沈余趙盧梁顏柯翁魏孫戴范方宋鄧杜'
             '明美麗淑芬玲雅婷怡君志偉建宏俊傑家豪雄英華文玉秀惠'
             '姓名電話手機號碼身分證字統一編地址生日出年月性別男女婚職業公司備註客戶訂單聯絡人',
    'ja': '北海道青森岩手宮城秋田山形福島茨城栃木群馬埼玉千葉東京神奈川新潟富山石川福井山梨長野岐阜静岡愛知三重滋賀京都'
          '大阪兵庫奈良和歌山鳥取島根岡山広島山口徳島香川愛媛高知福岡佐賀長崎熊本大分宮崎鹿児島沖縄県都府市区町村丁目番地号郡'
          '佐藤鈴木高橋田中伊藤渡辺山本中村小林加藤吉田山田佐々木山口松本井上木村林斎藤清水山崎森池田橋本阿部石川前田藤田小川'
          '後藤岡田長谷川村上近藤石井斉藤坂本遠藤青木藤井西村福田太田三浦藤原岡本松田中川中野原田小野竹内金子和田石田上田森田'
          '太郎花子一次健美恵裕智和幸由紀真優陽翔輔愛香菜彩直樹浩明誠義雄久'
          '氏名電話番号住所生年月日性別男女年齢郵便会社員備考顧客注文連絡先様',
    'ko': '서울특별시부산광역시대구광역시인천광역시광주대전울산세종경기도강원도충청북도충청남도전라북도전라남도경상북도경상남도'
          '제주시구군읍면동리로길번지호층아파트'
          '김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허유남심노하곽성차주우민준현수영희철진은경미선지연혜숙순자옥'
          '이름성명전화번호휴대폰주소주민등록번호생년월일성별남녀나이회사원비고고객주문',
}

together = {'ru': ['ru', 'uk'], 'latin': ['de', 'fr', 'es', 'pt_BR', 'nl', 'sv', 'da', 'fi', 'it'], 'central': ['pl', 'cs', 'hu']}
print('# How many bits a character carries in texts of a language, for those that carry\n'
      '# few: language, bits, characters. Written by testdata/content/make-charsets.py.')
for name, most in [('zh_CN', 13), ('zh_TW', 13), ('ja', 13), ('ko', 13), ('ru', 12), ('latin', 9), ('central', 9)]:
    n = collections.Counter()
    for language in together.get(name, [name]):
        k = count(open('%s/%s.train' % (texts, language)).read())
        total = sum(k.values())
        for c in k:
            n[c] = max(n[c], k[c] / total)
    parts = [(n, 0.75 if name.startswith('zh') else 1)]
    if name.startswith('zh'):
        t = traditional if name == 'zh_TW' else {}
        parts.append((count(places.translate(t)), 0.1))
        parts.append((count(''.join(names).translate(t)), 0.15))
    if name in forms:
        parts.append((count(forms[name]), 0.25))
    p = collections.Counter()
    for n, weight in parts:
        total = max(1, sum(n.values()))
        for c, k in n.items():
            p[c] += weight * k / total / sum(w for _, w in parts)
    tiers = collections.defaultdict(list)
    for c, x in p.items():
        bits = round(-math.log2(x))
        if bits <= most:
            tiers[bits].append(c)
    for bits in sorted(tiers):
        print(name, bits, ''.join(sorted(tiers[bits])))
