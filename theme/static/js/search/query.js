/* The documents of the words of a query. */

/* What a level of plugins/search/terms.py is worth in a document. */
const WORTH = [1, 2, 3.5, 6, 9, 12.5, 17.5, 26];
const saturated = (half) => WORTH.map((count) => count / (count + half));
/* That a pair of words stands in a text at all says most; of a word, how often. */
const GAIN = { word: saturated(3), pair: saturated(0.7) };
/* Other marks than those that were typed: still found, but of less account. */
const OTHER_MARKS = 0.4;
/* Words side by side are worth more than apart. */
const TOGETHER = 1.5;
const MOST_WORDS = 16;
/* What a word counts that was put in the place of an unknown one. */
const GUESSED = 0.6;
/* Each guess costs a few files: of a query in which nothing is known, only so many words get one. */
const MOST_GUESSED = 3;

/* Adds what each document gains by a term; returns which documents have it, with its marks. */
function weigh(postings, term, total, share) {
  const worth = GAIN[term.isPair ? "pair" : "word"].map((gain) => gain * share);
  const gains = new Float32Array(total);
  const isExact = new Uint8Array(total);
  /* Marks that nobody wrote are no reason to prefer anything. */
  const isWritten = term.exact && postings.some((form) => form.exact === term.exact);
  let count = 0;
  for (const form of postings) {
    const agrees = !isWritten || form.exact === term.exact;
    form.documents.forEach((document, place) => {
      const gain = worth[form.levels[place]] * (agrees ? 1 : OTHER_MARKS);
      if (!gains[document]) {
        count++;
      }
      gains[document] = Math.max(gains[document], gain);
      isExact[document] |= agrees ? 1 : 0;
    });
  }
  return { gains, isExact, count, rarity: Math.log((total + 1) / (count + 0.5)) };
}

/* The words of a query, each once, the pairs of neighbours, and the pairs that were in quotes. */
function parse(query) {
  const found = [], pairs = [], seen = new Set(), seenPairs = new Set();
  query.replace(/[“”„«»]/g, '"').split('"').forEach((part, number) => {
    let before = null;
    for (const word of words(part)) {
      const term = { word, term: termOf(word) };
      if (!seen.has(word.exact) && found.length < MOST_WORDS) {
        seen.add(word.exact);
        found.push(term);
      }
      const name = before && before.word.exact + " " + word.exact;
      if (before && !seenPairs.has(name) && pairs.length < MOST_WORDS) {
        seenPairs.add(name);
        pairs.push({ first: before, second: term, isPhrase: number % 2 === 1 });
      }
      before = term;
    }
  });
  return { words: found, pairs };
}

/* The words of a query with their documents; unknown words give way to known ones. */
async function look(index, query) {
  const total = index.manifest.documents;
  const parsed = parse(query);
  const [looked, typedPairs] = await Promise.all([
    Promise.all(parsed.words.map(async (one) => weigh(await index.postings(one.term), one.term, total, 1))),
    Promise.all(parsed.pairs.map(async (pair) => {
      const term = pairOf(pair.first.term, pair.second.term);
      return { ...pair, ...weigh(await index.postings(term), term, total, 1) };
    }))
  ]);
  /* Words that never stand beside what they were typed beside may be slips. */
  const doubtful = parsed.words.filter((word) => {
    const own = typedPairs.filter((pair) => pair.first === word || pair.second === word);
    return own.length && own.every((pair) => !pair.count);
  });
  const replaced = new Map();
  const unknown = parsed.words.filter(({ word }, place) => !looked[place].count && word.folded.length > 1);
  const guessed = await Promise.all(unknown.slice(0, MOST_GUESSED).map(async (one) =>
    ({ one, guess: await best(index, parsed.words, one, false) })));
  let pairs = typedPairs;
  for (const { one, guess } of guessed.filter((found) => found.guess)) {
    replaced.set(one.word.exact, guess.words);
    looked[parsed.words.indexOf(one)] = guess.looked;
    /* What nobody wrote stands beside nothing, in no phrase. */
    pairs = [...pairs.filter((pair) => pair.first !== one && pair.second !== one), ...guess.pairs];
  }
  return { parsed, looked, pairs, replaced, doubtful };
}

/* The guess that stands most often beside the words beside it, or else is used most. What
   stands for a known word must be alike and stand there. */
async function best(index, typed, doubted, isKnown) {
  const total = index.manifest.documents;
  const place = typed.indexOf(doubted);
  const { folded: written, typed: asTyped } = doubted.word;
  const [before, after] = [typed[place - 1], typed[place + 1]];
  const candidates = /^[0-9]+$/.test(written) ? grouped(asTyped) : guesses(written, await index.vocabulary());
  const tried = await Promise.all(candidates.map(async ({ words: parts, likeness }) => {
    const folded = parts.map((part) => wordOf(part).folded);
    const terms = folded.map((word) => termOf({ exact: word, folded: word, hasMarks: false }));
    const row = [...(before ? [before.term] : []), ...terms, ...(after ? [after.term] : [])];
    const neighbours = row.slice(1).map((term, number) => pairOf(row[number], term));
    const pairs = await Promise.all(neighbours.map(async (term) =>
      ({ isPhrase: false, ...weigh(await index.postings(term), { ...term, exact: 0 }, total, GUESSED) })));
    return { words: folded, terms, pairs, likeness, met: pairs.reduce((sum, pair) => sum + pair.count, 0) };
  }));
  const value = (guess) => (guess.met ? 1 + guess.likeness : 0);
  const [chosen] = tried.sort((one, other) => value(other) - value(one) || other.met - one.met);
  if (!chosen || (isKnown && !(chosen.met && chosen.likeness))) {
    return null;
  }
  const parts = await Promise.all(chosen.terms.map(async (term) =>
    weigh(await index.postings(term), term, total, GUESSED)));
  const gains = parts.map((part) => part.gains)
    .reduce((one, other) => one.map((gain, document) => Math.min(gain, other[document])));
  const count = gains.reduce((sum, gain) => sum + (gain > 0), 0);
  const looked = {
    gains,
    count,
    isExact: new Uint8Array(total).fill(1),
    rarity: Math.max(...parts.map((part) => part.rarity))
  };
  return count ? { words: chosen.words, pairs: chosen.pairs, looked } : null;
}
