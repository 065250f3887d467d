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
  return { exact, folded: isIOrY ? folded.slice(0, -1) + "i" : folded, hasMarks: folded !== exact, typed: token };
}

/* The words of a text with their places. What follows a number and a dot is no thousand: the
   groups of a telephone number are numbers of their own. */
function* piecesOf(text) {
  for (const match of text.matchAll(TOKEN)) {
    let start = match.index;
    const isGroup = /[0-9]\.$/.test(text.slice(Math.max(0, start - 2), start));
    for (const written of isGroup ? match[0].split(".") : [match[0]]) {
      yield { start, end: start + written.length, written };
      start += written.length + 1;
    }
  }
}

function words(text) {
  return Array.from(piecesOf(toneKey(text)), ({ written }) => wordOf(written));
}

function tokensOf(text) {
  return Array.from(piecesOf(text), ({ start, end, written }) => ({ start, end, ...wordOf(toneKey(written)) }));
}
