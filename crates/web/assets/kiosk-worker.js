// Keeps the page of the terminal and what it needs: the network first, what was kept when there is none.

const KEPT = "loonbrug-kiosk";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const kept = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok) await kept.put(request, response.clone());
    return response;
  } catch (failure) {
    const known = await kept.match(request);
    if (known) return known;
    throw failure;
  }
}

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  const ours = pathname === "/kiosk" || pathname.startsWith("/assets/");
  if (event.request.method === "GET" && ours) event.respondWith(answer(event.request));
});
