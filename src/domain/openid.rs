//! The OpenID Connect provider: what a program may ask a person's browser for, and how it gets what
//! it was allowed (spec/api-v1.md §1.3 to §1.8).
//!
//! `consider` judges a request before anybody is asked, `deliver` carries the person's consent back
//! to the program, `redeem` turns codes and refresh tokens into access tokens. Pages and answers
//! only carry what these say.

use super::apps;
use super::error::Refused;
use super::pod::Cx;
use super::seal::Seal;
use super::sessions::token_hash;
use super::tokens::{self, ALWAYS, Bearer, SCOPES};
use crate::base::EntropyExt;
use crate::base::Timestamp;
use crate::model::{
    Account, Application, Authorization, AuthorizationCode, Challenge, ConsentRequest, Flow, Person, RefreshToken,
    Session, SigningKey, TokenHash, UsedAssertion,
};
use crate::protocol::keys::PrivateKey;
use crate::store::{Reads, ReadsExt, StoreError, WriteTx, tables};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};

/// Seconds that a code is good for.
const CODE: i64 = 600;
/// Seconds that a used code is remembered, so that a second use is noticed.
const USED_CODE: i64 = 24 * 3600;
/// Seconds that an ID token is good for.
const ID_TOKEN: i64 = 1800;
/// Seconds that a program's proof may be good for, and by which its clock may be off.
const ASSERTION: i64 = 3600;
const SLACK: i64 = 60;
/// The name of the one key.
const KEY_ID: &str = "default";
/// Words in which a program may name what it wants.
const RESPONSE_WORDS: &[&str] = &["code", "id_token", "token"];

/// What is to be done about an authorization request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody knows the program or the address: a page says so, and nothing is redirected.
    Unknown,
    /// Back to the program with this address.
    Back(String),
    /// The person has to sign in, and comes back with these parameters. An open session is ended.
    SignIn(Vec<(String, String)>),
    /// The person is asked.
    Ask(ConsentRequest),
    /// The person allowed just this before.
    Deliver(ConsentRequest),
}

/// The parameters of a request as the browser brought them; the first of a name counts.
struct Asked<'a>(&'a [(String, String)]);

impl Asked<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// The way back to a program.
struct Way<'a> {
    redirect_uri: &'a str,
    state: Option<&'a str>,
    in_fragment: bool,
}

impl Way<'_> {
    fn with(&self, members: &[(&str, &str)]) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        pairs.extend_pairs(members);
        if let Some(state) = self.state {
            pairs.append_pair("state", state);
        }
        // A blank as `+` would arrive as a plus where somebody reads the fragment by hand.
        let text = pairs.finish().replace('+', "%20");
        let mark = match (self.in_fragment, self.redirect_uri.contains('?')) {
            (true, _) => '#',
            (false, true) => '&',
            (false, false) => '?',
        };
        format!("{}{mark}{text}", self.redirect_uri)
    }

    fn error(&self, error: &str, description: &str) -> Verdict {
        Verdict::Back(self.with(&[("error", error), ("error_description", description)]))
    }
}

/// Judges an authorization request; `who` is signed in.
pub fn consider(
    tx: &(impl Reads + ?Sized),
    now: Timestamp,
    pairs: &[(String, String)],
    who: Option<(&Account, &Session)>,
) -> Result<Verdict, StoreError> {
    let asked = Asked(pairs);
    let Some(application) = asked.get("client_id").map(|id| apps::find(tx, id)).transpose()?.flatten() else {
        return Ok(Verdict::Unknown);
    };
    let Some(redirect_uri) = redirect_uri(&asked, &application) else { return Ok(Verdict::Unknown) };
    let words: Vec<&str> = asked.get("response_type").unwrap_or_default().split_whitespace().collect();
    let in_fragment = words != ["code"] && words.iter().any(|word| RESPONSE_WORDS.contains(word));
    let way = Way { redirect_uri: &redirect_uri, state: asked.get("state"), in_fragment };
    let flow = match words.as_slice() {
        [] => return Ok(way.error("invalid_request", "response_type is missing")),
        ["code"] => Flow::Code,
        ["id_token"] => Flow::IdToken,
        ["id_token", "token"] | ["token", "id_token"] => Flow::IdTokenAndToken,
        _ => return Ok(way.error("unsupported_response_type", "Use code, id_token or id_token token")),
    };
    let request = match request(&asked, &application, &redirect_uri, flow) {
        Ok(request) => request,
        Err((error, description)) => return Ok(way.error(error, description)),
    };
    decide(tx, now, &asked, &way, request, who)
}

