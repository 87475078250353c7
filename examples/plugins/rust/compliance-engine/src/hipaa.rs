//! Health data and what identifies a person, told by the names of fields and the form of values.

use serde_json::{Map, Value};

use crate::walk;

/// Names of fields that hold health data, in lower case without separators.
const HEALTH: [&str; 10] = [
    "allergies",
    "bloodtype",
    "diagnosis",
    "icd10",
    "labresult",
    "medication",
    "prescription",
    "procedure",
    "symptoms",
    "treatment",
];

/// Names of fields that identify a person, in lower case without separators.
const IDENTIFIERS: [&str; 12] = [
    "address",
    "birthdate",
    "dateofbirth",
    "dob",
    "email",
    "healthplannumber",
    "medicalrecordnumber",
    "mrn",
    "patientid",
    "patientname",
    "phone",
    "ssn",
];

/// Places in a payload.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    pub health: Vec<String>,
    pub identifiers: Vec<String>,
}

pub fn find(payload: &Map<String, Value>) -> Found {
    let mut found = Found::default();
    walk::leaves(payload, &mut |place, key, value| {
        if value.is_null() {
            return;
        }
        let key = normal(key);
        if HEALTH.contains(&key.as_str()) {
            found.health.push(place.to_owned());
        } else if IDENTIFIERS.contains(&key.as_str())
            || value.as_str().is_some_and(holds_social_security_number)
        {
            found.identifiers.push(place.to_owned());
        }
    });
    found
}

/// `dateOfBirth`, `date_of_birth` and `date-of-birth` are one name.
fn normal(key: &str) -> String {
    (key.chars().filter(|character| character.is_alphanumeric()))
        .map(|character| character.to_ascii_lowercase())
        .collect()
}

/// Whether a text holds `123-45-6789` on its own, with numbers that are given out.
fn holds_social_security_number(text: &str) -> bool {
    text.split(|character: char| !character.is_ascii_digit() && character != '-')
        .any(is_social_security_number)
}

fn is_social_security_number(word: &str) -> bool {
    let groups: Vec<&str> = word.split('-').collect();
    let [area, group, serial] = groups[..] else {
        return false;
    };
    (area.len(), group.len(), serial.len()) == (3, 2, 4)
        && !matches!(area, "000" | "666")
        && !area.starts_with('9')
        && group != "00"
        && serial != "0000"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_compared_without_case_and_separators() {
        let payload = json!({
            "patient": {"dateOfBirth": "1970-01-01", "Patient-Name": "A", "mrn": null},
            "lab_result": [1.5, 2.5],
            "amount": 10,
        });
        let found = find(payload.as_object().unwrap());
        assert_eq!(found.health, ["lab_result.0", "lab_result.1"]);
        assert_eq!(
            found.identifiers,
            ["patient.Patient-Name", "patient.dateOfBirth"]
        );
    }

    #[test]
    fn social_security_numbers_are_told_by_their_form() {
        for text in ["123-45-6789", "no. 123-45-6789."] {
            assert!(holds_social_security_number(text), "{text}");
        }
        for text in [
            "000-12-3456",
            "900-12-3456",
            "123-45-67890",
            "1-123-45-6789",
            "2026-02-15",
            "",
        ] {
            assert!(!holds_social_security_number(text), "{text}");
        }
    }
}
