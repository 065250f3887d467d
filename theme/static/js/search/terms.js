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
  const tag = word.hasMarks ? crc32(word.exact) & 0xFFFF || 1 : 0;
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
