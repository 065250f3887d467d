/* Which documents match, in what order, and how many of each kind. */

/* Without a document that has all words, one with most of what the query says will do; beside
   so few that have all, or for a whole question, one that lacks little. */
const MOST = 0.5, NEARLY = 0.7, FEW = 3, QUESTION = 5;

/* Every document that matches with its score, best first. */
function rank({ parsed, looked, pairs }, total) {
  const size = looked.length;
  const all = looked.reduce((sum, word) => sum + word.rarity, 0);
  const matches = [];
  for (let document = 0; document < total; document++) {
    let has = 0, mass = 0, score = 0, exact = 0, isKept = size > 0;
    for (let place = 0; place < size; place++) {
      const word = looked[place];
      if (word.gains[document]) {
        has++;
        mass += word.rarity;
        score += word.rarity * word.gains[document];
        exact += word.isExact[document];
      }
    }
    for (const pair of pairs) {
      score += TOGETHER * pair.rarity * pair.gains[document];
      isKept = isKept && (!pair.isPhrase || pair.isExact[document] === 1);
    }
    if (isKept && has) {
      matches.push({ document, isWhole: has === size, share: mass / all, isExact: exact === size, score });
    }
  }
  const isQuestion = size >= QUESTION;
  const whole = matches.filter((match) => match.isWhole);
  const least = whole.length ? (isQuestion || whole.length < FEW ? NEARLY : 1) : MOST;
  const near = matches.filter((match) => match.isWhole || match.share >= least);
  /* Of a question some words may be missing: the others say more. */
  near.sort((one, other) => (isQuestion ? 0 : other.isWhole - one.isWhole || other.isExact - one.isExact) ||
    other.score - one.score || other.document - one.document);
  return { matches: near, isPartial: !whole.length && near.length > 0 };
}

async function find(index, wanted) {
  const { query, kind = "", category = "", year = "", sort = "relevance", from = 0, count = 10 } = wanted;
  const manifest = index.manifest;
  const [looked, facetOf] = await Promise.all([look(index, query), index.facets()]);
  const ranked = rank(looked, manifest.documents);
  const starts = manifest.years;

  function yearOf(document) {
    let found = "";
    for (const [name, first] of starts) {
      if (document >= first) {
        found = name;
      }
    }
    return found;
  }

  function valuesOf(document) {
    const [kindPlace, categoryPlace] = manifest.facets[facetOf[document]];
    return {
      kind: manifest.kinds[kindPlace][0],
      category: categoryPlace < 0 ? "" : manifest.categories[categoryPlace][0],
      year: yearOf(document)
    };
  }

  const chosen = { kind, category, year };
  const facets = { kind: {}, category: {}, year: {} };
  const kept = [];
  for (const match of ranked.matches) {
    const values = valuesOf(match.document);
    const misses = Object.keys(chosen).filter((name) => chosen[name] && chosen[name] !== values[name]);
    if (!misses.length) {
      kept.push({ document: match.document, values });
    }
    for (const name of Object.keys(facets)) {
      if (values[name] && misses.every((missed) => missed === name)) {
        facets[name][values[name]] = (facets[name][values[name]] || 0) + 1;
      }
    }
  }
  if (sort === "date") {
    kept.sort((one, other) => other.document - one.document);
  }
  const marks = marksOf(looked);
  const once = (make) => {
    let made = null;
    return () => made || (made = make());
  };
  const items = await Promise.all(kept.slice(from, from + count).map(async ({ document, values }) => {
    const [url, title, date, text] = await index.row(document);
    return {
      url,
      title: mark(title, marks),
      date,
      kind: values.kind,
      category: values.category,
      excerpt: once(() => excerptOf(url, text, manifest.text_name, marks))
    };
  }));
  return { total: kept.length, partial: ranked.isPartial, items, facets, looked };
}
