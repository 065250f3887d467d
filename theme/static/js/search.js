/* Finds articles in the index that a build leaves in /tim-kiem/ (plugins/search), without a server.
   Knows no page: search-page.js shows what is found. */
(function () {
  "use strict";

  /* As plugins/search/tokens.py and plugins/vietnamese/words.py cut and fold words. */
  const TOKEN = /[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[\p{L}\p{N}]+/gu;
  const PLAIN = { "đ": "d", "ð": "d", "ɖ": "d", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th" };
  const PLAIN_LETTER = /[đðɖøłıæœßþ]/g;
  const TONE_PLACES = new Map();
  for (const [vowels, old, modern] of [["oa", "òóỏõọ", "àáảãạ"], ["oe", "òóỏõọ", "èéẻẽẹ"], ["uy", "ùúủũụ", "ỳýỷỹỵ"]]) {
    for (let tone = 0; tone < 5; tone++) {
      TONE_PLACES.set(old[tone] + vowels[1], vowels[0] + modern[tone]);
    }
  }
  const OLD_TONE = new RegExp([...TONE_PLACES.keys()].join("|"), "g");

  function toneKey(text) {
    return text.toLowerCase().normalize("NFC").replace(/[ðɖ]/g, "đ")
      .replace(OLD_TONE, (pair) => TONE_PLACES.get(pair));
  }

  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]+/g, "")
      .replace(PLAIN_LETTER, (letter) => PLAIN[letter]).normalize("NFC");
  }

  function wordOf(token) {
    const exact = /^[0-9]/.test(token) ? token.replace(/\./g, "").replace(/^0+(?=[0-9])/, "") : token;
    const folded = fold(exact);
    const isIOrY = /^(?:qu|[hklmst])y$/.test(folded);
    return { exact, folded: isIOrY ? folded.slice(0, -1) + "i" : folded, typed: token };
  }

  function words(text) {
    return (toneKey(text).match(TOKEN) || []).map(wordOf);
  }

  /* The hashes of plugins/search/terms.py. */
  const CRC = new Uint32Array(256).map((_, byte) => {
    for (let bit = 0; bit < 8; bit++) {
      byte = byte & 1 ? 0xEDB88320 ^ (byte >>> 1) : byte >>> 1;
    }
    return byte;
  });
  const encoder = new TextEncoder();

  function crc32(text) {
    let sum = -1;
    for (const byte of encoder.encode(text)) {
      sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
    }
    return (sum ^ -1) >>> 0;
  }

  const FIRST = 0x9E3779B1, SECOND = 0x85EBCA6B;

  function termOf(word) {
    const tag = word.exact === word.folded ? 0 : crc32(word.exact) & 0xFFFF || 1;
    return { isPair: false, folded: crc32(word.folded), exact: tag };
  }

  function pairOf(first, second) {
    const tag = Math.imul(first.exact, FIRST) + Math.imul(second.exact, SECOND);
    return {
      isPair: true,
      folded: (Math.imul(first.folded, FIRST) + Math.imul(second.folded, SECOND)) >>> 0,
      exact: (tag >>> 8) & 0xFFFF
    };
  }

  /* What a level of plugins/search/terms.py is worth in a document. */
  const WORTH = [1, 2, 3.5, 6, 9, 12.5, 17.5, 26];
  const gains = (half) => WORTH.map((count) => count / (count + half));
  /* That a pair of words stands in a text at all says most; of a word, how often. */
  const GAIN = { word: gains(3), pair: gains(0.7) };
  /* Other marks than those that were typed: still found, but of less account. */
  const OTHER_MARKS = 0.4;
  /* Words side by side are worth more than apart. */
  const TOGETHER = 1.5;
  const MOST_WORDS = 16;
  /* Without a document that has all words, one with most of what the query says will do; beside
     so few that have all, or for a whole question, one that lacks little. */
  const MOST = 0.5, NEARLY = 0.7, FEW = 3, QUESTION = 5;
  /* What a word counts that was put in the place of an unknown one, how many are tried, and how
     long the parts are of one that lacks its spaces. */
  const GUESSED = 0.6, MOST_GUESSES = 6, LONGEST = 7;
  const EXCERPT = 190;

  class StaleError extends Error {}

  function bytesToText(bytes) {
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  }

  class Index {
    constructor(url, manifest) {
      this.folder = url.replace(/\.json(?:\?.*)?$/, "/");
      this.manifest = manifest;
      this.held = new Map();
      const pieces = (1 << manifest.word_bits) + (1 << manifest.pair_bits);
      const blocks = Math.ceil(manifest.documents / manifest.listed_together);
      this.places = { words: 0, pairs: 1 << manifest.word_bits, blocks: pieces, vocabulary: pieces + blocks, facets: pieces + blocks + 1 };
    }

    /* Fetches a file once. One that is not what the manifest names belongs to another build. */
    file(name, place, read) {
      if (!this.held.has(name)) {
        const check = this.manifest.checks.substr(4 * place, 4);
        const reading = fetch(this.folder + name + "?v=" + check).then((answer) => {
          if (!answer.ok) {
            throw new StaleError(name);
          }
          return read(answer);
        }).then((found) => {
          if (found.check !== check) {
            throw new StaleError(name);
          }
          return found.content;
        });
        reading.catch(() => this.held.delete(name));
        this.held.set(name, reading);
      }
      return this.held.get(name);
    }

    binary(name, place) {
      return this.file(name, place, async (answer) => {
        const bytes = new Uint8Array(await answer.arrayBuffer());
        return { check: bytesToText(bytes.subarray(0, 3)), content: bytes.subarray(3) };
      });
    }

    async postings(term) {
      const bits = term.isPair ? this.manifest.pair_bits : this.manifest.word_bits;
      const number = bits ? term.folded >>> (32 - bits) : 0;
      const name = (term.isPair ? "cap-" : "tu-") + number + ".bin";
      const place = (term.isPair ? this.places.pairs : this.places.words) + number;
      return readPostings(await this.binary(name, place), term.folded);
    }

    row(document) {
      const together = this.manifest.listed_together;
      const number = Math.floor(document / together);
      return this.file("bai-" + number + ".json", this.places.blocks + number, async (answer) => {
        const [check, content] = await answer.json();
        return { check, content };
      }).then((rows) => rows[document % together]);
    }

    async facets() {
      const bytes = await this.binary("loai.bin", this.places.facets);
      return this.manifest.facet_bytes === 1 ? bytes :
        Uint16Array.from({ length: bytes.length / 2 }, (_, place) => bytes[2 * place] | bytes[2 * place + 1] << 8);
    }

    vocabulary() {
      return this.file("tu-vung.txt", this.places.vocabulary, async (answer) => {
        const [check, ...lines] = (await answer.text()).split("\n");
        const known = new Map();
        for (const line of lines) {
          const [folded, count, usual] = line.split(" ");
          known.set(folded, { count: Number(count), usual: usual || folded });
        }
        known.delete("");
        return { check, content: known };
      });
    }
  }

  /* The documents of a folded term: for each form of it with marks, its hash, and the documents
     with their levels. The layout is that of plugins/search/pieces.py. */
  function readPostings(bytes, folded) {
    let at = 0;

    function number() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 127) << shift;
        if (byte < 128) {
          return value;
        }
      }
    }

    const entries = number();
    const heads = at;
    at += 6 * entries;
    const counts = [];
    for (let entry = 0; entry < entries; entry++) {
      counts.push(number());
    }
    const found = [];
    for (let entry = 0; entry < entries; entry++) {
      const head = heads + 6 * entry;
      const hash = (bytes[head] | bytes[head + 1] << 8 | bytes[head + 2] << 16 | bytes[head + 3] << 24) >>> 0;
      if (hash === folded) {
        const documents = new Int32Array(counts[entry]);
        const levels = new Uint8Array(counts[entry]);
        let document = -1;
        for (let place = 0; place < documents.length; place++) {
          const value = number();
          document += value >>> 3;
          documents[place] = document;
          levels[place] = value & 7;
        }
        found.push({ exact: bytes[head + 4] | bytes[head + 5] << 8, documents, levels });
      } else {
        for (let left = counts[entry]; left; left--) {
          while (bytes[at++] > 127) { /* To the next number. */ }
        }
      }
    }
    return found;
  }

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

  class Engine {
    constructor(url, manifest) {
      this.url = url;
      this.take(manifest);
    }

    take(manifest) {
      this.index = new Index(this.url, manifest);
      const named = ([id, label]) => ({ id, label });
      const used = (column) => new Set(manifest.facets.map((facet) => facet[column]));
      const kinds = used(0), categories = used(1);
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
        this.take(await fetchManifest(this.url, "reload"));
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

  /* The words of a query with their documents; unknown words give way to known ones. */
  async function look(index, query) {
    const total = index.manifest.documents;
    const parsed = parse(query);
    const [looked, pairs] = await Promise.all([
      Promise.all(parsed.words.map(async (one) => weigh(await index.postings(one.term), one.term, total, 1))),
      Promise.all(parsed.pairs.map(async (pair) => {
        const term = pairOf(pair.first.term, pair.second.term);
        return { ...pair, ...weigh(await index.postings(term), term, total, 1) };
      }))
    ]);
    /* Words that never stand beside what they were typed beside may be slips. */
    const doubtful = parsed.words.filter((word) => {
      const own = pairs.filter((pair) => pair.first === word || pair.second === word);
      return own.length && own.every((pair) => !pair.count);
    });
    const replaced = new Map();
    await Promise.all(parsed.words.map(async ({ word }, place) => {
      if (!looked[place].count && word.folded.length > 1) {
        const guess = await best(index, parsed.words, place, false);
        if (guess) {
          replaced.set(word.exact, guess.words);
          looked[place] = guess.looked;
          pairs.push(...guess.pairs);
        }
      }
    }));
    return { parsed, looked, pairs, replaced, doubtful };
  }

  /* The guess that stands most often beside the words beside it, or else is used most. What
     stands for a known word must be alike and stand there. */
  async function best(index, typed, place, isKnown) {
    const total = index.manifest.documents;
    const { folded: written, typed: asTyped } = typed[place].word;
    const [before, after] = [typed[place - 1], typed[place + 1]];
    const candidates = /^[0-9]+$/.test(written) ? grouped(asTyped) : guesses(written, await index.vocabulary());
    const tried = await Promise.all(candidates.map(async ({ words: parts, likeness }) => {
      const folded = parts.map((part) => wordOf(part).folded);
      const terms = folded.map((word) => termOf({ exact: word, folded: word }));
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
    const looked = parts.reduce((one, other) => ({
      ...one,
      rarity: Math.max(one.rarity, other.rarity),
      gains: one.gains.map((gain, document) => Math.min(gain, other.gains[document])),
      count: Math.min(one.count, other.count)
    }));
    return { words: chosen.words, pairs: chosen.pairs, looked: { ...looked, isExact: looked.isExact.fill(1) } };
  }

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
    const items = await Promise.all(kept.slice(from, from + count).map(async ({ document, values }) => {
      const [url, title, date, text] = await index.row(document);
      return {
        url,
        title: mark(title, marks),
        date,
        kind: values.kind,
        category: values.category,
        excerpt: () => excerptOf(url, text, manifest.text_name, marks)
      };
    }));
    return { total: kept.length, partial: ranked.isPartial, items, facets, looked };
  }

  /* What is marked in a text: the words of the query, folded, each with the marks that it has. */
  function marksOf({ parsed, replaced }) {
    const marks = new Map();
    for (const { word } of parsed.words) {
      for (const folded of replaced.get(word.exact) || [word.folded]) {
        const typed = marks.get(folded) || marks.set(folded, new Set()).get(folded);
        typed.add(replaced.has(word.exact) ? folded : word.exact);
      }
    }
    return marks;
  }

  function tokensOf(text) {
    const found = [];
    for (const match of text.matchAll(TOKEN)) {
      const word = wordOf(toneKey(match[0]));
      found.push({ start: match.index, end: match.index + match[0].length, ...word });
    }
    return found;
  }

  /* The words of a text that the query means: where a word stands with the marks that were typed,
     its like with other marks are other words. */
  function hitsOf(text, marks) {
    const tokens = tokensOf(text).filter((token) => marks.has(token.folded));
    const agreed = new Set(tokens.filter((token) => marks.get(token.folded).has(token.exact))
      .map((token) => token.folded));
    return tokens.filter((token) => {
      const typed = marks.get(token.folded);
      return typed.has(token.folded) || typed.has(token.exact) || !agreed.has(token.folded);
    });
  }

  function mark(text, marks) {
    text = text.normalize("NFC");
    const parts = [];
    let end = 0;
    for (const hit of hitsOf(text, marks)) {
      const between = text.slice(end, hit.start);
      const written = text.slice(hit.start, hit.end);
      /* Neighbours are one mark, with what stands between them. */
      if (parts.length && /^[\s/-]*$/.test(between)) {
        parts[parts.length - 1].text += between + written;
      } else {
        parts.push({ text: between, hit: false }, { text: written, hit: true });
      }
      end = hit.end;
    }
    parts.push({ text: text.slice(end), hit: false });
    return parts.filter((part) => part.text);
  }

  async function excerptOf(url, given, name, marks) {
    let text = given || "";
    if (!text) {
      const answer = await fetch(url + name);
      if (!answer.ok) {
        return [];
      }
      /* Title and date stand above, the address below. */
      text = (await answer.text()).trim().split("\n\n").slice(2, -1).join("\n");
    }
    return mark(cut(text.normalize("NFC").replace(/\s+/g, " ").trim(), marks), marks);
  }

  /* The part of a text, at words, in which most of the query stands; the beginning for a tie. */
  function cut(text, marks) {
    const hits = hitsOf(text, marks);
    let best = { value: 0, start: 0 };
    hits.forEach((hit, number) => {
      const seen = new Set();
      let value = 0, before = null;
      for (let place = number; place < hits.length && hits[place].end - hit.start <= EXCERPT - 40; place++) {
        const beside = before && hits[place].start - before.end <= 2;
        value += (seen.has(hits[place].folded) ? 0.1 : 1) + (beside ? 0.5 : 0);
        seen.add(hits[place].folded);
        before = hits[place];
      }
      if (value > best.value + 1e-9) {
        best = { value, start: hit.start };
      }
    });
    let start = Math.max(0, best.start - 40);
    if (start > 0) {
      start = text.indexOf(" ", start) + 1;
    }
    let end = text.length;
    if (end - start > EXCERPT) {
      end = text.lastIndexOf(" ", start + EXCERPT);
      end = end > start ? end : start + EXCERPT;
    }
    return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  /* The query as it is usually written: in the words of the documents that it found. */
  async function suggest(index, query, found) {
    const typed = query.normalize("NFC").trim().replace(/\s+/g, " ");
    const excerpts = await Promise.all(found.items.map((item) => item.excerpt().catch(() => [])));
    const texts = found.items.map((item, place) =>
      [item.title, excerpts[place]].map((parts) => parts.map((part) => part.text).join("")));
    const forms = new Map();
    const pairs = new Map();

    function count(map, folded, exact) {
      const known = map.get(folded) || map.set(folded, new Map()).get(folded);
      known.set(exact, (known.get(exact) || 0) + 1);
    }

    for (const text of texts.flat()) {
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
      const guess = await best(index, parsed.words, parsed.words.indexOf(doubted), true);
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
      return after || beside || usual(forms, word.folded) || word.written;
    });
    const meantText = result.join(" ");
    const plain = tokensOf(typed).map((token) => toneKey(typed.slice(token.start, token.end))).join(" ");
    return toneKey(meantText) === plain ? "" : meantText;
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
})();
