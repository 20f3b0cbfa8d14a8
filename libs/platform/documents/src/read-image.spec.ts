import { deflateSync, crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawPapers } from './draw-paper.js';
import type { MarkedPaper } from './paper-markup.js';
import { readImage } from './read-image.js';

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(3 * width, 0x80)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** Start of image, a comment, and a frame of 40 by 30; what would follow is of no interest here. */
const JPEG = Buffer.from('ffd8fffe00046869ffc0000b08001e0028010111 00ffd9'.replaceAll(' ', ''), 'hex');

describe('an image', () => {
  it('is what its bytes say, with its size', () => {
    expect(readImage(png(8, 4))).toEqual({ kind: 'png', width: 8, height: 4 });
    expect(readImage(JPEG)).toEqual({ kind: 'jpeg', width: 40, height: 30 });
  });

  it('is none where the bytes are something else, cut off, or of no size', () => {
    for (const bytes of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      Buffer.from('GIF89a'),
      png(8, 4).subarray(0, 20),
      JPEG.subarray(0, 12),
      png(0, 4),
      Buffer.alloc(0),
      Buffer.from('ffd800000000000000000000', 'hex'),
    ])
      expect(readImage(bytes)).toBeUndefined();
  });

  it('stands in a file once, however many papers have it', async () => {
    const logo = png(300, 200);
    const paper: MarkedPaper = {
      title: 'A',
      author: 'B',
      footer: '',
      logo,
      blocks: [{ kind: 'logo', height: 40, align: 'right' }],
    };
    const madeAt = new Date('2026-01-01T00:00:00Z');
    const one = await drawPapers([paper], madeAt);
    const ten = await drawPapers(
      Array.from({ length: 10 }, () => paper),
      madeAt,
    );
    const images = (bytes: Buffer): number => (bytes.toString('latin1').match(/\/Subtype \/Image/g) ?? []).length;
    expect([images(one), images(ten)]).toEqual([1, 1]);
  });
});
