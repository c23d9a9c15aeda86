//! Example people and posts: what tests render and what the page of parts shows.
//!
//! Only in tests and debug builds. All names and words are invented.

use super::layout::{Place, Shell};
#[cfg(test)]
use super::parts;
use crate::base::{DiasporaId, Guid, Timestamp};
use crate::domain::views::{
    AccountView, AspectView, AudienceView, BirthdayView, CommentView, ContactList, ContactView, ContactsPage,
    DefaultAudience, EmbedView, ExtendedProfileView, InvitationView, LocationView, MembershipView, NotificationFilter,
    NotificationKind, NotificationTarget, NotificationView, NotificationsPage, PersonView, PhotoView, PollAnswerView,
    PollView, PostView, ProfileFormView, ProfileView, RelationView, ReshareView, SessionView, ShellView, StreamPage,
    Theme, ViewerView,
};
use crate::domain::words::Words;
use crate::model::MailKind;
#[cfg(test)]
use maud::Markup;

const NOW: Timestamp = Timestamp::from_seconds(1_790_000_000);

/// A shell for a signed-in person.
pub(super) fn shell(place: Place) -> Shell {
    let viewer = ViewerView {
        person: ines(),
        aspects: aspects(),
        unread: 3,
        unread_messages: 1,
        happening: vec![started_sharing(), mentioned()],
        tags: vec!["bread".into(), "choir".into()],
        is_new_here: false,
        has_local_posts: false,
        has_shortcuts: true,
        default_audience: DefaultAudience::Aspects(vec![1, 2]),
        may_invite: true,
        is_moderator: false,
        is_admin: false,
    };
    let view = ShellView {
        pod_name: "Maple Street".into(),
        pod_host: "maple.example".into(),
        viewer: Some(viewer),
        theme: Theme::Auto,
        lang: "en".into(),
        is_open: true,
        foot: Default::default(),
        now: NOW,
    };
    Shell {
        view,
        words: Words::default(),
        place,
        path: "/stream".into(),
        csrf: "t0k3n".into(),
        flash: None,
        notice: None,
        card: None,
    }
}

/// A shell for a stranger.
pub(super) fn stranger(place: Place) -> Shell {
    let mut shell = shell(place);
    shell.view.viewer = None;
    shell
}

pub(super) fn person(name: &str, id: &str) -> PersonView {
    let hash = blake3::hash(id.as_bytes()).to_hex();
    PersonView {
        guid: guid(hash.get(..32).unwrap_or_default()),
        diaspora_id: DiasporaId::parse(id).expect("sample IDs are valid"),
        name: name.into(),
        avatar: None,
        is_local: id.ends_with("@maple.example"),
        is_closed: false,
    }
}

pub(super) fn ines() -> PersonView {
    person("Ines Nowak", "ines@maple.example")
}

pub(super) fn tomas() -> PersonView {
    person("Tomas Okafor", "tomas@pod.orchard.example")
}

pub(super) fn mira() -> PersonView {
    person("Mira Bell", "mira@diaspora.example")
}

pub(super) fn piet() -> PersonView {
    person("Grandpa Piet", "piet@maple.example")
}

pub(super) fn lena() -> PersonView {
    person("Lena Arendt", "lena@maple.example")
}

/// A person whose name and address are as long as they get.
pub(super) fn long_name() -> PersonView {
    person(
        "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh",
        "a.very.long.name.indeed.for.one.person@a-very-long-host-name.on-a-very-long-domain.example",
    )
}

pub(super) fn guid(text: &str) -> Guid {
    Guid::parse(text).expect("sample guids are valid")
}

pub(super) fn aspects() -> Vec<AspectView> {
    [(1, "Family", 5), (2, "Friends", 12), (3, "Choir", 8), (4, "Neighbours", 0)]
        .into_iter()
        .map(|(id, name, members)| AspectView { id, name: name.into(), members })
        .collect()
}

