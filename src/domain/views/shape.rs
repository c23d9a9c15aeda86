//! What a page or an API answer shows, as plain values.
//!
//! Owns the shapes only: public fields, no behaviour, no markup, no storage. Whoever fills one has
//! already decided what this viewer may see and do; whoever renders one need not ask again. Each
//! `may_…` field is such a decision. Addresses (`url`, `small`, …) are ready to stand in a page:
//! they are on this pod, also for what comes from elsewhere (H-126). Fields ending in `_html` hold
//! sanitised HTML, everything else is plain text. (style.md §4, spec/features.md §4 to §8)

use crate::base::DiasporaId;
use crate::base::Guid;
use crate::base::PodUrl;
use crate::base::Timestamp;
use crate::model::MailKind;

/// What stands around every page.
#[derive(Debug, Clone)]
pub struct ShellView {
    /// The pod's own name.
    pub pod_name: String,
    /// Host and port of the pod, as in its diaspora IDs.
    pub pod_host: String,
    /// Who is signed in; nobody on public pages.
    pub viewer: Option<ViewerView>,
    /// Light, dark, or as the device wishes.
    pub theme: Theme,
    /// Language of the page, a BCP 47 tag.
    pub lang: String,
    /// Whether strangers may make an account without an invitation.
    pub is_open: bool,
    /// What stands at the foot of each page.
    pub foot: FootView,
    /// The present moment, from which relative times are told.
    pub now: Timestamp,
}

/// What the pod says of itself and links to; what is empty is not shown (W-257).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FootView {
    /// Whether the pod has terms.
    pub has_terms: bool,
    /// What is new.
    pub changelog: String,
    /// Where to give money.
    pub donate: String,
    /// Mail address of whoever runs the pod.
    pub email: String,
}

/// The account that looks at the page.
#[derive(Debug, Clone)]
pub struct ViewerView {
    /// Its person.
    pub person: PersonView,
    /// Its aspects in its own order.
    pub aspects: Vec<AspectView>,
    /// Notifications not yet read.
    pub unread: u32,
    /// Private messages not yet read.
    pub unread_messages: u32,
    /// The ten newest notifications; may be empty.
    pub happening: Vec<NotificationView>,
    /// The tags it follows, without `#`, in alphabetical order.
    pub tags: Vec<String>,
    /// Whether it is still being shown around (W-088).
    pub is_new_here: bool,
    /// Whether it may open the stream of local posts (W-185).
    pub has_local_posts: bool,
    /// Whether single keys act on posts (W-247).
    pub has_shortcuts: bool,
    /// Which audience a new post starts with.
    pub default_audience: DefaultAudience,
    /// Whether it may invite people now.
    pub may_invite: bool,
    /// Whether it decides about reports.
    pub is_moderator: bool,
    /// Whether it runs the pod; such an account is a moderator too.
    pub is_admin: bool,
}

/// The audience that is chosen before a person chooses one (W-124, W-125).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum DefaultAudience {
    /// Everybody.
    Public,
    /// Every aspect.
    #[default]
    AllAspects,
    /// These aspects.
    Aspects(Vec<u64>),
}

/// The colours of the pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device wishes.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A person, as far as everybody may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The network's identifier.
    pub guid: Guid,
    /// The address.
    pub diaspora_id: DiasporaId,
    /// Display name, never empty: the part before the `@` if the profile has none.
    pub name: String,
    /// Picture, if there is one.
    pub avatar: Option<AvatarView>,
    /// Whether the account is on this pod.
    pub is_local: bool,
    /// Whether the account was closed.
    pub is_closed: bool,
}

/// The three sizes of a person's picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AvatarView {
    /// 50 px square.
    pub small: String,
    /// 100 px.
    pub medium: String,
    /// 300 px.
    pub large: String,
}

/// Who sees a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AudienceView {
    /// Everybody.
    Public,
    /// Chosen people. Only the author learns the aspects' names; for others the list is empty.
    Limited {
        /// Names of the aspects.
        aspects: Vec<String>,
    },
}

