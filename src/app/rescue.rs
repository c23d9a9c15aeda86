//! A store that does not open (H-078): nothing is overwritten, and visitors learn why.

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{HeaderValue, StatusCode, header};

type Reply = warp::reply::Response;

const PAGE: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\"><title>This pod needs its admin</title></head>\
<body><main><h1>This pod needs its admin</h1><p>Its store cannot be opened. Nothing was changed or deleted. \
Whoever runs the pod finds the reason in its log and can restore a backup.</p></main></body></html>\n";

/// Answers everything with 503 and a page that says what is the matter.
pub(super) fn routes() -> BoxedFilter<(Reply,)> {
    warp::any()
        .map(|| {
            let mut reply = Reply::new(PAGE.into());
            *reply.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            let headers = reply.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("3600"));
            reply
        })
        .boxed()
}
