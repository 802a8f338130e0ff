//! The stylesheet, the script and the icon: in the program, under names that change with their content.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};
use std::sync::LazyLock;

/// One file.
struct Asset {
    name: &'static str,
    kind: &'static str,
    content: &'static str,
}

const STYLE: Asset = Asset {
    name: "loonbrug.css",
    kind: "text/css; charset=utf-8",
    content: include_str!("../assets/loonbrug.css"),
};
const SCRIPT: Asset = Asset {
    name: "loonbrug.js",
    kind: "text/javascript; charset=utf-8",
    content: include_str!("../assets/loonbrug.js"),
};
const MANIFEST: Asset = Asset {
    name: "loonbrug.webmanifest",
    kind: "application/manifest+json",
    content: include_str!("../assets/loonbrug.webmanifest"),
};
const KIOSK: Asset = Asset {
    name: "kiosk.js",
    kind: "text/javascript; charset=utf-8",
    content: include_str!("../assets/kiosk.js"),
};
const KIOSK_MANIFEST: Asset = Asset {
    name: "kiosk.webmanifest",
    kind: "application/manifest+json",
    content: include_str!("../assets/kiosk.webmanifest"),
};
/// Stands under the page that it keeps, because a worker sees no other pages than those below it.
pub const KIOSK_WORKER: &str = include_str!("../assets/kiosk-worker.js");
const ICON: Asset = Asset {
    name: "loonbrug.svg",
    kind: "image/svg+xml",
    content: include_str!("../assets/loonbrug.svg"),
};

/// Addresses of the files, as templates write them.
#[derive(Debug)]
pub struct Addresses {
    /// Stylesheet.
    pub style: String,
    /// Script.
    pub script: String,
    /// Icon.
    pub icon: String,
    /// Script of the clock terminal.
    pub kiosk: String,
    /// What makes the clock terminal an app.
    pub kiosk_manifest: String,
    /// What makes it an app on a phone.
    pub manifest: String,
}

/// Addresses that change when the content does, so that a browser may keep what it has for a year.
pub static ADDRESSES: LazyLock<Addresses> = LazyLock::new(|| Addresses {
    style: STYLE.address(),
    script: SCRIPT.address(),
    icon: ICON.address(),
    kiosk: KIOSK.address(),
    kiosk_manifest: KIOSK_MANIFEST.address(),
    manifest: MANIFEST.address(),
});

impl Asset {
    fn address(&self) -> String {
        let digest = Sha256::digest(self.content.as_bytes());
        format!("/assets/{}/{}", loonbrug_hub::hexadecimal(&digest[..6]), self.name)
    }
}

/// `GET /assets/{version}/{name}`; an older version gets what is there now.
pub async fn asset(Path((_, name)): Path<(String, String)>) -> Response {
    let Some(asset) = [&STYLE, &SCRIPT, &MANIFEST, &KIOSK, &KIOSK_MANIFEST, &ICON]
        .into_iter()
        .find(|asset| asset.name == name)
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (CONTENT_TYPE, asset.kind),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, asset.content).into_response()
}
