import qrcode from 'qrcode';

/** The text as a QR code: an SVG in a data address, so that the page needs no library and no other server for it. */
export async function qrImage(text: string): Promise<string> {
  const svg = await qrcode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
