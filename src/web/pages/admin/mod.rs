//! The pages of those who run the pod (spec/features.md §1.3, §8).
//!
//! Admins see all of them, moderators the reports alone; for everybody else they do not exist
//! (W-221). Whoever has not given the password for half an hour is asked for it first (H-129).

mod blocked;
mod confirm;
mod dashboard;
mod journal;
mod mail;
mod pods;
mod queue;
mod reports;
mod settings;
mod statistics;
mod texts;
mod users;
mod waiting;

use super::super::form::Form;
use super::super::layout::{Place, Shell, page};
use super::super::reply::{Failure, answer, go, go_saying};
use super::super::session::Visit;
use super::super::{Web, get, posted, sending, visit};
use crate::domain::Refused;
use crate::domain::sessions;
use crate::domain::views::admin::Tasks;
use crate::domain::words::Value;
use crate::model::{Account, Role};
use maud::{Markup, html};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::path::Tail;
use warp::reply::Response;

pub(super) fn routes(web: &Web) -> BoxedFilter<(Response,)> {
    let open = warp::path("admin")
        .and(warp::path::tail())
        .and(get())
        .and(visit(web))
        .then(|tail: Tail, begun| answer(begun, move |visit| open(visit, tail.as_str().to_owned())));
    let act = warp::path("admin").and(warp::path::tail()).and(sending(web)).then(|tail: Tail, begun, body| {
        posted(begun, body, move |visit, form| act(visit, form, tail.as_str().to_owned()))
    });
    let moved = warp::path!("report").map(|| "/admin/reports");
    let moved = moved.or(warp::path!("admins" / "dashboard").map(|| "/admin")).unify();
    let moved = moved.or(warp::path!("admins" / "user_search").map(|| "/admin/users")).unify();
    let moved = moved
        .and(get())
        .and(visit(web))
        .then(|to: &'static str, begun| answer(begun, move |visit| async move { Ok(go(&visit, to)) }));
    open.boxed().or(act.boxed()).unify().or(moved.boxed()).unify().boxed()
}

/// Reading requests, by what stands behind `/admin/`.
async fn open(visit: Visit, path: String) -> Result<Response, Failure> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["confirm"] => return confirm::open(visit).await,
        ["reports"] => return reports::open(visit).await,
        // The reports are all that moderators have here.
        [""] if visit.account()?.role == Role::Moderator => return Ok(go(&visit, "/admin/reports")),
        _ => {}
    }
    admin(&visit, visit.address())?;
    match parts.as_slice() {
        [""] => dashboard::open(visit).await,
        ["users"] => users::open(visit).await,
        ["users", name] => users::open_one(visit, (*name).to_owned()).await,
        ["waiting"] => waiting::open(visit).await,
        ["pods"] => pods::open(visit).await,
        ["blocked"] => blocked::open(visit).await,
        ["statistics"] => statistics::open(visit).await,
        ["settings"] => settings::open(visit).await,
        ["texts"] => texts::open(visit).await,
        ["queue"] => queue::open(visit).await,
        ["mail"] => mail::open(visit).await,
        ["log"] => journal::open(visit).await,
        _ => Err(Failure::Status(404)),
    }
}

/// Acts, by what stands behind `/admin/`.
async fn act(visit: Visit, form: Form, path: String) -> Result<Response, Failure> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["confirm"] => return confirm::act(visit, form).await,
        ["reports", id, verb] => return reports::act(visit, (*id).to_owned(), (*verb).to_owned()).await,
        _ => {}
    }
    admin(&visit, form.back("from", "/admin"))?;
    match parts.as_slice() {
        ["users", name, verb] => users::act(visit, form, (*name).to_owned(), (*verb).to_owned()).await,
        ["waiting", name, verb] => waiting::act(visit, (*name).to_owned(), (*verb).to_owned()).await,
        ["pods", verb] => pods::act(visit, form, (*verb).to_owned()).await,
        ["blocked", verb] => blocked::act(visit, form, (*verb).to_owned()).await,
        ["settings"] => settings::save(visit, form).await,
        ["texts", place] => texts::save(visit, form, (*place).to_owned()).await,
        ["mail"] => mail::send(visit, form).await,
        ["queue", verb] => queue::act(visit, None, (*verb).to_owned()).await,
        ["queue", id, verb] => queue::act(visit, Some((*id).to_owned()), (*verb).to_owned()).await,
        _ => Err(Failure::Status(404)),
    }
}

