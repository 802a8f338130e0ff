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
    content: &'static [u8],
}

const STYLE: Asset = Asset {
    name: "loonbrug.css",
    kind: "text/css; charset=utf-8",
    content: include_bytes!("../assets/loonbrug.css"),
};
const SCRIPT: Asset = Asset {
    name: "loonbrug.js",
    kind: "text/javascript; charset=utf-8",
    content: include_bytes!("../assets/loonbrug.js"),
};
const MANIFEST: Asset = Asset {
    name: "loonbrug.webmanifest",
    kind: "application/manifest+json",
    content: include_bytes!("../assets/loonbrug.webmanifest"),
};
const KIOSK: Asset = Asset {
    name: "kiosk.js",
    kind: "text/javascript; charset=utf-8",
    content: include_bytes!("../assets/kiosk.js"),
};
const KIOSK_MANIFEST: Asset = Asset {
    name: "kiosk.webmanifest",
    kind: "application/manifest+json",
    content: include_bytes!("../assets/kiosk.webmanifest"),
};
const OWN: Asset = Asset {
    name: "own.js",
    kind: "text/javascript; charset=utf-8",
    content: include_bytes!("../assets/own.js"),
};
/// Keeps the clock of the own page; it stands at the root, because a worker sees no other pages than those below it.
pub const OWN_WORKER: &str = include_str!("../assets/own-worker.js");
/// Stands under the page that it keeps, because a worker sees no other pages than those below it.
pub const KIOSK_WORKER: &str = include_str!("../assets/kiosk-worker.js");
const ICON: Asset = Asset {
    name: "loonbrug.svg",
    kind: "image/svg+xml",
    content: include_bytes!("../assets/loonbrug.svg"),
};

/// The same drawing as pictures, for phones that take no other; `icons.sh` makes them.
const PICTURES: [Asset; 4] = [
    picture("icon-192.png", include_bytes!("../assets/icon-192.png")),
    picture("icon-512.png", include_bytes!("../assets/icon-512.png")),
    picture(
        "icon-maskable-512.png",
        include_bytes!("../assets/icon-maskable-512.png"),
    ),
    picture("icon-apple-180.png", include_bytes!("../assets/icon-apple-180.png")),
];

const fn picture(name: &'static str, content: &'static [u8]) -> Asset {
    let kind = "image/png";
    Asset { name, kind, content }
}

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
    /// Script of the clock on the own page.
    pub own: String,
    /// Icon for phones that take a picture.
    pub apple_icon: String,
}

/// Addresses that change when the content does, so that a browser may keep what it has for a year.
pub static ADDRESSES: LazyLock<Addresses> = LazyLock::new(|| Addresses {
    style: STYLE.address(),
    script: SCRIPT.address(),
    icon: ICON.address(),
    kiosk: KIOSK.address(),
    kiosk_manifest: KIOSK_MANIFEST.address(),
    manifest: MANIFEST.address(),
    own: OWN.address(),
    apple_icon: PICTURES.last().map(Asset::address).unwrap_or_default(),
});

impl Asset {
    fn address(&self) -> String {
        let digest = Sha256::digest(self.content);
        format!("/assets/{}/{}", loonbrug_hub::hexadecimal(&digest[..6]), self.name)
    }
}

/// `GET /own-worker.js`.
pub async fn own_worker() -> impl IntoResponse {
    ([(CONTENT_TYPE, SCRIPT.kind)], OWN_WORKER)
}

/// `GET /assets/{version}/{name}`; an older version gets what is there now.
pub async fn asset(Path((_, name)): Path<(String, String)>) -> Response {
    let Some(asset) = [&STYLE, &SCRIPT, &MANIFEST, &OWN, &KIOSK, &KIOSK_MANIFEST, &ICON]
        .into_iter()
        .chain(&PICTURES)
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
