/* Which documents match, in what order, and how many of each kind. */

/* Without a document that has all words, one with most of what the query says will do; beside
   so few that have all, or for a whole question, one that lacks little. */
const MOST = 0.5, NEARLY = 0.7, FEW = 3, QUESTION = 5;

/* Every document that matches, best first. Of thousands that have a common word most are dropped
   at once, so that a cheap phone has only numbers to add. */
function rank({ looked, pairs }, total) {
  const size = looked.length;
  const all = looked.reduce((sum, word) => sum + word.rarity, 0);
  const has = new Uint8Array(total), exact = new Uint8Array(total);
  const mass = new Float32Array(total), score = new Float32Array(total);
  for (const { gains, isExact, rarity } of looked) {
    for (let document = 0; document < total; document++) {
      if (gains[document]) {
        has[document]++;
        exact[document] += isExact[document];
        mass[document] += rarity;
        score[document] += rarity * gains[document];
      }
    }
  }
  for (const { gains, isExact, rarity, isPhrase } of pairs) {
    for (let document = 0; document < total; document++) {
      score[document] += TOGETHER * rarity * gains[document];
      if (isPhrase && !isExact[document]) {
        has[document] = 0;
      }
    }
  }
  const isQuestion = size >= QUESTION;
  const isWhole = (document) => has[document] === size;
  const whole = size ? has.reduce((sum, count) => sum + (count === size), 0) : 0;
  const least = whole ? (isQuestion || whole < FEW ? NEARLY : 1) : MOST;
  const matches = [];
  for (let document = 0; document < total; document++) {
    if (has[document] && (isWhole(document) || mass[document] >= least * all)) {
      matches.push(document);
    }
  }
  /* Of a question some words may be missing: the others say more. */
  const rung = (document) => (isQuestion ? 0 : 2 * isWhole(document) + (exact[document] === size));
  matches.sort((one, other) => rung(other) - rung(one) || score[other] - score[one] || other - one);
  return { matches, isPartial: !whole && matches.length > 0 };
}

/* The places of a category and of those above it, whose lists hold its articles too. */
function lineage(manifest, category) {
  const places = [];
  for (let place = category; place >= 0 && !places.includes(place); place = manifest.categories[place][2]) {
    places.push(place);
  }
  return places;
}

/* Counts, and filters, by kind, category and year. */
function sieve(manifest, facetOf, matches, chosen) {
  const names = Object.keys(chosen);
  const values = manifest.facets.map(([kind, category]) => ({
    kind: [manifest.kinds[kind][0]],
    category: lineage(manifest, category).map((place) => manifest.categories[place][0])
  }));
  const years = manifest.years;
  const yearOf = (document) => {
    let place = years.length;
    while (place && document < years[place - 1][1]) {
      place--;
    }
    return place ? years[place - 1][0] : "";
  };
  const valuesOf = (document) => {
    const { kind: [kind], category: [category = ""] } = values[facetOf[document]];
    return { kind, category };
  };
  /* Names come from addresses too: none may be one that every object has. */
  const facets = { kind: Object.create(null), category: Object.create(null), year: Object.create(null) };
  const kept = matches.filter((document) => {
    const year = yearOf(document);
    const its = { ...values[facetOf[document]], year: year ? [year] : [] };
    let missed = "", misses = 0;
    for (const name of names) {
      if (chosen[name] && !its[name].includes(chosen[name])) {
        missed = name;
        misses++;
      }
    }
    for (const name of names) {
      if (!misses || (misses === 1 && missed === name)) {
        its[name].forEach((value) => { facets[name][value] = (facets[name][value] || 0) + 1; });
      }
    }
    return !misses;
  });
  return { kept, facets, valuesOf };
}

async function find(index, wanted) {
  const { query, kind = "", category = "", year = "", sort = "relevance", from = 0, count = 10 } = wanted;
  const manifest = index.manifest;
  const [looked, facetOf] = await Promise.all([look(index, query), index.facets()]);
  const ranked = rank(looked, manifest.documents);
  const { kept, facets, valuesOf } = sieve(manifest, facetOf, ranked.matches, { kind, category, year });
  if (sort === "date") {
    kept.sort((one, other) => other - one);
  }
  const marks = marksOf(looked);
  const once = (make) => {
    let made = null;
    return () => made || (made = make());
  };
  const items = await Promise.all(kept.slice(from, from + count).map(async (document) => {
    const [url, title, date, text, lang] = await index.row(document);
    return {
      url,
      title: mark(title, marks),
      date,
      lang: lang || "",
      ...valuesOf(document),
      excerpt: once(() => excerptOf(url, text, manifest.text_name, marks))
    };
  }));
  return { total: kept.length, partial: ranked.isPartial, items, facets, looked };
}
