# Makes eml/places.eml, in which every place where a mail holds text has an address of
# its own, and mailboxes in the variants that programs write. Addresses are in
# example.com, so they are nobody's.
import binascii, email.policy, mailbox, os, quopri
from email.header import Header
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

n = 0
def m():
    global n
    n += 1
    return f"m{n}@example.com"

box = MIMEMultipart("mixed", boundary="=outer")
for h in ("From", "To", "Cc", "Bcc", "Reply-To", "Sender", "Errors-To", "Comments", "Keywords", "Organization", "X-Original-To", "List-Owner"):
    box[h] = f"{h} <{m()}>"
box["Received"] = f"from mx.example.com by mail.example.com for <{m()}>; Fri, 2 Jan 2026 03:04:05 +0000"
box["DKIM-Signature"] = f"v=1; a=rsa-sha256; d=example.com; s=s1;\r\n\ti={m()}; h=from:to; bh=MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY=; b=AAAA"
box["Message-ID"] = "<20260102.1@mail.example.com>"
box["In-Reply-To"] = "<20260101.7@mail.example.com>"
box["References"] = "<20260101.1@mail.example.com> <20260101.7@mail.example.com>"
box["Date"] = "Fri, 2 Jan 2026 03:04:05 +0000"
# Words cut in the middle of a character, as several programs do.
raw = f"会议通知 {m()}".encode("gb2312")
box["Subject"] = " ".join("=?gb2312?B?" + binascii.b2a_base64(raw[i:i+7], newline=False).decode() + "?=" for i in range(0, len(raw), 7))
box.preamble = f"In front of the parts: {m()}"
box.epilogue = f"Behind the parts: {m()}\n"

alt = MIMEMultipart("alternative", boundary="=inner")
t = MIMEText(f"In plain text: {m()}\n", "plain", "utf-8"); t["Content-Description"] = f"described by {m()}"; alt.attach(t)
html = (f"<html><head><title>{m()}</title><meta name=author content={m()}><style>/* {m()} */</style><script>var a='{m()}'</script></head>"
        f"<body><!-- {m()} --><p title='{m()}'>{m()}<a href='mailto:{m()}'>write</a><img alt='{m()}' src='cid:x'><input type=hidden value='{m()}'></p></body></html>")
h = MIMEText(html, "html", "iso-8859-1"); h.replace_header("Content-Transfer-Encoding", "quoted-printable")
h.set_payload(quopri.encodestring(html.encode()).decode()); h["Content-Location"] = f"http://example.com/?user={m()}"; alt.attach(h)
box.attach(alt)

def part(kind, sub, body, **headers):
    p = MIMEBase(kind, sub); p.set_payload(body)
    for k, v in headers.items(): p[k.replace("_", "-")] = v
    box.attach(p); return p

part("text", "csv", f"name,email\r\nclient,{m()}\r\n")
part("text", "rtf", "{\\rtf1\\ansi{\\info{\\author %s}}In RTF: %s\\par}" % (m(), m()))
part("text", "calendar", f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE;CN=Client:mailto:{m()}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
part("text", "vcard", f"BEGIN:VCARD\r\nVERSION:3.0\r\nEMAIL:{m()}\r\nEND:VCARD\r\n")
p = part("application", "octet-stream", f"words about {m()}\n")
name = f"张三 {m()}.txt".encode("gbk")
p["Content-Disposition"] = "attachment; filename*0*=gbk''" + "".join("%%%02X" % c for c in name[:9]) + ";\r\n\tfilename*1*=" + "".join("%%%02X" % c for c in name[9:])
uu = f"A file of old times: {m()}\n".encode()
part("text", "plain", f"Here it comes, {m()}\n\nbegin 644 old {m()}.txt\n{binascii.b2a_uu(uu).decode()}`\nend\nand on we go, {m()}\n")
inner = EmailMessage(policy=email.policy.SMTP); inner["From"] = m(); inner["Subject"] = f"within {m()}"; inner.set_content(f"Mail in a mail: {m()}\n")
box.attach(MIMEMessage(inner))
part("text", "plain; charset=utf-7", f"UTF-7: {m().replace('@', '+AEA-')}\n")
part("text", "x-amp-html", f"<p>{m()}</p>")
part("application", "x-multipart", f"--lost\r\nContent-Type: text/plain\r\n\r\nwithout a boundary: {m()}\r\n--lost--\r\n")
part("application", "x-message-delivery-status", f"Final-Recipient: rfc822; {m()}\n")
part("application", "x-message-external-body; access-type=URL; URL=\"http://example.com/x\"", f"Content-Type: text/plain\nContent-ID: <1@mail.example.com>\n\n{m()}\n")
part("application", "pgp-keys; name=\"key.asc\"", "-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n-----END PGP MESSAGE-----\n")
os.makedirs("eml", exist_ok=True)
b = box.as_bytes(policy=email.policy.compat32).replace(b"\r\n", b"\n")
# The library does not write these as they are wanted.
b = b.replace(b"application/x-message-", b"message/").replace(b"application/x-multipart", b"multipart/mixed")
open("eml/places.eml", "wb").write(b)
print(n)

def body(k):
    return f"Dear all,\n\nFrom here on it is b{k}@example.com\nFrom somebody Fri Jan  2 03:04:0{k} 2026\nnot a mail\n"
def mail(k):
    return f"From: a{k}@example.com\nSubject: s{k}\n"
def sep(k):
    return f"From c{k}@example.com Fri Jan  2 03:04:0{k} 2026\n"
quote = lambda s: "".join(">" + l if l.lstrip(">").startswith("From ") else l for l in s.splitlines(True))
old = lambda s: "".join(">" + l if l.startswith("From ") else l for l in s.splitlines(True))
os.makedirs("mbox", exist_ok=True)
open("mbox/mboxo", "w").write("".join(sep(k) + mail(k) + "\n" + old(body(k)) + "\n" for k in (1, 2)))
open("mbox/mboxrd", "w").write("".join(sep(k) + mail(k) + "\n" + quote(">" + body(k)) + "\n" for k in (1, 2)))
open("mbox/mboxcl", "w").write("".join(sep(k) + mail(k) + f"Content-Length: {len(old(body(k)))}\n\n" + old(body(k)) + "\n" for k in (1, 2)))
# The fourth quotes nothing: a line like that of a mail stands in front of a field.
loose = lambda k: body(k).replace("not a mail", "\nFrom x Fri Jan  2 03:04:09 2026\nSubject: no mail")
open("mbox/mboxcl2", "w").write("".join(sep(k) + mail(k) + f"Content-Length: {len(loose(k))}\n\n" + loose(k) + "\n" for k in (1, 2)))