/// A status message or a reshare.
#[derive(Debug, Clone)]
pub struct PostView {
    /// The network's identifier, also its address on this pod: `/posts/{guid}`.
    pub guid: Guid,
    /// Who wrote or reshared it.
    pub author: PersonView,
    /// The author's time.
    pub created_at: Timestamp,
    /// Who sees it.
    pub audience: AudienceView,
    /// First heading or first 70 characters, plain (W-158).
    pub title: String,
    /// The beginning of the text, plain; empty in streams.
    pub summary: String,
    /// Its tags, without the `#`.
    pub tags: Vec<String>,
    /// The text, sanitised; empty for reshares and for pictures without words.
    pub body_html: String,
    /// Whether the text runs from right to left (W-145).
    pub is_rtl: bool,
    /// Pictures in their order.
    pub photos: Vec<PhotoView>,
    /// The poll, if one was asked.
    pub poll: Option<PollView>,
    /// The event, if it announces one.
    pub event: Option<EventView>,
    /// Where it was posted from.
    pub location: Option<LocationView>,
    /// Preview of the first link.
    pub embed: Option<EmbedView>,
    /// For a reshare, what it reshares.
    pub reshare: Option<ReshareView>,
    /// Not safe for work: shown behind a shield in streams.
    pub is_nsfw: bool,
    /// Program that it was posted with, if it says so.
    pub provider: Option<String>,
    /// How many likes it has.
    pub likes: u32,
    /// How many comments it has.
    pub comment_count: u32,
    /// How many reshares it has.
    pub reshares: u32,
    /// Whether the viewer likes it.
    pub liked_by_me: bool,
    /// Whether the viewer reshared it.
    pub reshared_by_me: bool,
    /// Whether the viewer follows the discussion.
    pub subscribed: bool,
    /// Whether the viewer may like and unlike it.
    pub may_like: bool,
    /// Whether the viewer may comment.
    pub may_comment: bool,
    /// Whether the viewer may reshare it.
    pub may_reshare: bool,
    /// Whether the viewer may delete it.
    pub may_delete: bool,
    /// Whether the viewer may ignore the author, hide the post, and follow its discussion.
    pub may_ignore: bool,
    /// Whether the viewer may tell the moderators about it.
    pub may_report: bool,
    /// Whether the viewer has hidden it from their streams.
    pub is_hidden: bool,
    /// Comments shown, oldest first: the last three in streams, all on its own page.
    pub comments: Vec<CommentView>,
    /// Comments before the first one shown.
    pub earlier_comments: u32,
    /// Who likes it, own like first; empty in streams.
    pub likers: Vec<PersonView>,
    /// Who reshared it; empty in streams.
    pub resharers: Vec<PersonView>,
}

/// What a reshare reshares.
#[derive(Debug, Clone)]
pub enum ReshareView {
    /// The original, without its comments.
    Root(Box<PostView>),
    /// The original was deleted, or cannot be had.
    Gone,
}

/// A picture in a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoView {
    /// The network's identifier.
    pub guid: Guid,
    /// The size for streams.
    pub url: String,
    /// The largest size.
    pub large_url: String,
    /// Further sizes with their width in pixels, for `srcset`; may be empty.
    pub sizes: Vec<(String, u32)>,
    /// Width of the largest size in pixels; 0 if unknown.
    pub width: u32,
    /// Height of the largest size in pixels; 0 if unknown.
    pub height: u32,
    /// Description by the author; none was given if absent (H-154).
    pub alt: Option<String>,
}

/// A poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollView {
    /// The network's identifier.
    pub guid: Guid,
    /// What is asked.
    pub question: String,
    /// The answers in their order.
    pub answers: Vec<PollAnswerView>,
    /// Votes in all.
    pub votes: u32,
    /// Whether the viewer voted.
    pub voted_by_me: bool,
    /// Whether the viewer may vote now. Inside a reshare nobody may: the vote belongs to the
    /// original (W-168).
    pub may_vote: bool,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollAnswerView {
    /// The network's identifier.
    pub guid: Guid,
    /// The answer.
    pub text: String,
    /// Votes for it.
    pub votes: u32,
    /// Whether the viewer voted for it.
    pub is_mine: bool,
}

