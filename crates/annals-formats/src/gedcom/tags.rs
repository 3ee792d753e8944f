//! The tags of events and attributes, with the words for their titles and the roles of their actors.

/// The kind of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FactKind {
    /// Something that happens to a person or a family.
    Event,
    /// Something that holds, with a value, such as an occupation.
    Attribute,
    /// An event or attribute that its `TYPE` names.
    Named,
}

/// An event or an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) tag: &'static str,
    pub(super) kind: FactKind,
    /// The noun with which its title begins.
    pub(super) noun: &'static str,
    /// The role of the person or the spouses; may be empty.
    pub(super) role: &'static str,
}

const fn event(tag: &'static str, noun: &'static str, role: &'static str) -> Fact {
    Fact {
        tag,
        kind: FactKind::Event,
        noun,
        role,
    }
}

const fn attribute(tag: &'static str, noun: &'static str) -> Fact {
    Fact {
        tag,
        kind: FactKind::Attribute,
        noun,
        role: "",
    }
}

const fn named(tag: &'static str, noun: &'static str) -> Fact {
    Fact {
        tag,
        kind: FactKind::Named,
        noun,
        role: "",
    }
}

/// The facts of people and families in 5.5.1 and 7, and common extensions.
static FACTS: &[Fact] = &[
    event("BIRT", "Birth", "child"),
    event("CHR", "Christening", "child"),
    event("BAPM", "Baptism", "child"),
    event("BARM", "Bar mitzvah", ""),
    event("BASM", "Bat mitzvah", ""),
    event("BLES", "Blessing", ""),
    event("CHRA", "Adult christening", ""),
    event("CONF", "Confirmation", ""),
    event("FCOM", "First communion", ""),
    event("ADOP", "Adoption", "child"),
    event("DEAT", "Death", "deceased"),
    event("BURI", "Burial", "deceased"),
    event("CREM", "Cremation", "deceased"),
    event("PROB", "Probate", "deceased"),
    event("WILL", "Will", "testator"),
    event("IMMI", "Immigration", ""),
    event("EMIG", "Emigration", ""),
    event("NATU", "Naturalisation", ""),
    event("CENS", "Census entry", ""),
    event("GRAD", "Graduation", "graduate"),
    event("ORDN", "Ordination", ""),
    event("RETI", "Retirement", ""),
    event("BAPL", "Latter-day baptism", ""),
    event("CONL", "Latter-day confirmation", ""),
    event("INIL", "Latter-day initiatory", ""),
    event("ENDL", "Latter-day endowment", ""),
    event("SLGC", "Sealing to parents", "child"),
    event("SLGS", "Sealing", "spouse"),
    event("_MILT", "Military service", ""),
    event("_FUN", "Funeral", "deceased"),
    event("MARR", "Marriage", "spouse"),
    event("MARB", "Banns", "spouse"),
    event("MARC", "Marriage contract", "spouse"),
    event("MARL", "Marriage licence", "spouse"),
    event("MARS", "Marriage settlement", "spouse"),
    event("ENGA", "Engagement", "partner"),
    event("ANUL", "Annulment", "spouse"),
    event("DIV", "Divorce", "spouse"),
    event("DIVF", "Filing of divorce", "spouse"),
    event("_SEPR", "Separation", "spouse"),
    attribute("CAST", "Caste"),
    attribute("DSCR", "Description"),
    attribute("EDUC", "Education"),
    attribute("IDNO", "Identification"),
    attribute("NATI", "Nationality"),
    attribute("NCHI", "Number of children"),
    attribute("NMR", "Number of marriages"),
    attribute("OCCU", "Occupation"),
    attribute("PROP", "Property"),
    attribute("RELI", "Religion"),
    attribute("RESI", "Residence"),
    attribute("SSN", "Social security number"),
    attribute("TITL", "Title"),
    named("EVEN", "Event"),
    named("FACT", "Fact"),
];

/// Finds the fact of a tag.
pub(super) fn fact(tag: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.tag == tag)
}

/// Returns the words for a value of `SEX`.
pub(super) fn sex(value: &str) -> &str {
    match value.trim() {
        "M" | "m" => "male",
        "F" | "f" => "female",
        "X" => "neither male nor female",
        "U" | "N" => "sex not known",
        other => other,
    }
}
