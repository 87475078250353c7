use std::ops::Range;

/// A pointer or length that lies outside the guest's memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault;

/// A guest's memory while the host looks at it.
pub(crate) struct GuestMemory<'a>(&'a mut [u8]);

impl<'a> GuestMemory<'a> {
    pub(crate) const fn new(bytes: &'a mut [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self, pointer: u32, length: u32) -> Result<&[u8], Fault> {
        self.0.get(range(pointer, length)).ok_or(Fault)
    }

    pub(crate) fn bytes_mut(&mut self, pointer: u32, length: u32) -> Result<&mut [u8], Fault> {
        self.0.get_mut(range(pointer, length)).ok_or(Fault)
    }

    pub(crate) fn write(&mut self, pointer: u32, bytes: &[u8]) -> Result<(), Fault> {
        let length = u32::try_from(bytes.len()).map_err(|_| Fault)?;
        self.bytes_mut(pointer, length)?.copy_from_slice(bytes);
        Ok(())
    }

    pub(crate) fn read_u8(&self, pointer: u32) -> Result<u8, Fault> {
        self.read(pointer).map(|[byte]| byte)
    }

    pub(crate) fn read_u32(&self, pointer: u32) -> Result<u32, Fault> {
        self.read(pointer).map(u32::from_le_bytes)
    }

    pub(crate) fn read_u64(&self, pointer: u32) -> Result<u64, Fault> {
        self.read(pointer).map(u64::from_le_bytes)
    }

    fn read<const N: usize>(&self, pointer: u32) -> Result<[u8; N], Fault> {
        self.bytes(pointer, N as u32)?.try_into().map_err(|_| Fault)
    }
}

/// Addresses of `length` bytes at `pointer`. Empty, and never panicking, beyond the address space
/// of the host.
pub(super) fn range(pointer: u32, length: u32) -> Range<usize> {
    let end = u64::from(pointer) + u64::from(length);
    let index = |address: u64| usize::try_from(address).unwrap_or(usize::MAX);
    index(u64::from(pointer))..index(end)
}

#[cfg(test)]
mod tests {
    use super::{Fault, GuestMemory};

    #[test]
    fn nothing_outside_is_reached() {
        let mut bytes = [7_u8; 8];
        let mut memory = GuestMemory::new(&mut bytes);
        assert_eq!(memory.bytes(0, 8), Ok(&[7_u8; 8][..]));
        assert_eq!(memory.bytes(8, 0), Ok(&[][..]));
        assert_eq!(memory.bytes(9, 0), Err(Fault));
        assert_eq!(memory.bytes(1, 8), Err(Fault));
        assert_eq!(memory.bytes(u32::MAX, u32::MAX), Err(Fault));
        assert_eq!(memory.read_u32(5), Err(Fault));
        assert_eq!(memory.write(7, &[1, 2]), Err(Fault));
        assert_eq!(memory.write(7, &[1]), Ok(()));
        assert_eq!(memory.read_u8(7), Ok(1));
    }
}