/// Something that happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventView {
    /// The network's identifier.
    pub guid: Guid,
    /// The post that announces it, where answers are sent.
    pub post: Guid,
    /// What it is.
    pub summary: String,
    /// The description, sanitised; may be empty.
    pub description_html: String,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends, if told.
    pub end: Option<Timestamp>,
    /// Whether the times of day do not count.
    pub all_day: bool,
    /// Time zone of the place, `Area/Location`.
    pub timezone: Option<String>,
    /// Where it is.
    pub location: Option<LocationView>,
    /// Who will come.
    pub accepted: Vec<PersonView>,
    /// Who may come.
    pub tentative: Vec<PersonView>,
    /// How many will not come.
    pub declined: u32,
    /// What the viewer answered.
    pub my_answer: Option<AttendanceAnswer>,
    /// Whether the viewer may answer.
    pub may_answer: bool,
}

/// What somebody answers to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttendanceAnswer {
    /// Will come.
    Accepted,
    /// Will not come.
    Declined,
    /// May come.
    Tentative,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationView {
    /// As the author named it.
    pub address: String,
    /// Latitude, as on the wire.
    pub lat: String,
    /// Longitude, as on the wire.
    pub lng: String,
}

/// Preview of a linked page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbedView {
    /// The page.
    pub url: String,
    /// Its host, to be shown.
    pub host: String,
    /// Its title.
    pub title: String,
    /// Its description; may be empty.
    pub description: String,
    /// Its picture, through this pod.
    pub image: Option<String>,
    /// What plays here once somebody asks for it (W-155).
    pub player: Option<PlayerView>,
}

impl PlayerView {
    /// Its markup, for programs.
    pub fn frame(&self) -> String {
        crate::content::preview::frame(&self.src, self.width, self.height)
    }
}

/// A player of a trusted provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayerView {
    /// Where it is loaded from.
    pub src: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// A comment.
#[derive(Debug, Clone)]
pub struct CommentView {
    /// The network's identifier, also the fragment on the post's page.
    pub guid: Guid,
    /// Who wrote it.
    pub author: PersonView,
    /// The author's time.
    pub created_at: Timestamp,
    /// The text, sanitised.
    pub body_html: String,
    /// Whether the text runs from right to left.
    pub is_rtl: bool,
    /// How many likes it has.
    pub likes: u32,
    /// Whether the viewer likes it.
    pub liked_by_me: bool,
    /// Whether the viewer may like and unlike it.
    pub may_like: bool,
    /// Whether the viewer may delete it.
    pub may_delete: bool,
    /// Whether the viewer may tell the moderators about it.
    pub may_report: bool,
    /// Whom it answers, and the comment that it answers.
    pub answers: Option<(String, Guid)>,
    /// Who likes it, own like first; empty in streams.
    pub likers: Vec<PersonView>,
}

/// One page of a stream, newest first.
#[derive(Debug, Clone, Default)]
pub struct StreamPage {
    /// The posts.
    pub posts: Vec<PostView>,
    /// Cursor of the next, older page: opaque, safe in an address.
    pub older: Option<String>,
}

/// A person's page.
#[derive(Debug, Clone)]
pub struct ProfileView {
    /// Whose it is.
    pub person: PersonView,
    /// Words about themself, without the `#`.
    pub tags: Vec<String>,
    /// What only some may see; absent if the viewer may not.
    pub extended: Option<ExtendedProfileView>,
    /// Whether the viewer is that person.
    pub is_me: bool,
    /// How the viewer stands to the person; absent for strangers and for oneself.
    pub relation: Option<RelationView>,
    /// Posts of the person that the viewer may see.
    pub posts: StreamPage,
    /// How many pictures of the person the viewer may see, counted up to 100.
    pub photos: u32,
}

/// A person's pictures, newest first (W-187).
#[derive(Debug, Clone)]
pub struct PhotosView {
    /// Whose they are.
    pub person: PersonView,
    /// Whether the viewer is that person.
    pub is_me: bool,
    /// Each with the post it stands in, if it stands in one.
    pub photos: Vec<(PhotoView, Option<Guid>)>,
    /// Cursor of the next, older page.
    pub older: Option<String>,
}

