/* What of a document results show, with the words of the query marked. */

const EXCERPT = 190;

/* What is marked in a text: the words of the query, folded, each with the marks that it has. */
function marksOf({ parsed, replaced }) {
  const marks = new Map();
  for (const { word } of parsed.words) {
    for (const folded of replaced.get(word.exact) || [word.folded]) {
      const typed = marks.get(folded) || marks.set(folded, new Set()).get(folded);
      typed.add(word.hasMarks && !replaced.has(word.exact) ? word.exact : folded);
    }
  }
  return marks;
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
