//! Stored records and their small invariants.
//!
//! What this pod remembers, one struct a thing, without any idea of how it is stored (`store`),
//! what it looks like on the wire (`protocol`) or who may see it (`domain`). Every record is
//! plain data that serde can write. Numbers named `*Id` are our own local keys; a `Guid` is the
//! network's name for the same thing.

mod account;
mod admin;
mod application;
mod contact;
mod conversation;
mod event;
mod ids;
mod instance;
mod job;
mod mail;
mod migration;
mod notification;
mod person;
mod photo;
mod pod;
mod post;
mod preview;
mod relayable;
mod report;
mod tag;

pub use account::{
    Account, ApiToken, Applicant, Invitation, MailKind, PostDefault, Role, Session, Settings, Theme, TwoFactor,
};
pub use admin::{ActKind, AdminAct, Barred};
pub use application::{
    Application, Authorization, AuthorizationCode, Challenge, ConsentRequest, Flow, RefreshToken, SigningKey,
    UsedAssertion,
};
pub use contact::{Aspect, AspectMember, Block, Contact};
pub use conversation::{Conversation, Message, Seat};
pub use event::{Answer, Attendance, Event};
pub use ids::{
    AccountId, AdminActId, AspectId, AuthorizationId, CommentId, ConversationId, EVERYBODY, JobId, LikeId, MessageId,
    NotificationId, OutgoingId, PersonId, PhotoId, PostId, ReportId, TokenHash, VoteId,
};
pub use instance::{
    Circle, Counts, Inactive, Instance, PodText, Policy, Registration, StoredSetting, TextPlace, Welcome,
};
pub use job::{Channel, Job, Lookup, LookupState, Outgoing, Recipients, Target, Wanted, Work};
pub use mail::{
    Export, ExportState, Import, ImportCount, ImportKind, ImportReport, ImportState, Letter, Link, News, Purpose,
    Thread, WaitingNews,
};
pub use migration::Migration;
pub use notification::{Notification, NotificationKind, Subject};
pub use person::{Birthday, Images, Person, Profile};
pub use photo::{Photo, PhotoFile};
pub use pod::{PodState, RemotePod};
pub use post::{
    AudienceMember, Body, Embed, Hide, Location, Poll, PollAnswer, Post, Retracted, Status, StreamEntry, StreamKind,
};
pub use preview::{LinkCard, Player, Preview, PreviewState};
pub use relayable::{Comment, Like, Liked, Participation, Signed, Vote};
pub use report::{Report, Reported};
pub use tag::TagFollowing;
