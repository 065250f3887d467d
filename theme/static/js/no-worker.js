/* Takes the place of the worker where the office wants none: it drops what was kept, and itself. */
(function () {
  "use strict";

  function dropAll() {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) {
        return name.indexOf("kept-") === 0;
      }).map(function (name) { return caches.delete(name); }));
    });
  }

  self.addEventListener("install", function () { self.skipWaiting(); });
  self.addEventListener("activate", function (event) {
    event.waitUntil(dropAll().then(function () { return self.registration.unregister(); }));
  });
})();
