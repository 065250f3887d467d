/* What an address is to the worker: a page, a file of the theme, a picture, or nothing of its. */

const STORES = {...SETTINGS.stores, theme: SETTINGS.stores.theme + VERSION};
/* Names that change with the bytes: of the theme's files, and of the renditions of a picture. */
const NAMED = /^(\/theme\/.+)\.[0-9a-f]{10}(\.\w+)$|^(\/media\/.+)-\d+w\.\w+$/;
const STEMS = SETTINGS.theme.map(stem);

/* The same for all versions of a file, and for all sizes of a picture. */
function stem(path) {
  return path.replace(NAMED, "$1$2$3");
}

function pathOf(key) {
  return new URL(key.url).pathname;
}

/* Pages are folders; what has a suffix is a feed, a download, a file of figures. */
function kindOf(path) {
  if (STEMS.includes(stem(path))) {
    return "theme";
  }
  if (path.startsWith(SETTINGS.pictures)) {
    return "pictures";
  }
  return path.startsWith(SETTINGS.data) || /\.[^/]*$/.test(path) ? "" : "pages";
}

function storeOf(path) {
  return caches.open(STORES[path === SETTINGS.page ? "theme" : kindOf(path)]);
}
