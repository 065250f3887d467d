/* What may be meant by a word that no document has. */

/* How many words are tried, and how long the parts are of one that lacks its spaces. */
const MOST_GUESSES = 6, LONGEST = 7;

/* Slips of the finger: one letter too many, too few, another, or two in the wrong order. */
function isNear(written, word) {
  const lengths = word.length - written.length;
  if (Math.abs(lengths) > 1) {
    return false;
  }
  let start = 0;
  while (start < written.length && written[start] === word[start]) {
    start++;
  }
  const left = written.slice(start), right = word.slice(start);
  if (lengths === 1) {
    return left === right.slice(1);
  }
  if (lengths === -1) {
    return left.slice(1) === right;
  }
  return left.slice(1) === right.slice(1) ||
    (left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2));
}

/* What someone types whose keyboard does not make Vietnamese: dduwowngf for đường. */
function withoutKeystrokes(word) {
  return word.replace(/([sfrxj])(?=$|[a-z]$)/, "").replace(/w/g, "").replace(/(aa|ee|oo|dd)/g, (twice) => twice[0]);
}

/* Beginnings and ends of syllables that sound alike somewhere in the country. */
const BEGINNINGS = [["tr", "ch"], ["s", "x"], ["d", "gi", "r", "v"], ["l", "n"], ["c", "k", "qu"], ["g", "gh"], ["ng", "ngh"]];
const ENDS = [["n", "ng", "nh"], ["t", "c", "ch"], ["i", "y"]];

function* soundAlikes(word) {
  for (const group of BEGINNINGS) {
    for (const one of group.filter((start) => word.startsWith(start))) {
      yield* group.filter((other) => other !== one).map((other) => other + word.slice(one.length));
    }
  }
  for (const group of ENDS) {
    for (const one of group.filter((end) => word.endsWith(end))) {
      yield* group.filter((other) => other !== one).map((other) => word.slice(0, -one.length) + other);
    }
  }
}

const KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

function isNextKey(written, word) {
  const place = [...written].findIndex((letter, number) => letter !== word[number]);
  return written.length === word.length && KEYS.some((row) => {
    const [one, other] = [row.indexOf(written[place]), row.indexOf(word[place])];
    return one >= 0 && other >= 0 && Math.abs(one - other) === 1;
  });
}

/* Known words that may be meant, likely slips first, then those used most. */
function guesses(written, known) {
  const typed = withoutKeystrokes(written);
  if (typed !== written && known.has(typed)) {
    return [{ words: [typed], likeness: 2 }];
  }
  const alike = new Set(soundAlikes(written));
  const found = [];
  for (const [word, { count }] of known) {
    if (word !== written && (alike.has(word) || isNear(written, word))) {
      found.push({ words: [word], likeness: alike.has(word) ? 2 : isNextKey(written, word) ? 1 : 0, count });
    }
  }
  found.sort((one, other) => other.likeness - one.likeness || other.count - one.count ||
    (one.words[0] < other.words[0] ? -1 : 1));
  return [...separate(written, known), ...found.slice(0, MOST_GUESSES)];
}

/* The known words and numbers that a word without spaces may be made of, the fewest first. */
function separate(written, known) {
  const ways = [[{ words: [], count: Infinity }]];
  for (let end = 1; end <= written.length; end++) {
    ways[end] = [];
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const part = written.slice(start, end);
      const isNumber = /^[0-9]+$/.test(part) && !/[0-9]/.test(written[end] || "");
      if (isNumber || (part.length > 1 && known.has(part))) {
        const used = isNumber ? Infinity : known.get(part).count;
        ways[end].push(...ways[start].map(({ words, count }) =>
          ({ words: [...words, part], count: Math.min(count, used) })));
      }
    }
    ways[end].sort((one, other) => one.words.length - other.words.length || other.count - one.count ||
      (one.words.join() < other.words.join() ? -1 : 1));
    ways[end].length = Math.min(ways[end].length, MOST_GUESSES);
  }
  return ways[written.length].filter(({ words }) => words.length > 1)
    .map(({ words }) => ({ words, likeness: 2 }));
}

/* A telephone number without spaces, as it may be written with them. */
function grouped(digits) {
  return [[4, 4, 3], [4, 3, 3], [3, 4, 4], [4, 3, 4], [3, 3, 4]]
    .filter((sizes) => sizes.reduce((sum, size) => sum + size) === digits.length)
    .map(([first, second]) => ({
      words: [digits.slice(0, first), digits.slice(first, first + second), digits.slice(first + second)],
      likeness: 2
    }));
}