/// The address asked for if it is registered, or the only one registered if none is.
fn redirect_uri(asked: &Asked<'_>, application: &Application) -> Option<String> {
    match (asked.get("redirect_uri"), application.redirect_uris.as_slice()) {
        (Some(uri), registered) => registered.iter().find(|known| *known == uri).cloned(),
        (None, [only]) => Some(only.clone()),
        _ => None,
    }
}

type Mistake = (&'static str, &'static str);

fn request(
    asked: &Asked<'_>,
    application: &Application,
    redirect_uri: &str,
    flow: Flow,
) -> Result<ConsentRequest, Mistake> {
    let nonce = asked.get("nonce").map(str::to_owned);
    if flow != Flow::Code && nonce.is_none() {
        return Err(("invalid_request", "nonce is missing"));
    }
    if asked.get("request_uri").is_some() {
        return Err(("request_uri_not_supported", "Send the request itself"));
    }
    Ok(ConsentRequest {
        session: TokenHash::default(),
        page: String::new(),
        client_id: application.client_id.clone(),
        redirect_uri: redirect_uri.to_owned(),
        flow,
        scopes: scopes(asked)?,
        state: asked.get("state").map(str::to_owned),
        nonce,
        challenge: challenge(asked)?,
    })
}

fn challenge(asked: &Asked<'_>) -> Result<Option<Challenge>, Mistake> {
    let Some(challenge) = asked.get("code_challenge").map(str::to_owned) else { return Ok(None) };
    match asked.get("code_challenge_method") {
        Some("S256") => Ok(Some(Challenge::S256(challenge))),
        Some("plain") | None => Ok(Some(Challenge::Plain(challenge))),
        Some(_) => Err(("invalid_request", "code_challenge_method is S256 or plain")),
    }
}

