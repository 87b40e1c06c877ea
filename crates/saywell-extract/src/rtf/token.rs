//! Cuts RTF into its tokens, as the Rich Text Format specification 1.9.1 has them.

/// A piece of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// A control word, such as `\par` or `\u8212`, without the backslash, and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol, such as `\~`: the byte after the backslash.
    Symbol(u8),
    /// Text: one or more bytes in some code page.
    Text(&'a [u8]),
    /// One byte of text, written as `\'e9`.
    Hex(u8),
}

/// No control word is longer, and no number has more digits.
const LONGEST_WORD: usize = 32;
const LONGEST_NUMBER: usize = 32;

/// The tokens of a file. Line breaks and the bytes after `\bin` are not among them.
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, len: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(len.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, most: usize, is: impl Fn(u8) -> bool) -> &'a [u8] {
        let len = self.rest.iter().take(most).take_while(|byte| is(**byte)).count();
        self.take(len)
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<Token<'a>> {
        let first = *self.rest.first()?;
        if first.is_ascii_alphabetic() {
            return Some(self.word());
        }
        self.take(1);
        match first {
            b'\'' => {
                let digits = self.take_while(2, |byte| byte.is_ascii_hexdigit());
                let digits = std::str::from_utf8(digits).unwrap_or_default();
                Some(Token::Hex(u8::from_str_radix(digits, 16).unwrap_or(b' ')))
            }
            b'\\' | b'{' | b'}' => Some(Token::Hex(first)),
            b'\r' if self.rest.first() == Some(&b'\n') => {
                self.take(1);
                Some(Token::Symbol(b'\n'))
            }
            _ => Some(Token::Symbol(first)),
        }
    }

    fn word(&mut self) -> Token<'a> {
        let name = self.take_while(LONGEST_WORD, |byte| byte.is_ascii_alphabetic());
        let sign = usize::from(
            self.rest.first() == Some(&b'-') && self.rest.get(1).is_some_and(u8::is_ascii_digit),
        );
        self.take(sign);
        let digits = self.take_while(LONGEST_NUMBER, |byte| byte.is_ascii_digit());
        if self.rest.first() == Some(&b' ') {
            self.take(1);
        }
        let number = std::str::from_utf8(digits).ok().and_then(|it| it.parse::<i32>().ok());
        let number = if sign == 1 { number.map(|it| -it) } else { number };
        let name = std::str::from_utf8(name).unwrap_or_default();
        if name == "bin" {
            self.take(number.and_then(|it| usize::try_from(it).ok()).unwrap_or(0));
        }
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.take_while(usize::MAX, |byte| matches!(byte, b'\r' | b'\n' | 0));
        match *self.rest.first()? {
            b'{' => {
                self.take(1);
                Some(Token::Open)
            }
            b'}' => {
                self.take(1);
                Some(Token::Close)
            }
            b'\\' => {
                self.take(1);
                self.control()
            }
            _ => Some(Token::Text(self.take_while(usize::MAX, |byte| {
                !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0)
            }))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token::*, Tokens};

    #[test]
    fn cuts_as_the_specification_says() {
        let rtf = b"{\\rtf1\\ansi a b\r\nc\\par\\b0 d\\'e9\\~\\{\\u-4051?\\bin3 }{x\\\ne\\*}\\";
        let tokens: Vec<_> = Tokens::new(rtf).collect();
        assert_eq!(
            tokens,
            [
                Open,
                Word("rtf", Some(1)),
                Word("ansi", None),
                Text(b"a b"),
                Text(b"c"),
                Word("par", None),
                Word("b", Some(0)),
                Text(b"d"),
                Hex(0xE9),
                Symbol(b'~'),
                Hex(b'{'),
                Word("u", Some(-4051)),
                Text(b"?"),
                Word("bin", Some(3)),
                Symbol(b'\n'),
                Text(b"e"),
                Symbol(b'*'),
                Close,
            ]
        );
    }
}
