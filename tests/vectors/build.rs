//! Entities from the values that a vector lists.

use seedpod::base::{DiasporaId, Guid, Timestamp};
use seedpod::protocol::entities::*;
use serde_json::Value;

/// The values of one entity, by name.
struct Fields<'v>(&'v Value);

impl<'v> Fields<'v> {
    fn get(&self, name: &str) -> Option<&'v Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|value| value.as_str().expect(name).to_owned())
    }

    fn needed(&self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    fn id(&self, name: &str) -> Option<DiasporaId> {
        self.text(name).map(|text| DiasporaId::parse(&text).expect(name))
    }

    fn author(&self) -> DiasporaId {
        self.id("author").expect("an author")
    }

    fn guid(&self, name: &str) -> Guid {
        self.maybe_guid(name).expect(name)
    }

    fn maybe_guid(&self, name: &str) -> Option<Guid> {
        self.text(name).map(|text| Guid::parse(&text).expect(name))
    }

    fn time(&self, name: &str) -> Option<Timestamp> {
        self.text(name).map(|text| Timestamp::parse_exact(&text).expect(name))
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).map(|value| value.as_bool().expect(name))
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.get(name).map(|value| value.as_u64().and_then(|it| it.try_into().ok()).expect(name))
    }

    fn kind(&self, name: &str) -> Kind {
        Kind::parse(&self.needed(name)).expect(name)
    }

    fn nested<T>(&self, name: &str, build: impl Fn(&Fields<'_>) -> T) -> Option<T> {
        self.get(name).map(|value| build(&Fields(value)))
    }

    fn list<T>(&self, name: &str, build: impl Fn(&Fields<'_>) -> T) -> Vec<T> {
        let them = self.get(name).and_then(Value::as_array);
        them.map(|them| them.iter().map(|value| build(&Fields(value))).collect()).unwrap_or_default()
    }
}

/// The entity of that name with those values.
pub(super) fn entity(name: &str, fields: &Value) -> Entity {
    let it = &Fields(fields);
    match name {
        "status_message" => status_message(it).into(),
        "photo" => photo(it).into(),
        "reshare" => reshare(it).into(),
        "comment" => comment(it).into(),
        "like" => like(it).into(),
        "poll_participation" => poll_participation(it).into(),
        "event_participation" => event_participation(it).into(),
        "participation" => participation(it).into(),
        "profile" => profile(it).into(),
        "contact" => contact(it).into(),
        "conversation" => conversation(it).into(),
        "message" => message(it).into(),
        "retraction" => retraction(it).into(),
        "account_deletion" => AccountDeletion { author: it.author() }.into(),
        "account_migration" => account_migration(it).into(),
        other => panic!("no entity {other}"),
    }
}

fn status_message(it: &Fields<'_>) -> StatusMessage {
    StatusMessage {
        author: it.author(),
        guid: it.guid("guid"),
        created_at: it.time("created_at"),
        public: it.flag("public").unwrap_or(false),
        provider_display_name: it.text("provider_display_name"),
        text: it.needed("text"),
        edited_at: it.time("edited_at"),
        photos: it.list("photos", photo),
        location: it.nested("location", location),
        poll: it.nested("poll", poll),
        event: it.nested("event", event),
        embed: it.nested("embed", embed),
    }
}

fn photo(it: &Fields<'_>) -> Photo {
    Photo {
        guid: it.guid("guid"),
        author: it.author(),
        public: it.flag("public").unwrap_or(false),
        created_at: it.time("created_at"),
        edited_at: it.time("edited_at"),
        remote_photo_path: it.needed("remote_photo_path"),
        remote_photo_name: it.needed("remote_photo_name"),
        text: it.text("text"),
        status_message_guid: it.maybe_guid("status_message_guid"),
        height: it.number("height"),
        width: it.number("width"),
    }
}

fn location(it: &Fields<'_>) -> Location {
    Location { address: it.needed("address"), lat: it.needed("lat"), lng: it.needed("lng") }
}

fn poll(it: &Fields<'_>) -> Poll {
    let answer = |it: &Fields<'_>| PollAnswer { guid: it.guid("guid"), answer: it.needed("answer") };
    Poll { guid: it.guid("guid"), question: it.needed("question"), poll_answers: it.list("poll_answers", answer) }
}

fn event(it: &Fields<'_>) -> Event {
    Event {
        author: it.author(),
        guid: it.guid("guid"),
        edited_at: it.time("edited_at"),
        summary: it.needed("summary"),
        description: it.text("description"),
        start: it.time("start").expect("a start"),
        end: it.time("end"),
        all_day: it.flag("all_day").unwrap_or(false),
        timezone: it.text("timezone"),
        location: it.nested("location", location),
    }
}

fn embed(it: &Fields<'_>) -> Embed {
    Embed {
        url: it.text("url"),
        title: it.text("title"),
        description: it.text("description"),
        image: it.text("image"),
        nothing: it.flag("nothing"),
    }
}

fn reshare(it: &Fields<'_>) -> Reshare {
    Reshare {
        author: it.author(),
        guid: it.guid("guid"),
        created_at: it.time("created_at"),
        root_author: it.id("root_author"),
        root_guid: it.maybe_guid("root_guid"),
    }
}

fn comment(it: &Fields<'_>) -> Comment {
    Comment {
        author: it.author(),
        guid: it.guid("guid"),
        parent_guid: it.guid("parent_guid"),
        text: it.needed("text"),
        created_at: it.time("created_at"),
        edited_at: it.time("edited_at"),
    }
}

fn like(it: &Fields<'_>) -> Like {
    Like {
        author: it.author(),
        guid: it.guid("guid"),
        parent_guid: it.guid("parent_guid"),
        parent_type: it.kind("parent_type"),
        positive: it.flag("positive").expect("positive"),
    }
}

fn poll_participation(it: &Fields<'_>) -> PollParticipation {
    PollParticipation {
        author: it.author(),
        guid: it.guid("guid"),
        parent_guid: it.guid("parent_guid"),
        poll_answer_guid: it.guid("poll_answer_guid"),
    }
}

fn event_participation(it: &Fields<'_>) -> EventParticipation {
    let status = match it.needed("status").as_str() {
        "accepted" => Answer::Accepted,
        "declined" => Answer::Declined,
        "tentative" => Answer::Tentative,
        other => panic!("no answer {other}"),
    };
    EventParticipation {
        author: it.author(),
        guid: it.guid("guid"),
        parent_guid: it.guid("parent_guid"),
        status,
        edited_at: it.time("edited_at"),
    }
}

fn participation(it: &Fields<'_>) -> Participation {
    Participation {
        author: it.author(),
        guid: it.guid("guid"),
        parent_guid: it.guid("parent_guid"),
        parent_type: it.kind("parent_type"),
    }
}

fn profile(it: &Fields<'_>) -> Profile {
    Profile {
        author: it.author(),
        edited_at: it.time("edited_at"),
        full_name: it.text("full_name"),
        first_name: it.text("first_name"),
        last_name: it.text("last_name"),
        image_url: it.text("image_url"),
        image_url_medium: it.text("image_url_medium"),
        image_url_small: it.text("image_url_small"),
        bio: it.text("bio"),
        birthday: it.text("birthday"),
        gender: it.text("gender"),
        location: it.text("location"),
        searchable: it.flag("searchable").unwrap_or(true),
        public: it.flag("public").unwrap_or(false),
        nsfw: it.flag("nsfw").unwrap_or(false),
        tag_string: it.text("tag_string"),
    }
}

fn contact(it: &Fields<'_>) -> Contact {
    Contact {
        author: it.author(),
        recipient: it.id("recipient").expect("a recipient"),
        following: it.flag("following").unwrap_or(true),
        sharing: it.flag("sharing").unwrap_or(true),
        blocking: it.flag("blocking").unwrap_or(false),
    }
}

fn conversation(it: &Fields<'_>) -> Conversation {
    let participants = it.needed("participants");
    Conversation {
        author: it.author(),
        guid: it.guid("guid"),
        subject: it.needed("subject"),
        created_at: it.time("created_at"),
        participants: participants.split(';').map(|id| DiasporaId::parse(id).expect("an ID")).collect(),
        messages: it.list("messages", message),
    }
}

fn message(it: &Fields<'_>) -> Message {
    Message {
        author: it.author(),
        guid: it.guid("guid"),
        text: it.needed("text"),
        created_at: it.time("created_at"),
        edited_at: it.time("edited_at"),
        conversation_guid: it.guid("conversation_guid"),
    }
}

fn retraction(it: &Fields<'_>) -> Retraction {
    Retraction { author: it.author(), target_guid: it.guid("target_guid"), target_type: it.kind("target_type") }
}

fn account_migration(it: &Fields<'_>) -> AccountMigration {
    AccountMigration {
        author: it.author(),
        profile: it.nested("profile", profile).expect("a profile"),
        signature: it.text("signature"),
        old_identity: it.id("old_identity"),
        remote_photo_path: it.text("remote_photo_path"),
    }
}
