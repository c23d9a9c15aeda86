//! The OpenID Connect provider: a program registers, a person allows it, tokens come and go
//! (spec/api-v1.md §1).

use super::{HOST, Program};
use crate::pods::{Browser, Page, Pods, TestPod};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};

const BACK: &str = "eu.example.app://callback";
const NEW: &str = "/api/openid_connect/authorizations/new";
const DECIDE: &str = "/api/openid_connect/authorizations";
const FORM: &str = "application/x-www-form-urlencoded";

fn encode(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// A registered program and the person at the browser.
struct Scene {
    pods: Pods,
    browser: Browser,
    program: Program,
    id: String,
    secret: String,
}

impl Scene {
    async fn new() -> Self {
        let pods = Pods::new(&[HOST]).await;
        let browser = pods.person("alice@pod.example").await;
        let mut program = Program::with(&pods, None).await;
        let made = register(&mut program, json!({ "client_name": "App <b>", "redirect_uris": [BACK] })).await;
        let (id, secret) = (text(&made, "client_id"), text(&made, "client_secret"));
        Self { pods, browser, program, id, secret }
    }

    fn pod(&self) -> &TestPod {
        self.pods.at(HOST)
    }

    /// Opens the authorization endpoint without following where it leads.
    async fn ask(&mut self, pairs: &[(&str, &str)]) -> Page {
        let id = self.id.clone();
        let mut all = vec![("client_id", id.as_str()), ("redirect_uri", BACK)];
        all.retain(|(name, _)| pairs.iter().all(|(other, _)| other != name));
        all.extend(pairs.iter().filter(|(_, value)| !value.is_empty()));
        self.browser.send("GET", &format!("{NEW}?{}", encode(&all)), &[("accept", "text/html")], Bytes::new()).await
    }

    /// Presses a button of the consent page; says where that leads.
    async fn decide(&mut self, page: &Page, approve: &str) -> String {
        page.is(200);
        let value = |name: &str| page.attribute(&format!("input[name='{name}']"), "value").unwrap();
        let (csrf, number) = (value("csrf"), value("page"));
        let body = encode(&[
            ("csrf", &csrf),
            ("page", &number),
            ("approve", approve),
            ("scope", "email"),
            ("redirect_uri", "x"),
        ]);
        let origin = format!("https://{HOST}");
        let headers = [("content-type", FORM), ("origin", origin.as_str())];
        location(&self.browser.send("POST", DECIDE, &headers, body.into()).await)
    }

    async fn code(&mut self, pairs: &[(&str, &str)]) -> String {
        let mut all = vec![("response_type", "code"), ("scope", "openid profile")];
        all.retain(|(name, _)| pairs.iter().all(|(other, _)| other != name));
        all.extend(pairs);
        let page = self.ask(&all).await;
        let address = if page.status == 302 { location(&page) } else { self.decide(&page, "true").await };
        part(&address, "code").unwrap_or_else(|| panic!("no code in {address}"))
    }

    async fn redeem(&mut self, pairs: &[(&str, &str)]) -> super::Reply {
        let (id, secret) = (self.id.clone(), self.secret.clone());
        let mut all = vec![("client_id", id.as_str()), ("client_secret", secret.as_str())];
        all.retain(|(name, _)| pairs.iter().all(|(other, _)| other != name));
        all.extend(pairs.iter().filter(|(_, value)| !value.is_empty()));
        self.token(&[], &all).await
    }

    async fn token(&mut self, headers: &[(&str, &str)], pairs: &[(&str, &str)]) -> super::Reply {
        let body = Some((FORM, encode(pairs).into()));
        let kept = self.program.token.take();
        let reply = self.program.raw("POST", "/api/openid_connect/access_tokens", headers, body).await;
        self.program.token = kept;
        assert_eq!((reply.header("cache-control"), reply.header("pragma")), ("no-store", "no-cache"));
        reply
    }

    async fn exchange(&mut self, code: &str) -> super::Reply {
        self.redeem(&[("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BACK)]).await
    }

    /// Consents and exchanges; the tokens.
    async fn tokens(&mut self, scope: &str) -> Value {
        let code = self.code(&[("scope", scope), ("prompt", "consent")]).await;
        self.exchange(&code).await.is(200).clone()
    }

    async fn status_with(&mut self, token: &str, path: &str) -> u16 {
        self.program.token = Some(token.to_owned());
        let status = self.program.get(path).await.status;
        self.program.token = None;
        status
    }
}

async fn register(program: &mut Program, metadata: Value) -> Value {
    let body = Some(("application/json", metadata.to_string().into()));
    program.raw("POST", "/api/openid_connect/clients", &[], body).await.is(200).clone()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}

#[track_caller]
fn location(page: &Page) -> String {
    assert_eq!(page.status, 302, "{}", page.text());
    page.headers["location"].to_str().unwrap().to_owned()
}

/// A parameter of an address, in its query or its fragment.
fn part(address: &str, name: &str) -> Option<String> {
    let pairs = address.split(['?', '#']).next_back()?;
    url::form_urlencoded::parse(pairs.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// The claims of an ID token whose signature holds.
fn claims(keys: &Value, token: &str) -> Value {
    let header = jsonwebtoken::decode_header(token).unwrap();
    assert_eq!(
        (header.alg, header.kid.as_deref(), header.typ.as_deref()),
        (Algorithm::RS256, Some("default"), Some("JWT"))
    );
    let key = DecodingKey::from_rsa_components(&text(&keys["keys"][0], "n"), &text(&keys["keys"][0], "e")).unwrap();
    let mut rules = Validation::new(Algorithm::RS256);
    (rules.validate_exp, rules.validate_aud) = (false, false);
    rules.required_spec_claims.clear();
    jsonwebtoken::decode::<Value>(token, &key, &rules).unwrap().claims
}

#[tokio::test(start_paused = true)]
async fn programs_find_the_pod_and_register() {
    let mut scene = Scene::new().await;
    let program = &mut scene.program;
    // A-001, A-003, A-004
    let found = program.raw("GET", "/.well-known/openid-configuration", &[], None).await;
    let document = found.is(200).clone();
    for name in ["authorization_endpoint", "token_endpoint", "registration_endpoint", "userinfo_endpoint", "jwks_uri"] {
        let path = text(&document, name).strip_prefix("https://pod.example").unwrap().to_owned();
        assert_ne!(program.raw("GET", &path, &[], None).await.status, 404, "{path}");
    }
    assert_eq!(document["scopes_supported"].as_array().unwrap().len(), 20);
    assert_eq!(document["response_types_supported"], json!(["id_token", "id_token token", "code"]));
    assert_eq!(
        (&document["issuer"], &document["subject_types_supported"]),
        (&json!("https://pod.example/"), &json!(["public", "pairwise"]))
    );
    assert_eq!(document["id_token_signing_alg_values_supported"], json!(["RS256"]));
    assert!(
        document["claims_parameter_supported"].as_bool().unwrap()
            && document["request_parameter_supported"].as_bool().unwrap()
    );
    // A-002
    let finger = program.raw("GET", "/.well-known/webfinger?resource=acct:alice@pod.example", &[], None).await;
    let links = finger.is(200)["links"].as_array().unwrap();
    let issuer = links.iter().find(|link| link["rel"] == "http://openid.net/specs/connect/1.0/issuer").unwrap();
    assert_eq!(issuer["href"], document["issuer"]);
    // A-005
    let keys = program.raw("GET", "/api/openid_connect/jwks.json", &[], None).await;
    let key = &keys.is(200)["keys"][0];
    assert_eq!(
        (key["kty"].clone(), key["use"].clone(), key["kid"].clone()),
        (json!("RSA"), json!("sig"), json!("default"))
    );
    assert!(["d", "p", "q", "dp", "dq", "qi"].iter().all(|name| key.get(name).is_none()));
    assert_eq!(program.raw("GET", "/api/openid_connect/jwks.json", &[], None).await.body, keys.body);
    // A-006, A-007, A-008, A-017
    let (one, two) = (
        json!({ "client_name": "X", "redirect_uris": [BACK] }),
        json!({ "client_name": "X", "redirect_uris": [BACK] }),
    );
    let (one, two) = (register(program, one).await, register(program, two).await);
    assert_ne!(one["client_id"], two["client_id"]);
    assert_eq!((text(&one, "client_id").len(), text(&one, "client_secret").len()), (32, 64));
    assert_eq!(
        (&one["client_secret_expires_at"], &one["token_endpoint_auth_method"]),
        (&json!(0), &json!("client_secret_post"))
    );
    let found = program.raw("GET", "/api/openid_connect/clients/find?client_name=X", &[], None).await;
    assert!(found.is(200)["client_id"].is_string() && found.headers.get("set-cookie").is_none());
    // A-009, A-010, A-011, A-012, A-013
    let with = |name: &str, value: Value| {
        let mut metadata = json!({ "redirect_uris": ["https://app.example/back"] });
        metadata[name] = value;
        metadata
    };
    for (error, metadata) in [
        ("invalid_client_metadata", json!({})),
        ("invalid_client_metadata", json!({ "redirect_uris": [] })),
        ("invalid_client_metadata", json!({ "redirect_uris": ["no uri"] })),
        ("invalid_client_metadata", json!({ "redirect_uris": ["javascript:alert(1)"] })),
        ("invalid_client_metadata", json!({ "redirect_uris": "https://app.example/back" })),
        ("invalid_redirect_uri", json!({ "redirect_uris": ["https://app.example/#x"] })),
        ("invalid_client_metadata", with("logo_uri", json!("ftp://app.example/logo"))),
        ("invalid_client_metadata", with("policy_uri", json!("policy"))),
        ("invalid_client_metadata", with("tos_uri", json!(7))),
        ("invalid_client_metadata", with("client_uri", json!("javascript:x"))),
        ("invalid_client_metadata", with("contacts", json!(["not an address"]))),
        ("invalid_client_metadata", with("subject_type", json!("other"))),
        (
            "invalid_client_metadata",
            json!({ "redirect_uris": ["https://a.example/", "https://b.example/"], "subject_type": "pairwise" }),
        ),
        // A-014, A-015
        ("invalid_client_metadata", with("sector_identifier_uri", json!("https://127.0.0.1/sector"))),
        ("invalid_client_metadata", with("jwks_uri", json!("http://192.168.0.1/keys"))),
    ] {
        super::rest().await;
        let body = Some(("application/json", metadata.to_string().into()));
        let reply = program.raw("POST", "/api/openid_connect/clients", &[], body).await;
        assert_eq!(reply.is(400)["error"], error, "{metadata}");
    }
    // A-016
    for broken in ["{", "[]", ""] {
        let body = Some(("application/json", broken.into()));
        program.raw("POST", "/api/openid_connect/clients", &[], body).await.is(400);
    }
    assert_eq!(register(program, with("subject_type", json!("pairwise"))).await["ppid"], true);
    assert!(scene.pods.net.asked().is_empty());
}

#[tokio::test]
async fn a_person_is_asked_and_answers() {
    let mut scene = Scene::new().await;
    let state = "a&b %25+c=d #é";
    // A-021
    let page = scene.ask(&[("response_type", "code"), ("scope", "openid contacts:read"), ("state", state)]).await;
    page.is(200)
        .sees("App <b>")
        .sees_not("App <b>")
        .sees("Know who you are")
        .sees("See your contacts")
        .sees("Read public posts");
    // A-042
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("form-action"));
    // A-040
    let bare = scene.browser.send("POST", DECIDE, &[("content-type", FORM)], "approve=true".into()).await;
    assert!(matches!(bare.status, 403 | 422));
    // A-023
    let address = scene.decide(&page, "false").await;
    assert!(address.starts_with(&format!("{BACK}?")));
    assert_eq!(
        (part(&address, "error").as_deref(), part(&address, "state").as_deref()),
        (Some("access_denied"), Some(state))
    );
    assert_eq!(part(&address, "code"), None);
    // A-022, A-041
    let page = scene.ask(&[("response_type", "code"), ("scope", "openid contacts:read"), ("state", state)]).await;
    let address = scene.decide(&page, "true").await;
    assert!(address.starts_with(&format!("{BACK}?")) && !address.contains('+'));
    assert_eq!((part(&address, "code").unwrap().len(), part(&address, "state").as_deref()), (64, Some(state)));
    let account = scene.pod().find("alice").await.id;
    let allowed = scene.pod().read(move |tx| seedpod::domain::apps::of_account(tx, account)).await;
    // A-029
    assert_eq!(allowed[0].0.scopes, ["openid", "contacts:read", "public:read"]);
    // A-036, A-033
    let same = [("response_type", "code"), ("scope", "contacts:read public:read openid")];
    assert!(part(&location(&scene.ask(&same).await), "code").is_some());
    scene.ask(&[same[0], same[1], ("prompt", "consent")]).await.is(200);
    scene.ask(&[same[0], ("scope", "openid contacts:read email")]).await.is(200);
    assert!(part(&location(&scene.ask(&[same[0], same[1], ("prompt", "none")]).await), "code").is_some());
    let other = scene.ask(&[same[0], ("scope", "openid"), ("prompt", "none"), ("state", state)]).await;
    assert_eq!(part(&location(&other), "error").as_deref(), Some("interaction_required"));
    assert_eq!(part(&location(&other), "state").as_deref(), Some(state));
    let mut stranger = scene.pods.stranger(HOST);
    let id = scene.id.clone();
    let query = encode(&[("client_id", &id), ("response_type", "code"), ("prompt", "none"), ("state", state)]);
    let page = stranger.send("GET", &format!("{NEW}?{query}"), &[], Bytes::new()).await;
    assert_eq!(part(&location(&page), "error").as_deref(), Some("login_required"));
    assert_eq!(part(&location(&page), "state").as_deref(), Some(state));
}

#[tokio::test]
async fn mistakes_in_a_request_go_back_to_the_program_or_nowhere() {
    let mut scene = Scene::new().await;
    let state = ("state", "a&b");
    let implicit = |address: &str| address.starts_with(&format!("{BACK}#"));
    // A-027, A-028, A-030, A-034, A-038
    for (pairs, error, in_fragment) in [
        (vec![("response_type", "id_token"), ("scope", "openid")], "invalid_request", true),
        (vec![("response_type", "code"), ("scope", "openid odd")], "invalid_scope", false),
        (vec![("response_type", "code"), ("scope", "private:read")], "invalid_scope", false),
        (vec![("response_type", "code"), ("scope", "private:modify")], "invalid_scope", false),
        (vec![("response_type", "token"), ("scope", "openid")], "unsupported_response_type", true),
        (vec![("response_type", "code token"), ("scope", "openid")], "unsupported_response_type", true),
        (vec![("response_type", "foo"), ("scope", "openid")], "unsupported_response_type", false),
        (vec![("response_type", "code"), ("prompt", "none consent")], "invalid_request", false),
        (vec![("response_type", "code"), ("prompt", "select_account")], "account_selection_required", false),
        (vec![("response_type", "code"), ("claims", "{")], "invalid_request", false),
        (vec![("response_type", "code"), ("claims", r#"{"userinfo":{"odd":null}}"#)], "invalid_scope", false),
        (vec![("response_type", "code"), ("request", "x.y.z")], "invalid_request_object", false),
        (vec![("response_type", "code"), ("request_uri", "https://a.example/r")], "request_uri_not_supported", false),
        (
            vec![("response_type", "code"), ("code_challenge", "x"), ("code_challenge_method", "odd")],
            "invalid_request",
            false,
        ),
    ] {
        let mut all = pairs.clone();
        all.push(state);
        let address = location(&scene.ask(&all).await);
        assert_eq!((part(&address, "error").as_deref(), implicit(&address)), (Some(error), in_fragment), "{pairs:?}");
        assert_eq!(part(&address, "state").as_deref(), Some("a&b"), "{address}");
    }
    // A-038
    let claims = ("claims", r#"{"userinfo":{"name":null}}"#);
    scene.ask(&[("response_type", "code"), ("scope", "openid"), claims]).await.is(200).sees("See your name");
    let object = format!(
        "{}.{}.",
        URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#),
        URL_SAFE_NO_PAD.encode(r#"{"claims":{"userinfo":{"picture":null}}}"#)
    );
    scene
        .ask(&[("response_type", "code"), ("scope", "openid"), ("request", &object)])
        .await
        .is(200)
        .sees("See your picture");
    // A-031
    for wrong in [
        ("client_id", "ffffffffffffffffffffffffffffffff"),
        ("redirect_uri", "eu.example.app://callback/"),
        ("redirect_uri", "eu.example.app://callback?x"),
        ("redirect_uri", "eu.example.app://callbac"),
        ("redirect_uri", "https://evil.example/"),
    ] {
        let page = scene.ask(&[("response_type", "code"), wrong]).await;
        page.is(400).sees("The application could not be authorized").sees("Invalid client id or redirect uri");
        assert!(page.headers.get("location").is_none());
    }
    // A-032
    scene.ask(&[("response_type", "code"), ("scope", "openid"), ("redirect_uri", "")]).await.is(200);
    let two = json!({ "redirect_uris": ["https://a.example/1", "https://a.example/2"] });
    scene.id = text(&register(&mut scene.program, two).await, "client_id");
    scene.ask(&[("response_type", "code"), ("redirect_uri", "")]).await.is(400);
    // An address with a query of its own keeps it.
    let with_query = json!({ "redirect_uris": ["https://a.example/?x=1"] });
    scene.id = text(&register(&mut scene.program, with_query).await, "client_id");
    let address = location(&scene.ask(&[("response_type", "foo"), ("redirect_uri", "https://a.example/?x=1")]).await);
    assert!(address.starts_with("https://a.example/?x=1&error="), "{address}");
}

#[tokio::test]
async fn whoever_is_not_signed_in_signs_in_first() {
    let mut scene = Scene::new().await;
    let id = scene.id.clone();
    let query = encode(&[
        ("client_id", &id),
        ("response_type", "code"),
        ("scope", "openid"),
        ("state", "a&b"),
        ("prompt", "login"),
    ]);
    // A-020
    let mut stranger = scene.pods.stranger(HOST);
    let page = stranger.open(&format!("{NEW}?{query}")).await;
    let page =
        stranger.submit(&page, "/users/sign_in", &[("username", "alice"), ("password", crate::pods::PASSWORD)]).await;
    page.is(200).sees("Know who you are");
    // A-035
    let page = scene.browser.open(&format!("{NEW}?{query}")).await;
    let page = scene
        .browser
        .submit(&page, "/users/sign_in", &[("username", "alice"), ("password", crate::pods::PASSWORD)])
        .await;
    page.is(200).sees("Know who you are");
    let address = scene.decide(&page, "true").await;
    assert_eq!(part(&address, "state").as_deref(), Some("a&b"));
    // A-037
    scene.pods.clock.advance(100);
    let aged = |age: &'static str| [("response_type", "code"), ("scope", "openid"), ("max_age", age)];
    assert_eq!(scene.ask(&aged("100")).await.status, 302);
    let page = scene.ask(&aged("99")).await;
    assert!(page.headers["location"].to_str().unwrap().starts_with("/users/sign_in?back="));
    // A-039: other sites send forms, without our cookie and without a token of ours
    let mut browser = scene.pods.browser("alice@pod.example").await;
    let body = encode(&[("client_id", &id), ("response_type", "code"), ("scope", "openid email")]);
    let headers = [("content-type", FORM), ("origin", "https://other.example"), ("sec-fetch-site", "cross-site")];
    browser.send("POST", NEW, &headers, body.into()).await.is(200).sees("See your mail address");
}

#[tokio::test]
async fn implicit_flows_answer_in_the_fragment() {
    let mut scene = Scene::new().await;
    let keys = scene.program.raw("GET", "/api/openid_connect/jwks.json", &[], None).await.body;
    // A-024
    let page = scene.ask(&[("response_type", "id_token"), ("scope", "openid"), ("nonce", "n-1"), ("state", "s")]).await;
    let address = scene.decide(&page, "true").await;
    assert!(address.starts_with(&format!("{BACK}#id_token=")) && !address.contains('?'));
    assert_eq!(part(&address, "state").as_deref(), Some("s"));
    let told = claims(&keys, &part(&address, "id_token").unwrap());
    assert_eq!((&told["nonce"], told.get("at_hash")), (&json!("n-1"), None));
    // A-025
    let page = scene
        .ask(&[("response_type", "token id_token"), ("scope", "openid"), ("nonce", "n-2"), ("prompt", "consent")])
        .await;
    let address = scene.decide(&page, "true").await;
    let token = part(&address, "access_token").unwrap();
    assert_eq!(
        (part(&address, "token_type").as_deref(), part(&address, "expires_in").as_deref()),
        (Some("bearer"), Some("86400"))
    );
    assert_eq!(part(&address, "refresh_token"), None);
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes());
    let told = claims(&keys, &part(&address, "id_token").unwrap());
    assert_eq!(told["at_hash"], URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]));
    // A-026
    let page = scene.ask(&[("response_type", "id_token"), ("scope", "openid email"), ("nonce", "n")]).await;
    assert!(scene.decide(&page, "false").await.starts_with(&format!("{BACK}#error=access_denied")));
}

#[tokio::test]
async fn codes_become_tokens_once() {
    let mut scene = Scene::new().await;
    let keys = scene.program.raw("GET", "/api/openid_connect/jwks.json", &[], None).await.body;
    // A-050, A-062, A-002
    let code = scene.code(&[("nonce", "n-0")]).await;
    let tokens = scene.exchange(&code).await.is(200).clone();
    assert_eq!((text(&tokens, "access_token").len(), text(&tokens, "refresh_token").len()), (64, 64));
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("bearer"), &json!(86_400)));
    let told = claims(&keys, &text(&tokens, "id_token"));
    let now = 1_772_366_400;
    assert_eq!(
        (&told["iss"], &told["sub"], &told["aud"]),
        (&json!("https://pod.example/"), &json!("alice@pod.example"), &json!(scene.id))
    );
    assert_eq!((&told["iat"], &told["exp"], &told["auth_time"]), (&json!(now), &json!(now + 1800), &json!(now)));
    assert_eq!((&told["nonce"], &told["acr"]), (&json!("n-0"), &json!("0")));
    assert!(told["at_hash"].is_string());
    let access = text(&tokens, "access_token");
    assert_eq!(scene.status_with(&access, "user").await, 200);
    // A-059
    let refresh = text(&tokens, "refresh_token");
    let renewed = scene.redeem(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await;
    assert_eq!(renewed.is(200).as_object().unwrap().len(), 3);
    let second = text(&renewed.body, "access_token");
    assert_eq!((scene.status_with(&second, "user").await, scene.status_with(&access, "user").await), (200, 200));
    // A-060
    let other = register(&mut scene.program, json!({ "redirect_uris": [BACK] })).await;
    let (other_id, other_secret) = (text(&other, "client_id"), text(&other, "client_secret"));
    let stolen = [
        ("client_id", other_id.as_str()),
        ("client_secret", other_secret.as_str()),
        ("grant_type", "refresh_token"),
        ("refresh_token", refresh.as_str()),
    ];
    assert_eq!(scene.redeem(&stolen).await.is(400)["error"], "invalid_grant");
    // A-061
    scene.pods.clock.advance(86_400);
    assert_eq!(scene.status_with(&access, "user").await, 401);
    scene.redeem(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await.is(200);
    // A-053
    let third = scene.redeem(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await;
    let third = text(&third.body, "access_token");
    assert_eq!(scene.exchange(&code).await.is(400)["error"], "invalid_grant");
    assert_eq!(scene.status_with(&third, "user").await, 401);
    assert_eq!(
        scene.redeem(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await.is(400)["error"],
        "invalid_grant"
    );
    // A-054
    let code = scene.code(&[]).await;
    let grant = ("grant_type", "authorization_code");
    for wrong in [
        vec![grant, ("code", code.as_str()), ("redirect_uri", "https://other.example/")],
        vec![grant, ("code", code.as_str())],
        vec![
            grant,
            ("code", code.as_str()),
            ("redirect_uri", BACK),
            ("client_id", other_id.as_str()),
            ("client_secret", other_secret.as_str()),
        ],
        vec![grant, ("code", "unknown"), ("redirect_uri", BACK)],
    ] {
        assert_eq!(scene.redeem(&wrong).await.is(400)["error"], "invalid_grant", "{wrong:?}");
    }
    scene.pods.clock.advance(601);
    assert_eq!(scene.exchange(&code).await.is(400)["error"], "invalid_grant");
    // A-051
    let code = scene.code(&[]).await;
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", scene.id, scene.secret)));
    let pairs = [grant, ("code", code.as_str()), ("redirect_uri", BACK)];
    scene.token(&[("authorization", &basic)], &pairs).await.is(200);
}

#[tokio::test]
async fn the_token_endpoint_says_what_is_wrong() {
    let mut scene = Scene::new().await;
    let code = scene.code(&[]).await;
    let exchange = |scene: &Scene| {
        [
            ("grant_type".to_owned(), "authorization_code".to_owned()),
            ("code".to_owned(), code.clone()),
            ("redirect_uri".to_owned(), BACK.to_owned()),
            ("client_id".to_owned(), scene.id.clone()),
        ]
    };
    // A-055
    for secret in ["wrong", ""] {
        let mut pairs: Vec<(String, String)> = exchange(&scene).to_vec();
        if !secret.is_empty() {
            pairs.push(("client_secret".to_owned(), secret.to_owned()));
        }
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let reply = scene.token(&[], &pairs).await;
        assert_eq!(
            (reply.is(401)["error"].clone(), reply.header("www-authenticate")),
            (json!("invalid_client"), "Basic realm=\"OAuth2 Token Endpoint\"")
        );
    }
    scene.redeem(&[("client_id", "unknown"), ("grant_type", "refresh_token"), ("refresh_token", "x")]).await.is(401);
    // A-056, A-057
    for (pairs, error) in [
        (vec![], "invalid_request"),
        (vec![("grant_type", "authorization_code")], "invalid_request"),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (vec![("grant_type", "client_credentials")], "unsupported_grant_type"),
        (vec![("grant_type", "foo")], "unsupported_grant_type"),
        (vec![("grant_type", "refresh_token"), ("refresh_token", "x")], "invalid_grant"),
    ] {
        assert_eq!(scene.redeem(&pairs).await.is(400)["error"], error, "{pairs:?}");
    }
    let basic = format!("Basic {}", STANDARD.encode("other:secret"));
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_id", "another")];
    assert_eq!(scene.token(&[("authorization", &basic)], &pairs).await.is(400)["error"], "invalid_request");
    // A-058
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge =
        [("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), ("code_challenge_method", "S256")];
    for (asked, brought, works) in [
        (&challenge[..], Some(verifier), true),
        (&challenge[..], Some("wrong"), false),
        (&challenge[..], None, false),
        (&[("code_challenge", "plain-one")][..], Some("plain-one"), true),
        (&[][..], Some(verifier), true),
    ] {
        let code = scene.code(asked).await;
        let mut pairs = vec![("grant_type", "authorization_code"), ("code", code.as_str()), ("redirect_uri", BACK)];
        pairs.extend(brought.map(|verifier| ("code_verifier", verifier)));
        let reply = scene.redeem(&pairs).await;
        assert_eq!(reply.status, if works { 200 } else { 400 }, "{asked:?} {brought:?}: {}", reply.text);
    }
}

// A-052
#[tokio::test]
async fn programs_may_sign_instead_of_telling_a_secret() {
    let mut scene = Scene::new().await;
    let key = crate::pods::key(60);
    let pem = format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        STANDARD.encode(key.pkcs8_der().expose())
    );
    let signer = EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap();
    let public =
        serde_json::to_value(jsonwebtoken::jwk::Jwk::from_encoding_key(&signer, Algorithm::RS256).unwrap()).unwrap();
    let jwks = json!({ "keys": [{ "kty": "RSA", "kid": "mine", "alg": "RS256", "use": "sig", "n": public["n"], "e": public["e"] }] });
    let made = register(
        &mut scene.program,
        json!({ "redirect_uris": [BACK], "jwks": jwks, "token_endpoint_auth_method": "private_key_jwt" }),
    )
    .await;
    scene.id = text(&made, "client_id");
    let now = 1_772_366_400;
    let sign = |id: &str, kid: &str, jti: &str, exp: i64, audience: &str| {
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(kid.to_owned());
        let claims = json!({ "iss": id, "sub": id, "aud": audience, "exp": exp, "jti": jti });
        jsonwebtoken::encode(&header, &claims, &signer).unwrap()
    };
    let endpoint = "https://pod.example/api/openid_connect/access_tokens";
    let id = scene.id.clone();
    let good = sign(&id, "mine", "1", now + 60, endpoint);
    let mut forged = sign(&id, "mine", "2", now + 60, endpoint);
    forged.truncate(forged.len() - 4);
    forged.push_str("AAAA");
    for (assertion, error) in [
        (good.clone(), None),
        (good, Some("invalid_grant")),
        (forged, Some("invalid_grant")),
        (sign(&id, "mine", "3", now - 1, endpoint), Some("invalid_grant")),
        (sign(&id, "mine", "4", now + 9000, endpoint), Some("invalid_grant")),
        (sign(&id, "mine", "5", now + 60, "https://other.example/"), Some("invalid_grant")),
        (sign(&id, "other", "6", now + 60, endpoint), Some("invalid_request")),
        (sign("nobody", "mine", "7", now + 60, endpoint), Some("invalid_request")),
        ("garbage".to_owned(), Some("invalid_request")),
    ] {
        let code = scene.code(&[]).await;
        let pairs = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", BACK),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion.as_str()),
        ];
        let reply = scene.token(&[], &pairs).await;
        match error {
            None => assert_eq!(reply.status, 200, "{}", reply.text),
            Some(error) => assert_eq!(reply.is(400)["error"], error),
        }
    }
}

#[tokio::test]
async fn claims_are_told_as_far_as_allowed() {
    let mut scene = Scene::new().await;
    // A-070, A-071
    let tokens = scene.tokens("openid").await;
    let info = "/api/openid_connect/user_info";
    scene.program.token = Some(text(&tokens, "access_token"));
    for method in ["GET", "POST"] {
        assert_eq!(scene.program.raw(method, info, &[], None).await.is(200), &json!({ "sub": "alice@pod.example" }));
    }
    // A-088
    scene.tokens("openid profile email").await;
    let told = scene.program.raw("GET", info, &[], None).await;
    assert_eq!((&told.is(200)["name"], &told.body["nickname"]), (&json!("alice@pod.example"), &json!("alice")));
    assert_eq!(
        (&told.body["profile"], told.body.get("picture"), told.body.get("email")),
        (&json!("https://pod.example/api/v1/user"), Some(&Value::Null), Some(&Value::Null))
    );
    assert_eq!(scene.program.get("user").await.status, 200);
    scene.tokens("openid").await;
    assert_eq!(scene.program.get("user").await.status, 403);
    // A-072
    scene.tokens("profile").await;
    assert_eq!(scene.program.raw("GET", info, &[], None).await.is(403)["error"], "insufficient_scope");
    scene.program.token = None;
    assert_eq!(scene.program.raw("GET", info, &[], None).await.status, 401);
}

// A-063
#[tokio::test]
async fn sectors_know_people_by_names_of_their_own() {
    let mut scene = Scene::new().await;
    scene.pods.at(HOST).account("bob").await;
    let keys = scene.program.raw("GET", "/api/openid_connect/jwks.json", &[], None).await.body;
    let mut told = Vec::new();
    for (host, person) in [("a.example", "alice"), ("a.example", "alice"), ("b.example", "alice"), ("a.example", "bob")]
    {
        let back = format!("https://{host}/back");
        let made = register(&mut scene.program, json!({ "redirect_uris": [back], "subject_type": "pairwise" })).await;
        (scene.id, scene.secret) = (text(&made, "client_id"), text(&made, "client_secret"));
        scene.browser = scene.pods.browser(&format!("{person}@pod.example")).await;
        let code = scene.code(&[("redirect_uri", &back)]).await;
        let tokens =
            scene.redeem(&[("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", &back)]).await;
        told.push(text(&claims(&keys, &text(tokens.is(200), "id_token")), "sub"));
    }
    assert!(told.iter().all(|sub| sub.len() == 32 && sub.bytes().all(|byte| byte.is_ascii_hexdigit())));
    assert_eq!(told[0], told[1]);
    assert!(told[0] != told[2] && told[0] != told[3]);
}

#[tokio::test]
async fn people_see_what_they_allowed_and_take_it_back() {
    let mut scene = Scene::new().await;
    let list = "/api/openid_connect/user_applications";
    // A-073
    scene.browser.open(list).await.is(200).sees("No programs yet");
    let mut stranger = scene.pods.stranger(HOST);
    stranger.open(list).await.is(200).sees_not("App");
    let tokens = scene.tokens("openid profile").await;
    let (access, refresh) = (text(&tokens, "access_token"), text(&tokens, "refresh_token"));
    let page = scene.browser.open(list).await;
    page.sees("App <b>").sees("See your profile");
    let action = page.attribute("form[action^='/api/openid_connect/authorizations/']", "action").unwrap();
    // A-075
    let mut bob = scene.pods.person("bob@pod.example").await;
    let own = bob.open("/user/edit").await;
    let csrf = own.attribute("input[name='csrf']", "value").unwrap();
    bob.post(&action, FORM, encode(&[("csrf", &csrf), ("_method", "delete")]))
        .await
        .sees("There is no such permission");
    assert_eq!(scene.status_with(&access, "user").await, 200);
    // A-074
    scene
        .browser
        .submit(&page, &action, &[])
        .await
        .is(200)
        .sees("The permission is taken back")
        .sees("No programs yet");
    assert_eq!(scene.status_with(&access, "user").await, 401);
    let reply = scene.redeem(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)]).await;
    assert_eq!(reply.is(400)["error"], "invalid_grant");
    scene.pods.settle().await;
    scene.pods.check().await;
}
