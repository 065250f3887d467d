/* How many texts tell how the words of a query are usually written, beside all titles. */
const MOST_READ = 3;

/* The query as it is usually written: in the words of the documents that it found. */
async function suggest(index, query, found) {
  const typed = query.normalize("NFC").trim().replace(/\s+/g, " ");
  const excerpts = await Promise.all(found.items.slice(0, MOST_READ).map((item) => item.excerpt().catch(() => [])));
  const texts = [...found.items.map((item) => item.title), ...excerpts]
    .map((parts) => parts.map((part) => part.text).join(""));
  const forms = new Map();
  const pairs = new Map();

  function count(map, folded, exact) {
    const known = map.get(folded) || map.set(folded, new Map()).get(folded);
    known.set(exact, (known.get(exact) || 0) + 1);
  }

  for (const text of texts) {
    const tokens = tokensOf(text).map((token) => ({
      ...token, written: text.slice(token.start, token.end).toLowerCase()
    }));
    tokens.forEach((token, place) => {
      count(forms, token.folded, token.written);
      if (place) {
        count(pairs, tokens[place - 1].folded + " " + token.folded, tokens[place - 1].written + " " + token.written);
      }
    });
  }

  function usual(map, folded) {
    const known = [...(map.get(folded) || [])];
    known.sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    return known.length ? known[0][0] : "";
  }

  const { parsed, doubtful } = found.looked;
  const replaced = new Map(found.looked.replaced);
  await Promise.all(doubtful.filter(({ word }) => !replaced.has(word.exact)).map(async (doubted) => {
    const guess = await best(index, parsed.words, doubted, true);
    if (guess) {
      replaced.set(doubted.word.exact, guess.words);
    }
  }));
  let before = null;
  const meant = tokensOf(typed).flatMap((token) => {
    const guess = replaced.get(token.exact);
    return (guess || [token.folded]).map((folded) => ({
      folded, isGuess: Boolean(guess), written: typed.slice(token.start, token.end)
    }));
  });
  const result = meant.map((word, place) => {
    const hasMarks = !word.isGuess && fold(word.written) !== word.written.toLowerCase();
    const next = meant[place + 1];
    const beside = next && usual(pairs, word.folded + " " + next.folded).split(" ")[0];
    const after = before && usual(pairs, before + " " + word.folded).split(" ")[1];
    before = word.folded;
    if (hasMarks) {
      return word.written;
    }
    return after || beside || usual(forms, word.folded) || (word.isGuess ? word.folded : word.written);
  });
  const meantText = result.join(" ");
  const plain = tokensOf(typed).map((token) => toneKey(typed.slice(token.start, token.end))).join(" ");
  return toneKey(meantText) === plain ? "" : meantText;
}
