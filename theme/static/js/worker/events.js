/* When the worker does what. Whatever goes wrong in it, a reader gets what the network says. */

self.addEventListener("install", (event) => {
  event.waitUntil(adopt(SETTINGS.theme).then(stock).catch(() => {}).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const {navigationPreload} = self.registration;
  event.waitUntil(Promise.all([
    dropOld(),
    navigationPreload && navigationPreload.enable(),
    self.clients.claim(),
  ]).catch(() => {}));
});

self.addEventListener("message", (event) => {
  event.waitUntil(adopt(event.data).catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const answer = answering(event);
  if (answer) {
    event.respondWith(answer(event).catch(() => fetch(event.request)));
  }
});
