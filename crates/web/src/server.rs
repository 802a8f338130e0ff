//! The server: every route behind the guard, and what all answers share.

use crate::answer::Failure;
use crate::client_address;
use crate::guard;
use crate::headers;
use crate::routes::routes;
use crate::site::Site;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// Forms are small; files have a limit of their own.
const LARGEST_FORM: usize = 4 * 1024 * 1024;

/// Serves until `stop` is done; what is under way then is finished.
///
/// # Errors
/// What the listener fails with.
pub async fn serve(
    site: Site,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    serve_beside(site, Router::new(), listener, stop).await
}

/// The same, and beside the pages what has paths of its own.
///
/// # Errors
/// What the listener fails with.
pub async fn serve_beside(
    site: Site,
    beside: Router,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let proxies: Arc<[IpAddr]> = site.options.proxies.clone().into();
    let beside = beside.layer(from_fn_with_state(proxies, client_address::behind_proxies));
    let is_secure = site.is_secure();
    let mut service = router(site).merge(beside);
    if is_secure {
        service = service.layer(from_fn(headers::keep_to_https));
    }
    let service = service.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

fn router(site: Site) -> Router {
    let mut router = Router::new();
    for (row, handler) in routes() {
        let guarded = handler.route_layer(from_fn_with_state((site.clone(), row.needs), guard::check));
        router = router.route(row.path, guarded);
    }
    let nowhere = (site.clone(), guard::Needs::Nothing);
    let proxies: Arc<[IpAddr]> = site.options.proxies.clone().into();
    router
        .fallback(async || Failure::NotFound)
        .layer(from_fn_with_state(nowhere, guard::show_failures))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(CatchPanicLayer::new())
        .layer(CompressionLayer::new())
        .layer(from_fn(headers::add))
        .layer(from_fn_with_state(proxies, client_address::behind_proxies))
        .with_state(site)
}
