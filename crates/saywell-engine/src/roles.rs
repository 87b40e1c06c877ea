//! Who speaks in a transcript: the professional, whose wording is at issue, or the person concerned, whose words are
//! theirs to choose.

use crate::settings::Speakers;

/// The part a speaker plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Interviewers, officers, counsel, staff: they speak to the person concerned.
    Professional,
    /// The person concerned.
    Subject,
    /// Somebody else, or nobody knows.
    Other,
}

/// Words in the labels of professionals.
const PROFESSIONAL: &[&str] = &[
    "q",
    "interviewer",
    "int",
    "officer",
    "ofc",
    "det",
    "detective",
    "sgt",
    "sergeant",
    "lt",
    "lieutenant",
    "capt",
    "agent",
    "inspector",
    "police",
    "dispatcher",
    "operator",
    "attorney",
    "atty",
    "counsel",
    "lawyer",
    "prosecutor",
    "prosecution",
    "defense",
    "defence",
    "da",
    "ada",
    "court",
    "judge",
    "magistrate",
    "mr",
    "ms",
    "mrs",
    "reporter",
    "journalist",
    "host",
    "moderator",
    "nurse",
    "doctor",
    "dr",
    "clinician",
    "therapist",
    "counselor",
    "counsellor",
    "caseworker",
    "worker",
    "advocate",
    "psychologist",
    "examiner",
    "investigator",
    "staff",
    "facilitator",
    "intake",
];

/// Words in the labels of the people concerned.
const SUBJECT: &[&str] = &[
    "a",
    "witness",
    "survivor",
    "victim",
    "complainant",
    "client",
    "patient",
    "interviewee",
    "respondent",
    "participant",
    "caller",
    "guest",
    "resident",
    "plaintiff",
    "deponent",
];

/// The labels that settings give a role, over the ones known already.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    professional: Vec<String>,
    subject: Vec<String>,
}

impl Roles {
    pub(crate) fn new(speakers: &Speakers) -> Self {
        let lower =
            |labels: &[String]| labels.iter().map(|label| label.trim().to_lowercase()).collect();
        Self { professional: lower(&speakers.professional), subject: lower(&speakers.subject) }
    }

    /// The role of the speaker with this label.
    pub(crate) fn of(&self, label: &str) -> Role {
        let label = label.trim().to_lowercase();
        if self.professional.contains(&label) {
            return Role::Professional;
        }
        if self.subject.contains(&label) {
            return Role::Subject;
        }
        let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let role = words.find_map(|word| match word {
            _ if SUBJECT.contains(&word) => Some(Role::Subject),
            _ if PROFESSIONAL.contains(&word) => Some(Role::Professional),
            _ => None,
        });
        role.unwrap_or(Role::Other)
    }
}
