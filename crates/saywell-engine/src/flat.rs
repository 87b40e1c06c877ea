//! Long tables, written out as numbers of four bytes: read back many at a time, where one entry by another would take most
//! of a start.

use serde::{Deserialize, Deserializer, Serializer};

/// An entry that is so many numbers.
pub(crate) trait Flat<const N: usize>: Copy {
    fn numbers(self) -> [u32; N];

    /// The entry of which [`Flat::numbers`] are these; any other numbers give some entry.
    fn of(numbers: [u32; N]) -> Self;
}

impl Flat<1> for u32 {
    fn numbers(self) -> [u32; 1] {
        [self]
    }

    fn of([number]: [u32; 1]) -> Self {
        number
    }
}

/// The lowest number first.
impl Flat<4> for u128 {
    fn numbers(self) -> [u32; 4] {
        [0, 32, 64, 96].map(|shift| (self >> shift) as u32)
    }

    fn of(numbers: [u32; 4]) -> Self {
        numbers.iter().rev().fold(0, |all, &number| all << 32 | Self::from(number))
    }
}

/// Writes a table, the lowest byte of each number first.
pub(crate) fn serialize<T: Flat<N>, const N: usize, S: Serializer>(
    table: &[T],
    to: S,
) -> Result<S::Ok, S::Error> {
    let numbers = table.iter().flat_map(|entry| entry.numbers());
    let bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
    to.serialize_bytes(&bytes)
}

/// Reads what [`serialize`] wrote.
pub(crate) fn deserialize<'de, T: Flat<N>, const N: usize, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<T>, D::Error> {
    let bytes = <&serde_bytes::Bytes>::deserialize(from)?;
    let (numbers, _) = bytes.as_chunks::<4>();
    let (entries, _) = numbers.as_chunks::<N>();
    Ok(entries.iter().map(|entry| T::of(entry.map(u32::from_le_bytes))).collect())
}
