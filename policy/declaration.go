package policy

// Format is the version of the declaration format, as it stands in the
// "piiventory" key of the file.
const Format = "declaration/v1"

// A Declaration is what an organisation says of its systems: which categories
// of personal data lie where, for how long, in which jurisdiction and in which
// state. It is read with Parse. docs/declaration.md describes every key.
//
// The struct tags are the format: "yaml" names the key, "enum" lists the words
// that it may have, and "decl" says "required" where it must be given and "id"
// where it must be a plain identifier.
type Declaration struct {
	Version      string         `yaml:"piiventory" decl:"required"`
	ID           string         `yaml:"id" decl:"required,id"`
	Policy       Policy         `yaml:"policy"`
	Contact      Contact        `yaml:"contact"`
	Sensitive    []Pattern      `yaml:"sensitive"`
	Systems      []System       `yaml:"systems" decl:"required"`
	Rules        []Rule         `yaml:"rules"`
	LegalMinimum []LegalMinimum `yaml:"legal_minimum"`
	Thresholds   []Threshold    `yaml:"thresholds"`
	Minors       *Minors        `yaml:"minors"`
	Rights       *Rights        `yaml:"rights"`
	Reports      *Reporting     `yaml:"reports"`
	// Evidence says how sure a verdict has to be before it says "kept".
	Evidence *Evidence `yaml:"evidence"`

	// Name is the name under which the file was parsed, and SHA256 the digest
	// (hex) of its bytes.
	Name   string `yaml:"-"`
	SHA256 string `yaml:"-"`

	// places are where the parts of the file stand, by their path in the document
	// ("rules[2].retention.max"); Lint points there.
	places map[string]place
}

// A place is a line and a column of the file, both from 1.
type place struct{ line, column int }

// Policy names the text from which the declaration was taken.
type Policy struct {
	Publisher string `yaml:"publisher"`
	Title     string `yaml:"title"`
	URL       string `yaml:"url"`
	Effective Date   `yaml:"effective"`
	Updated   Date   `yaml:"updated"`
	Version   string `yaml:"version"`
	SHA256    string `yaml:"sha256"`
	Language  string `yaml:"language"`
}

// Contact says who answers for the declaration.
type Contact struct {
	Privacy string `yaml:"privacy"`
	DPO     string `yaml:"dpo"`
	Email   string `yaml:"email"`
	Phone   string `yaml:"phone"`
	Address string `yaml:"address"`
	URL     string `yaml:"url"`
}

// A System is one place where data is kept, whatever its kind.
type System struct {
	ID         string     `yaml:"id" decl:"required,id"`
	Kind       string     `yaml:"kind" decl:"required" enum:"object-storage,file,block,rdb,redis,search,log-service,mapreduce,cdn-cache"`
	Role       string     `yaml:"role" enum:"controller,processor,joint"`
	At         []Selector `yaml:"at" decl:"required"`
	Subjects   []string   `yaml:"subjects"`
	Purposes   []string   `yaml:"purposes"`
	Recipients []string   `yaml:"recipients"`
	// Region are the jurisdictions in which the system is said to stand.
	Region []Jurisdiction `yaml:"region"`
	// BackupOf are the ids of the systems of which this one is a backup, and
	// Refresh how often it is made anew.
	BackupOf  []string   `yaml:"backup_of"`
	Refresh   Duration   `yaml:"refresh"`
	Timestamp *Timestamp `yaml:"timestamp"`
	Network   string     `yaml:"network" enum:"intranet,internet"`
	// Encrypted says where the data is encrypted: on the way, and where it is kept.
	Encrypted []string   `yaml:"encrypted" enum:"transit,rest"`
	Residency *Residency `yaml:"residency"`
}

// A Timestamp says what tells the age of a record. Exactly one of its keys is
// given.
type Timestamp struct {
	// Field is a path inside a record, "$.a.b" or "a.b"; Column is a column of a
	// table. Object says that the store's own time of the object counts.
	Field  string `yaml:"field"`
	Column string `yaml:"column"`
	Object bool   `yaml:"object"`
}

// A Rule says what holds for some categories in some systems.
type Rule struct {
	ID string `yaml:"id" decl:"required,id"`
	// Source is the section of the policy text that says so, as free text.
	Source string `yaml:"source"`
	// Systems are ids of systems or patterns of them, "*" for all.
	Systems    []string  `yaml:"systems" decl:"required"`
	Categories []Pattern `yaml:"categories" decl:"required"`
	// Optional are categories that may be there too.
	Optional     []Pattern     `yaml:"optional"`
	Subjects     []string      `yaml:"subjects"`
	Purposes     []string      `yaml:"purposes"`
	OnlyFor      []string      `yaml:"only_for"`
	State        []string      `yaml:"state" enum:"allowed,forbidden,encrypted,hashed,deidentified"`
	Retention    *Retention    `yaml:"retention"`
	Residency    *Residency    `yaml:"residency"`
	When         *When         `yaml:"when"`
	PersonalWhen *PersonalWhen `yaml:"personal_when"`
	UnlessRegion *UnlessRegion `yaml:"unless_region"`
	Recipients   []string      `yaml:"recipients"`
	// Evidence goes before that of the declaration.
	Evidence *Evidence `yaml:"evidence"`
}

