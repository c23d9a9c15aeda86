//! The addresses that pods ask and post to.
//!
//! All of them hang on the base address of the person's pod, never on the host of the diaspora ID.
//! spec: §1.5 step 6, §3.1, §3.4

use super::entities::Kind;
use crate::base::{DiasporaId, Guid, PodUrl};

/// What can be fetched by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FetchType {
    /// A post of either kind.
    Post,
    /// A comment on a public post.
    Comment,
    /// The post that holds a poll.
    Poll,
}

impl FetchType {
    /// The name in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Comment => "comment",
            Self::Poll => "poll",
        }
    }

    /// Reads the name in an address; both kinds of posts are posts.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "post" | "status_message" | "reshare" => Some(Self::Post),
            "comment" => Some(Self::Comment),
            "poll" => Some(Self::Poll),
            _ => None,
        }
    }

    /// How a thing of this kind is fetched, if it can be.
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Post => Some(Self::Post),
            Kind::Comment => Some(Self::Comment),
            Kind::Poll => Some(Self::Poll),
            _ => None,
        }
    }
}

/// Where public messages for a pod go.
pub fn receive_public(pod: &PodUrl) -> String {
    pod.join("receive/public")
}

/// Where private messages for a person go.
pub fn receive_user(pod: &PodUrl, person: &Guid) -> String {
    pod.join(&format!("receive/users/{person}"))
}

/// Where a public thing is fetched.
pub fn fetch(pod: &PodUrl, what: FetchType, guid: &Guid) -> String {
    pod.join(&format!("fetch/{}/{guid}", what.as_str()))
}

/// Where the search for a person begins.
pub fn webfinger(id: &DiasporaId) -> String {
    format!("https://{}/.well-known/webfinger?resource=acct:{id}", id.host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hang_on_the_base() {
        let pod = PodUrl::parse("https://pod.example:8443").expect("a pod");
        let guid = Guid::parse("0123456789abcdef").expect("a guid");
        assert_eq!(receive_public(&pod), "https://pod.example:8443/receive/public");
        assert_eq!(receive_user(&pod, &guid), "https://pod.example:8443/receive/users/0123456789abcdef");
        assert_eq!(fetch(&pod, FetchType::Poll, &guid), "https://pod.example:8443/fetch/poll/0123456789abcdef");
        for (text, what) in [("reshare", Some(FetchType::Post)), ("comment", Some(FetchType::Comment)), ("like", None)]
        {
            assert_eq!(FetchType::parse(text), what);
        }
        let id = DiasporaId::parse("carol@gamma.example:8443").expect("an ID");
        assert_eq!(
            webfinger(&id),
            "https://gamma.example:8443/.well-known/webfinger?resource=acct:carol@gamma.example:8443"
        );
    }
}