/// A relation with four aspects, the person in the first one if we share.
pub(super) fn relation(sharing: bool, receiving: bool) -> RelationView {
    let aspects = aspects()
        .into_iter()
        .map(|aspect| MembershipView { is_member: receiving && aspect.id == 1, id: aspect.id, name: aspect.name })
        .collect();
    RelationView { sharing, receiving, ignored: false, may_share: true, aspects }
}

/// A post with words only.
pub(super) fn plain() -> PostView {
    PostView {
        guid: guid("00000000000000000000000000000001"),
        author: tomas(),
        created_at: NOW.plus(-720),
        audience: AudienceView::Public,
        title: "A pod at home uses less power".into(),
        body_html: "<p>A pod at home uses less power than the lamp beside it. Ours has been up for 211 days. <a href=\"/tags/raspberrypi\">#raspberrypi</a></p>".into(),
        is_rtl: false,
        photos: vec![],
        poll: None,
        event: None,
        location: None,
        embed: None,
        reshare: None,
        is_nsfw: false,
        provider: None,
        likes: 3,
        comment_count: 0,
        reshares: 0,
        liked_by_me: false,
        reshared_by_me: false,
        subscribed: false,
        may_like: true,
        may_comment: true,
        may_reshare: true,
        may_delete: false,
        may_ignore: true,
        may_report: true,
        is_hidden: false,
        summary: String::new(),
        tags: Vec::new(),
        comments: vec![],
        earlier_comments: 0,
        likers: vec![],
        resharers: vec![],
    }
}

/// A post with words, pictures, likes, comments.
pub(super) fn bread() -> PostView {
    PostView {
        guid: guid("00000000000000000000000000000002"),
        title: "First loaf from the new oven".into(),
        body_html: "<p>First loaf from the <strong>new oven</strong>. Crust sings, crumb still a little shy. Recipe in the comments if anyone wants it. <a href=\"/tags/bread\">#bread</a> <a href=\"/tags/sourdough\">#sourdough</a></p>".into(),
        photos: photos(3),
        likes: 14,
        comment_count: 5,
        reshares: 2,
        liked_by_me: true,
        comments: vec![
            comment("c1", mira(), "<p>That crust! How long did you let it rest?</p>", 2, 480),
            comment("c2", tomas(), "<p>Eighteen hours in the cold pantry, then straight in.</p>", 0, 300),
        ],
        earlier_comments: 3,
        likers: vec![ines(), mira(), piet(), lena()],
        resharers: vec![mira(), lena()],
        ..plain()
    }
}

fn comment(id: &str, author: PersonView, body: &str, likes: u32, ago: i64) -> CommentView {
    CommentView {
        guid: guid(&format!("{id}00000000000000000000000000000000")),
        may_delete: true,
        author,
        created_at: NOW.plus(-ago),
        body_html: body.into(),
        is_rtl: false,
        likes,
        liked_by_me: likes > 1,
        may_like: true,
        may_report: false,
        answers: None,
        likers: Vec::new(),
    }
}

/// A poll to one aspect.
pub(super) fn dinner() -> PostView {
    let answers = [("Saturday 14th", 5, true), ("Sunday 15th", 2, false), ("Whenever Lena is back", 1, false)];
    let answers = answers
        .into_iter()
        .map(|(text, votes, is_mine)| PollAnswerView {
            guid: guid("00000000000000000000000000000033"),
            text: text.into(),
            votes,
            is_mine,
        })
        .collect();
    PostView {
        guid: guid("00000000000000000000000000000003"),
        author: piet(),
        created_at: NOW.plus(-4_000),
        audience: AudienceView::Limited { aspects: vec![] },
        body_html: String::new(),
        poll: Some(PollView {
            guid: guid("00000000000000000000000000000030"),
            question: "When shall we have the summer dinner?".into(),
            answers,
            votes: 8,
            voted_by_me: true,
            may_vote: false,
        }),
        may_reshare: false,
        ..plain()
    }
}

/// A reshare of a plain post.
pub(super) fn reshared() -> PostView {
    let root = PostView { author: person("Chidi K.", "chidi@hub.example"), created_at: NOW.plus(-100_000), ..plain() };
    PostView {
        guid: guid("00000000000000000000000000000004"),
        author: mira(),
        created_at: NOW.plus(-11_000),
        body_html: String::new(),
        reshare: Some(ReshareView::Root(Box::new(root))),
        likes: 31,
        comment_count: 9,
        reshares: 12,
        ..plain()
    }
}

