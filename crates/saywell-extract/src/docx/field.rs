//! Fields: an instruction, and the result that a reader sees (ECMA-376 part 1, 17.16).

/// Fields whose results repeat text that stands elsewhere.
const REPEATING: [&str; 4] = ["TOC", "INDEX", "TOA", "RD"];

/// The fields that are open at a place.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Field>);

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
}

impl Fields {
    /// Takes notice of a `w:fldChar` of this type.
    pub(super) fn mark(&mut self, kind: &str) {
        match kind {
            "begin" => self.0.push(Field::default()),
            "separate" => self.0.last_mut().into_iter().for_each(|field| field.in_result = true),
            "end" => _ = self.0.pop(),
            _ => {}
        }
    }

    /// Takes notice of a piece of the innermost field's instruction.
    pub(super) fn instruct(&mut self, piece: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| field.instruction.len() < 64) {
            field.instruction.push_str(piece);
        }
    }

    /// Whether nothing is open.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a reader sees what stands here, and reads it here first.
    pub(super) fn shows_text(&self) -> bool {
        self.0.iter().all(|field| field.in_result && !repeats(&field.instruction))
    }
}

/// Whether the field with this instruction repeats what stands elsewhere.
pub(super) fn repeats(instruction: &str) -> bool {
    let name = instruction.split_whitespace().next().unwrap_or_default();
    REPEATING.iter().any(|repeating| name.eq_ignore_ascii_case(repeating))
}
