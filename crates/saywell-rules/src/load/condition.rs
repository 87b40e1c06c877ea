//! Reads `when` and `unless`.

use super::fields::Fields;
use super::keys;
use super::phrases::Phrases;
use crate::Condition;

pub(super) fn read(rule: &Fields<'_>, key: &str, reader: &Phrases) -> Condition {
    let what = if key == "when" { "“when”" } else { "“unless”" };
    let fields =
        rule.get(key).and_then(|value| Fields::read(rule.file, value, what, keys::CONDITION));
    let Some(fields) = fields else { return Condition::default() };
    let phrases = |key| reader.read_all(&fields.texts(key));
    let condition = Condition {
        sentence: phrases("sentence"),
        paragraph: phrases("paragraph"),
        before: phrases("before"),
        after: phrases("after"),
        subject: fields.flag("subject"),
    };
    if !keys::CONDITION.iter().any(|key| fields.has(key)) {
        fields.error(format!("{what} asks for nothing"));
    }
    condition
}
