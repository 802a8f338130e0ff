// Without a network the own page is a clock, and nothing that is about a person is kept on the phone.

const KEPT = "loonbrug-own";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  const known = await (await caches.open(KEPT)).match(request);
  return known || Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const isOwn = request.mode === "navigate" && (pathname === "/" || /^\/e\/[^/]+\/me$/.test(pathname));
  if (request.method !== "GET") return;
  if (isOwn) event.respondWith(fetch(request).catch(() => kept("/own-offline")));
  else if (pathname.startsWith("/assets/")) event.respondWith(fetch(request).catch(() => kept(request)));
});
