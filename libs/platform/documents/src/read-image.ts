export interface ImageFacts {
  readonly kind: 'png' | 'jpeg';
  readonly width: number;
  readonly height: number;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What a file is by its own bytes, whatever it is called: PNG (ISO/IEC 15948, 5.2 and 11.2.2) or JPEG (ITU-T T.81, B.1). */
export function readImage(given: Uint8Array): ImageFacts | undefined {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  return bytes.subarray(0, 8).equals(PNG) ? pngFacts(bytes) : jpegFacts(bytes);
}

function pngFacts(bytes: Buffer): ImageFacts | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return factsOf('png', bytes.readUInt32BE(16), bytes.readUInt32BE(20));
}

/** Segments follow each other by their lengths, up to the frame that says the size. */
function jpegFacts(bytes: Buffer): ImageFacts | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return factsOf('jpeg', bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15, without the tables and the extension that share the range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function factsOf(kind: ImageFacts['kind'], width: number, height: number): ImageFacts | undefined {
  return width > 0 && height > 0 ? { kind, width, height } : undefined;
}