/// A person in a small card beside their name (W-115).
#[derive(Debug, Clone)]
pub struct CardView {
    /// Who.
    pub person: PersonView,
    /// Words about themself, without the `#`.
    pub tags: Vec<String>,
    /// How the viewer stands to the person; absent for strangers and for oneself.
    pub relation: Option<RelationView>,
}

/// The part of a profile that its owner may limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExtendedProfileView {
    /// The biography, sanitised; may be empty.
    pub bio_html: String,
    /// May be empty.
    pub location: String,
    /// May be empty.
    pub gender: String,
    /// If given.
    pub birthday: Option<BirthdayView>,
}

/// A birthday; the year may be kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BirthdayView {
    /// If told.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

/// The own profile as its form shows it.
#[derive(Debug, Clone)]
pub struct ProfileFormView {
    /// With the picture.
    pub person: PersonView,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Words about oneself, without the `#`.
    pub tags: Vec<String>,
    /// Markdown source.
    pub bio: String,
    /// Place.
    pub location: String,
    /// Free text.
    pub gender: String,
    /// If given.
    pub birthday: Option<BirthdayView>,
    /// Whether everybody sees the extended part.
    pub is_public: bool,
    /// Whether strangers find the person by name.
    pub is_searchable: bool,
    /// Whether everything posted is not safe for work.
    pub is_nsfw: bool,
}

/// How the viewer stands to a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelationView {
    /// They share with me.
    pub sharing: bool,
    /// I share with them.
    pub receiving: bool,
    /// I ignore them.
    pub ignored: bool,
    /// Whether I may put them into an aspect.
    pub may_share: bool,
    /// All my aspects, in my order.
    pub aspects: Vec<MembershipView>,
}

/// One of my aspects, seen from a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipView {
    /// The aspect.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Whether the person is in it.
    pub is_member: bool,
}

/// One of my aspects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AspectView {
    /// Local key.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// How many people are in it.
    pub members: u32,
}

/// A person and how I stand to them.
#[derive(Debug, Clone)]
pub struct ContactView {
    /// Who.
    pub person: PersonView,
    /// How; absent for strangers and for oneself.
    pub relation: Option<RelationView>,
}

/// Which contacts a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactList {
    /// Those I share with.
    Mine,
    /// All.
    All,
    /// Those who share with me and I not with them.
    OnlySharing,
    /// The members of an aspect, then my other contacts.
    Aspect(u64),
}

/// One page of contacts.
#[derive(Debug, Clone)]
pub struct ContactsPage {
    /// Which list it is.
    pub list: ContactList,
    /// The people.
    pub contacts: Vec<ContactView>,
    /// Cursor of the next page.
    pub next: Option<String>,
    /// How many I share with.
    pub mine: u32,
    /// How many there are in all.
    pub all: u32,
    /// How many only share with me.
    pub only_sharing: u32,
    /// What the list was narrowed by; empty for all.
    pub filter: String,
    /// For an aspect: its members who also share with me.
    pub mutual_members: u32,
}

/// What a notification tells (spec/features.md §7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotificationKind {
    /// Someone shares with me.
    StartedSharing,
    /// A comment on my post.
    CommentOnPost,
    /// A comment on a post that I follow.
    AlsoCommented,
    /// I was mentioned in a post.
    Mentioned,
    /// I was mentioned in a comment.
    MentionedInComment,
    /// My post was liked.
    Liked,
    /// My comment was liked.
    LikedComment,
    /// My post was reshared.
    Reshared,
    /// A contact's birthday.
    ContactsBirthday,
}

/// A notification, with everybody who caused it.
#[derive(Debug, Clone)]
pub struct NotificationView {
    /// Local key, in addresses.
    pub id: u64,
    /// What it tells.
    pub kind: NotificationKind,
    /// Up to three people, newest first; never empty.
    pub actors: Vec<PersonView>,
    /// How many more there are.
    pub others: u32,
    /// What it is about.
    pub target: NotificationTarget,
    /// Whether it waits to be read.
    pub is_unread: bool,
    /// When it last changed.
    pub at: Timestamp,
    /// For `StartedSharing`: how I stand to the person.
    pub relation: Option<RelationView>,
}

