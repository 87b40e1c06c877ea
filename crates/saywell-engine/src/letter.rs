//! Letters: salutations and closings, and what stands near them and so is addressed to someone.

use crate::program::Program;
use crate::tokens::{Gap, Token};
use saywell_document::{Block, BlockKind};

/// What stands within so many words of a salutation or a closing is taken as part of a letter. Few letters are longer; what
/// is, such as a handbook with a letter in it, is not a letter as a whole.
pub(crate) const LETTER_WORDS: usize = 2_000;

/// Whether a block is a salutation (“Dear Ms. Lee,”) or a closing (“Yours sincerely”) that stands on its own.
pub(crate) fn is_letter_part(
    program: &Program,
    block: &Block,
    text: &str,
    tokens: &[Token],
) -> bool {
    if block.block_quote || !matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_)) {
        return false;
    }
    let lexicon = &program.lexicon;
    let closes =
        tokens.len() <= 4 && tokens.iter().any(|token| program.is(token.word, lexicon.closing));
    opens_letter(program, text, tokens) || (closes && text.ends_with(','))
}

/// Whether words greet somebody: “Hi Ana,” or “Dear Ms Lind” on a line of its own, “Dear Ana, …” at its start.
fn opens_letter(program: &Program, text: &str, tokens: &[Token]) -> bool {
    let [first, second, ..] = tokens else { return false };
    if !program.is(first.word, program.lexicon.salutation) {
        return false;
    }
    let ends = text.ends_with([',', ':', '-', '–', '—', '!']);
    let formal = program.is(first.word, program.lexicon.dear) && first.is_capitalised();
    let named = || tokens.iter().all(|token| token.is_capitalised());
    let goes_on = || tokens[1..].iter().take(5).any(|token| token.gap.has(Gap::COMMA));
    (tokens.len() <= 8 && (ends || (formal && named())))
        || (formal && second.is_capitalised() && goes_on())
}
