/* The files of an index, fetched when a query needs them. */

class StaleError extends Error {}

function bytesToText(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
}

class Index {
  /* `cache` says how far what the browser has kept may be believed. */
  constructor(url, manifest, cache) {
    this.cache = cache;
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
      const reading = fetch(this.folder + name + "?v=" + check, { cache: this.cache }).then((answer) => {
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