/// An own limited post with a place and a linked page.
pub(super) fn walk() -> PostView {
    PostView {
        guid: guid("00000000000000000000000000000005"),
        author: ines(),
        created_at: NOW.plus(-90_000),
        audience: AudienceView::Limited { aspects: vec!["Family".into(), "Neighbours".into()] },
        body_html: "<h2>Sunday walk</h2><p>Bring:</p><ul><li>boots</li><li>something for the <em>geese</em></li></ul><blockquote><p>The way is the goal, but tea is the reward.</p></blockquote><p>We meet at <code>10:30</code>.</p>".into(),
        location: Some(LocationView { address: "Old Mill, Riverside".into(), lat: "1.0".into(), lng: "2.0".into() }),
        embed: Some(EmbedView {
            url: "https://walks.example/mill".into(),
            host: "walks.example".into(),
            title: "The mill round".into(),
            description: "Seven quiet kilometres along the river, past the old mill and back through the orchards.".into(),
            image: None,
            player: None,
        }),
        may_delete: true,
        may_ignore: false,
        may_reshare: false,
        provider: Some("mobile".into()),
        ..plain()
    }
}

/// One picture in portrait, one in landscape, and so on.
pub(super) fn photos(count: usize) -> Vec<PhotoView> {
    let pictures = ["loaf", "crumb", "herbs", "oven", "flour", "table", "crust"];
    let files = pictures.iter().cycle().take(count).enumerate();
    files
        .map(|(place, name)| PhotoView {
            guid: guid("00000000000000000000000000000077"),
            url: format!("/dev/pictures/{name}"),
            large_url: format!("/dev/pictures/{name}"),
            sizes: vec![],
            width: 1600,
            height: if place % 2 == 0 { 1200 } else { 900 },
            alt: Some(format!("A sample picture: {name}")),
        })
        .collect()
}

pub(super) fn posts() -> Vec<PostView> {
    vec![
        bread(),
        dinner(),
        reshared(),
        walk(),
        PostView { is_nsfw: true, guid: guid("00000000000000000000000000000006"), ..plain() },
    ]
}

#[cfg(test)]
pub(super) fn stream_body() -> Markup {
    parts::stream(&shell(Place::Stream), &posts())
}

pub(super) fn profile() -> ProfileView {
    ProfileView {
        person: tomas(),
        tags: vec!["bread".into(), "mending".into(), "slowtravel".into()],
        extended: Some(ExtendedProfileView {
            bio_html: "<p>Bakes before sunrise, mends clocks after dark.</p>".into(),
            location: "Orchard Lane".into(),
            gender: String::new(),
            birthday: Some(BirthdayView { year: None, month: 3, day: 14 }),
        }),
        is_me: false,
        relation: Some(relation(true, true)),
        posts: StreamPage { posts: vec![bread(), plain()], older: Some("17.4".into()) },
        photos: 12,
    }
}

pub(super) fn contacts() -> ContactsPage {
    let contact = |person, sharing, receiving| ContactView { person, relation: Some(relation(sharing, receiving)) };
    ContactsPage {
        list: ContactList::Mine,
        contacts: vec![contact(tomas(), true, true), contact(long_name(), false, true), contact(lena(), true, false)],
        next: Some("3".into()),
        mine: 25,
        all: 31,
        only_sharing: 6,
        filter: String::new(),
        mutual_members: 4,
    }
}

pub(super) fn liked_by_many() -> NotificationView {
    NotificationView {
        id: 7,
        kind: NotificationKind::Liked,
        actors: vec![mira(), tomas(), piet()],
        others: 4,
        target: NotificationTarget::Post { guid: bread().guid, title: "Sunday walk".into(), author: None },
        is_unread: true,
        at: NOW.plus(-600),
        relation: None,
    }
}