/// What a notification is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotificationTarget {
    /// The first actor.
    Person,
    /// A post.
    Post {
        /// Which one.
        guid: Guid,
        /// Its title.
        title: String,
        /// Its author, if that is not the viewer.
        author: Option<String>,
    },
    /// A comment.
    Comment {
        /// Its post.
        post: Guid,
        /// Which one.
        guid: Guid,
        /// The title of the post.
        title: String,
    },
    /// It was deleted (W-200).
    Gone,
}

/// Which notifications a list holds (W-196).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NotificationFilter {
    /// Only of this kind.
    pub kind: Option<NotificationKind>,
    /// Only those not yet read.
    pub unread: bool,
}

/// One page of notifications, newest first.
#[derive(Debug, Clone, Default)]
pub struct NotificationsPage {
    /// The notifications.
    pub notifications: Vec<NotificationView>,
    /// Cursor of the next, older page.
    pub older: Option<String>,
    /// How many are unread in all.
    pub unread: u32,
    /// Which ones these are.
    pub filter: NotificationFilter,
    /// How many of each kind are unread, in the order of the filter.
    pub unread_of: Vec<(NotificationKind, u32)>,
}

/// What a search found.
#[derive(Debug, Clone)]
pub struct SearchView {
    /// What was typed.
    pub query: String,
    /// The people.
    pub people: Vec<ContactView>,
    /// How far the look-up of a diaspora ID has come.
    pub lookup: Lookup,
    /// Cursor of the next page.
    pub next: Option<String>,
}

/// Looking up a diaspora ID on the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// Nothing to look up, or the person is known.
    Idle,
    /// Still looking.
    Looking,
    /// There is nobody under this address, or their pod does not answer.
    NotFound,
}

/// One page of private conversations, last message first (W-210).
#[derive(Debug, Clone, Default)]
pub struct InboxPage {
    /// The conversations.
    pub conversations: Vec<ConversationLine>,
    /// Cursor of the next, older page.
    pub older: Option<String>,
    /// Unread messages in all conversations.
    pub unread: u32,
}

/// A conversation in the inbox.
#[derive(Debug, Clone)]
pub struct ConversationLine {
    /// The network's identifier.
    pub guid: Guid,
    /// The subject; none was given if absent.
    pub subject: Option<String>,
    /// The other people known here; the picture is that of the first.
    pub people: Vec<PersonView>,
    /// Who wrote last.
    pub last_author: Option<PersonView>,
    /// The beginning of the last message, plain.
    pub excerpt: String,
    /// How many messages there are.
    pub messages: u32,
    /// How many the viewer has not read.
    pub unread: u32,
    /// When the last message came.
    pub at: Timestamp,
}

/// A conversation with its messages.
#[derive(Debug, Clone)]
pub struct ConversationView {
    /// The network's identifier.
    pub guid: Guid,
    /// The subject; none was given if absent.
    pub subject: Option<String>,
    /// Who began it.
    pub author: PersonView,
    /// When it began.
    pub created_at: Timestamp,
    /// Everybody known here, the viewer too.
    pub participants: Vec<PersonView>,
    /// Addresses of people who are not known here yet.
    pub unknown: Vec<DiasporaId>,
    /// The messages, oldest first.
    pub messages: Vec<MessageView>,
    /// How many the viewer has not read.
    pub unread: u32,
    /// The first of them.
    pub first_unread: Option<Guid>,
    /// Whether it is deleted, not only hidden, when the viewer leaves (W-211).
    pub is_last_here: bool,
}

/// A private message.
#[derive(Debug, Clone)]
pub struct MessageView {
    /// The network's identifier, also the fragment on the conversation's page.
    pub guid: Guid,
    /// Who wrote it.
    pub author: PersonView,
    /// Whether that is the viewer.
    pub is_mine: bool,
    /// The author's time.
    pub created_at: Timestamp,
    /// The text, sanitised.
    pub body_html: String,
    /// Whether the text runs from right to left.
    pub is_rtl: bool,
}