/// The scopes asked for, each once, with the one that everybody has; what `claims` names counts as
/// asked for.
fn scopes(asked: &Asked<'_>) -> Result<Vec<String>, Mistake> {
    let mut scopes: Vec<String> = Vec::new();
    let mut claims = asked.get("claims").map(str::to_owned).map(|text| read(&text)).transpose()?;
    if let Some(object) = asked.get("request") {
        claims = claims.or(request_object(object)?);
    }
    let named = claims.as_ref().and_then(|claims| claims.get("userinfo")).and_then(Value::as_object);
    let words = asked.get("scope").unwrap_or_default().split_whitespace().map(str::to_owned);
    for scope in words.chain(named.into_iter().flat_map(|named| named.keys().cloned())) {
        if !SCOPES.contains(&scope.as_str()) {
            return Err(("invalid_scope", "There is no such scope"));
        }
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    let has = |scope: &str| scopes.iter().any(|known| known == scope);
    if (has("private:read") || has("private:modify")) && !has("contacts:read") {
        return Err(("invalid_scope", "private:read and private:modify need contacts:read"));
    }
    if !has(ALWAYS) {
        scopes.push(ALWAYS.to_owned());
    }
    Ok(scopes)
}

fn read(text: &str) -> Result<Value, Mistake> {
    serde_json::from_str(text).map_err(|_| ("invalid_request", "claims is not JSON"))
}

/// The claims of an unsigned request object.
fn request_object(object: &str) -> Result<Option<Value>, Mistake> {
    let broken = ("invalid_request_object", "request is not an unsigned request object");
    let mut parts = object.split('.').map(|part| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')));
    let mut part = || -> Option<Value> { serde_json::from_slice(&parts.next()?.ok()?).ok() };
    let (header, body) = (part().ok_or(broken)?, part().ok_or(broken)?);
    if header.get("alg").and_then(Value::as_str) != Some("none") {
        return Err(broken);
    }
    Ok(body.get("claims").cloned())
}

/// What `prompt`, the session and an earlier consent make of a good request.
fn decide(
    tx: &(impl Reads + ?Sized),
    now: Timestamp,
    asked: &Asked<'_>,
    way: &Way<'_>,
    request: ConsentRequest,
    who: Option<(&Account, &Session)>,
) -> Result<Verdict, StoreError> {
    let prompt: Vec<&str> = asked.get("prompt").unwrap_or_default().split_whitespace().collect();
    let is_silent = prompt == ["none"];
    if prompt.contains(&"none") && !is_silent {
        return Ok(way.error("invalid_request", "prompt none stands alone"));
    }
    if prompt.contains(&"select_account") {
        return Ok(way.error("account_selection_required", "There is one account in each browser"));
    }
    let most = asked.get("max_age").and_then(|text| text.parse::<i64>().ok());
    let fresh = who.filter(|(_, session)| most.is_none_or(|most| now.since(session.created) <= most));
    let Some((account, _)) = fresh.filter(|_| !prompt.contains(&"login")) else {
        if is_silent {
            return Ok(way.error("login_required", "Nobody is signed in"));
        }
        return Ok(Verdict::SignIn(without_login(asked)));
    };
    let known = apps::authorization(tx, account.id, &request.client_id)?;
    let is_equal = known.is_some_and(|known| apps::same_scopes(&known.scopes, &request.scopes));
    Ok(match (is_equal && !prompt.contains(&"consent"), is_silent) {
        (true, _) => Verdict::Deliver(request),
        (false, true) => way.error("interaction_required", "The person has to be asked"),
        (false, false) => Verdict::Ask(request),
    })
}

/// The same request for after the sign-in, which is not asked for a second time.
fn without_login(asked: &Asked<'_>) -> Vec<(String, String)> {
    let keep = |(name, value): &(String, String)| {
        if name != "prompt" {
            return Some((name.clone(), value.clone()));
        }
        let rest: Vec<&str> = value.split_whitespace().filter(|word| *word != "login").collect();
        (!rest.is_empty()).then(|| (name.clone(), rest.join(" ")))
    };
    asked.0.iter().filter_map(keep).collect()
}

fn way(request: &ConsentRequest) -> Way<'_> {
    Way {
        redirect_uri: &request.redirect_uri,
        state: request.state.as_deref(),
        in_fragment: request.flow != Flow::Code,
    }
}

/// The person said no: the way back to the program.
pub fn refuse(request: &ConsentRequest) -> String {
    way(request).with(&[("error", "access_denied"), ("error_description", "The person did not allow it")])
}

/// The person said yes: remembers what is allowed, and says the way back to the program.
pub fn deliver(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    account: &Account,
    signed_in: Timestamp,
    request: &ConsentRequest,
) -> Result<String, Refused> {
    let authorization = apps::allow(tx, cx, account.id, request)?;
    let way = way(request);
    if request.flow == Flow::Code {
        let code = new_code(tx, cx, &authorization, signed_in, request)?;
        return Ok(way.with(&[("code", &code)]));
    }
    let application = apps::find(tx, &request.client_id)?.ok_or(Refused::NotFound)?;
    let token = match request.flow {
        Flow::IdTokenAndToken => Some(tokens::grant(tx, cx, &authorization)?),
        _ => None,
    };
    let nonce = request.nonce.as_deref();
    let id_token = id_token(tx, cx, account, &application, signed_in, nonce, token.as_deref())?;
    let seconds = tokens::LIFETIME.to_string();
    let mut members = Vec::new();
    if let Some(token) = &token {
        members.extend([("access_token", token.as_str()), ("token_type", "bearer"), ("expires_in", &seconds)]);
    }
    members.push(("id_token", &id_token));
    Ok(way.with(&members))
}

fn new_code(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    authorization: &Authorization,
    signed_in: Timestamp,
    request: &ConsentRequest,
) -> Result<String, StoreError> {
    for ((_, old), ()) in tx.list(&tables::CODES_OF_AUTHORIZATION, &(authorization.id,), 1_000)? {
        if tx.record::<AuthorizationCode>(&old)?.is_some_and(|old| cx.now.since(old.created) > USED_CODE) {
            tx.delete::<AuthorizationCode>(&old)?;
        }
    }
    let code = cx.entropy.hex::<32>();
    tx.put(&AuthorizationCode {
        code: token_hash(&code),
        authorization: authorization.id,
        redirect_uri: request.redirect_uri.clone(),
        nonce: request.nonce.clone(),
        challenge: request.challenge.clone(),
        signed_in,
        created: cx.now,
        is_used: false,
    })?;
    Ok(code)
}

/// Whether there is a key to sign with.
pub(super) fn has_key(tx: &(impl Reads + ?Sized)) -> Result<bool, StoreError> {
    Ok(tx.record::<SigningKey>(&())?.is_some())
}

/// Keeps a new key, unless somebody was faster.
pub(super) fn keep_key(tx: &mut WriteTx<'_>, cx: &mut Cx<'_>, key: &PrivateKey) -> Result<(), StoreError> {
    if !has_key(tx)? {
        let sealed = cx.seal.close(key.pkcs8_der().expose(), cx.entropy);
        tx.put(&SigningKey { sealed, created: cx.now })?;
    }
    Ok(())
}

fn signing_key(tx: &(impl Reads + ?Sized), seal: &Seal) -> Result<EncodingKey, StoreError> {
    let broken = |what: &str| StoreError::Corrupt { table: "signing_key", what: what.to_owned() };
    let key = tx.record::<SigningKey>(&())?.ok_or_else(|| broken("there is none"))?;
    let der = seal.open(&key.sealed).ok_or_else(|| broken("it does not open with secret.key"))?;
    let pem =
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines(&STANDARD.encode(der.expose())));
    EncodingKey::from_rsa_pem(pem.as_bytes()).map_err(|_| broken("it cannot be read"))
}

fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    lines.join("\n")
}

/// The public half of the key, as programs fetch it.
pub fn key_set(tx: &(impl Reads + ?Sized), seal: &Seal) -> Result<Value, StoreError> {
    let key = Jwk::from_encoding_key(&signing_key(tx, seal)?, Algorithm::RS256);
    let key = key.ok().and_then(|key| serde_json::to_value(key).ok()).unwrap_or_default();
    let part = |name: &str| key.get(name).cloned().unwrap_or_default();
    Ok(json!({ "keys": [{ "kty": "RSA", "use": "sig", "kid": KEY_ID, "e": part("e"), "n": part("n") }] }))
}

/// What a program calls a person: the address, or a name that only programs of one sector know.
pub fn subject(seal: &Seal, account: &Account, person: &Person, application: Option<&Application>) -> String {
    match application.filter(|application| application.pairwise) {
        Some(application) => {
            let value = format!("{} {}", account.id, apps::sector(application));
            seal.tag("pairwise subject", value.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
        }
        None => person.diaspora_id.to_string(),
    }
}

fn id_token(
    tx: &WriteTx<'_>,
    cx: &Cx<'_>,
    account: &Account,
    application: &Application,
    signed_in: Timestamp,
    nonce: Option<&str>,
    access_token: Option<&str>,
) -> Result<String, Refused> {
    let person = super::people::get(tx, account.person)?;
    let issuer = super::instance::expect(tx)?.url;
    let now = cx.now.seconds();
    let mut claims = json!({
        "iss": issuer.as_str(),
        "sub": subject(cx.seal, account, &person, Some(application)),
        "aud": application.client_id,
        "iat": now,
        "exp": now + ID_TOKEN,
        "auth_time": signed_in.seconds(),
        "acr": "0",
    });
    if let Some(nonce) = nonce {
        claims["nonce"] = json!(nonce);
    }
    if let Some(token) = access_token {
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, token.as_bytes());
        let half = hash.as_ref().get(..16).unwrap_or_default();
        claims["at_hash"] = json!(URL_SAFE_NO_PAD.encode(half));
    }
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some(KEY_ID.to_owned());
    let signed = jsonwebtoken::encode(&header, &claims, &signing_key(tx, cx.seal)?);
    signed.map_err(|error| Refused::Store(StoreError::Io(format!("an ID token cannot be signed: {error}"))))
}

/// What a program tells about a person who allowed it (spec/api-v1.md §1.8).
pub fn claims(tx: &(impl Reads + ?Sized), seal: &Seal, bearer: &Bearer) -> Result<Value, Refused> {
    let person = super::people::get(tx, bearer.account.person)?;
    let issuer = super::instance::expect(tx)?.url;
    let application = apps::find(tx, &bearer.client_id)?;
    let mut claims = json!({ "sub": subject(seal, &bearer.account, &person, application.as_ref()) });
    let mut add = |name: &str, value: Value| {
        if bearer.may(name) || (bearer.may("profile") && name != "email") {
            claims[name] = value;
        }
    };
    add("name", json!(person.name()));
    add("nickname", json!(person.diaspora_id.user()));
    add("profile", json!(issuer.join("api/v1/user")));
    add("picture", json!(person.profile.images.as_ref().map(|images| images.large.clone())));
    add("email", json!(bearer.account.email));
    Ok(claims)
}