pub(super) fn started_sharing() -> NotificationView {
    NotificationView {
        kind: NotificationKind::StartedSharing,
        actors: vec![lena()],
        others: 0,
        target: NotificationTarget::Person,
        relation: Some(relation(true, false)),
        ..liked_by_many()
    }
}

pub(super) fn mentioned() -> NotificationView {
    NotificationView {
        kind: NotificationKind::Mentioned,
        actors: vec![mira()],
        others: 0,
        target: NotificationTarget::Post { guid: bread().guid, title: "Who sings on Friday?".into(), author: None },
        is_unread: false,
        at: NOW.plus(-100_000),
        ..liked_by_many()
    }
}

pub(super) fn notifications() -> NotificationsPage {
    let also = NotificationView {
        kind: NotificationKind::AlsoCommented,
        target: NotificationTarget::Post {
            guid: dinner().guid,
            title: "When shall we have the summer dinner?".into(),
            author: Some("Grandpa Piet".into()),
        },
        actors: vec![piet(), lena()],
        others: 0,
        is_unread: false,
        ..liked_by_many()
    };
    let gone = NotificationView { target: NotificationTarget::Gone, actors: vec![tomas()], ..mentioned() };
    NotificationsPage {
        notifications: vec![started_sharing(), liked_by_many(), also, mentioned(), gone],
        older: None,
        unread: 2,
        filter: NotificationFilter::default(),
        unread_of: vec![(NotificationKind::Liked, 1), (NotificationKind::StartedSharing, 1)],
    }
}

pub(super) fn profile_form() -> ProfileFormView {
    ProfileFormView {
        person: ines(),
        first_name: "Ines".into(),
        last_name: "Nowak".into(),
        tags: vec!["choir".into(), "gardening".into()],
        bio: "Sings alto, grows tomatoes.".into(),
        location: "Maple Street 7".into(),
        gender: String::new(),
        birthday: Some(BirthdayView { year: Some(1984), month: 5, day: 2 }),
        is_public: false,
        is_searchable: true,
        is_nsfw: false,
    }
}

pub(super) fn account() -> AccountView {
    let session = |id: &str, device: &str, is_current| SessionView {
        id: id.into(),
        device: device.into(),
        created_at: NOW.plus(-900_000),
        seen_at: NOW.plus(-30),
        is_current,
    };
    AccountView {
        name: "ines".into(),
        diaspora_id: ines().diaspora_id,
        email: Some("ines@mail.example".into()),
        pending_email: Some("ines@new.example".into()),
        has_mail: true,
        mails: MailKind::ALL.into_iter().map(|kind| (kind, kind != MailKind::Liked)).collect(),
        share_back: Some(2),
        shows_spotlight: true,
        is_getting_started: false,
        has_second_step: false,
        lang: "en".into(),
        theme: Theme::Auto,
        default_audience: DefaultAudience::AllAspects,
        sessions: vec![session("a", "Firefox on Linux", true), session("b", "Safari on iPhone", false)],
        invitation: Some(invitation()),
    }
}

pub(super) fn invitation() -> InvitationView {
    InvitationView { code: "3f9a2b7c4d5e".into(), url: "https://maple.example/i/3f9a2b7c4d5e".into(), remaining: 23 }
}

/// A sample picture: a quiet gradient, different for each name.
pub(super) fn picture(name: &str) -> String {
    let (from, to) = match name {
        "loaf" => ("#dba65c", "#8a4f24"),
        "crumb" => ("#efe0c3", "#c69a56"),
        "herbs" => ("#6b8f5b", "#2f4a33"),
        "oven" => ("#50423a", "#c96f2e"),
        "flour" => ("#efeae0", "#cfc6b5"),
        _ => ("#b08968", "#7f5539"),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1600\" height=\"1200\"><defs><linearGradient id=\"g\" x2=\"1\" y2=\"1\">\
         <stop stop-color=\"{from}\"/><stop offset=\"1\" stop-color=\"{to}\"/></linearGradient></defs>\
         <rect width=\"100%\" height=\"100%\" fill=\"url(#g)\"/></svg>"
    )
}
