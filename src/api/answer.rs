//! What goes out: bodies, errors, and the headers that let programs of other origins in
//! (spec/api-v1.md §2.2, §2.6, §2.9).

use crate::domain::Refused;
use crate::net::inbound::Wait;
use crate::net::inbound::body::BodyFault;
use crate::net::inbound::reply;
use serde::Serialize;
use serde_json::json;
use std::borrow::Cow;
use warp::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS, RETRY_AFTER,
    WWW_AUTHENTICATE,
};
use warp::http::{HeaderMap, StatusCode};
use warp::reply::Response;

/// Said of every write while the disk is full (H-081).
const FULL: &str = "The disk of this pod is full: everything can be read, and nothing was changed";
/// Seconds after which it makes sense to try again.
const FULL_AFTER: u64 = 60;

/// What an endpoint gives.
pub(super) type Outcome = Result<Response, Fault>;

/// Why there is no ordinary answer.
#[derive(Debug)]
pub(super) struct Fault {
    status: u16,
    message: Cow<'static, str>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Plain,
    /// Nobody is known by what was sent; with the standard's word for it, if anything was sent.
    Unknown(Option<&'static str>),
    /// The standard's words alone (RFC 6749 §5.2).
    Protocol(&'static str),
    Later(u64),
}

impl Fault {
    /// A status with its words.
    pub(super) fn of(status: u16, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, message: message.into(), kind: Kind::Plain }
    }

    /// A required parameter is not there.
    pub(super) fn missing(name: &str) -> Self {
        Self::of(422, format!("param is missing or the value is empty: {name}"))
    }

    /// The token does not carry the scope.
    pub(super) fn scope() -> Self {
        Self::of(403, "insufficient_scope")
    }

    /// There is no token.
    pub(super) fn no_token() -> Self {
        Self { status: 401, message: "Unauthorized user".into(), kind: Kind::Unknown(None) }
    }

    /// There is one, and it is good for nothing.
    pub(super) fn bad_token() -> Self {
        let message = "The access token is unknown, expired or revoked".into();
        Self { status: 401, message, kind: Kind::Unknown(Some("invalid_token")) }
    }

    /// An error in the words of OAuth.
    pub(super) fn protocol(status: u16, error: &'static str, description: impl Into<Cow<'static, str>>) -> Self {
        Self { status, message: description.into(), kind: Kind::Protocol(error) }
    }

    /// What a refusal means at an endpoint: with these words if the thing is not there, and these
    /// if it is not acceptable.
    pub(super) fn told(refused: Refused, missing: &'static str, wrong: &'static str) -> Self {
        match refused {
            Refused::NotFound => Self::of(404, missing),
            Refused::Forbidden(_) | Refused::Invalid(..) => Self::of(422, wrong),
            Refused::NoRoom | Refused::Busy | Refused::Store(_) => Self::from(refused),
        }
    }

    /// The answer.
    pub(super) fn reply(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let plain = json!({ "code": self.status, "message": self.message });
        match self.kind {
            Kind::Plain => reply::json(status, &plain),
            Kind::Later(seconds) => reply::header(reply::json(status, &plain), RETRY_AFTER, &seconds.to_string()),
            Kind::Protocol(error) => {
                let body = json!({ "error": error, "error_description": self.message });
                let response = reply::json(status, &body);
                let basic = r#"Basic realm="OAuth2 Token Endpoint""#;
                if self.status == 401 { reply::header(response, WWW_AUTHENTICATE, basic) } else { response }
            }
            Kind::Unknown(error) => {
                let word = error.unwrap_or("unauthorized");
                let body = json!({
                    "code": self.status, "message": self.message, "error": word, "error_description": self.message,
                });
                let mut challenge = r#"Bearer realm="OpenID Connect""#.to_owned();
                if let Some(error) = error {
                    challenge = format!(r#"{challenge}, error="{error}", error_description="{}""#, self.message);
                }
                reply::header(reply::json(status, &body), WWW_AUTHENTICATE, &challenge)
            }
        }
    }
}

impl<E> From<E> for Fault
where
    Refused: From<E>,
{
    fn from(error: E) -> Self {
        let refused = Refused::from(error);
        if refused.is_full() {
            return Self { status: 503, message: FULL.into(), kind: Kind::Later(FULL_AFTER) };
        }
        match refused {
            Refused::NotFound => Self::of(404, "Not Found"),
            refused @ Refused::Forbidden(_) => Self::of(403, refused.to_string()),
            refused @ Refused::Invalid(..) => Self::of(422, refused.to_string()),
            refused @ Refused::NoRoom => Self::of(507, refused.to_string()),
            refused @ Refused::Busy => Self { status: 503, message: refused.to_string().into(), kind: Kind::Later(10) },
            Refused::Store(error) => {
                tracing::error!(%error, "an answer could not be made");
                Self::of(500, "Internal Server Error")
            }
        }
    }
}

impl From<Wait> for Fault {
    fn from(wait: Wait) -> Self {
        Self { status: 429, message: "Too Many Requests".into(), kind: Kind::Later(wait.seconds()) }
    }
}

impl From<BodyFault> for Fault {
    fn from(fault: BodyFault) -> Self {
        match fault {
            BodyFault::TooLarge => Self::of(413, "Content Too Large"),
            BodyFault::Broken => Self::of(400, "The body could not be read"),
        }
    }
}

/// A value, status 200.
pub(super) fn ok(value: &impl Serialize) -> Response {
    reply::json(StatusCode::OK, value)
}

/// A new thing, status 201.
pub(super) fn created(value: &impl Serialize) -> Response {
    reply::json(StatusCode::CREATED, value)
}

/// Done, and nothing to say.
pub(super) fn done() -> Response {
    empty(StatusCode::NO_CONTENT)
}

/// A status without a body.
pub(super) fn empty(status: StatusCode) -> Response {
    reply::empty(status)
}

/// Lets programs in web pages of any origin ask; they bring a token, never a cookie.
pub(super) fn with_cross_origin(response: Response, preflight: Option<&HeaderMap>) -> Response {
    let response = reply::header(response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    let Some(asked) = preflight else {
        return reply::header(response, ACCESS_CONTROL_EXPOSE_HEADERS, "Link, WWW-Authenticate");
    };
    let wanted = asked.get(ACCESS_CONTROL_REQUEST_HEADERS).and_then(|value| value.to_str().ok());
    let response =
        reply::header(response, ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    let response =
        reply::header(response, ACCESS_CONTROL_ALLOW_HEADERS, wanted.unwrap_or("Authorization, Content-Type"));
    reply::header(response, ACCESS_CONTROL_MAX_AGE, "86400")
}
