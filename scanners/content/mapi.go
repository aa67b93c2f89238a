package content

import "fmt"

// mapiNames are the names of properties of mails and contacts (MS-OXPROPS), in small
// letters.
var mapiNames = map[uint16]string{
	0x0037: "subject", 0x003D: "subject_prefix", 0x0E1D: "normalized_subject", 0x0070: "conversation_topic", 0x007D: "transport_message_headers", 0x1035: "internet_message_id",
	0x0042: "sent_representing_name", 0x0065: "sent_representing_email_address", 0x5D02: "sent_representing_smtp_address",
	0x0C1A: "sender_name", 0x0C1F: "sender_email_address", 0x5D01: "sender_smtp_address",
	0x0040: "received_by_name", 0x0076: "received_by_email_address", 0x0044: "received_representing_name", 0x0078: "received_representing_email_address",
	0x004D: "original_author_name", 0x005A: "original_sender_name", 0x0067: "original_sender_email_address", 0x0049: "original_subject",
	0x0050: "reply_recipient_names", 0x0E02: "display_bcc", 0x0E03: "display_cc", 0x0E04: "display_to",
	0x3001: "display_name", 0x3003: "email_address", 0x39FE: "smtp_address", 0x5FF6: "recipient_display_name", 0x3A20: "transmittable_display_name",
	0x3FF8: "creator_name", 0x3FFA: "last_modifier_name", 0x5D0A: "creator_smtp_address", 0x5D0B: "last_modifier_smtp_address",
	0x3704: "attach_filename", 0x3707: "attach_long_filename", 0x3708: "attach_pathname", 0x370D: "attach_long_pathname", 0x3712: "attach_content_id",
	0x3A00: "account", 0x3A02: "callback_telephone_number", 0x3A05: "generation", 0x3A06: "given_name", 0x3A07: "government_id_number", 0x3A08: "business_telephone_number",
	0x3A09: "home_telephone_number", 0x3A0A: "initials", 0x3A0B: "keyword", 0x3A0C: "language", 0x3A0D: "location", 0x3A11: "surname", 0x3A12: "original_entry_id", 0x3A15: "postal_address",
	0x3A16: "company_name", 0x3A17: "title", 0x3A18: "department_name", 0x3A19: "office_location", 0x3A1A: "primary_telephone_number", 0x3A1B: "business2_telephone_number",
	0x3A1C: "mobile_telephone_number", 0x3A1D: "radio_telephone_number", 0x3A1E: "car_telephone_number", 0x3A1F: "other_telephone_number", 0x3A21: "pager_telephone_number",
	0x3A23: "primary_fax_number", 0x3A24: "business_fax_number", 0x3A25: "home_fax_number", 0x3A26: "country", 0x3A27: "locality", 0x3A28: "state_or_province", 0x3A29: "street_address",
	0x3A2A: "postal_code", 0x3A2B: "post_office_box", 0x3A2E: "assistant_telephone_number", 0x3A2F: "home2_telephone_number", 0x3A30: "assistant", 0x3A41: "wedding_anniversary",
	0x3A42: "birthday", 0x3A43: "hobbies", 0x3A44: "middle_name", 0x3A45: "display_name_prefix", 0x3A46: "profession", 0x3A47: "referred_by_name", 0x3A48: "spouse_name",
	0x3A49: "computer_network_name", 0x3A4A: "customer_id", 0x3A4E: "manager_name", 0x3A4F: "nickname", 0x3A50: "personal_home_page", 0x3A51: "business_home_page",
	0x3A58: "children_names", 0x3A59: "home_address_city", 0x3A5A: "home_address_country", 0x3A5B: "home_address_postal_code", 0x3A5C: "home_address_state_or_province",
	0x3A5D: "home_address_street", 0x3A5E: "home_address_post_office_box", 0x3A5F: "other_address_city", 0x3A60: "other_address_country", 0x3A61: "other_address_postal_code",
	0x3A62: "other_address_state_or_province", 0x3A63: "other_address_street", 0x3A64: "other_address_post_office_box",
	0x0039: "client_submit_time", 0x0E06: "message_delivery_time",
}

// mapiTimes are times that say something of a person or a message.
var mapiTimes = map[uint16]bool{0x0039: true, 0x0E06: true, 0x3A41: true, 0x3A42: true}

// mapiTechnical are texts that hold words of the programs: classes, kinds of addresses,
// extensions and types of files.
var mapiTechnical = map[uint16]bool{
	0x001A: true, 0x0064: true, 0x0075: true, 0x0077: true, 0x0C1E: true, 0x3002: true, 0x3703: true, 0x370E: true, 0x0E27: true, 0x3FFC: true, 0x0066: true, 0x0068: true, 0x5D09: true, 0x1046: true,
}

// mapiLongs are properties of contacts and dates that have a number in a set of its own.
var mapiLongs = map[uint32]string{
	0x8005: "file_under", 0x801A: "home_address", 0x801B: "work_address", 0x801C: "other_address", 0x8045: "work_address_street", 0x8046: "work_address_city", 0x8047: "work_address_state",
	0x8048: "work_address_postal_code", 0x8049: "work_address_country", 0x804A: "work_address_post_office_box", 0x8062: "instant_messaging_address",
	0x8080: "email1_display_name", 0x8083: "email1_email_address", 0x8084: "email1_original_display_name", 0x8090: "email2_display_name", 0x8093: "email2_email_address",
	0x8094: "email2_original_display_name", 0x80A0: "email3_display_name", 0x80A3: "email3_email_address", 0x80A4: "email3_original_display_name",
	0x8208: "location", 0x820D: "appointment_start", 0x820E: "appointment_end", 0x8238: "all_attendees", 0x823B: "to_attendees", 0x823C: "cc_attendees", 0x8580: "contacts", 0x8539: "companies",
}

// mapiLong is the name of a property by its number in its set.
func mapiLong(id uint32) string {
	if name := mapiLongs[id]; name != "" {
		return name
	}
	return fmt.Sprintf("property_%04x", id)
}