/// How a program shows that it is the one.
#[derive(Clone, Debug, Default)]
pub enum Proof {
    #[default]
    Missing,
    Secret {
        client_id: String,
        secret: String,
    },
    /// A signed statement (`private_key_jwt`).
    Assertion(String),
}

/// What a program brings to the token endpoint.
#[derive(Clone, Debug, Default)]
pub struct Redeeming {
    pub proof: Proof,
    pub grant_type: Option<String>,
    pub code: Option<String>,
    pub redirect_uri: Option<String>,
    pub code_verifier: Option<String>,
    pub refresh_token: Option<String>,
}

/// What it gets.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
}

/// Why it gets nothing; words for programmers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unredeemed {
    Request(&'static str),
    Client,
    Grant(&'static str),
    Type,
}

/// Turns a code or a refresh token into an access token. What a refusal leaves behind (a revoked
/// authorization, a proof that was used) is kept.
pub fn redeem(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    brought: &Redeeming,
) -> Result<Result<Tokens, Unredeemed>, Refused> {
    let refused = |why| Ok(Err(why));
    let is_code = match brought.grant_type.as_deref() {
        None => return refused(Unredeemed::Request("'grant_type' required")),
        Some("authorization_code") if brought.code.is_none() => {
            return refused(Unredeemed::Request("'code' required"));
        }
        Some("refresh_token") if brought.refresh_token.is_none() => {
            return refused(Unredeemed::Request("'refresh_token' required"));
        }
        Some("authorization_code") => true,
        Some("refresh_token") => false,
        Some(_) => return refused(Unredeemed::Type),
    };
    let application = match authenticate(tx, cx, &brought.proof)? {
        Ok(application) => application,
        Err(why) => return refused(why),
    };
    if is_code { with_code(tx, cx, &application, brought) } else { refresh(tx, cx, &application, brought) }
}

fn with_code(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    application: &Application,
    brought: &Redeeming,
) -> Result<Result<Tokens, Unredeemed>, Refused> {
    let refused = |why| Ok(Err(Unredeemed::Grant(why)));
    let code = brought.code.as_deref().map(token_hash).unwrap_or_default();
    let Some(mut code) = tx.record::<AuthorizationCode>(&code)? else { return refused("The code is not known") };
    let authorization = tx.record::<Authorization>(&code.authorization)?;
    let Some(authorization) = authorization.filter(|found| found.client_id == application.client_id) else {
        return refused("The code is not known");
    };
    if code.is_used {
        apps::end(tx, authorization.id)?;
        return refused("The code was used before; everything that came of it has been revoked");
    }
    if cx.now.since(code.created) > CODE {
        return refused("The code has expired");
    }
    if brought.redirect_uri.as_deref() != Some(code.redirect_uri.as_str()) {
        return refused("redirect_uri is not the one of the request");
    }
    if code.challenge.as_ref().is_some_and(|challenge| !fits(challenge, brought.code_verifier.as_deref())) {
        return refused("code_verifier does not fit");
    }
    let Some(account) = apps::owner(tx, &authorization)? else { return refused("The account is closed") };
    code.is_used = true;
    tx.put(&code)?;
    let access_token = tokens::grant(tx, cx, &authorization)?;
    let refresh_token = cx.entropy.hex::<32>();
    let token = token_hash(&refresh_token);
    tx.put(&RefreshToken { token, authorization: authorization.id, created: cx.now })?;
    let wants_id = authorization.scopes.iter().any(|scope| scope == "openid");
    let id_token = if wants_id {
        let nonce = code.nonce.as_deref();
        Some(id_token(tx, cx, &account, application, code.signed_in, nonce, Some(&access_token))?)
    } else {
        None
    };
    Ok(Ok(Tokens { access_token, refresh_token: Some(refresh_token), id_token }))
}

/// RFC 7636 §4.6.
fn fits(challenge: &Challenge, verifier: Option<&str>) -> bool {
    let Some(verifier) = verifier else { return false };
    match challenge {
        Challenge::Plain(challenge) => challenge == verifier,
        Challenge::S256(challenge) => {
            let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, verifier.as_bytes());
            URL_SAFE_NO_PAD.encode(hash.as_ref()) == challenge.trim_end_matches('=')
        }
    }
}

