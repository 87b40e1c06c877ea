//! The ways in which a PDF packs its streams, undone up to a limit, to see how long they get.

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::Filter;
use std::borrow::Cow;
use std::io::Read;
use weezl::{BitOrder, LzwStatus, decode};

/// What is left of packings that are not undone here: pictures, which are not read either.
const PICTURE: &[u8] = &[];

/// What a stream holds, its packings undone one after the other; or what one of them gives, where that is `most` bytes or
/// more: a reader would unpack it whole, whatever comes of it then.
pub(super) fn unpacked<'d>(data: Cow<'d, [u8]>, filters: &[Filter], most: usize) -> Cow<'d, [u8]> {
    let mut data = data;
    for filter in filters.iter().filter(|filter| **filter != Filter::Crypt) {
        data = Cow::Owned(undone(&data, *filter, most));
        if data.len() >= most {
            break;
        }
    }
    data
}

fn undone(data: &[u8], filter: Filter, most: usize) -> Vec<u8> {
    match filter {
        Filter::FlateDecode => inflated(data, most),
        Filter::LzwDecode => lzw(data, most),
        Filter::RunLengthDecode => runs(data, most),
        Filter::Ascii85Decode => ascii85(data, most),
        // Two digits make a byte: what is counted is never too little.
        Filter::AsciiHexDecode => hex(data),
        _ => PICTURE.to_vec(),
    }
}

/// Deflate; where what stands before it is no zlib header, without one, as the reader of pages takes it.
fn inflated(data: &[u8], most: usize) -> Vec<u8> {
    let zlib = matches!(data, [method, flags, ..]
        if method & 15 == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0 && flags & 32 == 0);
    let mut out = Vec::new();
    // What cannot be read ends it.
    let _ = match zlib {
        true => ZlibDecoder::new(data).take(most as u64).read_to_end(&mut out),
        false => DeflateDecoder::new(data).take(most as u64).read_to_end(&mut out),
    };
    out
}

fn lzw(mut data: &[u8], most: usize) -> Vec<u8> {
    let mut decoder = decode::Decoder::with_tiff_size_switch(BitOrder::Msb, 8);
    let mut buffer = [0; 16 * 1024];
    let mut out = Vec::new();
    while out.len() < most {
        let step = decoder.decode_bytes(data, &mut buffer);
        out.extend_from_slice(&buffer[..step.consumed_out]);
        data = &data[step.consumed_in..];
        if !matches!(step.status, Ok(LzwStatus::Ok)) {
            break;
        }
    }
    out
}

/// Runs: a count up to 127 stands before so many bytes and one, a count from 129 on before a byte that is repeated.
fn runs(mut data: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    while let [count, rest @ ..] = data {
        if *count == 128 || out.len() >= most {
            break;
        }
        let count = usize::from(*count);
        let taken = if count < 128 { (count + 1).min(rest.len()) } else { 1.min(rest.len()) };
        let (bytes, after) = rest.split_at(taken);
        match bytes {
            [byte] if count > 128 => out.extend(std::iter::repeat_n(*byte, 257 - count)),
            bytes => out.extend_from_slice(bytes),
        }
        data = after;
    }
    out
}

/// Base 85: five digits stand for four bytes, `z` for four zeros.
fn ascii85(data: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut sum, mut count) = (0_u32, 0);
    for byte in data {
        match byte {
            _ if out.len() >= most => break,
            b'~' => break,
            b'z' => out.extend([0; 4]),
            b'!'..=b'u' => {
                sum = sum.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
            }
            _ => {}
        }
        if count == 5 {
            out.extend(sum.to_be_bytes());
            (sum, count) = (0, 0);
        }
    }
    if count > 1 {
        let last = (count..5).fold(sum, |sum, _| sum.wrapping_mul(85).wrapping_add(84));
        out.extend(&last.to_be_bytes()[..count - 1]);
    }
    out
}

fn hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u8> =
        digits.filter_map(|byte| char::from(*byte).to_digit(16)).map(|it| it as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::unpacked;
    use flate2::{Compression, write::DeflateEncoder, write::ZlibEncoder};
    use hayro_interpret::hayro_syntax::Filter;
    use std::borrow::Cow;
    use std::io::Write;

    fn check(packed: &[u8], filters: &[Filter], expected: &[u8]) {
        assert_eq!(unpacked(Cow::Borrowed(packed), filters, 1000), expected);
    }

    #[test]
    fn undoes_packings() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
        zlib.write_all(b"some words").unwrap();
        check(&zlib.finish().unwrap(), &[Filter::FlateDecode], b"some words");
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::best());
        bare.write_all(b"some words").unwrap();
        check(&bare.finish().unwrap(), &[Filter::FlateDecode], b"some words");
        let words = [Filter::LzwDecode];
        check(&[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], &words, b"-----A---B");
        check(&[2, b'a', b'b', b'c', 254, b'-', 128, 9], &[Filter::RunLengthDecode], b"abc---");
        check(b"87cURD]i,\"Ebo80z~>x", &[Filter::Ascii85Decode], b"Hello World!\0\0\0\0");
        check(b"87cURDZ~>", &[Filter::Ascii85Decode], b"Hello");
        check(b"68 656C6c 6F7>", &[Filter::AsciiHexDecode], b"hellop");
        check(b"02616263>", &[Filter::AsciiHexDecode, Filter::RunLengthDecode], b"abc");
        check(b"\xFF\xD8picture", &[Filter::DctDecode], b"");
    }

    #[test]
    fn stops_at_the_limit() {
        let many = [129_u8, b'-'].repeat(100_000);
        let twice = unpacked(
            Cow::Borrowed(&many),
            &[Filter::RunLengthDecode, Filter::RunLengthDecode],
            50_000,
        );
        assert!((50_000..=50_128).contains(&twice.len()));
        let nothing = [129_u8, 0].repeat(100_000);
        let bombs = [Filter::RunLengthDecode; 4];
        assert!(unpacked(Cow::Borrowed(&nothing), &bombs, 50_000).len() <= 50_128);
        // Of two zeros each, one would be left.
        let halved = [Filter::AsciiHexDecode, Filter::RunLengthDecode];
        assert!(unpacked(Cow::Borrowed(&b"0".repeat(400_000)), &halved, 50_000).len() >= 50_000);
    }
}
