//! The HTTP API and the OpenID Connect provider, as programs use them: through the pod's routes,
//! with tokens. Every answer below `/api/v1` is held against the pod's own description.

mod aspects;
mod conventions;
mod description;
mod interactions;
mod notifications;
mod openid;
mod people;
mod photos;
mod posts;
mod scopes;
mod streams;
mod talks;
mod tokens;

use crate::pods::{Browser, Pods};
use bytes::Bytes;
use serde_json::{Value, json};

/// All scopes that the reference client asks for (spec/api-v1.md §6.1).
pub const ALL: &str = "openid profile profile:read_private profile:modify public:read public:modify private:read \
    private:modify contacts:read contacts:modify tags:read tags:modify interactions notifications conversations";
/// Reads what is public, and nothing else.
pub const READ: &str = "openid public:read";
/// A guid that exists nowhere.
pub const NOWHERE: &str = "0123456789abcdef0123456789abcdef";
pub const HOST: &str = "pod.example";

/// A program with a token.
pub struct Program {
    browser: Browser,
    pub token: Option<String>,
    description: Value,
}

/// What it was answered.
pub struct Reply {
    pub status: u16,
    pub headers: hyper::HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Reply {
    #[track_caller]
    pub fn is(&self, status: u16) -> &Value {
        assert_eq!(self.status, status, "{}", self.text);
        &self.body
    }

    /// An error with its words.
    #[track_caller]
    pub fn says(&self, status: u16, message: &str) {
        assert_eq!(self.is(status), &json!({ "code": status, "message": message }));
    }

    /// The address of a relation in the `Link` header, without the pod's own.
    pub fn link(&self, relation: &str) -> Option<String> {
        let header = self.headers.get("link")?.to_str().unwrap();
        let ending = format!("; rel=\"{relation}\"");
        let found = header.split(", ").find(|link| link.ends_with(&ending))?;
        let address = found.trim_start_matches('<').split('>').next().unwrap();
        Some(address.strip_prefix(&format!("https://{HOST}")).expect("absolute, on this pod").to_owned())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The guids of a list.
    pub fn guids(&self) -> Vec<String> {
        self.body.as_array().expect("a list").iter().map(guid).collect()
    }
}

/// The guid of an object.
#[track_caller]
pub fn guid(value: &Value) -> String {
    value["guid"].as_str().expect("a guid").to_owned()
}

impl Program {
    /// A program that holds a token of this person, issued by hand.
    pub async fn of(pods: &Pods, name: &str, scopes: &str) -> Self {
        let scopes = scopes.to_owned();
        let issue = move |tx: &mut seedpod::store::WriteTx<'_>,
                          cx: &mut seedpod::domain::Cx<'_>,
                          account: &seedpod::model::Account| {
            seedpod::domain::tokens::issue(tx, cx, account, &scopes, None)
        };
        let token = pods.at(HOST).act(name, issue).await.unwrap();
        Self::with(pods, Some(token)).await
    }

    pub async fn with(pods: &Pods, token: Option<String>) -> Self {
        let mut browser = pods.stranger(HOST);
        let description = browser.send("GET", "/api/openapi.json", &[], Bytes::new()).await;
        let description = serde_json::from_slice(&description.bytes).expect("the description is JSON");
        Self { browser, token, description }
    }

    pub async fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, None).await
    }

    pub async fn post(&mut self, path: &str, body: Value) -> Reply {
        self.ask("POST", path, Some(body)).await
    }

    pub async fn patch(&mut self, path: &str, body: Value) -> Reply {
        self.ask("PATCH", path, Some(body)).await
    }

    pub async fn delete(&mut self, path: &str) -> Reply {
        self.ask("DELETE", path, None).await
    }

    async fn ask(&mut self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let body = body.map(|body| ("application/json; charset=utf-8", Bytes::from(body.to_string())));
        self.raw(method, path, &[], body).await
    }

    /// One request below `/api/v1/`, or anywhere if the path begins with a slash.
    pub async fn raw(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<(&str, Bytes)>,
    ) -> Reply {
        let address = if path.starts_with('/') { path.to_owned() } else { format!("/api/v1/{path}") };
        let token = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let mut all: Vec<(&str, &str)> = headers.to_vec();
        all.extend(token.as_deref().map(|token| ("authorization", token)));
        all.extend(body.as_ref().map(|(kind, _)| ("content-type", *kind)));
        let bytes = body.map(|(_, bytes)| bytes).unwrap_or_default();
        let page = self.browser.send(method, &address, &all, bytes).await;
        let reply = Reply {
            status: page.status,
            body: if page.bytes.is_empty() {
                Value::Null
            } else {
                serde_json::from_slice(&page.bytes).unwrap_or_default()
            },
            headers: page.headers,
            text: page.html,
        };
        if address.starts_with("/api/v1/") {
            self.check(method, &address, &reply);
        }
        reply
    }

    /// Status, headers and body are what the description says, and errors have their shape.
    fn check(&self, method: &str, address: &str, reply: &Reply) {
        assert_ne!(reply.status, 500, "{method} {address}: {}", reply.text);
        assert_eq!(reply.header("access-control-allow-origin"), "*");
        if matches!(reply.status, 201 | 204) && reply.body.is_null() {
            return assert!(reply.text.is_empty());
        }
        assert_eq!(reply.header("content-type"), "application/json; charset=utf-8", "{method} {address}");
        let path = address.split('?').next().unwrap();
        let Some(operation) = self.operation(method, path) else { return };
        let response = &operation["responses"][reply.status.to_string()];
        assert!(response.is_object(), "{method} {path} may not answer {}: {}", reply.status, reply.text);
        let schema = &response["content"]["application/json"]["schema"];
        if let Err(why) = self.fits(schema, &reply.body) {
            panic!("{method} {path}: {why}\n{:#}", reply.body);
        }
        //
        if reply.status >= 400 && reply.status != 401 && reply.body.get("error").is_none() {
            assert_eq!(reply.body["code"], reply.status);
            assert_eq!(reply.body.as_object().map(serde_json::Map::len), Some(2), "{}", reply.text);
        }
    }

