/* Finds articles in the index that a build leaves in /tim-kiem/ (plugins/search), without a server.
   Knows no page: search-page.js shows what is found. */

class Engine {
  constructor(url, manifest) {
    this.url = url;
    this.take(manifest, "default");
  }

  take(manifest, cache) {
    this.index = new Index(this.url, manifest, cache);
    const named = ([id, label]) => ({ id, label });
    const used = (column) => new Set(manifest.facets.map((facet) => facet[column]));
    const kinds = used(0), categories = new Set([...used(1)].flatMap((place) => lineage(manifest, place)));
    this.kinds = manifest.kinds.filter((_, place) => kinds.has(place)).map(named);
    this.categories = manifest.categories.filter((_, place) => categories.has(place)).map(named);
    this.years = manifest.years.map(([year]) => year).reverse();
  }

  /* Does something with the index, and once more with the newest if this one is out of date. */
  async withIndex(action) {
    try {
      return await action(this.index);
    } catch (error) {
      if (!(error instanceof StaleError)) {
        throw error;
      }
      /* A piece of another build may have been kept under the name of this one's. */
      this.take(await fetchManifest(this.url, "reload"), "reload");
      return action(this.index);
    }
  }

  find(wanted) {
    return this.withIndex((index) => find(index, wanted));
  }

  suggest(query, found) {
    return this.withIndex((index) => suggest(index, query, found));
  }
}

async function fetchManifest(url, cache) {
  const answer = await fetch(url, { cache });
  if (!answer.ok) {
    throw new Error(url + ": " + answer.status);
  }
  return answer.json();
}

window.PortalSearch = {
  open: async (url) => new Engine(url, await fetchManifest(url, "no-cache")),
  words
};
