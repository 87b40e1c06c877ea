//! What the engine knows of English besides the rules: how common words are, and the small words that tell who speaks
//! to whom, whose words are quoted and which words are discussed. Facts about text, no advice.

use crate::sets::{SetId, Sets, WordSet};
use crate::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};

/// Very common words, most common first: a phrase is looked for by its rarest word.
const COMMON: &str = "the of and to a in is you that it he was for on are as with his they i at be this have from or one \
    had by not but what all were we when your can said there use an each which she do how their if will up other about \
    out many then them these so some her would make like him into time has look two more write go see number no way \
    could people my than first been call who its now find long down day did get come made may part over new take only \
    little work know place year live me back give most very after thing our just name good sentence man think say great \
    where help through much before line right too mean old any same tell boy follow came want show also around form three \
    small set put end does another well large must big even such because turn here why ask went men read need land us \
    move try kind hand again change off play away house point page answer found still should every country never last let \
    thought city start story left few while under might something seem next both until own those got going done being 's 'd \
    am women woman girl girls child children person case against without got";

/// How common each word is, by its number: 0 for words that are not, the most for *the*.
pub(crate) fn commonness(vocabulary: &mut Vocabulary) -> Vec<u32> {
    let words: Vec<&str> = COMMON.split_ascii_whitespace().collect();
    let mut commonness = Vec::new();
    for (rank, word) in words.iter().enumerate() {
        let number = vocabulary.intern(word) as usize;
        commonness.resize(commonness.len().max(number + 1), 0);
        commonness[number] = commonness[number].max((words.len() - rank) as u32);
    }
    commonness
}

/// Abbreviations that are written with a full stop.
const ABBREVIATIONS: &str = "adm art assn atty aug ave bros capt cf ch cir cl co col corp cpl ct dec def dept det dist dr ed \
    eds eg esp est etc ex feb fig gen gov hon ie inc insp jan jr lt ltd maj mr mrs ms mt no nos nov \
    oct ofc p para pl pp prof rep rev sec sen sept sgt sr st supt ves viz vol vs";

/// No abbreviation has more letters.
pub(crate) const LONGEST_ABBREVIATION: usize = 4;

macro_rules! word_sets {
    ($($(#[$doc:meta])* $name:ident: $words:expr,)*) => {
        /// The engine's own words, by what they tell.
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        pub(crate) struct Lexicon { $($(#[$doc])* pub(crate) $name: SetId,)* }

        impl Lexicon {
            /// The engine's own words in a vocabulary that learns them.
            pub(crate) fn new(vocabulary: &mut Vocabulary, sets: &mut Sets) -> Self {
                let mut set = |words: &str| {
                    let words = WordSet::new(vocabulary, words.split_ascii_whitespace());
                    sets.intern(words.numbers())
                };
                Self { $($name: set($words),)* }
            }
        }
    };
}

word_sets! {
    /// The reader, spoken to.
    second_person: "you your yours yourself yourselves",
    /// The writer, or writers.
    first_person: "i me my mine myself we us our ours ourselves",
    /// The writer as the one who does something.
    i: "i",
    /// The writers as the ones who do something.
    we: "we",
    /// The writer as the one to whom something is done.
    me: "me myself us ourselves",
    /// Forms that join a person to what they are.
    being: "am is are was were be been being become became becoming 's 'd",
    /// Words that turn a clause.
    negation: "not never no without nor neither hardly cannot nobody none",
    /// Words that announce a word or a wording.
    wording: "word words term terms phrase phrases phrasing wording label labels expression expressions language slur slurs \
        vocabulary terminology euphemism euphemisms headline headlines",
    /// Verbs of naming: what follows in quotation marks is somebody's word for it.
    naming: "call calls called calling describe describes described describing dub dubbed name named naming label labels \
        labelled labeled labelling labeling term termed brand branded refer refers referred referring use uses used using \
        say says said saying write writes wrote writing written read reads text texts texted message messages posted shout \
        shouted shouting yell yelled tell tells told telling ask asks asked asking as known entitled titled listed quote quotes \
        quoted recorded noted remarked replied answered testified sneered boasted insisted joked",
    /// Verbs that put a name on somebody.
    calling: "call calls called calling name named naming label labels labelled labeled labelling labeling make makes made \
        making brand branded consider considers considered think thinks thought dub dubbed describe describes described \
        describing see sees saw treat treats treated",
    /// Verbs that, negated or discouraged, tell that the words after them are discussed.
    saying: "say saying call calling use using write writing refer referring describe describing label labelling labeling \
        speak speaking tell telling ask asking print printing publish reach put type name naming claim start begin",
    /// Verbs that discourage.
    discouraging: "avoid avoids avoiding avoided stop stopped discourage discourages replace replaces replaced replacing drop \
        retire retired reject rejects rejected object objects objected ban bans banned forbid forbids remove strike struck",
    /// Joining words of a contrast: what follows is what not to write.
    instead: "than instead over",
    /// Salutations at the start of a letter or message.
    salutation: "dear hi hello hey greetings",
    /// The salutation of letters.
    dear: "dear",
    /// Words that make a clause a condition or a reason.
    conditional: "if when because since as unless whenever once",
    /// The stem of “let's”.
    letting: "let",
    /// What is written onto the end of words, behind an apostrophe.
    apostrophe_s: "'s",
    /// Closings of a letter or message.
    closing: "sincerely regards yours respectfully faithfully truly wishes gratefully cordially warmly",
    /// Words before a full stop that do not end a sentence (besides single letters).
    abbreviations: ABBREVIATIONS,
    /// Indefinite articles.
    articles: "a an",
    /// Forms of *have* and *be* before a participle.
    auxiliaries: "have has had having 's 'd is are was were be been being am get gets got",
    /// Adverbs that slip between an auxiliary and its participle.
    slips: "not never also always already often just only still even ever once then later since allegedly reportedly",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_abbreviation_is_longer() {
        let longest = ABBREVIATIONS.split_ascii_whitespace().map(str::len).max();
        assert_eq!(longest, Some(LONGEST_ABBREVIATION));
    }
}