    fn operation(&self, method: &str, path: &str) -> Option<&Value> {
        let given: Vec<&str> = path.split('/').collect();
        let paths = self.description["paths"].as_object().unwrap();
        let found = paths.iter().find(|(known, item)| {
            let wanted: Vec<&str> = known.split('/').collect();
            wanted.len() == given.len()
                && wanted.iter().zip(&given).all(|(wanted, given)| wanted.starts_with('{') || wanted == given)
                && item.get(method.to_lowercase()).is_some()
        });
        found.map(|(_, item)| &item[method.to_lowercase()])
    }

    /// As much of JSON Schema as the description uses.
    fn fits(&self, schema: &Value, value: &Value) -> Result<(), String> {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap();
            return self
                .fits(&self.description["components"]["schemas"][name], value)
                .map_err(|why| format!("{name}: {why}"));
        }
        if let Some(any) = schema["anyOf"].as_array() {
            let fits = any.iter().any(|schema| self.fits(schema, value).is_ok());
            return if fits { Ok(()) } else { Err(format!("{value} fits nothing of {any:?}")) };
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let allowed = match &schema["type"] {
            Value::String(one) => vec![one.as_str()],
            Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
            _ => vec![kind],
        };
        if !allowed.contains(&kind) {
            return Err(format!("{value} is {kind}, not {allowed:?}"));
        }
        if let Some(choice) = schema["enum"].as_array()
            && !choice.contains(value)
        {
            return Err(format!("{value} is none of {choice:?}"));
        }
        if let Some(least) = schema["minLength"].as_u64()
            && (value.as_str().map_or(0, |text| text.chars().count()) as u64) < least
        {
            return Err(format!("{value} is too short"));
        }
        if schema["format"] == "date-time" {
            //
            let text = value.as_str().unwrap();
            if text.len() != 24 || !text.ends_with('Z') {
                return Err(format!("{text} has no milliseconds"));
            }
        }
        if let Value::Array(items) = value {
            for item in items {
                self.fits(&schema["items"], item)?;
            }
        }
        if let (Value::Object(members), Some(properties)) = (value, schema["properties"].as_object()) {
            for name in schema["required"].as_array().into_iter().flatten() {
                if !members.contains_key(name.as_str().unwrap()) {
                    return Err(format!("{name} is missing"));
                }
            }
            for (name, member) in members {
                let Some(schema) = properties.get(name) else { return Err(format!("{name} is not known")) };
                self.fits(schema, member).map_err(|why| format!("{name}: {why}"))?;
            }
        }
        Ok(())
    }

    /// The number of one's first aspect.
    pub async fn aspect(&mut self) -> u64 {
        self.get("aspects").await.is(200)[0]["id"].as_u64().unwrap()
    }

    /// Publishes for everybody.
    pub async fn publish(&mut self, text: &str) -> String {
        guid(self.post("posts", json!({ "public": true, "body": text })).await.is(200))
    }

    /// Publishes for one's first aspect.
    pub async fn confide(&mut self, text: &str) -> String {
        let aspect = self.aspect().await;
        guid(self.post("posts", json!({ "public": false, "aspects": [aspect], "body": text })).await.is(200))
    }

    /// One's own guid.
    pub async fn me(&mut self) -> String {
        guid(self.get("user").await.is(200))
    }

    /// Puts a person into one's first aspect.
    pub async fn share_with(&mut self, person: &str) {
        let aspect = self.aspect().await;
        self.post(&format!("aspects/{aspect}/contacts"), json!({ "person_guid": person })).await.is(204);
    }
}

/// A pod with Alice and Bob, who share in both directions, and their programs.
pub async fn friends() -> (Pods, Program, Program) {
    let pods = Pods::new(&[HOST]).await;
    for name in ["alice", "bob"] {
        pods.at(HOST).account(name).await;
    }
    let mut alice = Program::of(&pods, "alice", ALL).await;
    let mut bob = Program::of(&pods, "bob", ALL).await;
    let (a, b) = (alice.me().await, bob.me().await);
    alice.share_with(&b).await;
    bob.share_with(&a).await;
    (pods, alice, bob)
}

/// Somebody else on the pod, with a program that may do everything.
pub async fn third(pods: &Pods) -> Program {
    pods.at(HOST).account("carol").await;
    Program::of(pods, "carol", ALL).await
}

/// A multipart form with one file.
pub fn upload(fields: &[(&str, &str)], name: &str, file: &[u8]) -> (&'static str, Bytes) {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(format!("--x\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(
        format!("--x\r\ncontent-disposition: form-data; name=\"image\"; filename=\"{name}\"\r\ncontent-type: image/png\r\n\r\n")
            .into_bytes(),
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    ("multipart/form-data; boundary=x", body.into())
}

/// A picture of this size.
pub fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 241) as u8, ((x + y) % 239) as u8])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(image).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Lets so much time pass that nothing was asked too often; only in tests that began with the
/// clock of the limits standing still.
pub async fn rest() {
    tokio::time::advance(std::time::Duration::from_secs(600)).await;
}
