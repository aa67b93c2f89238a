package content

import "bytes"

var (
	_ = register(format{name: "s3-log", rank: 21, recognise: func(h head) parser { return recogniseLog(h, s3Log{}, 1) }})
	_ = register(format{name: "elb-log", rank: 21, recognise: func(h head) parser { return recogniseLog(h, elbLog{}, 1) }})
)

// s3Log reads the server access logs of Amazon S3.
type s3Log struct{}

// s3Fields are the fields behind the time, in the order of the documentation of S3
// ("Amazon S3 server access log format"). request stands for the request line.
var s3Fields = [...]string{"remote_ip", "requester", "request_id", "operation", "object_key", "request", "status", "error_code",
	"bytes", "object_size", "total_time", "turn_around_time", "referer", "user_agent", "version_id", "host_id",
	"signature_version", "cipher_suite", "authentication_type", "host_header", "tls_version", "access_point_arn", "acl_required"}

func (s3Log) take(b []byte, r *record) bool {
	w := words{b: b}
	owner, quoted, _ := w.next()
	if quoted || len(owner) < 12 { // a canonical user has 64 hexadecimal digits
		return false
	}
	bucket, quoted, ok := w.next()
	rest := bytes.TrimLeft(w.rest(), " ")
	shut := bytes.IndexByte(rest, ']')
	if !ok || quoted || shut < 1 || rest[0] != '[' || !logTime(rest[1:shut]) {
		return false
	}
	r.put("bucket_owner", owner)
	r.put("bucket", bucket)
	r.put("time", rest[1:shut])
	w.b = rest[shut+1:]
	n := 0
	for v, _, ok := w.next(); ok; v, _, ok = w.next() {
		switch {
		case n >= len(s3Fields):
			further(10+n, r.plain(v), false, r)
		case s3Fields[n] == "request":
			request(r.plain(v), r)
		default:
			r.put(s3Fields[n], r.plain(v))
		}
		n++
	}
	return !w.broken && n >= 14
}

// elbLog reads the access logs of Elastic Load Balancing: those of application load
// balancers, which begin with the kind of the request, and of classic ones.
type elbLog struct{}

// elbFields are the fields behind the time ("Access logs for your Application Load
// Balancer"). A classic one ends with ssl_protocol.
var elbFields = [...]string{"elb", "client_ip", "target_ip", "request_processing_time", "target_processing_time", "response_processing_time",
	"status", "target_status", "received_bytes", "bytes", "request", "user_agent", "ssl_cipher", "ssl_protocol",
	"target_group_arn", "trace_id", "domain_name", "chosen_cert_arn", "matched_rule_priority", "request_creation_time",
	"actions_executed", "redirect_url", "error_reason", "target_port_list", "target_status_list", "classification",
	"classification_reason", "conn_trace_id"}

func (elbLog) take(b []byte, r *record) bool {
	w := words{b: b}
	v, quoted, _ := w.next()
	switch string(v) {
	case "http", "https", "h2", "grpcs", "ws", "wss":
		r.put("type", v)
		v, quoted, _ = w.next()
	}
	if quoted || !logTime(v) || v[10] != 'T' {
		return false
	}
	r.put("time", v)
	n := 0
	for v, _, ok := w.next(); ok; v, _, ok = w.next() {
		name := ""
		if n < len(elbFields) {
			name = elbFields[n]
		}
		switch name {
		case "":
			further(10+n, r.plain(v), false, r)
		case "client_ip", "target_ip":
			colon := bytes.LastIndexByte(v, ':')
			if colon < 0 && string(v) != "-" {
				return false
			}
			r.put(name, bytes.Trim(v[:max(colon, 0)], "[]"))
			if name == "client_ip" {
				r.put("client_port", v[colon+1:])
			} else {
				r.put("target_port", v[colon+1:])
			}
		case "request":
			request(r.plain(v), r)
		case "status":
			if !digits(v, 3) && string(v) != "-" {
				return false
			}
			r.put(name, v)
		default:
			r.put(name, r.plain(v))
		}
		n++
	}
	return !w.broken && n >= 11
}