// Retention says for how long the data may be kept.
type Retention struct {
	Kind string `yaml:"kind" decl:"required" enum:"fixed,purpose,law_or_contract,customer_determined,event,undeclared"`
	// Max is given with the kinds fixed and event only.
	Max Duration `yaml:"max"`
	// From says what starts the clock. Empty means the record's own time.
	From     string   `yaml:"from" enum:"record,collected,account_closed,consent_withdrawn,contract_end,service_end,purpose_reached"`
	OnExpiry []string `yaml:"on_expiry" enum:"delete,anonymize,deidentify"`
	// Grace is added to Max: the time that the deletion itself may take.
	Grace     Duration          `yaml:"grace"`
	ExtendFor []string          `yaml:"extend_for" enum:"law,court,authority,dispute,consent"`
	Backups   *RetentionBackups `yaml:"backups"`
}

// RetentionBackups says what becomes of the data in backups.
type RetentionBackups struct {
	Expire            string `yaml:"expire" enum:"with_source,next_refresh"`
	AfterUserDeletion string `yaml:"after_user_deletion" enum:"at_once,next_refresh,refused"`
}

// Residency says in which jurisdictions the data may lie.
type Residency struct {
	Mode     string         `yaml:"mode" decl:"required" enum:"list,global,customer_selected,user_agreement"`
	Allow    []Jurisdiction `yaml:"allow"`
	Transfer *Transfer      `yaml:"transfer"`
	Backups  string         `yaml:"backups" enum:"same_country"`
}

// Transfer says on what terms data may leave the allowed jurisdictions.
type Transfer struct {
	Needs     []string `yaml:"needs" enum:"consent,notice,assessment"`
	Unless    []string `yaml:"unless" enum:"law,consent,subject_act"`
	Mechanism []string `yaml:"mechanism"`
}

// When limits a rule to data that was collected in some jurisdictions.
type When struct {
	CollectedIn []Jurisdiction `yaml:"collected_in" decl:"required"`
}

// PersonalWhen says that the categories are personal data only together with
// others.
type PersonalWhen struct {
	JoinedWith []Pattern `yaml:"joined_with" decl:"required"`
}

// UnlessRegion names what a rule covers instead for persons elsewhere.
type UnlessRegion struct {
	Not        []Jurisdiction `yaml:"not" decl:"required"`
	Categories []Pattern      `yaml:"categories" decl:"required"`
}

// A LegalMinimum is a time for which the law asks to keep some categories.
type LegalMinimum struct {
	ID         string    `yaml:"id" decl:"required,id"`
	Categories []Pattern `yaml:"categories" decl:"required"`
	Min        Duration  `yaml:"min" decl:"required"`
	Source     string    `yaml:"source"`
	Note       string    `yaml:"note"`
}

// A Threshold is a number of persons from which on more is asked of whoever holds their
// data.
type Threshold struct {
	ID string `yaml:"id" decl:"required,id"`
	// At is the number of persons from which on it is reached.
	At int `yaml:"at" decl:"required"`
	// Categories are those that are counted; without them all that name a person are.
	Categories []Pattern `yaml:"categories"`
	// Sensitive has only those counted that the declaration calls sensitive.
	Sensitive bool `yaml:"sensitive"`
	// Obligation is what is asked then, and Source the law or section that asks it.
	Obligation string `yaml:"obligation"`
	Source     string `yaml:"source"`
}

// Minors says what holds for children.
type Minors struct {
	Age int `yaml:"age" decl:"required"`
	// Inclusive says that a person of exactly that age counts as a minor.
	Inclusive bool     `yaml:"inclusive"`
	Needs     string   `yaml:"needs" enum:"guardian_consent"`
	OnMissing []string `yaml:"on_missing" enum:"delete,anonymize,deidentify"`
	Source    string   `yaml:"source"`
}

// Rights says how soon a person who asks gets an answer.
type Rights struct {
	Response   Duration    `yaml:"response"`
	Extension  Duration    `yaml:"extension"`
	Days       string      `yaml:"days" enum:"calendar,business"`
	Correction *Correction `yaml:"correction"`
	// Refuse names what such a request may be refused for.
	Refuse []string `yaml:"refuse"`
	Source string   `yaml:"source"`
}

// Correction is the answer to a request for correction, where it differs.
type Correction struct {
	Response Duration `yaml:"response"`
	Days     string   `yaml:"days" enum:"calendar,business"`
}

// Reporting says how reports treat values, and when an assessment is due.
type Reporting struct {
	Values     string      `yaml:"values" enum:"masked,digest,counts"`
	Source     string      `yaml:"source"`
	Assessment *Assessment `yaml:"assessment"`
}

// Assessment says on which occasions an impact assessment is made.
type Assessment struct {
	On     []string `yaml:"on" decl:"required"`
	Source string   `yaml:"source"`
}