/// The admin who asks. Strangers are sent to sign in, others find nothing, and a password that was
/// given too long ago is asked for on the way to `back`.
fn admin(visit: &Visit, back: String) -> Result<Account, Failure> {
    let account = visit.account()?;
    if account.role < Role::Admin {
        return Err(Failure::Status(404));
    }
    match visit.session().is_some_and(|session| sessions::is_confirmed(session, visit.now())) {
        true => Ok(account),
        false => Err(Failure::Confirm(back)),
    }
}

/// The moderator or admin who asks.
fn moderator(visit: &Visit) -> Result<Account, Failure> {
    let account = visit.account()?;
    if account.role < Role::Moderator { Err(Failure::Status(404)) } else { Ok(account) }
}

/// Back to where the form was, saying how it went.
fn done(visit: &Visit, back: &str, name: &str, values: &[(&'static str, Value<'_>)]) -> Response {
    go_saying(visit, back, false, &visit.words().say_with(name, values))
}

/// Back to where the form was, saying why nothing happened.
fn refused(visit: &Visit, back: &str, refused: Refused) -> Result<Response, Failure> {
    match refused {
        Refused::Forbidden(why) => Ok(go_saying(visit, back, true, &visit.words().say(why))),
        Refused::Invalid(_, why) => Ok(go_saying(visit, back, true, &visit.words().tell(&why))),
        other => Err(other.into()),
    }
}

/// One of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::web) enum Tab {
    Dashboard,
    Users,
    Waiting,
    Reports,
    Pods,
    Blocked,
    Statistics,
    Settings,
    Texts,
    Queue,
    Mail,
    Log,
}

/// Pages, their addresses and the names of their names.
const TABS: &[(Tab, &str, &str)] = &[
    (Tab::Dashboard, "/admin", "admin-tab-dashboard"),
    (Tab::Reports, "/admin/reports", "admin-tab-reports"),
    (Tab::Users, "/admin/users", "admin-tab-users"),
    (Tab::Waiting, "/admin/waiting", "admin-tab-waiting"),
    (Tab::Pods, "/admin/pods", "admin-tab-pods"),
    (Tab::Blocked, "/admin/blocked", "admin-tab-blocked"),
    (Tab::Statistics, "/admin/statistics", "admin-tab-statistics"),
    (Tab::Settings, "/admin/settings", "admin-tab-settings"),
    (Tab::Texts, "/admin/texts", "admin-tab-texts"),
    (Tab::Queue, "/admin/queue", "admin-tab-queue"),
    (Tab::Mail, "/admin/mail", "admin-tab-mail"),
    (Tab::Log, "/admin/log", "admin-tab-log"),
];

/// A page with the ways to all others; moderators see only the one they have.
pub(in crate::web) fn framed(shell: &Shell, tab: Tab, tasks: Tasks, body: &Markup) -> Markup {
    let is_admin = shell.viewer().is_some_and(|viewer| viewer.is_admin);
    let count = |tab: Tab| match tab {
        Tab::Reports => tasks.reports,
        Tab::Waiting => tasks.applicants,
        _ => 0,
    };
    let name = TABS.iter().find(|(of, ..)| *of == tab).map_or("", |(.., name)| *name);
    let title = shell.words.say(name);
    let whole = html! {
        h1 { (title) }
        @if is_admin {
            nav.tabs aria-label=(shell.words.say("admin-title")) {
                @for (of, address, name) in TABS {
                    a.pill href=(address) aria-current=[(*of == tab).then_some("page")] {
                        (shell.words.say(name))
                        @if count(*of) > 0 { span.badge { (count(*of)) } }
                    }
                }
            }
        }
        (body)
    };
    page(shell, &title, &whole)
}

/// Where in the pod these pages are.
const PLACE: Place = Place::Elsewhere;
