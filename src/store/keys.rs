//! Keys as bytes whose order is the order wanted.
//!
//! Numbers are big-endian, moments have their sign bit turned, strings end in a zero byte (no key
//! string of ours can contain one: it is cut there), and [`Rev`] turns every bit, so that newest
//! comes first in a forward scan.

use crate::base::{DiasporaId, Guid, PodUrl, Timestamp};
use crate::model::{
    AccountId, AdminActId, AspectId, AuthorizationId, CommentId, ConversationId, JobId, LikeId, Liked, MessageId,
    NotificationId, NotificationKind, OutgoingId, PersonId, PhotoId, PostId, ReportId, Reported, StreamKind, Subject,
    TextPlace, TokenHash, VoteId,
};

/// Something that can be a key or a part of one.
pub trait Key: Sized {
    /// Appends the ordered bytes.
    fn write(&self, out: &mut Vec<u8>);
    /// Takes the key off the front; `None` if the bytes are not one.
    fn read(bytes: &mut &[u8]) -> Option<Self>;

    /// The bytes of this key alone.
    fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(24);
        self.write(&mut out);
        out
    }
}

/// The first part of a longer key.
pub trait Prefix<K> {
    /// The bytes that all keys meant begin with.
    fn prefix(&self) -> Vec<u8>;
}

/// Orders the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rev<T>(pub T);

fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (front, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(front)
}

impl Key for () {
    fn write(&self, _: &mut Vec<u8>) {}
    fn read(_: &mut &[u8]) -> Option<Self> {
        Some(())
    }
}

impl Key for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.to_be_bytes());
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(Self::from_be_bytes(take(bytes, 8)?.try_into().ok()?))
    }
}

impl Key for bool {
    fn write(&self, out: &mut Vec<u8>) {
        u8::from(*self).write(out);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        u8::read(bytes).map(|byte| byte != 0)
    }
}

impl Key for u8 {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(*self);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        take(bytes, 1)?.first().copied()
    }
}

impl Key for Timestamp {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&(self.seconds() ^ i64::MIN).to_be_bytes());
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let raw = i64::from_be_bytes(take(bytes, 8)?.try_into().ok()?);
        Some(Self::from_seconds(raw ^ i64::MIN))
    }
}

impl<T: Key> Key for Rev<T> {
    fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        self.0.write(out);
        for byte in out.iter_mut().skip(start) {
            *byte = !*byte;
        }
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        // Only fixed-width keys of eight bytes are ever reversed.
        let turned: Vec<u8> = take(bytes, 8)?.iter().map(|byte| !byte).collect();
        T::read(&mut turned.as_slice()).map(Rev)
    }
}

impl Key for String {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.as_bytes().iter().take_while(|byte| **byte != 0));
        out.push(0);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let end = bytes.iter().position(|byte| *byte == 0)?;
        let text = Self::from_utf8(take(bytes, end)?.to_vec()).ok()?;
        take(bytes, 1)?;
        Some(text)
    }
}

macro_rules! text_keys {
    ($($name:ident),*) => {$(
        impl Key for $name {
            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(self.as_str().as_bytes());
                out.push(0);
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                $name::parse(&String::read(bytes)?).ok()
            }
        }
    )*};
}
text_keys!(Guid, DiasporaId, PodUrl);

macro_rules! id_keys {
    ($($name:ident),*) => {$(
        impl Key for $name {
            fn write(&self, out: &mut Vec<u8>) {
                self.0.write(out);
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                u64::read(bytes).map($name)
            }
        }
    )*};
}
id_keys!(
    AccountId,
    AdminActId,
    AspectId,
    AuthorizationId,
    CommentId,
    ConversationId,
    JobId,
    LikeId,
    MessageId,
    NotificationId,
    OutgoingId,
    PersonId,
    PhotoId,
    PostId,
    ReportId,
    VoteId
);

impl Key for TokenHash {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.0);
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        take(bytes, 32)?.try_into().ok().map(TokenHash)
    }
}

impl Key for Reported {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Post(id) => (0u8, *id).write(out),
            Self::Comment(id) => (1u8, *id).write(out),
        }
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => PostId::read(bytes).map(Self::Post),
            1 => CommentId::read(bytes).map(Self::Comment),
            _ => None,
        }
    }
}

