//! The objects of the API (spec/api-v1.md §3): what a view becomes for programs. `schemas` says the
//! same in the words of JSON Schema.

use super::page::moment;
use crate::base::{PodUrl, Timestamp};
use crate::domain::previews;
use crate::domain::views::plain::{PlainComment, PlainPhoto, PlainPoll, PlainPost, PlainProfile};
use crate::domain::views::{BirthdayView, EmbedView, LocationView, MembershipView, PersonView};
use crate::model;
use serde::{Serialize, Serializer};

/// The year that stands for none.
const NO_YEAR: i16 = 1004;

/// Makes addresses of this pod whole.
#[derive(Clone)]
pub(super) struct Shaper(pub(super) PodUrl);

/// A moment in the API's form.
struct At(Timestamp);

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&moment(self.0))
    }
}

#[derive(Serialize)]
pub(super) struct PersonShort {
    guid: String,
    diaspora_id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Profile {
    guid: String,
    diaspora_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    avatar: Option<Sizes>,
    tags: Vec<String>,
    #[serde(flatten)]
    details: Option<Details>,
    #[serde(flatten)]
    own: Option<Own>,
    #[serde(flatten)]
    others: Option<Others>,
}

#[derive(Serialize)]
struct Details {
    birthday: Option<String>,
    gender: Option<String>,
    location: String,
    bio: String,
}

#[derive(Serialize)]
struct Own {
    searchable: bool,
    show_profile_info: bool,
    nsfw: bool,
}

#[derive(Serialize)]
struct Others {
    blocked: bool,
    relationship: Relationship,
    aspects: Vec<AspectShort>,
}

#[derive(Serialize)]
struct Relationship {
    receiving: bool,
    sharing: bool,
}

#[derive(Serialize)]
struct AspectShort {
    id: u64,
    name: String,
}

#[derive(Serialize)]
struct Sizes {
    small: String,
    medium: String,
    large: String,
    raw: String,
}

#[derive(Serialize)]
pub(super) struct Aspect {
    id: u64,
    name: String,
    order: u32,
}

#[derive(Serialize)]
struct Dimensions {
    height: Option<u32>,
    width: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct Photo {
    dimensions: Dimensions,
    sizes: Sizes,
    #[serde(skip_serializing_if = "Option::is_none")]
    guid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<At>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Post {
    guid: String,
    created_at: At,
    post_type: &'static str,
    title: String,
    body: String,
    public: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    nsfw: Option<bool>,
    author: PersonShort,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider_display_name: Option<String>,
    interaction_counters: Counters,
    own_interaction_state: OwnState,
    mentioned_people: Vec<PersonShort>,
    photos: Vec<Photo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<Poll>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_graph_object: Option<OpenGraph>,
    #[serde(skip_serializing_if = "Option::is_none")]
    oembed: Option<Player>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<Box<Post>>,
}

#[derive(Serialize)]
struct Counters {
    comments: u32,
    likes: u32,
    reshares: u32,
}

#[derive(Serialize)]
struct OwnState {
    liked: bool,
    reshared: bool,
    subscribed: bool,
    reported: bool,
}

#[derive(Serialize)]
struct Location {
    address: String,
    lat: f64,
    lng: f64,
}

#[derive(Serialize)]
struct OpenGraph {
    url: String,
    #[serde(rename = "type")]
    kind: &'static str,
    title: String,
    image: String,
    description: Option<String>,
    video_url: Option<String>,
}

#[derive(Serialize)]
struct Player {
    #[serde(rename = "type")]
    kind: &'static str,
    version: &'static str,
    title: String,
    author_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    thumbnail_url: Option<String>,
    html: String,
    width: u32,
    height: u32,
    trusted_endpoint_url: String,
}

#[derive(Serialize)]
struct Poll {
    guid: String,
    question: String,
    participation_count: u32,
    already_participated: bool,
    poll_answers: Vec<PollAnswer>,
}

#[derive(Serialize)]
struct PollAnswer {
    id: u64,
    answer: String,
    vote_count: u32,
    own_answer: bool,
}

#[derive(Serialize)]
pub(super) struct Comment {
    guid: String,
    created_at: At,
    author: PersonShort,
    body: String,
    mentioned_people: Vec<PersonShort>,
    reported: bool,
    interactions: CommentInteractions,
}

#[derive(Serialize)]
struct CommentInteractions {
    liked: bool,
    likes_count: u32,
}

#[derive(Serialize)]
pub(super) struct Like {
    guid: String,
    author: PersonShort,
}

#[derive(Serialize)]
pub(super) struct ReshareRef {
    guid: String,
    created_at: At,
    author: PersonShort,
}

#[derive(Serialize)]
pub(super) struct Conversation {
    guid: String,
    subject: String,
    created_at: At,
    read: bool,
    participants: Vec<PersonShort>,
}

#[derive(Serialize)]
pub(super) struct Message {
    guid: String,
    created_at: At,
    body: String,
    author: PersonShort,
}

#[derive(Serialize)]
pub(super) struct Notification {
    guid: String,
    #[serde(rename = "type")]
    kind: &'static str,
    read: bool,
    created_at: At,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Target>,
    event_creators: Vec<PersonShort>,
}

#[derive(Serialize)]
struct Target {
    guid: String,
    author: PersonShort,
}

impl Shaper {
    fn address(&self, path: &str) -> String {
        match path.strip_prefix('/') {
            Some(path) => self.0.join(path),
            None => path.to_owned(),
        }
    }

    pub(super) fn person(&self, person: &PersonView) -> PersonShort {
        PersonShort {
            guid: person.guid.to_string(),
            diaspora_id: person.diaspora_id.to_string(),
            name: person.name.clone(),
            avatar: person.avatar.as_ref().map(|avatar| self.address(&avatar.medium)),
        }
    }

    fn people(&self, people: &[PersonView]) -> Vec<PersonShort> {
        people.iter().map(|person| self.person(person)).collect()
    }

    pub(super) fn profile(&self, profile: &PlainProfile) -> Profile {
        let aspect = |aspect: &MembershipView| AspectShort { id: aspect.id, name: aspect.name.clone() };
        let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Profile {
            guid: profile.person.guid.to_string(),
            diaspora_id: profile.person.diaspora_id.to_string(),
            name: filled(&profile.full_name),
            avatar: profile.person.avatar.as_ref().map(|avatar| Sizes {
                small: self.address(&avatar.small),
                medium: self.address(&avatar.medium),
                large: self.address(&avatar.large),
                raw: self.address(&avatar.large),
            }),
            tags: profile.tags.clone(),
            details: profile.details.as_ref().map(|details| Details {
                birthday: details.birthday.map(birthday),
                gender: filled(&details.gender),
                location: details.location.clone(),
                bio: details.bio.clone(),
            }),
            own: profile.own.map(|own| Own {
                searchable: own.searchable,
                show_profile_info: own.public,
                nsfw: own.nsfw,
            }),
            others: profile.relation.as_ref().map(|relation| Others {
                blocked: relation.blocked,
                relationship: Relationship { receiving: relation.receiving, sharing: relation.sharing },
                aspects: relation.aspects.iter().map(aspect).collect(),
            }),
        }
    }

    pub(super) fn photo(&self, photo: &PlainPhoto) -> Photo {
        Photo {
            guid: Some(photo.guid.to_string()),
            created_at: Some(At(photo.created_at)),
            post: photo.post.as_ref().map(ToString::to_string),
            ..self.photo_in_post(photo)
        }
    }

    fn photo_in_post(&self, photo: &PlainPhoto) -> Photo {
        let known = |size: u32| Some(size).filter(|size| *size > 0);
        Photo {
            dimensions: Dimensions { height: known(photo.height), width: known(photo.width) },
            sizes: Sizes {
                small: self.address(&photo.small),
                medium: self.address(&photo.medium),
                large: self.address(&photo.large),
                raw: self.address(&photo.raw),
            },
            guid: None,
            created_at: None,
            post: None,
        }
    }

    pub(super) fn post(&self, post: &PlainPost) -> Post {
        let title = match post.title.as_str() {
            "" => format!("A post from {}", post.root.as_ref().map_or(&post.author, |root| &root.author).name),
            title => title.strip_suffix('…').map_or_else(|| title.to_owned(), |cut| format!("{cut}...")),
        };
        let card = post.embed.as_ref().filter(|embed| embed.player.is_none());
        Post {
            guid: post.guid.to_string(),
            created_at: At(post.created_at),
            post_type: if post.is_reshare { "Reshare" } else { "StatusMessage" },
            title,
            body: post.body.clone(),
            public: post.public,
            nsfw: post.nsfw,
            author: self.person(&post.author),
            provider_display_name: Some(post.provider.clone()).filter(|provider| !provider.is_empty()),
            interaction_counters: Counters { comments: post.comments, likes: post.likes, reshares: post.reshares },
            own_interaction_state: OwnState {
                liked: post.liked,
                reshared: post.reshared,
                subscribed: post.subscribed,
                reported: post.reported,
            },
            mentioned_people: self.people(&post.mentioned),
            photos: post.photos.iter().map(|photo| self.photo_in_post(photo)).collect(),
            poll: post.poll.as_ref().map(poll),
            location: post.location.as_ref().and_then(location),
            open_graph_object: card.map(|embed| self.open_graph(embed)),
            oembed: post.embed.as_ref().and_then(|embed| self.player(embed)),
            root: post.root.as_ref().map(|root| Box::new(self.post(root))),
        }
    }

    fn open_graph(&self, embed: &EmbedView) -> OpenGraph {
        OpenGraph {
            url: embed.url.clone(),
            kind: "website",
            title: embed.title.clone(),
            image: embed.image.as_deref().map(|image| self.address(image)).unwrap_or_default(),
            description: Some(embed.description.clone()).filter(|text| !text.is_empty()),
            video_url: None,
        }
    }

    /// What a trusted provider lets play, as its own answer would say it.
    fn player(&self, embed: &EmbedView) -> Option<Player> {
        let player = embed.player.as_ref()?;
        Some(Player {
            kind: "video",
            version: "1.0",
            title: embed.title.clone(),
            author_name: embed.description.clone(),
            thumbnail_url: embed.image.as_deref().map(|image| self.address(image)),
            html: player.frame(),
            width: player.width,
            height: player.height,
            trusted_endpoint_url: previews::endpoint(&embed.url)?,
        })
    }

    pub(super) fn comment(&self, comment: &PlainComment) -> Comment {
        Comment {
            guid: comment.guid.to_string(),
            created_at: At(comment.created_at),
            author: self.person(&comment.author),
            body: comment.body.clone(),
            mentioned_people: self.people(&comment.mentioned),
            reported: comment.reported,
            interactions: CommentInteractions { liked: comment.liked, likes_count: comment.likes },
        }
    }

    pub(super) fn like(&self, (guid, author): &(crate::base::Guid, PersonView)) -> Like {
        Like { guid: guid.to_string(), author: self.person(author) }
    }

    pub(super) fn reshare(&self, reshare: &(crate::base::Guid, Timestamp, PersonView)) -> ReshareRef {
        let (guid, created, author) = reshare;
        ReshareRef { guid: guid.to_string(), created_at: At(*created), author: self.person(author) }
    }

    pub(super) fn conversation(&self, view: &crate::domain::views::plain::PlainConversation) -> Conversation {
        Conversation {
            guid: view.guid.to_string(),
            subject: view.subject.clone(),
            created_at: At(view.created_at),
            read: view.read,
            participants: self.people(&view.participants),
        }
    }

    pub(super) fn message(&self, view: &crate::domain::views::plain::PlainMessage) -> Message {
        Message {
            guid: view.guid.to_string(),
            created_at: At(view.created_at),
            body: view.body.clone(),
            author: self.person(&view.author),
        }
    }

    pub(super) fn notification(&self, view: &crate::domain::views::plain::PlainNotification) -> Notification {
        Notification {
            guid: view.guid.to_string(),
            kind: view.kind,
            read: view.read,
            created_at: At(view.created_at),
            target: view
                .target
                .as_ref()
                .map(|(guid, author)| Target { guid: guid.to_string(), author: self.person(author) }),
            event_creators: self.people(&view.actors),
        }
    }
}

/// An aspect.
pub(super) fn aspect(aspect: &model::Aspect) -> Aspect {
    Aspect { id: aspect.id.0, name: aspect.name.clone(), order: aspect.position }
}

fn birthday(day: BirthdayView) -> String {
    format!("{:04}-{:02}-{:02}", day.year.unwrap_or(NO_YEAR), day.month, day.day)
}

fn poll(poll: &PlainPoll) -> Poll {
    let answers = poll.answers.iter().map(|answer| PollAnswer {
        id: answer.id,
        answer: answer.answer.clone(),
        vote_count: answer.votes,
        own_answer: answer.own,
    });
    Poll {
        guid: poll.guid.to_string(),
        question: poll.question.clone(),
        participation_count: poll.votes,
        already_participated: poll.voted,
        poll_answers: answers.collect(),
    }
}

/// Numbers, whatever the author's program wrote; without any the place is left out.
fn location(place: &LocationView) -> Option<Location> {
    let (lat, lng) = (place.lat.trim().parse().ok()?, place.lng.trim().parse().ok()?);
    Some(Location { address: place.address.clone(), lat, lng })
}