/// The page of a tag.
#[derive(Debug, Clone)]
pub struct TagView {
    /// Without the `#`, lower case.
    pub name: String,
    /// Posts with it that the viewer may see.
    pub posts: StreamPage,
    /// People who describe themselves with it, one page.
    pub people: Vec<PersonView>,
    /// How many these people are, counted up to 1,000.
    pub people_count: u32,
    /// Cursor of the next page of people.
    pub more_people: Option<String>,
    /// Whether the viewer follows it.
    pub is_followed: bool,
}

/// A person's public posts as a feed.
#[derive(Debug, Clone)]
pub struct FeedView {
    /// The pod's own name.
    pub pod_name: String,
    /// Where the pod is.
    pub base: PodUrl,
    /// The person's name.
    pub name: String,
    /// Whose it is.
    pub person: PersonView,
    /// The newest post's moment.
    pub updated: Timestamp,
    /// The posts, newest first, reshares replaced by what they reshare.
    pub posts: Vec<PostView>,
}

/// What an open page is told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveView {
    /// Notifications not yet read.
    pub unread: u32,
    /// Messages not yet read.
    pub unread_messages: u32,
    /// Where the main stream begins: another value means new posts.
    pub top: String,
}

/// What is offered while somebody types into the search (W-214).
#[derive(Debug, Clone, Default)]
pub struct SuggestionsView {
    /// People, own contacts first.
    pub people: Vec<PersonView>,
    /// Tags without the `#`.
    pub tags: Vec<String>,
}

/// The settings of an account.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// Name on this pod.
    pub name: String,
    /// Address in the network.
    pub diaspora_id: DiasporaId,
    /// E-mail address, if given.
    pub email: Option<String>,
    /// A new one that has not answered yet.
    pub pending_email: Option<String>,
    /// Whether the pod sends mail.
    pub has_mail: bool,
    /// The kinds of mail it may get, and whether it wants each.
    pub mails: Vec<(MailKind, bool)>,
    /// The aspect that new sharers are put into.
    pub share_back: Option<u64>,
    /// Whether posts of people whom the pod features come into the stream.
    pub shows_spotlight: bool,
    /// Whether it is still being shown around.
    pub is_getting_started: bool,
    /// Whether signing in asks for a code.
    pub has_second_step: bool,
    /// Language of its pages, a BCP 47 tag.
    pub lang: String,
    /// Colours of its pages.
    pub theme: Theme,
    /// Audience that a new post starts with.
    pub default_audience: DefaultAudience,
    /// Where it is signed in, current session first.
    pub sessions: Vec<SessionView>,
    /// Its invitation, if it may invite.
    pub invitation: Option<InvitationView>,
}

/// The archives of an account.
#[derive(Debug, Clone)]
pub struct ExportsView {
    /// Posts, contacts, settings.
    pub data: ExportView,
    /// Pictures.
    pub photos: ExportView,
}

/// How far an archive is.
#[derive(Debug, Clone)]
pub enum ExportView {
    /// Nobody asked for it.
    None,
    /// It is being made.
    Working,
    /// It could not be made.
    Failed,
    /// It can be fetched.
    Ready {
        /// Name of the file.
        name: String,
        /// Its size, at least one.
        megabytes: u64,
        /// When it was made.
        at: Timestamp,
    },
}

/// One place where an account is signed in.
#[derive(Debug, Clone)]
pub struct SessionView {
    /// Name of the session in forms; not its token.
    pub id: String,
    /// The browser, as it calls itself.
    pub device: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// A link with which others can make an account.
#[derive(Debug, Clone)]
pub struct InvitationView {
    /// The last part of `/i/{code}`.
    pub code: String,
    /// The whole address.
    pub url: String,
    /// How many accounts it is still good for.
    pub remaining: u32,
}

/// What someone with an invitation sees.
#[derive(Debug, Clone)]
pub struct InvitedView {
    /// The last part of `/i/{code}`.
    pub code: String,
    /// Who invites.
    pub inviter: PersonView,
}