impl Key for Liked {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Post(id) => (0u8, *id).write(out),
            Self::Comment(id) => (1u8, *id).write(out),
        }
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => PostId::read(bytes).map(Self::Post),
            1 => CommentId::read(bytes).map(Self::Comment),
            _ => None,
        }
    }
}

impl Key for Subject {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Person(id) => (0u8, *id).write(out),
            Self::Post(id) => (1u8, *id).write(out),
            Self::Comment(post, id) => (2u8, *post, *id).write(out),
            Self::Conversation(id) => (3u8, *id).write(out),
        }
    }
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        match u8::read(bytes)? {
            0 => PersonId::read(bytes).map(Self::Person),
            1 => PostId::read(bytes).map(Self::Post),
            2 => Some(Self::Comment(PostId::read(bytes)?, CommentId::read(bytes)?)),
            3 => ConversationId::read(bytes).map(Self::Conversation),
            _ => None,
        }
    }
}

macro_rules! enum_keys {
    ($($name:ident { $($variant:ident = $byte:literal),* $(,)? })*) => {$(
        impl Key for $name {
            fn write(&self, out: &mut Vec<u8>) {
                out.push(match self { $(Self::$variant => $byte),* });
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                match u8::read(bytes)? { $($byte => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}
enum_keys! {
    StreamKind { Main = 0, Activity = 1, Mentions = 2, Liked = 3, Commented = 4, Tags = 5, Local = 6 }
    TextPlace { Landing = 0, Terms = 1, Privacy = 2 }
    NotificationKind {
        StartedSharing = 0, CommentOnPost = 1, AlsoCommented = 2, Mentioned = 3,
        MentionedInComment = 4, Liked = 5, LikedComment = 6, Reshared = 7, ContactsBirthday = 8,
        PrivateMessage = 9,
    }
}

macro_rules! tuple_keys {
    ($($($part:ident $index:tt),+);* $(;)?) => {$(
        impl<$($part: Key),+> Key for ($($part,)+) {
            fn write(&self, out: &mut Vec<u8>) {
                $(self.$index.write(out);)+
            }
            fn read(bytes: &mut &[u8]) -> Option<Self> {
                Some(($($part::read(bytes)?,)+))
            }
        }
    )*};
}
tuple_keys! {
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
}

impl<K> Prefix<K> for () {
    fn prefix(&self) -> Vec<u8> {
        Vec::new()
    }
}

macro_rules! prefixes {
    ($([$($all:ident),+] $($part:ident $index:tt),+);* $(;)?) => {$(
        impl<$($all: Key),+> Prefix<($($all,)+)> for ($($part,)+) {
            fn prefix(&self) -> Vec<u8> {
                let mut out = Vec::with_capacity(24);
                $(self.$index.write(&mut out);)+
                out
            }
        }
    )*};
}
prefixes! {
    [A, B] A 0;
    [A, B, C] A 0;
    [A, B, C] A 0, B 1;
    [A, B, C, D] A 0;
    [A, B, C, D] A 0, B 1;
    [A, B, C, D] A 0, B 1, C 2;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn byte_order_is_the_order_wanted() {
        let moments = [i64::MIN, -5, -1, 0, 1, 1_700_000_000, i64::MAX].map(Timestamp::from_seconds);
        assert!(moments.windows(2).all(|pair| pair[0].bytes() < pair[1].bytes()));
        assert!(moments.windows(2).all(|pair| Rev(pair[0]).bytes() > Rev(pair[1]).bytes()));
        assert!(("a".to_owned(), 9u64).bytes() < ("ab".to_owned(), 1u64).bytes());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let key = (AccountId(7), StreamKind::Liked, Rev(Timestamp::from_seconds(-3)), Rev(PostId(9)));
        assert_eq!(
            <(AccountId, StreamKind, Rev<Timestamp>, Rev<PostId>)>::read(&mut key.bytes().as_slice()),
            Some(key)
        );
        let subject = Subject::Comment(PostId(3), CommentId(4));
        assert_eq!(Subject::read(&mut subject.bytes().as_slice()), Some(subject));
        assert_eq!(u64::read(&mut [1, 2, 3].as_slice()), None);
    }
}
