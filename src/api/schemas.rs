//! The shapes of answers in the words of JSON Schema, for the description (`describe`). `shape`
//! makes the same objects; a test holds every answer of a run against these.

use crate::domain::views::plain::NOTIFICATION_KINDS;
use serde_json::{Map, Value, json};

/// An object: members that are always there, and members that may be left out.
fn object(required: &[(&str, Value)], optional: &[(&str, Value)]) -> Value {
    let pairs = required.iter().chain(optional).map(|(name, schema)| ((*name).to_owned(), schema.clone()));
    let properties: Map<String, Value> = pairs.collect();
    let names: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Every shape by its name.
pub(super) fn all() -> Value {
    let text = || json!({ "type": "string" });
    let words = || json!({ "type": "string", "minLength": 1 });
    let flag = || json!({ "type": "boolean" });
    let count = || json!({ "type": "integer", "minimum": 0 });
    let guid = || json!({ "type": "string", "minLength": 16, "maxLength": 255 });
    let time = || json!({ "type": "string", "format": "date-time" });
    let url = || json!({ "type": "string", "pattern": "^https?://" });
    let or_null = |kind: &str| json!({ "type": [kind, "null"] });
    let people = || list(named("PersonShort"));
    let identity = [("guid", guid()), ("diaspora_id", words())];
    let details = [
        ("birthday", json!({ "type": ["string", "null"], "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })),
        ("gender", or_null("string")),
        ("location", text()),
        ("bio", text()),
    ];
    let optional = [("name", words()), ("avatar", named("Sizes"))];
    let own = [("searchable", flag()), ("show_profile_info", flag()), ("nsfw", flag())];
    let others = [
        ("blocked", flag()),
        ("relationship", object(&[("receiving", flag()), ("sharing", flag())], &[])),
        ("aspects", list(object(&[("id", count()), ("name", words())], &[]))),
    ];
    let tags = [("tags", list(words()))];
    let photo = [
        ("dimensions", object(&[("height", or_null("integer")), ("width", or_null("integer"))], &[])),
        ("sizes", named("Sizes")),
    ];
    let photo_alone = [("guid", guid()), ("created_at", time())];
    let post = [
        ("guid", guid()),
        ("created_at", time()),
        ("post_type", json!({ "type": "string", "enum": ["StatusMessage", "Reshare"] })),
        ("title", words()),
        ("body", text()),
        ("public", flag()),
        ("author", named("PersonShort")),
        ("interaction_counters", object(&[("comments", count()), ("likes", count()), ("reshares", count())], &[])),
        (
            "own_interaction_state",
            object(&[("liked", flag()), ("reshared", flag()), ("subscribed", flag()), ("reported", flag())], &[]),
        ),
        ("mentioned_people", people()),
        ("photos", list(named("PhotoInPost"))),
    ];
    let post_optional = [
        ("nsfw", flag()),
        ("provider_display_name", words()),
        ("poll", named("Poll")),
        ("location", named("Location")),
        ("open_graph_object", named("OpenGraph")),
        ("oembed", named("OEmbed")),
        ("root", named("Post")),
    ];
    json!({
        "Tag": words(),
        "PersonShort": object(&[&identity[..], &[("name", words())]].concat(), &[("avatar", url())]),
        "Sizes": object(&[("small", url()), ("medium", url()), ("large", url()), ("raw", url())], &[]),
        "Profile": object(&[&identity[..], &tags].concat(), &[&optional[..], &details, &own, &others].concat()),
        "OwnProfile": object(&[&identity[..], &tags, &details, &own].concat(), &optional),
        "Aspect": object(&[("id", count()), ("name", words()), ("order", count())], &[]),
        "PhotoInPost": object(&photo, &[]),
        "Photo": object(&[&photo[..], &photo_alone].concat(), &[("post", guid())]),
        "Post": object(&post, &post_optional),
        "Poll": object(&[
            ("guid", guid()),
            ("question", words()),
            ("participation_count", count()),
            ("already_participated", flag()),
            ("poll_answers", list(object(&[
                ("id", count()), ("answer", words()), ("vote_count", count()), ("own_answer", flag()),
            ], &[]))),
        ], &[]),
        "NewPoll": object(&[("question", words()), ("poll_answers", json!({
            "type": "array", "items": words(), "minItems": 2, "maxItems": 20,
        }))], &[]),
        "Location": object(&[
            ("address", text()),
            ("lat", json!({ "type": "number", "minimum": -90, "maximum": 90 })),
            ("lng", json!({ "type": "number", "minimum": -180, "maximum": 180 })),
        ], &[]),
        "OpenGraph": object(&[
            ("url", text()), ("type", text()), ("title", text()), ("image", text()),
            ("description", or_null("string")), ("video_url", or_null("string")),
        ], &[]),
        "OEmbed": object(&[
            ("type", text()), ("version", text()), ("title", text()), ("author_name", text()), ("html", text()),
            ("width", count()), ("height", count()), ("trusted_endpoint_url", url()),
        ], &[("thumbnail_url", url())]),
        "Comment": object(&[
            ("guid", guid()),
            ("created_at", time()),
            ("author", named("PersonShort")),
            ("body", text()),
            ("mentioned_people", people()),
            ("reported", flag()),
            ("interactions", object(&[("liked", flag()), ("likes_count", count())], &[])),
        ], &[]),
        "Like": object(&[("guid", guid()), ("author", named("PersonShort"))], &[]),
        "ReshareRef": object(&[("guid", guid()), ("created_at", time()), ("author", named("PersonShort"))], &[]),
        "Conversation": object(&[
            ("guid", guid()), ("subject", text()), ("created_at", time()), ("read", flag()),
            ("participants", people()),
        ], &[]),
        "Message": object(&[
            ("guid", guid()), ("created_at", time()), ("body", text()), ("author", named("PersonShort")),
        ], &[]),
        "Notification": object(&[
            ("guid", guid()),
            ("type", json!({ "type": "string", "enum": NOTIFICATION_KINDS })),
            ("read", flag()),
            ("created_at", time()),
            ("event_creators", people()),
        ], &[("target", object(&[("guid", guid()), ("author", named("PersonShort"))], &[]))]),
        "Error": object(&[("code", json!({ "type": "integer" })), ("message", text())], &[
            ("error", text()), ("error_description", text()),
        ]),
        "OAuthError": object(&[("error", text()), ("error_description", text())], &[]),
    })
}