fn refresh(
    tx: &mut WriteTx<'_>,
    cx: &mut Cx<'_>,
    application: &Application,
    brought: &Redeeming,
) -> Result<Result<Tokens, Unredeemed>, Refused> {
    let unknown = Ok(Err(Unredeemed::Grant("The refresh token is not known")));
    let token = brought.refresh_token.as_deref().map(token_hash).unwrap_or_default();
    let Some(token) = tx.record::<RefreshToken>(&token)? else { return unknown };
    let authorization = tx.record::<Authorization>(&token.authorization)?;
    let Some(authorization) = authorization.filter(|found| found.client_id == application.client_id) else {
        return unknown;
    };
    if apps::owner(tx, &authorization)?.is_none() {
        return unknown;
    }
    let access_token = tokens::grant(tx, cx, &authorization)?;
    Ok(Ok(Tokens { access_token, refresh_token: None, id_token: None }))
}

fn authenticate(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    proof: &Proof,
) -> Result<Result<Application, Unredeemed>, StoreError> {
    match proof {
        Proof::Missing => Ok(Err(Unredeemed::Client)),
        Proof::Secret { client_id, secret } => {
            // Hashes are compared, so that the time taken tells nothing about the secret.
            let found = apps::find(tx, client_id)?.filter(|found| found.secret == token_hash(secret));
            Ok(found.ok_or(Unredeemed::Client))
        }
        Proof::Assertion(assertion) => with_assertion(tx, cx, assertion),
    }
}

/// A statement signed with a key of the program (RFC 7523): made for us, good now, used once.
fn with_assertion(
    tx: &mut WriteTx<'_>,
    cx: &Cx<'_>,
    assertion: &str,
) -> Result<Result<Application, Unredeemed>, StoreError> {
    let malformed = Ok(Err(Unredeemed::Request("The client assertion cannot be read, or its key is not known")));
    let Ok(header) = jsonwebtoken::decode_header(assertion) else { return malformed };
    let Ok(stated) = jsonwebtoken::dangerous::insecure_decode_claims::<Value>(assertion) else { return malformed };
    let text = |name: &str| stated.get(name).and_then(Value::as_str);
    let Some(application) = text("iss").map(|id| apps::find(tx, id)).transpose()?.flatten() else { return malformed };
    let set = application.jwks.as_deref().and_then(|set| serde_json::from_str::<JwkSet>(set).ok());
    let key = set.as_ref().zip(header.kid.as_deref()).and_then(|(set, kid)| set.find(kid));
    let Some(key) = key.and_then(|key| DecodingKey::from_jwk(key).ok()) else { return malformed };
    use Algorithm::{ES256, ES384, RS256, RS384, RS512};
    if ![RS256, RS384, RS512, ES256, ES384].contains(&header.alg) {
        return malformed;
    }
    let mut rules = Validation::new(header.alg);
    // The pod has its own clock; who it is for is looked at below.
    (rules.validate_exp, rules.validate_aud) = (false, false);
    rules.required_spec_claims.clear();
    if jsonwebtoken::decode::<Value>(assertion, &key, &rules).is_err() {
        return Ok(Err(Unredeemed::Grant("The signature of the client assertion does not hold")));
    }
    let refused = |why| Ok(Err(Unredeemed::Grant(why)));
    let until = stated.get("exp").and_then(Value::as_i64).map(Timestamp::from_seconds);
    let Some(until) = until.filter(|until| *until > cx.now && until.since(cx.now) <= ASSERTION + SLACK) else {
        return refused("The client assertion is not good now, or for too long");
    };
    let Some(issuer) = super::instance::get(tx)?.map(|instance| instance.url) else { return malformed };
    let endpoint = issuer.join("api/openid_connect/access_tokens");
    let is_for_us = |audience: &str| audience == endpoint || audience == issuer.as_str();
    let is_meant = match stated.get("aud") {
        Some(Value::String(audience)) => is_for_us(audience),
        Some(Value::Array(audiences)) => audiences.iter().filter_map(Value::as_str).any(is_for_us),
        _ => false,
    };
    if !is_meant || text("sub") != text("iss") {
        return refused("The client assertion is not meant for this pod");
    }
    let Some(name) = text("jti") else { return refused("The client assertion has no jti") };
    let hash = token_hash(&format!("{} {name}", application.client_id));
    if tx.record::<UsedAssertion>(&hash)?.is_some() {
        return refused("The client assertion was used before");
    }
    for ((end, old), ()) in tx.list(&tables::ASSERTIONS_ENDING, &(), 20)? {
        if end <= cx.now {
            tx.delete::<UsedAssertion>(&old)?;
        }
    }
    tx.put(&UsedAssertion { hash, until })?;
    Ok(Ok(application))
}
